export const id = 460;
export const ids = [460];
export const modules = {

/***/ 5460:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ parsePictureName),
/* harmony export */   pairPictures: () => (/* binding */ pairPictures)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3916);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5260);




/** Of any format: one that cannot be read has to be said to be so, not passed over. */
const pictureName = /^frame-(-?\d{1,7})\.(compose|render)\.[a-z0-9]{1,8}$/i;
/** Frame and kind of a picture that is named as render names it; undefined for any other file. */
function parsePictureName(path) {
    const [, frame, kind] = pictureName.exec((0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(path)) ?? [];
    if (frame === undefined || kind === undefined)
        return undefined;
    return { frame: Number(frame), kind: kind.toLowerCase() };
}
/**
 * Pairs the pictures of two directories by frame and kind: `frame-0003.compose.png` with `frame-3.compose.exr`. Other
 * files are left alone. A baseline directory that does not exist has no pictures.
 *
 * @param frames only these, so that frames that were not asked for do not count as missing
 * @returns by frame, `compose` first
 */
async function pairPictures(baselineDirectory, candidateDirectory, frames) {
    const wanted = frames === undefined ? undefined : new Set(frames);
    const pairs = new Map();
    for (const [side, directory] of [
        ['baseline', baselineDirectory],
        ['candidate', candidateDirectory],
    ]) {
        for (const { name, frame, kind } of await listPictures(directory)) {
            if (wanted && !wanted.has(frame))
                continue;
            const key = `${frame} ${kind}`;
            const pair = pairs.get(key) ?? { frame, kind };
            if (pair[side] !== undefined)
                throw twoPictures(side, directory, pair);
            pairs.set(key, { ...pair, [side]: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, name) });
        }
    }
    return [...pairs.values()].sort((a, b) => a.frame - b.frame || (a.kind < b.kind ? -1 : 1));
}
async function listPictures(directory) {
    const entries = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(directory, { withFileTypes: true }).catch((error) => {
        if (error.code === 'ENOENT')
            return [];
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RenderError */ .vH('missing-file', `The directory ${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g)(directory)} cannot be read`, { cause: error });
    });
    return entries.flatMap((entry) => {
        const about = parsePictureName(entry.name);
        return about !== undefined && entry.isFile() ? [{ name: entry.name, ...about }] : [];
    });
}
function twoPictures(side, directory, { frame, kind }) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RenderError */ .vH('settings', `There are two ${side} pictures of frame ${frame} (${kind})`, {
        frame,
        file: directory,
        hint: `Keep one of them in ${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g)(directory)}.`,
    });
}


/***/ })

};
