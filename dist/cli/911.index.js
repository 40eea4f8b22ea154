export const id = 911;
export const ids = [911];
export const modules = {

/***/ 7911:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   formatHelp: () => (/* binding */ formatHelp)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
/* harmony import */ var _settings_table_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(316);
/* harmony import */ var _arguments_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1506);



const width = 100;
const indent = 26;
/** The text of `--help`, from the table of settings. */
function formatHelp() {
    const groups = Map.groupBy(Object.entries(_settings_table_js__WEBPACK_IMPORTED_MODULE_1__/* .settingsTable */ .u), ([, { group }]) => group);
    const sections = [...groups].map(([group, settings]) => [
        `${group}:`,
        ...settings.map(([name, { help, default: fallback }]) => {
            const shown = fallback === '' || help.includes('default:') ? '' : ` (default: ${fallback})`;
            return entry(`--${name}`, help.replaceAll('`', '') + shown);
        }),
    ].join('\n'));
    const options = Object.entries(_arguments_js__WEBPACK_IMPORTED_MODULE_2__/* .cliOptions */ .$).map(([name, { help }]) => entry(`--${name}`, help));
    const codes = new Map();
    for (const [kind, { exitCode }] of Object.entries(_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .failureKinds */ .cV))
        codes.set(exitCode, [...(codes.get(exitCode) ?? []), kind]);
    return [
        'Renders frames of a Blender project on a BlendNet farm, or on this machine.',
        [
            'Usage:',
            '  blendnet-render [render] PROJECT.blend [--frames 1-10] [--manager-url https://HOST:8443] …',
            '  blendnet-render deps PROJECT.blend [--json]   print what a project needs (deps --help)',
            '  blendnet-render compare BASELINE CANDIDATE    compare two pictures or directories (compare --help)',
            '  blendnet-render approve [RESULTS] [BASELINE]  take results as the new baseline (approve --help)',
            '  blendnet-render farm [--port 8443] …           serve this machine’s Blender as a farm (farm --help)',
        ].join('\n'),
        ...sections,
        ['Other:', ...options].join('\n'),
        [
            'Every setting can also be given as an environment variable: BLENDNET_MANAGER_URL, BLENDNET_PASSWORD, …',
            'Exit codes: 0 done',
            ...[...codes].sort(([a], [b]) => a - b).map(([code, kinds]) => `            ${code} ${kinds.join(', ')}`),
        ].join('\n'),
        '',
    ].join('\n\n');
}
/** A name and its explanation, wrapped and hanging. */
function entry(name, help) {
    const lines = [];
    let line = '';
    for (const word of help.split(' ')) {
        if (line !== '' && indent + line.length + 1 + word.length > width) {
            lines.push(line);
            line = '';
        }
        line = line === '' ? word : `${line} ${word}`;
    }
    lines.push(line);
    const [first = '', ...rest] = lines;
    return [`  ${name.padEnd(indent - 3)} ${first}`, ...rest.map((text) => ' '.repeat(indent) + text)].join('\n');
}


/***/ })

};
