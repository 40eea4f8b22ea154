export const id = 712;
export const ids = [712,460,962,716];
export const modules = {

/***/ 3711:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LG: () => (/* binding */ comparisonFlags),
/* harmony export */   Le: () => (/* binding */ withPool),
/* harmony export */   bQ: () => (/* binding */ parseFlags),
/* harmony export */   gO: () => (/* binding */ parseSelection),
/* harmony export */   n8: () => (/* binding */ comparisonHelp)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_util__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _compare_frames_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4951);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3916);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5260);
/* harmony import */ var _project_frames_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5167);
/* harmony import */ var _setting_parsers_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2518);
/* harmony import */ var _settings_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8750);







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
/** Parses a command's flags. @throws RenderError `settings` for one that does not exist. */
function parseFlags(command, args, options) {
    try {
        return (0,node_util__WEBPACK_IMPORTED_MODULE_0__.parseArgs)({ args, options, allowPositionals: true, strict: true });
    }
    catch (cause) {
        const hint = `blendnet-render ${command} --help lists every flag.`;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RenderError */ .vH('settings', (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(cause).split('. To specify')[0] ?? '', { cause, hint });
    }
}
/** What is compared, and how strictly. Files are looked for from the current directory. */
async function parseSelection(values, env) {
    const frames = parse('frames', values.frames, _project_frames_js__WEBPACK_IMPORTED_MODULE_4__/* .parseFrames */ .MU);
    if (frames.kind === 'scene')
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RenderError */ .vH('settings', '--frames "scene": name the frames, such as 3,7-9');
    const settings = (0,_settings_js__WEBPACK_IMPORTED_MODULE_3__/* .parseSomeSettings */ .pE)(toleranceNames, (name) => values[name] ?? env[`BLENDNET_${name.toUpperCase().replaceAll('-', '_')}`]);
    return {
        frames: frames.kind === 'list' ? frames.frames : undefined,
        kinds: parse('results', values.results, (0,_setting_parsers_js__WEBPACK_IMPORTED_MODULE_5__/* .severalOf */ .Mq)('compose', 'render')),
        rules: await (0,_compare_frames_js__WEBPACK_IMPORTED_MODULE_1__/* .readTolerances */ .fT)(settings, process.cwd()),
    };
}
function parse(name, value, parser) {
    try {
        return parser(value);
    }
    catch (cause) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RenderError */ .vH('settings', `--${name} "${(0,_printable_js__WEBPACK_IMPORTED_MODULE_6__/* .printable */ .g)(value, 100)}": ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(cause)}`, { cause });
    }
}
/** Gives `work` threads that compare pictures, and ends them after it or when the command is cancelled. */
async function withPool(entry, cancelled, work) {
    const pool = await (0,_compare_frames_js__WEBPACK_IMPORTED_MODULE_1__/* .openPool */ .x5)({ host: { entry } });
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

/***/ 4951:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fT: () => (/* binding */ readTolerances),
/* harmony export */   gQ: () => (/* binding */ compareFrames),
/* harmony export */   x5: () => (/* binding */ openPool)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_os__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3916);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5260);
/* harmony import */ var _whole_files_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7490);





const maxTolerancesBytes = 1_000_000;
/** Pictures compared at a time; each takes up to a quarter of a gigabyte at 4K. */
const threads = Math.min(4, (0,node_os__WEBPACK_IMPORTED_MODULE_0__.availableParallelism)());
/** Starts the threads that decode and compare pictures. */
async function openPool({ host }) {
    const { createComparisonPool } = await __webpack_require__.e(/* import() */ 825).then(__webpack_require__.bind(__webpack_require__, 7825));
    return createComparisonPool(host.entry, threads);
}
/** Compares every finished frame with its picture in the baseline directory, where there is one. */
async function compareFrames(run, frames, pool, baseline) {
    const { settings, root, outputDirectory, host } = run;
    const { pairPictures } = await __webpack_require__.e(/* import() */ 460).then(__webpack_require__.bind(__webpack_require__, 5460));
    const { comparePairs } = await __webpack_require__.e(/* import() */ 962).then(__webpack_require__.bind(__webpack_require__, 5962));
    const rules = await readTolerances(settings, root.directory);
    const baselineDirectory = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(root.directory, baseline);
    const done = frames.ends.filter((end) => 'done' in end).map(({ frame }) => frame);
    const kinds = settings.compareResults.filter((kind) => settings.results.includes(kind));
    const pairs = (await pairPictures(baselineDirectory, outputDirectory, done)).filter(({ kind }) => kinds.includes(kind));
    const compared = await comparePairs(pairs, rules, pool);
    const pictures = new Map();
    for (const picture of compared) {
        const { frame, kind, verdict, reason } = picture.comparison;
        host.log.info(`frame ${frame} ${kind}: ${verdict}${verdict === 'same' ? '' : `. ${(0,_printable_js__WEBPACK_IMPORTED_MODULE_4__/* .printable */ .g)(reason, 1000)}`}`);
        pictures.set(`${frame} ${kind}`, picture);
    }
    return { pictures, warnings: await compareWithBaseline(run, baselineDirectory, pairs) };
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
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(directory, settings.tolerances);
    const text = await (0,_whole_files_js__WEBPACK_IMPORTED_MODULE_3__/* .readBounded */ .CB)(path, maxTolerancesBytes).catch((cause) => {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RenderError */ .vH('settings', `tolerances: ${(0,_printable_js__WEBPACK_IMPORTED_MODULE_4__/* .printable */ .g)((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(cause))}`, {
            cause,
            hint: 'Correct the name of the file.',
        });
    });
    return [general, ...parseTolerances(text)];
}
/** What the baseline's manifest says of Blender, samples, seed and Agents that is not so now. */
async function compareWithBaseline({ farm, plan, host }, baselineDirectory, pairs) {
    const { compareSetups, readManifest } = await __webpack_require__.e(/* import() */ 504).then(__webpack_require__.bind(__webpack_require__, 9504));
    const baseline = await readManifest(baselineDirectory).catch((error) => {
        host.log.detail(`The baseline has no manifest: ${(0,_printable_js__WEBPACK_IMPORTED_MODULE_4__/* .printable */ .g)((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error))}`);
        return {};
    });
    const { samples, seed } = plan.configuration;
    const { blenderVersion, activeAgents: agents } = farm;
    const setup = { blenderVersion, agents, seed, ...(samples === undefined ? {} : { samples }) };
    return compareSetups(pairs, baseline, setup);
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




const pictureName = /^frame-(-?\d{1,7})\.(compose|render)\.(png|jpe?g|tiff?|exr)$/i;
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
        return { ...about, verdict: 'unreadable', reason: `${error.message}.` };
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
/* harmony export */   H: () => (/* binding */ selectFrames),
/* harmony export */   I: () => (/* binding */ formatFrames)
/* harmony export */ });
/**
 * Frame numbers for people: `[3, 9, 8, 7]` → `3, 7-9`. A range that touches negative frames is written `-5 to -3`.
 */
function formatFrames(frames) {
    const ranges = [];
    for (const frame of [...new Set(frames)].sort((a, b) => a - b)) {
        const range = ranges.at(-1);
        if (range?.last === frame - 1)
            range.last = frame;
        else
            ranges.push({ first: frame, last: frame });
    }
    return ranges
        .map(({ first, last }) => (first === last ? `${first}` : `${first}${first < 0 ? ' to ' : '-'}${last}`))
        .join(', ');
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
/** A share (0 … 1) as `2.1 %`; what is not nothing never reads as nothing. */
function formatShare(share) {
    if (share === undefined || !Number.isFinite(share))
        return none;
    if (share > 0 && share < 0.0001)
        return '< 0.01 %';
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
        ...(frames.length === rendered.length ? {} : { frames: (0,_frame_ranges_js__WEBPACK_IMPORTED_MODULE_0__/* .formatFrames */ .I)(frames) }),
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
/* harmony export */   f8: () => (/* binding */ writeWhole),
/* harmony export */   kN: () => (/* binding */ isNotThere)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);


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
