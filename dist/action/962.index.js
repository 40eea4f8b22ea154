export const id = 962;
export const ids = [962];
export const modules = {

/***/ 54962:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createComparisonPool: () => (/* binding */ createComparisonPool)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/threads/pool.ts
var threads_pool = __webpack_require__(74743);
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


/***/ })

};
