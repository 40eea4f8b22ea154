export const id = 825;
export const ids = [825];
export const modules = {

/***/ 87825:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createComparisonPool: () => (/* binding */ createComparisonPool)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _threads_pool_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(74743);


/** Without the pictures' values, which are outside of the heap. */
const maxHeapMiB = 512;
/**
 * Compares pictures in at most `size` threads, each with one pair of pictures in memory. A job that crashes its thread or
 * takes longer than `timeoutMs` fails with a {@link RenderError}.
 *
 * @param entry a module that calls `serveThread()` when it finds itself in a thread
 */
function createComparisonPool(entry, size, { timeoutMs = 300_000 } = {}) {
    const pool = new _threads_pool_js__WEBPACK_IMPORTED_MODULE_1__/* .ThreadPool */ .p({ entry, room: 'compare', size, maxHeapMiB, timeoutMs, failed });
    const run = (job) => pool.run(job);
    return {
        compare: (job) => run({ type: 'compare', ...job }),
        display: (job) => run({ type: 'display', ...job }),
        drawDifference: (job) => run({ type: 'difference', ...job }),
        close: () => pool.close(),
    };
}
function failed(job, what, cause) {
    const file = job.type === 'display' ? job.file : job.candidateFile;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RenderError */ .vH('corrupt-result', `Reading the picture ${what}`, {
        file,
        hint: 'Check that the picture can be opened; it is larger or stranger than any that Blender renders.',
        ...('frame' in job ? { frame: job.frame } : {}),
        ...(cause === undefined ? {} : { cause }),
    });
}


/***/ })

};
