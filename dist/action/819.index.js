export const id = 819;
export const ids = [819];
export const modules = {

/***/ 66819:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   serveCache: () => (/* binding */ serveCache)
/* harmony export */ });
/* harmony import */ var _actions_cache__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(60142);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83916);


/**
 * Does the calls that arrive at `port`. In a thread of its own, because the package never gives up before half a minute,
 * cannot be stopped, and tells what fails only as annotations on the run's page.
 */
function serveCache(port) {
    const post = (message) => {
        port.postMessage(message);
    };
    process.stdout.write = (text) => {
        for (const line of text.toString().split(/\r?\n/))
            if (line !== '')
                post({ line });
        return true;
    };
    port.on('message', (job) => {
        perform(job).then((key) => {
            post({ id: job.id, key });
        }, (error) => {
            post({ id: job.id, failure: (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error) });
        });
    });
}
async function perform({ do: what, path, key }) {
    if (what === 'save')
        return (await (0,_actions_cache__WEBPACK_IMPORTED_MODULE_0__/* .saveCache */ .Io)([path], key)) < 0 ? undefined : key;
    // The service looks for the first key as a whole only, for the others as beginnings.
    return await (0,_actions_cache__WEBPACK_IMPORTED_MODULE_0__/* .restoreCache */ .P3)([path], key, [key], { lookupOnly: what === 'find' });
}


/***/ })

};
