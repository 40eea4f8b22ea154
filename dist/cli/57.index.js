export const id = 57;
export const ids = [57];
export const modules = {

/***/ 4057:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  approveCommand: () => (/* binding */ approveCommand)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./src/compare/baseline.ts
var baseline = __webpack_require__(5460);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/printable.ts
var printable = __webpack_require__(5260);
// EXTERNAL MODULE: ./src/frame-ranges.ts
var frame_ranges = __webpack_require__(1453);
// EXTERNAL MODULE: ./src/report/manifest.ts
var manifest = __webpack_require__(7333);
// EXTERNAL MODULE: ./src/whole-files.ts
var whole_files = __webpack_require__(7490);
// EXTERNAL MODULE: ./src/compare/pairs.ts
var compare_pairs = __webpack_require__(5962);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./src/baseline/copies.ts




/** What identifies a file's bytes. */
async function describeFile(path) {
    return { sizeBytes: (await (0,promises_.stat)(path)).size, sha1: await digest(path) };
}
/** Copies a file into a directory under a temporary name. What is told of the copy is what was read back from it. */
async function stageCopy(file, directory) {
    const name = (0,external_node_path_.basename)(file);
    const partial = (0,external_node_path_.join)(directory, `.${name}.part`);
    try {
        await (0,promises_.copyFile)(file, partial);
        return { name, partial, ...(await describeFile(partial)) };
    }
    catch (error) {
        await (0,promises_.rm)(partial, { force: true });
        throw error;
    }
}
/** Gives a staged copy its place. A file that it stands for under another name goes before it comes. */
async function placeCopy({ name, partial }, directory, replaced) {
    if (replaced !== undefined && replaced !== name)
        await (0,promises_.rm)((0,external_node_path_.join)(directory, replaced), { force: true });
    await (0,promises_.rename)(partial, (0,external_node_path_.join)(directory, name));
}
async function dropCopies(copies) {
    await Promise.all(copies.map(({ partial }) => (0,promises_.rm)(partial, { force: true })));
}
/** Whether two files have the same bytes. */
async function areEqual(a, b) {
    const [first, second] = await Promise.all([(0,promises_.stat)(a), (0,promises_.stat)(b)]);
    return first.size === second.size && (await digest(a)) === (await digest(b));
}
async function digest(file) {
    const hash = (0,external_node_crypto_.createHash)('sha1');
    for await (const chunk of (0,external_node_fs_.createReadStream)(file))
        hash.update(chunk);
    return hash.digest('hex');
}

;// CONCATENATED MODULE: ./src/baseline/choose.ts




const settled = ['same', 'within-tolerance'];
/**
 * Chooses the pictures to approve: of every frame of which one is new or differs, all, so that a frame's pictures come
 * from one run. What has the baseline's very bytes is left out.
 *
 * @throws RenderError `corrupt-result` when one of them cannot be read: nothing could ever be compared with it.
 */
async function choosePictures(pairs, { rules, all }, pool) {
    const compared = await (0,compare_pairs.comparePairs)(pairs, rules, pool);
    const frames = new Set(compared.filter(({ comparison }) => all || !settled.includes(comparison.verdict)).map(frameOf));
    const choices = [];
    for (const picture of compared) {
        const choice = frames.has(frameOf(picture)) ? await choose(picture, rules, pool) : undefined;
        if (choice !== undefined)
            choices.push(choice);
    }
    return choices;
}
function frameOf({ comparison }) {
    return comparison.frame;
}
async function choose({ comparison, baselineFile, candidateFile }, rules, pool) {
    const { frame, kind, verdict, reason } = comparison;
    // A picture that the results do not have stays as it is.
    if (candidateFile === undefined)
        return undefined;
    if (baselineFile !== undefined && (await areEqual(candidateFile, baselineFile)))
        return undefined;
    if (verdict === 'new' || verdict === 'unreadable') {
        // Compared with itself, a picture is the same or cannot be read.
        const itself = { frame, kind, baseline: candidateFile, candidate: candidateFile };
        const [self] = await (0,compare_pairs.comparePairs)([itself], rules, pool);
        if (self?.comparison.verdict === 'unreadable') {
            throw new errors/* RenderError */.vH('corrupt-result', `${(0,printable/* printable */.g)(candidateFile)} is no picture that can be compared.`, {
                ...{ frame, file: candidateFile },
                hint: 'Nothing was changed. Bring the results again, or leave the frame out with --frames.',
            });
        }
    }
    const baseline = baselineFile === undefined ? {} : { baseline: baselineFile };
    return { frame, kind, verdict, reason, candidate: candidateFile, ...baseline };
}

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7934);
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
        frames: selection === undefined ? rendered : (0,frame_ranges/* selectFrames */.H)(selection, rendered),
    }));
}

;// CONCATENATED MODULE: ./src/baseline/merge.ts


/**
 * The manifest of a baseline of which some pictures come from a new run: each keeps what its own run says of it.
 * @param kept pictures that the baseline keeps, and what its manifest says of inputs
 * @param taken pictures that come from the results, and what their manifest says of inputs
 */
function mergeManifests(kept, taken) {
    return {
        pictures: [...kept.pictures, ...taken.pictures].sort((a, b) => a.frame - b.frame || (a.kind < b.kind ? -1 : 1)),
        inputs: mergeInputs(restrict(kept), restrict(taken)),
    };
}
/** The inputs of these pictures only. */
function restrict({ inputs, pictures }) {
    const wanted = new Set(pictures.map(({ frame }) => frame));
    // Most inputs are for all frames, and share one list of them.
    const restricted = new Map();
    return inputs.flatMap(({ path, sha1, frames }) => {
        const left = restricted.get(frames) ?? frames.filter((frame) => wanted.has(frame));
        restricted.set(frames, left);
        return left.length === 0 ? [] : [{ path, sha1, frames: left }];
    });
}
/** Every path and content once. */
function mergeInputs(...lists) {
    const inputs = new Map();
    for (const input of lists.flat()) {
        const id = `${input.sha1} ${input.path}`;
        const known = inputs.get(id);
        inputs.set(id, known === undefined ? input : { ...input, frames: union(known.frames, input.frames) });
    }
    return [...inputs.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.sha1 < b.sha1 ? -1 : 1));
}
function union(a, b) {
    return [...new Set([...a, ...b])].sort((first, second) => first - second);
}
/** The manifest's text: what holds for all pictures at the top, what holds for those of a frame at the frame. */
function formatBaselineManifest({ pictures, inputs }) {
    const top = commonFacts(pictures, runFactNames);
    const byFrame = Map.groupBy(pictures, ({ frame }) => frame);
    const frames = [...byFrame].map(([frame, results]) => {
        const common = commonFacts(results, factNames);
        return {
            frame,
            ...without(common, top),
            results: results.map(({ kind, file, sizeBytes, sha1, facts }) => ({
                ...{ kind, file, sizeBytes, sha1 },
                ...without(facts, { ...top, ...common }),
            })),
        };
    });
    const listed = inputs.map(({ path, sha1, frames: of }) => ({
        ...{ path, sha1 },
        ...(of.length === byFrame.size ? {} : { frames: (0,frame_ranges/* formatFrames */.I)(of) }),
    }));
    return `${JSON.stringify({ version: 1, ...top, inputs: listed, frames }, null, 2)}\n`;
}
/** What is said, and said alike, of every one of the pictures. */
function commonFacts(pictures, names) {
    const [first, ...others] = pictures;
    const common = names.filter((name) => first?.facts[name] !== undefined && others.every(({ facts }) => facts[name] === first.facts[name]));
    return Object.fromEntries(common.map((name) => [name, first?.facts[name]]));
}
function without(facts, said) {
    return Object.fromEntries(Object.entries(facts).filter(([name]) => !(name in said)));
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
        throw new errors/* RenderError */.vH('corrupt-result', `${(0,printable/* printable */.g)((0,external_node_path_.join)(directory, manifest/* manifestFile */.YE))}: ${(0,errors/* messageOf */.bD)(error)}`, {
            cause: error,
            hint: 'Bring the results again; or remove the file, and the baseline will not know how they were made.',
        });
    }
}
function indexPictures(manifest) {
    return new Map(manifest?.pictures.map((picture) => [keyOf(picture), picture]));
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
        throw new errors/* RenderError */.vH('corrupt-result', `${(0,printable/* printable */.g)(candidate)} is not the picture that ${manifest/* manifestFile */.YE} tells of.`, {
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
    return said ?? { frame, kind, file: (0,external_node_path_.basename)(file), ...(await describeFile(file)), facts: {} };
}

;// CONCATENATED MODULE: ./src/baseline/approve.ts












/**
 * Makes results the baseline: new and different frames, or all. Every file is whole or as it was, also when this is
 * killed: copies are made beside their places first. The manifest goes before the pictures, so that a second call
 * finishes what a killed one began.
 *
 * @throws RenderError when there is nothing to approve, or when the pictures are not those that the run made
 */
async function approveResults(request, pool) {
    const { resultsDirectory, baselineDirectory } = request;
    const pairs = await (0,baseline.pairPictures)(baselineDirectory, resultsDirectory);
    const offered = await selectOffered(pairs, request);
    const choices = await choosePictures(offered, request, pool);
    const leftOut = offered.length - choices.length;
    if (choices.length === 0)
        return { approved: [], leftOut, warnings: [] };
    const warnings = [];
    const results = await readManifest(resultsDirectory);
    if (results === undefined) {
        warnings.push(`The results have no ${manifest/* manifestFile */.YE}: the baseline will not know how they were made.`);
    }
    const before = await readManifest(baselineDirectory).catch((error) => {
        warnings.push(`The baseline's manifest is written anew: ${(0,errors/* messageOf */.bD)(error)}`);
        return undefined;
    });
    await replacePictures(choices, baselineDirectory, async (copies) => {
        const records = indexPictures(results);
        const taken = copies.map(({ choice, copy }) => recordCopy(choice, copy, records));
        const kept = await keepRecords(pairs, choices, indexPictures(before));
        return formatBaselineManifest(mergeManifests({ pictures: kept, inputs: before?.inputs ?? [] }, { pictures: taken, inputs: results?.inputs ?? [] }));
    });
    return { approved: choices, leftOut, warnings };
}
/** Pictures of the results that are asked for. */
async function selectOffered(pairs, { resultsDirectory, baselineDirectory, frames, kinds }) {
    const [from, to] = await Promise.all([resultsDirectory, baselineDirectory].map((path) => (0,promises_.realpath)(path).catch(() => '')));
    if (from !== '' && from === to) {
        throw new errors/* RenderError */.vH('settings', 'The results and the baseline are the same directory.');
    }
    const wanted = frames === undefined ? undefined : new Set(frames);
    const offered = pairs.filter(({ frame, kind, candidate }) => candidate !== undefined && kinds.includes(kind) && (wanted?.has(frame) ?? true));
    const found = new Set(offered.map(({ frame }) => frame));
    const absent = frames?.filter((frame) => !found.has(frame)) ?? [];
    if (offered.length === 0 || absent.length > 0) {
        const of = absent.length === 0 ? '' : ` of ${absent.length === 1 ? 'frame' : 'frames'} ${(0,frame_ranges/* formatFrames */.I)(absent)}`;
        throw new errors/* RenderError */.vH('missing-file', `${(0,printable/* printable */.g)(resultsDirectory)} has no picture (${kinds.join(', ')})${of}.`, {
            hint: 'Render the frames first, or download the artifacts of the run that did.',
        });
    }
    return offered;
}
async function keepRecords(pairs, choices, before) {
    const approved = new Set(choices.map(keyOf));
    const kept = [];
    for (const { frame, kind, baseline: file } of pairs) {
        if (file === undefined || approved.has(keyOf({ frame, kind })))
            continue;
        kept.push(await recordKept({ frame, kind, file }, before));
    }
    return kept;
}
/** Copies all, then puts the manifest and the copies in their places. What fails before that changes nothing. */
async function replacePictures(choices, directory, describe) {
    const copies = [];
    try {
        await (0,promises_.mkdir)(directory, { recursive: true });
        for (const choice of choices)
            copies.push({ choice, copy: await stageCopy(choice.candidate, directory) });
        await (0,whole_files/* writeWhole */.f8)((0,external_node_path_.join)(directory, manifest/* manifestFile */.YE), await describe(copies));
        for (const { choice, copy } of copies) {
            await placeCopy(copy, directory, choice.baseline === undefined ? undefined : (0,external_node_path_.basename)(choice.baseline));
        }
    }
    catch (error) {
        await dropCopies(copies.map(({ copy }) => copy));
        if (error instanceof errors/* RenderError */.vH)
            throw error;
        throw new errors/* RenderError */.vH('settings', `The baseline cannot be written: ${(0,printable/* printable */.g)((0,errors/* messageOf */.bD)(error))}`, {
            ...{ file: directory, cause: error },
            hint: 'Check that the directory can be written to and that the disk has room.',
        });
    }
}

// EXTERNAL MODULE: ./src/quantities.ts
var quantities = __webpack_require__(5602);
// EXTERNAL MODULE: ./src/cli/comparison-flags.ts
var comparison_flags = __webpack_require__(3711);
;// CONCATENATED MODULE: ./src/cli/approve-command.ts






const options = { ...comparison_flags/* comparisonFlags */.LG, all: { type: 'boolean' } };
const help = `Takes results as the new baseline: frames that are new or differ by more than the tolerance.

Usage: blendnet-render approve [RESULTS] [BASELINE] [flags]

  RESULTS                     the directory that render wrote (default: blendnet-results)
  BASELINE                    the directory to change; made when it is not there (default: baseline)
  --all                       also frames within tolerance
${comparison_flags/* comparisonHelp */.n8}`;
/** `blendnet-render approve`: copies candidates over baselines, and says what it did. */
async function approveCommand(args, env, entry, cancelled) {
    const { values, positionals } = (0,comparison_flags/* parseFlags */.bQ)('approve', args, options);
    if (values.help === true) {
        process.stdout.write(help);
        return 0;
    }
    const [resultsDirectory = 'blendnet-results', baselineDirectory = 'baseline', ...more] = positionals;
    if (more.length > 0) {
        throw new errors/* RenderError */.vH('settings', `What is "${(0,printable/* printable */.g)(more.join(' '))}"? Name the results, then the baseline.`, {
            hint: 'blendnet-render approve --help explains.',
        });
    }
    const selection = await (0,comparison_flags/* parseSelection */.gO)(values, env);
    const request = { ...selection, all: values.all === true, resultsDirectory, baselineDirectory };
    const approval = await (0,comparison_flags/* withPool */.Le)(entry, cancelled, (pool) => approveResults(request, pool));
    for (const warning of approval.warnings)
        process.stderr.write(`warning: ${(0,printable/* printable */.g)(warning, 1000)}\n`);
    process.stdout.write(values.json === true ? `${JSON.stringify(toJson(approval))}\n` : formatApproval(approval, baselineDirectory));
    return 0;
}
/** What `--json` prints. */
function toJson({ approved, leftOut, warnings }) {
    const pictures = approved.map((choice) => {
        const { frame, kind, verdict, reason } = choice;
        return { frame, kind, file: (0,external_node_path_.basename)(choice.candidate), action: actionOf(choice), verdict, reason };
    });
    return { approved: pictures, leftOut, warnings };
}
function actionOf({ baseline }) {
    return baseline === undefined ? 'added' : 'replaced';
}
function formatApproval({ approved, leftOut }, baselineDirectory) {
    const rest = leftOut === 0 ? '' : `, ${(0,quantities/* formatCount */.B4)(leftOut, 'other picture')} left as it was`;
    if (approved.length === 0) {
        return `Nothing to approve: ${(0,quantities/* formatCount */.B4)(leftOut, 'picture')}, none of them new or different.\n`;
    }
    const lines = approved.map((choice) => {
        const why = choice.verdict === 'new' ? '' : `: ${(0,printable/* printable */.g)(choice.reason, 1000)}`;
        return `${actionOf(choice)} ${(0,external_node_path_.basename)(choice.candidate)} (${choice.verdict}${why})`;
    });
    return `${lines.join('\n')}\n\n${(0,quantities/* formatCount */.B4)(approved.length, 'picture')} approved in ${(0,printable/* printable */.g)(baselineDirectory)}${rest}\n`;
}


/***/ })

};
