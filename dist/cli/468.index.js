export const id = 468;
export const ids = [468,479];
export const modules = {

/***/ 2468:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  compareCommand: () => (/* binding */ compareCommand)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/picture-report.ts
var picture_report = __webpack_require__(3592);
;// CONCATENATED MODULE: ./src/compare-report.ts


/** The page of pictures that were compared without having been rendered. */
function describeComparison(title, pictures, pool) {
    const byFrame = Map.groupBy(pictures, ({ comparison }) => comparison.frame);
    return {
        project: title,
        startedAt: new Date().toISOString(),
        frames: [...byFrame].map(([frame, compared]) => ({
            frame,
            outcome: 'rendered',
            messages: [],
            pictures: (0,picture_report/* describePictures */.j)(compared.map(showPicture), pool),
        })),
    };
}
function showPicture(compared) {
    const { comparison, baselineFile, candidateFile } = compared;
    return {
        kind: comparison.kind,
        name: (0,external_node_path_.basename)(candidateFile ?? baselineFile ?? ''),
        ...(candidateFile === undefined ? {} : { path: candidateFile }),
        compared,
    };
}

// EXTERNAL MODULE: ./src/baseline/record.ts
var record = __webpack_require__(458);
// EXTERNAL MODULE: ./src/compare-setups.ts
var compare_setups = __webpack_require__(7479);
// EXTERNAL MODULE: ./src/compare/baseline.ts
var compare_baseline = __webpack_require__(5460);
// EXTERNAL MODULE: ./src/printable.ts
var printable = __webpack_require__(5260);
// EXTERNAL MODULE: ./src/quantities.ts
var quantities = __webpack_require__(5602);
// EXTERNAL MODULE: ./src/compare/numbers.ts
var numbers = __webpack_require__(9349);
;// CONCATENATED MODULE: ./src/compare/format.ts



function toComparisonJson(comparison) {
    const { verdict, reason, metrics, spread, decisiveLayer, regions, layers } = comparison;
    return {
        ...{ verdict, reason },
        ...(metrics ? { metrics: toMetricsJson(metrics) } : {}),
        ...(spread ? { spread } : {}),
        ...(decisiveLayer === undefined ? {} : { decisiveLayer }),
        regions,
        layers: layers.map((layer) => ({
            ...{ name: layer.name, purpose: layer.purpose, verdict: layer.verdict },
            ...(layer.metrics ? { metrics: toMetricsJson(layer.metrics) } : {}),
        })),
    };
}
/** JSON has no infinity, and a difference of two finite floats can be too large for one. */
function toMetricsJson(metrics) {
    return { ...metrics, psnr: metrics.psnr === undefined || metrics.psnr === Infinity ? null : metrics.psnr };
}
/** A comparison for the terminal: the verdict with its reason, then a line of figures for the picture or each layer. */
function formatComparison(comparison) {
    const { verdict, reason, metrics, layers } = comparison;
    const head = `${verdict}: ${(0,printable/* printable */.g)(reason, 1000)}`;
    const rows = layers.length > 0 ? layers : metrics ? [{ name: '', purpose: 'colour', verdict, metrics }] : [];
    if (rows.length === 0)
        return `${head}\n`;
    const named = layers.length > 0;
    const broken = rows.some((row) => (row.metrics?.nonFinite ?? 0) > 0);
    const table = [
        [
            ...(named ? ['layer', 'verdict'] : []),
            'mean',
            'rms',
            'psnr',
            'max',
            'failing',
            'ssim',
            'flip',
            ...(broken ? ['not finite'] : []),
        ],
        ...rows.map(({ name, verdict: rowVerdict, metrics: rowMetrics }) => [
            ...(named ? [(0,printable/* printable */.g)(name, 60) || '-', rowVerdict] : []),
            ...formatMetrics(rowMetrics),
            ...(broken ? [String(rowMetrics?.nonFinite ?? '-')] : []),
        ]),
    ];
    return `${head}\n\n${formatTable(table, named ? 2 : 0)}\n`;
}
function formatMetrics(metrics) {
    if (!metrics)
        return ['-', '-', '-', '-', '-', '-', '-'];
    const { mean, rms, psnr, max, failing, ssim, flip } = metrics;
    const decibels = psnr === undefined ? '-' : psnr === Infinity ? 'equal' : `${psnr.toFixed(1)} dB`;
    const perceived = [ssim, flip].map((value) => (value === undefined ? '-' : value.toFixed(4)));
    return [(0,numbers/* formatNumber */.Z)(mean), (0,numbers/* formatNumber */.Z)(rms), decibels, (0,numbers/* formatNumber */.Z)(max), (0,quantities/* formatShare */.T1)(failing), ...perceived];
}
/** Columns of equal width; the first `words` of them start at the left, numbers end at the right. */
function formatTable(rows, words) {
    const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
    return rows
        .map((row) => row
        .map((cell, column) => (column < words ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd())
        .join('\n');
}

// EXTERNAL MODULE: ./src/compare/pairs.ts
var compare_pairs = __webpack_require__(5962);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/report-file.ts
var report_file = __webpack_require__(3336);
// EXTERNAL MODULE: ./src/report/frame-state.ts
var frame_state = __webpack_require__(4011);
// EXTERNAL MODULE: ./src/cli/comparison-flags.ts
var comparison_flags = __webpack_require__(3711);
// EXTERNAL MODULE: ./src/cli/flags.ts
var flags = __webpack_require__(5377);
;// CONCATENATED MODULE: ./src/cli/compare-command.ts















const options = { ...comparison_flags/* comparisonFlags */.LG, report: { type: 'string' } };
const help = `Compares two pictures, or the pictures of two directories by frame and kind. Exits with 6 when they differ.

Usage: blendnet-render compare BASELINE CANDIDATE [flags]

  --report FILE.html          write a page with the pictures side by side
${comparison_flags/* comparisonHelp */.n8}`;
/** `blendnet-render compare`: verdicts and figures as text or JSON. */
async function compareCommand(args, env, entry, cancelled) {
    const { values, positionals } = (0,flags/* parseFlags */.b)('compare', args, options);
    if (values.help === true) {
        process.stdout.write(help);
        return 0;
    }
    const [baseline, candidate, ...more] = positionals;
    if (baseline === undefined || candidate === undefined || more.length > 0) {
        throw new errors/* RenderError */.vH('settings', 'Name two pictures, or two directories.', {
            hint: 'blendnet-render compare --help explains.',
        });
    }
    const { frames, kinds, rules } = await (0,comparison_flags/* parseSelection */.gO)(values, env);
    const directories = await areDirectories(baseline, candidate);
    const pairs = directories
        ? (await (0,compare_baseline.pairPictures)(baseline, candidate, frames)).filter(({ kind }) => kinds.includes(kind))
        : [pairFiles(baseline, candidate)];
    if (pairs.length === 0) {
        throw new errors/* RenderError */.vH('missing-file', `There is nothing to compare in ${(0,printable/* printable */.g)(baseline)} and ${(0,printable/* printable */.g)(candidate)}.`, {
            hint: 'Pictures have the names that render gives them: frame-0001.compose.png, frame-0001.render.exr.',
        });
    }
    const comparisons = await (0,comparison_flags/* withPool */.Le)(entry, cancelled, async (pool) => {
        const compared = await (0,compare_pairs.comparePairs)(pairs, rules, pool);
        if (values.report !== undefined) {
            const page = describeComparison(`${candidate} against ${baseline}`, compared, pool);
            await (0,report_file/* writeReportFile */.a)((0,external_node_path_.resolve)(values.report), page).catch((cause) => {
                throw new errors/* RenderError */.vH('settings', `--report cannot be written: ${(0,errors/* messageOf */.bD)(cause)}`, { cause });
            });
        }
        return compared.map(({ comparison }) => comparison);
    });
    const verdict = worstOf(comparisons);
    const warnings = directories ? await compareManifestsOf(baseline, candidate, pairs) : [];
    for (const warning of warnings)
        process.stderr.write(`warning: ${(0,printable/* printable */.g)(warning, 1000)}\n`);
    const [only] = comparisons;
    if (values.json !== true) {
        process.stdout.write(directories || only === undefined ? formatList(comparisons) : formatComparison(only));
    }
    else if (directories || only === undefined) {
        const pictures = comparisons.map((comparison) => {
            const { frame, kind } = comparison;
            return { frame, kind, ...toComparisonJson(comparison) };
        });
        process.stdout.write(`${JSON.stringify({ verdict, warnings, pictures })}\n`);
    }
    else {
        process.stdout.write(`${JSON.stringify(toComparisonJson(only))}\n`);
    }
    return (0,frame_state/* needsReview */.mF)(verdict) ? 6 : 0;
}
async function areDirectories(baseline, candidate) {
    const kinds = await Promise.all([baseline, candidate].map(async (path) => {
        const stats = await (0,promises_.stat)(path).catch((cause) => {
            throw new errors/* RenderError */.vH('missing-file', `${(0,printable/* printable */.g)(path)} is not there.`, { file: path, cause });
        });
        if (!stats.isFile() && !stats.isDirectory()) {
            throw new errors/* RenderError */.vH('settings', `${(0,printable/* printable */.g)(path)} is neither a file nor a directory.`);
        }
        return stats.isDirectory();
    }));
    if (kinds[0] !== kinds[1])
        throw new errors/* RenderError */.vH('settings', 'A picture cannot be compared with a directory.');
    return kinds[0] === true;
}
/** Tolerances for single frames and kinds count for pictures that are named like render's. */
function pairFiles(baseline, candidate) {
    return { frame: 0, kind: 'compose', ...(0,compare_baseline/* parsePictureName */.L)(candidate), baseline, candidate };
}
function worstOf(comparisons) {
    const verdicts = comparisons.map(({ verdict }) => verdict);
    return verdicts.reduce((worst, next) => ((0,frame_state/* severityOf */.xJ)(next) < (0,frame_state/* severityOf */.xJ)(worst) ? next : worst), 'same');
}
/** What the manifests of both sides say, where they have any. */
async function compareManifestsOf(baseline, candidate, pairs) {
    const [before, now] = await Promise.all([baseline, candidate].map((side) => (0,record.readManifest)(side).catch(() => undefined)));
    return (0,compare_setups.compareSetups)(pairs, (0,record.factsByPicture)(before), (0,record.factsByPicture)(now));
}
/** A line for each picture, and how many there are of each verdict, worst first. */
function formatList(comparisons) {
    const lines = comparisons.map(({ frame, kind, verdict, reason }) => verdict === 'same'
        ? `frame ${frame} ${kind}: same`
        : `frame ${frame} ${kind}: ${verdict}. ${(0,printable/* printable */.g)(reason, 1000)}`);
    const counts = [...Map.groupBy(comparisons, ({ verdict }) => verdict)]
        .sort(([a], [b]) => (0,frame_state/* severityOf */.xJ)(a) - (0,frame_state/* severityOf */.xJ)(b))
        .map(([verdict, { length }]) => `${length} ${verdict}`);
    return `${lines.join('\n')}\n\n${(0,quantities/* formatCount */.B4)(comparisons.length, 'picture')}: ${counts.join(', ')}\n`;
}


/***/ }),

/***/ 7479:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   compareSetups: () => (/* binding */ compareSetups)
/* harmony export */ });
/* harmony import */ var _frame_ranges_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1453);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5260);


const subjects = {
    blenderVersion: 'Blender',
    samples: 'The number of samples',
    seed: 'The seed',
    agents: 'The number of Agents',
};
/**
 * What was different when the baseline was rendered, the first place to look when everything differs: one sentence each,
 * with the frames it is about when it is not about all that are compared.
 */
function compareSetups(pairs, baseline, candidate) {
    const compared = new Set();
    const framesBySentence = new Map();
    for (const pair of pairs) {
        if (pair.baseline === undefined || pair.candidate === undefined)
            continue;
        compared.add(pair.frame);
        for (const sentence of describeChanges(baseline(pair), candidate(pair))) {
            const frames = framesBySentence.get(sentence) ?? new Set();
            framesBySentence.set(sentence, frames.add(pair.frame));
        }
    }
    return [...framesBySentence].map(([sentence, frames]) => frames.size === compared.size
        ? sentence
        : `${frames.size === 1 ? 'Frame' : 'Frames'} ${(0,_frame_ranges_js__WEBPACK_IMPORTED_MODULE_0__/* .formatFrames */ .I9)(frames)}: ${sentence}`);
}
/** What one of the two does not say is passed over. */
function describeChanges(baseline, candidate) {
    return Object.keys(subjects).flatMap((name) => {
        const [before, now] = [baseline[name], candidate[name]];
        if (before === undefined || now === undefined || before === now)
            return [];
        const [was, is] = [before, now].map((value) => (0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g)(String(value), 60));
        return [`${subjects[name]} was ${was} for the baseline and is ${is} now.`];
    });
}


/***/ }),

/***/ 9349:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ formatNumber)
/* harmony export */ });
/** Three significant digits without trailing zeros: `0.016`, `1.25`, `3`, `1e+10`. */
function formatNumber(value) {
    return String(Number(value.toPrecision(3)));
}


/***/ }),

/***/ 3592:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ describePictures)
/* harmony export */ });
/* harmony import */ var _report_frame_state_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4011);

const thumbnailWidth = 480;
/**
 * The pictures of one frame for the report. Threads read and decode them when the page gets to them, one at a time. The
 * one that people look at is shown in any case, the others only when they say something new: a multilayer EXR is large.
 */
function describePictures(pictures, pool) {
    const main = ['compose', 'render', 'preview'].find((kind) => pictures.some((picture) => picture.kind === kind));
    return pictures.map(({ kind, name, path, compared }) => ({
        kind,
        file: name,
        ...(compared === undefined ? {} : { comparison: compared.comparison }),
        ...(kind === main && path !== undefined
            ? { readThumbnail: () => pool.display({ file: path, maxWidth: thumbnailWidth }) }
            : {}),
        ...(kind === main || isChanged(compared) ? readersOf(path, compared, pool) : {}),
    }));
}
function readersOf(path, { baselineFile, candidateFile, comparison } = {}, pool) {
    const readCandidate = path === undefined ? {} : { readCandidate: () => pool.display({ file: path }) };
    if (baselineFile === undefined || comparison === undefined)
        return readCandidate;
    const readBaseline = { readBaseline: () => pool.display({ file: baselineFile }) };
    if (candidateFile === undefined)
        return { ...readCandidate, ...readBaseline };
    const { regions, decisiveLayer } = comparison;
    const layer = decisiveLayer === undefined ? {} : { decisiveLayer };
    const difference = { baselineFile, candidateFile, regions, ...layer };
    return { ...readCandidate, ...readBaseline, readDifference: () => pool.drawDifference(difference) };
}
function isChanged(compared) {
    return compared !== undefined && (0,_report_frame_state_js__WEBPACK_IMPORTED_MODULE_0__/* .needsReview */ .mF)(compared.comparison.verdict);
}


/***/ }),

/***/ 3336:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ writeReportFile)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6466);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_stream_promises__WEBPACK_IMPORTED_MODULE_2__);



/** Writes the report page to a file; nobody ever sees half of it, and nothing is left of one that failed. */
async function writeReportFile(path, report) {
    const { writeReport } = await __webpack_require__.e(/* import() */ 741).then(__webpack_require__.bind(__webpack_require__, 7741));
    const partial = `${path}.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(4).toString('hex')}.part`;
    const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(partial, 'wx');
    const stream = handle.createWriteStream();
    try {
        await writeReport(report, stream);
        await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_2__.finished)(stream.end());
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(partial, path);
    }
    catch (error) {
        stream.destroy();
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(partial, { force: true });
        throw error;
    }
}


/***/ })

};
