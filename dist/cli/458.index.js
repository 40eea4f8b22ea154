export const id = 458;
export const ids = [458];
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


/***/ })

};
