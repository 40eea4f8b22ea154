export const id = 372;
export const ids = [372];
export const modules = {

/***/ 9372:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createTerminalHost: () => (/* binding */ createTerminalHost)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./src/host/host.ts
/**
 * Makes a text harmless for runners that look for commands in logs: `::command::` at the start of a line (GitHub),
 * `##[command]`, `##vso[…]` and `##teamcity[…]` anywhere (GitHub's older form, Azure Pipelines, TeamCity).
 */
function inert(text) {
    return text.replace(/^(\s*):(?=:)/gm, '$1: ').replace(/##(?=\w*\[)/g, '# #');
}

;// CONCATENATED MODULE: ./src/host/terminal/terminal.ts


/** A terminal, or any CI but GitHub's: plain lines, and a progress display where somebody watches. */
function createTerminalHost(options) {
    const { env, stream } = options;
    const secrets = new Set();
    const clean = (line) => {
        let cleaned = inert(line);
        for (const secret of secrets)
            cleaned = cleaned.replaceAll(secret, '***');
        return cleaned;
    };
    const log = createLog(stream, clean, options.verbose);
    const cacheHome = env['XDG_CACHE_HOME'] ?? (0,external_node_path_.join)(env['HOME'] ?? env['USERPROFILE'] ?? options.workingDirectory, '.cache');
    return {
        log,
        // Other CIs have run numbers, too, each under another name; time makes a run's tasks unique everywhere.
        identity: { run: Date.now().toString(36), attempt: 1, job: process.pid.toString(16) },
        workspace: options.workingDirectory,
        entry: options.entry,
        environment: env,
        stateDirectory: (0,external_node_path_.join)(cacheHome, 'blendnet-render'),
        workspaceStays: true,
        cancelled: options.cancelled,
        mask: (secret) => {
            if (secret !== '')
                secrets.add(secret);
        },
        annotate: ({ level, title, message, file }) => {
            const where = file === undefined ? '' : ` (${file})`;
            log.info(`${level}: ${title}${where}: ${message}`);
        },
        artifacts: () => Promise.resolve(undefined),
        cache: () => undefined,
        writeSummary: () => Promise.resolve(),
        setOutputs: options.onOutputs,
    };
}
function createLog(stream, clean, verbose) {
    const live = stream.isTTY;
    let shown = '';
    const redraw = (text) => {
        if (!live)
            return;
        const columns = stream.columns;
        shown = text === '' ? '' : clean(text).slice(0, Math.max(10, columns - 1));
        stream.write(`\r\u001b[K${shown}`);
    };
    const write = (line) => {
        const progress = shown;
        if (progress !== '')
            redraw('');
        stream.write(`${clean(line)}\n`);
        if (progress !== '')
            redraw(progress);
    };
    let depth = 0;
    const indent = () => '  '.repeat(depth);
    return {
        info: (line) => {
            write(`${indent()}${line}`);
        },
        detail: (line) => {
            if (verbose)
                write(`${indent()}${line}`);
        },
        warning: (line) => {
            write(`${indent()}warning: ${line}`);
        },
        group: (title) => {
            write(`${indent()}${title}`);
            depth += 1;
            return () => {
                depth -= 1;
            };
        },
        progress: redraw,
    };
}


/***/ })

};
