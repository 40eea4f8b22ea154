export const id = 739;
export const ids = [739];
export const modules = {

/***/ 11739:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   removeLeftovers: () => (/* binding */ removeLeftovers)
/* harmony export */ });
/* harmony import */ var _farm_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13641);
/* harmony import */ var _settings_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(99149);
/* harmony import */ var _task_cleanup_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3789);
/* harmony import */ var _task_plan_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(60762);




const timeoutMs = 20_000;
/** Stops and deletes the unfinished tasks of a job whose main process was killed. The local farm died with it. */
async function removeLeftovers(readSetting, host) {
    const settings = (0,_settings_js__WEBPACK_IMPORTED_MODULE_1__/* .parseSettings */ .P$)(readSetting);
    if (!(settings.managerUrl instanceof URL))
        return;
    const client = await (0,_farm_js__WEBPACK_IMPORTED_MODULE_0__/* .connectManager */ .m)(settings);
    try {
        const prefix = (0,_task_plan_js__WEBPACK_IMPORTED_MODULE_3__/* .jobPrefix */ .An)(host.identity);
        const tasks = await client.tasks(host.cancelled);
        const unfinished = Object.entries(tasks)
            .filter(([name, { state }]) => name.startsWith(prefix) && state !== 'COMPLETED')
            .map(([name]) => name);
        const left = await (0,_task_cleanup_js__WEBPACK_IMPORTED_MODULE_2__/* .removeTasks */ .r)(client, unfinished, timeoutMs);
        host.log.info(`Removed ${unfinished.length - left.length} unfinished tasks of this job from the Manager.`);
        if (left.length > 0)
            host.log.warning(`Left on the Manager: ${left.join(', ')}`);
    }
    finally {
        await client.close();
    }
}


/***/ })

};
