export const id = 479;
export const ids = [479];
export const modules = {

/***/ 37479:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   compareSetups: () => (/* binding */ compareSetups)
/* harmony export */ });
/* harmony import */ var _frame_ranges_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(81453);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(15260);


const subjects = {
    blenderVersion: 'Blender',
    samples: 'The number of samples',
    seed: 'The seed',
    agents: 'The number of Agents',
};
/**
 * What was different when the baseline was rendered, the first place to look when everything differs: one sentence each,
 * with the frames it is about when it is not about all that are compared.
 */
function compareSetups(pairs, baseline, candidate) {
    const compared = new Set();
    const framesBySentence = new Map();
    for (const pair of pairs) {
        if (pair.baseline === undefined || pair.candidate === undefined)
            continue;
        compared.add(pair.frame);
        for (const sentence of describeChanges(baseline(pair), candidate(pair))) {
            const frames = framesBySentence.get(sentence) ?? new Set();
            framesBySentence.set(sentence, frames.add(pair.frame));
        }
    }
    return [...framesBySentence].map(([sentence, frames]) => frames.size === compared.size
        ? sentence
        : `${frames.size === 1 ? 'Frame' : 'Frames'} ${(0,_frame_ranges_js__WEBPACK_IMPORTED_MODULE_0__/* .formatFrames */ .I9)(frames)}: ${sentence}`);
}
/** What one of the two does not say is passed over. */
function describeChanges(baseline, candidate) {
    return Object.keys(subjects).flatMap((name) => {
        const [before, now] = [baseline[name], candidate[name]];
        if (before === undefined || now === undefined || before === now)
            return [];
        const [was, is] = [before, now].map((value) => (0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g)(String(value), 60));
        return [`${subjects[name]} was ${was} for the baseline and is ${is} now.`];
    });
}


/***/ })

};
