export const id = 571;
export const ids = [571];
export const modules = {

/***/ 7571:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   claimDirectory: () => (/* binding */ claimDirectory)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3916);



const maxFarms = 32;
/**
 * Claims a state directory for one farm: `base`, or `base-2`, `base-3` … while other farms of this machine work in those
 * before. The claim of a process that is gone does not count.
 */
async function claimDirectory(base) {
    for (let n = 1; n <= maxFarms; n++) {
        const directory = n === 1 ? base : `${base}-${n}`;
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(directory, { recursive: true, mode: 0o700 });
        const lock = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, 'farm.pid');
        if (await claim(lock))
            return { directory, release: () => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(lock, { force: true }) };
    }
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RenderError */ .vH('settings', `${maxFarms} local farms work below ${base} at a time.`, {
        hint: 'End some of them.',
    });
}
async function claim(lock) {
    for (const again of [false, true]) {
        try {
            const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.open)(lock, 'wx');
            await handle.writeFile(String(process.pid));
            await handle.close();
            return true;
        }
        catch (error) {
            if (error.code !== 'EEXIST')
                throw error;
        }
        if (again || isAlive(Number(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(lock, 'utf8').catch(() => ''))))
            return false;
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(lock, { force: true });
    }
    return false;
}
function isAlive(pid) {
    // An empty file is a claim that is being made at this moment.
    if (!Number.isInteger(pid) || pid <= 0)
        return pid === 0;
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return error.code === 'EPERM';
    }
}


/***/ })

};
