export const id = 953;
export const ids = [953,490];
export const modules = {

/***/ 4951:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   dX: () => (/* binding */ planComparison),
/* harmony export */   fT: () => (/* binding */ readTolerances),
/* harmony export */   gQ: () => (/* binding */ compareFrames),
/* harmony export */   x5: () => (/* binding */ openPool)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_os__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3916);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5260);
/* harmony import */ var _whole_files_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7490);






const maxTolerancesBytes = 1_000_000;
/** Pictures compared at a time; each takes up to a quarter of a gigabyte at 4K. */
const threads = Math.min(4, (0,node_os__WEBPACK_IMPORTED_MODULE_1__.availableParallelism)());
/** Starts the threads that decode and compare pictures. */
async function openPool({ host }) {
    const { createComparisonPool } = await __webpack_require__.e(/* import() */ 581).then(__webpack_require__.bind(__webpack_require__, 4962));
    return createComparisonPool(host.entry, threads);
}
/**
 * Reads what comparing needs before anything is rendered; undefined when there is no baseline.
 * @throws RenderError `settings` when the tolerances cannot be read, or the results would replace the baseline.
 */
async function planComparison({ settings, host, root, outputDirectory, plan, }) {
    if (settings.baseline === undefined)
        return undefined;
    const baselineDirectory = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(root.directory, settings.baseline);
    const baseline = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(baselineDirectory).catch(() => undefined);
    if (baseline === (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(outputDirectory))) {
        const where = (0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g)(settings.baseline);
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .RenderError */ .vH('settings', `baseline "${where}" is output-directory: the new pictures would replace the old.`, {
            hint: 'Keep the baseline in a folder of its own, and fill it with blendnet-render approve.',
        });
    }
    if (baseline === undefined) {
        const message = `The baseline folder ${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g)(settings.baseline)} is not there (fine on the first run).`;
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
        if (!(0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .isRenderError */ .LH)(error))
            throw error;
        return { pictures: new Map(), warnings: [], failure: error };
    }
}
async function comparePictures(run, frames, pool, { baselineDirectory, rules }) {
    const { settings, outputDirectory, host } = run;
    const { pairPictures } = await __webpack_require__.e(/* import() */ 460).then(__webpack_require__.bind(__webpack_require__, 5460));
    const { comparePairs } = await __webpack_require__.e(/* import() */ 962).then(__webpack_require__.bind(__webpack_require__, 5962));
    const done = frames.ends.filter((end) => 'done' in end).map(({ frame }) => frame);
    const kinds = settings.compareResults.filter((kind) => settings.results.includes(kind));
    const pairs = (await pairPictures(baselineDirectory, outputDirectory, done)).filter(({ kind }) => kinds.includes(kind));
    const compared = await comparePairs(pairs, rules, pool);
    const pictures = new Map();
    for (const picture of compared) {
        const { frame, kind, verdict, reason } = picture.comparison;
        host.log.info(`frame ${frame} ${kind}: ${verdict}${verdict === 'same' ? '' : `. ${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g)(reason, 1000)}`}`);
        pictures.set(`${frame} ${kind}`, picture);
    }
    const reused = new Set(frames.ends.filter((end) => 'done' in end && end.done.outcome === 'reused').map(({ frame }) => frame));
    return { pictures, warnings: await compareWithBaseline(run, baselineDirectory, pairs, reused) };
}
/** The settings' limits as a rule for everything, then the rules of the file, which lies below `directory`. */
async function readTolerances(settings, directory) {
    const { parseTolerances } = await __webpack_require__.e(/* import() */ 716).then(__webpack_require__.bind(__webpack_require__, 716));
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
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(directory, settings.tolerances);
    const text = await (0,_whole_files_js__WEBPACK_IMPORTED_MODULE_4__/* .readBounded */ .CB)(path, maxTolerancesBytes).catch((cause) => {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .RenderError */ .vH('settings', `tolerances: ${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g)((0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(cause))}`, {
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
    const { compareSetups } = await __webpack_require__.e(/* import() */ 479).then(__webpack_require__.bind(__webpack_require__, 7479));
    const { factsByPicture, readManifest } = await __webpack_require__.e(/* import() */ 458).then(__webpack_require__.bind(__webpack_require__, 458));
    const baseline = await readManifest(baselineDirectory).catch((error) => {
        host.log.detail(`The baseline's manifest is not used: ${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g)((0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error))}`);
        return undefined;
    });
    const { samples, seed } = plan.configuration;
    const { blenderVersion, activeAgents: agents } = farm;
    const setup = { blenderVersion, seed, ...(samples === undefined ? {} : { samples }) };
    return compareSetups(pairs, factsByPicture(baseline), ({ frame }) => reused.has(frame) ? setup : { ...setup, agents });
}


/***/ }),

/***/ 3592:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ describePictures)
/* harmony export */ });
/* harmony import */ var _report_frame_state_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4011);

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
    return compared !== undefined && (0,_report_frame_state_js__WEBPACK_IMPORTED_MODULE_0__/* .needsReview */ .mF)(compared.comparison.verdict);
}


/***/ }),

/***/ 3593:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DigestThreads: () => (/* binding */ DigestThreads),
/* harmony export */   serveDigests: () => (/* binding */ serveDigests)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_os__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3916);
/* harmony import */ var _threads_pool_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4743);
/* harmony import */ var _threads_serve_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2738);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3405);





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

/***/ 953:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  render: () => (/* binding */ render)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/compare-frames.ts
var compare_frames = __webpack_require__(4951);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/printable.ts
var printable = __webpack_require__(5260);
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

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./src/manager/retry.ts


/** Pause before the `n`th repetition (1 = first): 0.5 s, 1 s, 2 s … 15 s, up to a quarter more so that many clients spread out. */
function retryDelayMs(n, random = Math.random) {
    return Math.min(15_000, 500 * 2 ** (n - 1)) * (1 + random() / 4);
}
/** Waits; rejects with the signal's reason when it fires. */
async function pause(timeMs, signal) {
    signal.throwIfAborted();
    await (0,external_node_timers_promises_.setTimeout)(timeMs, undefined, { signal }).catch(() => {
        signal.throwIfAborted();
    });
}
/** Whether the Manager is away: no answer, or one from something in front of it. Anything else is an answer. */
function isOutage(error) {
    return (0,errors/* isRenderError */.LH)(error, 'unreachable', 'protocol') && !error.lasting;
}
/**
 * Repeats a request until it is answered, with growing pauses, for at most `patienceMs` after the first failure. Only for
 * requests that may be repeated without harm.
 * @throws what the last try threw.
 */
async function persist(request, patienceMs, signal) {
    let failingSinceMs;
    for (let tries = 1;; tries++) {
        try {
            return await request();
        }
        catch (error) {
            const nowMs = performance.now();
            failingSinceMs ??= nowMs;
            const pauseMs = retryDelayMs(tries);
            if (!isOutage(error) || nowMs + pauseMs - failingSinceMs > patienceMs)
                throw error;
            await pause(pauseMs, signal);
        }
    }
}

// EXTERNAL MODULE: ./src/manager/schema.ts
var schema = __webpack_require__(1300);
// EXTERNAL MODULE: ./src/quantities.ts
var quantities = __webpack_require__(5602);
;// CONCATENATED MODULE: ./src/agents.ts




/** How long a farm that was just started may take until its first Agent is active. */
const startMs = 30_000;
const pollMs = 1_000;
/**
 * Counts the Agents that take work, waiting a little where none does yet. A Manager in a cloud starts its Agents when it has
 * work for them, so none need be active before.
 * @param first what the Manager just said.
 * @throws RenderError `no-agents` when nothing would ever be rendered.
 */
async function countAgents(client, first, { log, cancelled }, patienceMs) {
    const givenUpAtMs = performance.now() + Math.min(startMs, patienceMs);
    let resources = first;
    for (let looks = 1;; looks++) {
        const { manager, agents } = resources;
        const known = Object.keys(agents).length;
        const active = (0,schema/* countActive */.e1)(resources);
        if (active > 0) {
            log.info(`Agents:  ${active} active of ${known}`);
            return active;
        }
        if (known === 0)
            throw noAgents('knows no Agent');
        if (isInCloud(manager.type)) {
            log.info(`Agents:  none active of ${known} yet; the Manager starts them when there is work`);
            return 0;
        }
        if (performance.now() > givenUpAtMs)
            throw noAgents(`knows ${(0,quantities/* formatCount */.B4)(known, 'Agent')}, none of them active`);
        if (looks === 1)
            log.info(`Agents:  none active of ${known} yet, waiting`);
        await pause(pollMs, cancelled);
        resources = await client.resources(cancelled);
    }
}
/** Machines that people started themselves are of the type `custom`; a cloud has names for its kinds of machines. */
function isInCloud(managerType) {
    return managerType !== undefined && managerType !== 'custom';
}
function noAgents(what) {
    return new errors/* RenderError */.vH('no-agents', `The Manager ${what}: nothing would ever be rendered.`, {
        hint: 'Start an Agent and register it with the Manager (PUT agent/NAME/config), then run again.',
    });
}

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7934);
// EXTERNAL MODULE: ./node_modules/undici/index.js
var undici = __webpack_require__(6752);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(1692);
;// CONCATENATED MODULE: ./src/manager/tls.ts



function tlsConnectOptions({ caPem, serverName, insecure }) {
    return {
        // Made once: with a list of CAs it takes 7 ms, and every request has a connection of its own.
        secureContext: (0,external_node_tls_.createSecureContext)({
            minVersion: 'TLSv1.2',
            ...(caPem === undefined ? {} : { ca: [...(0,external_node_tls_.getCACertificates)('default'), caPem] }),
        }),
        ...(serverName === undefined ? {} : { servername: serverName }),
        rejectUnauthorized: insecure !== true,
    };
}
/** What OpenSSL and Node say when nobody the client trusts has signed the certificate. */
const unknownIssuerCodes = new Set([
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'CERT_UNTRUSTED',
    'CERT_SIGNATURE_FAILURE',
]);
/** Says what is wrong with a connection's certificate or handshake; undefined when the error is about something else. */
function describeTlsError(code, error, origin) {
    if (unknownIssuerCodes.has(code)) {
        return new errors/* RenderError */.vH('unreachable', `The certificate of ${origin} is signed by an unknown CA (${code}).`, {
            hint: "Set ca-cert to the farm's CA (the ca.crt beside the Manager), as PEM text or a file.",
            cause: error,
        });
    }
    if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
        const { cert } = error;
        // The common name counts only where there are no alternative names.
        const names = (0,printable/* printable */.g)(cert?.subjectaltname ?? [cert?.subject.CN ?? 'none'].flat().join(', '), 200);
        return new errors/* RenderError */.vH('unreachable', `The certificate of ${origin} is for another name (${names}).`, {
            hint: 'Set server-name to the name in the certificate.',
            cause: error,
        });
    }
    if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
        const when = code === 'CERT_HAS_EXPIRED' ? 'has expired' : 'is not valid yet';
        return new errors/* RenderError */.vH('unreachable', `The certificate of ${origin} ${when}.`, {
            hint: "Renew the Manager's certificate, or check the clocks of both machines.",
            cause: error,
        });
    }
    if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) {
        // OpenSSL's texts look like `1A2B:error:0A00010B:SSL routines:some_function:wrong version number:file.c:344:`.
        const reason = /SSL routines:[^:]*:([^:]+):/.exec((0,errors/* messageOf */.bD)(error))?.[1] ?? (0,errors/* messageOf */.bD)(error);
        return new errors/* RenderError */.vH('unreachable', `${origin} does not speak TLS as expected (${(0,printable/* printable */.g)(reason)}).`, {
            hint: 'Check the port: BlendNet Managers listen with HTTPS on 8443.',
            cause: error,
        });
    }
    return undefined;
}

;// CONCATENATED MODULE: ./src/manager/failure.ts




/** Turns what undici and Node's HTTP throw into a {@link RenderError}. Errors that already are one pass through. */
function describeFailure(error, origin, signal) {
    if (error instanceof errors/* RenderError */.vH)
        return error;
    if (signal?.aborted === true) {
        const { reason } = signal;
        return reason instanceof errors/* RenderError */.vH
            ? reason
            : new errors/* RenderError */.vH('cancelled', 'The run was cancelled.', { cause: error });
    }
    const code = codeOf(error);
    const tls = describeTlsError(code, error, origin);
    if (tls !== undefined)
        return tls;
    if (error instanceof undici/* errors */.sO.HTTPParserError || code === 'UND_ERR_HEADERS_OVERFLOW' || code.startsWith('HPE_')) {
        return new errors/* RenderError */.vH('protocol', `No BlendNet Manager at ${origin}: it does not answer with HTTP.`, {
            cause: error,
            hint: 'Check host and port in manager-url (https://HOST:8443).',
        });
    }
    const details = {
        cause: error,
        hint: hints[code] ?? 'Check that the Manager runs and that this machine can reach it.',
    };
    const why = explanations[code] ?? (0,printable/* printable */.g)((0,errors/* messageOf */.bD)(error));
    return new errors/* RenderError */.vH('unreachable', `${origin} does not answer: ${why}.`, details);
}
function codeOf(error) {
    // A host with several addresses fails with an AggregateError around one error per address.
    const first = error instanceof AggregateError ? error.errors[0] : error;
    const { code, message } = (first ?? {});
    // Node's words for a connection that closed before an answer was whole.
    if (code === 'ECONNRESET' && message === 'aborted')
        return 'CUT_ANSWER';
    return typeof code === 'string' ? code : '';
}
const explanations = {
    CUT_ANSWER: 'it closed the connection in the middle of an answer',
    ECONNREFUSED: 'connection refused',
    ENOTFOUND: 'no such host',
    EAI_AGAIN: 'the name could not be looked up',
    ETIMEDOUT: 'connection timed out',
    EHOSTUNREACH: 'no route to the host',
    UND_ERR_CONNECT_TIMEOUT: 'no connection came about in time',
    UND_ERR_HEADERS_TIMEOUT: 'it accepted the request and stayed silent',
    UND_ERR_BODY_TIMEOUT: 'it stopped in the middle of an answer',
    UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'it closed the connection in the middle of an answer',
    UND_ERR_SOCKET: 'it closed the connection',
    ECONNRESET: 'it closed the connection',
    EPIPE: 'it closed the connection',
};
const hints = {
    ECONNREFUSED: 'Start the Manager, or check the port in manager-url (8443 by default).',
    ENOTFOUND: 'Check the host name in manager-url.',
    EAI_AGAIN: "Check the host name in manager-url and this machine's DNS.",
};

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
var external_node_http_default = /*#__PURE__*/__webpack_require__.n(external_node_http_);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
;// CONCATENATED MODULE: ./src/manager/file-sender.ts



/**
 * Sends files with Node's own HTTP. undici writes a request's head with the first byte of its body; here the head goes by
 * itself, so that attaching a blob that the Manager has takes no byte and opens no file.
 */
class FileSender {
    #host;
    #connect;
    #limits;
    #requests = new Set();
    constructor(url, tls, limits) {
        this.#host = url.host;
        this.#limits = limits;
        this.#connect = url.protocol === 'https:' ? connectorTo(url, tls) : () => (0,external_node_net_.connect)(addressOf(url, 80));
    }
    /** Gives the answer's head; the caller reads or destroys the rest. */
    async send(path, { headers, body, signal }) {
        signal?.throwIfAborted();
        const request = external_node_http_default().request({
            method: 'PUT',
            path,
            createConnection: this.#connect,
            headers: { host: this.#host, ...headers },
        });
        const abort = () => void request.destroy(signal?.reason);
        signal?.addEventListener('abort', abort);
        this.#requests.add(request);
        request.once('close', () => {
            signal?.removeEventListener('abort', abort);
            this.#requests.delete(request);
        });
        limitSilence(request, this.#limits.connectTimeoutMs, this.#limits.idleTimeoutMs);
        return await exchange(request, body);
    }
    /** Ends what is under way. */
    async close() {
        const ended = [...this.#requests].map((request) => new Promise((resolve) => request.once('close', resolve)));
        for (const request of this.#requests)
            request.destroy();
        await Promise.all(ended);
    }
}
function addressOf({ hostname, port }, defaultPort) {
    return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? defaultPort : Number(port) };
}
/** Opens TLS connections, each of which resumes the session of one before: that saves half of the handshake. */
function connectorTo(url, tls) {
    const address = addressOf(url, 443);
    const options = { ...address, ...((0,external_node_net_.isIP)(address.host) === 0 && { servername: address.host }), ...tls };
    let session;
    return () => {
        const socket = (0,external_node_tls_.connect)({ ...options, ...(session && { session }) });
        return socket.on('session', (ticket) => (session = ticket)).on('error', () => (session = undefined));
    };
}
/** Sends the request and waits for the answer's head. */
async function exchange(request, body) {
    const answered = Promise.withResolvers();
    request.once('response', answered.resolve).on('error', answered.reject);
    if (body === undefined) {
        request.end();
    }
    else {
        request.flushHeaders();
        request.once('socket', (socket) => {
            socket.once(connectEvent(socket), () => void writeBody(request, body));
        });
    }
    const answer = await answered.promise;
    // Dropping a body makes it emit an error; nobody may be listening by then.
    return answer.on('error', () => undefined);
}
/** Writes one chunk while it asks for the next; what was written before may be used again by then. */
async function writeBody(request, body) {
    let written = Promise.resolve();
    try {
        for await (const chunk of body) {
            await written;
            if (request.destroyed)
                return;
            written = writeChunk(request, chunk);
        }
        await written;
        request.end();
    }
    catch (error) {
        request.destroy(error instanceof Error ? error : new Error(String(error)));
    }
}
/** Ends when the system has taken the chunk, or when the connection is gone. */
async function writeChunk(request, chunk) {
    await new Promise((resolve) => {
        const done = () => {
            request.off('close', done);
            resolve();
        };
        request.once('close', done);
        request.write(chunk, done);
    });
}
/** What takes longer than it may. */
class SilenceError extends Error {
}
/** Ends a request whose connection does not come about, or on which nothing moves in either direction. */
function limitSilence(request, connectTimeoutMs, idleTimeoutMs) {
    let answer;
    request.once('response', (response) => (answer = response));
    request.once('socket', (socket) => {
        const timer = setTimeout(() => {
            request.destroy(new SilenceError('no connection came about in time'));
        }, connectTimeoutMs);
        socket.once('close', () => {
            clearTimeout(timer);
        });
        socket.once(connectEvent(socket), () => {
            clearTimeout(timer);
            socket.setTimeout(idleTimeoutMs).on('timeout', () => {
                const isOurTurn = !request.writableEnded && socket.writableLength === 0;
                if (isOurTurn && answer === undefined)
                    return;
                if (answer === undefined)
                    request.destroy(new SilenceError('it accepted the request and stayed silent'));
                else
                    answer.destroy(new SilenceError('it stopped in the middle of an answer'));
            });
        });
    });
}
function connectEvent(socket) {
    return socket instanceof external_node_tls_.TLSSocket ? 'secureConnect' : 'connect';
}

;// CONCATENATED MODULE: ./src/manager/http.ts





/**
 * The Manager serves one request per connection and shakes hands one client at a time, so connections are opened late,
 * never kept idle, and their number is bounded. undici resumes TLS sessions, which saves the expensive half of each
 * handshake.
 */
const maxConnections = 32;
/** A Manager's HTTP as it is: no policy, no JSON, errors with a kind. */
class ManagerHttp {
    origin;
    #connect;
    #sockets = new Set();
    #dispatcher;
    #files;
    #authorization;
    constructor(address) {
        this.origin = address.url.origin;
        this.#authorization = `Basic ${Buffer.from(`${address.username}:${address.password}`).toString('base64')}`;
        const { connectTimeoutMs = 15_000, idleTimeoutMs = 60_000 } = address;
        const tls = tlsConnectOptions(address.trust);
        this.#files = new FileSender(address.url, tls, { connectTimeoutMs, idleTimeoutMs });
        // Its types say nothing of the socket that it returns.
        const open = (0,undici/* buildConnector */.gU)({ ...tls, timeout: connectTimeoutMs });
        this.#connect = () => new undici/* Agent */.g6({
            connections: maxConnections,
            pipelining: 1,
            allowH2: false,
            connect: (options, callback) => {
                const socket = open(options, callback);
                this.#sockets.add(socket);
                socket.once('close', () => this.#sockets.delete(socket));
            },
            headersTimeout: idleTimeoutMs,
            bodyTimeout: idleTimeoutMs,
        });
        this.#dispatcher = this.#connect();
    }
    /**
     * Sends one request and gives the answer's head; the caller reads or destroys the body.
     * @throws RenderError `unreachable` when there is no answer, `cancelled` when `signal` fired.
     */
    async send(method, path, options = {}) {
        try {
            const sent = (0,undici/* request */.Em)(`${this.origin}${path}`, {
                method,
                dispatcher: this.#dispatcher,
                headers: { authorization: this.#authorization, connection: 'close', ...options.headers },
                body: options.body ?? null,
                signal: options.signal ?? null,
            });
            const answer = await untilAborted(sent, options.signal);
            // Dropping a body makes it emit an error; nobody may be listening by then.
            answer.body.on('error', () => undefined);
            return { status: answer.statusCode, headers: singleHeaders(answer.headers), body: answer.body };
        }
        catch (error) {
            throw describeFailure(error, this.origin, options.signal);
        }
    }
    /** Sends a file; like {@link send}, with a head that goes ahead of the body. */
    async sendFile(path, file) {
        try {
            const answer = await this.#files.send(path, {
                ...file,
                headers: { authorization: this.#authorization, connection: 'close', ...file.headers },
            });
            return { status: answer.statusCode ?? 0, headers: singleHeaders(answer.headers), body: answer };
        }
        catch (error) {
            throw describeFailure(error, this.origin, file.signal);
        }
    }
    /**
     * Ends what is under way, and starts with new connections: one that was given up in the middle of its handshake would
     * hold up all that come after it.
     */
    reset() {
        const before = this.#dispatcher;
        this.#dispatcher = this.#connect();
        void this.#files.close();
        void before.destroy();
        this.#dropConnections();
    }
    /** Ends what is under way. */
    async close() {
        await this.#files.close();
        const destroyed = this.#dispatcher.destroy();
        this.#dropConnections();
        await destroyed;
    }
    /** undici itself waits for handshakes to end, for as long as a connection may take. */
    #dropConnections() {
        for (const socket of this.#sockets)
            socket.destroy(new Error('given up'));
    }
}
/**
 * Reads an answer's body into memory.
 * @throws RenderError `protocol` when it is longer than `maxBytes`, `unreachable` when the connection breaks.
 */
async function readBody(answer, origin, maxBytes, signal) {
    const chunks = [];
    let sizeBytes = 0;
    try {
        for await (const chunk of answer.body) {
            sizeBytes += chunk.length;
            if (sizeBytes > maxBytes) {
                throw new errors/* RenderError */.vH('protocol', `${origin} sent an answer of more than ${maxBytes} bytes.`, {
                    hint: 'Check that manager-url is a BlendNet Manager.',
                });
            }
            chunks.push(chunk);
        }
    }
    catch (error) {
        throw describeFailure(error, origin, signal);
    }
    return Buffer.concat(chunks);
}
/** Rejects when the signal fires: undici lets a request that waits for its connection wait on. */
async function untilAborted(work, signal) {
    if (signal === undefined)
        return await work;
    const aborted = Promise.withResolvers();
    const abort = () => {
        aborted.reject(signal.reason);
    };
    signal.addEventListener('abort', abort, { once: true });
    try {
        return await Promise.race([work, aborted.promise]);
    }
    finally {
        signal.removeEventListener('abort', abort);
    }
}
function singleHeaders(headers) {
    const single = {};
    for (const [name, value] of Object.entries(headers)) {
        if (value !== undefined)
            single[name] = Array.isArray(value) ? (value[0] ?? '') : value;
    }
    return single;
}

;// CONCATENATED MODULE: ./src/manager/upload.ts
/**
 * The body of one upload. The Manager answers the head at once when it has the blob and then closes the connection, which
 * a sender that is writing by then never gets to read. So the file is opened and sent only when no answer came in time.
 */
class FileUpload {
    /** Body bytes handed to the connection. */
    bytesSent = 0;
    /** Milliseconds from the head to the answer's head, when it came before the whole file was sent. */
    earlyAnswerAfterMs;
    /** What went wrong with the file itself, while the connection was fine. */
    failure;
    #source;
    #answered = Promise.withResolvers();
    #isAnswered = false;
    #startedAtMs = performance.now();
    constructor(source) {
        this.#source = source;
    }
    /** True when the Manager had the blob. */
    get attached() {
        return this.earlyAnswerAfterMs !== undefined;
    }
    /** To be asked for its first chunk when the request's head is sent. */
    async *body() {
        this.#startedAtMs = performance.now();
        if (await this.#isAnsweredEarly())
            return;
        try {
            for await (const chunk of this.#source.open()) {
                if (this.#isAnswered)
                    return;
                this.bytesSent += chunk.length;
                this.#source.onSent?.(chunk.length);
                yield chunk;
            }
        }
        catch (error) {
            this.failure = error;
            throw error;
        }
    }
    /** To be called when the answer's head is there. */
    noteAnswer() {
        if (this.bytesSent < this.#source.sizeBytes)
            this.earlyAnswerAfterMs = performance.now() - this.#startedAtMs;
        this.end();
    }
    /** To be called when there is an answer or will never be one: lets a waiting body go, and with it the file. */
    end() {
        this.#isAnswered = true;
        this.#answered.resolve(true);
    }
    async #isAnsweredEarly() {
        const waited = Promise.withResolvers();
        const timer = setTimeout(waited.resolve, this.#source.earlyAnswerMs, false);
        const isAnswered = await Promise.race([this.#answered.promise, waited.promise]);
        clearTimeout(timer);
        return isAnswered;
    }
}

;// CONCATENATED MODULE: ./src/manager/client.ts






/** Largest JSON answer that is read: a list of 50,000 tasks, or a day of logs. */
const maxJsonBytes = 32 * 1024 * 1024;
/**
 * BlendNet's Manager, one method per endpoint. Methods throw {@link RenderError}: `unreachable` (no answer),
 * `unauthorized` (401), `rejected` (an answer that says no, with the Manager's message), `protocol` (no BlendNet answer).
 */
class ManagerClient {
    #http;
    constructor(address) {
        this.#http = new ManagerHttp(address);
    }
    get origin() {
        return this.#http.origin;
    }
    /** Ends what is under way, and goes on with new connections. */
    reset() {
        this.#http.reset();
    }
    async close() {
        await this.#http.close();
    }
    async info(signal) {
        return await this.#get('info', schema/* serverInfo */.CR, signal);
    }
    async resources(signal) {
        return await this.#get('resources', schema/* resources */.ES, signal);
    }
    /** The Manager's own captured log. The shape is not part of the contract. */
    async log(signal) {
        return await this.#get('log', dist/* unknown */.L5J(), signal);
    }
    async agentLog(agent, signal) {
        return await this.#get(`agent/${encodeURIComponent(agent)}/log`, dist/* unknown */.L5J(), signal);
    }
    /** Every task on the Manager, in one request. */
    async tasks(signal) {
        return await this.#get('task', schema/* taskList */.ig, signal);
    }
    async taskStatus(task, signal) {
        return await this.#get(`${taskPath(task)}/status`, schema/* taskStatus */.al, signal);
    }
    async taskMessages(task, signal) {
        return await this.#get(`${taskPath(task)}/messages`, schema/* taskMessages */.CI, signal);
    }
    async taskDetails(task, signal) {
        return await this.#get(`${taskPath(task)}/details`, schema/* taskMessages */.CI, signal);
    }
    /** The blob registered for `path`, a relative path before the task's configuration and an absolute one after it. */
    async fileInfo(task, path, signal) {
        return await this.#get(`${taskPath(task)}/file/${encodePath(path)}`, schema/* fileInfo */.XE, signal);
    }
    /** sha1 by path of every file that is registered, by absolute paths after the task's configuration. */
    async files(task, signal) {
        return await this.#get(`${taskPath(task)}/file`, schema/* fileList */.$Y, signal);
    }
    async configure(task, config, signal) {
        const body = Buffer.from(JSON.stringify(config));
        await this.#json('PUT', `${taskPath(task)}/config`, dist/* unknown */.L5J(), { body, signal });
    }
    async run(task, signal) {
        await this.#get(`${taskPath(task)}/run`, dist/* unknown */.L5J(), signal);
    }
    async stop(task, signal) {
        await this.#get(`${taskPath(task)}/stop`, dist/* unknown */.L5J(), signal);
    }
    async remove(task, signal) {
        await this.#json('DELETE', taskPath(task), dist/* unknown */.L5J(), { signal });
    }
    /**
     * Uploads a file, or attaches a blob that the Manager has: then it answers at once and nearly nothing is sent.
     * Never call it twice at a time for one sha1: the Manager would lose the blob.
     */
    async upload(task, path, source, signal) {
        const upload = new FileUpload(source);
        try {
            const answer = await this.#http.sendFile(`${schema/* apiPath */.So}/${taskPath(task)}/file/${encodePath(path)}`, {
                headers: { 'content-length': String(source.sizeBytes), 'x-checksum-sha1': source.sha1 },
                ...(source.sizeBytes === 0 ? {} : { body: upload.body() }),
                signal,
            });
            upload.noteAnswer();
            await this.#readJson(answer, schema/* blob */.av, signal);
            return upload;
        }
        catch (error) {
            throw upload.failure ?? error;
        }
        finally {
            upload.end();
        }
    }
    /** Opens a result's stream; the caller reads or destroys `body`. */
    async result(task, kind, signal) {
        const answer = await this.#http.send('GET', `${schema/* apiPath */.So}/${taskPath(task)}/status/result/${kind}`, {
            signal,
        });
        if (answer.status !== 200) {
            await this.#readJson(answer, dist/* unknown */.L5J(), signal);
            throw new errors/* RenderError */.vH('protocol', `${this.origin} answered ${answer.status} to a download.`);
        }
        const sizeBytes = Number(answer.headers['content-length']);
        const sha1 = answer.headers['x-checksum-sha1'] ?? '';
        if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0 || !/^[0-9a-f]{40}$/.test(sha1)) {
            answer.body.destroy();
            throw new errors/* RenderError */.vH('protocol', `${this.origin} sent a result without its size and checksum.`, {
                hint: 'Check that nothing between here and the Manager rewrites its answers.',
            });
        }
        return { sizeBytes, sha1, body: answer.body };
    }
    async #get(path, shape, signal) {
        return await this.#json('GET', path, shape, { signal });
    }
    async #json(method, path, shape, options) {
        const answer = await this.#http.send(method, `${schema/* apiPath */.So}/${path}`, options);
        return await this.#readJson(answer, shape, options.signal);
    }
    async #readJson(answer, shape, signal) {
        const body = await readBody(answer, this.origin, maxJsonBytes, signal);
        return parseAnswer(answer, body, this.origin, shape);
    }
}
/** What to do about an answer that is BlendNet's, and not as it is known here. */
const otherVersion = 'Check that manager-url is a BlendNet Manager of a supported version.';
/** Parses a JSON answer of the Manager: the envelope first, then `data` as `shape`. */
function parseAnswer(answer, body, origin, shape) {
    let json;
    try {
        json = JSON.parse(body.toString('utf8'));
    }
    catch (cause) {
        throw notBlendNet(answer, body, origin, cause);
    }
    const envelope = dist/* safeParse */.xLC(schema/* envelope */.RE, json);
    if (!envelope.success)
        throw notBlendNet(answer, body, origin, envelope.issues);
    const { success, message, data } = envelope.output;
    if (answer.status === 401) {
        throw new errors/* RenderError */.vH('unauthorized', `${origin} refuses the username and password.`, {
            hint: 'Check username and password (the Manager’s auth_user and auth_password).',
        });
    }
    if (!success || answer.status !== 200) {
        throw new errors/* RenderError */.vH('rejected', `The Manager says: ${(0,printable/* printable */.g)(message ?? `status ${answer.status}`)}`);
    }
    const parsed = dist/* safeParse */.xLC(shape, data);
    if (!parsed.success) {
        const problem = (0,printable/* printable */.g)(schema/* describeIssue */.n6(parsed.issues[0]));
        throw new errors/* RenderError */.vH('protocol', `${origin} sent an answer of another shape: ${problem}`, {
            hint: otherVersion,
            lasting: true,
        });
    }
    return parsed.output;
}
function notBlendNet(answer, body, origin, cause) {
    const start = (0,printable/* printable */.g)(body.subarray(0, 300).toString('utf8'), 120);
    if (answer.status === 401 || answer.status === 407) {
        const details = { cause, hint: 'Something in front of the Manager (a proxy?) asks for credentials of its own.' };
        return new errors/* RenderError */.vH('unauthorized', `${origin} answered ${answer.status}, but not as a BlendNet Manager.`, details);
    }
    let what = start === '' ? 'nothing' : `something else: "${start}"`;
    if (/^<(!doctype|html)/i.test(start))
        what = 'an HTML page (from a proxy?)';
    return new errors/* RenderError */.vH('protocol', `No BlendNet Manager at ${origin}: it answered ${answer.status} with ${what}.`, {
        cause,
        hint: 'Check host and port in manager-url (https://HOST:8443), and proxies on the way.',
    });
}
const taskPath = (task) => `task/${encodeURIComponent(task)}`;
/** The Manager splits the path at `/` only and does not look for `?` or `#`, so each segment is encoded by itself. */
function encodePath(path) {
    return path.split('/').map(encodeURIComponent).join('/');
}

;// CONCATENATED MODULE: ./src/farm.ts







/** The Manager, whatever the state of its farm. To be closed. */
async function connectManager(settings) {
    return new ManagerClient(await managerAddress(settings));
}
/** Connects to the Manager, or starts the local farm, and checks that it can render, before a byte of the project is sent. */
async function openFarm(settings, host) {
    if (settings.insecure && settings.managerUrl instanceof URL) {
        host.log.warning('insecure: the certificate is not checked, and whoever answers gets the password. Prefer ca-cert.');
    }
    const local = settings.managerUrl === 'local' ? await startLocal(settings, host) : undefined;
    const client = local === undefined ? await connectManager(settings) : new ManagerClient(local.address);
    const close = async () => {
        try {
            await client.close();
        }
        finally {
            await local?.stop();
        }
    };
    try {
        return {
            client,
            name: local === undefined ? client.origin : 'local',
            ...(await check(client, settings, host)),
            close,
        };
    }
    catch (error) {
        await close();
        throw error;
    }
}
async function check(client, settings, host) {
    const info = await client.info(host.cancelled);
    // The second request tells: the first one pays for a full handshake and for code that has never run, ten times as much.
    const startedAtMs = performance.now();
    const resources = await client.resources(host.cancelled);
    const latencyMs = performance.now() - startedAtMs;
    const blenderVersion = (0,printable/* printable */.g)(info.blender.version_string, 40);
    host.log.info(`Manager: ${client.origin}`);
    host.log.info(`Blender: ${blenderVersion}`);
    const activeAgents = await countAgents(client, resources, host, settings.stallTimeout * 60_000);
    return { blenderVersion, activeAgents, latencyMs };
}
async function managerAddress(settings) {
    if (!(settings.managerUrl instanceof URL)) {
        throw new errors/* RenderError */.vH('settings', 'manager-url is given but empty.', {
            hint: 'Secrets are empty in pull requests from forks; set without-manager: skip to leave those out, or drop manager-url to render locally.',
        });
    }
    return {
        url: settings.managerUrl,
        username: settings.username,
        password: settings.password,
        trust: {
            caPem: settings.caCert === undefined ? undefined : await readCa(settings.caCert),
            serverName: settings.serverName,
            insecure: settings.insecure,
        },
    };
}
/** PEM text as it is; anything else is a file's name. */
async function readCa(textOrPath) {
    let pem = textOrPath;
    if (!pem.includes('-----BEGIN')) {
        try {
            pem = await (0,promises_.readFile)(textOrPath.trim(), 'utf8');
        }
        catch (cause) {
            throw new errors/* RenderError */.vH('settings', `ca-cert: "${(0,printable/* printable */.g)(textOrPath, 100)}" is neither PEM text nor a file that can be read.`, {
                cause,
            });
        }
    }
    const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^]*?-----END CERTIFICATE-----/g) ?? [];
    if (certificates.length === 0) {
        throw new errors/* RenderError */.vH('settings', 'ca-cert holds no certificate (no "-----BEGIN CERTIFICATE-----").', {
            hint: 'Use the farm’s ca.crt, not its key.',
        });
    }
    for (const certificate of certificates) {
        try {
            new external_node_crypto_.X509Certificate(certificate);
        }
        catch (cause) {
            throw new errors/* RenderError */.vH('settings', 'ca-cert holds a certificate that cannot be read.', {
                cause,
                hint: 'Give the text of ca.crt whole, line breaks included; a secret keeps them when it is pasted as it is.',
            });
        }
    }
    return pem;
}
async function startLocal(settings, host) {
    const { startLocalFarm } = await __webpack_require__.e(/* import() */ 342).then(__webpack_require__.bind(__webpack_require__, 6342));
    const username = 'local';
    const password = (0,external_node_crypto_.randomBytes)(24).toString('base64url');
    host.mask(password);
    const { url, stop } = await startLocalFarm({
        stateDirectory: (0,external_node_path_.join)(host.stateDirectory, 'local-farm'),
        orNextFree: true,
        // What a run that was killed left waiting nobody wants any more, and it would keep this run waiting.
        resume: false,
        blender: settings.blender,
        environment: host.environment,
        username,
        password,
        log: (line) => {
            host.log.detail(`local farm: ${(0,printable/* printable */.g)(line)}`);
        },
    });
    return { address: { url: new URL(url), username, password, trust: {} }, stop };
}

// EXTERNAL MODULE: ./src/project/blend/format-deps.ts
var format_deps = __webpack_require__(5541);
// EXTERNAL MODULE: ./src/project/blend/scene.ts
var blend_scene = __webpack_require__(3921);
// EXTERNAL MODULE: ./src/project/blend/trace.ts + 19 modules
var blend_trace = __webpack_require__(2246);
// EXTERNAL MODULE: ./src/project/frames.ts
var project_frames = __webpack_require__(5167);
// EXTERNAL MODULE: ./node_modules/picomatch/index.js
var picomatch = __webpack_require__(4006);
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
    const { default: glob } = await __webpack_require__.e(/* import() */ 648).then(__webpack_require__.t.bind(__webpack_require__, 5648, 23));
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

// EXTERNAL MODULE: ./src/project/files.ts
var project_files = __webpack_require__(3930);
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

// EXTERNAL MODULE: ./src/frame-ranges.ts
var frame_ranges = __webpack_require__(1453);
;// CONCATENATED MODULE: ./src/task/plan.ts


/**
 * Name of the one folder that every path of a task lies in, on every machine. The Manager moves files outside
 * `project_path` elsewhere and rewrites only some references to them, so a texture beside the .blend's folder would be
 * lost (pink) in any other layout.
 */
const taskRoot = '/project';
/** Changes when the same inputs would give other results because of us. */
const keyVersion = 1;
/** @param project path of the .blend below the working directory. */
function planConfig(project, frame, configuration) {
    return {
        project,
        project_path: taskRoot,
        cwd_path: taskRoot,
        frame,
        ...(configuration.samples === undefined ? {} : { samples: configuration.samples }),
        seed: configuration.seed,
        ...(configuration.agents === undefined ? {} : { agents_num: configuration.agents }),
        use_compositing_nodes: configuration.compositing,
    };
}
/**
 * What decides a frame's pixels, as 16 hex digits: every file with its path, the configuration, and Blender's version.
 * @param digests sha1 by path.
 */
function frameKey(plan, digests, blenderVersion) {
    const files = plan.files
        .map((file) => [file.path, digests.get(file.path)])
        .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
    const hash = (0,external_node_crypto_.createHash)('sha1').update(JSON.stringify([keyVersion, blenderVersion, plan.config, files]));
    return hash.digest('hex').slice(0, 16);
}
/**
 * A task's name: readable, safe in an URL, unique to run, attempt, job and frame, with the key by which another run finds
 * it: `ci-4711-1-a3f9-shot-f0003-0123456789abcdef`; when the frame is sent again, `…-again1`.
 */
function taskName(identity, plan, key, again) {
    const stem = (0,external_node_path_.basename)(plan.config.project).replace(/\.blend$/i, '');
    const project = dashed(stem).slice(0, 40) || 'project';
    const frame = String(plan.frame).padStart(4, '0');
    return `${jobPrefix(identity)}${project}-f${frame}-${key}${again === 0 ? '' : `-again${again}`}`;
}
/** What the names of all tasks of a job begin with. */
function jobPrefix({ run, attempt, job }) {
    return `ci-${dashed(run)}-${attempt}-${job}-`;
}
function dashed(text) {
    return text.replace(/[^a-zA-Z0-9]+/g, '-').replace(/^-|-$/g, '');
}
/** The key in a task's name, or undefined when the name is not one of ours. */
function keyInName(name) {
    return /^ci-.*-f\d{4,}-([0-9a-f]{16})(?:-again\d+)?$/.exec(name)?.[1];
}

;// CONCATENATED MODULE: ./src/plan.ts












/** Finds the project, its files and frames, and says what would make the pictures wrong. Nothing is sent. */
async function planRun(settings, host, root) {
    const { log } = host;
    const project = await findProject(root, settings.project);
    const { stamp } = await root.look(project);
    const scene = await (0,blend_scene/* readScene */.zW)(root.absolute(project), project);
    checkScene(scene, project);
    const numbers = (0,project_frames/* chooseFrames */.OH)(settings.frames, scene);
    log.info(`Project: ${(0,printable/* printable */.g)(project)} (saved by Blender ${scene.version})`);
    log.info(`Scene:   ${describeScene(scene)}`);
    log.info(`Frames:  ${(0,frame_ranges/* formatFrames */.I9)(numbers)} (${numbers.length})`);
    const { auto } = parseDependencies(settings.dependencies);
    const trace = auto
        ? await (0,blend_trace/* traceProject */.L)(root.directory, project, { frames: numbers, signal: host.cancelled })
        : undefined;
    const output = root.relative((0,external_node_path_.resolve)(root.directory, settings.outputDirectory));
    const traced = [{ path: project, stamp }, ...(trace === undefined ? [] : neededFiles(trace))];
    const ignored = output === undefined ? [] : [output];
    const inventory = await takeInventory(root, project, settings.dependencies, ignored, traced);
    const sizeBytes = inventory.files.reduce((sum, file) => sum + file.sizeBytes, 0);
    log.info(`Files:   ${inventory.files.length} (${(0,quantities/* formatBytes */.z3)(sizeBytes)})${auto ? '' : ', not traced: dependencies has no auto'}`);
    if (trace !== undefined) {
        const contents = new Map(inventory.files.map((file) => [file.path, file]));
        for (const line of (0,format_deps/* formatDependencyTree */.L)(trace, contents).trimEnd().split('\n'))
            log.info(`  ${line}`);
    }
    reportProblems([...(trace === undefined ? [] : listProblems(trace)), ...inventory.problems], settings.missing, host);
    const { seed, agents, compositing } = settings;
    const configuration = { samples: settings.samples ?? scene.samples, seed, agents, compositing };
    const frames = numbers.map((frame) => ({
        frame,
        files: inventory.filesFor(frame),
        config: planConfig(project, frame, configuration),
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
var frame_state = __webpack_require__(4011);
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

// EXTERNAL MODULE: ./src/report-file.ts
var report_file = __webpack_require__(3336);
// EXTERNAL MODULE: ./src/report/history.ts
var report_history = __webpack_require__(4518);
// EXTERNAL MODULE: ./src/report/manifest.ts
var manifest = __webpack_require__(7333);
;// CONCATENATED MODULE: ./src/report/decisive.ts
/** The figures of the layer that decides about a picture, which need not be the main one. */
function decisiveMetrics({ metrics, layers, decisiveLayer }) {
    return layers.find(({ name }) => name === decisiveLayer)?.metrics ?? metrics;
}

// EXTERNAL MODULE: ./src/report/https-url.ts
var https_url = __webpack_require__(4015);
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

// EXTERNAL MODULE: ./src/whole-files.ts
var whole_files = __webpack_require__(7490);
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

// EXTERNAL MODULE: ./src/picture-report.ts
var picture_report = __webpack_require__(3592);
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
    return (0,picture_report/* describePictures */.j)(pictures, pool);
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
    await (0,report_file/* writeReportFile */.a)(reportFile, report);
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

// EXTERNAL MODULE: ./node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(370);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
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
            await pause(retryDelayMs(downloads), signal);
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
                const failure = describeFailure(error, origin, signal);
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
            return keyInName(kept.task) === key ? kept : undefined;
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
var digest_threads = __webpack_require__(3593);
// EXTERNAL MODULE: ./src/project/digests.ts
var digests = __webpack_require__(2980);
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
        return { digests: new digests/* Digests */.o({ digest }), frameEnded: () => undefined, close: () => threads.close() };
    }
    const cache = host.cache();
    const kept = host.workspaceStays ? await openDigestCache(host, cache) : undefined;
    const results = cache === undefined ? openResults(host) : openBatches(run, cache);
    return {
        digests: new digests/* Digests */.o({ digest, ...(kept && { cache: kept.cache }) }),
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

;// CONCATENATED MODULE: ./src/task/cleanup.ts


/** Requests at a time: the Manager shakes hands one client after the other anyway. */
const concurrency = 8;
const cleanup_pollMs = 250;
/**
 * Stops and deletes tasks, as far as that is possible in `timeoutMs`. Waiting ones go first, so that stopping the one
 * that runs does not start the next.
 * @returns the names of tasks that should be gone and are still there.
 */
async function removeTasks(client, names, timeoutMs, { keepCompleted = false, cancelled } = {}) {
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = cancelled === undefined ? timeout : AbortSignal.any([cancelled, timeout]);
    const slots = (0,p_limit/* default */.A)(concurrency);
    let left = names;
    const stopped = new Set();
    try {
        for (let looks = 1; left.length > 0; looks++) {
            const tasks = await persist(() => client.tasks(signal), timeoutMs, signal);
            left = left.filter((name) => name in tasks && !(keepCompleted && isDone(tasks[name])));
            const running = left.filter((name) => tasks[name]?.state === 'RUNNING');
            const removable = left.filter((name) => tasks[name]?.state !== 'RUNNING');
            const tryTo = (step, these) => 
            // A refusal is no reason to leave the others: the next look shows what is left.
            Promise.all(these.map((name) => slots(() => step(name).catch(() => undefined))));
            await tryTo(async (name) => {
                if (tasks[name]?.state === 'PENDING' || tasks[name]?.state === 'UNKNOWN')
                    await client.stop(name, signal);
                await client.remove(name, signal);
            }, removable);
            await tryTo(async (name) => {
                await client.stop(name, signal);
                stopped.add(name);
            }, running.filter((name) => !stopped.has(name)));
            // What is still there after a second try takes its time to stop, or is refused.
            if (running.length > 0 || looks > 1)
                await pause(cleanup_pollMs, signal);
        }
    }
    catch {
        // Out of time, or no Manager: the caller says what is left.
    }
    return left;
}
function isDone(task) {
    return task?.state === 'COMPLETED' && task.state_error_info.length === 0;
}

;// CONCATENATED MODULE: ./src/task/earlier.ts

/** What a task is worth: results first, then work under way. */
const worth = { COMPLETED: 3, RUNNING: 2, PENDING: 1 };
/** The tasks of earlier runs by the key in their names. One that is just being made by another run is left out. */
function findEarlierTasks(tasks) {
    const earlier = new Map();
    for (const [name, task] of Object.entries(tasks)) {
        const key = keyInName(name);
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
    const ask = (request) => persist(request, patienceMs, signal);
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
    return `${taskRoot}/${path.replaceAll('\\', '/')}`;
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
    const key = frameKey(plan, inputs, context.blenderVersion);
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
        const task = taskName(context.identity, plan, key, again);
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
            ? await persist(() => context.client.taskStatus(earlier.name, context.signal), context.patienceMs, context.signal)
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
        return await persist(() => collectResult(client, request, signal), context.patienceMs, signal);
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
    const left = await removeTasks(context.client, [task], removeTimeoutMs, { cancelled: context.signal });
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


const prune_concurrency = 8;
/**
 * Removes tasks that runs of this program made and that ended before `beforeMs` (Unix time). Nothing is stopped for it: a
 * task that somebody has started again meanwhile is refused by the Manager.
 * @param inUse names of tasks to leave, however old.
 * @throws RenderError when the Manager does not answer; the signal's reason when it takes too long.
 */
async function pruneTasks(client, beforeMs, inUse, signal) {
    const tasks = Object.entries(await client.tasks(signal));
    const old = tasks.filter(([name, task]) => keyInName(name) !== undefined && !inUse.has(name) && isOld(task, beforeMs));
    const slots = (0,p_limit/* default */.A)(prune_concurrency);
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

// EXTERNAL MODULE: ./src/project/digest.ts
var digest = __webpack_require__(3405);
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
                const patient = isOutage(error) && performance.now() - failingSinceMs < this.#options.patienceMs;
                if (!patient && !(isDamaged(error) && sends < maxDamaged))
                    throw explain(error, file);
                this.#options.onNotice?.(`${file.path}: sending again. ${(0,errors/* messageOf */.bD)(error)}`);
                await pause(retryDelayMs(sends), this.#options.signal);
            }
        }
    }
    async #sendOnce(task, file, sha1) {
        const certain = this.#staged.has(sha1);
        const buffers = (0,digest/* borrowBuffers */.pl)();
        const upload = await this.#client.upload(task, file.path, {
            sha1,
            sizeBytes: file.sizeBytes,
            open: () => (0,digest/* readUnchanged */.gw)(file, this.#options.signal, buffers),
            earlyAnswerMs: this.#wait.forBlob(certain),
            onSent: (sizeBytes) => (this.totals.wireBytes += sizeBytes),
        }, this.#options.signal);
        if (upload.earlyAnswerAfterMs !== undefined)
            this.#wait.learn(upload.earlyAnswerAfterMs, certain);
        else if (!certain)
            this.#wait.noteNew();
        // What was cut short by an early answer may still be on its way.
        if (!upload.attached || upload.bytesSent === 0)
            (0,digest/* returnBuffers */.cM)(buffers);
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
    const file = (0,printable/* printable */.g)(lost.path.replace(`${taskRoot}/`, ''));
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
                    await pause(this.#nextPollMs(), this.#options.signal);
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
            this.#finish(watched, new errors/* RenderError */.vH('protocol', message, { frame, hint: otherVersion }));
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
        if (!isOutage(error))
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
                ? findEarlierTasks(await persist(() => client.tasks(signal), patienceMs, signal))
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
        left.push(...(await removeTasks(client, [...unfinished], timeoutMs, { keepCompleted: settings.keepTasks })));
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

// EXTERNAL MODULE: ./src/settings.ts
var src_settings = __webpack_require__(8750);
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
    const farm = await step(host, 'Check the farm', () => openFarm(settings, host));
    try {
        const plan = await step(host, 'Plan', () => planRun(settings, host, root));
        const run = { settings, host, root, outputDirectory, farm, plan };
        const comparison = await (0,compare_frames/* planComparison */.dX)(run);
        const frames = await step(host, 'Render', () => runFrames(run));
        const pool = await (0,compare_frames/* openPool */.x5)(run);
        try {
            const comparisons = comparison && (await step(host, 'Compare', () => (0,compare_frames/* compareFrames */.gQ)(run, frames, pool, comparison)));
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

/***/ 3336:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ writeReportFile)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6466);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_stream_promises__WEBPACK_IMPORTED_MODULE_2__);



/** Writes the report page to a file; nobody ever sees half of it, and nothing is left of one that failed. */
async function writeReportFile(path, report) {
    const { writeReport } = await __webpack_require__.e(/* import() */ 741).then(__webpack_require__.bind(__webpack_require__, 7741));
    const partial = `${path}.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(4).toString('hex')}.part`;
    const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(partial, 'wx');
    const stream = handle.createWriteStream();
    try {
        await writeReport(report, stream);
        await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_2__.finished)(stream.end());
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(partial, path);
    }
    catch (error) {
        stream.destroy();
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(partial, { force: true });
        throw error;
    }
}


/***/ }),

/***/ 4011:
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
/* harmony import */ var _quantities_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5602);

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

/***/ 4518:
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
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7934);
/* harmony import */ var _frame_state_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4011);


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

/***/ 4015:
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

/***/ 7333:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L_: () => (/* binding */ formatManifest),
/* harmony export */   YE: () => (/* binding */ manifestFile),
/* harmony export */   rq: () => (/* binding */ maxManifestBytes)
/* harmony export */ });
/* harmony import */ var _frame_ranges_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1453);

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

/***/ 8750:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P$: () => (/* binding */ parseSettings),
/* harmony export */   pE: () => (/* binding */ parseSomeSettings)
/* harmony export */ });
/* unused harmony export camelCase */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5260);
/* harmony import */ var _settings_table_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(316);



/**
 * Parses every setting and reports all problems at once.
 * @throws RenderError `settings`, with one line per problem.
 */
function parseSettings(read) {
    const { parsed, problems } = parseEach(Object.keys(_settings_table_js__WEBPACK_IMPORTED_MODULE_1__/* .settingsTable */ .u), read);
    if (read('project')?.trim() === undefined || parsed.project === '')
        problems.push('project: name the .blend file to render');
    failOn(problems);
    return parsed;
}
/** Parses the settings of these names only, for commands that need no others. @throws as {@link parseSettings} */
function parseSomeSettings(names, read) {
    const { parsed, problems } = parseEach(names, read);
    failOn(problems);
    return parsed;
}
function parseEach(names, read) {
    const parsed = {};
    const problems = [];
    for (const name of names) {
        const setting = _settings_table_js__WEBPACK_IMPORTED_MODULE_1__/* .settingsTable */ .u[name];
        const given = read(name);
        // manager-url alone is told apart from its default when empty: see without-manager.
        const value = given === undefined || (given.trim() === '' && name !== 'manager-url') ? setting.default : given;
        try {
            parsed[camelCase(name)] = setting.parse(value);
        }
        catch (error) {
            problems.push(`${name}${quote(name, value)}: ${(0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g)((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error), 300)}`);
        }
    }
    return { parsed, problems };
}
function failOn(problems) {
    if (problems.length === 0)
        return;
    const several = problems.length === 1 ? 'A setting is wrong' : `${problems.length} settings are wrong`;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RenderError */ .vH('settings', `${several}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`, {
        hint: 'The README lists every setting with what it takes.',
    });
}
/** A setting's value as an error may show it: never a password, not even one inside an URL. */
function quote(settingName, value) {
    if (settingName === 'password' || settingName === 'ca-cert')
        return '';
    const shown = settingName === 'manager-url' ? value.replace(/^[^]*@/, '***@') : value;
    return ` "${(0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g)(shown, 100)}"`;
}
function camelCase(settingName) {
    return settingName.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
}


/***/ }),

/***/ 5330:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gc: () => (/* binding */ ready),
/* harmony export */   Rj: () => (/* binding */ unpackError),
/* harmony export */   Y4: () => (/* binding */ packError)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);

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

/***/ 4743:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ ThreadPool)
/* harmony export */ });
/* harmony import */ var node_worker_threads__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5919);
/* harmony import */ var node_worker_threads__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_worker_threads__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3916);
/* harmony import */ var _answers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5330);



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

/***/ 2738:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ serveJobs)
/* harmony export */ });
/* harmony import */ var _answers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5330);

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

/***/ 7490:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CB: () => (/* binding */ readBounded),
/* harmony export */   aE: () => (/* binding */ removeOldParts),
/* harmony export */   f8: () => (/* binding */ writeWhole),
/* harmony export */   kN: () => (/* binding */ isNotThere)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
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
