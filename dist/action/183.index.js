export const id = 183;
export const ids = [183];
export const modules = {

/***/ 95183:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   serveThread: () => (/* binding */ serveThread)
/* harmony export */ });
/* harmony import */ var node_worker_threads__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(75919);
/* harmony import */ var node_worker_threads__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_worker_threads__WEBPACK_IMPORTED_MODULE_0__);

/** What an entry does when it finds itself in a thread: the work that `workerData.room` names. */
async function serveThread() {
    const { room } = node_worker_threads__WEBPACK_IMPORTED_MODULE_0__.workerData;
    if (node_worker_threads__WEBPACK_IMPORTED_MODULE_0__.parentPort === null)
        throw new Error('This is no thread');
    if (room === 'compare')
        (await __webpack_require__.e(/* import() */ 508).then(__webpack_require__.bind(__webpack_require__, 11508))).serveComparisons(node_worker_threads__WEBPACK_IMPORTED_MODULE_0__.parentPort);
    else if (room === 'digest')
        (await __webpack_require__.e(/* import() */ 593).then(__webpack_require__.bind(__webpack_require__, 73593))).serveDigests(node_worker_threads__WEBPACK_IMPORTED_MODULE_0__.parentPort);
    else
        throw new Error(`No thread does "${String(room)}"`);
}


/***/ })

};
