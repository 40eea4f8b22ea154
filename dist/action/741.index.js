export const id = 741;
export const ids = [741];
export const modules = {

/***/ 47741:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  writeReport: () => (/* binding */ writeReport)
});

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:stream/promises"
var promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: ./src/printable.ts
var printable = __webpack_require__(15260);
// EXTERNAL MODULE: ./src/frame-ranges.ts
var frame_ranges = __webpack_require__(81453);
// EXTERNAL MODULE: ./src/report/frame-state.ts
var frame_state = __webpack_require__(74011);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
;// CONCATENATED MODULE: ./src/report/picture-plan.ts

const pictureRoles = (/* unused pure expression or super */ null && (['candidate', 'baseline', 'difference', 'thumbnail']));
/** One small picture of each frame, the frames to review first. */
function planThumbnails(frames) {
    return worstFirst(frames).flatMap((frame) => {
        const picture = (0,frame_state/* mainPictureOf */.T2)(frame);
        const read = picture?.readThumbnail;
        return picture && read ? [{ picture, role: 'thumbnail', read }] : [];
    });
}
/**
 * What is shown in full, the most wanted first: frames to review, then pictures that nobody has seen before, then those
 * within tolerance. Pictures that are the same as their baseline are not: everybody has them already.
 */
function planFullPictures(frames) {
    const sorted = worstFirst(frames);
    const review = sorted.filter((frame) => (0,frame_state/* needsReview */.mF)((0,frame_state/* stateOf */.L4)(frame)));
    const unseen = sorted.filter((frame) => ['new', 'rendered', 'reused'].includes((0,frame_state/* stateOf */.L4)(frame)));
    const tolerated = sorted.filter((frame) => (0,frame_state/* stateOf */.L4)(frame) === 'within-tolerance');
    // First what decides about each frame, then the other results, such as a preview beside the composed picture.
    const first = [...review, ...unseen].flatMap((frame) => (0,frame_state/* decidingPictureOf */.t8)(frame) ?? []);
    const second = review.flatMap(({ pictures }) => pictures.filter(({ comparison }) => comparison !== undefined && (0,frame_state/* needsReview */.mF)(comparison.verdict)));
    const third = [...tolerated, ...review, ...unseen].flatMap((frame) => frame.pictures);
    return [...new Set([...first, ...second, ...third])].flatMap(planRoles);
}
/** The candidates of frames without a thumbnail that are in the page nowhere yet; used as they are when small. */
function planSmallCandidates(frames) {
    return frames.flatMap((frame) => {
        const picture = (0,frame_state/* mainPictureOf */.T2)(frame);
        const read = picture?.readCandidate;
        return picture && read && !picture.readThumbnail ? [{ picture, role: 'candidate', read }] : [];
    });
}
function planRoles(picture) {
    const { readCandidate, readBaseline, readDifference } = picture;
    return [
        ...(readCandidate ? [{ picture, role: 'candidate', read: readCandidate }] : []),
        ...(readBaseline ? [{ picture, role: 'baseline', read: readBaseline }] : []),
        ...(readDifference ? [{ picture, role: 'difference', read: readDifference }] : []),
    ];
}
function worstFirst(frames) {
    return frames.toSorted((a, b) => (0,frame_state/* severityOf */.xJ)((0,frame_state/* stateOf */.L4)(a)) - (0,frame_state/* severityOf */.xJ)((0,frame_state/* stateOf */.L4)(b)));
}

;// CONCATENATED MODULE: ./src/report/islands.ts




/** The page keeps this much of its limit for pictures in full. */
const thumbnailShare = 1 / 4;
/** A candidate without thumbnail that is no larger than this is its own thumbnail. */
const smallBytes = 256 * 1024;
/** The element around the base64 text and the entry in the page's data. */
const overheadBytes = 250;
const deflateAsync = (0,external_node_util_.promisify)(external_node_zlib_.deflate);
/**
 * Embeds the pictures as elements that the browser does not read until somebody looks at them, no more than `maxBytes`
 * of text in all and one picture in memory at a time. `embedded` says afterwards which are there.
 */
async function* formatIslands(frames, maxBytes, embedded) {
    const budget = { leftBytes: maxBytes, count: 0 };
    const thumbnails = planThumbnails(frames);
    const keptBytes = maxBytes * (1 - thumbnailShare);
    yield* islands_embed(thumbnails, { budget, embedded, keptBytes });
    yield* islands_embed(planFullPictures(frames), { budget, embedded });
    yield* islands_embed(thumbnails, { budget, embedded });
    yield* islands_embed(planSmallCandidates(frames), { budget, embedded, largestBytes: smallBytes });
}
/** Once a picture does not fit, those like it are left out unread: reading a long film takes long. Smaller kinds go on. */
async function* islands_embed(planned, { budget, embedded, ...limits }) {
    const { keptBytes = 0, largestBytes = Infinity } = limits;
    const tooLarge = new Set();
    for (const { picture, role, read } of planned) {
        const entry = embedded.get(picture) ?? { islands: {}, leftOut: new Set(), problems: [] };
        embedded.set(picture, entry);
        if (entry.islands[role])
            continue;
        const likeness = `${picture.kind} ${role} ${picture.comparison?.width}×${picture.comparison?.height}`;
        if (tooLarge.has(likeness)) {
            entry.leftOut.add(role);
            continue;
        }
        const display = await readDisplay(read).catch((error) => (0,errors/* messageOf */.bD)(error));
        if (display === undefined)
            continue;
        if (typeof display === 'string') {
            entry.problems.push(display);
            continue;
        }
        const bytes = display.type === 'hdr' ? await packHalves(display) : display.bytes;
        // The frames of a project are alike: when one is too large to be its own thumbnail, the others are too.
        if (bytes.length > largestBytes)
            return;
        const sizeBytes = Math.ceil(bytes.length / 3) * 4 + overheadBytes;
        if (budget.leftBytes - sizeBytes < keptBytes) {
            tooLarge.add(likeness);
            entry.leftOut.add(role);
            continue;
        }
        budget.leftBytes -= sizeBytes;
        entry.leftOut.delete(role);
        const { type, width, height } = display;
        const id = `picture-${budget.count++}`;
        entry.islands[role] = { id, type, width, height };
        yield* formatIsland(id, bytes);
    }
}
async function readDisplay(read) {
    const display = await read();
    if (!display)
        return undefined;
    const { type, width, height, bytes } = display;
    const isSize = (value) => Number.isInteger(value) && value > 0 && value <= 65_536;
    if (!isSize(width) || !isSize(height))
        throw new Error(`The picture has an impossible size: ${width}×${height}`);
    if (type === 'hdr' && bytes.length !== width * height * 8) {
        throw new Error(`The picture has ${bytes.length} bytes instead of ${width * height * 8}`);
    }
    return display;
}
/**
 * Half floats sorted into planes (all high bytes of red, all low bytes of red, …) and deflated: neighbours are alike only
 * within a plane. A quarter smaller than deflating them as they are, measured on a Cycles render.
 */
async function packHalves({ width, height, bytes }) {
    const pixelCount = width * height;
    const planes = new Uint8Array(bytes.length);
    for (let channel = 0; channel < 4; channel++) {
        const high = channel * 2 * pixelCount;
        const low = high + pixelCount;
        for (let i = 0, at = channel * 2; i < pixelCount; i++, at += 8) {
            planes[low + i] = bytes[at] ?? 0;
            planes[high + i] = bytes[at + 1] ?? 0;
        }
    }
    return deflateAsync(planes, { level: 4 });
}
/** Base64 has no character that means anything to HTML. */
function* formatIsland(id, bytes) {
    yield `<script type="application/octet-stream" id="${id}">`;
    // A multiple of three bytes: no padding inside the text.
    const step = 3 * 256 * 1024;
    for (let at = 0; at < bytes.length; at += step) {
        const part = bytes.subarray(at, at + step);
        yield Buffer.from(part.buffer, part.byteOffset, part.length).toString('base64');
    }
    yield '</script>\n';
}

// EXTERNAL MODULE: ./src/report/history.ts
var report_history = __webpack_require__(34518);
// EXTERNAL MODULE: ./src/report/https-url.ts
var https_url = __webpack_require__(34015);
// EXTERNAL MODULE: ./src/quantities.ts
var quantities = __webpack_require__(85602);
;// CONCATENATED MODULE: ./src/report/page-picture.ts



/** What {@link formatPicture} can add for a picture once it is known which of its views are in the page. */
const maxNoteBytes = 500;
const maxRegions = 50;
const maxLayers = 200;
const spreads = {
    noise: 'The difference is spread thin over the picture, as noise is.',
    region: 'The difference is in connected places.',
};
/** One picture as the page's script takes it; `embedded` says which of its views are in the page. */
function formatPicture({ kind, file, comparison }, embedded) {
    const islands = embedded?.islands ?? {};
    const shown = islands.candidate ?? islands.baseline ?? islands.thumbnail;
    const { width = shown?.width, height = shown?.height } = comparison ?? {};
    return {
        kind,
        file: (0,printable/* printable */.g)(file, 300),
        verdict: comparison?.verdict,
        title: comparison && frame_state/* stateTitles */.PB[comparison.verdict],
        reason: comparison && (0,printable/* printable */.g)(comparison.reason, 1000),
        spread: comparison?.spread && spreads[comparison.spread],
        size: isSize(width) && isSize(height) ? { width, height } : undefined,
        metrics: comparison?.metrics ? formatMetrics(comparison.metrics) : [],
        regions: (comparison?.regions ?? []).slice(0, maxRegions).map(formatRegion),
        layers: (comparison?.layers ?? []).slice(0, maxLayers).map(formatLayer),
        note: formatNote(embedded, comparison?.verdict),
        ...islands,
    };
}
function isSize(value) {
    return value !== undefined && Number.isInteger(value) && value > 0;
}
/** Why something that people expect to see is not there. At most {@link maxNoteBytes} long. */
function formatNote(embedded, verdict) {
    const { islands = {}, leftOut = new Set(), problems = [] } = embedded ?? {};
    const [problem] = problems;
    if (problem !== undefined)
        return `A picture could not be read: ${(0,printable/* printable */.g)(problem, 100)}`;
    const full = [...leftOut].filter((role) => role !== 'thumbnail');
    if (full.length > 0) {
        return `Not in this page, which has a limited size: ${full.join(', ')}. The artifacts have all pictures.`;
    }
    if (verdict !== 'same' || islands.candidate)
        return undefined;
    return `${islands.thumbnail ? 'A thumbnail: a' : 'A'} picture equal to its baseline is not in this page in full.`;
}
function formatMetrics({ mean, rms, psnr, max, failing, ssim, flip, nonFinite }) {
    const rows = [
        ['Failing pixels', (0,quantities/* formatShare */.T1)(failing), 'Share of pixels that differ by more than the threshold'],
        ['Mean error', (0,quantities/* formatError */.Wk)(mean), 'Mean of the absolute differences'],
        ['RMS error', (0,quantities/* formatError */.Wk)(rms), 'Root of the mean square difference'],
        ['Largest error', (0,quantities/* formatError */.Wk)(max), 'Largest absolute difference'],
        ['PSNR', (0,quantities/* formatPsnr */.bK)(psnr), 'Peak signal to noise ratio, higher is more alike'],
    ];
    if (ssim !== undefined)
        rows.push(['SSIM', (0,quantities/* formatSsim */.Gz)(ssim), 'Structural similarity, 1 is equal']);
    if (flip !== undefined)
        rows.push(['FLIP', (0,quantities/* formatError */.Wk)(flip), 'Difference as perceived when flipping, 0 is equal']);
    if (nonFinite > 0)
        rows.push(['Not finite', (0,quantities/* formatCount */.B4)(nonFinite, 'value'), 'NaN or infinite in one of the two']);
    return rows;
}
function formatRegion({ x, y, width, height, pixels }) {
    return { x, y, width, height, text: `${width}×${height} at ${x},${y}: ${(0,quantities/* formatCount */.B4)(pixels, 'pixel')}` };
}
function formatLayer({ name, purpose, verdict, metrics }) {
    const figures = [(0,quantities/* formatError */.Wk)(metrics?.mean), (0,quantities/* formatError */.Wk)(metrics?.max), (0,quantities/* formatShare */.T1)(metrics?.failing)];
    return { name: (0,printable/* printable */.g)(name, 200), purpose, verdict, title: frame_state/* stateTitles */.PB[verdict], figures };
}

;// CONCATENATED MODULE: ./src/report/page-data.ts







/*
 * The run as the page's script takes it: texts ready to show, cut to a length that a page can bear.
 */
/** Lines of Blender's messages in the whole page, and at most and at least for one frame. */
const maxMessages = { page: 20_000, frame: 200, least: 5 };
const maxHistory = 100;
const filters = [
    { name: 'all', title: 'All' },
    { name: 'review', title: 'To review', states: frame_state/* reviewStates */.Lo },
    { name: 'new', title: 'New', states: ['new'] },
    { name: 'same', title: 'Same', states: ['same', 'within-tolerance'] },
    { name: 'errors', title: 'Errors', states: ['failed', 'cancelled', 'unreadable'] },
];
/** Everything but the frames. */
function formatRun(report, notice) {
    const { frames } = report;
    const states = frames.map(frame_state/* stateOf */.L4);
    const compared = isCompared(report);
    const history = historyOf(report);
    return {
        compared,
        run: { facts: formatFacts(report), notice },
        counts: (0,frame_state/* countStates */.c0)(frames).map(([state, count]) => [state, `${count} ${frame_state/* stateTitles */.PB[state].toLowerCase()}`]),
        filters: filters
            .filter(({ name }) => compared || name === 'all' || name === 'errors')
            .map((filter) => ({ ...filter, count: states.filter((state) => filter.states?.includes(state) ?? true).length })),
        history: history && [...history.map(formatEntry), 'this run'],
    };
}
function isCompared({ frames }) {
    return frames.some(({ pictures }) => pictures.some(({ comparison }) => comparison));
}
function historyOf({ history }) {
    return history && history.length > 0 ? history.slice(-maxHistory) : undefined;
}
function formatEntry({ date, commit }) {
    return [(0,quantities/* formatDate */.Yq)(date), ...(commit === undefined ? [] : [(0,printable/* printable */.g)(commit.slice(0, 10))])].join(' ');
}
/** What is not known of pictures that were only compared is left out. */
function formatFacts({ farm, configuration, upload, startedAt, durationMs, commit }) {
    return [
        ['Started', (0,quantities/* formatDate */.Yq)(startedAt)],
        ...(durationMs === undefined ? [] : [['Took', (0,quantities/* formatDuration */.a3)(durationMs)]]),
        ...(commit ? [formatCommit(commit)] : []),
        ...(farm ? formatFarm(farm) : []),
        ...(configuration ? formatConfiguration(configuration) : []),
        ...(upload ? formatUpload(upload) : []),
    ];
}
function formatFarm({ managerUrl, blenderVersion, activeAgents }) {
    return [
        ['Farm', (0,printable/* printable */.g)(managerUrl, 200)],
        ['Blender', blenderVersion === undefined ? 'unknown' : (0,printable/* printable */.g)(blenderVersion, 100)],
        ['Agents', (0,quantities/* formatInteger */.Sm)(activeAgents)],
    ];
}
function formatConfiguration({ samples, seed, compositing }) {
    return [
        ['Samples', samples === undefined ? "the project's" : (0,quantities/* formatInteger */.Sm)(samples)],
        ['Seed', (0,quantities/* formatInteger */.Sm)(seed)],
        ['Compositing', compositing ? 'on' : 'off'],
    ];
}
function formatUpload({ filesSent, bytesSent, filesKnown, bytesKnown }) {
    return [
        ['Sent', `${(0,quantities/* formatCount */.B4)(filesSent, 'file')}, ${(0,quantities/* formatBytes */.z3)(bytesSent)}`],
        ['Skipped', `${(0,quantities/* formatCount */.B4)(filesKnown, 'file')}, ${(0,quantities/* formatBytes */.z3)(bytesKnown)}`],
    ];
}
function formatCommit({ sha, url }) {
    const address = (0,https_url/* httpsUrl */.N)(url);
    const name = (0,printable/* printable */.g)(sha.slice(0, 10));
    return address === undefined ? ['Commit', name] : ['Commit', name, address];
}
function indexHistory(report) {
    return (historyOf(report) ?? []).map(({ frames }) => new Map(frames.map((frame) => [frame.frame, frame])));
}
function shareMessages({ frames }) {
    const share = Math.floor(maxMessages.page / frames.length);
    return Math.max(maxMessages.least, Math.min(maxMessages.frame, share));
}
/** One frame; asked for one at a time, because a long film has a lot to say. */
function formatFrame(frame, context) {
    const state = (0,frame_state/* stateOf */.L4)(frame);
    const { error } = frame;
    const deciding = (0,frame_state/* decidingPictureOf */.t8)(frame);
    const messages = frame.messages.slice(-context.maxMessages);
    return {
        frame: frame.frame,
        state,
        title: frame_state/* stateTitles */.PB[state],
        review: (0,frame_state/* needsReview */.mF)(state),
        kind: (isToReview(deciding) ? deciding : (0,frame_state/* mainPictureOf */.T2)(frame))?.kind,
        reason: deciding?.comparison && (0,printable/* printable */.g)(deciding.comparison.reason, 1000),
        duration: frame.durationMs === undefined ? '' : (0,quantities/* formatDuration */.a3)(frame.durationMs),
        facts: formatFrameFacts(frame),
        error: error && {
            title: errors/* failureKinds */.cV[error.kind].title,
            message: (0,printable/* printable */.g)(error.message, 2000),
            hint: error.hint === undefined ? undefined : (0,printable/* printable */.g)(error.hint, 1000),
        },
        messages: messages.map((message) => (0,printable/* printable */.g)(message)),
        earlierMessages: frame.messages.length - messages.length,
        pictures: frame.pictures.map((picture) => formatPicture(picture, context.embedded.get(picture))),
        history: formatHistory(frame, context.history),
    };
}
function isToReview(picture) {
    return picture?.comparison !== undefined && (0,frame_state/* needsReview */.mF)(picture.comparison.verdict);
}
/** Nothing is known of a picture that was only compared. */
function formatFrameFacts({ outcome, durationMs, samples }) {
    if (outcome === 'rendered' && durationMs === undefined && samples === undefined)
        return [];
    return [
        ['Outcome', frame_state/* stateTitles */.PB[outcome]],
        ['Render time', (0,quantities/* formatDuration */.a3)(durationMs)],
        ['Samples', (0,quantities/* formatInteger */.Sm)(samples)],
    ];
}
/** Points for each run, this one last. */
function formatHistory(frame, history) {
    if (history.length === 0)
        return undefined;
    const now = { durationMs: (0,report_history/* renderTimeOf */.fJ)(frame), maxError: (0,report_history/* maxErrorOf */.i0)(frame) };
    const entries = [...history.map((frames) => frames.get(frame.frame)), now];
    const point = (value, format) => value !== undefined && Number.isFinite(value) && value >= 0 ? [value, format(value)] : null;
    return {
        durations: entries.map((entry) => point(entry?.durationMs, quantities/* formatDuration */.a3)),
        errors: entries.map((entry) => point(entry?.maxError, quantities/* formatError */.Wk)),
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
;// CONCATENATED MODULE: ./src/report/page-source.ts


/*
 * The page's own files, read when a report is written. Each address is a literal, because that is what the bundler finds
 * and copies. The scripts are modules that the linter and the tests can read one by one; in the page they become one
 * module, each after those it imports from.
 */
const template = __webpack_require__.ab + "page.html";
const styles = [
    __webpack_require__.ab + "theme.css",
    __webpack_require__.ab + "layout.css",
    __webpack_require__.ab + "viewer.css",
    __webpack_require__.ab + "stage.css",
    __webpack_require__.ab + "frames.css",
    __webpack_require__.ab + "details.css",
];
const scripts = [
    __webpack_require__.ab + "store.js",
    __webpack_require__.ab + "dom.js",
    __webpack_require__.ab + "half.js",
    __webpack_require__.ab + "tone.js",
    __webpack_require__.ab + "geometry.js",
    __webpack_require__.ab + "pictures.js",
    __webpack_require__.ab + "pane.js",
    __webpack_require__.ab + "stage.js",
    __webpack_require__.ab + "gestures.js",
    __webpack_require__.ab + "probe.js",
    __webpack_require__.ab + "frames.js",
    __webpack_require__.ab + "timeline.js",
    __webpack_require__.ab + "history.js",
    __webpack_require__.ab + "details.js",
    __webpack_require__.ab + "header.js",
    __webpack_require__.ab + "toolbar.js",
    __webpack_require__.ab + "keys.js",
    __webpack_require__.ab + "main.js",
];
function readPageSource() {
    const style = styles.map(readText).join('\n');
    const script = scripts.map((file) => withoutImports(readText(file))).join('\n');
    const policy = [
        "default-src 'none'",
        `script-src '${hashOf(script)}'`,
        `style-src '${hashOf(style)}'`,
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
    ].join('; ');
    return { template: readText(template), style, script, policy };
}
function readText(file) {
    return (0,external_node_fs_.readFileSync)(file, 'utf8');
}
function withoutImports(script) {
    return script.replace(/^import [^;]+;\n/gm, '').replace(/^export /gm, '');
}
function hashOf(text) {
    return `sha256-${(0,external_node_crypto_.createHash)('sha256').update(text).digest('base64')}`;
}

;// CONCATENATED MODULE: ./src/report/html.ts










const defaultMaxBytes = 64_000_000;
/**
 * Writes the report page: one HTML file that asks for nothing outside itself and shows outside text only as text. One
 * picture is in memory at a time. A stream is written to with its own pace and left open.
 * @throws whatever writing throws; pictures that cannot be read are named in the page instead
 */
async function writeReport(report, out, options = {}) {
    const written = { sizeBytes: 0, picturesLeftOut: 0 };
    const chunks = formatPage(report, options.maxBytes ?? defaultMaxBytes, written);
    if (typeof out === 'function') {
        for await (const chunk of chunks)
            await out(chunk);
    }
    else {
        await (0,promises_.pipeline)(external_node_stream_.Readable.from(chunks), out, { end: false });
    }
    return written;
}
async function* formatPage(report, maxBytes, written) {
    for await (const chunk of formatParts(report, maxBytes, written)) {
        written.sizeBytes += Buffer.byteLength(chunk);
        yield chunk;
    }
}
async function* formatParts(report, maxBytes, written) {
    const source = readPageSource();
    const embedded = new Map();
    const [head = '', tail = ''] = source.template
        .replaceAll('<!-- title -->', () => escapeHtml((0,printable/* printable */.g)(report.project, 300)))
        .replace('<!-- outcome -->', () => escapeHtml((0,frame_state/* formatOutcome */.ke)(report.frames)))
        .replace('<!-- policy -->', `<meta http-equiv="Content-Security-Policy" content="${source.policy}" />`)
        .replace('<!-- style -->', () => `<style>${source.style}</style>`)
        .split('<!-- data -->');
    const end = tail.replace('<!-- script -->', () => `<script type="module">${source.script}</script>`);
    // Pictures come before the data that says where they are, so the data's size is taken from a first pass without them.
    const pictureCount = report.frames.reduce((count, { pictures }) => count + pictures.length, 0);
    let textBytes = Buffer.byteLength(head) + Buffer.byteLength(end) + maxNoteBytes * (pictureCount + 2);
    for (const chunk of formatData(report, new Map(), undefined))
        textBytes += Buffer.byteLength(chunk);
    yield head;
    yield* formatIslands(report.frames, Math.max(0, maxBytes - textBytes), embedded);
    const leftOut = listLeftOut(report, embedded);
    written.picturesLeftOut = leftOut.pictures;
    yield* formatData(report, embedded, formatNotice(leftOut, maxBytes));
    yield end;
}
function listLeftOut({ frames }, embedded) {
    const leftOut = frames.flatMap(({ frame, pictures }) => pictures.flatMap((picture) => [...(embedded.get(picture)?.leftOut ?? [])].map(() => frame)));
    return { pictures: leftOut.length, frames: new Set(leftOut) };
}
function formatNotice({ pictures, frames }, maxBytes) {
    if (pictures === 0)
        return undefined;
    const where = `${frames.size === 1 ? 'frame' : 'frames'} ${(0,printable/* printable */.g)((0,frame_ranges/* formatFrames */.I9)(frames), 300)}`;
    const what = `${(0,quantities/* formatCount */.B4)(pictures, 'picture')} of ${where} did not fit`;
    return `This page is limited to ${(0,quantities/* formatBytes */.z3)(maxBytes)}: ${what}. The artifacts have all of them.`;
}
/** JSON in a script element: with `<` escaped, no text in it can end the element or open a comment. */
function* formatData(report, embedded, notice) {
    const json = (value) => JSON.stringify(value).replaceAll('<', '\\u003c');
    yield `<script type="application/json" id="data">${json(formatRun(report, notice)).slice(0, -1)},"frames":[`;
    const context = { embedded, history: indexHistory(report), maxMessages: shareMessages(report) };
    for (const [index, frame] of report.frames.entries()) {
        yield `${index > 0 ? ',\n' : ''}${json(formatFrame(frame, context))}`;
    }
    yield ']}</script>\n';
}
function escapeHtml(text) {
    return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}


/***/ })

};
