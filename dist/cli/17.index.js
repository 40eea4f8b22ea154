export const id = 17;
export const ids = [17,490,460,962,716,458];
export const modules = {

/***/ 6322:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CL: () => (/* binding */ describeFile),
/* harmony export */   Hj: () => (/* binding */ dropCopies),
/* harmony export */   Uz: () => (/* binding */ stageCopy),
/* harmony export */   dq: () => (/* binding */ placeCopy),
/* harmony export */   t7: () => (/* binding */ areEqual)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_3__);




/** What identifies a file's bytes. */
async function describeFile(path) {
    return { sizeBytes: (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.stat)(path)).size, sha1: await digest(path) };
}
/** Copies a file into a directory under a temporary name. What is told of the copy is what was read back from it. */
async function stageCopy(file, directory) {
    const name = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.basename)(file);
    const partial = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(directory, `.${name}.part`);
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.copyFile)(file, partial);
        return { name, partial, ...(await describeFile(partial)) };
    }
    catch (error) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(partial, { force: true });
        throw error;
    }
}
/** Gives a staged copy its place. A file that it stands for under another name goes before it comes. */
async function placeCopy({ name, partial }, directory, replaced) {
    if (replaced !== undefined && replaced !== name)
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(directory, replaced), { force: true });
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rename)(partial, (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(directory, name));
}
async function dropCopies(copies) {
    await Promise.all(copies.map(({ partial }) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(partial, { force: true })));
}
/** Whether two files have the same bytes. */
async function areEqual(a, b) {
    const [first, second] = await Promise.all([(0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.stat)(a), (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.stat)(b)]);
    return first.size === second.size && (await digest(a)) === (await digest(b));
}
async function digest(file) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha1');
    for await (const chunk of (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.createReadStream)(file))
        hash.update(chunk);
    return hash.digest('hex');
}


/***/ }),

/***/ 7910:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   UE: () => (/* binding */ parseBaselineManifest),
/* harmony export */   hO: () => (/* binding */ factNames),
/* harmony export */   s1: () => (/* binding */ runFactNames)
/* harmony export */ });
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7934);
/* harmony import */ var _frame_ranges_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1453);


/*
 * `render.json` as a baseline keeps it. A baseline can be made of the pictures of several runs: what a manifest says of
 * all of them stands at its top, what is so for one frame or one picture only stands there. Read from the inside out,
 * it says of every picture how that one was made.
 */
const text = valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .maxLength */ .Ru6(10_000));
/** How a run was set up. */
const runFacts = {
    project: valibot__WEBPACK_IMPORTED_MODULE_0__/* .exactOptional */ .yqP(text),
    startedAt: valibot__WEBPACK_IMPORTED_MODULE_0__/* .exactOptional */ .yqP(text),
    commit: valibot__WEBPACK_IMPORTED_MODULE_0__/* .exactOptional */ .yqP(text),
    manager: valibot__WEBPACK_IMPORTED_MODULE_0__/* .exactOptional */ .yqP(text),
    blenderVersion: valibot__WEBPACK_IMPORTED_MODULE_0__/* .exactOptional */ .yqP(text),
    agents: valibot__WEBPACK_IMPORTED_MODULE_0__/* .exactOptional */ .yqP(valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig()),
    samples: valibot__WEBPACK_IMPORTED_MODULE_0__/* .exactOptional */ .yqP(valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig()),
    seed: valibot__WEBPACK_IMPORTED_MODULE_0__/* .exactOptional */ .yqP(valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig()),
    compositing: valibot__WEBPACK_IMPORTED_MODULE_0__/* .exactOptional */ .yqP(valibot__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY()),
};
/** What became of one frame of it. */
const frameFacts = {
    outcome: valibot__WEBPACK_IMPORTED_MODULE_0__/* .exactOptional */ .yqP(text),
    durationSeconds: valibot__WEBPACK_IMPORTED_MODULE_0__/* .exactOptional */ .yqP(valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig()),
    task: valibot__WEBPACK_IMPORTED_MODULE_0__/* .exactOptional */ .yqP(text),
    key: valibot__WEBPACK_IMPORTED_MODULE_0__/* .exactOptional */ .yqP(text),
};
const facts = { ...runFacts, ...frameFacts };
const runFactNames = Object.keys(runFacts);
const factNames = Object.keys(facts);
const sha1 = valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .regex */ .yGV(/^[0-9a-f]{40}$/));
const frameNumber = valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .safeInteger */ .Y2b());
const manifestSchema = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    version: valibot__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz(1),
    ...runFacts,
    inputs: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ path: text, sha1, frames: valibot__WEBPACK_IMPORTED_MODULE_0__/* .exactOptional */ .yqP(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()) })), []),
    frames: valibot__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
        frame: frameNumber,
        ...facts,
        results: valibot__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ kind: text, file: text, sizeBytes: valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .minValue */ .Wwf(0)), sha1, ...facts })),
    })),
});
/** More than a real run has; each input says which frames it is for. */
const maxInputFrames = 50_000_000;
/** @throws Error that says what is wrong with the text, which the caller keeps at a bearable size. */
function parseBaselineManifest(json) {
    const parsed = valibot__WEBPACK_IMPORTED_MODULE_0__/* .safeParse */ .xLC(manifestSchema, JSON.parse(json), { abortEarly: true });
    if (!parsed.success) {
        const [issue] = parsed.issues;
        throw new Error(`${valibot__WEBPACK_IMPORTED_MODULE_0__/* .getDotPath */ .BuJ(issue) ?? 'it'}: ${issue.message}`);
    }
    const manifest = parsed.output;
    return { pictures: listPictures(manifest), inputs: listInputs(manifest) };
}
function listPictures({ frames, ...top }) {
    return frames.flatMap(({ results, ...frame }) => results.map(({ kind, file, sizeBytes, sha1: digest, ...own }) => {
        const said = { ...factsOf(top), ...factsOf(frame), ...factsOf(own) };
        return { frame: frame.frame, kind, file, sizeBytes, sha1: digest, facts: said };
    }));
}
function factsOf(said) {
    return Object.fromEntries(factNames.filter((name) => said[name] !== undefined).map((name) => [name, said[name]]));
}
function listInputs({ frames, inputs }) {
    const rendered = [...new Set(frames.map(({ frame }) => frame))].sort((a, b) => a - b);
    if (inputs.length * rendered.length > maxInputFrames)
        throw new Error('it has more inputs than any project');
    return inputs.map(({ path, sha1: digest, frames: selection }) => ({
        path,
        sha1: digest,
        frames: selection === undefined ? rendered : (0,_frame_ranges_js__WEBPACK_IMPORTED_MODULE_1__/* .selectFrames */ .H_)(selection, rendered),
    }));
}


/***/ }),

/***/ 458:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lf: () => (/* binding */ recordCopy),
/* harmony export */   O0: () => (/* binding */ indexPictures),
/* harmony export */   Sm: () => (/* binding */ recordKept),
/* harmony export */   TN: () => (/* binding */ keyOf),
/* harmony export */   factsByPicture: () => (/* binding */ factsByPicture),
/* harmony export */   readManifest: () => (/* binding */ readManifest)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3916);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5260);
/* harmony import */ var _report_manifest_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7333);
/* harmony import */ var _whole_files_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7490);
/* harmony import */ var _copies_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6322);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7910);







/** The manifest of a directory, or undefined when it has none. @throws Error when it cannot be used */
async function readManifest(directory) {
    try {
        return (0,_manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .parseBaselineManifest */ .UE)(await (0,_whole_files_js__WEBPACK_IMPORTED_MODULE_2__/* .readBounded */ .CB)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(directory, _report_manifest_js__WEBPACK_IMPORTED_MODULE_5__/* .manifestFile */ .YE), _report_manifest_js__WEBPACK_IMPORTED_MODULE_5__/* .maxManifestBytes */ .rq));
    }
    catch (error) {
        if ((0,_whole_files_js__WEBPACK_IMPORTED_MODULE_2__/* .isNotThere */ .kN)(error))
            return undefined;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RenderError */ .vH('corrupt-result', `${(0,_printable_js__WEBPACK_IMPORTED_MODULE_6__/* .printable */ .g)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(directory, _report_manifest_js__WEBPACK_IMPORTED_MODULE_5__/* .manifestFile */ .YE))}: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}`, {
            cause: error,
            hint: 'Bring the results again; or remove the file, and the baseline will not know how they were made.',
        });
    }
}
function indexPictures(manifest) {
    return new Map(manifest?.pictures.map((picture) => [keyOf(picture), picture]));
}
/** What a manifest says of how each of its pictures was made, and nothing of others. */
function factsByPicture(manifest) {
    const records = indexPictures(manifest);
    return (picture) => records.get(keyOf(picture))?.facts ?? {};
}
function keyOf({ frame, kind }) {
    return `${frame} ${kind}`;
}
/**
 * What the manifest of the results says of a copy.
 * @throws RenderError `corrupt-result` when the copy is not what the run made
 */
function recordCopy(choice, copy, results) {
    const { frame, kind, candidate } = choice;
    const { name, sizeBytes, sha1 } = copy;
    const said = results.get(keyOf(choice));
    if (said !== undefined && said.sha1 !== sha1) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RenderError */ .vH('corrupt-result', `${(0,_printable_js__WEBPACK_IMPORTED_MODULE_6__/* .printable */ .g)(candidate)} is not the picture that ${_report_manifest_js__WEBPACK_IMPORTED_MODULE_5__/* .manifestFile */ .YE} tells of.`, {
            ...{ frame, file: candidate },
            hint: 'Nothing was changed. Bring the results again, pictures and manifest of one run.',
        });
    }
    return { ...{ frame, kind, file: name, sizeBytes, sha1 }, facts: said?.facts ?? {} };
}
/** A picture that the baseline keeps. One that its manifest does not know is recorded without saying how it was made. */
async function recordKept(picture, before) {
    const { frame, kind, file } = picture;
    const said = before.get(keyOf(picture));
    return said ?? { frame, kind, file: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(file), ...(await (0,_copies_js__WEBPACK_IMPORTED_MODULE_3__/* .describeFile */ .CL)(file)), facts: {} };
}


/***/ }),

/***/ 3711:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LG: () => (/* binding */ comparisonFlags),
/* harmony export */   Le: () => (/* binding */ withPool),
/* harmony export */   gO: () => (/* binding */ parseSelection),
/* harmony export */   n8: () => (/* binding */ comparisonHelp)
/* harmony export */ });
/* harmony import */ var _compare_frames_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4951);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3916);
/* harmony import */ var _project_frames_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5167);
/* harmony import */ var _setting_parsers_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2518);
/* harmony import */ var _settings_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8750);
/* harmony import */ var _flags_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5377);






/* What `compare` and `approve` have in common. */
const toleranceNames = [
    'tolerance-threshold',
    'tolerance-failing',
    'tolerance-region',
    'tolerance-noise',
    'tolerances',
];
const comparisonFlags = {
    json: { type: 'boolean' },
    frames: { type: 'string', default: '' },
    results: { type: 'string', default: 'compose,render' },
    'tolerance-threshold': { type: 'string' },
    'tolerance-failing': { type: 'string' },
    'tolerance-region': { type: 'string' },
    'tolerance-noise': { type: 'string' },
    tolerances: { type: 'string' },
    help: { type: 'boolean' },
};
const comparisonHelp = `\
  --frames FRAMES             only these, such as 3,7-9 (default: all)
  --results KINDS             compose, render, or both (default)
  --tolerance-threshold, --tolerance-failing, --tolerance-region, --tolerance-noise, --tolerances FILE
                              as in render, and from the same environment variables (BLENDNET_TOLERANCE_FAILING, …)
  --json                      print one JSON object
`;
/** What is compared, and how strictly. Files are looked for from the current directory. */
async function parseSelection(values, env) {
    const frames = (0,_flags_js__WEBPACK_IMPORTED_MODULE_4__/* .parseValue */ .$)('frames', values.frames, _project_frames_js__WEBPACK_IMPORTED_MODULE_2__/* .parseFrames */ .MU);
    if (frames.kind === 'scene')
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RenderError */ .vH('settings', '--frames "scene": name the frames, such as 3,7-9');
    const settings = (0,_settings_js__WEBPACK_IMPORTED_MODULE_3__/* .parseSomeSettings */ .pE)(toleranceNames, (name) => values[name] ?? env[`BLENDNET_${name.toUpperCase().replaceAll('-', '_')}`]);
    return {
        frames: frames.kind === 'list' ? frames.frames : undefined,
        kinds: (0,_flags_js__WEBPACK_IMPORTED_MODULE_4__/* .parseValue */ .$)('results', values.results, (0,_setting_parsers_js__WEBPACK_IMPORTED_MODULE_5__/* .severalOf */ .Mq)('compose', 'render')),
        rules: await (0,_compare_frames_js__WEBPACK_IMPORTED_MODULE_0__/* .readTolerances */ .fT)(settings, process.cwd()),
    };
}
/** Gives `work` threads that compare pictures, and ends them after it or when the command is cancelled. */
async function withPool(entry, cancelled, work) {
    const pool = await (0,_compare_frames_js__WEBPACK_IMPORTED_MODULE_0__/* .openPool */ .x5)({ host: { entry } });
    const stop = () => void pool.close();
    cancelled.addEventListener('abort', stop, { once: true });
    try {
        return await work(pool);
    }
    finally {
        cancelled.removeEventListener('abort', stop);
        await pool.close();
    }
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


/***/ }),

/***/ 4951:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   dX: () => (/* binding */ planComparison),
/* harmony export */   fT: () => (/* binding */ readTolerances),
/* harmony export */   gQ: () => (/* binding */ compareFrames),
/* harmony export */   x5: () => (/* binding */ openPool)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_os__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3916);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5260);
/* harmony import */ var _whole_files_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7490);






const maxTolerancesBytes = 1_000_000;
/** Pictures compared at a time; each takes up to a quarter of a gigabyte at 4K. */
const threads = Math.min(4, (0,node_os__WEBPACK_IMPORTED_MODULE_1__.availableParallelism)());
/** Starts the threads that decode and compare pictures. */
async function openPool({ host }) {
    const { createComparisonPool } = await __webpack_require__.e(/* import() */ 581).then(__webpack_require__.bind(__webpack_require__, 4962));
    return createComparisonPool(host.entry, threads);
}
/**
 * Reads what comparing needs before anything is rendered; undefined when there is no baseline.
 * @throws RenderError `settings` when the tolerances cannot be read, or the results would replace the baseline.
 */
async function planComparison({ settings, host, root, outputDirectory, plan, }) {
    if (settings.baseline === undefined)
        return undefined;
    const baselineDirectory = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(root.directory, settings.baseline);
    const baseline = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(baselineDirectory).catch(() => undefined);
    if (baseline === (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(outputDirectory))) {
        const where = (0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g)(settings.baseline);
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .RenderError */ .vH('settings', `baseline "${where}" is output-directory: the new pictures would replace the old.`, {
            hint: 'Keep the baseline in a folder of its own, and fill it with blendnet-render approve.',
        });
    }
    if (baseline === undefined) {
        const message = `The baseline folder ${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g)(settings.baseline)} is not there (fine on the first run).`;
        host.annotate({ level: 'warning', title: 'No baseline', message, file: plan.project });
    }
    return { baselineDirectory, rules: await readTolerances(settings, root.directory) };
}
/** Compares every finished frame with its picture in the baseline directory, where there is one. */
async function compareFrames(run, frames, pool, plan) {
    try {
        return await comparePictures(run, frames, pool, plan);
    }
    catch (error) {
        // The pictures are published all the same.
        if (!(0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .isRenderError */ .LH)(error))
            throw error;
        return { pictures: new Map(), warnings: [], failure: error };
    }
}
async function comparePictures(run, frames, pool, { baselineDirectory, rules }) {
    const { settings, outputDirectory, host } = run;
    const { pairPictures } = await __webpack_require__.e(/* import() */ 460).then(__webpack_require__.bind(__webpack_require__, 5460));
    const { comparePairs } = await __webpack_require__.e(/* import() */ 962).then(__webpack_require__.bind(__webpack_require__, 5962));
    const done = frames.ends.filter((end) => 'done' in end).map(({ frame }) => frame);
    const kinds = settings.compareResults.filter((kind) => settings.results.includes(kind));
    const pairs = (await pairPictures(baselineDirectory, outputDirectory, done)).filter(({ kind }) => kinds.includes(kind));
    const compared = await comparePairs(pairs, rules, pool);
    const pictures = new Map();
    for (const picture of compared) {
        const { frame, kind, verdict, reason } = picture.comparison;
        host.log.info(`frame ${frame} ${kind}: ${verdict}${verdict === 'same' ? '' : `. ${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g)(reason, 1000)}`}`);
        pictures.set(`${frame} ${kind}`, picture);
    }
    const reused = new Set(frames.ends.filter((end) => 'done' in end && end.done.outcome === 'reused').map(({ frame }) => frame));
    return { pictures, warnings: await compareWithBaseline(run, baselineDirectory, pairs, reused) };
}
/** The settings' limits as a rule for everything, then the rules of the file, which lies below `directory`. */
async function readTolerances(settings, directory) {
    const { parseTolerances } = await __webpack_require__.e(/* import() */ 716).then(__webpack_require__.bind(__webpack_require__, 716));
    const general = {
        limits: {
            threshold: settings.toleranceThreshold,
            failing: settings.toleranceFailing / 100,
            region: settings.toleranceRegion,
            noise: settings.toleranceNoise,
        },
    };
    if (settings.tolerances === undefined)
        return [general];
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(directory, settings.tolerances);
    const text = await (0,_whole_files_js__WEBPACK_IMPORTED_MODULE_4__/* .readBounded */ .CB)(path, maxTolerancesBytes).catch((cause) => {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .RenderError */ .vH('settings', `tolerances: ${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g)((0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(cause))}`, {
            cause,
            hint: 'Correct the name of the file.',
        });
    });
    return [general, ...parseTolerances(text)];
}
/**
 * What the baseline's manifest says of Blender, samples, seed and Agents that is not so now. How many Agents rendered
 * frames that are reused, an earlier run knows.
 */
async function compareWithBaseline({ farm, plan, host }, baselineDirectory, pairs, reused) {
    const { compareSetups } = await __webpack_require__.e(/* import() */ 479).then(__webpack_require__.bind(__webpack_require__, 7479));
    const { factsByPicture, readManifest } = await __webpack_require__.e(/* import() */ 458).then(__webpack_require__.bind(__webpack_require__, 458));
    const baseline = await readManifest(baselineDirectory).catch((error) => {
        host.log.detail(`The baseline's manifest is not used: ${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g)((0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error))}`);
        return undefined;
    });
    const { samples, seed } = plan.configuration;
    const { blenderVersion, activeAgents: agents } = farm;
    const setup = { blenderVersion, seed, ...(samples === undefined ? {} : { samples }) };
    return compareSetups(pairs, factsByPicture(baseline), ({ frame }) => reused.has(frame) ? setup : { ...setup, agents });
}


/***/ }),

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


/***/ }),

/***/ 5962:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   comparePairs: () => (/* binding */ comparePairs)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
/* harmony import */ var _tolerance_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(716);


/**
 * Compares the pictures of all pairs and gives the results in their order. A picture that is missing or cannot be read
 * gets a verdict, too: it never keeps the others from being compared.
 * @throws RenderError `cancelled` when the pool is closed
 */
async function comparePairs(pairs, rules, pool) {
    return await Promise.all(pairs.map(async (pair) => ({
        comparison: await comparePair(pair, rules, pool),
        ...(pair.baseline === undefined ? {} : { baselineFile: pair.baseline }),
        ...(pair.candidate === undefined ? {} : { candidateFile: pair.candidate }),
    })));
}
async function comparePair({ frame, kind, baseline, candidate }, rules, pool) {
    const about = { frame, kind, regions: [], layers: [] };
    if (candidate === undefined)
        return { ...about, verdict: 'missing', reason: `There is no new ${kind} picture.` };
    if (baseline === undefined)
        return { ...about, verdict: 'new', reason: 'There is no baseline.' };
    const tolerance = (0,_tolerance_js__WEBPACK_IMPORTED_MODULE_1__/* .toleranceFor */ .Tu)(rules, frame, kind);
    try {
        return await pool.compare({ baselineFile: baseline, candidateFile: candidate, frame, kind, tolerance });
    }
    catch (error) {
        if (!(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isRenderError */ .LH)(error, 'corrupt-result', 'missing-file'))
            throw error;
        return { ...about, verdict: 'unreadable', reason: `${error.message}. ${error.hint ?? ''}`.trim() };
    }
}


/***/ }),

/***/ 716:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  TH: () => (/* binding */ defaultTolerance),
  I9: () => (/* binding */ limitsFor),
  parseTolerances: () => (/* binding */ parseTolerances),
  Tu: () => (/* binding */ toleranceFor)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/printable.ts
var printable = __webpack_require__(5260);
;// CONCATENATED MODULE: ./src/compare/tolerance-selectors.ts


const purposes = ['colour', 'depth', 'normal', 'data'];
/** Takes the selectors off the front of a rule's words. */
function parseSelectors(words) {
    const selectors = {};
    const rest = [...words];
    for (;;) {
        const word = rest[0] ?? '';
        const passes = word.split(',');
        if (word === 'frames' && !selectors.frames) {
            selectors.frames = parseFrames(rest[1] ?? '');
            rest.shift();
        }
        else if ((word === 'compose' || word === 'render') && !selectors.kind) {
            selectors.kind = word;
        }
        else if (passes.every(isPurpose) && !selectors.passes) {
            selectors.passes = passes;
        }
        else {
            return { selectors, rest };
        }
        rest.shift();
    }
}
function isPurpose(word) {
    return purposes.includes(word);
}
/** `1`, `1-10`, `1,5,20-30`, `1-100x5`: the way frames are written in the settings. Nothing is expanded. */
function parseFrames(text) {
    const ranges = text.split(',').map((part) => {
        const match = /^(-?\d{1,7})(?:-(-?\d{1,7})(?:x(\d{1,7}))?)?$/.exec(part);
        const first = Number(match?.[1]);
        const last = Number(match?.[2] ?? first);
        const step = Number(match?.[3] ?? 1);
        if (!match || last < first || step === 0) {
            throw new errors/* RenderError */.vH('settings', `"${(0,printable/* printable */.g)(part, 60)}" is not a frame or a range such as 1-10 or 1-100x5`);
        }
        return { first, last, step };
    });
    return (frame) => ranges.some(({ first, last, step }) => frame >= first && frame <= last && (frame - first) % step === 0);
}

;// CONCATENATED MODULE: ./src/compare/tolerance.ts



/** Blender's own render tests use this threshold and share. */
const defaultLimits = { threshold: 0.016, failing: 0.01, region: 4, noise: 0.2 };
const defaultTolerance = {
    ...defaultLimits,
    passes: { depth: defaultLimits, normal: defaultLimits, data: defaultLimits },
};
function limitsFor(tolerance, purpose) {
    return purpose === 'colour' ? tolerance : tolerance.passes[purpose];
}
/** The tolerance for one picture. */
function toleranceFor(rules, frame, kind) {
    let tolerance = defaultTolerance;
    for (const { frames, kind: ruleKind, passes, limits } of rules) {
        if ((frames && !frames(frame)) || (ruleKind !== undefined && ruleKind !== kind))
            continue;
        for (const pass of passes ?? ['colour'])
            tolerance = change(tolerance, pass, limits);
    }
    return tolerance;
}
function change(tolerance, pass, limits) {
    if (pass === 'colour')
        return { ...tolerance, ...limits };
    return { ...tolerance, passes: { ...tolerance.passes, [pass]: { ...tolerance.passes[pass], ...limits } } };
}
/**
 * Reads tolerances, one rule a line:
 *
 *     # frames, kind and passes choose what a rule is for; without them it is for the colours of all pictures
 *     threshold=0.02 failing=2%
 *     frames 1-10,20-100x5 compose threshold=0.03
 *     render depth,normal failing=5%
 *     render data ignore
 *
 * Limits are numbers or percentages: `threshold`, `failing`, `region`, `noise`, `max-error`; `ignore` stands alone. All
 * that is wrong is reported at once, with its line.
 */
function parseTolerances(text) {
    const problems = [];
    const rules = [];
    for (const [index, line] of text.split(/\r?\n/).entries()) {
        const words = line.replace(/#.*/, '').trim().split(/\s+/).filter(Boolean);
        if (words.length === 0)
            continue;
        try {
            rules.push(parseRule(words));
        }
        catch (error) {
            if (!(error instanceof errors/* RenderError */.vH))
                throw error;
            problems.push(`line ${index + 1}: ${error.message}`);
        }
    }
    if (problems.length > 0) {
        throw new errors/* RenderError */.vH('settings', `The tolerances cannot be read: ${problems.join('; ')}`, {
            hint: 'Write one rule a line, such as "frames 1-10 compose threshold=0.03 failing=2%".',
        });
    }
    return rules;
}
function parseRule(words) {
    const { selectors, rest } = parseSelectors(words);
    if (rest.length === 0)
        throw new errors/* RenderError */.vH('settings', 'the rule sets nothing');
    const limits = {};
    for (const word of rest)
        Object.assign(limits, parseLimit(word));
    return { ...selectors, limits };
}
const largestByName = { threshold: 1, failing: 1, region: Infinity, noise: 1, 'max-error': Infinity };
function parseLimit(word) {
    if (word === 'ignore')
        return { ignore: true };
    const [, name = '', number = '', percent] = /^([a-z-]+)=(\d+(?:\.\d+)?|\.\d+)(%?)$/.exec(word) ?? [];
    if (!Object.hasOwn(largestByName, name)) {
        const names = Object.keys(largestByName).join(', ');
        throw new errors/* RenderError */.vH('settings', `"${(0,printable/* printable */.g)(word, 60)}" is not NAME=NUMBER with one of the names ${names}`);
    }
    const value = Number(number) / (percent === '%' ? 100 : 1);
    if (!(value <= largestByName[name])) {
        throw new errors/* RenderError */.vH('settings', `${name} is at most 1 (100 %), not ${(0,printable/* printable */.g)(number, 20)}${percent ?? ''}`);
    }
    return { [name === 'max-error' ? 'maxError' : name]: value };
}


/***/ }),

/***/ 1453:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H_: () => (/* binding */ selectFrames),
/* harmony export */   I9: () => (/* binding */ formatFrames),
/* harmony export */   rQ: () => (/* binding */ fewRanges)
/* harmony export */ });
/** As many as a title or a sentence bears. */
const fewRanges = 12;
/**
 * Frame numbers for people: `[3, 9, 8, 7]` → `3, 7-9`. A range that touches negative frames is written `-5 to -3`.
 * @param maxRanges what is behind these is only counted.
 */
function formatFrames(frames, maxRanges = Infinity) {
    const ranges = [];
    for (const frame of [...new Set(frames)].sort((a, b) => a - b)) {
        const range = ranges.at(-1);
        if (range?.last === frame - 1)
            range.last = frame;
        else
            ranges.push({ first: frame, last: frame });
    }
    const shown = ranges
        .slice(0, maxRanges)
        .map(({ first, last }) => (first === last ? `${first}` : `${first}${first < 0 ? ' to ' : '-'}${last}`));
    const left = ranges.slice(maxRanges).reduce((sum, { first, last }) => sum + last - first + 1, 0);
    return `${shown.join(', ')}${left === 0 ? '' : ` and ${left} more`}`;
}
/**
 * Those of `frames` (ascending) that a text of {@link formatFrames} names. Ranges that do not ascend name nothing more,
 * so that a text from outside costs no more than its length.
 */
function selectFrames(text, frames) {
    const selected = [];
    let next = 0;
    for (const [, first = '', last = first] of text.matchAll(/(-?\d{1,7})(?:(?:-| to )(-?\d{1,7}))?(?:, |$)/g)) {
        while (next < frames.length && Number(frames[next]) < Number(first))
            next += 1;
        while (next < frames.length && Number(frames[next]) <= Number(last))
            selected.push(Number(frames[next++]));
    }
    return selected;
}


/***/ }),

/***/ 5602:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B4: () => (/* binding */ formatCount),
/* harmony export */   Gz: () => (/* binding */ formatSsim),
/* harmony export */   Sm: () => (/* binding */ formatInteger),
/* harmony export */   T1: () => (/* binding */ formatShare),
/* harmony export */   Wk: () => (/* binding */ formatError),
/* harmony export */   Yq: () => (/* binding */ formatDate),
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   bK: () => (/* binding */ formatPsnr),
/* harmony export */   z3: () => (/* binding */ formatBytes)
/* harmony export */ });
/*
 * Quantities for people. Anything that is not a finite number comes out as a dash, so that a broken figure from outside
 * is seen as one.
 */
const none = '–';
/** `840 ms`, `12.3 s`, `4 min 5 s`, `2 h 3 min`. */
function formatDuration(durationMs) {
    if (durationMs === undefined || !Number.isFinite(durationMs) || durationMs < 0)
        return none;
    if (durationMs < 999.5)
        return `${Math.round(durationMs)} ms`;
    if (durationMs < 59_950)
        return `${(durationMs / 1000).toFixed(1)} s`;
    const seconds = Math.round(durationMs / 1000);
    if (seconds < 3600)
        return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
    const minutes = Math.round(seconds / 60);
    return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
/** Decimal units, as file managers and GitHub show them: `34.2 MB`. */
function formatBytes(sizeBytes) {
    if (!Number.isFinite(sizeBytes) || sizeBytes < 0)
        return none;
    const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];
    let size = sizeBytes;
    let unit = 0;
    while (size >= 999.5 && unit < units.length - 1) {
        size /= 1000;
        unit += 1;
    }
    return `${unit === 0 || size >= 99.95 ? Math.round(size) : Number(size.toFixed(1))} ${units[unit] ?? ''}`;
}
/** `1 file`, `12,000 files`. */
function formatCount(count, one, many = `${one}s`) {
    return `${formatInteger(count)} ${count === 1 ? one : many}`;
}
/** With thousands separators, the same on every machine. */
function formatInteger(value) {
    return value === undefined || !Number.isFinite(value)
        ? none
        : value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}
/** Three significant digits and no exponent where an error of a picture usually lies: `0.00123`. */
function formatError(value) {
    if (value === undefined || !Number.isFinite(value))
        return none;
    if (value === 0)
        return '0';
    return Math.abs(value) < 1e-5 || Math.abs(value) >= 1e5 ? value.toExponential(2) : `${Number(value.toPrecision(3))}`;
}
/** A share (0 … 1) as `2.1 %`; what is not nothing never reads as nothing, nor what is not all as all. */
function formatShare(share) {
    if (share === undefined || !Number.isFinite(share))
        return none;
    if (share > 0 && share < 0.0001)
        return '< 0.01 %';
    if (share < 1 && share > 0.9994)
        return '> 99.9 %';
    return `${Number((share * 100).toFixed(share < 0.01 ? 2 : 1))} %`;
}
/** Decibels; equal pictures have no noise at all. */
function formatPsnr(psnr) {
    if (psnr === Infinity)
        return '∞';
    return psnr === undefined || !Number.isFinite(psnr) ? none : `${psnr.toFixed(1)} dB`;
}
/** Four digits: what people look at lies between 0.99 and 1. */
function formatSsim(ssim) {
    return Number.isFinite(ssim) ? ssim.toFixed(4) : none;
}
/** ISO 8601 → `2026-11-23 17:05 UTC`; what is no date is said to be none. */
function formatDate(date) {
    const time = Date.parse(date);
    return Number.isNaN(time) ? none : `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}


/***/ }),

/***/ 4011:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L4: () => (/* binding */ stateOf),
/* harmony export */   Lo: () => (/* binding */ reviewStates),
/* harmony export */   PB: () => (/* binding */ stateTitles),
/* harmony export */   T2: () => (/* binding */ mainPictureOf),
/* harmony export */   c0: () => (/* binding */ countStates),
/* harmony export */   ke: () => (/* binding */ formatOutcome),
/* harmony export */   mF: () => (/* binding */ needsReview),
/* harmony export */   t8: () => (/* binding */ decidingPictureOf),
/* harmony export */   xJ: () => (/* binding */ severityOf)
/* harmony export */ });
/* harmony import */ var _quantities_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5602);

/** Worst first: the order in which people should look. */
const states = [
    'failed',
    'cancelled',
    'different',
    'mismatched',
    'missing',
    'unreadable',
    'new',
    'within-tolerance',
    'same',
    'rendered',
    'reused',
];
const stateTitles = {
    failed: 'Failed',
    cancelled: 'Cancelled',
    different: 'Different',
    mismatched: 'Mismatched',
    missing: 'Missing',
    unreadable: 'Unreadable',
    new: 'New',
    'within-tolerance': 'Within tolerance',
    same: 'Same',
    rendered: 'Rendered',
    reused: 'Reused',
};
function severityOf(state) {
    return states.indexOf(state);
}
function stateOf({ outcome, pictures }) {
    if (outcome === 'failed' || outcome === 'cancelled')
        return outcome;
    const verdicts = pictures.flatMap(({ comparison }) => (comparison ? [comparison.verdict] : []));
    return verdicts.sort((a, b) => severityOf(a) - severityOf(b))[0] ?? outcome;
}
/** Whether somebody has to look at a frame in this state: its pictures are shown in full, and it is listed first. */
function needsReview(state) {
    return severityOf(state) < severityOf('new');
}
/** The states of which that is so. */
const reviewStates = states.filter(needsReview);
const mainFirst = ['compose', 'render', 'preview'];
/** The picture of a frame that stands for it: the one that people see in the end. */
function mainPictureOf({ pictures }) {
    return pictures.toSorted((a, b) => mainFirst.indexOf(a.kind) - mainFirst.indexOf(b.kind))[0];
}
/** The picture that decides the frame's state, for a failed frame the worst that could still be compared. */
function decidingPictureOf({ pictures }) {
    return pictures.toSorted((a, b) => severity(a) - severity(b) || mainFirst.indexOf(a.kind) - mainFirst.indexOf(b.kind))[0];
}
function severity({ comparison }) {
    return comparison === undefined ? states.length : severityOf(comparison.verdict);
}
/** How many frames are in each state, worst first, empty ones left out. */
function countStates(frames) {
    const counts = new Map();
    for (const state of frames.map(stateOf))
        counts.set(state, (counts.get(state) ?? 0) + 1);
    return [...counts].sort(([a], [b]) => severityOf(a) - severityOf(b));
}
/** `24 frames: 1 failed, 2 different, 21 same`. */
function formatOutcome(frames) {
    const counts = countStates(frames).map(([state, count]) => `${count} ${stateTitles[state].toLowerCase()}`);
    return [(0,_quantities_js__WEBPACK_IMPORTED_MODULE_0__/* .formatCount */ .B4)(frames.length, 'frame'), counts.join(', ')].filter(Boolean).join(': ');
}


/***/ }),

/***/ 7333:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L_: () => (/* binding */ formatManifest),
/* harmony export */   YE: () => (/* binding */ manifestFile),
/* harmony export */   rq: () => (/* binding */ maxManifestBytes)
/* harmony export */ });
/* harmony import */ var _frame_ranges_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1453);

/** Its name beside the frames. */
const manifestFile = 'render.json';
/** More than the manifest of any real run: thousands of frames, made from thousands of files. */
const maxManifestBytes = 64_000_000;
/** Changes when a reader of older manifests would misread newer ones. */
const manifestVersion = 1;
/**
 * `render.json`, which lies beside the frames: what was rendered, from what, where and with which settings. Baselines
 * keep it, so that a later comparison can say what else has changed.
 */
function formatManifest(report, records) {
    const byFrame = new Map(records.map((record) => [record.frame, record]));
    const manifest = {
        version: manifestVersion,
        project: report.project,
        startedAt: report.startedAt,
        durationSeconds: toSeconds(report.durationMs),
        ...(report.commit === undefined ? {} : { commit: report.commit.sha }),
        manager: report.farm.managerUrl,
        blenderVersion: report.farm.blenderVersion,
        agents: report.farm.activeAgents,
        ...report.configuration,
        upload: report.upload,
        inputs: listInputs(records),
        frames: report.frames.map(({ frame, outcome, durationMs, error }) => ({
            frame,
            outcome,
            ...(durationMs === undefined ? {} : { durationSeconds: toSeconds(durationMs) }),
            task: byFrame.get(frame)?.task,
            key: byFrame.get(frame)?.key,
            ...(error === undefined ? {} : { error }),
            results: byFrame.get(frame)?.results ?? [],
        })),
    };
    return `${JSON.stringify(manifest, null, 2)}\n`;
}
/** Every input once; with the frames it belongs to, where not all have it. */
function listInputs(records) {
    const rendered = records.filter(({ inputs }) => inputs.size > 0);
    const inputs = new Map();
    for (const { frame, inputs: files } of rendered) {
        for (const [path, sha1] of files) {
            const id = `${sha1} ${path}`;
            const input = inputs.get(id) ?? { path, sha1, frames: [] };
            input.frames.push(frame);
            inputs.set(id, input);
        }
    }
    return [...inputs.values()]
        .sort((a, b) => (a.path < b.path ? -1 : 1))
        .map(({ path, sha1, frames }) => ({
        path,
        sha1,
        ...(frames.length === rendered.length ? {} : { frames: (0,_frame_ranges_js__WEBPACK_IMPORTED_MODULE_0__/* .formatFrames */ .I9)(frames) }),
    }));
}
function toSeconds(timeMs) {
    return Math.round(timeMs / 10) / 100;
}


/***/ }),

/***/ 8750:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P$: () => (/* binding */ parseSettings),
/* harmony export */   pE: () => (/* binding */ parseSomeSettings)
/* harmony export */ });
/* unused harmony export camelCase */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5260);
/* harmony import */ var _settings_table_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(316);



/**
 * Parses every setting and reports all problems at once.
 * @throws RenderError `settings`, with one line per problem.
 */
function parseSettings(read) {
    const { parsed, problems } = parseEach(Object.keys(_settings_table_js__WEBPACK_IMPORTED_MODULE_1__/* .settingsTable */ .u), read);
    if (read('project')?.trim() === undefined || parsed.project === '')
        problems.push('project: name the .blend file to render');
    failOn(problems);
    return parsed;
}
/** Parses the settings of these names only, for commands that need no others. @throws as {@link parseSettings} */
function parseSomeSettings(names, read) {
    const { parsed, problems } = parseEach(names, read);
    failOn(problems);
    return parsed;
}
function parseEach(names, read) {
    const parsed = {};
    const problems = [];
    for (const name of names) {
        const setting = _settings_table_js__WEBPACK_IMPORTED_MODULE_1__/* .settingsTable */ .u[name];
        const given = read(name);
        // manager-url alone is told apart from its default when empty: see without-manager.
        const value = given === undefined || (given.trim() === '' && name !== 'manager-url') ? setting.default : given;
        try {
            parsed[camelCase(name)] = setting.parse(value);
        }
        catch (error) {
            problems.push(`${name}${quote(name, value)}: ${(0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g)((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error), 300)}`);
        }
    }
    return { parsed, problems };
}
function failOn(problems) {
    if (problems.length === 0)
        return;
    const several = problems.length === 1 ? 'A setting is wrong' : `${problems.length} settings are wrong`;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RenderError */ .vH('settings', `${several}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`, {
        hint: 'The README lists every setting with what it takes.',
    });
}
/** A setting's value as an error may show it: never a password, not even one inside an URL. */
function quote(settingName, value) {
    if (settingName === 'password' || settingName === 'ca-cert')
        return '';
    const shown = settingName === 'manager-url' ? value.replace(/^[^]*@/, '***@') : value;
    return ` "${(0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g)(shown, 100)}"`;
}
function camelCase(settingName) {
    return settingName.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
}


/***/ }),

/***/ 7490:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CB: () => (/* binding */ readBounded),
/* harmony export */   aE: () => (/* binding */ removeOldParts),
/* harmony export */   f8: () => (/* binding */ writeWhole),
/* harmony export */   kN: () => (/* binding */ isNotThere)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);



/**
 * Writes a file so that nobody ever sees half of it, also when the machine stops or another process writes it at the
 * same time.
 */
async function writeWhole(path, text) {
    const partial = `${path}.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(4).toString('hex')}.part`;
    try {
        const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(partial, 'wx');
        try {
            await handle.writeFile(text);
            await handle.sync();
        }
        finally {
            await handle.close();
        }
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(partial, path);
    }
    catch (error) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(partial, { force: true });
        throw error;
    }
}
/** What is older is no longer being written. */
const partAgeMs = 3_600_000;
/** Removes what {@link writeWhole} left beside `path` where its process was killed. */
async function removeOldParts(path) {
    for (const name of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(path))) {
        if (!name.startsWith(`${(0,node_path__WEBPACK_IMPORTED_MODULE_2__.basename)(path)}.`) || !/\.[0-9a-f]{8}\.part$/.test(name))
            continue;
        const part = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(path), name);
        if (Date.now() - (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(part)).mtimeMs > partAgeMs)
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(part, { force: true });
    }
}
/**
 * Reads a text file that others wrote.
 * @throws Error when it is not there, no plain file (a pipe would never end), or larger than `maxBytes`.
 */
async function readBounded(path, maxBytes) {
    const stats = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(path);
    if (!stats.isFile())
        throw new Error('it is not a file');
    if (stats.size > maxBytes)
        throw new Error(`it is larger than ${maxBytes / 1_000_000} MB`);
    return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(path, 'utf8');
}
/** Whether what a file operation threw says that there is no such file. */
function isNotThere(error) {
    return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}


/***/ })

};
