export const id = 91;
export const ids = [91];
export const modules = {

/***/ 45091:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createGitHubHost: () => (/* binding */ createGitHubHost)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 7 modules
var core = __webpack_require__(33838);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/printable.ts
var printable = __webpack_require__(15260);
;// CONCATENATED MODULE: ./src/host/host.ts
/**
 * Makes a text harmless for runners that look for commands in logs: `::command::` at the start of a line (GitHub),
 * `##[command]`, `##vso[…]` and `##teamcity[…]` anywhere (GitHub's older form, Azure Pipelines, TeamCity).
 */
function inert(text) {
    return text.replace(/^(\s*):(?=:)/gm, '$1: ').replace(/##(?=\w*\[)/g, '# #');
}

;// CONCATENATED MODULE: ./src/host/github/limits.ts
/** What GitHub shows of a step: 10 annotations of a level; one is kept for the failure itself. */
const maxAnnotations = 9;
/** Longer ones are cut by GitHub, at 4,096 characters and 255. */
const maxAnnotationText = 4000;
const maxAnnotationTitle = 200;
/** A longer job summary is dropped whole. */
const maxSummaryBytes = 1024 * 1024;

;// CONCATENATED MODULE: ./src/host/github/artifacts.ts


/** The artifact service of this run, or undefined where there is none (GHES, act, other runners). */
async function openArtifactStore(env, runUrl) {
    if (!env['ACTIONS_RESULTS_URL'] || !env['ACTIONS_RUNTIME_TOKEN'])
        return undefined;
    // 4.6 MB of Azure and protobuf code that only uploading needs.
    const { DefaultArtifactClient } = await Promise.all(/* import() */[__webpack_require__.e(271), __webpack_require__.e(888)]).then(__webpack_require__.bind(__webpack_require__, 37888));
    const client = new DefaultArtifactClient();
    const upload = async (name, files, directory, options) => {
        try {
            const { id } = await client.uploadArtifact(name, files, directory, options);
            return { name, ...(id === undefined ? {} : { url: `${runUrl}/artifacts/${id}` }) };
        }
        catch (error) {
            const what = name === '' ? (files[0] ?? '') : name;
            throw new errors/* RenderError */.vH('rejected', `GitHub does not take the artifact ${what}: ${(0,errors/* messageOf */.bD)(error)}`, {
                cause: error,
                hint: /conflict|already exists/i.test((0,errors/* messageOf */.bD)(error))
                    ? 'Artifact names are unique in a run: give each job of a matrix its own artifact-name.'
                    : 'The files are in output-directory; a re-run takes finished frames from the farm.',
            });
        }
    };
    return {
        store: upload,
        storeFile: (file, options) => upload('', [file], (0,external_node_path_.dirname)(file), { ...options, skipArchive: true }),
    };
}

// EXTERNAL MODULE: external "node:worker_threads"
var external_node_worker_threads_ = __webpack_require__(75919);
;// CONCATENATED MODULE: ./src/host/github/cache.ts



/** A service that is well finds a key in less than a second. */
const findTimeoutMs = 10_000;
/** For an entry of a gigabyte. */
const transferTimeoutMs = 180_000;
/** GitHub's cache service, or undefined where there is none. The first thing that goes wrong ends its use. */
function openCacheStore(options) {
    const { env } = options;
    const url = env['ACTIONS_CACHE_SERVICE_V2'] ? env['ACTIONS_RESULTS_URL'] : env['ACTIONS_CACHE_URL'];
    return url && env['ACTIONS_RUNTIME_TOKEN'] ? new GitHubCache(options) : undefined;
}
class GitHubCache {
    #options;
    #pending = new Map();
    #worker;
    #ended = false;
    #jobs = 0;
    constructor(options) {
        this.#options = options;
        options.cancelled.addEventListener('abort', () => void this.close(), { once: true });
    }
    async restore(path, prefix) {
        const key = await this.#run('find', path, prefix, this.#options.findTimeoutMs ?? findTimeoutMs);
        return key !== undefined && (await this.#run('restore', path, key, transferTimeoutMs)) !== undefined;
    }
    async save(path, key) {
        const saved = await this.#run('save', path, key, transferTimeoutMs);
        // The package blames another job with the same key, whatever went wrong; nobody else uses our keys.
        if (saved === undefined)
            this.#giveUp('it does not take an entry');
        return saved !== undefined;
    }
    async close() {
        this.#ended = true;
        for (const resolve of this.#pending.values())
            resolve(undefined);
        this.#pending.clear();
        await this.#worker?.terminate();
    }
    async #run(what, path, key, timeoutMs) {
        if (this.#ended)
            return undefined;
        const id = ++this.#jobs;
        const timer = setTimeout(() => {
            this.#giveUp(`no answer within ${timeoutMs / 1000} s`);
        }, timeoutMs);
        try {
            return await new Promise((resolve) => {
                this.#pending.set(id, resolve);
                this.#worker ??= this.#startWorker();
                const job = { id, do: what, path, key };
                this.#worker.postMessage(job);
            });
        }
        catch (error) {
            this.#giveUp((0,errors/* messageOf */.bD)(error));
            return undefined;
        }
        finally {
            clearTimeout(timer);
            this.#pending.delete(id);
        }
    }
    #startWorker() {
        const { entry, env } = this.#options;
        const worker = new external_node_worker_threads_.Worker(entry, { env, workerData: { room: 'cache' } });
        worker.on('message', (message) => {
            if ('line' in message)
                this.#hear(message.line);
            else if ('failure' in message)
                this.#giveUp(message.failure);
            else
                this.#pending.get(message.id)?.(message.key);
        });
        worker.on('error', (error) => {
            this.#giveUp((0,errors/* messageOf */.bD)(error));
        });
        return worker;
    }
    /** The package says what fails, and what is secret, in workflow commands only. */
    #hear(line) {
        const { log, mask } = this.#options;
        const [, command = '', escaped = line] = /^::([a-z-]+)[^:]*::(.*)/.exec(line) ?? [];
        const text = escaped.replace(/%(0D|0A|25)/g, (code) => decodeURIComponent(code));
        if (command === 'add-mask')
            mask(text);
        else if (command === 'warning' || command === 'error')
            this.#giveUp(text);
        else
            log.detail(`cache: ${(0,printable/* printable */.g)(text)}`);
    }
    #giveUp(why) {
        if (this.#ended)
            return;
        this.#options.log.info(`Going on without GitHub’s cache: ${(0,printable/* printable */.g)(why, 300)}`);
        void this.close();
    }
}

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

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
;// CONCATENATED MODULE: ./src/host/github/summary.ts


/** Adds to the job summary, when there is one. */
async function writeSummary(path, markdown) {
    if (path === undefined || path === '')
        return;
    if (Buffer.byteLength(markdown) > maxSummaryBytes)
        throw new Error('The job summary is longer than GitHub takes.');
    await (0,promises_.appendFile)(path, `${markdown}\n`);
}

;// CONCATENATED MODULE: ./src/host/github/github.ts











/** GitHub's runner: workflow commands, artifacts, job summary. */
function createGitHubHost(env, { entry, cancelled, job }) {
    const secrets = new Secrets();
    const log = createLog((text) => inert(secrets.redact(text)));
    const mask = (secret) => {
        if (secret === '')
            return;
        secrets.add(secret);
        core.setSecret(secret);
    };
    const counts = { error: 0, warning: 0, notice: 0 };
    const workspace = env['GITHUB_WORKSPACE'] ?? process.cwd();
    const sha = env['GITHUB_SHA'];
    const repositoryUrl = `${env['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${env['GITHUB_REPOSITORY'] ?? ''}`;
    return {
        log,
        identity: { run: env['GITHUB_RUN_ID'] ?? '0', attempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? 1), job },
        workspace,
        entry,
        environment: env,
        stateDirectory: (0,external_node_path_.join)(env['RUNNER_TEMP'] ?? '/tmp', 'blendnet-render'),
        ...(sha === undefined ? {} : { commit: { sha, url: `${repositoryUrl}/commit/${sha}` } }),
        workspaceStays: env['RUNNER_ENVIRONMENT'] !== 'github-hosted',
        cancelled,
        mask,
        redact: (text) => secrets.redact(text),
        annotate: ({ level, title, message, file }) => {
            counts[level] += 1;
            if (counts[level] > maxAnnotations) {
                log.info(`${level}: ${(0,printable/* printable */.g)(title, maxAnnotationTitle)}: ${(0,printable/* printable */.g)(message, maxAnnotationText)}`);
                return;
            }
            const properties = { title: (0,printable/* printable */.g)(title, maxAnnotationTitle), ...(file === undefined ? {} : { file }) };
            core[level](secrets.redact(message).slice(0, maxAnnotationText), properties);
        },
        artifacts: async () => {
            const store = await openArtifactStore(env, `${repositoryUrl}/actions/runs/${env['GITHUB_RUN_ID'] ?? ''}`);
            if (store === undefined) {
                core.notice('This runner has no artifact service: the results stay in output-directory.', {
                    title: 'No artifacts',
                });
            }
            return store;
        },
        cache: () => openCacheStore({ env, entry, log, mask, cancelled }),
        writeSummary: (markdown) => writeSummary(env['GITHUB_STEP_SUMMARY'], markdown),
        setOutputs: (outputs) => {
            for (const [name, value] of Object.entries(outputs))
                core.setOutput(name, value);
        },
        saveState: core.saveState,
        fail: (error) => {
            process.exitCode = 1;
            if (error instanceof errors/* RenderError */.vH) {
                const { kind, message, hint, file } = error;
                const text = secrets.redact(hint === undefined ? message : `${message}\n${hint}`);
                core.error(text.slice(0, maxAnnotationText), {
                    title: kind,
                    // An error names files below the working directory, which need not be the workspace.
                    ...(file !== undefined && (0,external_node_fs_.existsSync)((0,external_node_path_.join)(workspace, file)) ? { file } : {}),
                });
            }
            else {
                core.error((0,errors/* messageOf */.bD)(error), { title: 'Internal error: please report it' });
                if (error instanceof Error && error.stack !== undefined)
                    log.info(error.stack);
            }
        },
    };
}
/** @param clean makes a text harmless; the runner masks secrets, too, but only where it reads the log. */
function createLog(clean) {
    let open = 0;
    return {
        info: (text) => {
            core.info(clean(text));
        },
        detail: (text) => {
            core.debug(clean(text));
        },
        warning: (text) => {
            core.info(`Warning: ${clean(text)}`);
        },
        group: (title) => {
            // Groups do not nest: an inner one would end the outer one.
            if (open++ === 0)
                core.startGroup(title);
            return () => {
                if (--open === 0)
                    core.endGroup();
            };
        },
        progress: () => undefined,
    };
}


/***/ }),

/***/ 15260:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ printable)
/* harmony export */ });
/**
 * Text from outside (the Manager, Blender, file names) made safe to show: no escape sequence reaches a terminal, no line
 * break starts a new line in a log (where a runner would look for commands), and no text is longer than `maxLength`.
 */
function printable(text, maxLength = 500) {
    const cut = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
    // C0, DEL and C1 controls, line and paragraph separators, and the bidirectional overrides that can disguise a name.
    // eslint-disable-next-line no-control-regex
    return cut.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ').trim();
}


/***/ })

};
