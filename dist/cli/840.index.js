export const id = 840;
export const ids = [840];
export const modules = {

/***/ 3840:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   farmCommand: () => (/* binding */ farmCommand)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_os__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7975);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__webpack_require__.n(node_util__WEBPACK_IMPORTED_MODULE_3__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3916);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5260);






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
    const values = parseFarmArguments(args);
    if (values.help === true) {
        process.stdout.write(help);
        return 0;
    }
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .RenderError */ .vH('settings', `--port "${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g)(values.port)}": use a number from 0 to 65535`);
    }
    const read = async (name) => {
        const path = values[name];
        if (path === undefined)
            return undefined;
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path, 'utf8').catch((cause) => {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .RenderError */ .vH('settings', `--${name} cannot be read: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(cause)}`, { cause });
        });
    };
    const [certPem, keyPem] = [await read('tls-cert'), await read('tls-key')];
    if ((certPem === undefined) !== (keyPem === undefined)) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .RenderError */ .vH('settings', '--tls-cert and --tls-key go together.');
    }
    const password = (await read('password-file'))?.replace(/\r?\n$/, '') ?? env['BLENDNET_PASSWORD'];
    const { startLocalFarm } = await __webpack_require__.e(/* import() */ 144).then(__webpack_require__.bind(__webpack_require__, 8144));
    const farm = await startLocalFarm({
        stateDirectory: values['state-directory'] ?? (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,node_os__WEBPACK_IMPORTED_MODULE_1__.homedir)(), '.cache', 'blendnet-render', 'farm'),
        blender: values.blender,
        environment: env,
        port,
        username: values.username,
        ...(password === undefined ? {} : { password }),
        ...(certPem === undefined || keyPem === undefined ? {} : { tls: { certPem, keyPem } }),
        log: (line) => process.stderr.write(`${line}\n`),
    });
    process.stdout.write(`${farm.url}  username ${farm.username}${password === undefined ? `  password ${farm.password}` : ''}\n`);
    await new Promise((resolve) => {
        cancelled.addEventListener('abort', resolve, { once: true });
    });
    await farm.stop();
    return 0;
}
function parseFarmArguments(args) {
    try {
        return (0,node_util__WEBPACK_IMPORTED_MODULE_3__.parseArgs)({ args, options, strict: true }).values;
    }
    catch (cause) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .RenderError */ .vH('settings', (0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(cause).split('. To specify')[0] ?? '', {
            cause,
            hint: 'blendnet-render farm --help lists every flag.',
        });
    }
}


/***/ }),

/***/ 5260:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ printable)
/* harmony export */ });
/**
 * Text from outside (the Manager, Blender, file names) made safe to show: no escape sequence reaches a terminal, no line
 * break starts a new line in a log (where a runner would look for commands), and no text is longer than `maxLength`.
 */
function printable(text, maxLength = 500) {
    const cut = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
    // C0, DEL and C1 controls, line and paragraph separators, and the bidirectional overrides that can disguise a name.
    // eslint-disable-next-line no-control-regex
    return cut.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ').trim();
}


/***/ })

};
