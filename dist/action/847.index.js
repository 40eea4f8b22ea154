export const id = 847;
export const ids = [847];
export const modules = {

/***/ 81453:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H_: () => (/* binding */ selectFrames),
/* harmony export */   I9: () => (/* binding */ formatFrames),
/* harmony export */   rQ: () => (/* binding */ fewRanges)
/* harmony export */ });
/** As many as a title or a sentence bears. */
const fewRanges = 12;
/**
 * Frame numbers for people: `[3, 9, 8, 7]` → `3, 7-9`. A range that touches negative frames is written `-5 to -3`.
 * @param maxRanges what is behind these is only counted.
 */
function formatFrames(frames, maxRanges = Infinity) {
    const ranges = [];
    for (const frame of [...new Set(frames)].sort((a, b) => a - b)) {
        const range = ranges.at(-1);
        if (range?.last === frame - 1)
            range.last = frame;
        else
            ranges.push({ first: frame, last: frame });
    }
    const shown = ranges
        .slice(0, maxRanges)
        .map(({ first, last }) => (first === last ? `${first}` : `${first}${first < 0 ? ' to ' : '-'}${last}`));
    const left = ranges.slice(maxRanges).reduce((sum, { first, last }) => sum + last - first + 1, 0);
    return `${shown.join(', ')}${left === 0 ? '' : ` and ${left} more`}`;
}
/**
 * Those of `frames` (ascending) that a text of {@link formatFrames} names. Ranges that do not ascend name nothing more,
 * so that a text from outside costs no more than its length.
 */
function selectFrames(text, frames) {
    const selected = [];
    let next = 0;
    for (const [, first = '', last = first] of text.matchAll(/(-?\d{1,7})(?:(?:-| to )(-?\d{1,7}))?(?:, |$)/g)) {
        while (next < frames.length && Number(frames[next]) < Number(first))
            next += 1;
        while (next < frames.length && Number(frames[next]) <= Number(last))
            selected.push(Number(frames[next++]));
    }
    return selected;
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

/***/ 51847:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  render: () => (/* binding */ render)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/printable.ts
var printable = __webpack_require__(15260);
// EXTERNAL MODULE: ./src/whole-files.ts
var whole_files = __webpack_require__(67490);
;// CONCATENATED MODULE: ./src/compare-frames.ts






const maxTolerancesBytes = 1_000_000;
/** Pictures compared at a time; each takes up to a quarter of a gigabyte at 4K. */
const threads = Math.min(4, (0,external_node_os_.availableParallelism)());
/** Starts the threads that decode and compare pictures. */
async function openPool({ host }) {
    const { createComparisonPool } = await __webpack_require__.e(/* import() */ 962).then(__webpack_require__.bind(__webpack_require__, 54962));
    return createComparisonPool(host.entry, threads);
}
/**
 * Reads what comparing needs before anything is rendered; undefined when there is no baseline.
 * @throws RenderError `settings` when the tolerances cannot be read, or the results would replace the baseline.
 */
async function planComparison({ settings, host, root, outputDirectory, plan, }) {
    if (settings.baseline === undefined)
        return undefined;
    const baselineDirectory = (0,external_node_path_.resolve)(root.directory, settings.baseline);
    const baseline = await (0,promises_.realpath)(baselineDirectory).catch(() => undefined);
    if (baseline === (await (0,promises_.realpath)(outputDirectory))) {
        const where = (0,printable/* printable */.g)(settings.baseline);
        throw new errors/* RenderError */.vH('settings', `baseline "${where}" is output-directory: the new pictures would replace the old.`, {
            hint: 'Keep the baseline in a folder of its own, and fill it with blendnet-render approve.',
        });
    }
    if (baseline === undefined) {
        const message = `The baseline folder ${(0,printable/* printable */.g)(settings.baseline)} is not there (fine on the first run).`;
        host.annotate({ level: 'warning', title: 'No baseline', message, file: plan.project });
    }
    return { baselineDirectory, rules: await readTolerances(settings, root.directory) };
}
/** Compares every finished frame with its picture in the baseline directory, where there is one. */
async function compareFrames(run, frames, pool, plan) {
    try {
        return await comparePictures(run, frames, pool, plan);
    }
    catch (error) {
        // The pictures are published all the same.
        if (!(0,errors/* isRenderError */.LH)(error))
            throw error;
        return { pictures: new Map(), warnings: [], failure: error };
    }
}
async function comparePictures(run, frames, pool, { baselineDirectory, rules }) {
    const { settings, outputDirectory, host } = run;
    const { pairPictures } = await __webpack_require__.e(/* import() */ 460).then(__webpack_require__.bind(__webpack_require__, 75460));
    const { comparePairs } = await __webpack_require__.e(/* import() */ 581).then(__webpack_require__.bind(__webpack_require__, 95962));
    const done = frames.ends.filter((end) => 'done' in end).map(({ frame }) => frame);
    const kinds = settings.compareResults.filter((kind) => settings.results.includes(kind));
    const pairs = (await pairPictures(baselineDirectory, outputDirectory, done)).filter(({ kind }) => kinds.includes(kind));
    const compared = await comparePairs(pairs, rules, pool);
    const pictures = new Map();
    for (const picture of compared) {
        const { frame, kind, verdict, reason } = picture.comparison;
        host.log.info(`frame ${frame} ${kind}: ${verdict}${verdict === 'same' ? '' : `. ${(0,printable/* printable */.g)(reason, 1000)}`}`);
        pictures.set(`${frame} ${kind}`, picture);
    }
    const reused = new Set(frames.ends.filter((end) => 'done' in end && end.done.outcome === 'reused').map(({ frame }) => frame));
    return { pictures, warnings: await compareWithBaseline(run, baselineDirectory, pairs, reused) };
}
/** The settings' limits as a rule for everything, then the rules of the file, which lies below `directory`. */
async function readTolerances(settings, directory) {
    const { parseTolerances } = await __webpack_require__.e(/* import() */ 716).then(__webpack_require__.bind(__webpack_require__, 80716));
    const general = {
        limits: {
            threshold: settings.toleranceThreshold,
            failing: settings.toleranceFailing / 100,
            region: settings.toleranceRegion,
            noise: settings.toleranceNoise,
        },
    };
    if (settings.tolerances === undefined)
        return [general];
    const path = (0,external_node_path_.resolve)(directory, settings.tolerances);
    const text = await (0,whole_files/* readBounded */.CB)(path, maxTolerancesBytes).catch((cause) => {
        throw new errors/* RenderError */.vH('settings', `tolerances: ${(0,printable/* printable */.g)((0,errors/* messageOf */.bD)(cause))}`, {
            cause,
            hint: 'Correct the name of the file.',
        });
    });
    return [general, ...parseTolerances(text)];
}
/**
 * What the baseline's manifest says of Blender, samples, seed and Agents that is not so now. How many Agents rendered
 * frames that are reused, an earlier run knows.
 */
async function compareWithBaseline({ farm, plan, host }, baselineDirectory, pairs, reused) {
    const { compareSetups } = await __webpack_require__.e(/* import() */ 479).then(__webpack_require__.bind(__webpack_require__, 37479));
    const { factsByPicture, readManifest } = await __webpack_require__.e(/* import() */ 300).then(__webpack_require__.bind(__webpack_require__, 94300));
    const baseline = await readManifest(baselineDirectory).catch((error) => {
        host.log.detail(`The baseline's manifest is not used: ${(0,printable/* printable */.g)((0,errors/* messageOf */.bD)(error))}`);
        return undefined;
    });
    const { samples, seed } = plan.configuration;
    const { blenderVersion, activeAgents: agents } = farm;
    const setup = { blenderVersion, seed, ...(samples === undefined ? {} : { samples }) };
    return compareSetups(pairs, factsByPicture(baseline), ({ frame }) => reused.has(frame) ? setup : { ...setup, agents });
}

;// CONCATENATED MODULE: ./src/file-errors.ts


/** What keeps files from being written or read that is no bug of ours. */
const reasons = {
    ENOSPC: 'the disk is full',
    EDQUOT: 'the quota is used up',
    EROFS: 'the file system is read-only',
    EACCES: 'this user may not',
    EPERM: 'this user may not',
    EEXIST: 'there is a file of that name',
    ENOTDIR: 'there is a file where a folder should be',
    EIO: 'the disk fails',
};
/** A refusal of the file system as a {@link RenderError}; any other error as it is. */
function explainFileError(error) {
    const { code = '', path } = (error ?? {});
    const reason = reasons[code];
    if (reason === undefined)
        return error;
    const what = path === undefined ? 'The results cannot be written' : `${(0,printable/* printable */.g)(path)} cannot be used`;
    return new errors/* RenderError */.vH('settings', `${what}: ${reason} (${code}).`, {
        cause: error,
        hint: 'Check the disk, and that output-directory is a folder that can be written.',
    });
}

// EXTERNAL MODULE: ./src/farm.ts + 1 modules
var src_farm = __webpack_require__(13641);
// EXTERNAL MODULE: ./src/quantities.ts
var quantities = __webpack_require__(85602);
;// CONCATENATED MODULE: ./src/project/blend/format-deps.ts



/** The object that `blendnet-render deps --json` prints. */
function formatDependencies(trace, contents = new Map()) {
    const folder = posix.dirname(trace.project);
    const relative = (path) => posix.relative(folder, path);
    const traced = new Set(trace.files.map(({ path }) => path));
    const problemOf = new Map(trace.problems.map(({ path, kind }) => [path, kind]));
    const files = trace.files.map(({ path, owner, dataBlock, kind, frames }) => {
        const sha1 = contents.get(path)?.sha1;
        const problem = problemOf.get(path);
        return {
            path: relative(path),
            owner: relative(owner),
            dataBlock,
            kind,
            exists: true,
            ...(sha1 === undefined ? {} : { sha1 }),
            ...(frames === undefined ? {} : { frames }),
            ...(problem === undefined ? {} : { problem }),
        };
    });
    const others = trace.problems.filter(({ path }) => path === undefined || !traced.has(path));
    return {
        project: relative(trace.project),
        version: trace.version,
        compression: trace.compression,
        scene: trace.scene,
        files: [
            ...files,
            ...others.map(({ path, owner, dataBlock, reference, referenceKind, kind }) => ({
                path: path === undefined ? reference : relative(path),
                owner: relative(owner),
                dataBlock,
                kind: referenceKind,
                exists: false,
                problem: kind,
            })),
        ],
    };
}
/** Files of one reference that are listed one by one; more become one line. */
const maxListed = 4;
/** The same for people: files below the .blend that names them, with sizes and what is wrong. Ends in a line break. */
function formatDependencyTree(trace, contents = new Map()) {
    const { version, scene } = trace;
    const facts = `Blender ${version}, ${(0,printable/* printable */.g)(scene.engine)}, frames ${scene.frameStart}-${scene.frameEnd}`;
    const lines = [`${(0,printable/* printable */.g)(trace.project)} (${facts})`];
    const size = (files) => {
        const known = files.map(({ path }) => contents.get(path)?.sizeBytes).filter((bytes) => bytes !== undefined);
        return known.length === 0 ? '' : `  ${(0,quantities/* formatBytes */.z3)(known.reduce((sum, bytes) => sum + bytes, 0))}`;
    };
    const owners = new Set([trace.project, ...[...trace.files, ...trace.problems].map(({ owner }) => owner)]);
    for (const owner of owners) {
        if (owner !== trace.project)
            lines.push('', (0,printable/* printable */.g)(owner));
        for (const files of groupByReference(trace.files.filter((file) => file.owner === owner && file.path !== owner))) {
            lines.push(`  ${describePaths(files)}${size(files)}  (${(0,printable/* printable */.g)(files[0]?.dataBlock ?? '')})`);
        }
        for (const problem of trace.problems.filter((each) => each.owner === owner))
            lines.push(...formatProblem(problem));
    }
    const total = `${trace.files.length} ${trace.files.length === 1 ? 'file' : 'files'}${size(trace.files)}`;
    const problems = trace.problems.length + trace.problemsLeftOut;
    lines.push('', problems === 0 ? total : `${total}, ${problems} ${problems === 1 ? 'problem' : 'problems'}`);
    return `${lines.join('\n')}\n`;
}
function formatProblem({ kind, message, hint }) {
    return [`  ✗ ${kind}: ${(0,printable/* printable */.g)(message)}`, `    ${hint}`];
}
/** Files that one reference stands for, a group for each when they are few. */
function groupByReference(files) {
    const groups = new Map();
    for (const file of files) {
        const key = `${file.dataBlock}\n${file.reference}`;
        const group = groups.get(key);
        if (group)
            group.push(file);
        else
            groups.set(key, [file]);
    }
    return [...groups.values()].flatMap((group) => (group.length > maxListed ? [group] : group.map((file) => [file])));
}
function describePaths(files) {
    const [first] = files;
    const last = files.at(-1);
    if (first === undefined || last === undefined)
        return '';
    if (files.length === 1)
        return (0,printable/* printable */.g)(first.path);
    return `${(0,printable/* printable */.g)(first.path)} … ${(0,printable/* printable */.g)(external_node_path_.posix.basename(last.path))}, ${files.length} files`;
}

;// CONCATENATED MODULE: ./src/project/blend/broken.ts


/** The error for a .blend that cannot be read. `problem` goes on after the file's name: `ends inside a block`. */
function brokenBlend(file, problem, cause) {
    return new errors/* RenderError */.vH('settings', `${(0,printable/* printable */.g)(file)} cannot be read as a .blend file: it ${problem}.`, {
        file,
        hint: 'Open it in Blender, save it again and commit the new file.',
        cause,
    });
}

;// CONCATENATED MODULE: ./src/project/blend/header.ts

/** Enough bytes for {@link parseHeader}. */
const maxHeaderBytes = 17;
/**
 * Parses `BLENDER-v304` (up to Blender 4.5: pointer size `_` 4 or `-` 8, `v` little or `V` big endian, version) or
 * `BLENDER17-01v0500` (5.0 on: header size, pointer size, format version, byte order, version). `file` is for errors.
 */
function parseHeader(bytes, file) {
    const text = bytes.toString('latin1', 0, maxHeaderBytes);
    const small = /^BLENDER([_-])([vV])(\d{3})/.exec(text);
    if (small) {
        return {
            version: Number(small[3]),
            pointerSize: small[1] === '_' ? 4 : 8,
            littleEndian: small[2] === 'v',
            sizeBytes: 12,
            blocks: 'small',
        };
    }
    const large = /^BLENDER17-(\d\d)v(\d{4})/.exec(text);
    if (!large)
        throw brokenBlend(file, 'does not begin like one');
    if (large[1] !== '01')
        throw brokenBlend(file, `has format version ${Number(large[1])}, which is not known yet`);
    return { version: Number(large[2]), pointerSize: 8, littleEndian: true, sizeBytes: 17, blocks: 'large' };
}
/** `279` → `2.79`, `304` → `3.4`, `500` → `5.0`: from 3.0 on Blender counts minor versions without a leading zero. */
function formatVersion(version) {
    const minor = version % 100;
    return `${Math.floor(version / 100)}.${version < 300 ? String(minor).padStart(2, '0') : minor}`;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./src/project/blend/address-index.ts

/** Random, so that no file can be made of addresses that all fall into one place of the table. */
const [lowFactor, highFactor] = [(0,external_node_crypto_.randomInt)(2 ** 31) * 2 + 1, (0,external_node_crypto_.randomInt)(2 ** 31) * 2 + 1];
/**
 * Finds blocks by their addresses, through a hash table of plain numbers: a Map of bigints would take 170 bytes for each of
 * the millions of blocks that one data-block can have.
 */
class AddressIndex {
    #blocks;
    #from;
    /** Blocks' indices, counted from 1 at `from`; 0 is a free place. At most half of them are taken. */
    #places;
    #shift;
    /** Of the blocks `from` to `to`, exclusive. */
    constructor(blocks, from, to) {
        this.#blocks = blocks;
        this.#from = from;
        const bits = Math.max(1, Math.ceil(Math.log2(to - from)) + 1);
        this.#places = new Uint32Array(2 ** bits);
        this.#shift = 32 - bits;
        for (let index = from; index < to; index++)
            this.#places[this.#placeOf(blocks.address(index))] = index - from + 1;
    }
    /** The last block at `address`. */
    find(address) {
        const entry = this.#places[this.#placeOf(address)] ?? 0;
        return entry === 0 ? undefined : this.#from + entry - 1;
    }
    /** Where `address` is in the table, or is to be put. */
    #placeOf(address) {
        const low = Number(BigInt.asUintN(32, address));
        const high = Number(BigInt.asUintN(32, address >> 32n));
        let place = (Math.imul(low, lowFactor) + Math.imul(high, highFactor)) >>> this.#shift;
        for (;;) {
            const entry = this.#places[place] ?? 0;
            if (entry === 0 || this.#blocks.address(this.#from + entry - 1) === address)
                return place;
            place = (place + 1) % this.#places.length;
        }
    }
}

;// CONCATENATED MODULE: ./src/project/blend/blocks.ts

/** About a gigabyte of the smallest blocks there are in practice; the table for them stays below 150 MB. */
const maxBlocks = 4_000_000;
/** Where every block of a file lies, in columns: a large project has a million of them. */
class BlockTable {
    #length = 0;
    #startByte = new Float64Array(1024);
    #lengthBytes = new Float64Array(1024);
    #address = new BigUint64Array(1024);
    #code = new Uint32Array(1024);
    #structIndex = new Uint32Array(1024);
    #elements = new Uint32Array(1024);
    get length() {
        return this.#length;
    }
    add(code, block) {
        if (this.#length === this.#code.length)
            this.#grow();
        const index = this.#length++;
        this.#code[index] = code;
        this.#address[index] = block.address;
        this.#structIndex[index] = block.structIndex;
        this.#elements[index] = block.elements;
        this.#startByte[index] = block.startByte;
        this.#lengthBytes[index] = block.lengthBytes;
    }
    /** The block at `index`, which is below `length`. */
    at(index) {
        return {
            address: this.address(index),
            structIndex: this.structIndex(index),
            elements: this.#elements[index] ?? 0,
            startByte: this.#startByte[index] ?? 0,
            lengthBytes: this.#lengthBytes[index] ?? 0,
        };
    }
    /** `DATA`, `DNA1`, or the two letters of a data-block's type, such as `IM`. */
    code(index) {
        return codeText(this.#code[index] ?? 0);
    }
    isData(index) {
        return this.#code[index] === dataCode;
    }
    address(index) {
        return this.#address[index] ?? 0n;
    }
    structIndex(index) {
        return this.#structIndex[index] ?? 0;
    }
    #grow() {
        const grown = (column, larger) => {
            larger.set(column);
            return larger;
        };
        const capacity = this.#code.length * 2;
        this.#startByte = grown(this.#startByte, new Float64Array(capacity));
        this.#lengthBytes = grown(this.#lengthBytes, new Float64Array(capacity));
        this.#address = grown(this.#address, new BigUint64Array(capacity));
        this.#code = grown(this.#code, new Uint32Array(capacity));
        this.#structIndex = grown(this.#structIndex, new Uint32Array(capacity));
        this.#elements = grown(this.#elements, new Uint32Array(capacity));
    }
}
const dataCode = codeNumber('DATA');
const endCode = codeNumber('ENDB');
/** Walks from block header to block header up to `ENDB`, without reading what lies between. */
function readBlocks(bytes, header) {
    const table = new BlockTable();
    const headerBytes = header.blocks === 'large' ? 32 : 16 + header.pointerSize;
    const parse = header.blocks === 'large' ? parseLargeHeader : parseSmallHeader;
    let position = header.sizeBytes;
    for (;;) {
        const raw = bytes.read(position, Math.min(headerBytes, Math.max(4, bytes.sizeBytes - position)));
        const code = raw.readUInt32BE(0);
        // ENDB's own header is cut short in some old files.
        if (code === endCode)
            return table;
        if (raw.length < headerBytes)
            throw brokenBlend(bytes.file, 'is cut off');
        const block = parse(raw, header, position + headerBytes);
        if (block.lengthBytes < 0 || block.startByte + block.lengthBytes > bytes.sizeBytes) {
            throw brokenBlend(bytes.file, 'is cut off');
        }
        if (table.length === maxBlocks)
            throw brokenBlend(bytes.file, `has more than ${maxBlocks} blocks`);
        table.add(code, block);
        position = block.startByte + block.lengthBytes;
    }
}
function parseSmallHeader(raw, header, startByte) {
    const int = (offset) => (header.littleEndian ? raw.readInt32LE(offset) : raw.readInt32BE(offset));
    const afterPointer = 8 + header.pointerSize;
    return {
        lengthBytes: int(4),
        address: readAddress(raw, 8, header),
        structIndex: int(afterPointer),
        elements: Math.max(0, int(afterPointer + 4)),
        startByte,
    };
}
function parseLargeHeader(raw, header, startByte) {
    return {
        structIndex: raw.readInt32LE(4),
        address: readAddress(raw, 8, header),
        lengthBytes: Number(raw.readBigInt64LE(16)),
        elements: Math.max(0, Math.min(0xffffffff, Number(raw.readBigInt64LE(24)))),
        startByte,
    };
}
/** The pointer at `offset` of `bytes`; 0n is null. */
function readAddress(bytes, offset, header) {
    if (header.pointerSize === 8) {
        return header.littleEndian ? bytes.readBigUInt64LE(offset) : bytes.readBigUInt64BE(offset);
    }
    return BigInt(header.littleEndian ? bytes.readUInt32LE(offset) : bytes.readUInt32BE(offset));
}
function codeNumber(text) {
    return Buffer.from(text.padEnd(4, '\0'), 'latin1').readUInt32BE(0);
}
/** Two-letter codes are padded with NULs: behind in little endian files, in front in big endian ones. */
function codeText(code) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(code);
    return bytes.toString('latin1').replaceAll('\0', '');
}

;// CONCATENATED MODULE: ./src/project/blend/dna.ts

/** One struct's layout. */
class StructType {
    name;
    sizeBytes;
    #readMembers;
    #members;
    #paths = new Map();
    constructor(name, sizeBytes, readMembers) {
        this.name = name;
        this.sizeBytes = sizeBytes;
        this.#readMembers = readMembers;
    }
    get members() {
        return (this.#members ??= this.#readMembers());
    }
    /** A member, or a member of a member (`r.sfra`), with its offset from the start of this struct. */
    find(path) {
        if (this.#paths.has(path))
            return this.#paths.get(path);
        const found = this.#resolve(path);
        this.#paths.set(path, found);
        return found;
    }
    #resolve(path) {
        const dot = path.indexOf('.');
        if (dot < 0)
            return this.members.get(path);
        const outer = this.members.get(path.slice(0, dot));
        if (outer === undefined || outer.isPointer)
            return undefined;
        const inner = outer.struct?.find(path.slice(dot + 1));
        return inner && { ...inner, offset: outer.offset + inner.offset };
    }
}
/** A real file has about 5,000 names, 1,000 types and 900 structs in 150 KB. */
const maxDnaBytes = 16 * 1024 * 1024;
const maxNames = 100_000;
const maxTypes = 20_000;
const maxStructs = 20_000;
/** The size of a type has 16 bits, so that no member lies behind this, nor has more elements. */
const maxStructBytes = 0xffff;
/** Parses the data of a DNA1 block. The result's order is that of a block's `structIndex`. `file` is for errors. */
function parseDna(bytes, pointerSize, littleEndian, file) {
    try {
        return new DnaParser(bytes, pointerSize, littleEndian, file).parse();
    }
    catch (error) {
        throw brokenBlend(file, 'has a damaged description of its structs', error);
    }
}
/** Reads past the end throw a RangeError, which {@link parseDna} turns into the error for the file. */
class DnaParser {
    #bytes;
    #pointerSize;
    #littleEndian;
    #file;
    #position = 0;
    constructor(bytes, pointerSize, littleEndian, file) {
        this.#file = file;
        this.#bytes = bytes;
        this.#pointerSize = pointerSize;
        this.#littleEndian = littleEndian;
    }
    parse() {
        this.#expect('SDNA');
        this.#expect('NAME');
        const names = this.#strings(maxNames);
        this.#expect('TYPE');
        const types = this.#strings(maxTypes);
        this.#expect('TLEN');
        const typeSizes = types.map(() => this.#short());
        this.#expect('STRC');
        const structs = [];
        const structOfType = new Map();
        for (let left = this.#count(maxStructs); left > 0; left--) {
            const type = this.#short();
            const memberCount = this.#short();
            const first = this.#position;
            this.#position += memberCount * 4;
            if (this.#position > this.#bytes.length)
                throw new RangeError('a struct goes on past the end');
            const struct = new StructType(types[type] ?? '', typeSizes[type] ?? 0, () => this.#members(first, memberCount, names, types, typeSizes, structOfType));
            structs.push(struct);
            structOfType.set(type, struct);
        }
        return structs;
    }
    #members(first, count, names, types, typeSizes, structOfType) {
        const members = new Map();
        let offset = 0;
        for (let entry = first; entry < first + count * 4; entry += 4) {
            const type = this.#shortAt(entry);
            const { name, isPointer, elements } = parseMemberName(names[this.#shortAt(entry + 2)] ?? '');
            const elementBytes = isPointer ? this.#pointerSize : (typeSizes[type] ?? 0);
            members.set(name, {
                type: types[type] ?? '',
                isPointer,
                offset,
                elementBytes,
                elements,
                struct: structOfType.get(type),
            });
            offset += elementBytes * elements;
            // Read when the struct is first asked for, long after parseDna.
            if (elements > maxStructBytes || offset > maxStructBytes) {
                throw brokenBlend(this.#file, 'has a struct that is larger than any');
            }
        }
        return members;
    }
    /** A section starts at a multiple of four with its name. */
    #expect(tag) {
        this.#position = Math.ceil(this.#position / 4) * 4;
        if (this.#bytes.toString('latin1', this.#position, this.#position + 4) !== tag)
            throw new Error(`no ${tag}`);
        this.#position += 4;
    }
    #strings(max) {
        const strings = [];
        for (let left = this.#count(max); left > 0; left--) {
            const end = this.#bytes.indexOf(0, this.#position);
            if (end < 0)
                throw new RangeError('a name goes on past the end');
            strings.push(this.#bytes.toString('latin1', this.#position, end));
            this.#position = end + 1;
        }
        return strings;
    }
    #count(max) {
        const value = this.#littleEndian
            ? this.#bytes.readInt32LE(this.#position)
            : this.#bytes.readInt32BE(this.#position);
        this.#position += 4;
        if (value > max)
            throw new RangeError(`${value} of what no file has more than ${max} of`);
        return value;
    }
    #short() {
        const value = this.#shortAt(this.#position);
        this.#position += 2;
        return value;
    }
    #shortAt(position) {
        return this.#littleEndian ? this.#bytes.readUInt16LE(position) : this.#bytes.readUInt16BE(position);
    }
}
/** `*next`, `name[66]`, `**mat`, `mat[4][4]`, `(*func)()` → the bare name and what surrounds it. */
function parseMemberName(declared) {
    const name = /\w+/.exec(declared)?.[0] ?? '';
    let elements = 1;
    for (const dimension of declared.matchAll(/\[(\d{1,9})\]/g))
        elements *= Number(dimension[1]);
    return { name, isPointer: declared.startsWith('*') || declared.startsWith('('), elements };
}

;// CONCATENATED MODULE: ./src/project/blend/struct-view.ts

/** Longest text that is read; Blender's own limit for a path is 1,024 bytes. */
const maxTextBytes = 4096;
/**
 * One struct in a .blend, read member by member. A member that this version of Blender did not have, or that lies past
 * the end of its block, reads as undefined: asking is how the tracer tells versions apart.
 */
class StructView {
    type;
    group;
    #blend;
    #block;
    #startByte;
    constructor(blend, group, block, type, startByte) {
        this.#blend = blend;
        this.group = group;
        this.#block = block;
        this.type = type;
        this.#startByte = startByte;
    }
    /** Where it lies, which is also its identity within the file. */
    get startByte() {
        return this.#startByte;
    }
    /** A number of one of C's types. */
    number(path) {
        const member = this.type.find(path);
        const type = member && !member.isPointer ? numberTypes.get(member.type) : undefined;
        const raw = member && type && this.#range(member.offset, type.sizeBytes);
        return raw && type.read(new DataView(raw.buffer, raw.byteOffset, raw.length), this.#blend.header.littleEndian);
    }
    /** Whether any of the bits of `mask` is set in an integer; a member that is not there has none. */
    hasFlag(path, mask) {
        return ((this.number(path) ?? 0) & mask) !== 0;
    }
    /** Text up to its NUL, from an array of characters or from where a pointer to characters leads. */
    text(path) {
        const member = this.type.find(path);
        if (member === undefined)
            return undefined;
        const lengthBytes = Math.min(member.elementBytes * member.elements, maxTextBytes);
        const raw = member.isPointer ? this.#pointedBytes(path) : this.#range(member.offset, lengthBytes);
        if (raw === undefined)
            return undefined;
        const end = raw.indexOf(0);
        return raw.toString('utf8', 0, end < 0 ? raw.length : end);
    }
    /** A struct that lies inside this one. */
    struct(path) {
        const member = this.type.find(path);
        if (member?.struct === undefined || member.isPointer)
            return undefined;
        return new StructView(this.#blend, this.group, this.#block, member.struct, this.#startByte + member.offset);
    }
    /** The value of a pointer; 0n when it is null or not there. */
    address(path) {
        const member = this.type.find(path);
        const raw = member?.isPointer ? this.#range(member.offset, this.#blend.header.pointerSize) : undefined;
        return raw ? readAddress(raw, 0, this.#blend.header) : 0n;
    }
    /** What a pointer leads to, laid out as the block there says. */
    follow(path) {
        return this.#blend.viewAt(this.address(path), this.group);
    }
    /** The structs of a linked list (a member of type ListBase). */
    *list(path) {
        const seen = new Set();
        let item = this.follow(`${path}.first`);
        while (item !== undefined && !seen.has(item.startByte)) {
            seen.add(item.startByte);
            yield item;
            // Everything that can be in a list begins with the pointer to the next one.
            const raw = item.#range(0, this.#blend.header.pointerSize);
            item = raw && this.#blend.viewAt(readAddress(raw, 0, this.#blend.header), this.group);
        }
    }
    #range(offset, length) {
        const startByte = this.#startByte + offset;
        if (startByte + length > this.#block.startByte + this.#block.lengthBytes)
            return undefined;
        return this.#blend.bytes.read(startByte, length);
    }
    #pointedBytes(path) {
        const block = this.#blend.blockAt(this.address(path), this.group);
        return block && this.#blend.bytes.read(block.startByte, Math.min(block.lengthBytes, maxTextBytes));
    }
}
/** C's types by the names DNA has for them. A damaged file may claim other sizes: these are the ones that are read. */
const numberTypes = new Map([
    ['char', { sizeBytes: 1, read: (view) => view.getInt8(0) }],
    ['int8_t', { sizeBytes: 1, read: (view) => view.getInt8(0) }],
    ['uchar', { sizeBytes: 1, read: (view) => view.getUint8(0) }],
    ['uint8_t', { sizeBytes: 1, read: (view) => view.getUint8(0) }],
    ['short', { sizeBytes: 2, read: (view, littleEndian) => view.getInt16(0, littleEndian) }],
    ['ushort', { sizeBytes: 2, read: (view, littleEndian) => view.getUint16(0, littleEndian) }],
    ['int', { sizeBytes: 4, read: (view, littleEndian) => view.getInt32(0, littleEndian) }],
    ['uint', { sizeBytes: 4, read: (view, littleEndian) => view.getUint32(0, littleEndian) }],
    ['float', { sizeBytes: 4, read: (view, littleEndian) => view.getFloat32(0, littleEndian) }],
]);

;// CONCATENATED MODULE: ./src/project/blend/blend-file.ts






/**
 * Work that a file may cost: a step is a glance at a block, a struct takes ten. What is needed of a file takes some fifty
 * steps a block; one that leads through the same structs over and over takes the square of it.
 */
const baseSteps = 10_000_000;
const stepsPerBlock = 200;
const stepsPerStruct = 10;
/**
 * An open .blend: its blocks are indexed, everything else is read when it is asked for. Made by openBlend.
 */
class BlendFile {
    file;
    compression;
    header;
    bytes;
    groups;
    structs;
    #blocks;
    #groupAt = new Map();
    /** Addresses are unique only within a group, so its map is made when the group is read; one is enough at a time. */
    #localBlocks;
    #stepsLeft;
    constructor(bytes, compression) {
        this.file = bytes.file;
        this.bytes = bytes;
        this.compression = compression;
        this.header = parseHeader(bytes.read(0, Math.min(maxHeaderBytes, bytes.sizeBytes)), bytes.file);
        this.#blocks = readBlocks(bytes, this.header);
        this.#stepsLeft = baseSteps + stepsPerBlock * this.#blocks.length;
        this.groups = groupBlocks(this.#blocks, bytes.file);
        for (const group of this.groups)
            this.#groupAt.set(this.#blocks.address(group.head), group);
        this.structs = this.#readDna();
    }
    /** Every struct of a group's blocks whose type's name is in `names`, with the data-block's own struct first. */
    *views(group, names) {
        this.#spend(group.end - group.head);
        for (let index = group.head; index < group.end; index++) {
            const type = this.structs[this.#blocks.structIndex(index)];
            if (type === undefined || !names.has(type.name))
                continue;
            yield* this.#elements(group, this.#blocks.at(index), type);
        }
    }
    /** The data-block's own struct. */
    head(group) {
        return this.#view(group, this.#blocks.at(group.head));
    }
    /** The group of the data-block at an address. */
    groupOf(address) {
        return address === 0n ? undefined : this.#groupAt.get(address);
    }
    /** What lies at an address, as seen from within `group`: its own data, or any data-block. */
    viewAt(address, group) {
        if (address === 0n)
            return undefined;
        const local = this.#localIndex(address, group);
        if (local !== undefined)
            return this.#view(group, this.#blocks.at(local));
        const other = this.#groupAt.get(address);
        return other && this.head(other);
    }
    /** The block at an address within `group`. */
    blockAt(address, group) {
        const index = address === 0n ? undefined : this.#localIndex(address, group);
        return index === undefined ? undefined : this.#blocks.at(index);
    }
    /** All structs of the block that a pointer of `view` leads to, for pointers to arrays. */
    *array(view, path) {
        const block = this.blockAt(view.address(path), view.group);
        const type = block && this.structs[block.structIndex];
        if (type)
            yield* this.#elements(view.group, block, type);
    }
    /** Blocks of a group: their type and raw extent, without reading them. */
    *blocksOf(group) {
        this.#spend(group.end - group.head);
        for (let index = group.head; index < group.end; index++) {
            const block = this.#blocks.at(index);
            yield { block, type: this.structs[block.structIndex] };
        }
    }
    *#elements(group, block, type) {
        if (type.sizeBytes === 0)
            return;
        const fitting = Math.min(block.elements, Math.floor(block.lengthBytes / type.sizeBytes));
        for (let element = 0; element < fitting; element++) {
            this.#spend(stepsPerStruct);
            yield new StructView(this, group, block, type, block.startByte + element * type.sizeBytes);
        }
    }
    #view(group, block) {
        this.#spend(stepsPerStruct);
        const type = this.structs[block.structIndex];
        return type && new StructView(this, group, block, type, block.startByte);
    }
    #localIndex(address, group) {
        if (this.#localBlocks?.group !== group) {
            this.#spend(group.end - group.head);
            this.#localBlocks = { group, byAddress: new AddressIndex(this.#blocks, group.head, group.end) };
        }
        return this.#localBlocks.byAddress.find(address);
    }
    /** Counts work, and ends it where the file only pretends to have that much in it. */
    #spend(steps) {
        this.#stepsLeft -= steps;
        if (this.#stepsLeft < 0)
            throw brokenBlend(this.file, 'leads in circles');
    }
    #readDna() {
        // It is written last, right before the end.
        const group = this.groups.findLast(({ code }) => code === 'DNA1');
        if (group === undefined)
            throw brokenBlend(this.file, 'does not describe its structs');
        const { startByte, lengthBytes } = this.#blocks.at(group.head);
        const dna = this.bytes.read(startByte, Math.min(lengthBytes, maxDnaBytes));
        return parseDna(dna, this.header.pointerSize, this.header.littleEndian, this.file);
    }
}
/** The largest productions have tens of thousands. */
const maxGroups = 500_000;
function groupBlocks(blocks, file) {
    const groups = [];
    let current;
    for (let index = 0; index < blocks.length; index++) {
        if (groups.length === maxGroups)
            throw brokenBlend(file, `has more than ${maxGroups} data-blocks`);
        if (current !== undefined && blocks.isData(index)) {
            current.end = index + 1;
        }
        else {
            current = { code: blocks.code(index), head: index, end: index + 1 };
            groups.push(current);
        }
    }
    return groups;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
;// CONCATENATED MODULE: ./src/project/blend/bytes.ts


/** Decoded bytes kept at a time; the last chunk stays even when it alone is larger. */
const cacheBytes = 16 * 1024 * 1024;
class ByteReader {
    file;
    sizeBytes;
    #chunking;
    #cache = new Map();
    #cachedBytes = 0;
    #decodedBytes = 0;
    #lastStart = 0;
    #lastChunk = Buffer.alloc(0);
    /** `file` is the name to use in errors. */
    constructor(file, chunking) {
        this.file = file;
        this.sizeBytes = chunking.sizeBytes;
        this.#chunking = chunking;
    }
    /** Bytes that had to be read or decoded so far. */
    get decodedBytes() {
        return this.#decodedBytes;
    }
    /** `length` bytes at `offset`; the buffer is shared, do not write to it. Throws when they are not all there. */
    read(offset, length) {
        if (offset < 0 || length < 0 || offset + length > this.sizeBytes)
            throw brokenBlend(this.file, 'is cut off');
        if (length === 0)
            return Buffer.alloc(0);
        this.#select(offset);
        const skip = offset - this.#lastStart;
        if (skip + length <= this.#lastChunk.length)
            return this.#lastChunk.subarray(skip, skip + length);
        const whole = Buffer.allocUnsafe(length);
        for (let done = 0; done < length;) {
            this.#select(offset + done);
            done += this.#lastChunk.copy(whole, done, offset + done - this.#lastStart);
        }
        return whole;
    }
    /** Makes the chunk around `offset` the last used one. */
    #select(offset) {
        if (offset >= this.#lastStart && offset < this.#lastStart + this.#lastChunk.length)
            return;
        const { index, startByte } = this.#chunking.find(offset);
        let chunk = this.#cache.get(index);
        if (chunk === undefined) {
            chunk = this.#chunking.load(index);
            if (offset >= startByte + chunk.length)
                throw brokenBlend(this.file, 'is cut off');
            this.#decodedBytes += chunk.length;
            this.#cachedBytes += chunk.length;
        }
        else {
            this.#cache.delete(index);
        }
        // A Map keeps insertion order: the first key is the chunk that was not used for the longest time.
        this.#cache.set(index, chunk);
        for (const [oldest, bytes] of this.#cache) {
            if (this.#cachedBytes <= cacheBytes || oldest === index)
                break;
            this.#cache.delete(oldest);
            this.#cachedBytes -= bytes.length;
        }
        this.#lastStart = startByte;
        this.#lastChunk = chunk;
    }
}
/** Small enough that hopping from block to block over large ones reads little, large enough for a walk over small ones. */
const plainChunkBytes = 32 * 1024;
/** The pieces of a file that is not compressed. */
function plainChunks(descriptor, sizeBytes) {
    return {
        sizeBytes,
        find: (offset) => {
            const index = Math.floor(offset / plainChunkBytes);
            return { index, startByte: index * plainChunkBytes };
        },
        load: (index) => {
            const startByte = index * plainChunkBytes;
            return readFully(descriptor, startByte, Math.min(plainChunkBytes, sizeBytes - startByte));
        },
    };
}
/** Up to `length` bytes at `offset`: fewer when the file ends before. */
function readFully(descriptor, offset, length) {
    const bytes = Buffer.allocUnsafe(length);
    let done = 0;
    while (done < length) {
        const count = (0,external_node_fs_.readSync)(descriptor, bytes, done, length - done, offset + done);
        if (count === 0)
            break;
        done += count;
    }
    return bytes.subarray(0, done);
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./src/project/blend/expansion.ts










/*
 * Compressed files without a way to begin in the middle (gzip, as Blender wrote before 3.0, and Zstandard without a seek
 * table) are expanded once into a nameless temporary file, so that memory stays small however large they are.
 */
/**
 * Decoded bytes that a compressed file of `sizeBytes` may cost. Real projects shrink to a third or a tenth; a hundredfold
 * leaves room for grids of zeros and still stops a few kilobytes from filling the disk.
 */
function expansionLimit(sizeBytes) {
    return Math.max(256 * 1024 * 1024, 100 * sizeBytes);
}
/** Large pieces: the work is a good deal faster than with the streams' usual 16 kB. */
const chunkSize = 1024 * 1024;
/** Expands the open gzip or Zstandard file `packed`, called `file`, into a temporary file that is gone once it is closed. */
async function expand(packed, sizeBytes, file, compression, signal) {
    const parts = compression === 'gzip' ? [{ start: 0, end: sizeBytes }] : zstdFrames(packed.fd, sizeBytes, file);
    const limitBytes = expansionLimit(sizeBytes);
    const handle = await openNamelessFile();
    try {
        let doneBytes = 0;
        for (const { start, end } of parts) {
            const source = external_node_stream_.Readable.from(readRange(packed, start, end));
            const decoder = compression === 'gzip' ? (0,external_node_zlib_.createGunzip)({ chunkSize }) : (0,external_node_zlib_.createZstdDecompress)({ chunkSize });
            source.on('error', (error) => decoder.destroy(error));
            try {
                for await (const chunk of source.pipe(decoder)) {
                    signal?.throwIfAborted();
                    doneBytes += chunk.length;
                    if (doneBytes > limitBytes)
                        throw brokenBlend(file, 'expands to far more data than its size allows');
                    await handle.writeFile(chunk);
                }
            }
            finally {
                source.destroy();
            }
        }
        return { handle, sizeBytes: doneBytes };
    }
    catch (error) {
        await handle.close();
        signal?.throwIfAborted();
        if ((0,errors/* isRenderError */.LH)(error))
            throw error;
        if (isZlibError(error))
            throw brokenBlend(file, 'has damaged compressed data', error);
        throw new errors/* RenderError */.vH('settings', `${(0,printable/* printable */.g)(file)} could not be expanded: ${(0,errors/* messageOf */.bD)(error)}.`, {
            file,
            hint: 'Make room in the folder for temporary files, or save the project without compression.',
            cause: error,
        });
    }
}
async function* readRange(file, start, end) {
    for (let position = start; position < end;) {
        const length = Math.min(chunkSize, end - position);
        const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, position);
        if (bytesRead === 0)
            return;
        yield buffer.subarray(0, bytesRead);
        position += bytesRead;
    }
}
function isZlibError(error) {
    const { code } = error;
    return code !== undefined && /^(Z_|ZSTD_|ERR_ZSTD)/.test(code);
}
/** The name is removed at once: whatever happens to this process, nothing stays behind. */
async function openNamelessFile() {
    const path = (0,external_node_path_.join)((0,external_node_os_.tmpdir)(), `blendnet-${(0,external_node_crypto_.randomUUID)()}`);
    const handle = await (0,promises_.open)(path, 'wx+', 0o600);
    await (0,promises_.rm)(path);
    return handle;
}
/** Each takes a decoder of its own. Compressors that cut a file into frames make them megabytes large. */
const maxFrames = 20_000;
/**
 * Where the frames of a Zstandard file begin and end (RFC 8878, 3.1.1): Node's decoder stops after the first one.
 * Skippable frames are left out.
 */
function* zstdFrames(descriptor, sizeBytes, file) {
    let start = 0;
    for (let frames = 0; start < sizeBytes; frames++) {
        if (frames === maxFrames)
            throw brokenBlend(file, `has more than ${maxFrames} compressed frames and no seek table`);
        const header = readFully(descriptor, start, 18);
        if (header.length < 8)
            throw brokenBlend(file, 'is cut off');
        const magic = header.readUInt32LE(0);
        if (magic >>> 4 === 0x184d2a5) {
            start += 8 + header.readUInt32LE(4);
            continue;
        }
        if (magic !== 0xfd2fb528)
            throw brokenBlend(file, 'has damaged compressed data');
        const end = zstdFrameEnd(descriptor, start, header.readUInt8(4), sizeBytes);
        if (end > sizeBytes)
            throw brokenBlend(file, 'is cut off');
        yield { start, end };
        start = end;
    }
}
function zstdFrameEnd(descriptor, start, frameDescriptor, sizeBytes) {
    const isSingleSegment = (frameDescriptor & 0x20) !== 0;
    const dictionaryBytes = [0, 1, 2, 4][frameDescriptor & 3] ?? 0;
    const contentSizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][frameDescriptor >> 6] ?? 0;
    let position = start + 5 + (isSingleSegment ? 0 : 1) + dictionaryBytes + contentSizeBytes;
    for (let isLast = false; !isLast;) {
        const blockHeader = readFully(descriptor, position, 3);
        if (blockHeader.length < 3)
            return sizeBytes + 1;
        const bits = blockHeader.readUIntLE(0, 3);
        isLast = (bits & 1) === 1;
        // A run-length block (type 1) stores its one byte, whatever the size it stands for.
        position += 3 + (((bits >> 1) & 3) === 1 ? 1 : bits >> 3);
    }
    return position + ((frameDescriptor & 0x04) === 0 ? 0 : 4);
}

;// CONCATENATED MODULE: ./src/project/blend/seek-table.ts




/*
 * Blender 3.0 and later compress a file as many Zstandard frames of about a megabyte and add a seek table in the format
 * of zstd's contrib/seekable_format: a skippable frame with (compressed size, decompressed size) of each frame, all
 * 32-bit little endian, ended by the number of frames, a byte of flags and a magic number.
 */
const footerBytes = 9;
const skippableHeaderBytes = 8;
const seekTableMagic = 0x8f92eab1;
const skippableMagic = 0x184d2a5e;
const checksumFlag = 0x80;
/** Blender writes frames of 1 to 2 MiB. */
const maxFrameBytes = 32 * 1024 * 1024;
const seek_table_maxFrames = 1_000_000;
/** The frames of a Zstandard file that has a seek table, or undefined for one without. */
function zstdChunks(descriptor, sizeBytes, file) {
    const footer = readFully(descriptor, Math.max(0, sizeBytes - footerBytes), footerBytes);
    if (footer.length < footerBytes || footer.readUInt32LE(5) !== seekTableMagic)
        return undefined;
    const frames = footer.readUInt32LE(0);
    const entryBytes = (footer.readUInt8(4) & checksumFlag) === 0 ? 8 : 12;
    const tableStart = sizeBytes - footerBytes - frames * entryBytes;
    if (frames === 0 || frames > seek_table_maxFrames || tableStart < skippableHeaderBytes) {
        throw brokenBlend(file, `has a seek table of ${frames} frames`);
    }
    const table = readFully(descriptor, tableStart - skippableHeaderBytes, skippableHeaderBytes + frames * entryBytes);
    if (table.readUInt32LE(0) !== skippableMagic)
        throw brokenBlend(file, 'has a damaged seek table');
    const packedStart = new Float64Array(frames + 1);
    const startByte = new Float64Array(frames + 1);
    for (let frame = 0; frame < frames; frame++) {
        const entry = skippableHeaderBytes + frame * entryBytes;
        const decodedBytes = table.readUInt32LE(entry + 4);
        if (decodedBytes > maxFrameBytes)
            throw brokenBlend(file, `has a compressed frame of ${decodedBytes} bytes`);
        packedStart[frame + 1] = (packedStart[frame] ?? 0) + table.readUInt32LE(entry);
        startByte[frame + 1] = (startByte[frame] ?? 0) + decodedBytes;
    }
    if (packedStart[frames] !== tableStart - skippableHeaderBytes)
        throw brokenBlend(file, 'has a damaged seek table');
    const at = (offsets, frame) => offsets[frame] ?? 0;
    let budgetBytes = expansionLimit(sizeBytes);
    return {
        sizeBytes: at(startByte, frames),
        find: (offset) => {
            const index = lastAtOrBelow(startByte, offset);
            return { index, startByte: at(startByte, index) };
        },
        load: (index) => {
            const expectedBytes = at(startByte, index + 1) - at(startByte, index);
            budgetBytes -= expectedBytes;
            if (budgetBytes < 0)
                throw brokenBlend(file, 'expands to far more data than its size allows');
            const packed = readFully(descriptor, at(packedStart, index), at(packedStart, index + 1) - at(packedStart, index));
            const decoded = decodeFrame(packed, expectedBytes, file);
            if (decoded.length !== expectedBytes)
                throw brokenBlend(file, 'has a seek table that does not match its data');
            return decoded;
        },
    };
}
function decodeFrame(packed, expectedBytes, file) {
    try {
        return (0,external_node_zlib_.zstdDecompressSync)(packed, { maxOutputLength: Math.max(1, expectedBytes) });
    }
    catch (error) {
        throw brokenBlend(file, 'has damaged compressed data', error);
    }
}
/** Index of the last of the ascending `offsets`, except the closing one, that is not above `offset`. */
function lastAtOrBelow(offsets, offset) {
    let low = 0;
    let high = offsets.length - 2;
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((offsets[middle] ?? 0) <= offset)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

;// CONCATENATED MODULE: ./src/project/blend/open-blend.ts








/**
 * Opens the .blend at `path`, hands it to `use` and closes it again. `file` is its name in errors: missing-file when it
 * is not there, settings when it cannot be read.
 */
async function openBlend(path, file, use, signal) {
    const handle = await (0,promises_.open)(path, 'r').catch((error) => {
        throw unopenable(file, error);
    });
    try {
        return await useHandle(handle, file, use, signal);
    }
    finally {
        await handle.close();
    }
}
const copiedBytes = 1024 * 1024;
/** Does the same with a .blend that lies within another one, of any compression: through a copy that has no name. */
async function openInnerBlend(outer, { startByte, lengthBytes }, file, use, signal) {
    const handle = await openNamelessFile();
    try {
        for (let done = 0; done < lengthBytes; done += copiedBytes) {
            signal?.throwIfAborted();
            await handle.writeFile(outer.read(startByte + done, Math.min(copiedBytes, lengthBytes - done)));
        }
        return await useHandle(handle, file, use, signal);
    }
    finally {
        await handle.close();
    }
}
async function useHandle(handle, file, use, signal) {
    const stat = await handle.stat();
    if (!stat.isFile())
        throw new errors/* RenderError */.vH('settings', `${(0,printable/* printable */.g)(file)} is not a file.`, { file });
    const compression = detectCompression(handle.fd, file);
    const chunks = compression === 'zstd' ? zstdChunks(handle.fd, stat.size, file) : undefined;
    if (compression === 'none' || chunks) {
        return await use(new BlendFile(new ByteReader(file, chunks ?? plainChunks(handle.fd, stat.size)), compression));
    }
    const expanded = await expand(handle, stat.size, file, compression, signal);
    try {
        const bytes = new ByteReader(file, plainChunks(expanded.handle.fd, expanded.sizeBytes));
        return await use(new BlendFile(bytes, compression));
    }
    finally {
        await expanded.handle.close();
    }
}
function unopenable(file, error) {
    const isMissing = error.code === 'ENOENT';
    return isMissing
        ? new errors/* RenderError */.vH('missing-file', `${(0,printable/* printable */.g)(file)} does not exist.`, { file, cause: error })
        : new errors/* RenderError */.vH('settings', `${(0,printable/* printable */.g)(file)} cannot be opened.`, { file, cause: error });
}
function detectCompression(descriptor, file) {
    const start = readFully(descriptor, 0, 64);
    if (start.toString('latin1', 0, 7) === 'BLENDER')
        return 'none';
    if (start.length >= 4 && start.readUInt16BE(0) === 0x1f8b)
        return 'gzip';
    if (start.length >= 4 && start.readUInt32LE(0) === 0xfd2fb528)
        return 'zstd';
    if (start.toString('latin1').startsWith('version https://git-lfs')) {
        throw new errors/* RenderError */.vH('settings', `${(0,printable/* printable */.g)(file)} is a Git LFS pointer, not the file itself.`, {
            file,
            hint: 'Fetch the large files: set `lfs: true` for actions/checkout, or run `git lfs pull`.',
        });
    }
    throw brokenBlend(file, start.length === 0 ? 'is empty' : 'does not begin like one');
}

;// CONCATENATED MODULE: ./src/project/blend/scene.ts



/** R_IMF_IMTYPE_… of Blender's DNA_scene_types.h → the names in `bpy.types.ImageFormatSettings.file_format`. */
const fileFormats = {
    0: 'TARGA',
    1: 'IRIS',
    4: 'JPEG',
    14: 'TARGA_RAW',
    15: 'AVI_RAW',
    16: 'AVI_JPEG',
    17: 'PNG',
    20: 'BMP',
    21: 'HDR',
    22: 'TIFF',
    23: 'OPEN_EXR',
    24: 'FFMPEG',
    26: 'CINEON',
    27: 'DPX',
    28: 'OPEN_EXR_MULTILAYER',
    29: 'DDS',
    30: 'JPEG2000',
    35: 'WEBP',
    36: 'AVIF',
};
/** Flags of DNA_scene_types.h: `RenderData.scemode` and `RenderData.mode`. */
const useSequencer = 0x1;
const useCompositing = 0x40;
const useMotionBlur = 0x4000;
/** `ViewLayer.passflag`: the motion of every pixel, for which Cycles looks one frame back and one ahead. */
const vectorPass = 0x200;
/** `Strip.type` of DNA_sequence_types.h. */
const sceneStrip = 2;
const clipStrip = 6;
/**
 * Reads the facts of the active scene of the .blend at `path`, with the version and compression of the file. `file` is
 * its name in errors.
 */
function readScene(path, file) {
    return openBlend(path, file, (blend) => ({
        ...readSceneFacts(activeScene(blend), blend.header.version),
        version: formatVersion(blend.header.version),
        compression: blend.compression,
    }));
}
/** The scene that Blender renders when it is told no other. */
function activeScene(blend) {
    const globals = blend.groups.find(({ code }) => code === 'GLOB');
    const current = globals && blend.head(globals)?.follow('curscene');
    if (current?.type.name === 'Scene')
        return current;
    const first = blend.groups.find(({ code }) => code === 'SC');
    const scene = first && blend.head(first);
    if (scene?.type.name !== 'Scene')
        throw brokenBlend(blend.file, 'has no scene');
    return scene;
}
/** `version`: of the Blender that wrote the file, as in its header. */
function readSceneFacts(scene, version) {
    const percentage = scene.number('r.size') ?? 100;
    const pixels = (size) => Math.floor(((size ?? 0) * percentage) / 100);
    // Before 2.5 there was only the one engine.
    const engine = scene.text('r.engine') ?? 'BLENDER_RENDER';
    const cycles = readCycles(scene);
    const samplesByDefault = engine === 'CYCLES' && cycles.samples === undefined;
    const samples = samplesByDefault ? defaultSamples(version) : cycles.samples;
    // Blender 3.0 squares them when it opens an older file, within its property's limit.
    const isSquared = version < 300 && cycles.useSquareSamples;
    return {
        name: scene.text('id.name')?.slice(2) ?? '',
        frameStart: scene.number('r.sfra') ?? 1,
        frameEnd: scene.number('r.efra') ?? 1,
        frameStep: scene.number('r.frame_step') ?? 1,
        currentFrame: scene.number('r.cfra') ?? 1,
        engine,
        width: pixels(scene.number('r.xsch')),
        height: pixels(scene.number('r.ysch')),
        ...(samples === undefined ? {} : { samples: isSquared ? Math.min(samples ** 2, maxSamples) : samples }),
        samplesByDefault,
        fileFormat: fileFormats[scene.number('r.im_format.imtype') ?? scene.number('r.imtype') ?? -1] ?? 'UNKNOWN',
        compositing: scene.hasFlag('r.scemode', useCompositing) && hasCompositorNodes(scene),
        camera: hasCamera(scene),
    };
}
/** Blender 5.0 made the compositor's nodes a group of their own and retired the switch `use_nodes`. */
function hasCompositorNodes(scene) {
    if (scene.type.find('compositing_node_group'))
        return scene.address('compositing_node_group') !== 0n;
    return scene.hasFlag('use_nodes', ~0) && scene.address('nodetree') !== 0n;
}
function hasCamera(scene) {
    if (scene.follow('camera') !== undefined)
        return true;
    return [...scene.list('markers')].some((marker) => marker.follow('camera') !== undefined);
}
/** Cycles keeps its settings as custom properties of the scene, since 5.0 in a list of their own. */
function readCycles(scene) {
    const lists = ['id.system_properties', 'id.properties'];
    const groups = lists.map((list) => findProperty(scene.follow(list), 'cycles'));
    const read = (name) => groups.map((cycles) => findProperty(cycles, name)?.number('data.val')).find((value) => value !== undefined);
    return { samples: read('samples'), useSquareSamples: (read('use_square_samples') ?? 0) !== 0 };
}
const maxSamples = 2 ** 24;
/** What Cycles' version_update.py gives to a scene of an older Blender, and properties.py to all others. */
function defaultSamples(version) {
    if (version < 277)
        return 10;
    return version < 300 ? 128 : 4096;
}
function findProperty(group, name) {
    return group && [...group.list('data.group')].find((property) => property.text('name') === name);
}
function readTiming(blend, scene) {
    const layers = [...blend.views(scene.group, new Set(['ViewLayer', 'SceneRenderLayer']))];
    const hasMotionPass = layers.some((layer) => layer.hasFlag('passflag', vectorPass));
    const strips = scene.hasFlag('r.scemode', useSequencer) ? blend.views(scene.group, new Set(['Sequence'])) : [];
    const stripTypes = new Set([...strips].map((strip) => strip.number('type')));
    // "Time stretching", old : new.
    const isStretched = (scene.number('r.framapto') ?? 100) !== (scene.number('r.images') ?? 100);
    return {
        currentFrame: scene.number('r.cfra') ?? 1,
        blurFrames: scene.hasFlag('r.mode', useMotionBlur)
            ? Math.max(1, Math.ceil(scene.number('r.blurfac') ?? 1))
            : Number(hasMotionPass),
        isStretched: isStretched || stripTypes.has(sceneStrip),
        hasClipStrips: stripTypes.has(clipStrip),
    };
}

// EXTERNAL MODULE: ./src/project/files.ts
var project_files = __webpack_require__(83930);
;// CONCATENATED MODULE: ./src/project/blend/data-block.ts
/** What Blender's user interface calls the types of data-blocks, by the two letters in front of their names. */
const nouns = {
    AC: 'action',
    BR: 'brush',
    CA: 'camera',
    CF: 'cache file',
    CU: 'curve',
    CV: 'hair curves',
    GR: 'collection',
    IM: 'image',
    LA: 'light',
    LI: 'library',
    LS: 'line style',
    MA: 'material',
    MC: 'movie clip',
    ME: 'mesh',
    NT: 'node group',
    OB: 'object',
    PA: 'particle settings',
    SC: 'scene',
    SK: 'speaker',
    SO: 'sound',
    TE: 'texture',
    TX: 'text',
    VF: 'font',
    VO: 'volume',
    WO: 'world',
};
/** A data-block's name with its two letters (`IMWood`), unique among those of one library; empty for other groups. */
function dataBlockName(blend, group) {
    const head = blend.head(group);
    return head?.text('id.name') ?? (head?.type.name === 'ID' ? head.text('name') : undefined) ?? '';
}
/** `image "Wood"`. */
function describeDataBlock(blend, group) {
    const name = dataBlockName(blend, group);
    return `${nouns[group.code] ?? 'data-block'} "${name.slice(2)}"`;
}

;// CONCATENATED MODULE: ./src/project/blend/references/reference.ts
/** The reference to one file, or none when nothing is written. */
function* singleFile(kind, written, context, isOptional = false) {
    if (!written)
        return;
    const target = { type: 'names', names: [written] };
    yield { kind, dataBlock: context.dataBlock, written, target, ...(isOptional ? { isOptional } : {}) };
}
/** Splits a written path behind its last slash or backslash. */
function splitPath(written) {
    const nameStart = Math.max(written.lastIndexOf('/'), written.lastIndexOf('\\')) + 1;
    return { folder: written.slice(0, nameStart), name: written.slice(nameStart) };
}

;// CONCATENATED MODULE: ./src/project/blend/references/numbering.ts

/** The number of the image shown at a frame. Past its ends a sequence stands still; no number is below 0. */
function imageNumber(user, frame) {
    const { frames, offset, start, isCyclic } = user;
    if (frames <= 0)
        return 0;
    const position = frame - start + 1;
    const shown = isCyclic ? wrap(position, frames) : Math.min(Math.max(position, 0), frames);
    return Math.max(0, shown + offset);
}
/** The number of the grid file shown at a frame, or undefined when nothing is. */
function volumeNumber(sequence, frame) {
    const { start, duration, offset, mode } = sequence;
    if (duration <= 0)
        return undefined;
    const position = frame - start + 1;
    if (mode === 'extend')
        return Math.min(Math.max(position, 1), duration) + offset;
    if (mode === 'repeat')
        return wrap(position, duration) + offset;
    if (mode === 'ping-pong') {
        const swing = Math.max(1, duration * 2 - 2);
        const turn = wrap(position, swing);
        return (turn > duration ? duration * 2 - turn : turn) + offset;
    }
    return position < 1 || position > duration ? undefined : position + offset;
}
/** `position` wrapped into 1 … `length`. */
function wrap(position, length) {
    return ((((position - 1) % length) + length) % length) + 1;
}
/** Whole frames that are evaluated to render `frame`, ascending. */
function evaluatedFrames(frame, { blurFrames }) {
    const frames = [];
    for (let each = frame - blurFrames; each <= frame + blurFrames; each++)
        frames.push(each);
    return frames;
}
/**
 * The series that a written path belongs to: files with the same name but for the last number before the extension.
 * undefined when the name has no number. `isTrailing`: the number must end right before the extension.
 */
function seriesOf(written, options = {}) {
    const { folder, name } = splitPath(written);
    const parts = (options.isTrailing ? /^(.*?)(\d+)(\.[^.]*|)$/ : /^(.*?)(\d+)(\D*?(?:\.[^.]*)?)$/).exec(name);
    const [, head, digits, tail] = parts ?? [];
    if (head === undefined || digits === undefined || tail === undefined)
        return undefined;
    const numberOf = (candidate) => {
        if (!candidate.startsWith(head) || !candidate.endsWith(tail))
            return undefined;
        const middle = candidate.slice(head.length, candidate.length - tail.length);
        if (!/^-?\d{1,9}$/.test(middle))
            return undefined;
        const number = Number(middle);
        return formatNumber(number, digits.length) === middle ? number : undefined;
    };
    return { type: 'numbered', folder, numberOf, number: Number(digits) };
}
/** As C's `%0*d`: padded with zeros to `width` characters, the sign among them. */
function formatNumber(number, width) {
    return number < 0 ? `-${String(-number).padStart(width - 1, '0')}` : String(number).padStart(width, '0');
}

;// CONCATENATED MODULE: ./src/project/blend/references/caches.ts


/* Modifiers that read what was baked to disk, other than simulations. */
const findMeshCache = (modifier, context) => singleFile('mesh-cache', modifier.text('filepath'), context);
/** Layers of a mesh that are kept in a file beside the .blend: multi-resolution displacement. */
const findExternalLayers = (external, context) => singleFile('multires', external.text('filename'), context);
/** Baked ocean waves: `disp_0001.exr` and its siblings, of which Blender shows the one nearest to the frame. */
function* findOcean(ocean, context) {
    const written = ocean.text('cachepath');
    if (!written)
        return;
    const start = ocean.number('bakestart') ?? 1;
    const end = ocean.number('bakeend') ?? 1;
    yield {
        kind: 'ocean-cache',
        dataBlock: context.dataBlock,
        written,
        target: {
            type: 'numbered',
            folder: written,
            numberOf: (name) => numberIn(/^(?:disp|normal|foam|spray|spray_inverse)_(\d{4,9})\.exr$/, name),
            ...(context.timing.isStretched
                ? {}
                : {
                    select: (frame) => evaluatedFrames(frame, context.timing).map((each) => Math.min(Math.max(each, start), end)),
                }),
            required: 'gaps',
        },
        // Without the mark of a finished bake Blender simulates.
        ...(ocean.hasFlag('cached', ~0) ? {} : { isOptional: true }),
    };
}
/** `NodesModifierBake.flag` and `bake_target`. */
const customFolder = 2;
const inheritTarget = 0;
const packedTarget = 1;
/** Below the folder of a bake, or of one of several. */
const bakeFile = /^(\d+\/)?(meta|blobs|bdata)\/[^/]+$/;
/**
 * Baked geometry nodes. A frame's file refers to data that other frames' files hold, so a bake is taken whole. Nothing
 * in the .blend says whether a bake was made: a folder that is not there is no problem.
 */
function* findNodesBake(modifier, context) {
    const bakes = [...context.blend.array(modifier, 'bakes')];
    const isOnDisk = (bake) => {
        const target = bake.number('bake_target') ?? inheritTarget;
        const effective = target === inheritTarget ? modifier.number('bake_target') : target;
        return bake.address('packed') === 0n && effective !== packedTarget;
    };
    const onDisk = bakes.filter(isOnDisk);
    const folders = onDisk.filter((bake) => bake.hasFlag('flag', customFolder)).map((bake) => bake.text('directory'));
    // Blender 3.6 has the folder and no list of bakes.
    const usesCommon = onDisk.length > folders.length || modifier.type.find('bakes') === undefined;
    if (usesCommon)
        folders.push(modifier.text('simulation_bake_directory'));
    for (const written of new Set(folders)) {
        if (!written)
            continue;
        yield {
            kind: 'nodes-bake',
            dataBlock: context.dataBlock,
            written,
            target: {
                type: 'numbered',
                folder: written,
                isDeep: true,
                numberOf: (path) => (bakeFile.test(path) ? 0 : undefined),
                required: 'some',
            },
            isOptional: true,
        };
    }
}
/** The number that `pattern`'s first group finds in a file name. */
function numberIn(pattern, name) {
    const digits = pattern.exec(name)?.[1];
    return digits === undefined ? undefined : Number(digits);
}

;// CONCATENATED MODULE: ./src/project/blend/references/image-users.ts
/*
 * An image sequence does not know when it is shown: each place that uses it (a texture node, a texture, a camera's
 * background, an empty) has its own start, length and offset.
 */
const lookedAt = new Set(['bNode', 'Tex', 'CameraBGImage', 'Object', 'bNodeSocketValueImage', 'IDProperty', 'FCurve']);
/** `IDProperty.type` of a pointer to a data-block. */
const pointerProperty = 7;
/** Properties that, when they are animated, move a sequence against the timeline. */
const sequencePath = /(^|\.)(frame_offset|frame_start|frame_duration|frame_current|use_cyclic)$/;
/** With more than that many settings an image is taken to need its whole sequence. */
const maxUsers = 1000;
/** Who uses the images of a file, read on the first question. */
class ImageUsers {
    #blend;
    #groups;
    #found;
    /** `groups`: the data-blocks that count. */
    constructor(blend, groups) {
        this.#blend = blend;
        this.#groups = groups;
    }
    /** Whether some animation curve moves a sequence, so that numbers cannot be told from the settings. */
    get isAnimated() {
        return this.#find().isAnimated;
    }
    /** All uses of an image, or undefined when there is one whose numbers cannot be told, or none at all. */
    of(image) {
        const { byImage, unknowable, isAnimated } = this.#find();
        const users = byImage.get(image);
        if (isAnimated || unknowable.has(image) || users === undefined || users.size > maxUsers)
            return undefined;
        return [...users.values()];
    }
    #find() {
        if (this.#found)
            return this.#found;
        const found = { byImage: new Map(), unknowable: new Set(), isAnimated: false };
        for (const group of this.#groups) {
            for (const view of this.#blend.views(group, lookedAt)) {
                if (view.type.name === 'FCurve') {
                    found.isAnimated ||= sequencePath.test(view.text('rna_path') ?? '');
                    continue;
                }
                const image = this.#blend.groupOf(imageAddress(view));
                if (image?.code !== 'IM')
                    continue;
                const user = findUser(view);
                if (user === undefined) {
                    found.unknowable.add(image);
                    continue;
                }
                const users = found.byImage.get(image) ?? new Map();
                found.byImage.set(image, users);
                const settings = readUser(user, view.text('idname')?.startsWith('CompositorNode') ?? false);
                users.set(JSON.stringify(settings), settings);
            }
        }
        return (this.#found = found);
    }
}
function imageAddress(view) {
    switch (view.type.name) {
        case 'bNode':
            return view.address('id');
        case 'Object':
            return view.address('data');
        case 'bNodeSocketValueImage':
            return view.address('value');
        case 'IDProperty':
            return view.number('type') === pointerProperty ? view.address('data.pointer') : 0n;
        default:
            return view.address('ima');
    }
}
function findUser(view) {
    if (view.type.name === 'Object')
        return view.follow('iuser');
    if (view.type.name !== 'bNode')
        return view.struct('iuser');
    const storage = view.follow('storage');
    return storage?.type.name === 'ImageUser' ? storage : storage?.struct('iuser');
}
function readUser(user, inCompositor) {
    return {
        frames: user.number('frames') ?? 0,
        offset: user.number('offset') ?? 0,
        start: user.number('sfra') ?? 1,
        isCyclic: user.hasFlag('cycl', ~0),
        inCompositor,
    };
}

;// CONCATENATED MODULE: ./src/project/blend/references/stereo.ts

/** The endings that the scenes of a file give to the pictures of their views, by default `_L` and `_R`. */
function readViewSuffixes(blend) {
    const suffixes = new Set();
    for (const group of blend.groups) {
        if (group.code !== 'SC')
            continue;
        for (const view of blend.head(group)?.list('r.views') ?? [])
            suffixes.add(view.text('suffix') ?? '');
    }
    suffixes.delete('');
    return [...suffixes];
}
/** `shot_L.png` → `shot_L.png` and `shot_R.png`: the files of all views of the picture that `written` is one of. */
function viewPaths(written, suffixes) {
    const { folder, name } = splitPath(written);
    const dot = name.lastIndexOf('.');
    const stem = dot < 0 ? name : name.slice(0, dot);
    const own = suffixes.find((suffix) => stem.endsWith(suffix));
    if (own === undefined)
        return [written];
    const prefix = folder + stem.slice(0, stem.length - own.length);
    const paths = suffixes.map((suffix) => prefix + suffix + name.slice(stem.length));
    return [written, ...paths.filter((path) => path !== written)];
}

;// CONCATENATED MODULE: ./src/project/blend/references/images.ts



/** `Image.source` of DNA_image_types.h; generated images and render results have no file. */
const fileSource = 1;
const sequenceSource = 2;
const movieSource = 3;
const tiledSource = 6;
/** `Image.flag`: the image has several views, and `Image.views_format`: each in a file of its own. */
const useViews = 1 << 14;
const individualViews = 0;
function* findImage(image, context) {
    const written = image.text('name');
    if (!written || isPacked(image))
        return;
    // Blender 2.43 introduced the source.
    const source = image.number('source') ?? fileSource;
    const views = pathsOfViews(image, written, context);
    if (source === sequenceSource) {
        for (const path of views)
            yield* findSequence(image, path, context);
    }
    else if (source === tiledSource) {
        const names = [...tileNumbers(image)].map((tile) => tileName(written, tile));
        yield { kind: 'image', dataBlock: context.dataBlock, written, target: { type: 'names', names } };
    }
    else if (source === fileSource || source === movieSource) {
        for (const path of views)
            yield* singleFile('image', path, context);
    }
}
function isPacked(image) {
    return image.address('packedfile') !== 0n || image.list('packedfiles').next().done === false;
}
/** The path itself, or that of each view of a stereo image; older files leave the views to their names. */
function pathsOfViews(image, written, context) {
    const isSplit = image.hasFlag('flag', useViews) && (image.number('views_format') ?? 0) === individualViews;
    if (!isSplit)
        return [written];
    const listed = [...image.list('views')].map((view) => view.text('filepath') ?? '').filter((path) => path !== '');
    return listed.length > 0 ? [...new Set(listed)] : viewPaths(written, context.viewSuffixes);
}
function* findSequence(image, written, context) {
    const series = seriesOf(written);
    if (series === undefined) {
        yield* singleFile('image', written, context);
        return;
    }
    const { timing, imageUsers, isLinkedByName } = context;
    const users = timing.isStretched || isLinkedByName(image.group) ? undefined : imageUsers.of(image.group);
    const target = {
        ...series,
        // A picture is looked up once for the frame itself: motion blur does not mix in its neighbours.
        ...(users ? { select: (frame, present) => users.flatMap((user) => numbersOf(user, frame, present)) } : {}),
        required: 'each',
    };
    yield { kind: 'image', dataBlock: context.dataBlock, written, target };
}
/** Cycles paints a picture pink that is not there; the compositor goes on without one before the sequence starts. */
function numbersOf(user, frame, present) {
    const number = imageNumber(user, frame);
    const isBefore = user.frames <= 0 || (!user.isCyclic && frame < user.start);
    return user.inCompositor && isBefore && !present.includes(number) ? [] : [number];
}
/** Tiles are numbered row by row, ten a row. */
const firstTile = 1001;
const lastTile = 2000;
function tileNumbers(image) {
    const tiles = new Set();
    for (const tile of image.list('tiles')) {
        const number = tile.number('tile_number') ?? firstTile;
        if (number >= firstTile && number <= lastTile)
            tiles.add(number);
    }
    return tiles.size > 0 ? tiles : new Set([firstTile]);
}
/** `skin.<UDIM>.png`, `skin_<UVTILE>.png`, or, before Blender 3.1, the first tile's own name `skin.1001.png`. */
function tileName(written, tile) {
    const { folder, name } = splitPath(written);
    const column = ((tile - firstTile) % 10) + 1;
    const row = Math.floor((tile - firstTile) / 10) + 1;
    const replaced = name.replaceAll('<UDIM>', String(tile)).replaceAll('<UVTILE>', `u${column}_v${row}`);
    return folder + (replaced === name ? name.replace(/1001(?!.*1001)/, String(tile)) : replaced);
}

;// CONCATENATED MODULE: ./src/project/blend/references/media.ts


/* Data-blocks that stand for a file, other than images and libraries. */
/** `MovieClip.source`: numbered pictures; 2 is a movie. */
const clipSequence = 1;
/** `Camera.custom_mode`: the shader is a file, not a text in the .blend. */
const externalShader = 1;
const volumeModes = ['clip', 'extend', 'repeat', 'ping-pong'];
/** A picture needs no sound. */
const findSound = (sound, context) => media_isPacked(sound) ? [] : singleFile('sound', sound.text('name'), context, true);
function* findFont(font, context) {
    const written = font.text('name');
    if (written !== '<builtin>' && !media_isPacked(font))
        yield* singleFile('font', written, context);
}
/** The .blend has the text itself; the file is only where it came from. */
const findText = (text, context) => singleFile('text', text.text('name'), context, true);
const findCameraShader = (camera, context) => camera.number('custom_mode') === externalShader
    ? singleFile('osl', camera.text('custom_filepath'), context, camera.address('custom_bytecode') !== 0n)
    : [];
function* findMovieClip(clip, context) {
    const written = clip.text('name') ?? '';
    const series = clip.number('source') === clipSequence ? seriesOf(written) : undefined;
    if (series === undefined) {
        yield* singleFile('movie-clip', written, context);
        return;
    }
    // Blender opens the file that is named too, whichever frame it shows.
    const shift = series.number - (clip.number('start_frame') ?? 1) + (clip.number('frame_offset') ?? 0);
    yield* numbered('movie-clip', written, context, {
        ...series,
        ...(context.timing.hasClipStrips ? {} : { select: (frame) => [Math.max(0, frame + shift), series.number] }),
        required: 'gaps',
    });
}
function* findVolume(volume, context) {
    if (media_isPacked(volume))
        return;
    const written = volume.text('filepath') ?? '';
    const series = volume.hasFlag('is_sequence', ~0) ? seriesOf(written, { isTrailing: true }) : undefined;
    if (series === undefined) {
        yield* singleFile('volume', written, context);
        return;
    }
    const sequence = {
        start: volume.number('frame_start') ?? 1,
        duration: volume.number('frame_duration') ?? 0,
        offset: volume.number('frame_offset') ?? 0,
        mode: volumeModes[volume.number('sequence_mode') ?? 0] ?? 'clip',
    };
    yield* numbered('volume', written, context, {
        ...series,
        select: (frame) => evaluatedFrames(frame, context.timing)
            .map((each) => volumeNumber(sequence, each))
            .filter((number) => number !== undefined),
        required: 'gaps',
    });
}
/** Alembic and USD. */
function* findCacheFile(cache, context) {
    const written = cache.text('filepath') ?? '';
    const series = cache.hasFlag('is_sequence', ~0) ? seriesOf(written, { isTrailing: true }) : undefined;
    if (series === undefined) {
        yield* singleFile('geometry-cache', written, context);
    }
    else {
        // With `override_frame` a property, mostly animated, takes the place of the timeline.
        const target = { ...series, required: 'gaps' };
        if (!cache.hasFlag('override_frame', ~0))
            target.select = (frame) => evaluatedFrames(frame, context.timing);
        yield* numbered('geometry-cache', written, context, target);
    }
    for (const layer of cache.list('layers'))
        yield* singleFile('geometry-cache', layer.text('filepath'), context);
}
function* numbered(kind, written, context, { select, ...target }) {
    const isTellable = select !== undefined && !context.timing.isStretched && !context.imageUsers.isAnimated;
    yield {
        kind,
        dataBlock: context.dataBlock,
        written,
        target: isTellable ? { ...target, select } : target,
    };
}
function media_isPacked(view) {
    return view.address('packedfile') !== 0n;
}

;// CONCATENATED MODULE: ./src/project/blend/references/nodes.ts

/* Nodes that name a file themselves. Image nodes do it through an image data-block. */
/** `NodeShaderTexIES.mode` and `NodeShaderScript.mode`: a file, not a text in the .blend. */
const externalMode = 1;
function* findLightProfile(node, context) {
    if (node.number('mode') === externalMode)
        yield* singleFile('ies', node.text('filepath'), context);
}
/** Compiled code that is stored in the .blend is what Cycles then runs. */
function* findShaderScript(node, context) {
    if (node.number('mode') !== externalMode)
        return;
    yield* singleFile('osl', node.text('filepath'), context, node.address('bytecode') !== 0n);
}
/** The nodes of geometry nodes that import a file (Blender 4.5 on) have its path in an input. */
function* findImportNode(node, context) {
    if (!node.text('idname')?.startsWith('GeometryNodeImport'))
        return;
    for (const socket of node.list('inputs')) {
        if (socket.text('identifier') !== 'Path')
            continue;
        yield* singleFile('import', socket.follow('default_value')?.text('value'), context);
    }
}

;// CONCATENATED MODULE: ./src/project/blend/references/sequencer.ts


/*
 * Strips of the video sequencer. They are listed whole: speed, retiming and nesting decide what a frame shows. No farm
 * renders the sequencer, so that none of them need be there.
 */
/** `Strip.type`, `Strip.flag` and `views_format` of DNA_sequence_types.h. */
const imageStrip = 0;
const movieStrip = 3;
const soundStrips = [4, 5];
const sequencer_useViews = 1 << 29;
const sequencer_individualViews = 0;
function* findStrip(strip, context) {
    const type = strip.number('type');
    // Since 2.5 sounds are data-blocks, which may be packed; the strip repeats the path.
    const isSound = soundStrips.includes(type) && strip.address('sound') === 0n;
    if (type !== imageStrip && type !== movieStrip && !isSound)
        return;
    const data = strip.follow('strip');
    if (data === undefined)
        return;
    const folder = withSlash(data.text('dir') ?? '');
    const isSplit = strip.hasFlag('flag', sequencer_useViews) && (strip.number('views_format') ?? 0) === sequencer_individualViews;
    const names = [];
    for (const element of context.blend.array(data, 'stripdata')) {
        const name = element.text('name');
        if (name)
            names.push(...(isSplit ? viewPaths(folder + name, context.viewSuffixes) : [folder + name]));
        if (type !== imageStrip)
            break;
    }
    for (const name of names)
        yield* singleFile('strip', name, context, true);
}
function withSlash(folder) {
    return folder === '' || /[/\\]$/.test(folder) ? folder : `${folder}/`;
}

;// CONCATENATED MODULE: ./src/project/blend/references/simulations.ts



/* Simulations that are kept on disk a frame at a time: point caches and fluids. */
/** `PointCache.flag` of DNA_object_force_types.h. */
const baked = 1 << 0;
const diskCache = 1 << 6;
const external = 1 << 9;
const besideProject = 1 << 11;
/**
 * Cloth, soft bodies, particles, dynamic paint and old smoke, in `//blendcache_<blend>/<name>_<frame>_<index>.bphys` or
 * an external folder. The names are those of ptcache_filepath in Blender's pointcache.cc.
 */
function* findPointCache(cache, context) {
    const isExternal = cache.hasFlag('flag', external);
    if (!isExternal && !cache.hasFlag('flag', diskCache))
        return;
    const written = isExternal ? (cache.text('path') ?? '') : `//blendcache_${context.stem}/`;
    const cacheName = cache.text('name') ?? '';
    const name = cacheName === '' && !isExternal ? hexName(dataBlockName(context.blend, cache.group).slice(2)) : cacheName;
    const index = cache.number('index') ?? -1;
    const stack = index < 0 ? '(?:_\\d{2,})?' : `_${String(index).padStart(2, '0')}`;
    const pattern = new RegExp(`^${escapePattern(name)}_(-?\\d{5,9})${stack}\\.(?:bphys|vdb)$`);
    if (written === '')
        return;
    const target = {
        type: 'numbered',
        folder: written,
        numberOf: (fileName) => numberIn(pattern, fileName),
        required: 'some',
    };
    if (!context.timing.isStretched && !drawsPaths(cache, context))
        target.select = nearestFrames(cache, context);
    yield {
        kind: 'point-cache',
        dataBlock: context.dataBlock,
        written,
        target,
        // A cache that is neither baked nor external fills while the simulation runs.
        ...(isExternal || cache.hasFlag('flag', baked) ? {} : { isOptional: true }),
        ...(cache.hasFlag('flag', besideProject) ? { base: 'project' } : {}),
    };
}
/**
 * Blender reads the frame's own file, or interpolates between the nearest before and the nearest after it, within the
 * cache's range. File 0 describes the particles of all frames. The frame that was current when the project was saved is
 * read first, and a simulation keeps what it read. One that is not baked goes on from the nearest before.
 */
function nearestFrames(cache, { timing }) {
    const start = cache.number('startframe') ?? 1;
    const end = Math.max(start, cache.number('endframe') ?? start);
    const clamp = (frame) => Math.min(Math.max(frame, start), end);
    const around = (first, last, present) => {
        const from = present.findLast((each) => each <= first) ?? first;
        const to = present.find((each) => each >= last) ?? last;
        return present.filter((each) => each >= from && each <= to);
    };
    return (frame, present) => {
        const { currentFrame, blurFrames } = timing;
        const own = around(clamp(frame - blurFrames), clamp(frame + blurFrames), present);
        const current = around(clamp(currentFrame), clamp(currentFrame), present);
        return [...new Set([...present.filter((each) => each === 0), ...current, ...own])];
    };
}
/** `ParticleSettings.type` and `ren_as`. */
const emitter = 0;
const pathRendering = 6;
/** Particles rendered as the paths they take need all of them; so may those whose settings another file has. */
function drawsPaths(cache, { blend }) {
    for (const system of blend.views(cache.group, new Set(['ParticleSystem']))) {
        if (system.follow('pointcache')?.startByte !== cache.startByte)
            continue;
        const settings = system.follow('part');
        if (settings?.type.name !== 'ParticleSettings')
            return true;
        return settings.number('type') === emitter && settings.number('ren_as') === pathRendering;
    }
    return false;
}
/** The object's name as hexadecimal bytes. */
function hexName(name) {
    return Buffer.from(name).toString('hex').toUpperCase();
}
function escapePattern(text) {
    return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
/** `FluidDomainSettings.cache_type` and `cache_flag` of DNA_fluid_types.h. */
const replayCache = 0;
const bakedFluid = 0b1010101010;
const fluidFile = /^(config|data|noise|mesh|particles|guiding|script)\/[^/]+$/;
/** Mantaflow: `config/`, `data/`, `noise/`, `mesh/`, `particles/` and `guiding/` below a folder, a file a frame each. */
function* findFluid(domain, context) {
    const written = domain.text('cache_directory');
    if (!written)
        return;
    // A replay goes on simulating from what is there, so it may look at any earlier frame.
    const isReplay = domain.number('cache_type') === replayCache;
    const offset = domain.number('cache_frame_offset') ?? 0;
    const { timing } = context;
    const target = {
        type: 'numbered',
        folder: written,
        isDeep: true,
        // Files without a number (scripts) belong to every frame, like number 0.
        numberOf: (path) => (fluidFile.test(path) ? (numberIn(/_(\d{4,9})\.[^/]*$/, path) ?? 0) : undefined),
        required: 'some',
    };
    if (!timing.isStretched && !isReplay) {
        target.select = (frame, present) => {
            // One frame more on both sides: velocities and growing domains look at their neighbours.
            const shown = [frame, frame - offset, frame + offset].map((each) => evaluatedFrames(each, timing));
            const first = Math.min(...shown.flat()) - 1;
            const last = Math.max(...shown.flat()) + 1;
            return present.filter((each) => each === 0 || (each >= first && each <= last));
        };
    }
    yield {
        kind: 'fluid-cache',
        dataBlock: context.dataBlock,
        written,
        target,
        ...(!isReplay && domain.hasFlag('cache_flag', bakedFluid) ? {} : { isOptional: true }),
    };
}

;// CONCATENATED MODULE: ./src/project/blend/references/find.ts









/**
 * Which structs name files, by the name of their type. What is not here is no dependency: output paths, the paths of
 * packed data, weak references to libraries, previews and everything of the user interface.
 */
const finders = {
    bNode: findImportNode,
    bSound: findSound,
    CacheFile: findCacheFile,
    Camera: findCameraShader,
    CustomDataExternal: findExternalLayers,
    FluidDomainSettings: findFluid,
    Image: findImage,
    MeshCacheModifierData: findMeshCache,
    MovieClip: findMovieClip,
    NodeShaderScript: findShaderScript,
    NodeShaderTexIES: findLightProfile,
    NodesModifierData: findNodesBake,
    OceanModifierData: findOcean,
    PointCache: findPointCache,
    Sequence: findStrip,
    Text: findText,
    VFont: findFont,
    Volume: findVolume,
};
const structNames = new Set(Object.keys(finders));
/** Finds what the data-blocks `groups` of a file refer to, libraries aside. */
function* findReferences(blend, groups, options) {
    const imageUsers = new ImageUsers(blend, groups);
    const viewSuffixes = readViewSuffixes(blend);
    for (const group of groups) {
        let dataBlock;
        for (const view of blend.views(group, structNames)) {
            const find = finders[view.type.name];
            if (find === undefined)
                continue;
            dataBlock ??= describeDataBlock(blend, group);
            const context = { blend, imageUsers, viewSuffixes, dataBlock, ...options };
            for (const reference of find(view, context))
                yield { ...reference, ...packedBase(blend, group) };
        }
    }
}
/** `Library.flag`: holds data-blocks that were copied into the file from the library of that path (Blender 5.0 on). */
const archiveLibrary = 1;
/** Data-blocks copied in from a library still mean that library's folder by `//`. */
function packedBase(blend, group) {
    const library = blend.head(group)?.follow('id.lib');
    if (!library?.hasFlag('flag', archiveLibrary))
        return {};
    const path = library.text('name');
    return path ? { base: { library: path } } : {};
}

;// CONCATENATED MODULE: ./src/project/blend/references/libraries.ts

/** The libraries that are packed into a file. Blender asks the project alone for them, whichever file links from them. */
function findPackedLibraries(blend) {
    return blend.groups.flatMap((group) => {
        const head = group.code === 'LI' ? blend.head(group) : undefined;
        const written = head?.text('name');
        const packed = head?.follow('packedfile');
        const block = blend.blockAt(packed?.address('data') ?? 0n, group);
        if (!written || !block)
            return [];
        const lengthBytes = Math.max(0, Math.min(block.lengthBytes, packed?.number('size') ?? 0));
        return [{ dataBlock: describeDataBlock(blend, group), written, startByte: block.startByte, lengthBytes }];
    });
}
/**
 * The libraries that `groups` link from, packed ones included. Linked data-blocks are place holders that stand behind
 * their library in the file. Blender does not open a library without any.
 */
function findLibraries(blend, groups) {
    const wanted = new Set(groups);
    const found = [];
    let current;
    for (const group of blend.groups) {
        if (group.code === 'LI')
            current = { group };
        if (group.code !== 'ID' || current === undefined || !wanted.has(group))
            continue;
        if (current.library === undefined) {
            const written = blend.head(current.group)?.text('name');
            if (!written)
                continue;
            current.library = { dataBlock: describeDataBlock(blend, current.group), written, names: new Set() };
            found.push(current.library);
        }
        current.library.names.add(dataBlockName(blend, group));
    }
    return found;
}

;// CONCATENATED MODULE: ./src/project/blend/references/reach.ts


/*
 * Which data-blocks of a library come along when some are linked: everything they point to. Pointers are told from the
 * structs' layouts, so that vertices, pixels and the like are never read.
 */
/** Blocks without a layout hold arrays of pointers (an object's materials) or raw data, which soon is larger. */
const maxPointerArrayBytes = 256 * 1024;
/** Pointers that Blender forgets when it reads a file: what they still say must not bring whole scenes along. */
const runtimeMembers = new Set(['newid', 'orig_id', 'py_instance', 'iuser']);
/** Structs lie five deep in each other at most. */
const maxNesting = 32;
/** The data-blocks called `names` (with their two letters) and all that they lead to, in the order of the file. */
function findReachable(blend, names) {
    const reached = new Set();
    const pending = [];
    const visit = (group) => {
        if (group === undefined || reached.has(group))
            return;
        reached.add(group);
        pending.push(group);
    };
    for (const group of blend.groups) {
        if (isDataBlock(group) && group.code !== 'ID' && names.has(dataBlockName(blend, group)))
            visit(group);
    }
    const offsets = new Map();
    for (let group = pending.pop(); group !== undefined; group = pending.pop()) {
        for (const address of pointersOf(blend, group, offsets))
            visit(blend.groupOf(address));
    }
    return blend.groups.filter((group) => reached.has(group));
}
/** Whether a group is a data-block or its place holder, rather than one of the file's own records. */
function isDataBlock(group) {
    return group.code.length === 2;
}
function* pointersOf(blend, group, known) {
    const { pointerSize } = blend.header;
    for (const { block, type } of blend.blocksOf(group)) {
        if (type === undefined)
            continue;
        const isRaw = block.structIndex === 0;
        if (isRaw && block.lengthBytes > maxPointerArrayBytes)
            continue;
        const offsets = isRaw ? [0] : pointerOffsets(type, known);
        const stride = isRaw ? pointerSize : type.sizeBytes;
        if (offsets.length === 0 || stride === 0)
            continue;
        const elements = Math.floor(block.lengthBytes / stride);
        for (let element = 0; element < (isRaw ? elements : Math.min(elements, block.elements)); element++) {
            const bytes = blend.bytes.read(block.startByte + element * stride, stride);
            for (const offset of offsets) {
                const address = readAddress(bytes, offset, blend.header);
                if (address !== 0n)
                    yield address;
            }
        }
    }
}
/** Offsets of the members of a struct, and of the structs in it, that can point to data-blocks. */
function pointerOffsets(type, known, depth = 0) {
    const before = known.get(type);
    if (before)
        return before;
    if (depth > maxNesting)
        return [];
    const offsets = new Set();
    // A struct that contains itself, which only a damaged file has, finds this empty list.
    known.set(type, []);
    for (const [name, member] of type.members) {
        if (runtimeMembers.has(name))
            continue;
        if (!member.isPointer && member.struct === undefined)
            continue;
        if (member.isPointer && !mayBeDataBlock(member.type, member.struct))
            continue;
        const inner = member.isPointer ? [0] : pointerOffsets(member.struct, known, depth + 1);
        if (inner.length === 0)
            continue;
        for (let element = 0; element < member.elements; element++) {
            const start = member.offset + element * member.elementBytes;
            if (start >= type.sizeBytes)
                break;
            for (const offset of inner)
                offsets.add(start + offset);
        }
    }
    const fitting = [...offsets].filter((offset) => offset + 8 <= type.sizeBytes || offset + 4 === type.sizeBytes);
    known.set(type, fitting);
    return fitting;
}
/** `ID *`, a pointer to a struct that begins with an ID, or one to anything. */
function mayBeDataBlock(type, struct) {
    if (type === 'void' || type === 'ID')
        return true;
    const first = struct?.members.get('id');
    return first?.type === 'ID' && !first.isPointer && first.offset === 0;
}

// EXTERNAL MODULE: ./src/frame-ranges.ts
var frame_ranges = __webpack_require__(81453);
;// CONCATENATED MODULE: ./src/project/blend/problems.ts


const hints = {
    missing: 'Add the file to the repository, or pack it into the .blend (File > External Data > Pack Resources).',
    outside: 'Move it below the working directory, choose a working-directory that holds both, or pack it into the .blend.',
    absolute: 'Keep the file below the working directory, then in Blender: File > External Data > Make Paths Relative, and save.',
    'letter-case': 'Spell both alike: the farm tells capitals apart.',
    unreadable: 'Open the library in Blender, save it again and commit the new file.',
};
/** Composes a problem; `what` ends the sentence: `is not there`. */
function describeProblem(kind, at, what, hint = hints[kind]) {
    const message = (0,printable/* printable */.g)(`${at.dataBlock} in ${at.owner} → ${at.reference} ${what}`, 2000);
    return { kind, ...at, message, hint };
}
/** `1-3, 7, 9-12` and, past ten ranges, `…`. */
function formatNumbers(numbers) {
    const ranges = (0,frame_ranges/* formatFrames */.I9)(numbers).split(', ');
    return [...ranges.slice(0, 10), ...(ranges.length > 10 ? ['…'] : [])].join(', ');
}

;// CONCATENATED MODULE: ./src/project/blend/written-path.ts

/**
 * Locates a path as written in a .blend. `folder` is what `//` stands for, below the working directory; `root` is the
 * working directory, absolute. Nothing is looked up: `..` goes one step back in the text, as it does in Blender.
 */
function locateWritten(written, folder, root) {
    // A network share of Windows; with slashes it would look like a relative path.
    if (written.startsWith('\\\\'))
        return { place: 'absolute' };
    const slashed = written.replaceAll('\\', '/');
    if (slashed.startsWith('//')) {
        const path = normalize(`${folder}/${slashed.slice(2)}`);
        return path === undefined ? { place: 'outside' } : { place: 'below', path };
    }
    if (/^[a-zA-Z]:/.test(slashed))
        return { place: 'absolute' };
    if (!slashed.startsWith('/'))
        return { place: 'unanchored' };
    const absolute = external_node_path_.posix.normalize(slashed);
    const above = root.endsWith('/') ? root : `${root}/`;
    const path = absolute.startsWith(above) ? absolute.slice(above.length) : undefined;
    return path === undefined ? { place: 'absolute' } : { place: 'absolute', path };
}
/** The path without `.`, `..` and doubled slashes, or undefined when it leads out. */
function normalize(path) {
    const steps = [];
    for (const step of path.split('/')) {
        if (step === '' || step === '.')
            continue;
        if (step !== '..')
            steps.push(step);
        else if (steps.pop() === undefined)
            return undefined;
    }
    return steps.join('/');
}

;// CONCATENATED MODULE: ./src/project/blend/resolve.ts





/** Paths in all .blend files of a project, the same ones counted again. */
const resolve_maxNames = 1_000_000;
/** Names in folders that cost as much as one path. */
const namesPerStep = 100;
/** Frames times files, of all series, past which frames are no longer told apart: each then gets all of a series. */
const maxPairs = 50_000_000;
/** More than anybody reads; each costs a kilobyte, and a line of the log. */
const maxProblems = 1000;
/** Turns references into files on disk and into problems. */
class ReferenceResolver {
    problems = [];
    /** How many more there were. */
    problemsLeftOut = 0;
    #workspace;
    #project;
    #frames;
    #files;
    #reported = new Set();
    #names = 0;
    #pairs = 0;
    constructor(workspace, project, frames, files) {
        this.#workspace = workspace;
        this.#project = project;
        this.#frames = frames;
        this.#files = files;
    }
    /** Adds what `reference`, made by the .blend `owner`, stands for. */
    async resolve(reference, owner) {
        const { target } = reference;
        if (target.type === 'numbered') {
            await this.#resolveNumbered(reference, target, owner);
            return;
        }
        for (const name of target.names) {
            const path = await this.locate(name, reference, owner, 'file');
            if (path !== undefined)
                this.#add(path, reference, owner);
        }
    }
    /** The path below the working directory that `written` leads to; otherwise reports why there is none. */
    async locate(written, reference, owner, wanted) {
        this.#spendNames(1, owner);
        const { usable, problem } = await this.#judge(written, this.#baseFolder(reference, owner), wanted);
        if (problem && !reference.isOptional) {
            const { kind, what, path } = problem;
            this.report(kind, { ...placeOf(reference, owner, written), ...(path === undefined ? {} : { path }) }, what);
        }
        return usable;
    }
    #spendNames(names, owner) {
        this.#names += names;
        if (this.#names <= resolve_maxNames)
            return;
        throw new errors/* RenderError */.vH('settings', `${(0,printable/* printable */.g)(owner)} names more than ${resolve_maxNames} files.`, { file: owner });
    }
    async #judge(written, folder, wanted) {
        const located = folder === undefined ? { place: 'outside' } : locateWritten(written, folder, this.#workspace.root);
        if (located.place === 'outside')
            return refuse('outside', 'is outside of the working directory');
        if (located.place === 'unanchored')
            return refuse('absolute', 'is not relative to the .blend');
        if (located.place === 'absolute') {
            const { path } = located;
            const refusal = refuse('absolute', 'is an absolute path, which leads nowhere on the farm', path);
            const isThere = path !== undefined && (await this.#workspace.lookup(path)).found === wanted;
            return isThere ? { ...refusal, usable: path } : refusal;
        }
        const { path } = located;
        const lookup = await this.#workspace.lookup(path);
        if (lookup.found === wanted)
            return { usable: path };
        if (lookup.found === 'outside')
            return refuse('outside', 'is a link out of the working directory', path);
        if (lookup.found === 'other-case')
            return refuse('letter-case', `is spelled ${lookup.actual} on disk`, path);
        return refuse('missing', 'is not there', path);
    }
    /** Adds a problem, unless the same was reported before. */
    report(kind, at, what, hint) {
        if (this.problems.length === maxProblems) {
            this.problemsLeftOut += 1;
            return;
        }
        const problem = describeProblem(kind, at, what, hint);
        const key = `${kind}\n${problem.message}`;
        if (this.#reported.has(key))
            return;
        this.#reported.add(key);
        this.problems.push(problem);
    }
    #add(path, { dataBlock, written, kind }, owner, frame) {
        this.#files.add({ path, owner, dataBlock, reference: written, kind }, frame);
    }
    #baseFolder({ base }, owner) {
        if (base === 'project')
            return folderOf(this.#project);
        if (base === undefined)
            return folderOf(owner);
        const library = locateWritten(base.library, folderOf(owner), this.#workspace.root);
        return 'path' in library ? folderOf(library.path) : undefined;
    }
    async #resolveNumbered(reference, target, owner) {
        const folder = await this.locate(target.folder || reference.written, reference, owner, 'folder');
        if (folder === undefined)
            return;
        const byNumber = new Map();
        const names = await this.#workspace.list(folder, target.isDeep);
        this.#spendNames(Math.ceil(names.length / namesPerStep), owner);
        for (const name of names) {
            const number = target.numberOf(name);
            if (number === undefined)
                continue;
            const path = external_node_path_.posix.join(folder, name);
            if ((await this.#workspace.lookup(path)).found !== 'file')
                continue;
            const paths = byNumber.get(number);
            if (paths)
                paths.push(path);
            else
                byNumber.set(number, [path]);
        }
        const at = placeOf(reference, owner, reference.written);
        if (byNumber.size === 0) {
            if (!reference.isOptional)
                this.report('missing', { ...at, path: folder }, 'has no files');
            return;
        }
        const lacking = this.#select(byNumber, target, (path, frame) => {
            this.#add(path, reference, owner, frame);
        });
        if (lacking.size > 0 && !reference.isOptional) {
            this.report('missing', { ...at, path: folder }, `lacks the files with the numbers ${formatNumbers(lacking)}`);
        }
    }
    /** Adds the files that the requested frames need and gives the numbers of those that are not there. */
    #select(byNumber, target, add) {
        const lacking = new Set();
        const present = [...byNumber.keys()].sort((a, b) => a - b);
        const frames = this.#frames;
        this.#pairs += (frames?.length ?? 0) * present.length;
        if (frames === undefined || target.select === undefined || this.#pairs > maxPairs) {
            for (const number of present)
                for (const path of byNumber.get(number) ?? [])
                    add(path);
            return lacking;
        }
        const isLacking = (number) => target.required === 'each' ||
            (target.required === 'gaps' && number > (present[0] ?? 0) && number < (present.at(-1) ?? 0));
        for (const frame of frames) {
            for (const number of target.select(frame, present)) {
                const paths = byNumber.get(number);
                if (paths)
                    for (const path of paths)
                        add(path, frame);
                else if (isLacking(number))
                    lacking.add(number);
            }
        }
        return lacking;
    }
}
function refuse(kind, what, path) {
    return { problem: { kind, what, path } };
}
function placeOf({ dataBlock, kind }, owner, written) {
    return { dataBlock, owner, reference: written, referenceKind: kind };
}
/** The folder of a path below the working directory; empty for that directory itself. */
function folderOf(path) {
    const folder = external_node_path_.posix.dirname(path);
    return folder === '.' ? '' : folder;
}

;// CONCATENATED MODULE: ./src/project/blend/traced-files.ts

/** More than any project has; each costs a few hundred bytes. */
const maxFiles = 1_000_000;
/** The files found so far, each once: who names a file first stays its owner. */
class TracedFiles {
    #files = new Map();
    /** `frame`: the one that needs it, or undefined for all. */
    add(file, frame) {
        let entry = this.#files.get(file.path);
        if (entry === undefined) {
            if (this.#files.size === maxFiles) {
                throw new errors/* RenderError */.vH('settings', `The project needs more than ${maxFiles} files.`, { file: file.owner });
            }
            entry = { file, frames: new Set() };
            this.#files.set(file.path, entry);
        }
        if (frame === undefined)
            entry.frames = 'all';
        else if (entry.frames !== 'all')
            entry.frames.add(frame);
    }
    get(path) {
        return this.#files.get(path)?.file;
    }
    /** In the order they were found. `requested`: all frames there are. */
    toArray(requested) {
        return [...this.#files.values()].map(({ file, frames }) => frames === 'all' || frames.size === requested?.length
            ? file
            : { ...file, frames: [...frames].sort((a, b) => a - b) });
    }
}

;// CONCATENATED MODULE: ./src/project/blend/workspace.ts



/** Caches on disk lie two folders deep; a reference to a wrong folder must not list the whole disk. */
const maxDepth = 3;
/**
 * The working directory as the tracer sees it. Names are compared as they are listed, so that capitals count on every
 * system as they do on the farm, and nothing outside is ever looked at. All paths are below the root, with slashes.
 */
class Workspace {
    #root;
    #folders = new Map();
    /** Names by their folded spelling, for folders in which something was not found. */
    #folded = new Map();
    #lists = new Map();
    constructor(root) {
        this.#root = root;
    }
    /** @throws RenderError `settings` when the folder is not there. */
    static async open(root) {
        return new Workspace(await project_files/* ProjectRoot */.Is.open(root));
    }
    /** Absolute, without symbolic links. */
    get root() {
        return this.#root.directory;
    }
    /** The path for the file system. */
    absolute(path) {
        return this.#root.absolute(path);
    }
    /** Looks up a path step by step. It must be normalized: no `.`, no `..`. */
    async lookup(path) {
        let folder = '';
        const steps = path.split('/').filter((step) => step !== '');
        let found = { found: 'folder' };
        for (const [index, step] of steps.entries()) {
            if (found.found === 'outside')
                return found;
            if (found.found !== 'folder')
                return { found: 'nothing' };
            const entries = await this.#entries(folder);
            const type = entries.get(step);
            if (type === undefined) {
                const actual = this.#otherCase(folder, entries, step);
                if (actual === undefined)
                    return { found: 'nothing' };
                const rest = await this.lookup([...steps.slice(0, index), actual, ...steps.slice(index + 1)].join('/'));
                if (rest.found === 'other-case' || rest.found === 'nothing' || rest.found === 'outside')
                    return rest;
                return { found: 'other-case', actual: [folder, actual, ...steps.slice(index + 1)].filter(Boolean).join('/') };
            }
            folder = folder === '' ? step : `${folder}/${step}`;
            found = type === 'link' ? await this.#followLink(folder) : { found: type === 'other' ? 'nothing' : type };
        }
        return found;
    }
    /** Names of what lies in a folder that {@link lookup} found, sub-folders aside; with `isDeep` paths below it. */
    async list(folder, isDeep = false) {
        const key = `${isDeep ? 'deep' : 'flat'} ${folder}`;
        const listed = this.#lists.get(key);
        if (listed)
            return listed;
        const names = [];
        const visit = async (prefix, depth) => {
            for (const [name, type] of await this.#entries((0,external_node_path_.join)(folder, prefix).replaceAll(external_node_path_.sep, '/').replace(/\/$/, ''))) {
                if (type === 'folder') {
                    if (isDeep && depth < maxDepth)
                        await visit(`${prefix}${name}/`, depth + 1);
                }
                else if (type !== 'other') {
                    names.push(prefix + name);
                }
            }
        };
        await visit('', 0);
        this.#lists.set(key, names.sort());
        return names;
    }
    async #followLink(path) {
        try {
            const target = await (0,promises_.realpath)(this.absolute(path));
            if (!this.#root.contains(target))
                return { found: 'outside' };
            const type = await (0,promises_.stat)(target);
            return { found: type.isFile() ? 'file' : type.isDirectory() ? 'folder' : 'nothing' };
        }
        catch {
            // A link to nowhere or to itself.
            return { found: 'nothing' };
        }
    }
    /** A name that looks alike: other capitals, or letters with accents composed in another way. */
    #otherCase(folder, entries, name) {
        const fold = (text) => text.normalize('NFC').toLowerCase();
        let folded = this.#folded.get(folder);
        if (folded === undefined) {
            folded = new Map([...entries.keys()].map((entry) => [fold(entry), entry]));
            this.#folded.set(folder, folded);
        }
        return folded.get(fold(name));
    }
    #entries(folder) {
        let entries = this.#folders.get(folder);
        if (entries === undefined) {
            entries = readEntries(this.absolute(folder));
            this.#folders.set(folder, entries);
        }
        return entries;
    }
}
async function readEntries(folder) {
    const entries = new Map();
    // A folder that may not be read, or vanishes, has nothing in it for us.
    for (const entry of await (0,promises_.readdir)(folder, { withFileTypes: true }).catch(() => [])) {
        const type = entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : entry.isSymbolicLink() ? 'link' : 'other';
        entries.set(entry.name, type);
    }
    return entries;
}

;// CONCATENATED MODULE: ./src/project/blend/trace.ts















/** A library that is named again and again with new data-blocks is read whole after this many times. */
const maxVisits = 8;
const unpackHint = 'In Blender: File > External Data > Unpack Linked Libraries, save, and add the library to the repository.';
/**
 * Finds every file that rendering the .blend `project`, a path below the folder `root`, needs, through all libraries.
 * Reads .blend files and lists folders below `root`, nothing else.
 *
 * Throws missing-file when the project is not there and settings when it cannot be read; what is wrong with the files
 * it names is in `problems`.
 */
async function traceProject(root, project, options = {}) {
    const workspace = await Workspace.open(root);
    const path = await locateProject(workspace, project);
    return new Tracer(workspace, path, options).trace();
}
async function locateProject(workspace, project) {
    const path = project
        .replaceAll('\\', '/')
        .replace(/^(\.\/+)+/, '')
        .replaceAll(/\/{2,}/g, '/');
    const isBelow = path !== '' && !path.startsWith('/') && !path.split('/').includes('..');
    const lookup = isBelow ? await workspace.lookup(path) : { found: 'outside' };
    const name = (0,printable/* printable */.g)(project);
    switch (lookup.found) {
        case 'file':
            return path;
        case 'folder':
            throw new errors/* RenderError */.vH('settings', `${name} is a folder, not a .blend file.`, { file: project });
        case 'outside':
            throw new errors/* RenderError */.vH('settings', `${name} is outside of the working directory.`, { file: project });
        case 'other-case':
            throw new errors/* RenderError */.vH('missing-file', `${name} does not exist; ${(0,printable/* printable */.g)(lookup.actual)} does.`, {
                file: project,
                hint: 'Use the same capitals.',
            });
        case 'nothing':
            throw new errors/* RenderError */.vH('missing-file', `${name} does not exist.`, { file: project });
    }
}
class Tracer {
    #workspace;
    #project;
    #options;
    #frames;
    #files = new TracedFiles();
    #resolver;
    /** Names linked from each library; new ones are in `queue` until its file has been read with them. */
    #linked = new Map();
    #queue = new Set();
    #stamps = new Map();
    /** Libraries within the project, by where they would lie. */
    #packed = new Map();
    constructor(workspace, project, options) {
        this.#workspace = workspace;
        this.#project = project;
        this.#options = options;
        this.#frames = options.frames && [...new Set(options.frames)];
        this.#resolver = new ReferenceResolver(workspace, project, this.#frames, this.#files);
    }
    async trace() {
        const project = this.#project;
        this.#files.add({ path: project, owner: project, dataBlock: 'project', reference: project, kind: 'project' });
        const facts = await this.#open(project, async (blend) => {
            const scene = activeScene(blend);
            const timing = readTiming(blend, scene);
            this.#takePacked(blend);
            await this.#traceFile(blend, project, timing);
            for (const library of this.#queue) {
                this.#queue.delete(library);
                await this.#traceLibrary(library, timing);
            }
            return {
                scene: readSceneFacts(scene, blend.header.version),
                version: formatVersion(blend.header.version),
                compression: blend.compression,
            };
        });
        const { problems, problemsLeftOut } = this.#resolver;
        const files = this.#files.toArray(this.#frames);
        return { project, ...facts, files, problems, problemsLeftOut, stamps: this.#stamps };
    }
    #takePacked(project) {
        for (const library of findPackedLibraries(project)) {
            this.#packed.set(this.#pathOfPacked(library.written, this.#project), { ...library, project });
        }
    }
    /** Where a library would lie if it was not packed, which is what `//` means in it; outside begins with `..`. */
    #pathOfPacked(written, owner) {
        const located = locateWritten(written, folderOf(owner), this.#workspace.root);
        const path = 'path' in located ? located.path : undefined;
        return path ?? `../${written.replace(/^[./\\]+/, '')}`;
    }
    async #traceLibrary(path, timing) {
        const linked = this.#linked.get(path);
        if (linked === undefined)
            return;
        linked.visits++;
        const packed = this.#packed.get(path);
        const traceIt = (blend) => this.#traceFile(blend, path, timing, linked);
        try {
            if (packed)
                await openInnerBlend(packed.project.bytes, packed, path, traceIt, this.#options.signal);
            else
                await this.#open(path, traceIt);
        }
        catch (error) {
            if (!(0,errors/* isRenderError */.LH)(error, 'settings', 'missing-file'))
                throw error;
            if (packed) {
                const { dataBlock, written: reference } = packed;
                const at = { owner: this.#project, dataBlock, reference, referenceKind: 'library' };
                const what = `is packed, and what it needs itself cannot be told: ${error.message}`;
                this.#resolver.report('unreadable', at, what, unpackHint);
                return;
            }
            const named = this.#files.get(path);
            if (named === undefined)
                throw error;
            const { owner, dataBlock, reference } = named;
            const at = { owner, dataBlock, reference, referenceKind: 'library', path };
            this.#resolver.report('unreadable', at, `cannot be used: ${error.message}`, error.hint);
        }
    }
    async #traceFile(blend, path, timing, linked) {
        const isWhole = linked === undefined || linked.visits > maxVisits;
        const groups = isWhole ? blend.groups.filter(isDataBlock) : findReachable(blend, linked.names);
        const isLinkedByName = (group) => linked?.names.has(dataBlockName(blend, group)) ?? false;
        const stem = path.slice(path.lastIndexOf('/') + 1).replace(/\.blend$/i, '');
        for (const reference of findReferences(blend, groups, { stem, timing, isLinkedByName })) {
            this.#options.signal?.throwIfAborted();
            await this.#resolver.resolve(reference, path);
        }
        for (const { names, ...library } of findLibraries(blend, groups)) {
            const pathOfPacked = this.#pathOfPacked(library.written, path);
            if (this.#packed.has(pathOfPacked)) {
                this.#link(pathOfPacked, names);
                continue;
            }
            const target = { type: 'names', names: [library.written] };
            const reference = { kind: 'library', ...library, target };
            const found = await this.#resolver.locate(library.written, reference, path, 'file');
            if (found === undefined)
                continue;
            await this.#resolver.resolve(reference, path);
            this.#link(found, names);
        }
    }
    #link(path, names) {
        // The project itself is read whole, also when a library links back to it.
        if (path === this.#project)
            return;
        const linked = this.#linked.get(path) ?? { names: new Set(), visits: 0 };
        this.#linked.set(path, linked);
        const isNew = linked.visits === 0 || [...names].some((name) => !linked.names.has(name));
        for (const name of names)
            linked.names.add(name);
        if (isNew && linked.visits <= maxVisits)
            this.#queue.add(path);
    }
    async #open(path, use) {
        this.#options.signal?.throwIfAborted();
        const absolutePath = this.#workspace.absolute(path);
        if (!this.#stamps.has(path)) {
            // One that is not there is told when it is opened.
            const found = await (0,promises_.stat)(absolutePath, { bigint: true }).catch(() => undefined);
            if (found !== undefined)
                this.#stamps.set(path, (0,project_files/* stampOf */.Zs)(found));
        }
        return await openBlend(absolutePath, path, use, this.#options.signal);
    }
}

// EXTERNAL MODULE: ./src/project/frames.ts
var project_frames = __webpack_require__(25167);
// EXTERNAL MODULE: ./node_modules/picomatch/index.js
var picomatch = __webpack_require__(14006);
var picomatch_default = /*#__PURE__*/__webpack_require__.n(picomatch);
;// CONCATENATED MODULE: ./src/project/glob-folders.ts




/** More than any project has; stops what links make endless. */
const maxEntries = 1_000_000;
/**
 * The folders that fast-glob looks into. Links to folders are followed as long as they stay inside the root and do not
 * lead in a circle, which fast-glob by itself would follow until path names get too long. A link that is broken or leads
 * outside counts as a file, for whoever looks at it to say so.
 * @param isSkipped leaves out files and whole folders.
 */
function createGlobFolders(root, isSkipped) {
    let seen = 0;
    const realFolders = new Map();
    const realFolder = (path) => {
        const known = realFolders.get(path) ?? findFolder(root, path);
        realFolders.set(path, known);
        return known;
    };
    const list = async (folder) => {
        const entries = [];
        // The folder that a pattern begins with may be a link, too.
        if (folder !== root.directory && (await realFolder(folder)) === undefined)
            return entries;
        for (const entry of await readFolder(folder)) {
            const path = `${folder}/${entry.name}`;
            if (isSkipped(root.relative(path) ?? entry.name))
                continue;
            if (++seen > maxEntries) {
                throw new errors/* RenderError */.vH('settings', `dependencies: there are more than ${maxEntries} files to look at.`, {
                    hint: 'Use narrower patterns, or look for links that lead in circles.',
                });
            }
            if (!entry.isSymbolicLink())
                entries.push(entry);
            else if ((await realFolder(path)) === undefined)
                entries.push(settled(entry, 'file'));
            else if (!(await leadsInCircle(path)))
                entries.push(settled(entry, 'folder'));
        }
        return entries;
    };
    /** Whether a folder is, under another name, one of those it lies in. */
    const leadsInCircle = async (path) => {
        const real = await realFolder(path);
        for (let above = (0,external_node_path_.dirname)(path); above.length > root.directory.length; above = (0,external_node_path_.dirname)(above)) {
            if ((await realFolder(above)) === real)
                return true;
        }
        return real === root.directory;
    };
    const answer = (folder, _options, done) => {
        list(folder).then((entries) => {
            done(null, entries);
        }, (error) => {
            done(error, []);
        });
    };
    return { readdir: answer };
}
async function readFolder(folder) {
    try {
        return await (0,promises_.readdir)(folder, { withFileTypes: true });
    }
    catch (cause) {
        const { code } = cause;
        if (code === 'ENOENT' || code === 'ENOTDIR')
            return [];
        throw new errors/* RenderError */.vH('missing-file', `The folder ${(0,printable/* printable */.g)(folder)} cannot be read.`, { cause });
    }
}
/** The real path of a folder inside the root, undefined for anything else. */
async function findFolder(root, path) {
    try {
        const real = await (0,promises_.realpath)(path);
        return root.contains(real) && (await (0,promises_.stat)(real)).isDirectory() ? real : undefined;
    }
    catch {
        return undefined;
    }
}
/** A link as what it leads to, so that nobody has to follow it again. */
function settled(link, kind) {
    return Object.assign(Object.create(link), {
        name: link.name,
        isSymbolicLink: () => false,
        isFile: () => kind === 'file',
        isDirectory: () => kind === 'folder',
    });
}

;// CONCATENATED MODULE: ./src/project/globs.ts




/** Sorts the `dependencies` setting. @throws RenderError `settings` for a pattern that cannot stay inside the root. */
function parseDependencies(lines) {
    const dependencies = { auto: false, globs: [], excludes: [] };
    for (const line of lines) {
        if (line === 'auto')
            dependencies.auto = true;
        else if (line.startsWith('!'))
            dependencies.excludes.push(checkPattern(line.slice(1).trim()));
        else
            dependencies.globs.push(checkPattern(line));
    }
    return dependencies;
}
function checkPattern(text) {
    const pattern = text.replace(/^(\.\/)+/, '');
    const wrong = (why, hint) => new errors/* RenderError */.vH('settings', `dependencies "${(0,printable/* printable */.g)(text)}" ${why}.`, { hint });
    if (pattern === '')
        throw wrong('is empty', 'Write a pattern such as textures/**.');
    if (pattern.includes('\\'))
        throw wrong('has a backslash', 'Separate folders with / on every system.');
    if (/^(\/|[a-z]:)/i.test(pattern))
        throw wrong('is absolute', 'Write it relative to working-directory.');
    if (pattern.split('/').includes('..'))
        throw wrong('leaves working-directory', 'Widen working-directory instead.');
    return pattern;
}
/**
 * Finds the files that `pattern` names, or that are called just so. `####` stands for a frame number padded with zeros to
 * that width; each file it matches belongs to that frame alone.
 * @param isSkipped leaves out files and whole folders.
 */
async function expandGlob(root, pattern, isSkipped) {
    const { default: glob } = await __webpack_require__.e(/* import() */ 648).then(__webpack_require__.t.bind(__webpack_require__, 25648, 23));
    // A pattern may also be a file's plain name, brackets and all.
    const patterns = pattern.includes('#') ? pattern.replace(/#+/g, '+([0-9])') : [pattern, glob.escapePath(pattern)];
    const found = await glob(patterns, { cwd: root.directory, fs: createGlobFolders(root, isSkipped) });
    // A plain name is looked up without a look into its folder.
    const paths = found.filter((path) => !isSkipped(path));
    if (!pattern.includes('#'))
        return paths.sort().map((path) => ({ path }));
    const byFrame = new Map();
    const belongsTo = (path, frame) => {
        let matches = byFrame.get(frame);
        if (matches === undefined) {
            matches = matcher(pattern.replace(/#+/g, (hashes) => String(frame).padStart(hashes.length, '0')));
            byFrame.set(frame, matches);
        }
        return matches(path);
    };
    return paths.sort().flatMap((path) => framesIn(path)
        .filter((frame) => belongsTo(path, frame))
        .map((frame) => ({ path, frame })));
}
/** The numbers in a path that could be its frame. */
function framesIn(path) {
    return [...new Set((path.match(/\d+/g) ?? []).map(Number))].filter(Number.isSafeInteger);
}
/** Matches a pattern, and what is called exactly that (`wood [1].png`). */
function matcher(pattern, options) {
    const matches = picomatch_default()(pattern, options);
    return (path) => path === pattern || matches(path);
}
/** Says whether the `!` patterns remove a path: by name, by pattern, or with a folder above it. */
function excluder(excludes) {
    const matchers = excludes
        .flatMap((pattern) => [pattern, `${pattern}/**`])
        .map((pattern) => matcher(pattern, { dot: true }));
    return (path) => matchers.some((matches) => matches(path));
}

;// CONCATENATED MODULE: ./src/project/inventory.ts






/**
 * Finds the project's files: those that were traced and those that globs add, less what `!` removes.
 * @param ignored folders that no glob looks into.
 * @param traced files that the .blend names, found by the tracer.
 * @throws RenderError `missing-file` when a file is not there, or another than was traced.
 */
async function takeInventory(root, project, dependencies, ignored, traced) {
    const { globs, excludes } = parseDependencies(dependencies);
    const problems = [];
    const needed = new Map([[project, [{ path: project }]]]);
    const add = (file) => {
        const list = needed.get(file.path);
        if (list === undefined)
            needed.set(file.path, [file]);
        else
            list.push(file);
    };
    const isExcluded = excluder(excludes);
    const isIgnored = (path) => ignored.some((folder) => path === folder || path.startsWith(`${folder}/`));
    for (const file of traced)
        if (!isExcluded(file.path))
            add(file);
    for (const pattern of globs) {
        const found = await expandGlob(root, pattern, (path) => isIgnored(path) || isExcluded(path));
        if (found.length === 0) {
            const hint = `Correct the pattern, or remove it from dependencies; it is relative to working-directory.`;
            problems.push({ message: `dependencies: "${(0,printable/* printable */.g)(pattern)}" names no file.`, hint, file: project });
        }
        for (const { path, frame } of found)
            add(frame === undefined ? { path } : { path, neededBy: (f) => f === frame });
    }
    const files = new Map();
    for (const [path, reasons] of needed) {
        const file = await root.look(path);
        if (reasons.some(({ stamp }) => stamp !== undefined && stamp !== file.stamp))
            throw (0,project_files/* changedFile */.Ne)(path);
        files.set(path, file);
    }
    problems.push(...(await findPointers([...files.values()])));
    return {
        project,
        files: [...files.values()],
        problems,
        filesFor: (frame) => [...files.values()].filter(({ path }) => isNeeded(needed.get(path) ?? [], frame)),
    };
}
/** Git LFS checks out files of this size and start where it was not asked for the files themselves. */
const maxPointerBytes = 1024;
const pointerStart = 'version https://git-lfs.github.com/spec/';
async function findPointers(files) {
    const problems = [];
    for (const { path, absolutePath, sizeBytes } of files) {
        if (sizeBytes > maxPointerBytes || !(await (0,promises_.readFile)(absolutePath, 'latin1')).startsWith(pointerStart))
            continue;
        const hint = 'Check the files out with Git LFS: `lfs: true` for actions/checkout, or git lfs pull.';
        problems.push({ message: `${(0,printable/* printable */.g)(path)} is a Git LFS pointer, not the file.`, hint, file: path });
    }
    return problems;
}
function isNeeded(reasons, frame) {
    return reasons.some(({ neededBy }) => neededBy === undefined || neededBy(frame));
}
/** The .blend's path below the root. @throws RenderError `settings` or `missing-file`. */
async function findProject(root, setting) {
    const path = await root.locate((0,external_node_path_.resolve)(root.directory, setting));
    if (path === undefined) {
        throw new errors/* RenderError */.vH('settings', `project "${(0,printable/* printable */.g)(setting)}" lies outside working-directory.`, {
            hint: 'Set working-directory to a folder that holds the .blend and everything it needs.',
        });
    }
    await root.look(path);
    return path;
}

// EXTERNAL MODULE: ./src/task/plan.ts
var task_plan = __webpack_require__(60762);
;// CONCATENATED MODULE: ./src/plan.ts












/** Finds the project, its files and frames, and says what would make the pictures wrong. Nothing is sent. */
async function planRun(settings, host, root) {
    const { log } = host;
    const project = await findProject(root, settings.project);
    const { stamp } = await root.look(project);
    const scene = await readScene(root.absolute(project), project);
    checkScene(scene, project);
    const numbers = (0,project_frames/* chooseFrames */.OH)(settings.frames, scene);
    log.info(`Project: ${(0,printable/* printable */.g)(project)} (saved by Blender ${scene.version})`);
    log.info(`Scene:   ${describeScene(scene)}`);
    log.info(`Frames:  ${(0,frame_ranges/* formatFrames */.I9)(numbers)} (${numbers.length})`);
    const { auto } = parseDependencies(settings.dependencies);
    const trace = auto
        ? await traceProject(root.directory, project, { frames: numbers, signal: host.cancelled })
        : undefined;
    const output = root.relative((0,external_node_path_.resolve)(root.directory, settings.outputDirectory));
    const traced = [{ path: project, stamp }, ...(trace === undefined ? [] : neededFiles(trace))];
    const ignored = output === undefined ? [] : [output];
    const inventory = await takeInventory(root, project, settings.dependencies, ignored, traced);
    const sizeBytes = inventory.files.reduce((sum, file) => sum + file.sizeBytes, 0);
    log.info(`Files:   ${inventory.files.length} (${(0,quantities/* formatBytes */.z3)(sizeBytes)})${auto ? '' : ', not traced: dependencies has no auto'}`);
    if (trace !== undefined) {
        const contents = new Map(inventory.files.map((file) => [file.path, file]));
        for (const line of formatDependencyTree(trace, contents).trimEnd().split('\n'))
            log.info(`  ${line}`);
    }
    reportProblems([...(trace === undefined ? [] : listProblems(trace)), ...inventory.problems], settings.missing, host);
    const { seed, agents, compositing } = settings;
    const configuration = { samples: settings.samples ?? scene.samples, seed, agents, compositing };
    const frames = numbers.map((frame) => ({
        frame,
        files: inventory.filesFor(frame),
        config: (0,task_plan/* planConfig */.G2)(project, frame, configuration),
    }));
    return { project, scene, configuration, frames };
}
/** What the farm could not render, said before it tries. @throws RenderError `settings`. */
function checkScene({ engine, camera, name }, project) {
    if (engine !== 'CYCLES') {
        throw new errors/* RenderError */.vH('settings', `The scene "${(0,printable/* printable */.g)(name, 80)}" uses ${(0,printable/* printable */.g)(engine, 80)}; BlendNet renders with Cycles.`, {
            file: project,
            hint: 'In Blender: Render Properties > Render Engine > Cycles, then save.',
        });
    }
    if (!camera) {
        throw new errors/* RenderError */.vH('settings', `The scene "${(0,printable/* printable */.g)(name, 80)}" has no camera.`, {
            file: project,
            hint: 'In Blender: Add > Camera, then View > Cameras > Set Active Object as Camera, and save.',
        });
    }
}
function describeScene(scene) {
    const { name, engine, width, height, samples, samplesByDefault, fileFormat, compositing } = scene;
    const facts = [
        (0,printable/* printable */.g)(engine, 40),
        `${width}×${height}`,
        // Slow, and seldom what anybody wants: worth a word.
        `${samples ?? 'no'} samples${samplesByDefault ? " (Blender's default)" : ''}`,
        fileFormat,
        compositing ? 'compositor' : 'no compositor',
    ];
    return `${(0,printable/* printable */.g)(name, 80)} (${facts.join(', ')})`;
}
function neededFiles(trace) {
    return trace.files.map(({ path, frames }) => {
        const stamp = trace.stamps.get(path);
        if (frames === undefined)
            return { path, stamp };
        const needing = new Set(frames);
        return { path, stamp, neededBy: (frame) => needing.has(frame) };
    });
}
function listProblems({ project, problems, problemsLeftOut }) {
    const listed = problems.map(({ message, hint, owner }) => ({ message, hint, file: owner }));
    if (problemsLeftOut === 0)
        return listed;
    const message = `${problemsLeftOut} more references of the project lead to no file that can be sent.`;
    return [...listed, { message, hint: 'Correct what is said of the others first.', file: project }];
}
/** Remarks of one level; the rest is in the log. */
const maxRemarks = 8;
/** Says every problem at once, before a byte is sent. @throws RenderError `missing-file` when problems are errors. */
function reportProblems(problems, missing, host) {
    if (problems.length === 0 || missing === 'ignore')
        return;
    const level = missing === 'error' ? 'error' : 'warning';
    for (const [index, { message, hint, file }] of problems.entries()) {
        if (index < maxRemarks)
            host.annotate({ level, title: 'Project file', message: `${message} ${hint}`, file });
        else
            host.log.info(`${level}: ${message}`);
    }
    if (missing === 'warn')
        return;
    const several = problems.length === 1 ? 'A file' : `${problems.length} files`;
    throw new errors/* RenderError */.vH('missing-file', `${several} of the project cannot be sent as the .blend needs them.`, {
        hint: 'Correct what is said above, or set missing: warn to render all the same.',
    });
}

// EXTERNAL MODULE: ./src/report/frame-state.ts
var frame_state = __webpack_require__(74011);
;// CONCATENATED MODULE: ./src/report/differences.ts



/** One remark for each frame that differs from its baseline, with the reasons. */
function describeDifferences(frames) {
    return frames.flatMap(({ frame, pictures }) => {
        const reasons = pictures.flatMap(({ kind, comparison }) => comparison !== undefined && (0,frame_state/* needsReview */.mF)(comparison.verdict) ? [`${kind}: ${comparison.reason}`] : []);
        return reasons.length === 0
            ? []
            : [{ title: `Frame ${frame} differs from its baseline`, message: reasons.join(' ') }];
    });
}
/** One remark for all frames that nothing could be compared with. */
function describeUnknown(frames) {
    const unknown = framesHaving(frames, isNew);
    if (unknown.length === 0)
        return [];
    const [noun, verb, them] = unknown.length === 1 ? ['Frame', 'has', 'it'] : ['Frames', 'have', 'them'];
    return [
        {
            title: `${noun} ${(0,frame_ranges/* formatFrames */.I9)(unknown, frame_ranges/* fewRanges */.rQ)} ${verb} no baseline`,
            message: `Look at the report, and approve ${them}: blendnet-render approve --help.`,
        },
    ];
}
function framesHaving(frames, matches) {
    return frames
        .filter(({ pictures }) => pictures.some(({ comparison }) => comparison !== undefined && matches(comparison.verdict)))
        .map(({ frame }) => frame);
}
function isNew(verdict) {
    return verdict === 'new';
}
/** What the differences do to the run: an error, or nothing. */
function summarizeDifferences(frames, policy) {
    const differing = policy.onDifference === 'fail' ? framesHaving(frames, frame_state/* needsReview */.mF) : [];
    if (differing.length > 0) {
        return new errors/* RenderError */.vH('different', `${differing.length} of ${frames.length} frames differ from their baselines: ${(0,frame_ranges/* formatFrames */.I9)(differing, frame_ranges/* fewRanges */.rQ)}.`, {
            hint: 'Look at the report. When the change is wanted, approve it: blendnet-render approve --help.',
        });
    }
    const unknown = policy.requireBaseline ? framesHaving(frames, isNew) : [];
    if (unknown.length === 0)
        return undefined;
    return new errors/* RenderError */.vH('different', `${unknown.length} of ${frames.length} frames have no baseline: ${(0,frame_ranges/* formatFrames */.I9)(unknown, frame_ranges/* fewRanges */.rQ)}.`, {
        hint: 'Approve them (blendnet-render approve --help), or drop require-baseline.',
    });
}

;// CONCATENATED MODULE: ./src/report/failures.ts


/** Folds same failures: ten frames that fail for one reason are one remark. Most frames first. */
function describeFailures(frames) {
    return foldFailures(frames).map(({ error, frames: numbers }) => ({
        title: `Frame${numbers.length === 1 ? '' : 's'} ${(0,frame_ranges/* formatFrames */.I9)(numbers, frame_ranges/* fewRanges */.rQ)} ${error.kind === 'cancelled' ? 'cancelled' : 'failed'}`,
        message: error.hint === undefined ? error.message : `${error.message} ${error.hint}`,
    }));
}
/**
 * What the run as a whole fails with: why it was stopped, or the failure of most frames; undefined when all is well. A run
 * that was stopped because a frame failed fails with that frame's failure.
 */
function summarizeFailures(frames, stopped) {
    const byFrame = (0,errors/* isRenderError */.LH)(stopped?.cause) && stopped.kind === 'cancelled';
    if (stopped !== undefined && !byFrame)
        return stopped;
    const folded = foldFailures(frames).filter(({ error }) => !byFrame || error.kind !== 'cancelled');
    const worst = folded[0];
    if (worst === undefined)
        return stopped;
    const failed = folded.reduce((sum, failure) => sum + failure.frames.length, 0);
    return new errors/* RenderError */.vH(worst.error.kind, `${failed} of ${frames.length} frames failed; frame${worst.frames.length === 1 ? '' : 's'} ${(0,frame_ranges/* formatFrames */.I9)(worst.frames, frame_ranges/* fewRanges */.rQ)}: ${worst.error.message}`, worst.error.hint === undefined ? {} : { hint: worst.error.hint });
}
function foldFailures(frames) {
    const folded = new Map();
    for (const { frame, error } of frames) {
        if (error === undefined)
            continue;
        // Frames, tasks and checksums differ where the failure is the same.
        const id = `${error.kind} ${error.message.replace(/[0-9a-f]{16,}|\d+/g, '0')}`;
        const failure = folded.get(id);
        if (failure === undefined)
            folded.set(id, { error, frames: [frame] });
        else
            failure.frames.push(frame);
    }
    return [...folded.values()].sort((a, b) => b.frames.length - a.frames.length);
}

// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
;// CONCATENATED MODULE: ./src/report-file.ts



/** Writes the report page to a file; nobody ever sees half of it, and nothing is left of one that failed. */
async function writeReportFile(path, report) {
    const { writeReport } = await __webpack_require__.e(/* import() */ 741).then(__webpack_require__.bind(__webpack_require__, 47741));
    const partial = `${path}.${(0,external_node_crypto_.randomBytes)(4).toString('hex')}.part`;
    const handle = await (0,promises_.open)(partial, 'wx');
    const stream = handle.createWriteStream();
    try {
        await writeReport(report, stream);
        await (0,external_node_stream_promises_.finished)(stream.end());
        await (0,promises_.rename)(partial, path);
    }
    catch (error) {
        stream.destroy();
        await (0,promises_.rm)(partial, { force: true });
        throw error;
    }
}

// EXTERNAL MODULE: ./src/report/history.ts
var report_history = __webpack_require__(34518);
// EXTERNAL MODULE: ./src/report/manifest.ts
var manifest = __webpack_require__(77333);
;// CONCATENATED MODULE: ./src/report/decisive.ts
/** The figures of the layer that decides about a picture, which need not be the main one. */
function decisiveMetrics({ metrics, layers, decisiveLayer }) {
    return layers.find(({ name }) => name === decisiveLayer)?.metrics ?? metrics;
}

// EXTERNAL MODULE: ./src/report/https-url.ts
var https_url = __webpack_require__(34015);
;// CONCATENATED MODULE: ./src/report/markdown.ts


/**
 * Text from outside as markdown that shows exactly this text: every ASCII punctuation mark is escaped, which also keeps
 * GitHub from making tags, table cells, links out of bare addresses, or mentions of it.
 */
function escapeMarkdown(text, maxLength) {
    // GitHub finds mentions in the finished text, where the backslash is gone: a zero-width space breaks them.
    return (0,printable/* printable */.g)(text, maxLength)
        .replace(/[!-/:-@[-`{-~]/g, '\\$&')
        .replaceAll('\\@', '\\@\u200b');
}
/** A link, or only its text when `url` is not an https address. */
function formatLink(text, url) {
    const target = (0,https_url/* httpsUrl */.N)(url);
    // What could end the destination, or the table cell around it.
    const escaped = target?.replace(/[()<>\\|`]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
    return escaped === undefined ? escapeMarkdown(text) : `[${escapeMarkdown(text)}](${escaped})`;
}
/** A table row from cells that are markdown already. */
function formatRow(cells) {
    return `| ${cells.join(' | ')} |`;
}

;// CONCATENATED MODULE: ./src/report/frame-table.ts




/** The frames, those to review first: `maxRows` of them open, the rest folded, and no more than fits `maxBytes`. */
function formatFrameTable(frames, maxRows, maxBytes) {
    const compared = frames.some(({ pictures }) => pictures.some(({ comparison }) => comparison));
    const columns = ['Frame', 'State', 'Samples', 'Time', ...(compared ? ['Mean', 'Max', 'PSNR', 'Failing', 'Why'] : [])];
    const head = [formatRow(columns), formatRow(columns.map(() => '---'))];
    const sorted = frames
        .map((frame) => ({ frame, severity: (0,frame_state/* severityOf */.xJ)((0,frame_state/* stateOf */.L4)(frame)) }))
        .sort((a, b) => a.severity - b.severity || a.frame.frame - b.frame.frame);
    const rows = [];
    let sizeBytes = 2 * Buffer.byteLength(head.join('\n'));
    for (const { frame } of sorted) {
        const row = frameRow(frame, compared);
        sizeBytes += Buffer.byteLength(row) + 1;
        if (sizeBytes > maxBytes)
            break;
        rows.push(row);
    }
    const open = rows.slice(0, maxRows);
    const folded = rows.slice(maxRows);
    const lines = open.length > 0 ? ['### Frames', '', ...head, ...open] : [];
    if (folded.length > 0) {
        const title = `${(0,quantities/* formatCount */.B4)(folded.length, 'more frame')}: ${stateNames(sorted.slice(maxRows, rows.length))}`;
        lines.push('', `<details><summary>${title}</summary>`, '', ...head, ...folded, '', '</details>');
    }
    const omitted = frames.length - rows.length;
    if (omitted > 0)
        lines.push('', `${(0,quantities/* formatCount */.B4)(omitted, 'frame')} not listed: GitHub limits the size of a summary.`);
    return lines.join('\n');
}
function stateNames(frames) {
    const counts = (0,frame_state/* countStates */.c0)(frames.map(({ frame }) => frame));
    return counts.map(([state, count]) => `${count} ${frame_state/* stateTitles */.PB[state].toLowerCase()}`).join(', ');
}
function frameRow(frame, compared) {
    const state = (0,frame_state/* stateOf */.L4)(frame);
    const title = frame.outcome === 'reused' && state !== 'reused' ? `${frame_state/* stateTitles */.PB[state]}, reused` : frame_state/* stateTitles */.PB[state];
    const cells = [`${frame.frame}`, title, (0,quantities/* formatInteger */.Sm)(frame.samples), (0,quantities/* formatDuration */.a3)(frame.durationMs)];
    if (!compared)
        return formatRow(cells);
    const comparison = (0,frame_state/* decidingPictureOf */.t8)(frame)?.comparison;
    const { mean, max, psnr, failing, nonFinite = 0 } = (comparison && decisiveMetrics(comparison)) ?? {};
    const why = comparison && comparison.verdict !== 'same' ? `${comparison.kind}: ${comparison.reason}` : '';
    const largest = nonFinite === 0 ? (0,quantities/* formatError */.Wk)(max) : `${(0,quantities/* formatError */.Wk)(max)}, ${(0,quantities/* formatInteger */.Sm)(nonFinite)} NaN or infinite`;
    const metrics = [(0,quantities/* formatError */.Wk)(mean), largest, (0,quantities/* formatPsnr */.bK)(psnr), (0,quantities/* formatShare */.T1)(failing)];
    return formatRow([...cells, ...metrics, escapeMarkdown(why, 300)]);
}

;// CONCATENATED MODULE: ./src/report/summary.ts







const maxFailures = 20;
const maxArtifacts = 50;
/** What is kept free for the lines that say what was left out. */
const reservedBytes = 500;
/** The run as GitHub's job summary: markdown that never exceeds `maxBytes`, whatever the run has to tell. */
function formatSummary(report, links, policy, limits = {}) {
    const { maxRows = 50, maxBytes = 1_000_000 } = limits;
    const head = [heading(report, policy), facts(report), linkLine(links), failures(report.frames)]
        .filter(Boolean)
        .join('\n\n');
    const left = maxBytes - Buffer.byteLength(head) - reservedBytes;
    return `${head}\n\n${formatFrameTable(report.frames, maxRows, left)}`.trimEnd() + '\n';
}
function heading({ project, frames, commit }, policy) {
    const title = `## ${markOf(frames, policy)} ${(0,frame_state/* formatOutcome */.ke)(frames)}`;
    const source = commit ? ` at ${formatLink(commit.sha.slice(0, 10), commit.url)}` : '';
    return `${title}\n\n**${escapeMarkdown(project)}**${source}`;
}
/** Whether the frames fail the run, as publish() decides it, and else whether somebody has to look at some. */
function markOf(frames, policy) {
    const failed = frames.some(({ outcome }) => outcome === 'failed' || outcome === 'cancelled');
    if (failed || summarizeDifferences(frames, policy) !== undefined)
        return '❌';
    return frames.some((frame) => (0,frame_state/* needsReview */.mF)((0,frame_state/* stateOf */.L4)(frame))) ? '⚠️' : '✅';
}
function facts({ farm, configuration, durationMs, upload }) {
    const { samples, seed, compositing } = configuration;
    const rows = [
        ['Farm', escapeMarkdown(farm.managerUrl)],
        ['Blender', escapeMarkdown(farm.blenderVersion ?? 'unknown')],
        ['Agents', (0,quantities/* formatInteger */.Sm)(farm.activeAgents)],
        ['Samples', samples === undefined ? "the project's" : (0,quantities/* formatInteger */.Sm)(samples)],
        ['Seed', (0,quantities/* formatInteger */.Sm)(seed)],
        ['Compositing', compositing ? 'on' : 'off'],
        ['Time', (0,quantities/* formatDuration */.a3)(durationMs)],
        ['Sent', `${(0,quantities/* formatCount */.B4)(upload.filesSent, 'file')}, ${(0,quantities/* formatBytes */.z3)(upload.bytesSent)}`],
        ['Skipped, the farm had them', `${(0,quantities/* formatCount */.B4)(upload.filesKnown, 'file')}, ${(0,quantities/* formatBytes */.z3)(upload.bytesKnown)}`],
    ];
    return [
        formatRow(rows.map(([name]) => name)),
        formatRow(rows.map(() => '---')),
        formatRow(rows.map(([, value]) => value)),
    ].join('\n');
}
function linkLine({ reportUrl, artifacts }) {
    const report = reportUrl === undefined ? [] : [`**${formatLink('Open the report', reportUrl)}**`];
    const listed = artifacts.slice(0, maxArtifacts).map(({ name, url }) => formatLink(name, url));
    if (artifacts.length > maxArtifacts)
        listed.push(`${artifacts.length - maxArtifacts} more`);
    return [...report, ...(listed.length > 0 ? [`Artifacts: ${listed.join(', ')}`] : [])].join(' · ');
}
/** One line for all frames that failed in the same way: a farm without a texture fails every frame alike. */
function failures(frames) {
    const groups = new Map();
    for (const { frame, error } of frames) {
        if (!error)
            continue;
        // Alike is what reads alike: the texts are escaped and cut first.
        const { kind } = error;
        const message = escapeMarkdown(error.message);
        const hint = escapeMarkdown(error.hint ?? '');
        const key = JSON.stringify([kind, message, hint]);
        const group = groups.get(key) ?? { title: errors/* failureKinds */.cV[kind].title, message, hint, frames: [] };
        group.frames.push(frame);
        groups.set(key, group);
    }
    if (groups.size === 0)
        return '';
    const largestFirst = [...groups.values()].sort((a, b) => b.frames.length - a.frames.length);
    const lines = largestFirst.slice(0, maxFailures).map(({ title, message, hint, frames }) => {
        const noun = frames.length === 1 ? 'frame' : 'frames';
        const advice = hint === '' ? '' : `<br>${hint}`;
        return `- ${noun} ${escapeMarkdown((0,frame_ranges/* formatFrames */.I9)(frames), 300)}: **${title}**: ${message}${advice}`;
    });
    if (groups.size > maxFailures)
        lines.push(`- and ${groups.size - maxFailures} other messages`);
    return ['### Failures', '', ...lines].join('\n');
}

;// CONCATENATED MODULE: ./src/run-history.ts





/**
 * Writes `history.json`: what the file of the setting `history` tells of earlier runs, and this run.
 * @returns the earlier runs for the report; undefined when no history is kept
 */
async function keepHistory(run, report) {
    const { settings, root, outputDirectory, host } = run;
    if (settings.history === undefined)
        return undefined;
    const earlier = await readHistory((0,external_node_path_.resolve)(root.directory, settings.history), host.log);
    if (report.frames.length > report_history/* maxHistoryFrames */.J8) {
        host.log.warning(`history: only the first ${report_history/* maxHistoryFrames */.J8} of ${report.frames.length} frames are kept`);
    }
    await (0,whole_files/* writeWhole */.f8)((0,external_node_path_.join)(outputDirectory, report_history/* historyFile */.p2), (0,report_history/* formatHistory */.As)(earlier, report));
    return earlier;
}
/** Curves over time are no reason to fail a run: a history that is lost or broken is started anew. */
async function readHistory(path, log) {
    try {
        return (0,report_history/* parseHistory */.i6)(await (0,whole_files/* readBounded */.CB)(path, report_history/* maxHistoryBytes */.ur));
    }
    catch (error) {
        if ((0,whole_files/* isNotThere */.kN)(error)) {
            log.info(`History: ${(0,printable/* printable */.g)(path)} is not there yet`);
        }
        else {
            log.warning(`history: ${(0,printable/* printable */.g)(path)} cannot be used, starting anew: ${(0,printable/* printable */.g)((0,errors/* messageOf */.bD)(error))}`);
        }
        return [];
    }
}

;// CONCATENATED MODULE: ./src/store-artifacts.ts




/** Stores the results and the report as artifacts, where there is a service for them. */
async function storeArtifacts(run, records, logs, reportFile) {
    const { settings, host } = run;
    const stored = { artifacts: [], refused: [] };
    const store = await host.artifacts();
    if (store === undefined)
        return stored;
    const { compressionLevel, retentionDays } = settings;
    const options = { compressionLevel, ...(retentionDays === undefined ? {} : { retentionDays }) };
    const attempt = async (storing) => {
        try {
            const artifact = await storing;
            host.log.info(`Artifact: ${artifact.name}${artifact.url === undefined ? '' : ` ${artifact.url}`}`);
            return artifact;
        }
        catch (error) {
            if (!(0,errors/* isRenderError */.LH)(error))
                throw error;
            stored.refused.push(error);
            return undefined;
        }
    };
    for (const { name, files } of listArtifacts(run, records, logs)) {
        const artifact = await attempt(store.store(name, files, run.outputDirectory, options));
        if (artifact !== undefined)
            stored.artifacts.push(artifact);
    }
    const page = await attempt(store.storeFile(reportFile, options));
    return { ...stored, ...(page && { page }) };
}
/** One artifact per kind; manifest and history go into each, so that any of them can be what a later run starts from. */
function listArtifacts({ settings, outputDirectory }, records, logs) {
    const results = records.flatMap((record) => record.results);
    const about = settings.history === undefined ? [manifest/* manifestFile */.YE] : [manifest/* manifestFile */.YE, report_history/* historyFile */.p2];
    const withLogs = settings.results.includes('render') ? 'render' : settings.results.at(-1);
    return settings.results.flatMap((kind) => {
        const files = results.filter((result) => result.kind === kind).map((result) => result.file);
        if (kind === withLogs)
            files.push(...logs);
        const paths = [...files, ...about].map((file) => (0,external_node_path_.join)(outputDirectory, file));
        return files.length === 0 ? [] : [{ name: `${settings.artifactName}-${kind}`, files: paths }];
    });
}

;// CONCATENATED MODULE: ./src/picture-report.ts

const thumbnailWidth = 480;
/**
 * The pictures of one frame for the report. Threads read and decode them when the page gets to them, one at a time. The
 * one that people look at is shown in any case, the others only when they say something new: a multilayer EXR is large.
 */
function describePictures(pictures, pool) {
    const main = ['compose', 'render', 'preview'].find((kind) => pictures.some((picture) => picture.kind === kind));
    return pictures.map(({ kind, name, path, compared }) => ({
        kind,
        file: name,
        ...(compared === undefined ? {} : { comparison: compared.comparison }),
        ...(kind === main && path !== undefined
            ? { readThumbnail: () => pool.display({ file: path, maxWidth: thumbnailWidth }) }
            : {}),
        ...(kind === main || isChanged(compared) ? readersOf(path, compared, pool) : {}),
    }));
}
function readersOf(path, { baselineFile, candidateFile, comparison } = {}, pool) {
    const readCandidate = path === undefined ? {} : { readCandidate: () => pool.display({ file: path }) };
    if (baselineFile === undefined || comparison === undefined)
        return readCandidate;
    const readBaseline = { readBaseline: () => pool.display({ file: baselineFile }) };
    if (candidateFile === undefined)
        return { ...readCandidate, ...readBaseline };
    const { regions, decisiveLayer } = comparison;
    const layer = decisiveLayer === undefined ? {} : { decisiveLayer };
    const difference = { baselineFile, candidateFile, regions, ...layer };
    return { ...readCandidate, ...readBaseline, readDifference: () => pool.drawDifference(difference) };
}
function isChanged(compared) {
    return compared !== undefined && (0,frame_state/* needsReview */.mF)(compared.comparison.verdict);
}

;// CONCATENATED MODULE: ./src/run-report.ts


/** Turns what a run did into what the summary, the report and the manifest tell. */
function describeRun(run, end, pool) {
    const { farm, plan, host, outputDirectory } = run;
    const { frames, comparisons, startedAt } = end;
    const { filesSent, bytesSent, filesKnown, bytesKnown } = frames.upload;
    const { samples, seed, compositing } = plan.configuration;
    const report = {
        project: plan.project,
        startedAt: startedAt.toISOString(),
        durationMs: Date.now() - startedAt.getTime(),
        farm: { managerUrl: farm.name, blenderVersion: farm.blenderVersion, activeAgents: farm.activeAgents },
        configuration: { ...(samples === undefined ? {} : { samples }), seed, compositing },
        upload: { filesSent, bytesSent, filesKnown, bytesKnown },
        frames: frames.ends.map((frame) => describeFrame(frame, picturesOf(frame, comparisons, pool, outputDirectory), (text) => host.redact(text))),
        ...(host.commit === undefined ? {} : { commit: host.commit }),
    };
    return { report, records: frames.ends.map(recordFrame) };
}
function describeFrame(end, pictures, redact) {
    const { frame } = end;
    if ('failed' in end) {
        const { failure, diagnosis } = end.failed;
        const { kind, message, hint } = failure;
        return {
            frame,
            outcome: kind === 'cancelled' ? 'cancelled' : 'failed',
            error: { kind, message: redact(message), ...(hint === undefined ? {} : { hint }) },
            messages: diagnosis.messages.map(redact),
            pictures,
        };
    }
    const { outcome, renderMs, status } = end.done;
    return { frame, outcome, durationMs: renderMs, samples: status.samples_done, messages: [], pictures };
}
function picturesOf(end, comparisons, pool, directory) {
    const pictures = resultsOf(end).map(({ kind, file }) => {
        const compared = comparisons?.pictures.get(`${end.frame} ${kind}`);
        return { kind, name: file, path: (0,external_node_path_.join)(directory, file), ...(compared === undefined ? {} : { compared }) };
    });
    return describePictures(pictures, pool);
}
function recordFrame(end) {
    const results = resultsOf(end);
    if ('failed' in end) {
        const { task } = end.failed;
        return { frame: end.frame, ...(task === undefined ? {} : { task }), results, inputs: new Map() };
    }
    const { frame, task, key, inputs } = end.done;
    return { frame, task, key, results, inputs };
}
function resultsOf(end) {
    if ('done' in end)
        return end.done.results;
    return end.failed.preview === undefined ? [] : [end.failed.preview];
}

;// CONCATENATED MODULE: ./src/publish.ts













/** GitHub takes 1 MB of outputs from a job. */
const maxTasksBytes = 900_000;
/** Remarks of one kind; the rest is in the log, the summary and the report. */
const publish_maxRemarks = 8;
/** Publishes all there is: manifest, logs, report, artifacts, summary, annotations; then says whether the run failed. */
async function publish(run, end, pool) {
    const { settings, host, outputDirectory } = run;
    const { report, records } = describeRun(run, end, pool);
    const history = await keepHistory(run, report);
    if (history !== undefined)
        report.history = history;
    await (0,whole_files/* writeWhole */.f8)((0,external_node_path_.join)(outputDirectory, manifest/* manifestFile */.YE), (0,manifest/* formatManifest */.L_)(report, records));
    const logs = await writeLogs(run, end);
    // Its name is the artifact's, since a single file is stored under its own.
    const reportFile = (0,external_node_path_.join)(outputDirectory, `${settings.artifactName}-report.html`);
    await writeReportFile(reportFile, report);
    logTotals(run, report, reportFile);
    const { artifacts, page, refused } = await storeArtifacts(run, records, logs, reportFile);
    const links = { artifacts, ...(page?.url === undefined ? {} : { reportUrl: page.url }) };
    await host.writeSummary(formatSummary(report, links, settings));
    const differences = describeDifferences(report.frames);
    remark(run, 'error', describeFailures(report.frames));
    remark(run, settings.onDifference === 'fail' ? 'error' : 'warning', differences);
    if (settings.requireBaseline)
        remark(run, 'error', describeUnknown(report.frames));
    remark(run, 'warning', (end.comparisons?.warnings ?? []).map((message) => ({ title: 'Not rendered alike', message })));
    remark(run, 'error', refused.map(({ message, hint = '' }) => ({ title: 'Artifact', message: `${message} ${hint}` })));
    const failure = summarizeFailures(report.frames, end.frames.stopped) ??
        end.comparisons?.failure ??
        refused[0] ??
        summarizeDifferences(report.frames, settings);
    return {
        left: end.frames.left,
        outputs: {
            ...countFrames(report),
            'results-directory': outputDirectory,
            'report-url': page?.url ?? '',
            'artifact-urls': JSON.stringify(Object.fromEntries(artifacts.map(({ name, url }) => [name, url ?? '']))),
            tasks: formatTasks(run, records),
            'duration-seconds': Math.round(report.durationMs / 1000),
        },
        ...(failure === undefined ? {} : { failure }),
    };
}
function countFrames({ frames }) {
    const count = (...outcomes) => frames.filter(({ outcome }) => outcomes.includes(outcome)).length;
    return {
        'frames-rendered': count('rendered'),
        'frames-reused': count('reused'),
        'frames-failed': count('failed', 'cancelled'),
        'frames-different': describeDifferences(frames).length,
        'max-error': frames.reduce((largest, frame) => Math.max(largest, (0,report_history/* maxErrorOf */.i0)(frame) ?? 0), 0),
    };
}
function remark({ host, plan }, level, remarks) {
    for (const { title, message } of remarks.slice(0, publish_maxRemarks)) {
        host.annotate({ level, title, message, file: plan.project });
    }
    for (const { title, message } of remarks.slice(publish_maxRemarks))
        host.log.info(`${level}: ${title}: ${(0,printable/* printable */.g)(message, 1000)}`);
}
function logTotals({ host, outputDirectory }, { upload }, reportFile) {
    const { filesSent, bytesSent, filesKnown, bytesKnown } = upload;
    host.log.info(`Upload:  ${filesSent} files sent (${(0,quantities/* formatBytes */.z3)(bytesSent)}), ${filesKnown} known (${(0,quantities/* formatBytes */.z3)(bytesKnown)})`);
    host.log.info(`Results: ${outputDirectory}`);
    host.log.info(`Report:  ${reportFile}`);
}
/** The task of each frame as JSON, unless that is more than an output may hold. */
function formatTasks({ host }, records) {
    const json = JSON.stringify(Object.fromEntries(records.map(({ frame, task }) => [frame, task ?? ''])));
    if (json.length <= maxTasksBytes)
        return json;
    host.log.info(`The output tasks would be too long, and stays empty; ${manifest/* manifestFile */.YE} has the tasks.`);
    return '';
}
/** What the farm said about each failed frame, as files; of the first ones also in the log. */
async function writeLogs({ host, outputDirectory }, { frames }) {
    const files = [];
    for (const end of frames.ends) {
        if (!('failed' in end) || end.failed.diagnosis.log.length === 0)
            continue;
        const path = (0,external_node_path_.join)(outputDirectory, `frame-${String(end.frame).padStart(4, '0')}.log`);
        await (0,whole_files/* writeWhole */.f8)(path, host.redact(`${end.failed.diagnosis.log.join('\n')}\n`));
        files.push((0,external_node_path_.basename)(path));
        if (files.length > 3)
            continue;
        host.log.info(`What the farm said about frame ${end.frame}:`);
        for (const line of end.failed.diagnosis.log.slice(0, 100))
            host.log.info(`  ${(0,printable/* printable */.g)(line)}`);
    }
    return files;
}

// EXTERNAL MODULE: ./src/manager/retry.ts
var retry = __webpack_require__(28145);
// EXTERNAL MODULE: ./node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(70370);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(77934);
// EXTERNAL MODULE: ./src/manager/schema.ts
var schema = __webpack_require__(41300);
// EXTERNAL MODULE: ./src/manager/failure.ts
var manager_failure = __webpack_require__(42913);
;// CONCATENATED MODULE: ./src/task/file-type.ts
/** How many first bytes {@link extensionOf} looks at. */
const magicBytes = 16;
/** Hex digits, with dots for any. */
const signatures = [
    ['762f3101', 'exr'],
    ['89504e470d0a1a0a', 'png'],
    ['ffd8ff', 'jpg'],
    ['49492a00', 'tif'],
    ['4d4d002a', 'tif'],
    ['424d', 'bmp'],
    ['233f524144', 'hdr'], // #?RADIANCE
    ['53445058', 'dpx'],
    ['58504453', 'dpx'],
    ['802a5fd7', 'cin'],
    ['01da', 'rgb'], // IRIS
    ['0000000c6a502020', 'jp2'],
    ['ff4fff51', 'j2c'],
    ['52494646........57454250', 'webp'], // RIFF, size, WEBP
];
/** A file's extension by its first bytes: the Manager calls every result an EXR. `bin` for what no signature tells, as Targa. */
function extensionOf(start) {
    const hex = Buffer.from(start).toString('hex');
    return signatures.find(([signature]) => new RegExp(`^${signature}`).test(hex))?.[1] ?? 'bin';
}

;// CONCATENATED MODULE: ./src/task/collect.ts








const maxDownloads = 4;
/** Larger than any picture: stops a Manager that never ends. */
const maxResultBytes = 16 * 1024 ** 3;
/** A result's file name without its extension. */
function resultStem(frame, kind) {
    return `frame-${String(frame).padStart(4, '0')}.${kind}`;
}
/** What is wrong with the bytes of one download. */
class DamagedError extends Error {
}
/**
 * Downloads one result: to a temporary file, checked against the status and the headers, then renamed. The name comes
 * from the frame, the kind and the first bytes, never from the Manager.
 * @throws RenderError `corrupt-result` when it keeps arriving damaged, `unreachable`, `cancelled`.
 */
async function collectResult(client, request, signal) {
    for (let downloads = 1;; downloads++) {
        try {
            return await collectOnce(client, request, signal);
        }
        catch (error) {
            if (downloads === maxDownloads || !(0,errors/* isRenderError */.LH)(error, 'corrupt-result'))
                throw error;
            await (0,retry/* pause */.v7)((0,retry/* retryDelayMs */.qO)(downloads), signal);
        }
    }
}
async function collectOnce(client, request, signal) {
    const { frame, kind, outputDirectory } = request;
    const stem = resultStem(frame, kind);
    const partial = (0,external_node_path_.join)(outputDirectory, `.${stem}.part`);
    const download = await client.result(request.task, kind, signal);
    try {
        const { sha1, magic } = await save(download, partial, client.origin, signal);
        if (sha1 !== download.sha1)
            throw new DamagedError(`its checksum is ${sha1}, announced was ${download.sha1}`);
        if (sha1 !== request.sha1)
            throw new DamagedError(`its checksum is ${sha1}, the task's status says ${request.sha1}`);
        const file = `${stem}.${extensionOf(magic)}`;
        await (0,promises_.rename)(partial, (0,external_node_path_.join)(outputDirectory, file));
        return { kind, file, sizeBytes: download.sizeBytes, sha1 };
    }
    catch (error) {
        download.body.destroy();
        await (0,promises_.rm)(partial, { force: true });
        if (error instanceof DamagedError)
            throw corrupt(request, error.message);
        throw error;
    }
}
/** Writes a download to `path`. Never more than was announced. */
async function save(download, path, origin, signal) {
    const hash = (0,external_node_crypto_.createHash)('sha1');
    let magic = Buffer.alloc(0);
    let sizeBytes = 0;
    const limitBytes = Math.min(download.sizeBytes, maxResultBytes);
    // A new file: whatever lies there, a link above all, is not written through.
    await (0,promises_.rm)(path, { force: true });
    const handle = await (0,promises_.open)(path, 'wx');
    try {
        const chunks = download.body[Symbol.asyncIterator]();
        for (;;) {
            const next = await chunks.next().catch((error) => {
                const failure = (0,manager_failure/* describeFailure */.I)(error, origin, signal);
                throw signal.aborted
                    ? failure
                    : new DamagedError(`the connection broke after ${sizeBytes} of ${download.sizeBytes} bytes`);
            });
            if (next.done === true)
                break;
            sizeBytes += next.value.length;
            if (sizeBytes > limitBytes)
                throw new DamagedError(`it is longer than the ${limitBytes} bytes announced`);
            hash.update(next.value);
            if (magic.length < magicBytes)
                magic = Buffer.concat([magic, next.value.subarray(0, magicBytes)]);
            await handle.writeFile(next.value);
        }
    }
    finally {
        await handle.close();
    }
    if (sizeBytes < download.sizeBytes) {
        throw new DamagedError(`it ended after ${sizeBytes} of ${download.sizeBytes} bytes`);
    }
    return { sha1: hash.digest('hex'), magic };
}
function corrupt({ frame, kind, task }, wrong) {
    return new errors/* RenderError */.vH('corrupt-result', `The ${kind} of frame ${frame} (task ${(0,printable/* printable */.g)(task)}) arrived damaged: ${wrong}.`, {
        frame,
        hint: 'Check the network and the Manager’s disk.',
    });
}

;// CONCATENATED MODULE: ./src/task/copy-results.ts






const chunkBytes = 512 * 1024;
/**
 * Copies results out of a folder that has a file for each kind, all or none.
 * @returns undefined when one of them is not what its size and checksum say.
 */
async function takeCopies(folder, sources, { frame, outputDirectory }, signal) {
    const stemOf = ({ kind }) => resultStem(frame, kind);
    const partialOf = (source) => (0,external_node_path_.join)(outputDirectory, `.${stemOf(source)}.part`);
    const results = [];
    try {
        for (const source of sources) {
            const magic = await copyVerified((0,external_node_path_.join)(folder, source.kind), partialOf(source), source, signal);
            if (magic === undefined)
                return undefined;
            results.push({ ...source, file: `${stemOf(source)}.${extensionOf(magic)}` });
        }
        for (const result of results)
            await (0,promises_.rename)(partialOf(result), (0,external_node_path_.join)(outputDirectory, result.file));
        return results;
    }
    finally {
        for (const source of sources)
            await (0,promises_.rm)(partialOf(source), { force: true });
    }
}
/** @returns the first bytes, or undefined when the file is not there or is another than it should be. */
async function copyVerified(from, to, source, signal) {
    // A link could lead anywhere, and opening a pipe would wait for ever.
    const flags = external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NOFOLLOW | external_node_fs_.constants.O_NONBLOCK;
    const input = await (0,promises_.open)(from, flags).catch(() => undefined);
    if (input === undefined)
        return undefined;
    try {
        const stat = await input.stat();
        if (!stat.isFile() || stat.size !== source.sizeBytes)
            return undefined;
        await (0,promises_.rm)(to, { force: true });
        const output = await (0,promises_.open)(to, 'wx');
        const hash = (0,external_node_crypto_.createHash)('sha1');
        let magic = Buffer.alloc(0);
        try {
            const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, source.sizeBytes));
            for (let leftBytes = source.sizeBytes; leftBytes > 0;) {
                signal.throwIfAborted();
                const { bytesRead } = await input.read(buffer, 0, Math.min(buffer.length, leftBytes));
                if (bytesRead === 0)
                    break;
                const chunk = buffer.subarray(0, bytesRead);
                leftBytes -= bytesRead;
                hash.update(chunk);
                if (magic.length < magicBytes)
                    magic = Buffer.concat([magic, chunk.subarray(0, magicBytes)]);
                await output.writeFile(chunk);
            }
        }
        finally {
            await output.close();
        }
        return hash.digest('hex') === source.sha1 ? magic : undefined;
    }
    finally {
        await input.close();
    }
}

;// CONCATENATED MODULE: ./src/task/result-store.ts










const manifestFile = 'manifest.json';
const maxManifestBytes = 256 * 1024;
const hourMs = 3_600_000;
/** Frames that are copied at a time: disks gain nothing from more. */
const copiesAtOnce = 4;
/** What lies beside the results of a frame. */
const result_store_manifest = dist/* object */.Ikc({
    version: dist/* literal */.euz(1),
    frame: dist/* pipe */.FsL(dist/* number */.aig(), dist/* safeInteger */.Y2b()),
    task: dist/* string */.YjP(),
    status: schema/* taskStatus */.al,
    results: dist/* array */.YOg(dist/* object */.Ikc({
        kind: dist/* picklist */.KIO(schema/* resultKinds */.ZF),
        sizeBytes: dist/* pipe */.FsL(dist/* number */.aig(), dist/* safeInteger */.Y2b(), dist/* minValue */.Wwf(0)),
        sha1: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^[0-9a-f]{40}$/)),
    })),
});
/** Frames' results as folders `KEY/` with one file for each kind and a manifest: whole, or not there. */
class ResultStore {
    #directory;
    #onProblem;
    #copying = (0,p_limit/* default */.A)(copiesAtOnce);
    constructor(directory, onProblem) {
        this.#directory = directory;
        this.#onProblem = onProblem;
    }
    async take(request, kinds, signal) {
        const folder = (0,external_node_path_.join)(this.#directory, request.key);
        const kept = await this.#read(request.key);
        const wanted = kinds.flatMap((kind) => kept?.results.find((result) => result.kind === kind) ?? []);
        if (kept === undefined || wanted.length < kinds.length)
            return undefined;
        const results = await this.#copying(() => takeCopies(folder, wanted, request, signal));
        if (results === undefined) {
            this.#onProblem(`frame ${request.frame}: the results that were kept are damaged. Rendering it anew.`);
            await (0,promises_.rm)(folder, { recursive: true, force: true });
            return undefined;
        }
        // Says when it was last of use. A cache that cannot be written can be read all the same.
        const now = new Date();
        await (0,promises_.utimes)((0,external_node_path_.join)(folder, manifestFile), now, now).catch(() => undefined);
        return { task: kept.task, status: kept.status, results };
    }
    async keep(request, frame) {
        try {
            return await this.#copying(() => this.#write(request, frame));
        }
        catch (error) {
            this.#onProblem(`frame ${request.frame}: the results could not be kept for later runs: ${(0,errors/* messageOf */.bD)(error)}`);
            return false;
        }
    }
    async #write({ key, frame, outputDirectory }, { task, status, results }) {
        if (await this.#has(key, results))
            return false;
        const folder = this.#temporary();
        await (0,promises_.mkdir)(folder, { recursive: true });
        try {
            for (const { kind, file } of results) {
                await (0,promises_.copyFile)((0,external_node_path_.join)(outputDirectory, file), (0,external_node_path_.join)(folder, kind), promises_.constants.COPYFILE_FICLONE);
            }
            const entries = results.map(({ kind, sizeBytes, sha1 }) => ({ kind, sizeBytes, sha1 }));
            const kept = { version: 1, frame, task, status, results: entries };
            await (0,promises_.writeFile)((0,external_node_path_.join)(folder, manifestFile), JSON.stringify(kept));
            return await this.#put(folder, key, results);
        }
        finally {
            await (0,promises_.rm)(folder, { recursive: true, force: true });
        }
    }
    /** Gives a folder its final name. One that holds the same results already is left alone: somebody may be reading it. */
    async #put(folder, key, results) {
        const target = (0,external_node_path_.join)(this.#directory, key);
        try {
            await (0,promises_.rename)(folder, target);
            return true;
        }
        catch (error) {
            if (!isCodeOf(error, 'ENOTEMPTY', 'EEXIST'))
                throw error;
        }
        if (await this.#has(key, results))
            return false;
        const old = this.#temporary();
        await (0,promises_.rename)(target, old);
        try {
            await (0,promises_.rename)(folder, target);
        }
        finally {
            await (0,promises_.rm)(old, { recursive: true, force: true });
        }
        return true;
    }
    async #has(key, results) {
        const kinds = new Set((await this.#read(key))?.results.map(({ kind }) => kind));
        return results.every(({ kind }) => kinds.has(kind));
    }
    #temporary() {
        return (0,external_node_path_.join)(this.#directory, `.new-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`);
    }
    /** Everything in the store; what is not whole, or left from a run that was killed, is removed. */
    async entries() {
        const entries = [];
        for (const name of await (0,promises_.readdir)(this.#directory).catch(() => [])) {
            const path = (0,external_node_path_.join)(this.#directory, name);
            const kept = /^[0-9a-f]{16}$/.test(name) ? await this.#read(name) : undefined;
            const changedAtMs = await (0,promises_.stat)(kept === undefined ? path : (0,external_node_path_.join)(path, manifestFile)).then(({ mtimeMs }) => mtimeMs, () => 0);
            if (kept !== undefined) {
                const sizeBytes = kept.results.reduce((sum, result) => sum + result.sizeBytes, 0);
                entries.push({ key: name, frame: kept.frame, sizeBytes, usedAtMs: changedAtMs });
                // What is young may be another run's that is being written.
            }
            else if (changedAtMs < Date.now() - hourMs)
                await (0,promises_.rm)(path, { recursive: true, force: true });
        }
        return entries;
    }
    async remove(key) {
        await (0,promises_.rm)((0,external_node_path_.join)(this.#directory, key), { recursive: true, force: true });
    }
    /** Removes what was not used for `maxAgeMs`, then what was used longest ago until `maxBytes` are left. */
    async prune(maxAgeMs, maxBytes) {
        const entries = (await this.entries()).sort((a, b) => b.usedAtMs - a.usedAtMs);
        let keptBytes = 0;
        for (const { key, sizeBytes, usedAtMs } of entries) {
            keptBytes += sizeBytes;
            if (keptBytes > maxBytes || usedAtMs < Date.now() - maxAgeMs)
                await this.remove(key);
        }
    }
    async #read(key) {
        try {
            const text = await (0,whole_files/* readBounded */.CB)((0,external_node_path_.join)(this.#directory, key, manifestFile), maxManifestBytes);
            const kept = dist/* parse */.qgA(result_store_manifest, JSON.parse(text));
            return (0,task_plan/* keyInName */.Q9)(kept.task) === key ? kept : undefined;
        }
        catch {
            return undefined;
        }
    }
}
function isCodeOf(error, ...codes) {
    return codes.includes(error.code ?? '');
}

;// CONCATENATED MODULE: ./src/batched-results.ts





/**
 * Frames in one entry of the cache. An entry for each frame would be 250 uploads for a night's frames, and GitHub takes
 * 200 a minute; one entry for all of them would be sent whole because one frame changed.
 */
const framesPerEntry = 16;
/** Of GitHub's 10 GB for all caches of a repository. */
const maxBytesPerRun = 2 * 1024 ** 3;
const restoresAtOnce = 4;
/**
 * Results in a cache service: an entry holds the newest results of 16 consecutive frames, whichever run they are of. It
 * is restored when the first of them is asked for, and saved as soon as the last has ended, when any is new: so what is
 * done survives a run that is killed.
 */
class BatchedResults {
    #options;
    #batches = new Map();
    #restoring = (0,p_limit/* default */.A)(restoresAtOnce);
    #saving = (0,p_limit/* default */.A)(1);
    #saves = [];
    #bytes = 0;
    #framesSaved = 0;
    constructor(options) {
        this.#options = options;
    }
    async take(request, kinds, signal) {
        const { store, restored } = this.#batchOf(request.frame);
        await endedOrAborted(restored, signal);
        return await store.take(request, kinds, signal);
    }
    async keep(request, frame) {
        const batch = this.#batchOf(request.frame);
        const { maxBytes = maxBytesPerRun, log } = this.#options;
        const sizeBytes = frame.results.reduce((sum, result) => sum + result.sizeBytes, 0);
        const before = this.#bytes;
        this.#bytes += sizeBytes;
        if (this.#bytes > maxBytes) {
            if (before <= maxBytes)
                log.info(`Results beyond ${maxBytes / 1024 ** 3} GiB are not kept for later runs.`);
            return false;
        }
        const isNew = await batch.store.keep(request, frame);
        if (isNew)
            batch.added.set(request.frame, request.key);
        return isNew;
    }
    /** To be called once for each frame of the run, whatever became of it. */
    frameEnded(frame) {
        const batch = this.#batchOf(frame);
        batch.waiting -= 1;
        if (batch.waiting === 0)
            this.#save(batch);
    }
    /** Saves what is new. */
    async close() {
        for (const batch of this.#batches.values())
            if (batch.waiting > 0)
                this.#save(batch);
        await Promise.all(this.#saves);
        if (this.#framesSaved > 0)
            this.#options.log.info(`Kept for later runs: results of ${this.#framesSaved} frames`);
    }
    #batchOf(frame) {
        const number = Math.floor(frame / framesPerEntry);
        let batch = this.#batches.get(number);
        if (batch === undefined) {
            const { cache, directory, prefix, frames, log } = this.#options;
            const name = `${prefix}${number}-`;
            const folder = (0,external_node_path_.join)(directory, name.slice(0, -1));
            batch = {
                name,
                folder,
                store: new ResultStore(folder, (text) => {
                    log.info((0,printable/* printable */.g)(text));
                }),
                restored: this.#restoring(() => cache.restore(folder, name)),
                waiting: frames.filter((other) => Math.floor(other / framesPerEntry) === number).length,
                added: new Map(),
            };
            this.#batches.set(number, batch);
        }
        return batch;
    }
    #save(batch) {
        if (batch.added.size === 0)
            return;
        this.#saves.push(this.#saving(() => this.#saveNow(batch)));
    }
    async #saveNow(batch) {
        const { cache, run } = this.#options;
        await keepNewest(batch);
        await (0,promises_.mkdir)(batch.folder, { recursive: true });
        if (await cache.save(batch.folder, batch.name + run))
            this.#framesSaved += batch.added.size;
    }
}
/** Leaves one result of each frame: this run's own, or the one that was used last. */
async function keepNewest({ store, added }) {
    const entries = (await store.entries()).sort((a, b) => b.usedAtMs - a.usedAtMs);
    const newest = new Map();
    for (const { frame, key } of entries)
        if (!newest.has(frame))
            newest.set(frame, added.get(frame) ?? key);
    for (const { frame, key } of entries)
        if (newest.get(frame) !== key)
            await store.remove(key);
}
/** Waits for work that cannot be stopped. @throws the signal's reason. */
async function endedOrAborted(work, signal) {
    signal.throwIfAborted();
    const aborted = Promise.withResolvers();
    const abort = () => {
        aborted.resolve(undefined);
    };
    signal.addEventListener('abort', abort, { once: true });
    await Promise.race([work, aborted.promise]);
    signal.removeEventListener('abort', abort);
    signal.throwIfAborted();
}

;// CONCATENATED MODULE: ./src/project/digest-cache.ts






const version = 1;
/** Far more than any project has; what was used longest ago is dropped first. */
const digest_cache_maxEntries = 50_000;
const maxBytes = 64 * 1024 * 1024;
/**
 * The coarsest clock of a file system in use (FAT: 2 s) and a little more: a file that changed so shortly before it was
 * read may change again without showing it. Supposes that files get their times from this machine's clock or from one
 * that agrees with it.
 */
const grainMs = 3_000;
const entries = dist/* array */.YOg(dist/* tuple */.PVZ([dist/* string */.YjP(), dist/* string */.YjP(), dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^[0-9a-f]{40}$/))]));
/**
 * SHA-1 digests of files, kept in one file between runs: by path, size, modification and change time in nanoseconds, and
 * inode. The change time cannot be set, so it shows edits whose modification time was put back.
 */
class DigestCache {
    #file;
    #nowMs;
    /** By absolute path, the last used last. */
    #kept;
    #changed = false;
    constructor(file, kept, nowMs) {
        this.#file = file;
        this.#kept = new Map(kept.map(([path, stamp, sha1]) => [path, { stamp, sha1 }]));
        this.#nowMs = nowMs;
    }
    /** Reads what earlier runs kept; a file that is missing, damaged or of another version counts as empty. */
    static async read(file, nowMs = Date.now) {
        // Nothing depends on it: the folder may not be there yet.
        await (0,whole_files/* removeOldParts */.aE)(file).catch(() => undefined);
        const kept = await (0,whole_files/* readBounded */.CB)(file, maxBytes)
            .then(parse)
            .catch(() => []);
        return new DigestCache(file, kept, nowMs);
    }
    /** The digest of a file that has not changed since it was noted. */
    find(path, stat) {
        const entry = this.#kept.get(path);
        if (entry?.stamp !== fullStampOf(stat))
            return undefined;
        this.#put(path, entry);
        return entry.sha1;
    }
    /** When reading a file begins; to be given to {@link note}. */
    startReading() {
        return this.#nowMs();
    }
    /**
     * Keeps a digest, unless the file had only just changed when it was read.
     * @param stat of the file before it was read, which began at `readAtMs`.
     */
    note(path, stat, readAtMs, sha1) {
        const changedAtMs = Math.max(Number(stat.mtimeMs), Number(stat.ctimeMs));
        if (changedAtMs > readAtMs - grainMs)
            return;
        this.#put(path, { stamp: fullStampOf(stat), sha1 });
        this.#changed = true;
    }
    /** Writes what is new for later runs. @returns whether there was anything. */
    async write() {
        if (!this.#changed)
            return false;
        const kept = [...this.#kept].slice(-digest_cache_maxEntries).map(([path, { stamp, sha1 }]) => [path, stamp, sha1]);
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(this.#file), { recursive: true });
        await (0,whole_files/* writeWhole */.f8)(this.#file, format(JSON.stringify(kept)));
        this.#changed = false;
        return true;
    }
    #put(path, entry) {
        this.#kept.delete(path);
        this.#kept.set(path, entry);
    }
}
function fullStampOf(stat) {
    return `${(0,project_files/* stampOf */.Zs)(stat)}-${stat.ctimeNs}`;
}
/** One line that says what follows, with its checksum: a damaged disk must not give a wrong digest. */
function format(json) {
    return `blendnet-render digests ${version} ${sha1Of(json)}\n${json}\n`;
}
/** @throws what shows that the text is not what {@link format} gives. */
function parse(text) {
    const json = text.slice(text.indexOf('\n') + 1, -1);
    if (text !== format(json))
        throw new Error('it is damaged, or of another version');
    return dist/* parse */.qgA(entries, JSON.parse(json)).slice(-digest_cache_maxEntries);
}
function sha1Of(text) {
    return (0,external_node_crypto_.createHash)('sha1').update(text).digest('hex');
}

// EXTERNAL MODULE: ./src/project/digest-threads.ts
var digest_threads = __webpack_require__(73593);
// EXTERNAL MODULE: ./src/project/digest.ts
var project_digest = __webpack_require__(83405);
;// CONCATENATED MODULE: ./src/project/digests.ts




/** Files that are read at a time: enough that hashing seldom waits for a disk, and few open files and buffers. */
const filesAtOnce = 4;
/** Digests every file once, however many frames and, with a cache, runs use it. */
class Digests {
    #cache;
    #digest;
    #known = new Map();
    #slots = (0,p_limit/* default */.A)(filesAtOnce);
    constructor({ cache, digest = project_digest/* digestFile */.TM } = {}) {
        this.#cache = cache;
        this.#digest = digest;
    }
    /** SHA-1, lower-case hex. Whoever asks first says what ends it. @throws what `signal` was aborted with. */
    async of(file, signal) {
        const id = `${file.stamp} ${file.path}`;
        let digest = this.#known.get(id);
        if (digest === undefined) {
            digest = this.#slots(() => this.#find(file, signal));
            this.#known.set(id, digest);
        }
        return await digest;
    }
    async #find(file, signal) {
        signal?.throwIfAborted();
        if (this.#cache === undefined)
            return await this.#digest(file, signal);
        const { absolutePath } = file;
        const before = await (0,promises_.stat)(absolutePath, { bigint: true }).catch(() => undefined);
        // Another file than was looked at: reading it says so.
        if (before === undefined || (0,project_files/* stampOf */.Zs)(before) !== file.stamp)
            return await this.#digest(file, signal);
        const known = this.#cache.find(absolutePath, before);
        if (known !== undefined)
            return known;
        const readAtMs = this.#cache.startReading();
        const sha1 = await this.#digest(file, signal);
        this.#cache.note(absolutePath, before, readAtMs, sha1);
        return sha1;
    }
}

;// CONCATENATED MODULE: ./src/reuse.ts









/** Changes when entries of older versions are of no use any more. */
const reuse_version = 1;
/** What a state directory that stays may hold. */
const maxResultAgeMs = 30 * 24 * 3_600_000;
const reuse_maxResultBytes = 10 * 1024 ** 3;
/** Opens digests and results of earlier runs: files in the state directory, which come from a cache where it does not stay. */
async function openReuse(run) {
    const { settings, host } = run;
    const threads = new digest_threads.DigestThreads(host.entry);
    const { digest } = threads;
    if (!settings.reuse) {
        return { digests: new Digests({ digest }), frameEnded: () => undefined, close: () => threads.close() };
    }
    const cache = host.cache();
    const kept = host.workspaceStays ? await openDigestCache(host, cache) : undefined;
    const results = cache === undefined ? openResults(host) : openBatches(run, cache);
    return {
        digests: new Digests({ digest, ...(kept && { cache: kept.cache }) }),
        kept: results.kept,
        frameEnded: results.frameEnded,
        close: async () => {
            try {
                await threads.close();
                await kept?.close();
                await results.close();
            }
            catch (error) {
                host.log.info(`Not everything could be kept for later runs: ${(0,printable/* printable */.g)((0,errors/* messageOf */.bD)(error))}`);
            }
            await cache?.close();
        },
    };
}
async function openDigestCache(host, cache) {
    const file = (0,external_node_path_.join)(host.stateDirectory, 'digests');
    const prefix = `blendnet-render-digests-${reuse_version}-`;
    await cache?.restore(file, prefix);
    const kept = await DigestCache.read(file);
    const close = async () => {
        if (await kept.write())
            await cache?.save(file, prefix + nameOf(host));
    };
    return { cache: kept, close };
}
function openResults({ stateDirectory, log }) {
    const store = new ResultStore((0,external_node_path_.join)(stateDirectory, 'results'), (text) => {
        log.info((0,printable/* printable */.g)(text));
    });
    return {
        kept: store,
        frameEnded: () => undefined,
        close: () => store.prune(maxResultAgeMs, reuse_maxResultBytes),
    };
}
function openBatches({ settings, host, farm, plan }, cache) {
    // Frames of other settings would push each other out of one entry.
    const facts = [plan.project, farm.blenderVersion, plan.configuration, settings.results];
    const set = (0,external_node_crypto_.createHash)('sha1').update(JSON.stringify(facts)).digest('hex').slice(0, 12);
    const batches = new BatchedResults({
        cache,
        directory: (0,external_node_path_.join)(host.stateDirectory, 'results'),
        prefix: `blendnet-render-results-${reuse_version}-${set}-`,
        run: nameOf(host),
        frames: plan.frames.map(({ frame }) => frame),
        log: host.log,
    });
    return {
        kept: batches,
        frameEnded: (frame) => {
            batches.frameEnded(frame);
        },
        close: () => batches.close(),
    };
}
function nameOf({ identity: { run, attempt, job } }) {
    return `${run}-${attempt}-${job}`;
}

// EXTERNAL MODULE: ./src/task/cleanup.ts
var cleanup = __webpack_require__(3789);
;// CONCATENATED MODULE: ./src/task/earlier.ts

/** What a task is worth: results first, then work under way. */
const worth = { COMPLETED: 3, RUNNING: 2, PENDING: 1 };
/** The tasks of earlier runs by the key in their names. One that is just being made by another run is left out. */
function findEarlierTasks(tasks) {
    const earlier = new Map();
    for (const [name, task] of Object.entries(tasks)) {
        const key = (0,task_plan/* keyInName */.Q9)(name);
        if (key === undefined || task.state === 'UNKNOWN' || task.state === 'CREATED')
            continue;
        const ofKey = earlier.get(key) ?? { failed: [] };
        earlier.set(key, ofKey);
        const value = worth[task.state] ?? 0;
        if (value === 0 || task.state_error_info.length > 0)
            ofKey.failed.push(name);
        else if (ofKey.best === undefined || value > (worth[ofKey.best.state] ?? 0))
            ofKey.best = { ...task, name };
    }
    return earlier;
}

;// CONCATENATED MODULE: ./src/task/diagnose.ts


const maxLines = 200;
const timeoutMs = 10_000;
/** Of a large farm, a few Agents' logs are enough to see a pattern. */
const maxAgents = 16;
/** Failures of a run that the logs of the whole farm are read for: they are long, and much the same each time. */
const maxFarmLogs = 3;
/** Diagnoses the failures of a run one after the other: hundreds at once would keep the Manager from its work. */
class Diagnoser {
    #client;
    #slot = (0,p_limit/* default */.A)(1);
    #diagnosed = 0;
    constructor(client) {
        this.#client = client;
    }
    diagnose(task, cancelled) {
        return this.#slot(() => diagnoseTask(this.#client, task, cancelled, this.#diagnosed++ < maxFarmLogs));
    }
}
/** Asks the Manager about a task that failed. Never throws: the failure itself is what is to be told. */
async function diagnoseTask(client, task, cancelled, withFarmLogs = true) {
    const signal = AbortSignal.any([cancelled, AbortSignal.timeout(timeoutMs)]);
    const log = [];
    const messages = [];
    const ask = async (title, read) => {
        try {
            const lines = await read();
            if (lines.length > 0)
                log.push(`== ${title}`, ...lines.slice(-maxLines));
        }
        catch {
            log.push(`== ${title}: no answer`);
        }
    };
    await ask('Blender', async () => {
        for (const [workload, lines] of Object.entries(await client.taskMessages(task, signal))) {
            messages.push(...toLines(lines).map((line) => (line === '' ? line : `${(0,printable/* printable */.g)(workload, 80)}: ${line}`)));
        }
        return messages;
    });
    await ask('Last progress', async () => Object.entries(await client.taskDetails(task, signal)).map(([workload, records]) => `${(0,printable/* printable */.g)(workload, 80)}: ${(0,printable/* printable */.g)(JSON.stringify(records?.at(-1) ?? null))}`));
    const diagnosis = { messages: messages.slice(-maxLines), log };
    if (!withFarmLogs)
        return diagnosis;
    await ask('Manager log', async () => toLines(await client.log(signal)));
    await ask('Agent logs', async () => {
        const { agents } = await client.resources(signal);
        const names = Object.keys(agents).slice(0, maxAgents);
        const logs = await Promise.all(names.map((agent) => client.agentLog(agent, signal).catch(() => [])));
        return logs.flatMap((agentLog) => toLines(agentLog).slice(-maxLines / 2));
    });
    return diagnosis;
}
/**
 * Lines out of whatever shape a log has: a text, a list, lists by name, or, as the Manager's own, pieces by the time they
 * were written, of which several make a line.
 */
function toLines(value) {
    if (typeof value === 'string') {
        const lines = value.replace(/\n$/, '').split('\n').slice(-maxLines);
        return lines.map((line) => (0,printable/* printable */.g)(line));
    }
    if (Array.isArray(value))
        return value.slice(-maxLines).flatMap(toLines);
    if (typeof value === 'object' && value !== null) {
        const values = Object.values(value);
        const isPieces = values.length > 0 && values.every((piece) => typeof piece === 'string');
        return isPieces ? toLines(values.join('')) : values.flatMap(toLines).slice(-maxLines);
    }
    return value === null || value === undefined ? [] : [(0,printable/* printable */.g)(JSON.stringify(value))];
}

;// CONCATENATED MODULE: ./src/task/lost-blob.ts


/*
 * The Manager receives a file into one place per sha1: two runs that send the same one at a time damage each other's bytes,
 * or leave it with a blob that it knows of and does not have. A run by itself never does that.
 */
/** What to do about it. */
const oneRunAtATime = 'Another run may have sent the same file at the same moment: let one run at a time use the farm (`concurrency: blendnet-farm` in its job), then run again.';
/** Whether the Manager has received other bytes than were sent. */
function isDamagedUpload(message) {
    return message.includes('Error during receiving the file');
}
/** The file that the Manager has lost, when that is why it cannot run a task. */
function findLostBlob(reason) {
    const [, path, sha1] = /Unable to find required file "([^"]*)" with id "([0-9a-f]{40})" in file cache/.exec(reason) ?? [];
    return path === undefined || sha1 === undefined ? undefined : { path, sha1 };
}
/** Whether the Manager could not read a file that it was to give to an Agent. Which one, only its log says. */
function isUnreadableBlob(reason) {
    return reason.includes('Unable to upload the required files');
}
const lookIntoLog = 'Look for "not existing blob" in the Manager’s log: it names a file that is listed, but lost.';
/**
 * Names the file in a failure of that kind. The Manager takes such a blob for known, so that no upload brings it back.
 * @param log the end of the Manager's log.
 * @param inputs sha1 by path.
 * @returns the failure as it is when it is another, or the log does not say.
 */
function nameLostBlob(failure, log, inputs) {
    if (!isUnreadableBlob(failure.message))
        return failure;
    const gone = new Set(log.map((line) => /not existing blob "([0-9a-f]{40})"/.exec(line)?.[1]));
    for (const [path, sha1] of inputs) {
        if (!gone.has(sha1))
            continue;
        const message = `The Manager has lost ${(0,printable/* printable */.g)(path)} (sha1 ${sha1}): it lists the file, but cannot read it.`;
        const hint = `Copy the file to BlendNet_cache/blobs/${sha1.slice(0, 2)}/${sha1} in the Manager’s folder, then run again. It gets lost when two runs send it at the same moment: let one run at a time use the farm (\`concurrency: blendnet-farm\` in its job).`;
        const where = failure.frame === undefined ? {} : { frame: failure.frame };
        return new errors/* RenderError */.vH('task-failed', message, { ...where, file: path, hint, cause: failure });
    }
    return failure;
}

;// CONCATENATED MODULE: ./src/task/submit.ts



/**
 * Makes a task and runs it. A Manager that is killed forgets a task that was not run yet, and what is sent from then on
 * makes another one of that name: so its files are counted before it is run, for Blender would render without the others.
 * @param digests sha1 by path.
 * @throws RenderError `task-failed` when the Manager has forgotten it: another attempt is worth while.
 */
async function submitTask({ client, stager, patienceMs, signal }, task, { frame, files, config }, digests) {
    const ask = (request) => (0,retry/* persist */.Zr)(request, patienceMs, signal);
    await stager.stage(task, files, digests);
    try {
        await ask(() => client.configure(task, config, signal));
        const registered = await ask(() => client.files(task, signal));
        if (files.some(({ path }) => registered[nameOnFarm(path)] !== digests.get(path)))
            throw forgotten(frame);
        await ask(() => client.run(task, signal));
    }
    catch (error) {
        if ((0,errors/* isRenderError */.LH)(error, 'rejected') && error.message.includes('Unable to find task'))
            throw forgotten(frame, error);
        throw error;
    }
}
/** What the Manager calls a file of a configured task; it takes backslashes for separators. */
function nameOnFarm(path) {
    return `${task_plan/* taskRoot */.nF}/${path.replaceAll('\\', '/')}`;
}
function forgotten(frame, cause) {
    const message = 'The Manager has forgotten the task while it was made, as it does when it is killed.';
    return new errors/* RenderError */.vH('task-failed', message, {
        frame,
        hint: 'Check why the Manager is started again and again; attempts sets how often a frame is sent.',
        cause,
    });
}

;// CONCATENATED MODULE: ./src/task/frame.ts







/** A frame that failed for good. */
class FrameFailure extends Error {
    failure;
    /** The last task that was to render it, if it came to that. */
    task;
    diagnosis;
    /** The preview of what was rendered until then, if any. */
    preview;
    constructor(failure, details = {}) {
        super(failure.message, { cause: failure });
        this.failure = failure;
        this.task = details.task;
        this.diagnosis = details.diagnosis ?? { messages: [], log: [] };
        this.preview = details.preview;
    }
}
const removeTimeoutMs = 15_000;
const previewTimeoutMs = 1_500;
/**
 * Brings one frame home: an earlier task with the same key, or a new one, sent again when it fails.
 * @throws FrameFailure when it fails for good, RenderError when the run as a whole cannot go on.
 */
async function renderFrame(context, plan) {
    const inputs = await context.slots.digest(() => digestAll(context, plan));
    const key = (0,task_plan/* frameKey */.vZ)(plan, inputs, context.blenderVersion);
    const request = { frame: plan.frame, key, outputDirectory: context.outputDirectory };
    const finish = (outcome, ended) => {
        return { outcome, frame: plan.frame, key, ...ended, renderMs: renderTimeOf(ended.status), inputs };
    };
    const kept = await context.kept?.take(request, context.kinds, context.signal);
    if (kept !== undefined)
        return finish('reused', kept);
    const { best, failed = [] } = context.earlier.get(key) ?? {};
    for (const task of failed)
        await discard(context, task);
    const taken = best === undefined ? undefined : await takeEarlier(context, plan.frame, best);
    if (taken !== undefined) {
        await context.kept?.keep(request, taken);
        return finish('reused', taken);
    }
    for (let again = 0;; again++) {
        const task = (0,task_plan/* taskName */.p5)(context.identity, plan, key, again);
        try {
            const ended = await renderOnce(context, plan, task, inputs);
            await context.kept?.keep(request, ended);
            return finish('rendered', ended);
        }
        catch (error) {
            const isLast = again + 1 >= context.attempts || context.signal.aborted || !isWorthAnotherAttempt(error);
            if (isLast)
                throw await giveUp(context, plan.frame, task, inputs, error);
            context.onLine(`frame ${plan.frame}: ${(0,errors/* messageOf */.bD)(error)} Sending it again as a new task.`);
            await discard(context, task);
        }
    }
}
/** sha1 by path. */
async function digestAll(context, plan) {
    context.signal.throwIfAborted();
    return new Map(await Promise.all(plan.files.map(async (file) => [file.path, await context.digests.of(file, context.signal)])));
}
/** The Manager counts in whole seconds. */
function renderTimeOf({ start_time: start, end_time: end }) {
    return typeof start === 'number' && typeof end === 'number' ? Math.max(0, end - start) * 1000 : 0;
}
/** Submit, watch, collect: the life of one task. */
async function renderOnce(context, plan, task, inputs) {
    await context.slots.stage(async () => {
        context.signal.throwIfAborted();
        context.unfinished.add(task);
        await submitTask(context, task, plan, inputs);
    });
    const status = await context.watcher.watch(task, plan.frame);
    const results = await collectAll(context, task, plan.frame, status);
    if (context.keepTasks)
        context.unfinished.delete(task);
    else
        await discard(context, task);
    return { task, status, results };
}
/** Takes or joins a task of an earlier run; undefined when that leads nowhere and the frame is to be rendered. */
async function takeEarlier(context, frame, earlier) {
    try {
        const done = earlier.state === 'COMPLETED';
        context.onLine(`frame ${frame}: ${done ? 'rendered before' : 'being rendered already'} as ${earlier.name}`);
        const status = done
            ? await (0,retry/* persist */.Zr)(() => context.client.taskStatus(earlier.name, context.signal), context.patienceMs, context.signal)
            : await context.watcher.watch(earlier.name, frame);
        return { task: earlier.name, status, results: await collectAll(context, earlier.name, frame, status) };
    }
    catch (error) {
        if (context.signal.aborted || !(0,errors/* isRenderError */.LH)(error, 'rejected', ...anotherAttemptHelps))
            throw error;
        context.onLine(`frame ${frame}: ${error.message} Rendering it anew.`);
        await discard(context, earlier.name);
        return undefined;
    }
}
/** All results or none: it ends when nothing is being written any more. */
async function collectAll(context, task, frame, status) {
    const { client, outputDirectory } = context;
    const failed = new AbortController();
    const signal = AbortSignal.any([context.signal, failed.signal]);
    const collect = async (kind) => {
        const sha1 = status.result[kind];
        if (typeof sha1 !== 'string') {
            throw new errors/* RenderError */.vH('task-failed', `The Manager completed the task without a ${kind} result.`, { frame });
        }
        const request = { task, frame, kind, sha1, outputDirectory };
        return await (0,retry/* persist */.Zr)(() => collectResult(client, request, signal), context.patienceMs, signal);
    };
    const stopOthers = (error) => {
        failed.abort(error);
    };
    const results = await Promise.all(context.kinds.map((kind) => context.slots.collect(() => collect(kind)).catch(stopOthers)));
    failed.signal.throwIfAborted();
    return results.filter((result) => result !== undefined);
}
/** Another try helps when the farm failed; it does not when it said no, or when nobody answers. */
const anotherAttemptHelps = ['task-failed', 'stalled', 'corrupt-result'];
function isWorthAnotherAttempt(error) {
    return (0,errors/* isRenderError */.LH)(error, ...anotherAttemptHelps);
}
/** Removes a task that is of no use any more: left running, it would block every task behind it. */
async function discard(context, task) {
    const left = await (0,cleanup/* removeTasks */.r)(context.client, [task], removeTimeoutMs, { cancelled: context.signal });
    if (left.length === 0)
        context.unfinished.delete(task);
    else if (!context.signal.aborted)
        context.onLine(`The task ${task} could not be removed from the Manager yet.`);
}
async function giveUp(context, frame, task, inputs, error) {
    if (!(error instanceof errors/* RenderError */.vH))
        return error;
    const preview = await keepPreview(context, task, frame);
    if (context.signal.aborted || !isWorthAnotherAttempt(error)) {
        return new FrameFailure(error, { task, preview });
    }
    const diagnosis = await context.diagnoser.diagnose(task, context.signal);
    await discard(context, task);
    return new FrameFailure(nameLostBlob(error, diagnosis.log, inputs), { task, diagnosis, preview });
}
/** The preview of a frame that will not be finished. */
async function keepPreview(context, task, frame) {
    const sha1 = context.watcher.lastStatus(task)?.result.preview;
    if (typeof sha1 !== 'string' || !context.kinds.includes('preview'))
        return undefined;
    const request = { task, frame, kind: 'preview', sha1, outputDirectory: context.outputDirectory };
    return await collectResult(context.client, request, AbortSignal.timeout(previewTimeoutMs)).catch(() => undefined);
}

;// CONCATENATED MODULE: ./src/task/frames.ts





/** Frames under way, most of them waiting on the farm: as many as a cancelled run can still remove. */
const framesAtOnce = 200;
/** Of these, how many are digested, staged and brought home at a time. */
const digestedAtOnce = 2;
const stagedAtOnce = 4;
const collectedAtOnce = 8;
/**
 * Renders frames as a pipeline: one is staged while the farm renders another and a third comes home. One frame failing
 * does not stop the others, unless `failFast`, or when the farm is gone.
 * @param stopOthers ends everything that is under way, if it has not been ended yet; the context's signal follows it.
 */
async function renderFrames(context, plans, options, stopOthers) {
    const slots = { digest: (0,p_limit/* default */.A)(digestedAtOnce), stage: (0,p_limit/* default */.A)(stagedAtOnce), collect: (0,p_limit/* default */.A)(collectedAtOnce) };
    const diagnoser = new Diagnoser(context.client);
    const frameSlots = (0,p_limit/* default */.A)(framesAtOnce);
    let bug;
    const render = async (plan) => {
        const { frame } = plan;
        try {
            return { frame, done: await renderFrame({ ...context, slots, diagnoser }, plan) };
        }
        catch (thrown) {
            const error = explainFileError(thrown);
            const failed = asFailure(error);
            if (failed !== undefined) {
                const { failure } = failed;
                if (error !== thrown || isOfTheFarm(failure))
                    stopOthers(failure);
                else if (options.failFast)
                    stopOthers(stoppedBy(frame, failure));
                return { frame, failed };
            }
            // A bug of ours: the others would only meet it, too.
            bug ??= error;
            const reason = new errors/* RenderError */.vH('cancelled', 'Stopped, because the run cannot go on.');
            stopOthers(reason);
            return { frame, failed: new FrameFailure(reason) };
        }
    };
    const ends = await Promise.all(plans.map(async (plan) => {
        const end = await frameSlots(() => render(plan));
        options.onEnd(end);
        return end;
    }));
    if (bug !== undefined)
        throw bug;
    return ends;
}
/** Whether every other frame would fail for the same reason, each after its own `stall-timeout`. */
function isOfTheFarm(failure) {
    return (0,errors/* isRenderError */.LH)(failure, 'unreachable', 'unauthorized', 'protocol', 'no-agents') && failure.frame === undefined;
}
function stoppedBy(frame, cause) {
    return new errors/* RenderError */.vH('cancelled', `Stopped, because frame ${frame} failed and fail-fast is set.`, { cause });
}
function asFailure(error) {
    if (error instanceof FrameFailure)
        return error;
    return error instanceof errors/* RenderError */.vH ? new FrameFailure(error) : undefined;
}

;// CONCATENATED MODULE: ./src/task/prune.ts


const concurrency = 8;
/**
 * Removes tasks that runs of this program made and that ended before `beforeMs` (Unix time). Nothing is stopped for it: a
 * task that somebody has started again meanwhile is refused by the Manager.
 * @param inUse names of tasks to leave, however old.
 * @throws RenderError when the Manager does not answer; the signal's reason when it takes too long.
 */
async function pruneTasks(client, beforeMs, inUse, signal) {
    const tasks = Object.entries(await client.tasks(signal));
    const old = tasks.filter(([name, task]) => (0,task_plan/* keyInName */.Q9)(name) !== undefined && !inUse.has(name) && isOld(task, beforeMs));
    const slots = (0,p_limit/* default */.A)(concurrency);
    const removals = old.map(([name]) => slots(async () => {
        signal.throwIfAborted();
        await client.remove(name, signal);
    }));
    const ends = await Promise.allSettled(removals);
    const removed = ends.filter(({ status }) => status === 'fulfilled').length;
    return { removed, left: old.length - removed };
}
/** A task without an end counts from when it was made: its run was killed while it was staged. */
function isOld(task, beforeMs) {
    if (task.state === 'RUNNING' || task.state === 'PENDING' || task.state === 'UNKNOWN')
        return false;
    const endedAt = task.end_time ?? task.create_time;
    return typeof endedAt === 'number' && endedAt * 1000 < beforeMs;
}

;// CONCATENATED MODULE: ./src/task/early-answer.ts
/** For a blob the Manager has for certain: the answer will come, so the body can wait for a slow Manager. */
const certainMs = 10_000;
const leastMs = 10;
const mostMs = 2_000;
/** After so many new files in a row the next one is most likely new, too, and waits no longer than an idle Manager takes. */
const newInARow = 4;
const hurriedLeastMs = 2;
/**
 * How long an upload waits for an early answer. Waiting too long slows the first upload of every file; too short, and a
 * known file is sent in vain. The first guess is a whole request's latency (an early answer needs one round trip, a
 * request at least three); every early answer corrects it, seen or missed.
 */
class EarlyAnswerWait {
    #hurriedMs;
    #slowestMs;
    #newOnes = 0;
    constructor(managerLatencyMs) {
        this.#slowestMs = managerLatencyMs / 2;
        this.#hurriedMs = Math.min(mostMs, Math.max(hurriedLeastMs, managerLatencyMs));
    }
    forBlob(certain) {
        if (certain)
            return certainMs;
        if (this.#newOnes >= newInARow)
            return this.#hurriedMs;
        return Math.min(mostMs, Math.max(leastMs, 2 * this.#slowestMs));
    }
    /** The Manager did not have a file that it might have had. */
    noteNew() {
        this.#newOnes += 1;
    }
    /** An early answer came when the rest was on its way already: the wait was too short. */
    lengthen() {
        this.#newOnes = 0;
        this.#slowestMs = Math.min(mostMs, Math.max(leastMs, 2 * this.#slowestMs));
    }
    /** An early answer came in time; `certain` when nothing else was to be expected. */
    learn(answeredAfterMs, certain) {
        if (!certain)
            this.#newOnes = 0;
        // Forgets slowly, so that one quick answer does not end the patience that a busy Manager needs.
        this.#slowestMs = Math.max(answeredAfterMs, 0.9 * this.#slowestMs);
    }
}

;// CONCATENATED MODULE: ./src/task/stage.ts







/** Sends of one file whose bytes keep arriving damaged. */
const maxDamaged = 4;
/** Gets files onto the Manager: every byte once, however many frames and paths share it. */
class Stager {
    totals = { filesSent: 0, bytesSent: 0, filesKnown: 0, bytesKnown: 0, wireBytes: 0 };
    #client;
    #options;
    #slots;
    /** The last send of each sha1. The Manager loses a blob that is sent twice at a time, so sends of one sha1 queue up. */
    #lastSend = new Map();
    /** Why a file could not be sent for good: other frames that need it too do not try again. */
    #refused = new Map();
    /** Blobs that the Manager has for certain. */
    #staged = new Set();
    #wait;
    constructor(client, options, managerLatencyMs) {
        this.#client = client;
        this.#options = options;
        this.#slots = (0,p_limit/* default */.A)(options.concurrency);
        this.#wait = new EarlyAnswerWait(managerLatencyMs);
    }
    /**
     * Registers every file of a task, sending what the Manager does not have. When one fails, no other is begun; it ends
     * when none is on its way any more, since a late one would make the task again that its caller removes.
     * @param digests sha1 by path.
     */
    async stage(task, files, digests) {
        const failed = new AbortController();
        const stageOne = async (file) => {
            const sha1 = digests.get(file.path) ?? '';
            await this.#inTurn(sha1, async () => {
                if (failed.signal.aborted)
                    return;
                await this.#send(task, file, sha1).catch((error) => {
                    if (isDamaged(error))
                        this.#refused.set(sha1, error);
                    failed.abort(error);
                });
            });
        };
        await Promise.all(files.map(stageOne));
        failed.signal.throwIfAborted();
    }
    /** @param send never rejects, so the next one always has its turn. */
    async #inTurn(sha1, send) {
        const before = this.#lastSend.get(sha1) ?? Promise.resolve();
        const mine = before.then(() => this.#slots(send));
        this.#lastSend.set(sha1, mine);
        await mine;
    }
    async #send(task, file, sha1) {
        const refused = this.#refused.get(sha1);
        if (refused !== undefined)
            throw refused;
        let failingSinceMs;
        for (let sends = 1;; sends++) {
            try {
                await this.#sendOnce(task, file, sha1);
                return;
            }
            catch (error) {
                if (await this.#arrived(task, file, sha1, error))
                    return;
                failingSinceMs ??= performance.now();
                const patient = (0,retry/* isOutage */.uD)(error) && performance.now() - failingSinceMs < this.#options.patienceMs;
                if (!patient && !(isDamaged(error) && sends < maxDamaged))
                    throw explain(error, file);
                this.#options.onNotice?.(`${file.path}: sending again. ${(0,errors/* messageOf */.bD)(error)}`);
                await (0,retry/* pause */.v7)((0,retry/* retryDelayMs */.qO)(sends), this.#options.signal);
            }
        }
    }
    async #sendOnce(task, file, sha1) {
        const certain = this.#staged.has(sha1);
        const buffers = (0,project_digest/* borrowBuffers */.pl)();
        const upload = await this.#client.upload(task, file.path, {
            sha1,
            sizeBytes: file.sizeBytes,
            open: () => (0,project_digest/* readUnchanged */.gw)(file, this.#options.signal, buffers),
            earlyAnswerMs: this.#wait.forBlob(certain),
            onSent: (sizeBytes) => (this.totals.wireBytes += sizeBytes),
        }, this.#options.signal);
        if (upload.earlyAnswerAfterMs !== undefined)
            this.#wait.learn(upload.earlyAnswerAfterMs, certain);
        else if (!certain)
            this.#wait.noteNew();
        // What was cut short by an early answer may still be on its way.
        if (!upload.attached || upload.bytesSent === 0)
            (0,project_digest/* returnBuffers */.cM)(buffers);
        this.#count(sha1, file, upload.attached);
    }
    /** Asks the Manager what became of a send whose connection broke: it may well have the file. */
    async #arrived(task, file, sha1, error) {
        if (!(0,errors/* isRenderError */.LH)(error, 'unreachable'))
            return false;
        try {
            const info = await this.#client.fileInfo(task, file.path, this.#options.signal);
            if (info.id !== sha1 || info.blob?.size !== file.sizeBytes)
                return false;
        }
        catch {
            return false;
        }
        this.#wait.lengthen();
        this.#count(sha1, file, true);
        return true;
    }
    #count(sha1, file, known) {
        const wasStaged = this.#staged.has(sha1);
        this.#staged.add(sha1);
        if (known || wasStaged) {
            this.totals.filesKnown += 1;
            this.totals.bytesKnown += file.sizeBytes;
        }
        else {
            this.totals.filesSent += 1;
            this.totals.bytesSent += file.sizeBytes;
        }
    }
}
function explain(error, file) {
    if (!(0,errors/* isRenderError */.LH)(error, 'rejected', 'unreachable'))
        return error;
    const hint = isDamaged(error) ? oneRunAtATime : error.hint;
    return new errors/* RenderError */.vH(error.kind, `${(0,printable/* printable */.g)(file.path)} could not be sent. ${error.message}`, {
        file: file.path,
        cause: error,
        ...(hint === undefined ? {} : { hint }),
    });
}
/** The bytes that arrived did not have the file's checksum. */
function isDamaged(error) {
    return (0,errors/* isRenderError */.LH)(error, 'rejected') && isDamagedUpload(error.message);
}

// EXTERNAL MODULE: ./src/manager/client.ts + 3 modules
var client = __webpack_require__(56071);
;// CONCATENATED MODULE: ./src/task/stall.ts


/**
 * Why a task that made no progress for `stallTimeoutMs` is given up.
 * @param running the task that the farm works on, whoever it is of.
 */
function explainStall({ frame }, info, stallTimeoutMs, activeAgents, running) {
    const silent = formatMinutes(stallTimeoutMs);
    if (activeAgents === 0) {
        return new errors/* RenderError */.vH('no-agents', `No Agent is active, and nothing has moved for ${silent}.`, {
            hint: 'Start an Agent, or check why the Manager cannot reach it.',
        });
    }
    const blocking = running === undefined ? 'a task' : `the task ${(0,printable/* printable */.g)(running, 200)}`;
    const queued = info.state === 'PENDING' ? ` It waits in the queue behind ${blocking}, which does not move.` : '';
    return new errors/* RenderError */.vH('stalled', `No progress for ${silent} (state ${info.state}).${queued}`, {
        frame,
        hint: 'Look at the Agents’ load and logs; raise stall-timeout when a sample really takes that long.',
    });
}
function formatMinutes(timeMs) {
    return timeMs < 120_000 ? `${Math.round(timeMs / 1000)} s` : `${Math.round(timeMs / 60_000)} min`;
}

;// CONCATENATED MODULE: ./src/task/progress.ts




/** Restarts of a task that is stopped again and again by somebody else. */
const maxRestarts = 3;
/**
 * Whether the list alone is not enough: the task moved, ended, or has been silent for a while.
 * @param quietMs between two statuses of a running task whose `done` in the list does not move.
 */
function wantsStatus(track, info, nowMs, quietMs) {
    if (info.state === 'COMPLETED')
        return true;
    if (info.state !== 'RUNNING')
        return false;
    return info.done !== track.info?.done || info.done >= 1 || nowMs - track.statusAtMs >= quietMs;
}
/** Whether a task got ahead between two looks at it. */
function hasProgressed(before, now) {
    return (before === undefined ||
        before.state !== now.state ||
        before.done !== now.done ||
        before.create_time !== now.create_time);
}
/** Whether a status shows progress that the list does not: samples, or a result. */
function hasAdvanced(before, now) {
    return (before === undefined ||
        before.samples_done !== now.samples_done ||
        Object.values(before.result).join() !== Object.values(now.result).join() ||
        before.results_processing !== now.results_processing);
}
/**
 * What has gone wrong with a task for good, if anything has.
 * @param agents active Agents: each may take a workload before any samples are back.
 */
function findFailure(track, agents) {
    const { frame, info, status } = track;
    // The list may be newer than the status, or the other way round.
    const reports = [...(info?.state_error_info ?? []), ...(status?.state_error_info ?? [])];
    const reasons = [...new Set(reports.map((report) => formatReason(report)))];
    if (reasons.length > 0)
        return explainReasons(reasons.join('; '), frame);
    if (info?.state === 'ERROR')
        return new errors/* RenderError */.vH('task-failed', 'The Manager ended the task with ERROR.', { frame });
    if (track.restarts > maxRestarts) {
        return new errors/* RenderError */.vH('task-failed', `Somebody stopped the task ${track.restarts} times.`, { frame });
    }
    const inVain = workInVain(track);
    if (inVain > Math.max(4, 2 * agents)) {
        return new errors/* RenderError */.vH('task-failed', `Agents took the work ${inVain} times and brought no sample back.`, {
            frame,
            hint: 'Usually the .blend cannot be opened: try it with the same Blender version as the farm’s.',
        });
    }
    return undefined;
}
/** How often Agents took work without a sample having come back. */
function workInVain({ status, workloadsAtProgress }) {
    return status?.samples_done === 0 ? status.workloads_taken - workloadsAtProgress : 0;
}
function explainReasons(reasons, frame) {
    const lost = findLostBlob(reasons);
    if (lost === undefined) {
        const hint = isUnreadableBlob(reasons) ? { hint: lookIntoLog } : {};
        return new errors/* RenderError */.vH('task-failed', `The Manager says: ${(0,printable/* printable */.g)(reasons, 1000)}`, { frame, ...hint });
    }
    const file = (0,printable/* printable */.g)(lost.path.replace(`${task_plan/* taskRoot */.nF}/`, ''));
    const message = `The Manager has lost ${file} (sha1 ${lost.sha1}). It says: ${(0,printable/* printable */.g)(reasons, 1000)}`;
    return new errors/* RenderError */.vH('task-failed', message, { frame, file, hint: oneRunAtATime });
}
/** `{"task": "text"}` or `{"task": [{"workload": "text"}]}`; what lies deeper than that ever does is left out. */
function formatReason(reason, depth = 0) {
    if (typeof reason !== 'object' || reason === null)
        return String(reason);
    if (depth > 8)
        return '…';
    return Object.values(reason)
        .map((inner) => formatReason(inner, depth + 1))
        .join('; ');
}
/** Whether to start the task again: somebody stopped it, or a restarted Manager forgot that it was to run. */
function wantsRestart(info) {
    return info.state === 'STOPPED' || info.state === 'CREATED';
}

;// CONCATENATED MODULE: ./src/task/watch.ts







/** Polls of all tasks, together: one request however many frames there are, one more for a task that moves. */
class TaskWatcher {
    #client;
    #options;
    #watched = new Map();
    /** Of tasks that run or ran without having ended well. */
    #lastStatus = new Map();
    #polling = false;
    #answeredAtMs = performance.now();
    #outage = false;
    /** The most that were active at a time: Agents may join while the run goes on. */
    #agents;
    /** The task that the farm works on, whoever it is of. */
    #running;
    /** The whole farm's tasks at the last look: while any of them moves, waiting in the queue is no stall. */
    #farm = '';
    constructor(client, options) {
        this.#client = client;
        this.#options = options;
        this.#agents = options.agents;
    }
    /**
     * Waits until a running task is completed and gives its last status.
     * @throws RenderError `task-failed`, `stalled`, `no-agents` or `unreachable` when it will not be, `cancelled` on the signal.
     */
    async watch(task, frame) {
        const nowMs = performance.now();
        const end = Promise.withResolvers();
        this.#watched.set(task, {
            task,
            frame,
            end,
            progressAtMs: nowMs,
            workloadsAtProgress: 0,
            statusAtMs: -Infinity,
            restarts: 0,
        });
        if (!this.#polling)
            void this.#poll();
        return await end.promise;
    }
    /** The last status of a task that is or was watched. */
    lastStatus(task) {
        return this.#lastStatus.get(task);
    }
    async #poll() {
        this.#polling = true;
        this.#answeredAtMs = performance.now();
        try {
            while (this.#watched.size > 0) {
                await this.#look();
                if (this.#watched.size > 0)
                    await (0,retry/* pause */.v7)(this.#nextPollMs(), this.#options.signal);
            }
        }
        catch (error) {
            for (const watched of this.#watched.values())
                this.#finish(watched, error);
        }
        finally {
            this.#polling = false;
        }
    }
    async #look() {
        // A task that is watched from now on may be younger than the list that comes.
        const watching = [...this.#watched.values()];
        let tasks;
        try {
            tasks = await this.#client.tasks(this.#options.signal);
        }
        catch (error) {
            this.#noteOutage(error);
            return;
        }
        const nowMs = performance.now();
        if (this.#outage)
            this.#endOutage(nowMs);
        this.#answeredAtMs = nowMs;
        const farm = JSON.stringify(Object.values(tasks), ['name', 'state', 'done']);
        // What blocks the queue may be a task of ours: then that one is found to stall, not those behind it.
        const isOursRunning = [...this.#watched.keys()].some((task) => tasks[task]?.state === 'RUNNING');
        const queueMoves = farm !== this.#farm || isOursRunning;
        this.#farm = farm;
        this.#running = Object.keys(tasks).find((task) => tasks[task]?.state === 'RUNNING');
        for (const watched of watching) {
            try {
                await this.#lookAt(watched, tasks[watched.task], queueMoves, nowMs);
            }
            catch (error) {
                // Without Agents no other task will get on either.
                if ((0,errors/* isRenderError */.LH)(error, 'no-agents'))
                    throw error;
                // The Manager answers otherwise, so this is no outage: as far as anybody knows, the task makes no progress.
                const mayStillAnswer = nowMs - watched.progressAtMs <= this.#options.stallTimeoutMs;
                if (!(0,errors/* isRenderError */.LH)(error, 'unreachable', 'protocol') || !mayStillAnswer)
                    this.#finish(watched, failureOf(watched, error));
            }
        }
    }
    async #lookAt(watched, info, queueMoves, nowMs) {
        const { frame } = watched;
        if (info === undefined)
            throw new errors/* RenderError */.vH('task-failed', 'The Manager no longer knows the task.', { frame });
        if (info.state === 'UNKNOWN') {
            const message = `The Manager lists the task in a way that cannot be read: ${(0,printable/* printable */.g)(info.problem)}`;
            // It answers, so this is no outage to wait for.
            this.#finish(watched, new errors/* RenderError */.vH('protocol', message, { frame, hint: client/* otherVersion */.Z }));
            return;
        }
        let changed = hasProgressed(watched.info, info);
        if (changed || (info.state === 'PENDING' && queueMoves))
            watched.progressAtMs = nowMs;
        const askStatus = wantsStatus(watched, info, nowMs, this.#options.quietStatusMs ?? 5_000);
        watched.info = info;
        if (askStatus)
            changed = (await this.#readStatus(watched, nowMs)) || changed;
        let failure = findFailure(watched, this.#agents);
        if (failure !== undefined && workInVain(watched) > 0) {
            this.#agents = Math.max(this.#agents, (0,schema/* countActive */.e1)(await this.#client.resources(this.#options.signal)));
            failure = findFailure(watched, this.#agents);
        }
        if (failure !== undefined)
            throw failure;
        if (changed)
            this.#options.onChange?.(watched);
        if (info.state === 'COMPLETED' && watched.status !== undefined) {
            this.#watched.delete(watched.task);
            this.#lastStatus.delete(watched.task);
            watched.end.resolve(watched.status);
        }
        else if (wantsRestart(info)) {
            await this.#client.run(watched.task, this.#options.signal);
            watched.restarts += 1;
        }
        else if (nowMs - watched.progressAtMs > this.#options.stallTimeoutMs) {
            const { stallTimeoutMs, signal } = this.#options;
            throw explainStall(watched, info, stallTimeoutMs, (0,schema/* countActive */.e1)(await this.#client.resources(signal)), this.#running);
        }
    }
    /** @returns whether the status shows anything new. */
    async #readStatus(watched, nowMs) {
        const status = await this.#client.taskStatus(watched.task, this.#options.signal);
        const advanced = hasAdvanced(watched.status, status);
        if (advanced) {
            watched.progressAtMs = nowMs;
            watched.workloadsAtProgress = status.samples_done === 0 ? watched.workloadsAtProgress : status.workloads_taken;
        }
        watched.statusAtMs = nowMs;
        watched.status = status;
        this.#lastStatus.set(watched.task, status);
        return advanced;
    }
    /** An outage is lived with as long as frames may stall. */
    #noteOutage(error) {
        if (!(0,retry/* isOutage */.uD)(error))
            throw error;
        const silentMs = performance.now() - this.#answeredAtMs;
        if (silentMs > this.#options.stallTimeoutMs) {
            throw new errors/* RenderError */.vH('unreachable', `The Manager has not answered for ${formatMinutes(silentMs)}. ${error.message}`, {
                cause: error,
                hint: 'Check the Manager; the frames that are done are kept. stall-timeout sets how long an outage may last.',
            });
        }
        if (!this.#outage)
            this.#options.onOutage?.(`${error.message} Waiting for it to come back.`);
        this.#outage = true;
    }
    /** Nobody knows what tasks did while the Manager was away, so that time is no stall of theirs. */
    #endOutage(nowMs) {
        this.#outage = false;
        const silentMs = nowMs - this.#answeredAtMs;
        for (const watched of this.#watched.values()) {
            watched.progressAtMs = Math.min(nowMs, watched.progressAtMs + silentMs);
        }
        this.#options.onOutage?.('The Manager is back.');
    }
    /** Faster while something is about to end, slower while nothing moves. */
    #nextPollMs() {
        const interval = this.#options.pollIntervalMs;
        const nowMs = performance.now();
        let quietMs = Infinity;
        for (const { status, info, progressAtMs } of this.#watched.values()) {
            quietMs = Math.min(quietMs, nowMs - progressAtMs);
            const endsSoon = info?.state === 'RUNNING' && (info.done >= 1 || (status?.remaining ?? Infinity) <= 5);
            if (endsSoon)
                return interval / 4;
        }
        return quietMs > 30 * interval ? 3 * interval : interval;
    }
    #finish(watched, error) {
        this.#watched.delete(watched.task);
        watched.end.reject(error instanceof Error ? error : new Error(String(error)));
    }
}
/** The same failure, of one frame: the Manager answers otherwise. */
function failureOf({ frame }, error) {
    if (!(0,errors/* isRenderError */.LH)(error) || error.frame !== undefined)
        return error;
    const { kind, message, hint, cause } = error;
    return new errors/* RenderError */.vH(kind, message, { frame, cause, ...(hint === undefined ? {} : { hint }) });
}

;// CONCATENATED MODULE: ./src/run-frames.ts













/** Time to remove what is unfinished: a cancelled step is killed 7.5 s after the first signal. */
const cancelledCleanupMs = 4_000;
const cleanupMs = 30_000;
const pruneMs = 15_000;
const heartbeatMs = 30_000;
const dayMs = 24 * 3_600_000;
/** Renders all frames of the plan: stage, watch and collect, each frame on its own way. */
async function runFrames(run) {
    const { settings, host, farm, plan, outputDirectory } = run;
    await clearFrames(outputDirectory, plan.frames);
    const { client } = farm;
    const { log } = host;
    const patienceMs = settings.stallTimeout * 60_000;
    const stop = new AbortController();
    const timer = setTimeout(() => {
        const hint = 'Raise timeout, or render fewer frames or samples.';
        stop.abort(new errors/* RenderError */.vH('timeout', `The run was not done after ${settings.timeout} min.`, { hint }));
    }, settings.timeout * 60_000);
    const signal = AbortSignal.any([host.cancelled, stop.signal]);
    const unfinished = new Set();
    const left = [];
    const progress = new RunProgress(plan.frames.length);
    const heartbeat = setInterval(() => {
        log.info(progress.line());
    }, heartbeatMs);
    const watcher = new TaskWatcher(client, {
        pollIntervalMs: settings.pollInterval * 1000,
        stallTimeoutMs: patienceMs,
        agents: farm.activeAgents,
        signal,
        onChange: (track) => {
            if (progress.note(track))
                log.info(`frame ${track.frame}: rendering`);
            log.progress(progress.line());
        },
        onOutage: (text) => {
            log.warning((0,printable/* printable */.g)(text));
        },
    });
    const stager = new Stager(client, {
        concurrency: settings.uploadConcurrency,
        patienceMs,
        signal,
        onNotice: (text) => {
            log.warning((0,printable/* printable */.g)(text));
        },
    }, farm.latencyMs);
    const reuse = await openReuse(run);
    try {
        const ends = await renderFrames({
            client,
            stager,
            watcher,
            signal,
            unfinished,
            patienceMs,
            outputDirectory,
            digests: reuse.digests,
            kept: reuse.kept,
            identity: host.identity,
            blenderVersion: farm.blenderVersion,
            earlier: settings.reuse
                ? findEarlierTasks(await (0,retry/* persist */.Zr)(() => client.tasks(signal), patienceMs, signal))
                : new Map(),
            kinds: settings.results,
            attempts: settings.attempts,
            keepTasks: settings.keepTasks,
            onLine: (line) => {
                log.info((0,printable/* printable */.g)(line));
            },
        }, plan.frames, {
            failFast: settings.failFast,
            onEnd: (end) => {
                progress.end(end.frame);
                reuse.frameEnded(end.frame);
                log.info(describeEnd(end));
                log.progress(progress.line());
            },
        }, (reason) => {
            stop.abort(reason);
        });
        if (!signal.aborted)
            await prune(run, ends);
        const stopped = signal.aborted ? signal.reason : undefined;
        return { ends, upload: stager.totals, left, ...(stopped === undefined ? {} : { stopped }) };
    }
    finally {
        clearTimeout(timer);
        clearInterval(heartbeat);
        log.progress('');
        if (signal.aborted)
            client.reset();
        const timeoutMs = host.cancelled.aborted ? cancelledCleanupMs : cleanupMs;
        left.push(...(await (0,cleanup/* removeTasks */.r)(client, [...unfinished], timeoutMs, { keepCompleted: settings.keepTasks })));
        if (left.length > 0)
            log.warning(`Left on the Manager: ${left.join(', ')}`);
        await reuse.close();
    }
}
/** Old tasks of ours are of no use to anyone; that they cannot be removed is no reason to fail. */
async function prune({ settings, host, farm }, ends) {
    const used = new Set(ends.flatMap((end) => ('done' in end ? [end.done.task] : [])));
    const beforeMs = Date.now() - settings.taskRetentionDays * dayMs;
    const signal = AbortSignal.any([host.cancelled, AbortSignal.timeout(pruneMs)]);
    try {
        const { removed, left } = await pruneTasks(farm.client, beforeMs, used, signal);
        if (removed > 0)
            host.log.info(`Removed ${removed} old tasks from the Manager`);
        if (left > 0)
            host.log.info(`${left} old tasks could not be removed from the Manager.`);
    }
    catch (error) {
        host.log.info(`Old tasks could not be removed from the Manager: ${(0,printable/* printable */.g)((0,errors/* messageOf */.bD)(error))}`);
    }
}
/** Removes what an earlier run left of these frames: a picture in another format, or of a frame that now fails. */
async function clearFrames(outputDirectory, plans) {
    const frames = new Set(plans.map(({ frame }) => frame));
    for (const name of await (0,promises_.readdir)(outputDirectory)) {
        const [, frame] = /^\.?frame-(\d+)\.(?:preview|render|compose|log)/.exec(name) ?? [];
        if (frame !== undefined && frames.has(Number(frame)))
            await (0,promises_.rm)((0,external_node_path_.join)(outputDirectory, name), { force: true });
    }
}
function describeEnd(end) {
    if ('failed' in end) {
        const { kind, message } = end.failed.failure;
        return `frame ${end.frame}: ${kind === 'cancelled' ? 'cancelled' : 'failed'}. ${(0,printable/* printable */.g)(message, 2000)}`;
    }
    const { outcome, renderMs, results } = end.done;
    const time = outcome === 'rendered' ? ` in ${(0,quantities/* formatDuration */.a3)(renderMs)}` : '';
    return `frame ${end.frame}: ${outcome}${time} (${results.map(({ kind }) => kind).join(', ')})`;
}
/** Where the run stands, in one line. */
class RunProgress {
    #total;
    #startedAtMs = performance.now();
    #running = new Map();
    #rendering = new Set();
    #ended = 0;
    constructor(total) {
        this.#total = total;
    }
    /** @returns whether the frame has just begun to render. */
    note(track) {
        if (track.info?.state !== 'RUNNING')
            return false;
        this.#running.set(track.frame, { ...track });
        const began = !this.#rendering.has(track.frame);
        this.#rendering.add(track.frame);
        return began;
    }
    end(frame) {
        this.#ended += 1;
        this.#running.delete(frame);
    }
    line() {
        const parts = [`${this.#ended} of ${this.#total} frames`];
        for (const { frame, info, status } of [...this.#running.values()].slice(0, 2)) {
            const samples = status === undefined ? '' : ` (${status.samples_done}/${status.samples} samples)`;
            parts.push(`frame ${frame} at ${Math.round((info?.done ?? 0) * 100)} %${samples}`);
        }
        const elapsedMs = performance.now() - this.#startedAtMs;
        if (this.#ended > 0 && this.#ended < this.#total) {
            parts.push(`about ${(0,quantities/* formatDuration */.a3)((elapsedMs / this.#ended) * (this.#total - this.#ended))} left`);
        }
        return parts.join(', ');
    }
}

// EXTERNAL MODULE: ./src/settings.ts + 4 modules
var src_settings = __webpack_require__(99149);
;// CONCATENATED MODULE: ./src/render.ts










/**
 * A whole run: check, plan, then stage, watch and collect each frame, compare, publish.
 * @throws RenderError when it ends before there is anything to publish.
 */
async function render(readSetting, host) {
    try {
        return await runSteps(readSetting, host);
    }
    catch (error) {
        throw explainFileError(error);
    }
}
async function runSteps(readSetting, outerHost) {
    const startedAt = new Date();
    const settings = (0,src_settings/* parseSettings */.P$)(readSetting);
    maskCredentials(settings, outerHost);
    if (settings.managerUrl === 'empty' && settings.withoutManager === 'skip')
        return skip(outerHost);
    const root = await project_files/* ProjectRoot */.Is.open((0,external_node_path_.resolve)(outerHost.workspace, settings.workingDirectory ?? '.'));
    const host = annotateBelow(root, outerHost);
    const outputDirectory = (0,external_node_path_.resolve)(root.directory, settings.outputDirectory);
    await (0,promises_.mkdir)(outputDirectory, { recursive: true });
    const farm = await step(host, 'Check the farm', () => (0,src_farm/* openFarm */.B)(settings, host));
    try {
        const plan = await step(host, 'Plan', () => planRun(settings, host, root));
        const run = { settings, host, root, outputDirectory, farm, plan };
        const comparison = await planComparison(run);
        const frames = await step(host, 'Render', () => runFrames(run));
        const pool = await openPool(run);
        try {
            const comparisons = comparison && (await step(host, 'Compare', () => compareFrames(run, frames, pool, comparison)));
            return await step(host, 'Publish', () => publish(run, { frames, comparisons, startedAt }, pool));
        }
        finally {
            await pool.close();
        }
    }
    finally {
        await farm.close();
    }
}
/** Files are named below the working directory in here, and below the workspace out there. */
function annotateBelow(root, host) {
    return {
        ...host,
        annotate: (annotation) => {
            const { file } = annotation;
            host.annotate(file === undefined ? annotation : { ...annotation, file: (0,external_node_path_.relative)(host.workspace, root.absolute(file)) });
        },
    };
}
async function step(host, title, work) {
    const end = host.log.group(title);
    try {
        return await work();
    }
    finally {
        end();
    }
}
function maskCredentials({ username, password }, host) {
    if (password === '')
        return;
    host.mask(password);
    host.mask(Buffer.from(`${username}:${password}`).toString('base64'));
}
function skip(host) {
    host.annotate({
        level: 'notice',
        title: 'Not rendered',
        message: 'manager-url is empty, as secrets are in pull requests from forks, and without-manager is skip.',
    });
    return { outputs: { 'frames-rendered': 0, 'frames-reused': 0, 'frames-failed': 0 }, left: [] };
}


/***/ }),

/***/ 74011:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L4: () => (/* binding */ stateOf),
/* harmony export */   Lo: () => (/* binding */ reviewStates),
/* harmony export */   PB: () => (/* binding */ stateTitles),
/* harmony export */   T2: () => (/* binding */ mainPictureOf),
/* harmony export */   c0: () => (/* binding */ countStates),
/* harmony export */   ke: () => (/* binding */ formatOutcome),
/* harmony export */   mF: () => (/* binding */ needsReview),
/* harmony export */   t8: () => (/* binding */ decidingPictureOf),
/* harmony export */   xJ: () => (/* binding */ severityOf)
/* harmony export */ });
/* harmony import */ var _quantities_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(85602);

/** Worst first: the order in which people should look. */
const states = [
    'failed',
    'cancelled',
    'different',
    'mismatched',
    'missing',
    'unreadable',
    'new',
    'within-tolerance',
    'same',
    'rendered',
    'reused',
];
const stateTitles = {
    failed: 'Failed',
    cancelled: 'Cancelled',
    different: 'Different',
    mismatched: 'Mismatched',
    missing: 'Missing',
    unreadable: 'Unreadable',
    new: 'New',
    'within-tolerance': 'Within tolerance',
    same: 'Same',
    rendered: 'Rendered',
    reused: 'Reused',
};
function severityOf(state) {
    return states.indexOf(state);
}
function stateOf({ outcome, pictures }) {
    if (outcome === 'failed' || outcome === 'cancelled')
        return outcome;
    const verdicts = pictures.flatMap(({ comparison }) => (comparison ? [comparison.verdict] : []));
    return verdicts.sort((a, b) => severityOf(a) - severityOf(b))[0] ?? outcome;
}
/** Whether somebody has to look at a frame in this state: its pictures are shown in full, and it is listed first. */
function needsReview(state) {
    return severityOf(state) < severityOf('new');
}
/** The states of which that is so. */
const reviewStates = states.filter(needsReview);
const mainFirst = ['compose', 'render', 'preview'];
/** The picture of a frame that stands for it: the one that people see in the end. */
function mainPictureOf({ pictures }) {
    return pictures.toSorted((a, b) => mainFirst.indexOf(a.kind) - mainFirst.indexOf(b.kind))[0];
}
/** The picture that decides the frame's state, for a failed frame the worst that could still be compared. */
function decidingPictureOf({ pictures }) {
    return pictures.toSorted((a, b) => severity(a) - severity(b) || mainFirst.indexOf(a.kind) - mainFirst.indexOf(b.kind))[0];
}
function severity({ comparison }) {
    return comparison === undefined ? states.length : severityOf(comparison.verdict);
}
/** How many frames are in each state, worst first, empty ones left out. */
function countStates(frames) {
    const counts = new Map();
    for (const state of frames.map(stateOf))
        counts.set(state, (counts.get(state) ?? 0) + 1);
    return [...counts].sort(([a], [b]) => severityOf(a) - severityOf(b));
}
/** `24 frames: 1 failed, 2 different, 21 same`. */
function formatOutcome(frames) {
    const counts = countStates(frames).map(([state, count]) => `${count} ${stateTitles[state].toLowerCase()}`);
    return [(0,_quantities_js__WEBPACK_IMPORTED_MODULE_0__/* .formatCount */ .B4)(frames.length, 'frame'), counts.join(', ')].filter(Boolean).join(': ');
}


/***/ }),

/***/ 34518:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   As: () => (/* binding */ formatHistory),
/* harmony export */   J8: () => (/* binding */ maxHistoryFrames),
/* harmony export */   fJ: () => (/* binding */ renderTimeOf),
/* harmony export */   i0: () => (/* binding */ maxErrorOf),
/* harmony export */   i6: () => (/* binding */ parseHistory),
/* harmony export */   p2: () => (/* binding */ historyFile),
/* harmony export */   ur: () => (/* binding */ maxHistoryBytes)
/* harmony export */ });
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77934);
/* harmony import */ var _frame_state_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(74011);


/*
 * `history.json`: render time, error and verdict of each frame in the last runs, oldest first. A run starts from what a
 * cache or an artifact kept of the runs before, so it is read as anything from outside.
 */
/** Its name beside the frames. */
const historyFile = 'history.json';
/** What a full history takes, and half as much again. */
const maxHistoryBytes = 16_000_000;
const maxRuns = 100;
/** Frames of a run that are kept. */
const maxHistoryFrames = 1000;
/** Changes when a reader of older histories would misread newer ones. */
const historyVersion = 1;
const quantity = valibot__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig(), valibot__WEBPACK_IMPORTED_MODULE_1__/* .finite */ .E2x(), valibot__WEBPACK_IMPORTED_MODULE_1__/* .minValue */ .Wwf(0));
const historySchema = valibot__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    version: valibot__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz(historyVersion),
    runs: valibot__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
        date: valibot__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_1__/* .isoTimestamp */ .yhX(), valibot__WEBPACK_IMPORTED_MODULE_1__/* .maxLength */ .Ru6(40)),
        commit: valibot__WEBPACK_IMPORTED_MODULE_1__/* .exactOptional */ .yqP(valibot__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_1__/* .regex */ .yGV(/^[0-9a-f]{4,64}$/i))),
        frames: valibot__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
            frame: valibot__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig(), valibot__WEBPACK_IMPORTED_MODULE_1__/* .safeInteger */ .Y2b()),
            durationMs: valibot__WEBPACK_IMPORTED_MODULE_1__/* .exactOptional */ .yqP(quantity),
            maxError: valibot__WEBPACK_IMPORTED_MODULE_1__/* .exactOptional */ .yqP(quantity),
            verdict: valibot__WEBPACK_IMPORTED_MODULE_1__/* .exactOptional */ .yqP(valibot__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_1__/* .regex */ .yGV(/^[a-z-]{1,20}$/))),
        })),
    })),
});
/**
 * Reads a history's text, which the caller keeps below {@link maxHistoryBytes}.
 * @throws Error that says what is wrong with it
 */
function parseHistory(text) {
    const parsed = valibot__WEBPACK_IMPORTED_MODULE_1__/* .safeParse */ .xLC(historySchema, JSON.parse(text), { abortEarly: true });
    if (parsed.success)
        return limit(parsed.output.runs);
    const [issue] = parsed.issues;
    throw new Error(`${valibot__WEBPACK_IMPORTED_MODULE_1__/* .getDotPath */ .BuJ(issue) ?? 'it'}: ${issue.message}`);
}
/** The history's text after this run. */
function formatHistory(earlier, report) {
    const runs = limit([...earlier, describeEntry(report)]);
    return `{"version":${historyVersion},"runs":[\n${runs.map((run) => JSON.stringify(run)).join(',\n')}\n]}\n`;
}
function limit(runs) {
    return runs.slice(-maxRuns).map((run) => ({ ...run, frames: run.frames.slice(0, maxHistoryFrames) }));
}
/** Frames that the run did not get to have nothing to tell. */
function describeEntry({ startedAt, commit, frames }) {
    return {
        date: startedAt,
        ...(commit === undefined ? {} : { commit: commit.sha }),
        frames: frames.filter(({ outcome }) => outcome !== 'cancelled').map(describeFrame),
    };
}
function describeFrame(frame) {
    const durationMs = renderTimeOf(frame);
    const maxError = maxErrorOf(frame);
    return {
        frame: frame.frame,
        ...(durationMs === undefined ? {} : { durationMs: Math.round(durationMs) }),
        ...(maxError === undefined ? {} : { maxError: Number(maxError.toPrecision(6)) }),
        verdict: (0,_frame_state_js__WEBPACK_IMPORTED_MODULE_0__/* .stateOf */ .L4)(frame),
    };
}
/** How long the frame took to render; undefined where it was not rendered but taken from an earlier run. */
function renderTimeOf({ outcome, durationMs }) {
    return outcome === 'rendered' ? durationMs : undefined;
}
/**
 * The largest difference of a single value in the frame's pictures: in their colours, and in other layers that are
 * different. Noise makes a layer of numbers, such as Cryptomatte's, differ by 10 ** 23.
 */
function maxErrorOf({ pictures }) {
    const errors = pictures
        .flatMap(({ comparison }) => (comparison ? [comparison, ...comparison.layers.filter(tellsError)] : []))
        .flatMap(({ metrics }) => metrics?.max ?? [])
        .filter(Number.isFinite);
    return errors.length > 0 ? Math.max(...errors) : undefined;
}
function tellsError({ purpose, verdict }) {
    return purpose === 'colour' || verdict === 'different';
}


/***/ }),

/***/ 34015:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ httpsUrl)
/* harmony export */ });
const maxLength = 2000;
/** The address, if it is one that may become a link: absolute, https and without credentials. */
function httpsUrl(text) {
    if (text === undefined)
        return undefined;
    const url = URL.parse(text);
    if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '')
        return undefined;
    return url.href.length <= maxLength ? url.href : undefined;
}


/***/ }),

/***/ 77333:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L_: () => (/* binding */ formatManifest),
/* harmony export */   YE: () => (/* binding */ manifestFile),
/* harmony export */   rq: () => (/* binding */ maxManifestBytes)
/* harmony export */ });
/* harmony import */ var _frame_ranges_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(81453);

/** Its name beside the frames. */
const manifestFile = 'render.json';
/** More than the manifest of any real run: thousands of frames, made from thousands of files. */
const maxManifestBytes = 64_000_000;
/** Changes when a reader of older manifests would misread newer ones. */
const manifestVersion = 1;
/**
 * `render.json`, which lies beside the frames: what was rendered, from what, where and with which settings. Baselines
 * keep it, so that a later comparison can say what else has changed.
 */
function formatManifest(report, records) {
    const byFrame = new Map(records.map((record) => [record.frame, record]));
    const manifest = {
        version: manifestVersion,
        project: report.project,
        startedAt: report.startedAt,
        durationSeconds: toSeconds(report.durationMs),
        ...(report.commit === undefined ? {} : { commit: report.commit.sha }),
        manager: report.farm.managerUrl,
        blenderVersion: report.farm.blenderVersion,
        agents: report.farm.activeAgents,
        ...report.configuration,
        upload: report.upload,
        inputs: listInputs(records),
        frames: report.frames.map(({ frame, outcome, durationMs, error }) => ({
            frame,
            outcome,
            ...(durationMs === undefined ? {} : { durationSeconds: toSeconds(durationMs) }),
            task: byFrame.get(frame)?.task,
            key: byFrame.get(frame)?.key,
            ...(error === undefined ? {} : { error }),
            results: byFrame.get(frame)?.results ?? [],
        })),
    };
    return `${JSON.stringify(manifest, null, 2)}\n`;
}
/** Every input once; with the frames it belongs to, where not all have it. */
function listInputs(records) {
    const rendered = records.filter(({ inputs }) => inputs.size > 0);
    const inputs = new Map();
    for (const { frame, inputs: files } of rendered) {
        for (const [path, sha1] of files) {
            const id = `${sha1} ${path}`;
            const input = inputs.get(id) ?? { path, sha1, frames: [] };
            input.frames.push(frame);
            inputs.set(id, input);
        }
    }
    return [...inputs.values()]
        .sort((a, b) => (a.path < b.path ? -1 : 1))
        .map(({ path, sha1, frames }) => ({
        path,
        sha1,
        ...(frames.length === rendered.length ? {} : { frames: (0,_frame_ranges_js__WEBPACK_IMPORTED_MODULE_0__/* .formatFrames */ .I9)(frames) }),
    }));
}
function toSeconds(timeMs) {
    return Math.round(timeMs / 10) / 100;
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


/***/ }),

/***/ 67490:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CB: () => (/* binding */ readBounded),
/* harmony export */   aE: () => (/* binding */ removeOldParts),
/* harmony export */   f8: () => (/* binding */ writeWhole),
/* harmony export */   kN: () => (/* binding */ isNotThere)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);



/**
 * Writes a file so that nobody ever sees half of it, also when the machine stops or another process writes it at the
 * same time.
 */
async function writeWhole(path, text) {
    const partial = `${path}.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(4).toString('hex')}.part`;
    try {
        const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(partial, 'wx');
        try {
            await handle.writeFile(text);
            await handle.sync();
        }
        finally {
            await handle.close();
        }
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(partial, path);
    }
    catch (error) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(partial, { force: true });
        throw error;
    }
}
/** What is older is no longer being written. */
const partAgeMs = 3_600_000;
/** Removes what {@link writeWhole} left beside `path` where its process was killed. */
async function removeOldParts(path) {
    for (const name of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(path))) {
        if (!name.startsWith(`${(0,node_path__WEBPACK_IMPORTED_MODULE_2__.basename)(path)}.`) || !/\.[0-9a-f]{8}\.part$/.test(name))
            continue;
        const part = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(path), name);
        if (Date.now() - (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(part)).mtimeMs > partAgeMs)
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(part, { force: true });
    }
}
/**
 * Reads a text file that others wrote.
 * @throws Error when it is not there, no plain file (a pipe would never end), or larger than `maxBytes`.
 */
async function readBounded(path, maxBytes) {
    const stats = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(path);
    if (!stats.isFile())
        throw new Error('it is not a file');
    if (stats.size > maxBytes)
        throw new Error(`it is larger than ${maxBytes / 1_000_000} MB`);
    return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(path, 'utf8');
}
/** Whether what a file operation threw says that there is no such file. */
function isNotThere(error) {
    return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}


/***/ })

};
