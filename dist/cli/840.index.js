export const id = 840;
export const ids = [840];
export const modules = {

/***/ 3840:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   farmCommand: () => (/* binding */ farmCommand)
/* harmony export */ });
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8474);
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_events__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_os__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_3__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3916);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5260);
/* harmony import */ var _flags_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5377);







const options = {
    port: { type: 'string', default: '8443' },
    blender: { type: 'string', default: 'blender' },
    username: { type: 'string', default: 'ci' },
    'password-file': { type: 'string' },
    'tls-cert': { type: 'string' },
    'tls-key': { type: 'string' },
    'state-directory': { type: 'string' },
    help: { type: 'boolean' },
};
const help = `Serves this machine's Blender as a BlendNet farm of one, on loopback, until Ctrl-C.

Usage: blendnet-render farm [flags]

  --port PORT               default 8443; 0 takes a free one
  --blender PROGRAM         default blender
  --username NAME           default ci
  --password-file FILE      or BLENDNET_PASSWORD; default: a random one, printed
  --tls-cert, --tls-key     PEM files; plain HTTP without them
  --state-directory FOLDER  where files, tasks and results are kept

Then: blendnet-render PROJECT.blend --manager-url http://127.0.0.1:8443 --username ci
`;
/** Serves this machine's Blender as a farm until it is told to end. */
async function farmCommand(args, env, cancelled) {
    const { values, positionals } = (0,_flags_js__WEBPACK_IMPORTED_MODULE_5__/* .parseFlags */ .b)('farm', args, options);
    if (values.help === true) {
        process.stdout.write(help);
        return 0;
    }
    if (positionals.length > 0) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .RenderError */ .vH('settings', `What is "${(0,_printable_js__WEBPACK_IMPORTED_MODULE_6__/* .printable */ .g)(positionals.join(' '), 100)}"? farm takes flags only.`);
    }
    const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : -1;
    if (port < 0 || port > 65_535) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .RenderError */ .vH('settings', `--port "${(0,_printable_js__WEBPACK_IMPORTED_MODULE_6__/* .printable */ .g)(values.port)}": use a number from 0 to 65535`);
    }
    const read = async (name) => {
        const path = values[name];
        if (path === undefined)
            return undefined;
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(path, 'utf8').catch((cause) => {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .RenderError */ .vH('settings', `--${name} cannot be read: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(cause)}`, { cause });
        });
    };
    const [certPem, keyPem] = [await read('tls-cert'), await read('tls-key')];
    if ((certPem === undefined) !== (keyPem === undefined)) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .RenderError */ .vH('settings', '--tls-cert and --tls-key go together.');
    }
    const password = (await read('password-file'))?.replace(/\r?\n$/, '') ?? env['BLENDNET_PASSWORD'];
    if (password === '') {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .RenderError */ .vH('settings', 'The password is empty: whoever reaches the port could use the farm.', {
            hint: 'Fill --password-file or BLENDNET_PASSWORD, or leave both out for a random password.',
        });
    }
    const { startLocalFarm } = await Promise.all(/* import() */[__webpack_require__.e(342), __webpack_require__.e(490)]).then(__webpack_require__.bind(__webpack_require__, 6342));
    const farm = await startLocalFarm({
        stateDirectory: values['state-directory'] ?? (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)((0,node_os__WEBPACK_IMPORTED_MODULE_2__.homedir)(), '.cache', 'blendnet-render', 'farm'),
        blender: values.blender,
        environment: env,
        port,
        username: values.username,
        ...(password === undefined ? {} : { password }),
        ...(certPem === undefined || keyPem === undefined ? {} : { tls: { certPem, keyPem } }),
        log: (line) => process.stderr.write(`${line}\n`),
    });
    process.stdout.write(`${farm.url}  username ${farm.username}${password === undefined ? `  password ${farm.password}` : ''}\n`);
    // Ctrl-C may have come while the farm was starting.
    if (!cancelled.aborted)
        await (0,node_events__WEBPACK_IMPORTED_MODULE_0__.once)(cancelled, 'abort');
    await farm.stop();
    return 0;
}


/***/ }),

/***/ 5377:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ parseValue),
/* harmony export */   b: () => (/* binding */ parseFlags)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_util__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3916);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5260);



/** Parses a command's flags. @throws RenderError `settings` for one that does not exist. */
function parseFlags(command, args, options) {
    try {
        return (0,node_util__WEBPACK_IMPORTED_MODULE_0__.parseArgs)({ args, options, allowPositionals: true, strict: true });
    }
    catch (cause) {
        const hint = `blendnet-render ${command} --help lists every flag.`;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RenderError */ .vH('settings', (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(cause).split('. To specify')[0] ?? '', { cause, hint });
    }
}
/** Parses a flag's value. @throws RenderError `settings` that says what is wrong with it. */
function parseValue(name, value, parser) {
    try {
        return parser(value);
    }
    catch (cause) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RenderError */ .vH('settings', `--${name} "${(0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g)(value, 100)}": ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(cause)}`, { cause });
    }
}


/***/ })

};
