export const id = 582;
export const ids = [582];
export const modules = {

/***/ 1582:
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
// EXTERNAL MODULE: ./src/report/frame-state.ts
var frame_state = __webpack_require__(4011);
// EXTERNAL MODULE: ./src/baseline/copies.ts
var baseline_copies = __webpack_require__(6322);
;// CONCATENATED MODULE: ./src/baseline/choose.ts





/**
 * Chooses the pictures to approve: of every frame of which one is new or differs, all, so that a frame's pictures come
 * from one run. What has the baseline's very bytes is left out.
 *
 * @throws RenderError `corrupt-result` when one of them cannot be read: nothing could ever be compared with it.
 */
async function choosePictures(pairs, { rules, all }, pool) {
    const compared = await (0,compare_pairs.comparePairs)(pairs, rules, pool);
    const frames = new Set(compared.filter(({ comparison: { verdict } }) => all || verdict === 'new' || (0,frame_state/* needsReview */.mF)(verdict)).map(frameOf));
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
    if (baselineFile !== undefined && (await (0,baseline_copies/* areEqual */.t7)(candidateFile, baselineFile)))
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

// EXTERNAL MODULE: ./src/baseline/manifest.ts
var baseline_manifest = __webpack_require__(7910);
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
    const top = commonFacts(pictures, baseline_manifest/* runFactNames */.s1);
    const byFrame = Map.groupBy(pictures, ({ frame }) => frame);
    const frames = [...byFrame].map(([frame, results]) => {
        const common = commonFacts(results, baseline_manifest/* factNames */.hO);
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
        ...(of.length === byFrame.size ? {} : { frames: (0,frame_ranges/* formatFrames */.I9)(of) }),
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

// EXTERNAL MODULE: ./src/baseline/record.ts
var record = __webpack_require__(458);
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
    const results = await (0,record.readManifest)(resultsDirectory);
    if (results === undefined) {
        warnings.push(`The results have no ${manifest/* manifestFile */.YE}: the baseline will not know how they were made.`);
    }
    const before = await (0,record.readManifest)(baselineDirectory).catch((error) => {
        warnings.push(`The baseline's manifest is written anew: ${(0,errors/* messageOf */.bD)(error)}`);
        return undefined;
    });
    await replacePictures(choices, baselineDirectory, async (copies) => {
        const records = (0,record/* indexPictures */.O0)(results);
        const taken = copies.map(({ choice, copy }) => (0,record/* recordCopy */.Lf)(choice, copy, records));
        const kept = await keepRecords(pairs, choices, (0,record/* indexPictures */.O0)(before));
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
        const of = absent.length === 0 ? '' : ` of ${absent.length === 1 ? 'frame' : 'frames'} ${(0,frame_ranges/* formatFrames */.I9)(absent)}`;
        throw new errors/* RenderError */.vH('missing-file', `${(0,printable/* printable */.g)(resultsDirectory)} has no picture (${kinds.join(', ')})${of}.`, {
            hint: 'Render the frames first, or download the artifacts of the run that did.',
        });
    }
    return offered;
}
async function keepRecords(pairs, choices, before) {
    const approved = new Set(choices.map(record/* keyOf */.TN));
    const kept = [];
    for (const { frame, kind, baseline: file } of pairs) {
        if (file === undefined || approved.has((0,record/* keyOf */.TN)({ frame, kind })))
            continue;
        kept.push(await (0,record/* recordKept */.Sm)({ frame, kind, file }, before));
    }
    return kept;
}
/** Copies all, then puts the manifest and the copies in their places. What fails before that changes nothing. */
async function replacePictures(choices, directory, describe) {
    const copies = [];
    try {
        await (0,promises_.mkdir)(directory, { recursive: true });
        for (const choice of choices)
            copies.push({ choice, copy: await (0,baseline_copies/* stageCopy */.Uz)(choice.candidate, directory) });
        await (0,whole_files/* writeWhole */.f8)((0,external_node_path_.join)(directory, manifest/* manifestFile */.YE), await describe(copies));
        for (const { choice, copy } of copies) {
            await (0,baseline_copies/* placeCopy */.dq)(copy, directory, choice.baseline === undefined ? undefined : (0,external_node_path_.basename)(choice.baseline));
        }
    }
    catch (error) {
        await (0,baseline_copies/* dropCopies */.Hj)(copies.map(({ copy }) => copy));
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
// EXTERNAL MODULE: ./src/cli/flags.ts
var flags = __webpack_require__(5377);
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
    const { values, positionals } = (0,flags/* parseFlags */.b)('approve', args, options);
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
