export const id = 825;
export const ids = [825];
export const modules = {

/***/ 6715:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ unpackError),
/* harmony export */   Y: () => (/* binding */ packError)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);

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

/***/ 7825:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createComparisonPool: () => (/* binding */ createComparisonPool)
/* harmony export */ });
/* harmony import */ var node_worker_threads__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5919);
/* harmony import */ var node_worker_threads__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_worker_threads__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3916);
/* harmony import */ var _jobs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6715);



/** The heap of a worker without the pictures' values, which are outside of it. */
const maxHeapMiB = 512;
/**
 * Compares pictures in at most `size` threads, each with one pair of pictures in memory. A worker that crashes or takes
 * longer than `timeoutMs` fails its own job only, with a {@link RenderError}; a new worker takes the next one. Idle
 * workers do not keep the process alive.
 *
 * @param entry a module that calls `serveComparisons(parentPort)` when `workerData.room` is `compare`
 */
function createComparisonPool(entry, size, { timeoutMs = 300_000 } = {}) {
    const queue = [];
    const idle = [];
    const busy = new Map();
    let closed = false;
    const run = (job) => new Promise((resolve, reject) => {
        queue.push({ job, resolve, reject });
        startNext();
    });
    function startNext() {
        while (queue.length > 0 && (idle.length > 0 || busy.size < size)) {
            const order = queue.shift();
            if (!order)
                return;
            if (closed)
                order.reject(cancelled());
            else
                start(idle.pop() ?? createWorker(), order);
        }
    }
    function createWorker() {
        const worker = new node_worker_threads__WEBPACK_IMPORTED_MODULE_0__.Worker(entry, {
            workerData: { room: 'compare' },
            resourceLimits: { maxOldGenerationSizeMb: maxHeapMiB },
        });
        // A worker that ends while it is idle is just not used again.
        const forget = () => {
            const index = idle.indexOf(worker);
            if (index >= 0)
                idle.splice(index, 1);
        };
        worker.on('exit', forget).on('error', forget);
        return worker;
    }
    function start(worker, order) {
        busy.set(worker, order);
        worker.ref();
        const finish = (settle, keep) => {
            clearTimeout(timer);
            worker.off('message', onMessage).off('error', onError).off('exit', onExit);
            busy.delete(worker);
            worker.unref();
            if (keep && !closed)
                idle.push(worker);
            else
                void worker.terminate();
            settle();
            startNext();
        };
        const fail = (error) => {
            finish(() => {
                order.reject(error);
            }, false);
        };
        const onMessage = (answer) => {
            finish(() => {
                if ('result' in answer)
                    order.resolve(answer.result);
                else
                    order.reject((0,_jobs_js__WEBPACK_IMPORTED_MODULE_2__/* .unpackError */ .R)(answer.failure));
            }, true);
        };
        const onError = (error) => {
            fail(failed(order.job, `stopped with an error: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}`, error));
        };
        const onExit = () => {
            fail(closed ? cancelled() : failed(order.job, 'stopped without an answer'));
        };
        const timer = setTimeout(() => {
            fail(failed(order.job, `took longer than ${timeoutMs / 1000} s`));
        }, timeoutMs);
        worker.on('message', onMessage).on('error', onError).on('exit', onExit);
        worker.postMessage(order.job);
    }
    return {
        compare: (job) => run({ type: 'compare', ...job }),
        display: (job) => run({ type: 'display', ...job }),
        drawDifference: (job) => run({ type: 'difference', ...job }),
        close: async () => {
            closed = true;
            startNext();
            for (const order of queue.splice(0))
                order.reject(cancelled());
            await Promise.all([...idle.splice(0), ...busy.keys()].map((worker) => worker.terminate()));
        },
    };
}
function cancelled() {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RenderError */ .vH('cancelled', 'The comparison was cancelled');
}
function failed(job, what, cause) {
    const file = job.type === 'display' ? job.file : job.candidateFile;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RenderError */ .vH('corrupt-result', `Reading the picture ${what}`, {
        file,
        hint: 'Check that the picture can be opened; it is larger or stranger than any that Blender renders.',
        ...('frame' in job ? { frame: job.frame } : {}),
        ...(cause === undefined ? {} : { cause }),
    });
}


/***/ })

};
