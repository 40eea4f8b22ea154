export const id = 504;
export const ids = [504];
export const modules = {

/***/ 9504:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  compareSetups: () => (/* binding */ compareSetups),
  readManifest: () => (/* binding */ readManifest)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/printable.ts
var printable = __webpack_require__(5260);
;// CONCATENATED MODULE: ./src/compare/manifest.ts

/** Reads a manifest's text. Anything in it that is not of the expected kind counts as not said. */
function parseManifest(text) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return {};
    }
    const fields = fieldsOf(value);
    const pictures = new Map();
    for (const frame of listOf(fields.get('frames')).map(fieldsOf)) {
        const ofFrame = parseSetup(frame);
        for (const result of listOf(frame.get('results')).map(fieldsOf)) {
            const setup = { ...ofFrame, ...parseSetup(result) };
            if (Object.keys(setup).length > 0)
                pictures.set(`${String(frame.get('frame'))} ${String(result.get('kind'))}`, setup);
        }
    }
    return { ...parseSetup(fields), ...(pictures.size === 0 ? {} : { pictures }) };
}
/** How one picture was made. */
function setupOf({ pictures, ...common }, frame, kind) {
    return { ...common, ...pictures?.get(`${frame} ${kind}`) };
}
function parseSetup(fields) {
    const setup = {};
    const blenderVersion = fields.get('blenderVersion');
    if (typeof blenderVersion === 'string')
        setup.blenderVersion = (0,printable/* printable */.g)(blenderVersion, 60);
    for (const name of ['samples', 'seed', 'agents']) {
        const number = fields.get(name);
        if (typeof number === 'number' && Number.isFinite(number))
            setup[name] = number;
    }
    return setup;
}
function fieldsOf(value) {
    return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}
function listOf(value) {
    return Array.isArray(value) ? value : [];
}
const subjects = {
    blenderVersion: 'Blender',
    samples: 'The number of samples',
    seed: 'The seed',
    agents: 'The number of Agents',
};
/**
 * Sentences on what was different when the baseline was rendered, the first place to look when everything differs.
 * What one of the two does not say is passed over.
 */
function compareManifests(baseline, candidate) {
    return Object.keys(subjects).flatMap((name) => {
        const [before, now] = [baseline[name], candidate[name]];
        if (before === undefined || now === undefined || before === now)
            return [];
        return [`${subjects[name]} was ${before} for the baseline and is ${now} now.`];
    });
}

// EXTERNAL MODULE: ./src/frame-ranges.ts
var frame_ranges = __webpack_require__(1453);
// EXTERNAL MODULE: ./src/report/manifest.ts
var manifest = __webpack_require__(7333);
// EXTERNAL MODULE: ./src/whole-files.ts
var whole_files = __webpack_require__(7490);
;// CONCATENATED MODULE: ./src/compare-setups.ts





/**
 * What was different when the baseline was rendered (Blender's version, samples, seed, Agents): one sentence each, with
 * the frames it is about when it is not about all that are compared.
 */
function compareSetups(pairs, baseline, candidate) {
    const compared = new Set();
    const framesBySentence = new Map();
    for (const { frame, kind, ...files } of pairs) {
        if (files.baseline === undefined || files.candidate === undefined)
            continue;
        compared.add(frame);
        for (const sentence of compareManifests(setupOf(baseline, frame, kind), setupOf(candidate, frame, kind))) {
            const frames = framesBySentence.get(sentence) ?? new Set();
            framesBySentence.set(sentence, frames.add(frame));
        }
    }
    return [...framesBySentence].map(([sentence, frames]) => frames.size === compared.size
        ? sentence
        : `${frames.size === 1 ? 'Frame' : 'Frames'} ${(0,frame_ranges/* formatFrames */.I)(frames)}: ${sentence}`);
}
/** The manifest beside the pictures of a directory. @throws Error when there is none that can be read */
async function readManifest(directory) {
    return parseManifest(await (0,whole_files/* readBounded */.CB)((0,external_node_path_.join)(directory, manifest/* manifestFile */.YE), manifest/* maxManifestBytes */.rq));
}


/***/ })

};
