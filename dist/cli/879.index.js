export const id = 879;
export const ids = [879];
export const modules = {

/***/ 4879:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createTerminalHost: () => (/* binding */ createTerminalHost)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/printable.ts
var printable = __webpack_require__(5260);
// EXTERNAL MODULE: ./src/host/host.ts
var host = __webpack_require__(2106);
;// CONCATENATED MODULE: ./src/host/secrets.ts
/** Keeps secrets out of every text that leaves the program: logs, manifests, reports. */
class Secrets {
    /** Longest first: a secret may hold another one. */
    #secrets = [];
    add(secret) {
        if (secret === '' || this.#secrets.includes(secret))
            return;
        this.#secrets = [...this.#secrets, secret].sort((a, b) => b.length - a.length);
    }
    redact(text) {
        return this.#secrets.reduce((redacted, secret) => redacted.replaceAll(secret, '***'), text);
    }
}

;// CONCATENATED MODULE: ./src/host/terminal/terminal.ts




/** Characters of an annotation that are worth reading in a terminal. */
const maxRemark = 4000;
/** A terminal, or any CI but GitHub's: plain lines, and a progress display where somebody watches. */
function createTerminalHost(options) {
    const { env, stream } = options;
    const secrets = new Secrets();
    const clean = (line) => (0,host/* inert */.t)(secrets.redact(line));
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
            secrets.add(secret);
        },
        redact: (text) => secrets.redact(text),
        annotate: ({ level, title, message, file }) => {
            const where = file === undefined ? '' : ` (${file})`;
            log.info((0,printable/* printable */.g)(`${level}: ${title}${where}: ${message}`, maxRemark));
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
