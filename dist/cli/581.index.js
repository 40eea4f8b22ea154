export const id = 581;
export const ids = [581];
export const modules = {

/***/ 4962:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createComparisonPool: () => (/* binding */ createComparisonPool)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/threads/pool.ts
var threads_pool = __webpack_require__(4743);
;// CONCATENATED MODULE: ./src/compare/gate.ts
/** Lets work go on side by side, or one piece alone: it waits for those under way, and later ones wait for it. */
class Gate {
    #inside = new Set();
    #alone = Promise.resolve();
    async beside(work) {
        // While this waited for one, another may have come that goes alone.
        for (let last; last !== this.#alone;)
            await (last = this.#alone);
        const working = work();
        this.#inside.add(working);
        try {
            return await working;
        }
        finally {
            this.#inside.delete(working);
        }
    }
    async alone(work) {
        const working = Promise.allSettled([this.#alone, ...this.#inside]).then(work);
        this.#alone = working.catch(() => undefined);
        return await working;
    }
}

;// CONCATENATED MODULE: ./src/compare/pool.ts



/** Without the pictures' values, which are outside of the heap. */
const maxHeapMiB = 512;
/**
 * Compares pictures in at most `size` threads, each with one pair of pictures in memory. What is large (see memory.ts) is
 * done alone, so that one such pair and not one for each thread sets how much memory is needed. A job that crashes its thread or
 * takes longer than `timeoutMs` fails with a {@link RenderError}.
 *
 * @param entry a module that calls `serveThread()` when it finds itself in a thread
 */
function createComparisonPool(entry, size, { timeoutMs = 300_000 } = {}) {
    const pool = new threads_pool/* ThreadPool */.p({ entry, room: 'compare', size, maxHeapMiB, timeoutMs, failed });
    const gate = new Gate();
    const run = async (job) => {
        const result = await gate.beside(() => pool.run(job));
        const done = result === 'alone' ? await gate.alone(() => pool.run({ ...job, alone: true })) : result;
        return done;
    };
    return {
        compare: (job) => run({ type: 'compare', ...job }),
        display: (job) => run({ type: 'display', ...job }),
        drawDifference: (job) => run({ type: 'difference', ...job }),
        close: () => pool.close(),
    };
}
function failed(job, what, cause) {
    const file = job.type === 'display' ? job.file : job.candidateFile;
    return new errors/* RenderError */.vH('corrupt-result', `Reading the picture ${what}`, {
        file,
        hint: 'Check that the picture can be opened; it is larger or stranger than any that Blender renders.',
        ...('frame' in job ? { frame: job.frame } : {}),
        ...(cause === undefined ? {} : { cause }),
    });
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


/***/ })

};
