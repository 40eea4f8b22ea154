export const id = 753;
export const ids = [753];
export const modules = {

/***/ 2753:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   keepHeapSmall: () => (/* binding */ keepHeapSmall)
/* harmony export */ });
/* harmony import */ var node_v8__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8877);
/* harmony import */ var node_v8__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_v8__WEBPACK_IMPORTED_MODULE_0__);

/** Both are looked at whenever V8 makes room, so that they work in a process that has begun. */
const flags = ['--semi-space-growth-factor=1', '--heap-growing-percent=50'];
/**
 * Keeps the heap of a long run near to what it holds. Thousands of requests leave short-lived objects behind, which V8
 * otherwise gives more and more room before it looks at them: `npm run bench -- many-frames` has the figures.
 */
function keepHeapSmall() {
    for (const flag of flags)
        (0,node_v8__WEBPACK_IMPORTED_MODULE_0__.setFlagsFromString)(flag);
}


/***/ })

};
