export const id = 593;
export const ids = [593];
export const modules = {

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


/***/ }),

/***/ 73593:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DigestThreads: () => (/* binding */ DigestThreads),
/* harmony export */   serveDigests: () => (/* binding */ serveDigests)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(48161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_os__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83916);
/* harmony import */ var _threads_pool_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(74743);
/* harmony import */ var _threads_serve_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(72738);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(83405);





/** A smaller file is digested before a thread has heard of it. */
const worthAThreadBytes = 256 * 1024;
/** What is digested here before threads are started: starting them takes as long as digesting 50 to 100 MB. */
const worthThreadsBytes = 128 * 1024 * 1024;
/** A file that takes longer to digest than threads take to start. */
const worthWaitingBytes = 64 * 1024 * 1024;
const maxHeapMiB = 64;
/**
 * Digests many or large files in threads: on every core, and without taking time from what is being sent. The first
 * ones are digested here, which is enough for most projects.
 */
class DigestThreads {
    /** Files that were digested in threads. */
    digestedThere = 0;
    /** When threads run, or are known not to; undefined before they are started. */
    started;
    #pool;
    #startAfterBytes;
    #digestedHereBytes = 0;
    #ready = false;
    /** @param entry a module that calls `serveThread()` when it finds itself in a thread */
    constructor(entry, { size = Math.min(4, (0,node_os__WEBPACK_IMPORTED_MODULE_0__.availableParallelism)()), startAfterBytes = worthThreadsBytes } = {}) {
        const failed = (file, what, cause) => new Error(`Digesting ${file.path} ${what}`, { cause });
        this.#pool = new _threads_pool_js__WEBPACK_IMPORTED_MODULE_2__/* .ThreadPool */ .p({ entry, room: 'digest', size, maxHeapMiB, failed });
        this.#startAfterBytes = startAfterBytes;
    }
    /** SHA-1 of a file, lower-case hex; throws what {@link digestFile} throws. An abort of `signal` ends all threads. */
    digest = async (file, signal) => {
        if (file.sizeBytes < worthAThreadBytes || this.#digestedHereBytes < this.#startAfterBytes) {
            this.#digestedHereBytes += file.sizeBytes;
            return await (0,_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .digestFile */ .TM)(file, signal);
        }
        this.started ??= this.#start();
        if (file.sizeBytes >= worthWaitingBytes)
            await this.started;
        if (!this.#ready)
            return await (0,_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .digestFile */ .TM)(file, signal);
        signal?.throwIfAborted();
        const stop = () => void this.close();
        signal?.addEventListener('abort', stop, { once: true });
        try {
            const sha1 = await this.#pool.run(file);
            this.digestedThere += 1;
            return sha1;
        }
        catch (error) {
            signal?.throwIfAborted();
            if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RenderError */ .vH)
                throw error;
            // A thread that could not go on is no reason to fail, but one to do the rest here.
            this.#ready = false;
            return await (0,_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .digestFile */ .TM)(file, signal);
        }
        finally {
            signal?.removeEventListener('abort', stop);
        }
    };
    async close() {
        await this.#pool.close();
    }
    /** Where no thread can be started, this one does all. */
    async #start() {
        this.#ready = await this.#pool.warmUp().then(() => true, () => false);
    }
}
/** Digests the files that arrive at `port`, in a thread whose `workerData.room` is `digest`. */
function serveDigests(port) {
    (0,_threads_serve_js__WEBPACK_IMPORTED_MODULE_3__/* .serveJobs */ .a)(port, (file) => (0,_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .digestFileSync */ .EX)(file));
}


/***/ }),

/***/ 83405:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EX: () => (/* binding */ digestFileSync),
/* harmony export */   TM: () => (/* binding */ digestFile),
/* harmony export */   cM: () => (/* binding */ returnBuffers),
/* harmony export */   gw: () => (/* binding */ readUnchanged),
/* harmony export */   pl: () => (/* binding */ borrowBuffers)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(83916);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(15260);
/* harmony import */ var _files_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(83930);






/** Big enough that reading is not what a SHA-1 waits for, and more than a stream reads ahead (64 KiB). */
const chunkBytes = 256 * 1024;
/**
 * Buffers are used in turn: a new one for each chunk would cost 70 MB of memory until they are collected. A stream holds
 * at most three chunks: one on its way into the socket, one read ahead, one being read.
 */
const bufferCount = 4;
const spareBuffers = [];
/** Buffers for one {@link readUnchanged}, used before if possible: the system gives every page of a new one by itself. */
function borrowBuffers() {
    return spareBuffers.pop() ?? [];
}
/** Only for buffers that nobody reads from any more. */
function returnBuffers(buffers) {
    if (buffers.length === bufferCount)
        spareBuffers.push(buffers);
}
/**
 * Reads a file in chunks, from the first byte to the last. A chunk is good until three more have been asked for.
 * Throws what `signal` was aborted with.
 * @param buffers borrowed ones; used for files of more than a few chunks.
 * @throws RenderError `missing-file` when it is gone or is no longer the file that was looked at, also while being read.
 */
async function* readUnchanged(file, signal, buffers = []) {
    let handle;
    try {
        handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.open)(file.absolutePath, 'r');
    }
    catch (cause) {
        throw gone(file, cause);
    }
    try {
        await checkUnchanged(handle, file);
        // Borrowed buffers have to be whole ones, of which a small file needs none.
        const own = file.sizeBytes < bufferCount * chunkBytes ? [] : buffers;
        let leftBytes = file.sizeBytes;
        for (let chunks = 0; leftBytes > 0; chunks++) {
            signal?.throwIfAborted();
            const buffer = (own[chunks % bufferCount] ??= Buffer.allocUnsafe(Math.min(chunkBytes, leftBytes)));
            const chunk = buffer.subarray(0, leftBytes);
            await fill(chunk, handle, file);
            leftBytes -= chunk.length;
            // Checked before the last chunk goes out, so that a changed file is never sent whole.
            if (leftBytes === 0)
                await checkUnchanged(handle, file);
            yield chunk;
        }
    }
    finally {
        await handle.close();
    }
}
/** A read may give less than it was asked for, on network file systems above all. */
async function fill(chunk, handle, file) {
    for (let filledBytes = 0; filledBytes < chunk.length;) {
        const { bytesRead } = await handle.read(chunk, filledBytes, chunk.length - filledBytes, null);
        if (bytesRead === 0)
            throw (0,_files_js__WEBPACK_IMPORTED_MODULE_4__/* .changedFile */ .Ne)(file.path);
        filledBytes += bytesRead;
    }
}
async function checkUnchanged(handle, file) {
    if ((0,_files_js__WEBPACK_IMPORTED_MODULE_4__/* .stampOf */ .Zs)(await handle.stat({ bigint: true })) !== file.stamp)
        throw (0,_files_js__WEBPACK_IMPORTED_MODULE_4__/* .changedFile */ .Ne)(file.path);
}
function gone(file, cause) {
    const details = { file: file.path, cause, hint: 'Check that nothing else works in the folder during the run.' };
    return new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .RenderError */ .vH('missing-file', `${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g)(file.path)} cannot be read any more.`, details);
}
/** SHA-1 of a file, lower-case hex. */
async function digestFile(file, signal) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha1');
    const buffers = borrowBuffers();
    for await (const chunk of readUnchanged(file, signal, buffers))
        hash.update(chunk);
    returnBuffers(buffers);
    return hash.digest('hex');
}
/** The same without giving way to anything else in this thread, which is faster: for a thread that does nothing else. */
function digestFileSync(file) {
    let handle;
    try {
        handle = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync)(file.absolutePath, 'r');
    }
    catch (cause) {
        throw gone(file, cause);
    }
    try {
        const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha1');
        const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, file.sizeBytes));
        for (let leftBytes = file.sizeBytes; leftBytes > 0;) {
            const bytesRead = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readSync)(handle, buffer, 0, Math.min(buffer.length, leftBytes), null);
            if (bytesRead === 0)
                throw (0,_files_js__WEBPACK_IMPORTED_MODULE_4__/* .changedFile */ .Ne)(file.path);
            hash.update(buffer.subarray(0, bytesRead));
            leftBytes -= bytesRead;
        }
        if ((0,_files_js__WEBPACK_IMPORTED_MODULE_4__/* .stampOf */ .Zs)((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.fstatSync)(handle, { bigint: true })) !== file.stamp)
            throw (0,_files_js__WEBPACK_IMPORTED_MODULE_4__/* .changedFile */ .Ne)(file.path);
        return hash.digest('hex');
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync)(handle);
    }
}


/***/ }),

/***/ 83930:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Is: () => (/* binding */ ProjectRoot),
/* harmony export */   Ne: () => (/* binding */ changedFile),
/* harmony export */   Zs: () => (/* binding */ stampOf)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83916);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(15260);




/** The working directory: nothing outside it is ever read or sent. */
class ProjectRoot {
    /** Absolute, with all links resolved. */
    directory;
    constructor(directory) {
        this.directory = directory;
    }
    /** @throws RenderError `settings` when the folder is not there. */
    static async open(directory) {
        const hint = 'Check out the repository before this step, or correct working-directory.';
        let real;
        try {
            real = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(directory);
        }
        catch (cause) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RenderError */ .vH('settings', `working-directory "${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g)(directory)}" is not there.`, { cause, hint });
        }
        if (!(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(real)).isDirectory()) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RenderError */ .vH('settings', `working-directory "${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g)(directory)}" is not a folder.`, { hint });
        }
        return new ProjectRoot(real);
    }
    absolute(path) {
        return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(this.directory, path);
    }
    /** The path below the root that `absolutePath` is reached by, or undefined when it lies outside. Reads nothing. */
    relative(absolutePath) {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(this.directory, absolutePath);
        // On Windows, the path to another drive is absolute.
        if (path === '' || path === '..' || path.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`) || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(path))
            return undefined;
        return node_path__WEBPACK_IMPORTED_MODULE_1__.sep === '/' ? path : path.replaceAll(node_path__WEBPACK_IMPORTED_MODULE_1__.sep, '/');
    }
    /** As {@link relative}, for a file whose folder may be named through links from outside. */
    async locate(absolutePath) {
        const below = this.relative(absolutePath);
        if (below !== undefined)
            return below;
        const folder = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(absolutePath)).catch(() => undefined);
        return folder === undefined ? undefined : this.relative((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(absolutePath)));
    }
    /** Whether a path without links is the root or lies below it. */
    contains(realPath) {
        return realPath === this.directory || this.relative(realPath) !== undefined;
    }
    /**
     * Looks at a file. Links are followed as long as they stay inside.
     * @throws RenderError `missing-file` when it is not there, no plain file, or leads outside.
     */
    async look(path) {
        const absolutePath = this.absolute(path);
        if (this.relative(absolutePath) === undefined)
            throw outside(path);
        let real;
        try {
            real = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(absolutePath);
        }
        catch (cause) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RenderError */ .vH('missing-file', `${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g)(path)} is not there.`, {
                file: path,
                cause,
                hint: 'Commit the file, or correct the name (upper and lower case count).',
            });
        }
        if (!this.contains(real))
            throw outside(path);
        // `real` has no links left, so this is the file itself.
        const stat = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(real, { bigint: true });
        if (!stat.isFile()) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RenderError */ .vH('missing-file', `${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g)(path)} is not a file.`, { file: path });
        }
        return { path, absolutePath, sizeBytes: Number(stat.size), stamp: stampOf(stat) };
    }
}
function outside(path) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RenderError */ .vH('missing-file', `${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g)(path)} leads outside the working directory.`, {
        file: path,
        hint: 'Move the file inside, or widen working-directory: nothing outside it is read or sent.',
    });
}
/** What changes when a file's bytes do, without reading them. */
function stampOf(stat) {
    return `${stat.size}-${stat.mtimeNs}-${stat.ino}`;
}
/** A file that is no longer what it was: what was found out about it does not go with its bytes. */
function changedFile(path) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RenderError */ .vH('missing-file', `${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g)(path)} changed while the run was reading it.`, {
        file: path,
        hint: 'Let nothing write into the project during the run, then start it again.',
    });
}


/***/ }),

/***/ 55330:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gc: () => (/* binding */ ready),
/* harmony export */   Rj: () => (/* binding */ unpackError),
/* harmony export */   Y4: () => (/* binding */ packError)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);

/** What a thread says first: it takes jobs. */
const ready = 'ready';
function packError(error) {
    if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RenderError */ .vH) {
        const { message, kind, hint, file, frame } = error;
        return {
            ...{ message, kind },
            ...(hint === undefined ? {} : { hint }),
            ...(file === undefined ? {} : { file }),
            ...(frame === undefined ? {} : { frame }),
        };
    }
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    return stack === undefined ? { message } : { message, stack };
}
function unpackError({ message, kind, hint, file, frame, stack }) {
    if (kind === undefined)
        return Object.assign(new Error(message), stack === undefined ? {} : { stack });
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RenderError */ .vH(kind, message, {
        ...(hint === undefined ? {} : { hint }),
        ...(file === undefined ? {} : { file }),
        ...(frame === undefined ? {} : { frame }),
    });
}


/***/ }),

/***/ 74743:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ ThreadPool)
/* harmony export */ });
/* harmony import */ var node_worker_threads__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(75919);
/* harmony import */ var node_worker_threads__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_worker_threads__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83916);
/* harmony import */ var _answers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55330);



/**
 * Does jobs in threads, one at a time in each. A thread that crashes or takes too long fails its own job only; a new one
 * takes the next job. Idle threads do not keep the process alive.
 */
class ThreadPool {
    #options;
    #queue = [];
    #idle = [];
    /** All that run, idle or not. */
    #workers = new Set();
    #busy = 0;
    #closed = false;
    constructor(options) {
        this.#options = options;
    }
    /** @throws what the job throws, what `failed` gives, or RenderError `cancelled` when the pool is closed. */
    run(job) {
        return new Promise((resolve, reject) => {
            this.#queue.push({ job, resolve, reject });
            this.#startNext();
        });
    }
    /** Starts all threads ahead of the first job; ends when they take jobs. @throws when one of them ends before. */
    async warmUp() {
        if (this.#closed)
            throw cancelled();
        const start = async () => {
            const worker = this.#createWorker();
            await untilReady(worker);
            worker.unref();
            // It may have ended in the meantime.
            if (this.#workers.has(worker))
                this.#idle.push(worker);
        };
        await Promise.all(Array.from({ length: this.#options.size }, start));
    }
    /** Stops all threads; jobs that are not done fail as `cancelled`. */
    async close() {
        this.#closed = true;
        for (const order of this.#queue.splice(0))
            order.reject(cancelled());
        await Promise.all([...this.#workers].map((worker) => worker.terminate()));
    }
    #startNext() {
        while (this.#queue.length > 0 && (this.#idle.length > 0 || this.#busy < this.#options.size)) {
            const order = this.#queue.shift();
            if (!order)
                return;
            if (this.#closed)
                order.reject(cancelled());
            else
                this.#start(this.#idle.pop() ?? this.#createWorker(), order);
        }
    }
    #createWorker() {
        const { entry, room, maxHeapMiB } = this.#options;
        const worker = new node_worker_threads__WEBPACK_IMPORTED_MODULE_0__.Worker(entry, { workerData: { room }, resourceLimits: { maxOldGenerationSizeMb: maxHeapMiB } });
        this.#workers.add(worker);
        // A thread that ends while it is idle is just not used again.
        const forget = () => {
            this.#workers.delete(worker);
            const index = this.#idle.indexOf(worker);
            if (index >= 0)
                this.#idle.splice(index, 1);
        };
        return worker.on('exit', forget).on('error', forget);
    }
    #start(worker, { job, resolve, reject }) {
        const { timeoutMs, failed } = this.#options;
        this.#busy += 1;
        worker.ref();
        const finish = (settle, keep) => {
            clearTimeout(timer);
            worker.off('message', onMessage).off('error', onError).off('exit', onExit);
            this.#busy -= 1;
            worker.unref();
            if (keep && !this.#closed)
                this.#idle.push(worker);
            else
                void worker.terminate();
            settle();
            this.#startNext();
        };
        const fail = (error) => {
            finish(() => {
                reject(error);
            }, false);
        };
        const onMessage = (answer) => {
            if (answer === _answers_js__WEBPACK_IMPORTED_MODULE_2__/* .ready */ .Gc)
                return;
            finish(() => {
                if ('result' in answer)
                    resolve(answer.result);
                else
                    reject((0,_answers_js__WEBPACK_IMPORTED_MODULE_2__/* .unpackError */ .Rj)(answer.failure));
            }, true);
        };
        const onError = (error) => {
            fail(failed(job, `stopped with an error: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}`, error));
        };
        const onExit = () => {
            fail(this.#closed ? cancelled() : failed(job, 'stopped without an answer'));
        };
        const timer = timeoutMs === undefined
            ? undefined
            : setTimeout(() => {
                fail(failed(job, `took longer than ${timeoutMs / 1000} s`));
            }, timeoutMs);
        worker.on('message', onMessage).on('error', onError).on('exit', onExit);
        worker.postMessage(job);
    }
}
/** That a thread is `online` does not mean that its entry could be loaded. */
function untilReady(worker) {
    return new Promise((resolve, reject) => {
        worker.once('message', resolve).once('error', reject);
        worker.once('exit', () => {
            reject(new Error('The thread ended before it took a job'));
        });
    });
}
function cancelled() {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RenderError */ .vH('cancelled', 'The work was cancelled');
}


/***/ }),

/***/ 72738:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ serveJobs)
/* harmony export */ });
/* harmony import */ var _answers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(55330);

/**
 * Does the jobs that a {@link ThreadPool} sends to `port`.
 *
 * @param perform for a job and where to put memory that is to move to the main thread instead of being copied
 */
function serveJobs(port, perform) {
    port.on('message', (job) => {
        const moved = [];
        const answer = async () => {
            try {
                return { result: await perform(job, moved) };
            }
            catch (error) {
                return { failure: (0,_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .packError */ .Y4)(error) };
            }
        };
        void answer().then((message) => {
            port.postMessage(message, moved);
        });
    });
    port.postMessage(_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .ready */ .Gc);
}


/***/ })

};
