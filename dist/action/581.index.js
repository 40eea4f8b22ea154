export const id = 581;
export const ids = [581,716];
export const modules = {

/***/ 95962:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   comparePairs: () => (/* binding */ comparePairs)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _tolerance_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(80716);


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

/***/ 80716:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  TH: () => (/* binding */ defaultTolerance),
  I9: () => (/* binding */ limitsFor),
  parseTolerances: () => (/* binding */ parseTolerances),
  Tu: () => (/* binding */ toleranceFor)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/printable.ts
var printable = __webpack_require__(15260);
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


/***/ })

};
