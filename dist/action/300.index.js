export const id = 300;
export const ids = [300];
export const modules = {

/***/ 94300:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  factsByPicture: () => (/* binding */ factsByPicture),
  readManifest: () => (/* binding */ readManifest)
});

// UNUSED EXPORTS: indexPictures, keyOf, recordCopy, recordKept

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/printable.ts
var src_printable = __webpack_require__(15260);
// EXTERNAL MODULE: ./src/report/manifest.ts
var manifest = __webpack_require__(77333);
// EXTERNAL MODULE: ./src/whole-files.ts
var whole_files = __webpack_require__(67490);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
;// CONCATENATED MODULE: ./src/baseline/copies.ts




/** What identifies a file's bytes. */
async function copies_describeFile(path) {
    return { sizeBytes: (await stat(path)).size, sha1: await digest(path) };
}
/** Copies a file into a directory under a temporary name. What is told of the copy is what was read back from it. */
async function stageCopy(file, directory) {
    const name = basename(file);
    const partial = join(directory, `.${name}.part`);
    try {
        await copyFile(file, partial);
        return { name, partial, ...(await copies_describeFile(partial)) };
    }
    catch (error) {
        await rm(partial, { force: true });
        throw error;
    }
}
/** Gives a staged copy its place. A file that it stands for under another name goes before it comes. */
async function placeCopy({ name, partial }, directory, replaced) {
    if (replaced !== undefined && replaced !== name)
        await rm(join(directory, replaced), { force: true });
    await rename(partial, join(directory, name));
}
async function dropCopies(copies) {
    await Promise.all(copies.map(({ partial }) => rm(partial, { force: true })));
}
/** Whether two files have the same bytes. */
async function areEqual(a, b) {
    const [first, second] = await Promise.all([stat(a), stat(b)]);
    return first.size === second.size && (await digest(a)) === (await digest(b));
}
async function digest(file) {
    const hash = createHash('sha1');
    for await (const chunk of createReadStream(file))
        hash.update(chunk);
    return hash.digest('hex');
}

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(77934);
// EXTERNAL MODULE: ./src/frame-ranges.ts
var frame_ranges = __webpack_require__(81453);
;// CONCATENATED MODULE: ./src/baseline/manifest.ts


/*
 * `render.json` as a baseline keeps it. A baseline can be made of the pictures of several runs: what a manifest says of
 * all of them stands at its top, what is so for one frame or one picture only stands there. Read from the inside out,
 * it says of every picture how that one was made.
 */
const manifest_text = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* maxLength */.Ru6(10_000));
/** How a run was set up. */
const runFacts = {
    project: dist/* exactOptional */.yqP(manifest_text),
    startedAt: dist/* exactOptional */.yqP(manifest_text),
    commit: dist/* exactOptional */.yqP(manifest_text),
    manager: dist/* exactOptional */.yqP(manifest_text),
    blenderVersion: dist/* exactOptional */.yqP(manifest_text),
    agents: dist/* exactOptional */.yqP(dist/* number */.aig()),
    samples: dist/* exactOptional */.yqP(dist/* number */.aig()),
    seed: dist/* exactOptional */.yqP(dist/* number */.aig()),
    compositing: dist/* exactOptional */.yqP(dist/* boolean */.zMY()),
};
/** What became of one frame of it. */
const frameFacts = {
    outcome: dist/* exactOptional */.yqP(manifest_text),
    durationSeconds: dist/* exactOptional */.yqP(dist/* number */.aig()),
    task: dist/* exactOptional */.yqP(manifest_text),
    key: dist/* exactOptional */.yqP(manifest_text),
};
const facts = { ...runFacts, ...frameFacts };
const runFactNames = Object.keys(runFacts);
const factNames = Object.keys(facts);
const sha1 = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^[0-9a-f]{40}$/));
const frameNumber = dist/* pipe */.FsL(dist/* number */.aig(), dist/* safeInteger */.Y2b());
const manifestSchema = dist/* object */.Ikc({
    version: dist/* literal */.euz(1),
    ...runFacts,
    inputs: dist/* optional */.lqM(dist/* array */.YOg(dist/* object */.Ikc({ path: manifest_text, sha1, frames: dist/* exactOptional */.yqP(dist/* string */.YjP()) })), []),
    frames: dist/* array */.YOg(dist/* object */.Ikc({
        frame: frameNumber,
        ...facts,
        results: dist/* array */.YOg(dist/* object */.Ikc({ kind: manifest_text, file: manifest_text, sizeBytes: dist/* pipe */.FsL(dist/* number */.aig(), dist/* minValue */.Wwf(0)), sha1, ...facts })),
    })),
});
/** More than a real run has; each input says which frames it is for. */
const maxInputFrames = 50_000_000;
/** @throws Error that says what is wrong with the text, which the caller keeps at a bearable size. */
function parseBaselineManifest(json) {
    const parsed = dist/* safeParse */.xLC(manifestSchema, JSON.parse(json), { abortEarly: true });
    if (!parsed.success) {
        const [issue] = parsed.issues;
        throw new Error(`${dist/* getDotPath */.BuJ(issue) ?? 'it'}: ${issue.message}`);
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
        frames: selection === undefined ? rendered : (0,frame_ranges/* selectFrames */.H_)(selection, rendered),
    }));
}

;// CONCATENATED MODULE: ./src/baseline/record.ts







/** The manifest of a directory, or undefined when it has none. @throws Error when it cannot be used */
async function readManifest(directory) {
    try {
        return parseBaselineManifest(await (0,whole_files/* readBounded */.CB)((0,external_node_path_.join)(directory, manifest/* manifestFile */.YE), manifest/* maxManifestBytes */.rq));
    }
    catch (error) {
        if ((0,whole_files/* isNotThere */.kN)(error))
            return undefined;
        throw new errors/* RenderError */.vH('corrupt-result', `${(0,src_printable/* printable */.g)((0,external_node_path_.join)(directory, manifest/* manifestFile */.YE))}: ${(0,errors/* messageOf */.bD)(error)}`, {
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
        throw new RenderError('corrupt-result', `${printable(candidate)} is not the picture that ${manifestFile} tells of.`, {
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
    return said ?? { frame, kind, file: basename(file), ...(await describeFile(file)), facts: {} };
}


/***/ })

};
