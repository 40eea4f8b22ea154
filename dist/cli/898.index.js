export const id = 898;
export const ids = [898];
export const modules = {

/***/ 1506:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ cliOptions),
/* harmony export */   W: () => (/* binding */ parseRenderArguments)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_util__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3916);
/* harmony import */ var _setting_parsers_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2518);
/* harmony import */ var _settings_table_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(316);




/** Options that are no settings. */
const cliOptions = {
    json: { type: 'boolean', help: 'Print one JSON object (the outputs) as the last line of standard output.' },
    verbose: { type: 'boolean', help: 'Log details, the local farm’s included.' },
    'password-file': { type: 'string', help: 'File with the password. BLENDNET_PASSWORD works, too.' },
    help: { type: 'boolean', help: 'Show this help.' },
    version: { type: 'boolean', help: 'Show the version.' },
};
/**
 * Parses the flags of `render`. Settings take `--name value` or `--name=value`; those that are true or false also
 * `--name` and `--no-name`. Lists may be given piece by piece; of anything else the last one counts.
 * @throws RenderError `settings` for a flag that does not exist.
 */
function parseRenderArguments(args) {
    const settingOptions = Object.fromEntries(Object.keys(_settings_table_js__WEBPACK_IMPORTED_MODULE_2__/* .settingsTable */ .u).map((name) => [name, { type: 'string', multiple: true }]));
    let parsed;
    try {
        parsed = (0,node_util__WEBPACK_IMPORTED_MODULE_0__.parseArgs)({
            args: expandFlags(args),
            options: { ...settingOptions, ...cliOptions },
            allowPositionals: true,
            strict: true,
        });
    }
    catch (error) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RenderError */ .vH('settings', (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error).split('. To specify')[0] ?? '', {
            cause: error,
            hint: 'blendnet-render --help lists every flag.',
        });
    }
    const settings = new Map();
    const options = {};
    for (const [name, value] of Object.entries(parsed.values)) {
        if (name in cliOptions)
            options[name] = value;
        else if (Array.isArray(value))
            settings.set(name, join(name, value.map(String)));
    }
    const [project, ...more] = parsed.positionals;
    if (project !== undefined && !settings.has('project'))
        settings.set('project', project);
    else if (project !== undefined)
        more.unshift(project);
    if (more.length > 0) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RenderError */ .vH('settings', `What is "${more.join(' ')}"? One project is rendered at a time.`, {
            hint: 'Several frames: --frames 1-10.',
        });
    }
    return { settings, options };
}
/** `--insecure` → `--insecure=true`, `--no-reuse` → `--reuse=false`, `--reuse false` → `--reuse=false`. */
function expandFlags(args) {
    const expanded = [];
    for (let index = 0; index < args.length; index++) {
        const arg = args[index] ?? '';
        if (arg === '--')
            return [...expanded, ...args.slice(index)];
        const name = /^--([a-z-]+)$/.exec(arg)?.[1] ?? '';
        const next = args[index + 1] ?? '';
        if (isFlag(name) && /^(true|false)$/i.test(next)) {
            expanded.push(`${arg}=${next}`);
            index += 1;
        }
        else if (isFlag(name))
            expanded.push(`${arg}=true`);
        else if (name.startsWith('no-') && isFlag(name.slice(3)))
            expanded.push(`--${name.slice(3)}=false`);
        else
            expanded.push(arg);
    }
    return expanded;
}
function isFlag(name) {
    return Object.hasOwn(_settings_table_js__WEBPACK_IMPORTED_MODULE_2__/* .settingsTable */ .u, name) && _settings_table_js__WEBPACK_IMPORTED_MODULE_2__/* .settingsTable */ .u[name].parse === _setting_parsers_js__WEBPACK_IMPORTED_MODULE_3__/* .flag */ .Jt;
}
function join(name, values) {
    return _settings_table_js__WEBPACK_IMPORTED_MODULE_2__/* .settingsTable */ .u[name].parse === _setting_parsers_js__WEBPACK_IMPORTED_MODULE_3__/* .lines */ .Mn ? values.join('\n') : (values.at(-1) ?? '');
}


/***/ }),

/***/ 6898:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   runCommandLine: () => (/* binding */ runCommandLine)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3916);
/* harmony import */ var _host_host_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2106);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5260);
/* harmony import */ var _arguments_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1506);





/**
 * Runs a command and gives the exit code. Logs go to standard error; standard output carries what was asked for.
 */
async function runCommandLine(args, env, entry) {
    try {
        const [command, ...rest] = args;
        switch (command) {
            case 'farm':
                return await (await __webpack_require__.e(/* import() */ 840).then(__webpack_require__.bind(__webpack_require__, 3840))).farmCommand(rest, env, onSignal());
            case 'deps':
                return await (await Promise.all(/* import() */[__webpack_require__.e(583), __webpack_require__.e(291)]).then(__webpack_require__.bind(__webpack_require__, 6690))).depsCommand(rest, onSignal());
            case 'approve':
                return await (await Promise.all(/* import() */[__webpack_require__.e(17), __webpack_require__.e(582)]).then(__webpack_require__.bind(__webpack_require__, 1582))).approveCommand(rest, env, entry, onSignal());
            case 'compare':
                return await (await Promise.all(/* import() */[__webpack_require__.e(17), __webpack_require__.e(468)]).then(__webpack_require__.bind(__webpack_require__, 2468))).compareCommand(rest, env, entry, onSignal());
            case 'render':
                return await renderCommand(rest, env, entry);
            default:
                return await renderCommand(args, env, entry);
        }
    }
    catch (error) {
        return explain(error);
    }
}
/** Characters of a line of an error that are worth reading. */
const maxLine = 4000;
/** Says what went wrong, for people, and gives the exit code. Anything that is no RenderError is a bug and shows its stack. */
function explain(error, redact = (text) => text) {
    const say = (text) => {
        const lines = redact(text).split('\n');
        const safe = lines.map((line) => `${/^ */.exec(line)?.[0] ?? ''}${(0,_host_host_js__WEBPACK_IMPORTED_MODULE_3__/* .inert */ .t)((0,_printable_js__WEBPACK_IMPORTED_MODULE_4__/* .printable */ .g)(line, maxLine))}`);
        process.stderr.write(`${safe.join('\n')}\n`);
    };
    if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RenderError */ .vH)) {
        say(`Internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        return 1;
    }
    const hint = error.hint === undefined ? '' : `\n${error.hint}`;
    say(`\nFailed (${error.kind}): ${error.message}${hint}`);
    return error.exitCode;
}
async function renderCommand(args, env, entry) {
    const parsed = (0,_arguments_js__WEBPACK_IMPORTED_MODULE_2__/* .parseRenderArguments */ .W)(args);
    const { options } = parsed;
    if (options.help === true || (args.length === 0 && env['BLENDNET_PROJECT'] === undefined)) {
        const { formatHelp } = await __webpack_require__.e(/* import() */ 911).then(__webpack_require__.bind(__webpack_require__, 7911));
        process.stdout.write(formatHelp());
        return 0;
    }
    if (options.version === true) {
        process.stdout.write(`${(await __webpack_require__.e(/* import() */ 311).then(__webpack_require__.bind(__webpack_require__, 311))).version}\n`);
        return 0;
    }
    const readSetting = await createReader(parsed, env);
    const { createTerminalHost } = await __webpack_require__.e(/* import() */ 879).then(__webpack_require__.bind(__webpack_require__, 4879));
    let outputs = {};
    const host = createTerminalHost({
        env,
        entry,
        cancelled: onSignal(),
        workingDirectory: process.cwd(),
        stream: process.stderr,
        verbose: options.verbose === true,
        onOutputs: (values) => (outputs = values),
    });
    let failure;
    (await __webpack_require__.e(/* import() */ 753).then(__webpack_require__.bind(__webpack_require__, 2753))).keepHeapSmall();
    try {
        const { render } = await Promise.all(/* import() */[__webpack_require__.e(132), __webpack_require__.e(583), __webpack_require__.e(953)]).then(__webpack_require__.bind(__webpack_require__, 953));
        const result = await render(readSetting, host);
        host.setOutputs({ 'failure-kind': result.failure?.kind ?? '', ...result.outputs });
        failure = result.failure;
    }
    catch (error) {
        if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RenderError */ .vH))
            throw error;
        host.setOutputs({ 'failure-kind': error.kind });
        failure = error;
    }
    const exitCode = failure === undefined ? 0 : explain(failure, (text) => host.redact(text));
    if (options.json === true)
        process.stdout.write(`${JSON.stringify(outputs)}\n`);
    return exitCode;
}
/** A setting's text: its flag, or the environment variable BLENDNET_NAME. */
async function createReader({ settings, options }, env) {
    const passwordFile = options['password-file'];
    let password;
    if (passwordFile !== undefined) {
        try {
            password = (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(passwordFile, 'utf8')).replace(/\r?\n$/, '');
        }
        catch (cause) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RenderError */ .vH('settings', `--password-file cannot be read: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(cause)}`, { cause });
        }
    }
    return (name) => {
        if (name === 'password' && password !== undefined)
            return password;
        return settings.get(name) ?? env[`BLENDNET_${name.toUpperCase().replaceAll('-', '_')}`];
    };
}
/** Fires on Ctrl-C and on being told to end; a second Ctrl-C ends at once. */
function onSignal() {
    const cancel = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
        process.on(signal, () => {
            if (cancel.signal.aborted)
                process.exit(5);
            cancel.abort(new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RenderError */ .vH('cancelled', 'The run was cancelled.'));
        });
    }
    return cancel.signal;
}


/***/ }),

/***/ 3916:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LH: () => (/* binding */ isRenderError),
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   cV: () => (/* binding */ failureKinds),
/* harmony export */   vH: () => (/* binding */ RenderError)
/* harmony export */ });
/**
 * Every way a run can end badly, what the process then exits with, and the heading under which README.md explains it.
 * The names are part of the public interface: they appear as the output `failure-kind`.
 */
const failureKinds = {
    settings: { exitCode: 2, title: 'A setting is wrong' },
    'missing-file': { exitCode: 2, title: 'The project needs a file that is not there' },
    unreachable: { exitCode: 3, title: 'The Manager does not answer' },
    unauthorized: { exitCode: 3, title: 'The Manager refuses the credentials' },
    rejected: { exitCode: 3, title: 'The Manager refuses a request' },
    protocol: { exitCode: 3, title: 'The answer is not a BlendNet answer' },
    'no-agents': { exitCode: 3, title: 'The farm has no active Agent' },
    'task-failed': { exitCode: 1, title: 'A frame could not be rendered' },
    'corrupt-result': { exitCode: 1, title: 'A result arrived damaged' },
    stalled: { exitCode: 4, title: 'A frame makes no progress' },
    timeout: { exitCode: 4, title: 'The run took too long' },
    cancelled: { exitCode: 5, title: 'The run was cancelled' },
    different: { exitCode: 6, title: 'A frame differs from its baseline' },
};
/** The one error this program throws on purpose; anything else that is thrown is a bug of ours. */
class RenderError extends Error {
    name = 'RenderError';
    kind;
    hint;
    frame;
    file;
    lasting;
    constructor(kind, message, details = {}) {
        super(message, details.cause === undefined ? undefined : { cause: details.cause });
        this.kind = kind;
        this.hint = details.hint;
        this.frame = details.frame;
        this.file = details.file;
        this.lasting = details.lasting ?? false;
    }
    get exitCode() {
        return failureKinds[this.kind].exitCode;
    }
}
/** Whether `error` is a {@link RenderError}, optionally of one of `kinds`. */
function isRenderError(error, ...kinds) {
    return error instanceof RenderError && (kinds.length === 0 || kinds.includes(error.kind));
}
/** The message of whatever was thrown, for use inside a sentence. */
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}


/***/ }),

/***/ 2106:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ inert)
/* harmony export */ });
/**
 * Makes a text harmless for runners that look for commands in logs: `::command::` at the start of a line (GitHub),
 * `##[command]`, `##vso[…]` and `##teamcity[…]` anywhere (GitHub's older form, Azure Pipelines, TeamCity).
 */
function inert(text) {
    return text.replace(/^(\s*):(?=:)/gm, '$1: ').replace(/##(?=\w*\[)/g, '# #');
}


/***/ }),

/***/ 1300:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $Y: () => (/* binding */ fileList),
/* harmony export */   CI: () => (/* binding */ taskMessages),
/* harmony export */   CR: () => (/* binding */ serverInfo),
/* harmony export */   ES: () => (/* binding */ resources),
/* harmony export */   RE: () => (/* binding */ envelope),
/* harmony export */   So: () => (/* binding */ apiPath),
/* harmony export */   XE: () => (/* binding */ fileInfo),
/* harmony export */   ZF: () => (/* binding */ resultKinds),
/* harmony export */   aF: () => (/* binding */ maxConfigBytes),
/* harmony export */   al: () => (/* binding */ taskStatus),
/* harmony export */   av: () => (/* binding */ blob),
/* harmony export */   e1: () => (/* binding */ countActive),
/* harmony export */   ig: () => (/* binding */ taskList),
/* harmony export */   mc: () => (/* binding */ maxSeed),
/* harmony export */   n6: () => (/* binding */ describeIssue),
/* harmony export */   yF: () => (/* binding */ taskStates)
/* harmony export */ });
/* unused harmony export taskInfo */
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7934);

/*
 * What the Manager's JSON API carries (recorded from BlendNet's Manager; its HOWTO predates parts of it). Shared by the
 * client, which parses answers with it, and the local farm, which gives such answers. Unknown keys are dropped.
 */
/** Prefix of every endpoint. */
const apiPath = '/api/v1';
/** The three pictures a task makes: a lossy EXR, the multilayer EXR, and the compositor's output. */
const resultKinds = ['preview', 'render', 'compose'];
const taskStates = ['CREATED', 'STOPPED', 'PENDING', 'RUNNING', 'COMPLETED', 'ERROR'];
/** Largest task configuration the Manager reads. */
const maxConfigBytes = 512 * 1024;
/** Largest seed the Manager accepts. */
const maxSeed = 2_147_483_647;
const sha1 = valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .regex */ .yGV(/^[0-9a-f]{40}$/));
const text = valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .maxLength */ .Ru6(1_000_000));
const unixTime = valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullable */ .mee(valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig());
/** Every answer; `data` is there on success, `message` says why not. */
const envelope = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    success: valibot__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY(),
    message: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(text),
    data: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_0__/* .unknown */ .L5J()),
});
/** `GET info`: what the server is. */
const serverInfo = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    engine: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(text),
    blender: valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ version_string: text }),
});
const agent = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ active: valibot__WEBPACK_IMPORTED_MODULE_0__/* .fallback */ .NpB(valibot__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY(), false) });
/**
 * `GET resources`: the Agents the Manager knows. `active` ones take work; one that cannot be read counts as idle. The
 * Manager's own `type` is `custom`, or a cloud's name for a kind of machine; it is empty until it has looked.
 */
const resources = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    manager: valibot__WEBPACK_IMPORTED_MODULE_0__/* .fallback */ .NpB(valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ type: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(text) }), {}),
    agents: valibot__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1P(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .fallback */ .NpB(agent, { active: false })),
});
/** How many Agents take work now. */
function countActive({ agents }) {
    return Object.values(agents).filter(({ active }) => active).length;
}
/** `state_error_info`: a list of `{task or workload name: text or nested list}`; anything in it means failure. */
const stateErrorInfo = valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_0__/* .unknown */ .L5J()), []);
/** A task in `GET task`. Times are Unix seconds, `done` is 0 … 1. */
const taskInfo = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    name: valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(text, valibot__WEBPACK_IMPORTED_MODULE_0__/* .maxLength */ .Ru6(1000)),
    create_time: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(unixTime),
    start_time: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(unixTime),
    end_time: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(unixTime),
    state: valibot__WEBPACK_IMPORTED_MODULE_0__/* .picklist */ .KIO(taskStates),
    frame: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig()),
    done: valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(),
    state_error_info: stateErrorInfo,
});
/** `GET task`: every task the Manager has, by name. They are everybody's: one that cannot be read spoils no other. */
const taskList = valibot__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1P(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .unknown */ .L5J(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .transform */ .pdi(parseTask)));
function parseTask(entry) {
    const parsed = valibot__WEBPACK_IMPORTED_MODULE_0__/* .safeParse */ .xLC(taskInfo, entry);
    return parsed.success ? parsed.output : { state: 'UNKNOWN', problem: describeIssue(parsed.issues[0]) };
}
/** What does not fit, with the way to it. May hold words of the answer. */
function describeIssue(issue) {
    return `${valibot__WEBPACK_IMPORTED_MODULE_0__/* .getDotPath */ .BuJ(issue) ?? 'data'}: ${issue.message}`;
}
/** `GET task/NAME/status`. `remaining` is seconds; a result's value is its blob's sha1. */
const taskStatus = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    ...taskInfo.entries,
    samples: valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(),
    seed: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig()),
    samples_done: valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(),
    remaining: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig()),
    result: valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ preview: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(sha1), render: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(sha1), compose: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(sha1) }),
    workloads_taken: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(), 0),
    results_processing: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(valibot__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY()),
});
/** The answer to an upload, and `blob` in a file's info. */
const blob = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ id: sha1, size: valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig() });
/** `GET task/NAME/file/PATH`: the blob registered for the path. */
const fileInfo = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ id: sha1, path: text, blob: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(blob) });
/** `GET task/NAME/file`: registered paths and their sha1. */
const fileList = valibot__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1P(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), sha1);
/** `messages` (Blender's stderr lines) and `details` (progress records), by workload name. */
const taskMessages = valibot__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1P(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullable */ .mee(valibot__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_0__/* .unknown */ .L5J())));


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


/***/ }),

/***/ 5167:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MU: () => (/* binding */ parseFrames),
/* harmony export */   OH: () => (/* binding */ chooseFrames)
/* harmony export */ });
/* unused harmony exports framesSyntax, rangeOf */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);

/** More than a day's worth of film at 60 frames a second is a typing error, not a job. */
const maxFrames = 100_000;
const maxFrameNumber = 1_048_574; // Blender's own limit (MAXFRAME)
const framesSyntax = 'use 5, 1-10, 1-100x5 (every 5th), a list of these with commas, or scene';
/**
 * Parses `1`, `1-10`, `1,5,20-30`, `1-100x5`, `scene`, or nothing (the current frame). Frames come back ascending, once each.
 * @throws Error that says what is wrong with the text.
 */
function parseFrames(text) {
    const trimmed = text.trim();
    if (trimmed === '')
        return { kind: 'current' };
    if (trimmed === 'scene')
        return { kind: 'scene' };
    const frames = new Set();
    let listed = 0;
    for (const part of trimmed.split(',')) {
        for (const frame of parseRange(part.trim())) {
            frames.add(frame);
            if (++listed > maxFrames)
                throw new Error(`more than ${maxFrames} frames`);
        }
    }
    return { kind: 'list', frames: [...frames].sort((a, b) => a - b) };
}
function* parseRange(part) {
    const match = /^(\d{1,7})(?:\s*-\s*(\d{1,7})(?:\s*x\s*(\d{1,7}))?)?$/.exec(part);
    if (match === null) {
        const negative = /^-\d/.test(part) ? ' (BlendNet renders no negative frames)' : '';
        throw new Error(`"${part}" is no frame or range${negative}; ${framesSyntax}`);
    }
    const first = Number(match[1]);
    const last = Number(match[2] ?? match[1]);
    const step = Number(match[3] ?? 1);
    if (last > maxFrameNumber)
        throw new Error(`frame ${last} is beyond Blender's last frame, ${maxFrameNumber}`);
    if (last < first)
        throw new Error(`"${part}" runs backwards; write ${last}-${first}`);
    if (step === 0)
        throw new Error(`"${part}" has a step of 0`);
    yield* rangeOf(first, last, step);
}
/** The frames `first`, `first + step`, … up to `last`. */
function* rangeOf(first, last, step) {
    for (let frame = first; frame <= last; frame += step)
        yield frame;
}
/** The frames to render, given the scene's own. @throws RenderError `settings` when those cannot be rendered. */
function chooseFrames(selection, scene) {
    if (selection.kind === 'list')
        return selection.frames;
    const frames = selection.kind === 'current'
        ? [scene.currentFrame]
        : [...rangeOf(scene.frameStart, scene.frameEnd, Math.max(1, scene.frameStep))];
    if (frames.length === 0 || frames.some((frame) => frame < 0)) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RenderError */ .vH('settings', `frames: the .blend's own (${scene.frameStart} to ${scene.frameEnd}, current ${scene.currentFrame}) cannot be rendered.`, {
            hint: 'BlendNet renders frames from 0 up: set frames, or the range in the .blend.',
        });
    }
    return frames;
}


/***/ }),

/***/ 2518:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ae: () => (/* binding */ path),
/* harmony export */   Jt: () => (/* binding */ flag),
/* harmony export */   Mn: () => (/* binding */ lines),
/* harmony export */   Mq: () => (/* binding */ severalOf),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   UU: () => (/* binding */ name),
/* harmony export */   ai: () => (/* binding */ number),
/* harmony export */   mR: () => (/* binding */ optionalText),
/* harmony export */   no: () => (/* binding */ maybe),
/* harmony export */   rT: () => (/* binding */ managerUrl),
/* harmony export */   yL: () => (/* binding */ oneOf)
/* harmony export */ });
/*
 * Parsers for the settings table: text in, value out; an Error says what is allowed. A typing error is never taken for
 * "off" or for a default.
 */
const text = (value) => value;
/** A path or a name: what stands around it, such as the line break that YAML's `|` adds, is not part of it. */
const path = (value) => value.trim();
function optionalText(value) {
    return value.trim() || undefined;
}
function maybe(parse) {
    return (value) => (value.trim() === '' ? undefined : parse(value));
}
function flag(value) {
    const word = value.trim().toLowerCase();
    if (word === 'true')
        return true;
    if (word === 'false')
        return false;
    throw new Error('use true or false');
}
function number(min, max, kind = 'whole') {
    return (value) => {
        const parsed = /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : NaN;
        if (!(parsed >= min && parsed <= max) || (kind === 'whole' && !Number.isInteger(parsed))) {
            throw new Error(`use a ${kind === 'whole' ? 'whole ' : ''}number from ${min} to ${max}`);
        }
        return parsed;
    };
}
function oneOf(...allowed) {
    return (value) => {
        const found = allowed.find((word) => word === value.trim());
        if (found === undefined)
            throw new Error(`use ${allowed.join(' or ')}`);
        return found;
    };
}
function severalOf(...allowed) {
    const one = oneOf(...allowed);
    return (value) => {
        const words = value.split(/[\s,]+/).filter((word) => word !== '');
        if (words.length === 0)
            throw new Error(`use one or more of ${allowed.join(', ')}`);
        const chosen = new Set(words.map(one));
        return allowed.filter((word) => chosen.has(word));
    };
}
/** One per line. A comment needs a space after its `#`, since `####.vdb` is a file with a frame number. */
function lines(value) {
    return value
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '' && !/^#(\s|$)/.test(line));
}
/** A name that GitHub takes for an artifact and every file system for a file. */
function name(value) {
    const trimmed = value.trim();
    // eslint-disable-next-line no-control-regex
    if (/["<>|*?:\\/\u0000-\u001f]/.test(trimmed) || trimmed === '' || trimmed.length > 200 || /^\.+$/.test(trimmed)) {
        throw new Error('use a name without " : < > | * ? \\ / and at most 200 characters long');
    }
    return trimmed;
}
/** `local`, an URL, or `empty` when it was given as nothing. */
function managerUrl(value) {
    const trimmed = value.trim();
    if (trimmed === '')
        return 'empty';
    if (trimmed === 'local')
        return 'local';
    const url = URL.parse(trimmed);
    if (url === null || !/^https?:$/.test(url.protocol))
        throw new Error('use https://HOST:PORT (8443 is usual) or local');
    if (url.username !== '' || url.password !== '')
        throw new Error('give the credentials as username and password, not in the URL');
    if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
        throw new Error('use only https://HOST:PORT, without a path');
    if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
        throw new Error('http:// would send the password in the clear; use https:// (http is accepted for loopback only)');
    }
    return url;
}
function isLoopback(host) {
    return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}


/***/ }),

/***/ 316:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  u: () => (/* binding */ settingsTable)
});

// EXTERNAL MODULE: ./src/manager/schema.ts
var schema = __webpack_require__(1300);
// EXTERNAL MODULE: ./src/project/frames.ts
var project_frames = __webpack_require__(5167);
// EXTERNAL MODULE: ./src/setting-parsers.ts
var setting_parsers = __webpack_require__(2518);
;// CONCATENATED MODULE: ./src/settings-of-inputs.ts



/** What is rendered, and where: the first half of the table. */
const inputSettings = {
    'manager-url': {
        group: 'Farm',
        help: 'The Manager (`https://host:8443`), or `local`: render on this machine, through a local farm over its own Blender.',
        default: 'local',
        parse: setting_parsers/* managerUrl */.rT,
    },
    'without-manager': {
        group: 'Farm',
        help: 'What to do when `manager-url` is given but empty, as a secret is in pull requests from forks: `fail`, or `skip` the run with a notice.',
        default: 'fail',
        parse: (0,setting_parsers/* oneOf */.yL)('fail', 'skip'),
    },
    username: { group: 'Farm', help: "The Manager's `auth_user`.", default: '', parse: setting_parsers/* text */.Qq },
    password: { group: 'Farm', help: "The Manager's `auth_password`. Masked in every output.", default: '', parse: setting_parsers/* text */.Qq },
    'ca-cert': {
        group: 'Farm',
        help: "The farm's CA (`ca.crt`), as PEM text or as a file.",
        default: '',
        parse: setting_parsers/* optionalText */.mR,
    },
    'server-name': {
        group: 'Farm',
        help: "Name to expect in the Manager's certificate when it is not the URL's host; BlendNet's own is `blendnet-manager`.",
        default: '',
        parse: setting_parsers/* optionalText */.mR,
    },
    insecure: {
        group: 'Farm',
        help: 'Do not check the certificate. Whoever answers gets the password: prefer `ca-cert`.',
        default: 'false',
        parse: setting_parsers/* flag */.Jt,
    },
    blender: {
        group: 'Farm',
        help: 'Blender program for the local farm: a name on the PATH, or a path.',
        default: 'blender',
        parse: setting_parsers/* path */.Ae,
    },
    project: { group: 'Project', help: 'The .blend file, inside `working-directory`.', default: '', parse: setting_parsers/* path */.Ae },
    'working-directory': {
        group: 'Project',
        help: 'Folder that everything is relative to (default: the workspace). Nothing outside it is read or sent.',
        default: '',
        parse: setting_parsers/* optionalText */.mR,
    },
    dependencies: {
        group: 'Project',
        help: 'What the project needs, one per line: `auto` (traced from the .blend), globs, `!` excludes; `####` stands for the padded frame number, so `cache/*_####.vdb` sends each frame its own.',
        default: 'auto',
        parse: setting_parsers/* lines */.Mn,
    },
    missing: {
        group: 'Project',
        help: 'A traced file that is not there, lies outside, is absolute or differs in letter case: `error`, `warn` or `ignore`.',
        default: 'error',
        parse: (0,setting_parsers/* oneOf */.yL)('error', 'warn', 'ignore'),
    },
    frames: {
        group: 'Frames',
        help: 'Frames to render: `1`, `1-10`, `1,5,20-30`, `1-100x5`, `scene` (the range in the .blend); default: its current frame.',
        default: '',
        parse: project_frames/* parseFrames */.MU,
    },
    samples: {
        group: 'Frames',
        help: "Samples per pixel (default: the .blend's own).",
        default: '',
        parse: (0,setting_parsers/* maybe */.no)((0,setting_parsers/* number */.ai)(1, 10_000_000)),
    },
    seed: {
        group: 'Frames',
        help: 'Noise seed. A fixed one makes runs comparable.',
        default: '0',
        parse: (0,setting_parsers/* number */.ai)(0, schema/* maxSeed */.mc),
    },
    agents: {
        group: 'Frames',
        help: 'How many Agents share a frame (default: all).',
        default: '',
        parse: (0,setting_parsers/* maybe */.no)((0,setting_parsers/* number */.ai)(1, 1000)),
    },
    compositing: { group: 'Frames', help: "Use the .blend's compositing nodes.", default: 'true', parse: setting_parsers/* flag */.Jt },
};

;// CONCATENATED MODULE: ./src/settings-of-results.ts


/** As far as timers reach: 24 days. */
const maxMinutes = 35_000;
/** What becomes of the results, and how the run behaves: the second half of the table. */
const resultSettings = {
    results: {
        group: 'Results',
        help: 'Which results to bring home: `preview` (small EXR), `render` (multilayer EXR), `compose` (the format set in the .blend).',
        default: schema/* resultKinds */.ZF.join(','),
        parse: (0,setting_parsers/* severalOf */.Mq)(...schema/* resultKinds */.ZF),
    },
    'output-directory': {
        group: 'Results',
        help: 'Folder for the frames, `render.json` and the report, seen from `working-directory`.',
        default: 'blendnet-results',
        parse: setting_parsers/* path */.Ae,
    },
    'artifact-name': {
        group: 'Results',
        help: 'Artifacts are NAME-preview, NAME-render, NAME-compose and NAME-report.html. Give each job of a matrix its own.',
        default: 'blendnet',
        parse: setting_parsers/* name */.UU,
    },
    'retention-days': {
        group: 'Results',
        help: "Days that GitHub keeps the artifacts (default: the repository's setting).",
        default: '',
        parse: (0,setting_parsers/* maybe */.no)((0,setting_parsers/* number */.ai)(1, 400)),
    },
    'compression-level': {
        group: 'Results',
        help: 'Zip level of the artifacts, 0 to 9. Pictures are compressed already.',
        default: '0',
        parse: (0,setting_parsers/* number */.ai)(0, 9),
    },
    baseline: {
        group: 'Comparison',
        help: 'Folder with earlier results, inside the repository or downloaded by a step before. Every frame is compared with the picture of its name.',
        default: '',
        parse: setting_parsers/* optionalText */.mR,
    },
    'compare-results': {
        group: 'Comparison',
        help: 'Which results are compared: `compose`, `render` (layer by layer), or both.',
        default: 'compose,render',
        parse: (0,setting_parsers/* severalOf */.Mq)('compose', 'render'),
    },
    'require-baseline': {
        group: 'Comparison',
        help: 'Fail when a frame has no baseline; otherwise it counts as new.',
        default: 'false',
        parse: setting_parsers/* flag */.Jt,
    },
    'on-difference': {
        group: 'Comparison',
        help: 'What a frame that differs does to the run: `fail` it, after everything is published, or `warn`.',
        default: 'fail',
        parse: (0,setting_parsers/* oneOf */.yL)('fail', 'warn'),
    },
    'tolerance-threshold': {
        group: 'Comparison',
        help: 'A pixel fails when a channel differs by more than this; 1 is from black to white.',
        default: '0.016',
        parse: (0,setting_parsers/* number */.ai)(0, 1, 'decimal'),
    },
    'tolerance-failing': {
        group: 'Comparison',
        help: 'Percentage of the pixels that may fail.',
        default: '1',
        parse: (0,setting_parsers/* number */.ai)(0, 100, 'decimal'),
    },
    'tolerance-region': {
        group: 'Comparison',
        help: "How strong a connected change may be: the sum of its failing pixels' differences. Catches a small thing that moved.",
        default: '4',
        parse: (0,setting_parsers/* number */.ai)(0, 1_000_000_000, 'decimal'),
    },
    'tolerance-noise': {
        group: 'Comparison',
        help: 'How strong noise may be (RMS) that is spread thin over more pixels than may fail; 0: noise is no excuse.',
        default: '0.2',
        parse: (0,setting_parsers/* number */.ai)(0, 1, 'decimal'),
    },
    tolerances: {
        group: 'Comparison',
        help: 'File with tolerances for single frames, ranges, kinds and passes.',
        default: '',
        parse: setting_parsers/* optionalText */.mR,
    },
    history: {
        group: 'Comparison',
        help: 'File with the render times and errors of earlier runs, such as the `history.json` of the last one. With it the run writes its own `history.json`, and the report draws them over time.',
        default: '',
        parse: setting_parsers/* optionalText */.mR,
    },
    reuse: {
        group: 'Behaviour',
        help: 'Take frames that were rendered before from the same files and settings, instead of rendering them again.',
        default: 'true',
        parse: setting_parsers/* flag */.Jt,
    },
    'upload-concurrency': { group: 'Behaviour', help: 'Uploads at a time.', default: '8', parse: (0,setting_parsers/* number */.ai)(1, 32) },
    'poll-interval': {
        group: 'Behaviour',
        help: 'Seconds between two looks at the tasks.',
        default: '2',
        parse: (0,setting_parsers/* number */.ai)(0.1, 600, 'decimal'),
    },
    timeout: {
        group: 'Behaviour',
        help: 'Minutes after which the run gives up.',
        default: '360',
        parse: (0,setting_parsers/* number */.ai)(0.01, maxMinutes, 'decimal'),
    },
    'stall-timeout': {
        group: 'Behaviour',
        help: 'Minutes without progress (or without a Manager) after which a frame is given up or sent again.',
        default: '15',
        parse: (0,setting_parsers/* number */.ai)(0.01, maxMinutes, 'decimal'),
    },
    attempts: {
        group: 'Behaviour',
        help: 'How often a failing frame is sent in all.',
        default: '2',
        parse: (0,setting_parsers/* number */.ai)(1, 10),
    },
    'fail-fast': { group: 'Behaviour', help: 'Stop all frames when one has failed.', default: 'false', parse: setting_parsers/* flag */.Jt },
    'keep-tasks': {
        group: 'Behaviour',
        help: 'Keep finished tasks on the Manager, so that later runs can reuse them. Unfinished ones are always removed.',
        default: 'true',
        parse: setting_parsers/* flag */.Jt,
    },
    'task-retention-days': {
        group: 'Behaviour',
        help: 'Days that finished tasks stay on the Manager; older ones that this program made, and this run had no use for, are removed at the end.',
        default: '7',
        parse: (0,setting_parsers/* number */.ai)(1, 3650),
    },
};

;// CONCATENATED MODULE: ./src/settings-table.ts


/** Every setting there is. action.yml, the README's table and `--help` are written from this. */
const settingsTable = { ...inputSettings, ...resultSettings };


/***/ })

};
