export const id = 508;
export const ids = [508,716];
export const modules = {

/***/ 43546:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ floatToHalf),
/* harmony export */   p: () => (/* binding */ halfToFloat)
/* harmony export */ });
/** The 16 bit floats of EXR files (IEEE 754 binary16). */
let table;
/** All 65536 half floats as numbers, by their bits. */
function halfToFloat() {
    table ??= Float32Array.from({ length: 0x10000 }, (_, bits) => {
        const sign = bits & 0x8000 ? -1 : 1;
        const exponent = (bits >> 10) & 0x1f;
        const fraction = bits & 0x3ff;
        if (exponent === 0x1f)
            return fraction === 0 ? sign * Infinity : NaN;
        return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
    });
    return table;
}
const float = new Float32Array(1);
const floatBits = new Uint32Array(float.buffer);
/** The bits of the half float nearest to `value`, ties to even; too large values become infinite. */
function floatToHalf(value) {
    float[0] = value;
    const bits = floatBits[0] ?? 0;
    const sign = (bits >>> 16) & 0x8000;
    const magnitude = bits & 0x7fffffff;
    if (magnitude > 0x7f800000)
        return sign | 0x7e00;
    // 65520 and above round to infinity.
    if (magnitude >= 0x477ff000)
        return sign | 0x7c00;
    if (magnitude < 0x38800000) {
        // Below 2 ** -14 the halves are whole multiples of 2 ** -24.
        const steps = Math.abs(value) * 2 ** 24;
        const whole = Math.floor(steps);
        const rest = steps - whole;
        return sign | (rest > 0.5 || (rest === 0.5 && (whole & 1) === 1) ? whole + 1 : whole);
    }
    return sign | ((magnitude - 0x38000000 + 0xfff + ((magnitude >>> 13) & 1)) >>> 13);
}


/***/ }),

/***/ 56798:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ readExrHeader),
/* harmony export */   P: () => (/* binding */ sampleSizeBytes)
/* harmony export */ });
/* harmony import */ var _picture_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77779);

const compressions = ['none', 'rle', 'zips', 'zip', 'piz', 'pxr24', 'b44', 'b44a', 'dwaa', 'dwab'];
const pixelTypes = ['uint', 'half', 'float'];
const maxChannels = 1024;
const maxParts = 256;
function sampleSizeBytes(type) {
    return type === 'half' ? 2 : 4;
}
function readExrHeader(bytes) {
    const reader = new HeaderReader(bytes);
    const version = reader.uint32At(4);
    if ((version & 0xff) !== 2)
        throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .corruptPicture */ .q)(`The EXR picture has the unknown version ${version & 0xff}`);
    if ((version & 0x800) !== 0)
        throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .corruptPicture */ .q)('The EXR picture is a deep one, which cannot be compared');
    const multipart = (version & 0x1000) !== 0;
    const parts = [];
    do {
        parts.push(readPart(reader, (version & 0x200) !== 0));
        if (parts.length > maxParts)
            throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .corruptPicture */ .q)('The EXR picture has too many parts');
    } while (multipart && !reader.skipEmptyHeader());
    checkParts(parts);
    return { parts, multipart, end: reader.offset };
}
function checkParts(parts) {
    const [first] = parts;
    const channels = parts.reduce((sum, part) => sum + part.channels.length, 0);
    if (first === undefined || channels > maxChannels) {
        throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .corruptPicture */ .q)(`The EXR picture has ${channels} channels, more than ${maxChannels}`);
    }
    for (const part of parts) {
        if (part.width !== first.width || part.height !== first.height) {
            throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .corruptPicture */ .q)('The EXR picture has parts of different sizes, which cannot be compared');
        }
    }
    (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .checkSize */ .C)(first.width, first.height, channels);
}
function readPart(reader, tiledVersion) {
    const attributes = reader.attributes();
    const name = attributes.get('name')?.toString('utf8') ?? '';
    const type = attributes.get('type')?.toString('latin1') ?? (tiledVersion ? 'tiledimage' : 'scanlineimage');
    const window = attributes.get('dataWindow');
    const compression = compressions[attributes.get('compression')?.readUInt8() ?? -1];
    const channelList = attributes.get('channels');
    if (window === undefined || compression === undefined || channelList === undefined) {
        throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .corruptPicture */ .q)('The EXR picture has no size, an unknown compression or no channels');
    }
    if (type !== 'scanlineimage' && type !== 'tiledimage') {
        throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .corruptPicture */ .q)(`The EXR picture has a part of type ${JSON.stringify(type.slice(0, 20))}`);
    }
    const { top, width, height } = readBox(window);
    const channels = readChannels(channelList);
    (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .checkSize */ .C)(width, height, channels.length);
    const chunkCount = attributes.get('chunkCount')?.readUInt32LE();
    return {
        ...{ name, channels, compression, width, height, top },
        window: `${nameBox(readBox(window))} of ${nameBox(readBox(attributes.get('displayWindow') ?? window))}`,
        ...(type === 'tiledimage' ? { tile: readTile(attributes.get('tiles')) } : {}),
        ...(chunkCount === undefined ? {} : { chunkCount }),
    };
}
function readBox(box) {
    const [left = 0, top = 0, right = 0, bottom = 0] = [0, 4, 8, 12].map((offset) => box.readInt32LE(offset));
    return { left, top, width: right - left + 1, height: bottom - top + 1 };
}
function nameBox({ left, top, width, height }) {
    return `${width}×${height} at ${left},${top}`;
}
function readTile(tiles) {
    const tile = { width: tiles?.readUInt32LE(0) ?? 0, height: tiles?.readUInt32LE(4) ?? 0 };
    (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .checkSize */ .C)(tile.width, tile.height, 1);
    return tile;
}
function readChannels(list) {
    const channels = [];
    for (let offset = 0; list[offset] !== 0;) {
        const end = list.indexOf(0, offset);
        if (end < 0 || channels.length > maxChannels)
            throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .corruptPicture */ .q)('The EXR picture has a broken list of channels');
        const type = pixelTypes[list.readInt32LE(end + 1)];
        if (type === undefined)
            throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .corruptPicture */ .q)('The EXR picture has a channel of unknown type');
        if (list.readInt32LE(end + 9) !== 1 || list.readInt32LE(end + 13) !== 1) {
            throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .corruptPicture */ .q)('The EXR picture has channels of lower resolution, which cannot be compared');
        }
        channels.push({ name: list.toString('utf8', offset, end), type, perceptuallyLinear: list[end + 5] === 1 });
        offset = end + 17;
    }
    return channels;
}
class HeaderReader {
    offset = 8;
    #bytes;
    constructor(bytes) {
        this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    uint32At(offset) {
        return this.#bytes.readUInt32LE(offset);
    }
    /** Reads one header: name, type, size and value, again and again, up to an empty name. */
    attributes() {
        const attributes = new Map();
        while (this.#bytes.readUInt8(this.offset) !== 0) {
            const name = this.#text();
            this.#text();
            const sizeBytes = this.#bytes.readUInt32LE(this.offset);
            const start = this.offset + 4;
            if (start + sizeBytes > this.#bytes.length)
                throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .corruptPicture */ .q)('The EXR picture is cut off in its header');
            attributes.set(name, this.#bytes.subarray(start, start + sizeBytes));
            this.offset = start + sizeBytes;
        }
        this.offset++;
        return attributes;
    }
    /** A multipart file ends its headers with one that has no attributes. */
    skipEmptyHeader() {
        if (this.#bytes.readUInt8(this.offset) !== 0)
            return false;
        this.offset++;
        return true;
    }
    #text() {
        const end = this.#bytes.indexOf(0, this.offset);
        if (end < 0 || end - this.offset > 255)
            throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .corruptPicture */ .q)('The EXR picture has a broken header');
        const text = this.#bytes.toString('utf8', this.offset, end);
        this.offset = end + 1;
        return text;
    }
}


/***/ }),

/***/ 8351:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ undoPredictor)
/* harmony export */ });
/**
 * Undoes what OpenEXR does to bytes before it deflates them or counts runs: it puts all of even position before those of
 * odd position, and keeps of each the difference to the one before it, plus 128.
 *
 * @param out where to put the result: of the same length, and overwritten.
 */
function undoPredictor(bytes, out = new Uint8Array(bytes.length)) {
    const isWhole = bytes.length % 8 === 0 && bytes.byteOffset % 4 === 0 && out.byteOffset % 4 === 0;
    if (isWhole)
        undoWords(toWords(bytes), toWords(out));
    else
        undoBytes(bytes, out);
    return out;
}
function toWords({ buffer, byteOffset, length }) {
    return new Uint32Array(buffer, byteOffset, length / 4);
}
function undoBytes(bytes, out) {
    const half = (bytes.length + 1) >> 1;
    let value = 128;
    for (let from = 0; from < bytes.length; from++) {
        value = (value + (bytes[from] ?? 0) + 128) & 0xff;
        out[from < half ? 2 * from : 2 * (from - half) + 1] = value;
    }
}
/** Bytes 0 and 2 of a word: room for sums of two bytes at a time, without a carry from one to the other. */
const lanes = 0x00ff00ff;
const inBothLanes = 0x00010001;
/**
 * The same for four bytes of either half at a time, which takes a third of the time. Since 128 is added each time, the
 * sums of the differences alone are right at even positions and off by 128 at odd ones.
 */
function undoWords(words, out) {
    const half = words.length / 2;
    let first = 0;
    let second = sumOf(words.subarray(0, half)) * inBothLanes;
    for (let index = 0; index < half; index++) {
        const a = words[index] ?? 0;
        const aEven = a & lanes;
        const aOdd = (a >>> 8) & lanes;
        const a02 = first + aEven + ((aEven + aOdd) << 16);
        const a13 = a02 + aOdd;
        first = ((a13 >>> 16) & 0xff) * inBothLanes;
        const b = words[half + index] ?? 0;
        const bEven = b & lanes;
        const bOdd = (b >>> 8) & lanes;
        const b02 = second + bEven + ((bEven + bOdd) << 16);
        const b13 = b02 + bOdd;
        second = ((b13 >>> 16) & 0xff) * inBothLanes;
        const even = (a02 & lanes) | ((b02 & lanes) << 8);
        const odd = ((a13 & lanes) | ((b13 & lanes) << 8)) ^ 0x80808080;
        out[2 * index] = (even & 0xffff) | (odd << 16);
        out[2 * index + 1] = (even >>> 16) | (odd & 0xffff0000);
    }
}
/** The sum of all bytes, modulo 256. */
function sumOf(words) {
    let sums = 0;
    for (let index = 0; index < words.length; index++) {
        const word = words[index] ?? 0;
        sums = (sums + (word & lanes) + ((word >>> 8) & lanes)) & lanes;
    }
    return (sums + (sums >>> 16)) & 0xff;
}


/***/ }),

/***/ 80678:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PY: () => (/* binding */ expandRuns),
/* harmony export */   SQ: () => (/* binding */ inflateExactly),
/* harmony export */   mE: () => (/* binding */ inflateExactlyAside)
/* harmony export */ });
/* harmony import */ var _inflate_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43014);
/* harmony import */ var _picture_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77779);


/** Inflates a zlib stream that must come to exactly `sizeBytes`. */
function inflateExactly(data, sizeBytes) {
    return ofSize((0,_inflate_js__WEBPACK_IMPORTED_MODULE_0__/* .inflate */ .U)(data, sizeBytes), sizeBytes);
}
/** The same on another thread. */
async function inflateExactlyAside(data, sizeBytes) {
    return ofSize(await (0,_inflate_js__WEBPACK_IMPORTED_MODULE_0__/* .inflateAside */ .i)(data, sizeBytes), sizeBytes);
}
function ofSize(bytes, sizeBytes) {
    if (bytes.length !== sizeBytes)
        throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_1__/* .corruptPicture */ .q)('The EXR picture has a chunk that is too short');
    return bytes;
}
/** A count below zero: so many bytes as they are. Otherwise: the next byte, count + 1 times. */
function expandRuns(data, sizeBytes) {
    const out = new Uint8Array(sizeBytes);
    let to = 0;
    for (let from = 0; from < data.length;) {
        const count = ((data[from] ?? 0) << 24) >> 24;
        const length = count < 0 ? -count : count + 1;
        const next = from + (count < 0 ? 1 + length : 2);
        if (next > data.length || to + length > sizeBytes)
            throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_1__/* .corruptPicture */ .q)('The EXR picture has a broken run of bytes');
        if (count < 0)
            out.set(data.subarray(from + 1, next), to);
        else
            out.fill(data[from + 1] ?? 0, to, to + length);
        to += length;
        from = next;
    }
    if (to !== sizeBytes)
        throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_1__/* .corruptPicture */ .q)('The EXR picture has a chunk that is too short');
    return out;
}


/***/ }),

/***/ 43014:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ inflate),
/* harmony export */   i: () => (/* binding */ inflateAside)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57975);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_util__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(38522);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_zlib__WEBPACK_IMPORTED_MODULE_1__);


const inflateOnThread = (0,node_util__WEBPACK_IMPORTED_MODULE_0__.promisify)(node_zlib__WEBPACK_IMPORTED_MODULE_1__.inflate);
/** The output is made in pieces of at most this size, each allocated before it is filled. */
const maxPieceBytes = 2 ** 26;
/** With less output than this, handing the work to another thread costs more than it gains. */
const worthAThreadBytes = 2 ** 16;
/**
 * Inflates a zlib stream; throws for broken data and for more than `limitBytes` of output. Whoever calls it expects
 * about that much, so it is made in one piece, where zlib's own default are many small ones.
 */
function inflate(data, limitBytes) {
    return node_zlib__WEBPACK_IMPORTED_MODULE_1__.inflateSync(data, optionsFor(limitBytes));
}
/** The same on one of Node's own threads, so that a picture's streams, and two pictures', are inflated side by side. */
async function inflateAside(data, limitBytes) {
    return limitBytes < worthAThreadBytes
        ? inflate(data, limitBytes)
        : await inflateOnThread(data, optionsFor(limitBytes));
}
function optionsFor(limitBytes) {
    const maxOutputLength = Math.max(1, limitBytes);
    return { maxOutputLength, chunkSize: Math.max(64, Math.min(maxPieceBytes, limitBytes)) };
}


/***/ }),

/***/ 88401:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ readJpegSize)
/* harmony export */ });
/* harmony import */ var _picture_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77779);

/** Finds the frame header (SOF), which has the size. */
function readJpegSize(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let offset = 2; offset + 9 <= bytes.length;) {
        const marker = view.getUint16(offset);
        if (marker === 0xffff) {
            offset += 1;
            continue;
        }
        if (marker < 0xff00)
            break;
        // SOF0 … SOF15 without the tables that share the range (DHT, JPG, DAC).
        if (marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker)) {
            const size = { width: view.getUint16(offset + 7), height: view.getUint16(offset + 5) };
            (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .checkSize */ .C)(size.width, size.height, 3);
            return size;
        }
        offset += 2 + view.getUint16(offset + 2);
    }
    throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .corruptPicture */ .q)('The JPEG picture has no header');
}


/***/ }),

/***/ 77779:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ checkSize),
/* harmony export */   q: () => (/* binding */ corruptPicture)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);

/** 16384 × 8192: more than anyone renders, and what a worker can hold. */
const maxPixels = 2 ** 27;
const maxSide = 2 ** 16;
/** Pixels times channels, 2 GiB of floats. */
const maxSamples = 2 ** 29;
/** A file that is not the picture it should be. Everything that decoders throw on purpose is made here. */
function corruptPicture(what, more = {}) {
    const hint = 'Render the frame again; a baseline that cannot be read has to be replaced.';
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RenderError */ .vH('corrupt-result', what, { hint, ...more });
}
/** Refuses sizes that no picture has, before anything is allocated for them. */
function checkSize(width, height, channels) {
    if (!(width >= 1 && height >= 1 && channels >= 1)) {
        throw corruptPicture(`The picture claims to have ${width}×${height} pixels and ${channels} channels`);
    }
    const tooLarge = Math.max(width, height) > maxSide || width * height > maxPixels;
    if (tooLarge || width * height * channels > maxSamples) {
        throw corruptPicture(`The picture claims ${width}×${height} pixels with ${channels} channels, more than the limit`);
    }
}


/***/ }),

/***/ 75010:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ZW: () => (/* binding */ toLayer),
/* harmony export */   k9: () => (/* binding */ multiplyByAlpha),
/* harmony export */   ov: () => (/* binding */ channelNames)
/* harmony export */ });
const namesByCount = { 1: ['Y'], 2: ['Y', 'A'], 3: ['R', 'G', 'B'], 4: ['R', 'G', 'B', 'A'] };
/** The usual channel names of a picture with `count` channels; a fifth and later ones have numbers. */
function channelNames(count) {
    const names = namesByCount[Math.min(count, 4)] ?? [];
    return Array.from({ length: count }, (_, index) => names[index] ?? `channel${index + 1}`);
}
/**
 * Multiplies the colours of each pixel by its alpha (the last channel), in place. The product is cut off to a whole
 * number, which is what OpenImageIO does and what makes the figures equal to those of `idiff`.
 */
function multiplyByAlpha({ values, channels }) {
    const full = values instanceof Uint8Array ? 255 : 65535;
    for (let pixel = 0; pixel < values.length; pixel += channels) {
        const alpha = values[pixel + channels - 1] ?? 0;
        if (alpha === full)
            continue;
        for (let index = pixel; index < pixel + channels - 1; index++) {
            values[index] = Math.floor(((values[index] ?? 0) * alpha) / full);
        }
    }
}
/** Takes interleaved samples apart into one layer of float channels, 0 … 1. */
function toLayer({ values, channels: count }) {
    const pixels = values.length / count;
    const full = values instanceof Uint8Array ? 255 : 65535;
    // Times the rounded reciprocal, not divided: the same floats as OpenImageIO's to the last bit.
    const scaled = Float32Array.from({ length: full + 1 }, (_, value) => value * Math.fround(1 / full));
    const channels = channelNames(count).map((name) => ({ name, values: new Float32Array(pixels) }));
    for (const [channel, { values: plane }] of channels.entries()) {
        for (let pixel = 0, index = channel; pixel < pixels; pixel++, index += count) {
            plane[pixel] = scaled[values[index] ?? 0] ?? 0;
        }
    }
    return { name: '', channels };
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


/***/ }),

/***/ 11508:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  serveComparisons: () => (/* binding */ serveComparisons)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/printable.ts
var printable = __webpack_require__(15260);
// EXTERNAL MODULE: ./src/threads/serve.ts
var serve = __webpack_require__(72738);
;// CONCATENATED MODULE: ./src/compare/filters.ts
/** Separable filters over planes of floats, for the perceptual metrics. */
/** Values of `shape` at -radius … radius, scaled to sum up to 1. */
function normalizedKernel(radius, shape) {
    const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, index) => shape(index - radius));
    const sum = kernel.reduce((total, value) => total + value, 0);
    return kernel.map((value) => value / sum);
}
/** A Gaussian with the standard deviation `sigma`, in pixels. */
function gaussianKernel(radius, sigma) {
    return normalizedKernel(radius, (x) => Math.exp(-(x * x) / (2 * sigma * sigma)));
}
/** Filters each row; the picture's edge continues outwards. */
function filterRows(plane, width, kernel) {
    const out = new Float32Array(plane.length);
    const radius = kernel.length >> 1;
    // Each row is copied with its edges drawn out, so that the inner loop needs no test.
    const row = new Float32Array(width + 2 * radius);
    for (let start = 0; start < plane.length; start += width) {
        row.set(plane.subarray(start, start + width), radius);
        row.fill(plane[start] ?? 0, 0, radius);
        row.fill(plane[start + width - 1] ?? 0, radius + width);
        addWeighted(out.subarray(start, start + width), row, 1, kernel);
    }
    return out;
}
/** Filters each column. The result is lower by the kernel's length less one: rows without all neighbours are left out. */
function filterColumns(plane, width, kernel) {
    const rows = plane.length / width - kernel.length + 1;
    const out = new Float32Array(width * rows);
    for (let y = 0; y < rows; y++) {
        addWeighted(out.subarray(y * width, (y + 1) * width), plane.subarray(y * width), width, kernel);
    }
    return out;
}
/**
 * Adds to each value of `target` the values of `source` that are 0, 1, 2 … times `step` further on, weighted by the
 * kernel. Four weights at a time, which takes half as long as one by one.
 */
function addWeighted(target, source, step, kernel) {
    const { length } = target;
    for (let tap = 0; tap < kernel.length; tap += 4) {
        const [k0 = 0, k1 = 0, k2 = 0, k3 = 0] = kernel.subarray(tap, tap + 4);
        const s0 = source.subarray(tap * step, tap * step + length);
        // Weights beyond the kernel are zero; any values do for them.
        const s1 = k1 === 0 ? s0 : source.subarray((tap + 1) * step, (tap + 1) * step + length);
        const s2 = k2 === 0 ? s0 : source.subarray((tap + 2) * step, (tap + 2) * step + length);
        const s3 = k3 === 0 ? s0 : source.subarray((tap + 3) * step, (tap + 3) * step + length);
        for (let index = 0; index < length; index++) {
            const sum = (s0[index] ?? 0) * k0 + (s1[index] ?? 0) * k1 + (s2[index] ?? 0) * k2 + (s3[index] ?? 0) * k3;
            target[index] = (target[index] ?? 0) + sum;
        }
    }
}

;// CONCATENATED MODULE: ./src/compare/flip-colours.ts
/** XYZ of white, D65, under which the scales of the opponent space and of CIELAB are 0 … 1. */
const whiteX = 0.95042854;
const whiteZ = 1.08890037;
// Linear sRGB to XYZ relative to white.
const xOfRed = 0.41238656 / whiteX;
const xOfGreen = 0.35759149 / whiteX;
const xOfBlue = 0.18045049 / whiteX;
const yOfRed = 0.21263682;
const yOfGreen = 0.71518298;
const yOfBlue = 0.0721802;
const zOfRed = 0.01933062 / whiteZ;
const zOfGreen = 0.11919716 / whiteZ;
const zOfBlue = 0.95037259 / whiteZ;
function emptyPlanes(length) {
    return [new Float32Array(length), new Float32Array(length), new Float32Array(length)];
}
/** Linear sRGB to the opponent space YCxCz, a CIELAB without its roots: luma, red against green, blue against yellow. */
function opponentOf([reds, greens, blues]) {
    const out = emptyPlanes(reds.length);
    for (let pixel = 0; pixel < reds.length; pixel++) {
        const red = reds[pixel] ?? 0;
        const green = greens[pixel] ?? 0;
        const blue = blues[pixel] ?? 0;
        const y = yOfRed * red + yOfGreen * green + yOfBlue * blue;
        out[0][pixel] = 116 * y - 16;
        out[1][pixel] = 500 * (xOfRed * red + xOfGreen * green + xOfBlue * blue - y);
        out[2][pixel] = 200 * (y - (zOfRed * red + zOfGreen * green + zOfBlue * blue));
    }
    return out;
}
/** The luma of {@link opponentOf} on 0 … 1. */
function luminanceOf([luma]) {
    return luma.map((value) => (value + 16) / 116);
}
/** YCxCz to CIELAB within the sRGB gamut, colours weakened in the dark (the Hunt effect). */
function labOfOpponent([lumas, redGreens, blueYellows]) {
    const out = emptyPlanes(lumas.length);
    for (let pixel = 0; pixel < lumas.length; pixel++) {
        const seenY = ((lumas[pixel] ?? 0) + 16) / 116;
        const seenX = (seenY + (redGreens[pixel] ?? 0) / 500) * whiteX;
        const seenZ = (seenY - (blueYellows[pixel] ?? 0) / 200) * whiteZ;
        const red = clamp(3.24100326 * seenX - 1.53739899 * seenY - 0.49861587 * seenZ);
        const green = clamp(-0.96922426 * seenX + 1.87592999 * seenY + 0.04155422 * seenZ);
        const blue = clamp(0.05563942 * seenX - 0.2040112 * seenY + 1.05714897 * seenZ);
        const x = curve(xOfRed * red + xOfGreen * green + xOfBlue * blue);
        const y = curve(yOfRed * red + yOfGreen * green + yOfBlue * blue);
        const z = curve(zOfRed * red + zOfGreen * green + zOfBlue * blue);
        const lightness = 116 * y - 16;
        out[0][pixel] = lightness;
        out[1][pixel] = 5 * lightness * (x - y);
        out[2][pixel] = 2 * lightness * (y - z);
    }
    return out;
}
function clamp(value) {
    return value < 0 ? 0 : value > 1 ? 1 : value;
}
const bend = 6 / 29;
function curve(value) {
    return value > bend ** 3 ? Math.cbrt(value) : value / (3 * bend ** 2) + 4 / 29;
}
/** The distance HyAB of one pixel: lightness plus the distance in the plane of colours. */
function hyab(a, b, pixel) {
    const first = (a[1][pixel] ?? 0) - (b[1][pixel] ?? 0);
    const second = (a[2][pixel] ?? 0) - (b[2][pixel] ?? 0);
    return Math.abs((a[0][pixel] ?? 0) - (b[0][pixel] ?? 0)) + Math.sqrt(first * first + second * second);
}

;// CONCATENATED MODULE: ./src/compare/flip.ts


/*
 * LDR-FLIP: how different two pictures look to someone who flips between them, from 0 to 1 (Andersson, Nilsson,
 * Akenine-Möller, Oskarsson, Åström, Fairchild: FLIP: A Difference Evaluator for Alternating Images, 2020).
 */
/** The paper's viewing conditions: a 4K screen 0.7 m wide, seen from 0.7 m. */
const pixelsPerDegree = (0.7 * (3840 / 0.7) * Math.PI) / 180;
/** Contrast sensitivity: luma, red-green, and the two Gaussians of blue-yellow with their weights. */
const spatialRadius = Math.ceil(3 * Math.sqrt(0.04 / (2 * Math.PI ** 2)) * pixelsPerDegree);
const lumaKernel = sensitivityKernel(0.0047);
const redGreenKernel = sensitivityKernel(0.0053);
const blueYellowKernels = [
    { kernel: sensitivityKernel(0.04), weight: sensitivityWeight(34.1, 0.04) },
    { kernel: sensitivityKernel(0.025), weight: sensitivityWeight(13.5, 0.025) },
];
/** Edges and points 0.082 degrees wide. */
const featureSigma = 0.5 * 0.082 * pixelsPerDegree;
const featureRadius = Math.ceil(3 * featureSigma);
const featureKernel = gaussianKernel(featureRadius, featureSigma);
const edgeKernel = balancedKernel((x) => -x);
const pointKernel = balancedKernel((x) => (x / featureSigma) ** 2 - 1);
const halo = Math.max(spatialRadius, featureRadius);
/** Rows that are worked on at a time, so that memory does not grow with the picture. */
const stripRows = 64;
function sensitivityKernel(b) {
    // Beyond 6.5 standard deviations a Gaussian is below 10 ** -9.
    const radius = Math.min(spatialRadius, Math.ceil((6.5 * Math.sqrt(b / 2) * pixelsPerDegree) / Math.PI));
    return normalizedKernel(radius, (x) => Math.exp((-(Math.PI ** 2) * (x / pixelsPerDegree) ** 2) / b));
}
/** A Gaussian's share of a sum of them: its height times the sum of its values in two dimensions. */
function sensitivityWeight(a, b) {
    let sum = 0;
    for (let x = -spatialRadius; x <= spatialRadius; x++) {
        sum += Math.exp((-(Math.PI ** 2) * (x / pixelsPerDegree) ** 2) / b);
    }
    return a * Math.sqrt(Math.PI / b) * sum ** 2;
}
/** Scaled so that the positive values sum up to 1 and the negative ones to -1. */
function balancedKernel(shape) {
    const values = featureKernel.map((weight, index) => shape(index - featureRadius) * weight);
    const positive = values.reduce((sum, value) => sum + Math.max(0, value), 0);
    const negative = values.reduce((sum, value) => sum - Math.min(0, value), 0);
    return values.map((value) => value / (value > 0 ? positive : negative));
}
/** The mean FLIP error of two pictures given as red, green and blue, proportional to light, 0 … 1. */
function meanFlip(baseline, candidate, width, height) {
    let sum = 0;
    for (let top = 0; top < height; top += stripRows) {
        const rows = Math.min(stripRows, height - top);
        const a = takeRows(baseline, width, height, top - halo, rows + 2 * halo);
        const b = takeRows(candidate, width, height, top - halo, rows + 2 * halo);
        if (!a.every((plane, index) => equalPlanes(plane, b[index])))
            sum += stripError(a, b, width);
    }
    return sum / (width * height);
}
/** Rows of each plane, with the first and last row repeated beyond the picture. */
function takeRows(planes, width, height, top, rows) {
    const take = (plane) => {
        const out = new Float32Array(width * rows);
        for (let row = 0; row < rows; row++) {
            const y = Math.max(0, Math.min(height - 1, top + row));
            out.set(plane.subarray(y * width, (y + 1) * width), row * width);
        }
        return out;
    };
    return [take(planes[0]), take(planes[1]), take(planes[2])];
}
function equalPlanes(a, b) {
    return b !== undefined && Buffer.from(a.buffer).equals(Buffer.from(b.buffer));
}
/** The sum of the errors of the strip's inner rows. */
function stripError(baseline, candidate, width) {
    const opponentA = opponentOf(baseline);
    const opponentB = opponentOf(candidate);
    const labA = labOfOpponent(asSeen(opponentA, width));
    const labB = labOfOpponent(asSeen(opponentB, width));
    const featuresA = findFeatures(luminanceOf(opponentA), width);
    const featuresB = findFeatures(luminanceOf(opponentB), width);
    let sum = 0;
    for (let pixel = 0; pixel < labA[0].length; pixel++) {
        const colour = colourError(hyab(labA, labB, pixel));
        const edges = Math.abs((featuresA.edges[pixel] ?? 0) - (featuresB.edges[pixel] ?? 0));
        const points = Math.abs((featuresA.points[pixel] ?? 0) - (featuresB.points[pixel] ?? 0));
        const feature = Math.sqrt(Math.max(edges, points) * Math.SQRT1_2);
        sum += colour ** (1 - feature);
    }
    return sum;
}
/** Blurs the channels as far as the eye cannot resolve them, and takes off the halo. */
function asSeen([luma, redGreen, blueYellow], width) {
    const total = blueYellowKernels.reduce((sum, { weight }) => sum + weight, 0);
    const blurred = new Float32Array(luma.length - 2 * halo * width);
    for (const { kernel, weight } of blueYellowKernels) {
        const part = filterBoth(blueYellow, width, kernel, kernel);
        for (let pixel = 0; pixel < blurred.length; pixel++) {
            blurred[pixel] = (blurred[pixel] ?? 0) + ((part[pixel] ?? 0) * weight) / total;
        }
    }
    return [
        filterBoth(luma, width, lumaKernel, lumaKernel),
        filterBoth(redGreen, width, redGreenKernel, redGreenKernel),
        blurred,
    ];
}
function filterBoth(plane, width, across, down) {
    const spare = (halo - (down.length >> 1)) * width;
    return filterColumns(filterRows(plane.subarray(spare, plane.length - spare), width, across), width, down);
}
function findFeatures(luminance, width) {
    const strength = (kernel) => {
        const across = filterBoth(luminance, width, kernel, featureKernel);
        const down = filterBoth(luminance, width, featureKernel, kernel);
        return across.map((value, pixel) => Math.sqrt(value * value + (down[pixel] ?? 0) ** 2));
    };
    return { edges: strength(edgeKernel), points: strength(pointKernel) };
}
/** The largest distance of two colours, green and blue, after the compression below. */
const largest = hyab(labOfOpponent(opponentOf(colour(0, 1, 0))), labOfOpponent(opponentOf(colour(0, 0, 1))), 0) ** 0.7;
const knee = 0.4 * largest;
function colour(...values) {
    return [Float32Array.of(values[0]), Float32Array.of(values[1]), Float32Array.of(values[2])];
}
/** Spreads distances so that most of 0 … 1 is for those that matter. */
function colourError(distance) {
    const compressed = distance ** 0.7;
    return compressed < knee ? (0.95 / knee) * compressed : 0.95 + ((compressed - knee) / (largest - knee)) * 0.05;
}

// EXTERNAL MODULE: ./src/compare/image/picture.ts
var picture = __webpack_require__(77779);
// EXTERNAL MODULE: ./src/compare/image/exr/header.ts
var exr_header = __webpack_require__(56798);
;// CONCATENATED MODULE: ./src/compare/image/exr/chunks.ts


const linesByCompression = {
    ...{ none: 1, rle: 1, zips: 1, zip: 16, piz: 32, pxr24: 16, b44: 32, b44a: 32, dwaa: 32, dwab: 256 },
};
/** How much a chunk can grow at most: a file that claims more is lying, and nothing is allocated for it. */
const growthByCompression = {
    ...{ none: 1, rle: 64, zips: 1032, zip: 1032, piz: 1024, pxr24: 1376, b44: 11, b44a: 11, dwaa: 70_000, dwab: 70_000 },
};
/** Finds all chunks of a file and checks each one's place and size. */
function listChunks(bytes, header) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const chunks = [];
    let table = header.end;
    for (const [index, part] of header.parts.entries()) {
        const { columns, rows } = gridOf(part);
        if (table + columns * rows * 8 > bytes.length)
            throw (0,picture/* corruptPicture */.q)('The EXR picture is cut off');
        const seen = new Set();
        for (let entry = 0; entry < columns * rows; entry++) {
            let offset = Number(view.getBigUint64(table + entry * 8, true));
            if (header.multipart) {
                if (view.getInt32(offset, true) !== index)
                    throw (0,picture/* corruptPicture */.q)('The EXR picture has a chunk of another part');
                offset += 4;
            }
            const chunk = part.tile ? readTile(bytes, view, part, offset) : readLines(bytes, view, part, offset);
            const place = chunk.y * part.width + chunk.x;
            if (seen.has(place))
                throw (0,picture/* corruptPicture */.q)('The EXR picture has the same lines twice');
            seen.add(place);
            chunks.push(chunk);
        }
        table += chunkCount(part) * 8;
    }
    // Each byte of the file belongs to one chunk: overlapping ones could make a small file a large picture.
    if (chunks.reduce((sum, { data }) => sum + data.length, 0) > bytes.length) {
        throw (0,picture/* corruptPicture */.q)('The EXR picture has chunks that overlap');
    }
    return chunks;
}
function gridOf({ width, height, compression, tile }) {
    return tile
        ? { columns: Math.ceil(width / tile.width), rows: Math.ceil(height / tile.height) }
        : { columns: 1, rows: Math.ceil(height / linesByCompression[compression]) };
}
function chunkCount(part) {
    const { columns, rows } = gridOf(part);
    return part.chunkCount ?? columns * rows;
}
function readLines(bytes, view, part, offset) {
    const y = view.getInt32(offset, true) - part.top;
    const lines = linesByCompression[part.compression];
    if (y < 0 || y >= part.height || y % lines !== 0)
        throw (0,picture/* corruptPicture */.q)('The EXR picture has lines outside of it');
    const size = { width: part.width, height: Math.min(lines, part.height - y) };
    return makeChunk(bytes, view, part, { x: 0, y, ...size }, offset + 4);
}
/** Only full-size tiles are read: they come first in the table, smaller levels follow. */
function readTile(bytes, view, part, offset) {
    const [column = 0, row = 0, levelX, levelY] = [0, 4, 8, 12].map((at) => view.getInt32(offset + at, true));
    const tile = part.tile ?? { width: 1, height: 1 };
    const x = column * tile.width;
    const y = row * tile.height;
    if (levelX !== 0 || levelY !== 0 || x < 0 || y < 0 || x >= part.width || y >= part.height) {
        throw (0,picture/* corruptPicture */.q)('The EXR picture has tiles outside of it');
    }
    const size = { width: Math.min(tile.width, part.width - x), height: Math.min(tile.height, part.height - y) };
    return makeChunk(bytes, view, part, { x, y, ...size }, offset + 16);
}
function makeChunk(bytes, view, part, area, offset) {
    const sizeBytes = view.getUint32(offset, true);
    const start = offset + 4;
    if (start + sizeBytes > bytes.length)
        throw (0,picture/* corruptPicture */.q)('The EXR picture is cut off');
    const pixelSizeBytes = part.channels.reduce((sum, { type }) => sum + (0,exr_header/* sampleSizeBytes */.P)(type), 0);
    const rawSizeBytes = area.width * area.height * pixelSizeBytes;
    if (sizeBytes > rawSizeBytes || rawSizeBytes > sizeBytes * growthByCompression[part.compression]) {
        throw (0,picture/* corruptPicture */.q)('The EXR picture has a chunk whose size does not fit its pixels');
    }
    return { part, ...area, rawSizeBytes, data: bytes.subarray(start, start + sizeBytes) };
}

// EXTERNAL MODULE: ./src/compare/image/exr/predictor.ts
var predictor = __webpack_require__(8351);
// EXTERNAL MODULE: ./src/compare/image/exr/streams.ts
var streams = __webpack_require__(80678);
;// CONCATENATED MODULE: ./src/compare/image/exr/codecs.ts


/** The large ones are only loaded for pictures that need them. */
async function loadCodec(compression) {
    switch (compression) {
        case 'none':
            return { unpack: ({ data }) => data };
        case 'rle':
            return { unpack: ({ data, rawSizeBytes }, room) => (0,predictor/* undoPredictor */.x)((0,streams/* expandRuns */.PY)(data, rawSizeBytes), room) };
        case 'zips':
        case 'zip':
            return {
                inflate: ({ data, rawSizeBytes }) => (0,streams/* inflateExactlyAside */.mE)(data, rawSizeBytes),
                unpack: ({ data }, room) => (0,predictor/* undoPredictor */.x)(data, room),
            };
        case 'piz':
            return { unpack: (await __webpack_require__.e(/* import() */ 456).then(__webpack_require__.bind(__webpack_require__, 4456))).unpackPiz };
        case 'pxr24':
            return (await __webpack_require__.e(/* import() */ 651).then(__webpack_require__.bind(__webpack_require__, 82651))).pxr24;
        case 'b44':
        case 'b44a':
            return { unpack: (await __webpack_require__.e(/* import() */ 989).then(__webpack_require__.bind(__webpack_require__, 19989))).unpackB44 };
        case 'dwaa':
        case 'dwab':
            return { unpack: (await __webpack_require__.e(/* import() */ 120).then(__webpack_require__.bind(__webpack_require__, 39739))).unpackDwa };
    }
}

// EXTERNAL MODULE: ./src/compare/image/exr/half.ts
var half = __webpack_require__(43546);
;// CONCATENATED MODULE: ./src/compare/image/exr/exr.ts





/** Chunks of which the next is inflated while one is unpacked: as many as Node has threads for it. */
const chunksAtOnce = 4;
/**
 * Decodes an OpenEXR picture: lines or tiles, one or several parts, all compressions up to OpenEXR 3.3; no deep
 * pixels and no channels of lower resolution. Tiled files give their full-size level.
 */
async function decodeExr(bytes) {
    const header = (0,exr_header/* readExrHeader */.D)(bytes);
    const chunks = listChunks(bytes, header);
    const layers = new Map();
    for (const part of header.parts) {
        const ofPart = chunks.filter((chunk) => chunk.part === part);
        addLayers(layers, part, await unpackPart(part, ofPart));
    }
    const [{ width, height } = { width: 0, height: 0 }] = header.parts;
    const window = [...new Set(header.parts.map((part) => part.window))].join(' and ');
    return { format: 'exr', width, height, encoding: 'linear', window, layers: [...layers.values()] };
}
/** Gives the planes of the part's channels. */
async function unpackPart(part, chunks) {
    const planes = part.channels.map(() => new Float32Array(part.width * part.height));
    const { inflate, unpack } = await loadCodec(part.compression);
    const room = new Uint8Array(chunks.reduce((most, { rawSizeBytes }) => Math.max(most, rawSizeBytes), 0));
    const open = async (chunk) => {
        return { chunk, data: inflate === undefined || isStored(chunk) ? chunk.data : await inflate(chunk) };
    };
    // Opens a chunk when it is asked for one, and ends for all when one fails.
    const opening = chunks.values().map(open);
    const unpackSome = async () => {
        for (const next of opening) {
            const { chunk, data } = await next;
            const raw = isStored(chunk) ? data : unpack({ ...chunk, data }, room.subarray(0, chunk.rawSizeBytes));
            placeChunk(chunk, raw, planes);
        }
    };
    await Promise.all(Array.from({ length: chunksAtOnce }, unpackSome));
    return planes;
}
/** A chunk that compression would have made larger is stored as it is, whatever the file's compression. */
function isStored({ data, rawSizeBytes }) {
    return data.length === rawSizeBytes;
}
/** Copies a chunk's lines to where they belong in the channels' planes. */
function placeChunk({ part, x, y, width, height, rawSizeBytes }, raw, planes) {
    if (raw.length !== rawSizeBytes)
        throw (0,picture/* corruptPicture */.q)('The EXR picture has a chunk that is too short');
    const line = new ArrayBuffer(width * 4);
    let from = 0;
    for (let row = 0; row < height; row++) {
        const to = (y + row) * part.width + x;
        for (const [index, channel] of part.channels.entries()) {
            const sizeBytes = width * (0,exr_header/* sampleSizeBytes */.P)(channel.type);
            const plane = planes[index]?.subarray(to, to + width);
            if (plane)
                copyLine(raw.subarray(from, from + sizeBytes), channel.type, plane, line);
            from += sizeBytes;
        }
    }
}
/** The bytes are copied first: they may not be aligned as a view of 16 or 32 bit numbers has to be. */
function copyLine(bytes, type, plane, line) {
    if (type === 'float') {
        new Uint8Array(plane.buffer, plane.byteOffset, plane.byteLength).set(bytes);
        return;
    }
    new Uint8Array(line).set(bytes);
    if (type === 'uint') {
        plane.set(new Uint32Array(line, 0, plane.length));
        return;
    }
    const floats = (0,half/* halfToFloat */.p)();
    const halves = new Uint16Array(line, 0, plane.length);
    for (let index = 0; index < halves.length; index++)
        plane[index] = floats[halves[index] ?? 0] ?? 0;
}
/**
 * Sorts channels into layers: everything before the last dot of a name is the layer, as Blender writes
 * `ViewLayer.Combined.R`. A channel without a dot belongs to the layer of its part's name. Beside colours, others such as
 * depth (`Z`) or a mask are layers of their own, so that their values are not taken for colours or drown them.
 */
function addLayers(layers, part, planes) {
    const hasColours = part.channels.some(({ name }) => ['R', 'G', 'B', 'Y'].includes(name));
    for (const [index, { name: fullName }] of part.channels.entries()) {
        const dot = fullName.lastIndexOf('.');
        const name = fullName.slice(dot + 1);
        const prefix = dot < 0 ? part.name : fullName.slice(0, dot);
        const alone = dot < 0 && hasColours && !colourChannels.includes(name);
        const layerName = alone ? [prefix, name].filter(Boolean).join('.') : prefix;
        const layer = layers.get(layerName) ?? { name: layerName, channels: [] };
        layers.set(layerName, layer);
        if (layer.channels.some((channel) => channel.name === name)) {
            throw (0,picture/* corruptPicture */.q)(`The EXR picture has the channel ${JSON.stringify(fullName.slice(0, 80))} twice`);
        }
        layer.channels.push({ name, values: planes[index] ?? new Float32Array(0) });
        layer.channels.sort(byChannelOrder);
    }
}
const colourChannels = ['R', 'G', 'B', 'A', 'Y'];
const channelOrder = 'R G B r g b X Y Z W U V A a'.split(' ');
/** Known names as people say them, then the others. */
function byChannelOrder(a, b) {
    const [first, second] = [a, b].map(({ name }) => channelOrder.indexOf(name) + 1 || Infinity);
    return first === second ? (a.name < b.name ? -1 : 1) : (first ?? 0) - (second ?? 0);
}

// EXTERNAL MODULE: ./src/compare/image/jpeg-size.ts
var jpeg_size = __webpack_require__(88401);
;// CONCATENATED MODULE: ./src/compare/image/png-header.ts

const samplesByColourType = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const bitDepthsByColourType = {
    0: [1, 2, 4, 8, 16],
    2: [8, 16],
    3: [1, 2, 4, 8],
    4: [8, 16],
    6: [8, 16],
};
/** Reads the size and the kind of pixels; a PNG has them in its first 33 bytes. */
function readPngHeader(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.length < 33 || view.getUint32(12) !== 0x49484452)
        throw (0,picture/* corruptPicture */.q)('The PNG picture has no header');
    const [bitDepth = 0, colourType = 0, compression, filter, interlace = 0] = bytes.subarray(24, 29);
    const known = bitDepthsByColourType[colourType]?.includes(bitDepth) ?? false;
    if (!known || compression !== 0 || filter !== 0 || interlace > 1) {
        throw (0,picture/* corruptPicture */.q)(`The PNG picture has an unknown kind of pixels (${bitDepth} bits, type ${colourType})`);
    }
    const width = view.getUint32(16);
    const height = view.getUint32(20);
    (0,picture/* checkSize */.C)(width, height, colourType === 3 ? 4 : (samplesByColourType[colourType] ?? 0));
    const samples = samplesByColourType[colourType] ?? 0;
    return { width, height, bitDepth, colourType, interlaced: interlace === 1, samples };
}

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./src/compare/image/inflate.ts
var inflate = __webpack_require__(43014);
;// CONCATENATED MODULE: ./src/compare/image/png-rows.ts

/** The seven passes of Adam7: first column and row, step to the right, step down. */
const passes = [
    [0, 0, 8, 8],
    [4, 0, 8, 8],
    [0, 4, 4, 8],
    [2, 0, 4, 4],
    [0, 2, 2, 4],
    [1, 0, 2, 2],
    [0, 1, 1, 2],
];
function passesOf({ width, height }) {
    return passes
        .map(([left, top, stepX, stepY]) => ({
        ...{ left, top, stepX, stepY },
        width: Math.ceil((width - left) / stepX),
        height: Math.ceil((height - top) / stepY),
    }))
        .filter((pass) => pass.width > 0 && pass.height > 0);
}
function rowSizeBytes(width, { samples, bitDepth }) {
    return Math.ceil((width * samples * bitDepth) / 8);
}
/** Size of the inflated data: every row with its filter byte. */
function rawSizeBytes(header) {
    const areas = header.interlaced ? passesOf(header) : [header];
    return areas.reduce((sum, { width, height }) => sum + height * (1 + rowSizeBytes(width, header)), 0);
}
/** Undoes the filters of a picture that is not interlaced and gives its samples. */
function readRows(raw, header) {
    return unpack(undoFilters(raw, header.width, header.height, header), header.width, header.height, header);
}
/** The same for an Adam7 picture: each pass is a small picture of its own, spread over the whole. */
function readInterlaced(raw, header) {
    const { samples } = header;
    const length = header.width * header.height * samples;
    const values = header.bitDepth === 16 ? new Uint16Array(length) : new Uint8Array(length);
    let offset = 0;
    for (const pass of passesOf(header)) {
        const rows = undoFilters(raw.subarray(offset), pass.width, pass.height, header);
        offset += pass.height * (1 + rowSizeBytes(pass.width, header));
        const part = unpack(rows, pass.width, pass.height, header);
        for (let y = 0, from = 0; y < pass.height; y++) {
            const row = (pass.top + y * pass.stepY) * header.width;
            for (let x = 0; x < pass.width; x++) {
                const to = (row + pass.left + x * pass.stepX) * samples;
                for (let sample = 0; sample < samples; sample++)
                    values[to + sample] = part[from++] ?? 0;
            }
        }
    }
    return values;
}
/** Adds back what each row's filter took away. The result has no filter bytes. */
function undoFilters(raw, width, height, header) {
    const rowBytes = rowSizeBytes(width, header);
    const step = Math.max(1, (header.samples * header.bitDepth) / 8);
    const rows = new Uint8Array(rowBytes * height);
    for (let y = 0; y < height; y++) {
        const from = y * (rowBytes + 1);
        const row = rows.subarray(y * rowBytes, (y + 1) * rowBytes);
        row.set(raw.subarray(from + 1, from + 1 + rowBytes));
        undoFilter(raw[from] ?? 0, row, y === 0 ? new Uint8Array(rowBytes) : rows.subarray((y - 1) * rowBytes), step);
    }
    return rows;
}
function undoFilter(filter, row, above, step) {
    switch (filter) {
        case 0:
            return;
        case 1:
            for (let i = step; i < row.length; i++)
                row[i] = (row[i] ?? 0) + (row[i - step] ?? 0);
            return;
        case 2:
            for (let i = 0; i < row.length; i++)
                row[i] = (row[i] ?? 0) + (above[i] ?? 0);
            return;
        case 3:
            for (let i = 0; i < step; i++)
                row[i] = (row[i] ?? 0) + ((above[i] ?? 0) >> 1);
            for (let i = step; i < row.length; i++)
                row[i] = (row[i] ?? 0) + (((row[i - step] ?? 0) + (above[i] ?? 0)) >> 1);
            return;
        case 4:
            undoPaeth(row, above, step);
            return;
        default:
            throw (0,picture/* corruptPicture */.q)(`The PNG picture has a row with the unknown filter ${filter}`);
    }
}
/** Byte by byte of a pixel, so that the neighbours stay in registers. */
function undoPaeth(row, above, step) {
    for (let lane = 0; lane < step; lane++) {
        let left = 0;
        let corner = 0;
        for (let i = lane; i < row.length; i += step) {
            const up = above[i] ?? 0;
            const toLeft = Math.abs(up - corner);
            const toUp = Math.abs(left - corner);
            const toCorner = Math.abs(left + up - 2 * corner);
            const nearest = toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
            left = ((row[i] ?? 0) + nearest) & 0xff;
            row[i] = left;
            corner = up;
        }
    }
}
/** Rows of bytes into one value a sample: 16 bit numbers are big-endian, smaller ones start at the high bits. */
function unpack(rows, width, height, header) {
    const { bitDepth } = header;
    if (bitDepth === 8)
        return rows;
    if (bitDepth === 16) {
        const swapped = Buffer.from(rows.buffer, rows.byteOffset, rows.byteLength).swap16();
        return new Uint16Array(swapped.buffer, swapped.byteOffset, swapped.length / 2);
    }
    const rowBytes = rowSizeBytes(width, header);
    const values = new Uint8Array(width * height);
    const mask = 2 ** bitDepth - 1;
    for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
            const bit = x * bitDepth;
            values[y * width + x] = ((rows[y * rowBytes + (bit >> 3)] ?? 0) >> (8 - bitDepth - (bit & 7))) & mask;
        }
    }
    return values;
}

// EXTERNAL MODULE: ./src/compare/image/samples.ts
var image_samples = __webpack_require__(75010);
;// CONCATENATED MODULE: ./src/compare/image/png.ts






/*
 * PNG as the W3C recommendation (third edition) defines it. Written on node:zlib because its inflate takes a limit for
 * the output and is twice as fast as those in JavaScript.
 */
/** No deflate stream grows by more than this factor. */
const maxInflation = 1032;
async function decodePng(bytes) {
    const chunks = readChunks(bytes);
    const header = readPngHeader(bytes);
    const data = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map((chunk) => chunk.data));
    const sizeBytes = rawSizeBytes(header);
    if (sizeBytes > data.length * maxInflation) {
        throw (0,picture/* corruptPicture */.q)(`The PNG picture has too few bytes for its ${header.width}×${header.height} pixels`);
    }
    const raw = await (0,inflate/* inflateAside */.i)(data, sizeBytes);
    if (raw.length !== sizeBytes)
        throw (0,picture/* corruptPicture */.q)('The PNG picture ends before its last row');
    const stored = header.interlaced ? readInterlaced(raw, header) : readRows(raw, header);
    const samples = expand(stored, header, chunkData(chunks, 'PLTE'), chunkData(chunks, 'tRNS'));
    if (samples.channels === 2 || samples.channels === 4)
        (0,image_samples/* multiplyByAlpha */.k9)(samples);
    return { format: 'png', width: header.width, height: header.height, encoding: 'display', layers: [(0,image_samples/* toLayer */.ZW)(samples)] };
}
function readChunks(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const chunks = [];
    for (let offset = 8;;) {
        if (offset + 12 > bytes.length)
            throw (0,picture/* corruptPicture */.q)('The PNG picture is cut off');
        const end = offset + 8 + view.getUint32(offset);
        if (end + 4 > bytes.length)
            throw (0,picture/* corruptPicture */.q)('The PNG picture is cut off');
        const type = Buffer.from(bytes.subarray(offset + 4, offset + 8)).toString('latin1');
        if ((0,external_node_zlib_.crc32)(bytes.subarray(offset + 4, end)) !== view.getUint32(end)) {
            throw (0,picture/* corruptPicture */.q)('The PNG picture is damaged: a checksum does not fit its data');
        }
        if (type === 'IEND')
            return chunks;
        chunks.push({ type, data: bytes.subarray(offset + 8, end) });
        offset = end + 4;
    }
}
function chunkData(chunks, type) {
    return chunks.find((chunk) => chunk.type === type)?.data;
}
/** Brings palettes, fewer than 8 bits and single transparent colours into plain 8 or 16 bit channels. */
function expand(stored, header, palette, transparency) {
    if (header.colourType === 3) {
        if (palette === undefined)
            throw (0,picture/* corruptPicture */.q)('The PNG picture has no palette');
        return applyPalette(stored, palette, transparency);
    }
    if (transparency !== undefined && (header.colourType === 0 || header.colourType === 2)) {
        return applyTransparentColour(stored, header, transparency);
    }
    const { bitDepth, samples } = header;
    const values = bitDepth < 8 ? stored.map((value) => (value * 255) / (2 ** bitDepth - 1)) : stored;
    return { values, channels: samples };
}
function applyPalette(indices, palette, alphas) {
    const channels = alphas === undefined ? 3 : 4;
    const values = new Uint8Array(indices.length * channels);
    for (let pixel = 0; pixel < indices.length; pixel++) {
        const index = indices[pixel] ?? 0;
        if (index * 3 + 3 > palette.length)
            throw (0,picture/* corruptPicture */.q)('The PNG picture uses a colour that its palette lacks');
        values.set(palette.subarray(index * 3, index * 3 + 3), pixel * channels);
        if (alphas !== undefined)
            values[pixel * channels + 3] = alphas[index] ?? 255;
    }
    return { values, channels };
}
/** A grey or RGB picture of which one colour is transparent: gets an alpha channel. */
function applyTransparentColour(stored, header, transparency) {
    const { samples, bitDepth } = header;
    if (transparency.length < samples * 2)
        throw (0,picture/* corruptPicture */.q)('The PNG picture has half a transparent colour');
    const colour = Array.from({ length: samples }, (_, index) => Buffer.from(transparency).readUInt16BE(index * 2));
    const pixels = stored.length / samples;
    const values = bitDepth === 16 ? new Uint16Array(pixels * (samples + 1)) : new Uint8Array(pixels * (samples + 1));
    const full = 2 ** bitDepth - 1;
    const scale = bitDepth < 8 ? 255 / full : 1;
    for (let pixel = 0, to = 0; pixel < pixels; pixel++) {
        const from = pixel * samples;
        const transparent = colour.every((value, index) => stored[from + index] === value);
        for (let index = 0; index < samples; index++)
            values[to++] = (stored[from + index] ?? 0) * scale;
        values[to++] = transparent ? 0 : full * scale;
    }
    return { values, channels: samples + 1 };
}

;// CONCATENATED MODULE: ./src/compare/image/decode.ts







/** How the text starts that stands for a file which Git LFS has not brought. */
const lfsStart = 'version https://git-lfs';
/** The format by a file's first bytes; names and extensions are not trusted. */
function detectFormat(bytes) {
    const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 8)).toString('latin1');
    if (start === '\x89PNG\r\n\x1a\n')
        return 'png';
    if (start.startsWith('\xff\xd8\xff'))
        return 'jpeg';
    if (start.startsWith('II*\0') || start.startsWith('MM\0*'))
        return 'tiff';
    if (start.startsWith('\x76\x2f\x31\x01'))
        return 'exr';
    return undefined;
}
/**
 * Decodes a PNG, JPEG, TIFF or EXR picture into floats.
 *
 * The bytes may come from anywhere: memory and time stay within a small multiple of what {@link decodedSizeBytes} tells,
 * a file has to be large enough for the size that it claims, and whatever is wrong with them ends in a {@link RenderError} of kind `corrupt-result`.
 */
async function decodePicture(bytes) {
    const format = detectFormat(bytes);
    if (format === undefined) {
        if (bytes.length === 0)
            throw (0,picture/* corruptPicture */.q)('The file is empty');
        if (Buffer.from(bytes.subarray(0, lfsStart.length)).toString('latin1') === lfsStart) {
            throw (0,picture/* corruptPicture */.q)('The file is a Git LFS pointer', { hint: 'Check out with lfs: true, or run git lfs pull.' });
        }
        throw (0,picture/* corruptPicture */.q)('The file is not a PNG, JPEG, TIFF or EXR picture', {
            hint: "Choose one of these formats in the .blend's output settings.",
        });
    }
    try {
        return await decodeAs(format, bytes);
    }
    catch (error) {
        if (error instanceof errors/* RenderError */.vH)
            throw error;
        // Reads past the end (RangeError) and broken streams (zlib) surface here: both mean damaged bytes.
        throw (0,picture/* corruptPicture */.q)(`The ${format.toUpperCase()} picture is damaged: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
    }
}
/** How much the values of a picture will take, by what its header claims; 0 when {@link decodePicture} will refuse it. */
async function decodedSizeBytes(bytes) {
    try {
        const { width, height, channels } = await readSize(bytes);
        return width * height * channels * Float32Array.BYTES_PER_ELEMENT;
    }
    catch {
        return 0;
    }
}
async function readSize(bytes) {
    switch (detectFormat(bytes)) {
        case 'png':
            return { ...readPngHeader(bytes), channels: 4 };
        case 'jpeg':
            return { ...(0,jpeg_size/* readJpegSize */.W)(bytes), channels: 3 };
        case 'tiff': {
            const { width, height, samples } = (await __webpack_require__.e(/* import() */ 964).then(__webpack_require__.bind(__webpack_require__, 4964))).readTiffDirectory(bytes);
            return { width, height, channels: samples };
        }
        case 'exr': {
            const { parts } = (0,exr_header/* readExrHeader */.D)(bytes);
            const channels = parts.reduce((sum, part) => sum + part.channels.length, 0);
            return { width: parts[0]?.width ?? 0, height: parts[0]?.height ?? 0, channels };
        }
        case undefined:
            return { width: 0, height: 0, channels: 0 };
    }
}
async function decodeAs(format, bytes) {
    switch (format) {
        case 'png':
            return decodePng(bytes);
        case 'exr':
            return decodeExr(bytes);
        case 'jpeg':
            return (await Promise.all(/* import() */[__webpack_require__.e(598), __webpack_require__.e(687)]).then(__webpack_require__.bind(__webpack_require__, 84687))).decodeJpeg(bytes);
        case 'tiff':
            return (await __webpack_require__.e(/* import() */ 442).then(__webpack_require__.bind(__webpack_require__, 40442))).decodeTiff(bytes);
    }
}

// EXTERNAL MODULE: ./src/quantities.ts
var quantities = __webpack_require__(85602);
;// CONCATENATED MODULE: ./src/compare/numbers.ts
/** Three significant digits without trailing zeros: `0.016`, `1.25`, `3`, `1e+10`. */
function formatNumber(value) {
    return String(Number(value.toPrecision(3)));
}

;// CONCATENATED MODULE: ./src/compare/passes.ts
const passes_colourChannels = ['R', 'G', 'B', 'A', 'Y'];
// A square root lifted off zero: slope 11.7 there (sRGB's is 12.9), 1 at 1.
const lift = 0.002;
const liftRoot = Math.sqrt(lift);
const stretch = 1 / (Math.sqrt(1 + lift) - liftRoot);
const slopeAtOne = stretch / (2 * Math.sqrt(1 + lift));
/**
 * Tells from the names what a layer holds. Blender's passes: `Combined`, `DiffDir`, `Emit` … have R, G, B and A;
 * `Depth` has Z (V since Blender 4); `Normal` X, Y and Z; all others (`Vector`, `UV`, `Position`, `IndexOB`, `Mist`,
 * Cryptomatte with its lower-case r, g, b, a) are data.
 */
function purposeOf(layer) {
    // The view layer's name says nothing; a stereo view's comes last.
    const pass = layer.name.slice(layer.name.indexOf('.') + 1);
    if (layer.channels.every(({ name }) => passes_colourChannels.includes(name)))
        return 'colour';
    if (/normal/i.test(pass))
        return 'normal';
    const isOnlyDepth = layer.channels.length === 1 && ['Z', 'V'].includes(layer.channels[0]?.name ?? '');
    if (/depth/i.test(pass) || (isOnlyDepth && /(^|\.)Z$|^$/.test(pass)))
        return 'depth';
    return 'data';
}
/** Whether a channel tells how much of the pixel is covered, which is not a colour. */
function isAlpha(channelName) {
    return channelName === 'A';
}
function scaleOf(purpose, encoding, channelName) {
    switch (purpose) {
        case 'colour':
            return encoding === 'linear' && !isAlpha(channelName) ? 'light' : 'plain';
        case 'depth':
            return 'relative';
        case 'normal':
            return 'direction';
        case 'data':
            return 'data';
    }
}
/** The signed difference of two finite values. A switch and no closures: it runs for every value of a picture. */
function differenceOn(scale, a, b) {
    switch (scale) {
        case 'plain':
            return a - b;
        case 'light':
            return encodeLight(a) - encodeLight(b);
        case 'relative':
            return (a - b) / Math.max(Math.abs(a), Math.abs(b));
        case 'direction':
            return (a - b) / 2;
        // `data`. Without a default the result might be undefined, and each number would be boxed for that.
        default:
            return (a - b) / Math.max(1, Math.abs(a), Math.abs(b));
    }
}
/**
 * Brings a value proportional to light to about the scale of a display: close to the sRGB curve from 0 to 1, and the
 * logarithm above, where equal ratios look equally different.
 */
function encodeLight(value) {
    const size = Math.abs(value);
    const encoded = size <= 1 ? (Math.sqrt(size + lift) - liftRoot) * stretch : 1 + slopeAtOne * Math.log(size);
    return value < 0 ? -encoded : encoded;
}
/** How many times larger than the plain difference one on the scale can be. */
function steepness(scale) {
    switch (scale) {
        case 'light':
            return stretch / (2 * liftRoot);
        case 'relative':
            return Infinity;
        case 'plain':
        case 'direction':
        case 'data':
            return 1;
    }
}

;// CONCATENATED MODULE: ./src/compare/measure.ts

/** Values that are added up at a time. */
const blockLength = 4096;
/**
 * Measures the difference of two layers. The figures are those of `idiff` (OpenImageIO): all channels with equal
 * weight, differences in single precision, the peak of the PSNR the largest value of both, at least 1. Values that are
 * not finite count for themselves and are left out of the figures.
 */
function measureLayers(baseline, candidate, purpose, encoding, threshold) {
    const totals = { sum: 0, sumOfSquares: 0, max: 0, peak: 1, nonFinite: 0, exceeds: false };
    for (const [index, { name, values }] of baseline.channels.entries()) {
        const others = candidate.channels[index]?.values ?? new Float32Array(0);
        // A picture compared with itself needs no look at its values.
        if (others !== values)
            addChannel(totals, values, others, scaleOf(purpose, encoding, name), threshold);
    }
    const { sum, sumOfSquares, max, peak, nonFinite } = totals;
    const values = baseline.channels.reduce((count, channel) => count + channel.values.length, 0);
    const rms = Math.sqrt(sumOfSquares / values);
    const psnr = nonFinite > 0 ? undefined : rms === 0 ? Infinity : 20 * Math.log10(peak / rms);
    const identical = max === 0 && nonFinite === 0;
    const exceeds = totals.exceeds || (nonFinite > 0 && threshold < 1);
    return { mean: sum / values, rms, psnr, max, nonFinite, identical, exceeds };
}
function addChannel(totals, values, others, scale, threshold) {
    for (let start = 0; start < values.length; start += blockLength) {
        const a = values.subarray(start, start + blockLength);
        const b = others.subarray(start, start + blockLength);
        const max = addFinite(totals, a, b) ?? addAny(totals, a, b);
        if (!totals.exceeds && max * steepness(scale) > threshold)
            totals.exceeds = exceeds(a, b, scale, threshold);
    }
}
/**
 * Adds a block in which every value is finite, and gives its largest difference; undefined, and nothing added, if there
 * are others. Without a test in the loop it takes half the time, and nearly all blocks are like that.
 */
function addFinite(totals, a, b) {
    let sum = 0;
    let sumOfSquares = 0;
    let max = 0;
    let { peak } = totals;
    for (let index = 0; index < a.length; index++) {
        const first = a[index] ?? 0;
        const second = b[index] ?? 0;
        const difference = Math.abs(Math.fround(first - second));
        sum += difference;
        sumOfSquares += difference * difference;
        max = Math.max(max, difference);
        peak = Math.max(peak, first, second);
    }
    // A value that is not finite makes the sum NaN or infinite.
    if (!Number.isFinite(sum))
        return undefined;
    totals.sum += sum;
    totals.sumOfSquares += sumOfSquares;
    totals.max = Math.max(totals.max, max);
    totals.peak = peak;
    return max;
}
/** The same for a block with values that are not finite. */
function addAny(totals, a, b) {
    let max = 0;
    for (let index = 0; index < a.length; index++) {
        const first = a[index] ?? 0;
        const second = b[index] ?? 0;
        const difference = first === second ? 0 : Math.abs(Math.fround(first - second));
        if (Number.isNaN(first) && Number.isNaN(second))
            continue;
        if (!Number.isFinite(difference)) {
            totals.nonFinite++;
            continue;
        }
        totals.sum += difference;
        totals.sumOfSquares += difference * difference;
        if (Number.isFinite(first))
            totals.peak = Math.max(totals.peak, first, second);
        max = Math.max(max, difference);
    }
    totals.max = Math.max(totals.max, max);
    return max;
}
function exceeds(a, b, scale, threshold) {
    for (let index = 0; index < a.length; index++) {
        const first = a[index] ?? 0;
        const second = b[index] ?? 0;
        const error = first === second ? 0 : Math.abs(differenceOn(scale, first, second));
        if (error > threshold && error < Infinity)
            return true;
    }
    return false;
}
/**
 * For each pixel the size of the largest difference of its channels on their scale (see passes.ts). 1 where exactly one
 * of the two is not finite.
 */
function errorsOf(baseline, candidate, purpose, encoding) {
    const errors = new Float32Array(baseline.channels[0]?.values.length ?? 0);
    for (const [index, { name, values }] of baseline.channels.entries()) {
        const others = candidate.channels[index]?.values ?? new Float32Array(0);
        takeLarger(errors, values, others, scaleOf(purpose, encoding, name));
    }
    return errors;
}
function takeLarger(errors, values, others, scale) {
    for (let pixel = 0; pixel < errors.length; pixel++) {
        const error = Math.abs(errorOn(scale, values[pixel] ?? 0, others[pixel] ?? 0));
        const before = errors[pixel] ?? 0;
        // Which one is larger is a coin toss in noise: with a branch, most of the time would go into guessing it wrong.
        const isLarger = Number(error > before);
        errors[pixel] = isLarger * error + (1 - isLarger) * before;
    }
}
/** The same of each channel for itself and with its sign, baseline minus candidate. */
function channelErrorsOf(baseline, candidate, purpose, encoding) {
    const pairs = baseline.channels.map(({ name, values }, index) => ({
        values,
        others: candidate.channels[index]?.values ?? new Float32Array(0),
        scale: scaleOf(purpose, encoding, name),
    }));
    return {
        channels: pairs.length,
        read: (channel, pixel, length, target, at) => {
            const pair = pairs[channel];
            return pair !== undefined && subtract(pair.values, pair.others, pair.scale, pixel, length, target, at);
        },
    };
}
function subtract(values, others, scale, pixel, length, target, at) {
    let differs = false;
    for (let index = 0; index < length; index++) {
        const error = errorOn(scale, values[pixel + index] ?? 0, others[pixel + index] ?? 0);
        target[at + index] = error;
        if (error !== 0)
            differs = true;
    }
    return differs;
}
function errorOn(scale, a, b) {
    if (a === b)
        return 0;
    if (Math.abs(a - b) < Infinity)
        return differenceOn(scale, a, b);
    return Number.isNaN(a) && Number.isNaN(b) ? 0 : 1;
}
/** The pixels whose error is larger than `threshold`: how many, and the sum of their errors. */
function sumFailing(errors, threshold) {
    let count = 0;
    let strength = 0;
    for (let pixel = 0; pixel < errors.length; pixel++) {
        const error = errors[pixel] ?? 0;
        if (error <= threshold)
            continue;
        count++;
        strength += error;
    }
    return { count, strength };
}

;// CONCATENATED MODULE: ./src/compare/cells.ts
/** A picture is divided into cells of this many pixels each way. */
const cellSize = 8;
/** The cells in `marked` and those around them. */
function spread(marked, cells) {
    const all = new Uint8Array(marked.length);
    for (let cell = 0; cell < marked.length; cell++) {
        if (marked[cell] !== 1)
            continue;
        const { first, last, width } = around(cells, cell);
        for (let row = first; row <= last; row += cells.columns)
            all.fill(1, row, row + width);
    }
    return all;
}
/** The cells around `cell`, itself included: `width` of them from the first on, and so in each row up to the last. */
function around({ columns, rows }, cell) {
    const column = cell % columns;
    const row = (cell - column) / columns;
    const left = Math.max(0, column - 1);
    return {
        first: Math.max(0, row - 1) * columns + left,
        last: Math.min(rows - 1, row + 1) * columns + left,
        width: Math.min(columns - 1, column + 1) - left + 1,
    };
}

;// CONCATENATED MODULE: ./src/compare/windows.ts

/*
 * Windows of nine pixels in a plane of errors: their energy, and what averaging leaves of it.
 */
/** Pixels around a cell that are averaged with its own. */
const margin = 4;
const windowPixels = 9;
/** Where a shape's pixels and windows lie in a plane, from a cell's first pixel. */
function toIndexes({ offsets, step }, stride) {
    const centres = [];
    for (let y = step.y >> 1; y < cellSize; y += step.y) {
        for (let x = step.x >> 1; x < cellSize; x += step.x)
            centres.push(y * stride + x);
    }
    return { offsets: Int32Array.from(offsets, ([x, y]) => y * stride + x), centres: Int32Array.from(centres) };
}
/** Adds the windows of one shape that are centred in the cell whose first pixel is at `origin`. */
function addWindows(plane, origin, offsets, centres, { left, whole }, cell) {
    let leftEnergy = 0;
    let energy = 0;
    for (let centre = 0; centre < centres.length; centre++) {
        const at = origin + (centres[centre] ?? 0);
        let sum = 0;
        for (let index = 0; index < offsets.length; index++) {
            const error = plane[at + (offsets[index] ?? 0)] ?? 0;
            sum += error;
            energy += error * error;
        }
        leftEnergy += (sum * sum) / windowPixels;
    }
    left[cell] = (left[cell] ?? 0) + leftEnergy;
    whole[cell] = (whole[cell] ?? 0) + energy;
}
/** The same for blocks of 3×3 around every pixel, which share their columns: noise goes through this and nothing else. */
function addBlocks(plane, origin, stride, { left, whole }, cell) {
    let leftEnergy = 0;
    let energy = 0;
    for (let y = 0; y < cellSize; y++) {
        let [sum1, sum2, squares1, squares2] = [0, 0, 0, 0];
        let at = origin + y * stride - 1;
        for (let column = 0; column < cellSize + 2; column++, at++) {
            const above = plane[at - stride] ?? 0;
            const here = plane[at] ?? 0;
            const below = plane[at + stride] ?? 0;
            const sum = above + here + below;
            const squares = above * above + here * here + below * below;
            if (column > 1) {
                leftEnergy += (sum1 + sum2 + sum) ** 2;
                energy += squares1 + squares2 + squares;
            }
            sum1 = sum2;
            sum2 = sum;
            squares1 = squares2;
            squares2 = squares;
        }
    }
    left[cell] = (left[cell] ?? 0) + leftEnergy / windowPixels;
    whole[cell] = (whole[cell] ?? 0) + energy;
}

;// CONCATENATED MODULE: ./src/compare/coherence.ts


/*
 * Tells a change from noise. Renders of the same scene with another seed differ in most pixels, and by much more than
 * an object that moved changes on average; but noise is independent from pixel to pixel and a change is not. Averaged
 * over nine pixels, the energy of independent errors falls to 1/9, that of a change stays nearly what it was. Blocks of
 * 3×3 pixels show areas; a line that is one pixel wide keeps a third of its energy in them and all of it in a row, a
 * column or a diagonal of nine. Channels are averaged apart: from red to blue, two of them change in opposite directions.
 */
/*
 * In Cycles renders of 4 to 64 samples with different seeds, no cell kept more than 0.33 in blocks (typically 0.11), of
 * any pass; the cells of a moved object keep 0.4 to 1, even where it is 5 pixels wide and as strong as the noise around
 * it. Noise is itself in a line along the edges of things, where few values are averaged: it kept up to 0.59 there.
 */
/** Its windows are added by `addBlocks`. */
const block = { offsets: [], step: { x: 1, y: 1 }, least: 0.35 };
const along = [-4, -3, -2, -1, 0, 1, 2, 3, 4];
const lines = [
    { offsets: along.map((i) => [i, 0]), step: { x: 4, y: 1 }, least: 0.65 },
    { offsets: along.map((i) => [0, i]), step: { x: 1, y: 4 }, least: 0.65 },
    { offsets: along.map((i) => [i, i]), step: { x: 1, y: 4 }, least: 0.65 },
    { offsets: along.map((i) => [i, -i]), step: { x: 1, y: 4 }, least: 0.65 },
];
/** Lines keep more than this in blocks, a quarter where there is no noise: the rest need not be looked through for them. */
const leastOfLine = 0.175;
/**
 * Finds the cells that are part of a change among those marked in `failing`: averaging leaves much of the energy in them
 * and their neighbours, and an average error of at least `leastError` in themselves. Beside a changed cell, a noisy one
 * would count as changed too.
 */
function findChanged(errors, size, cells, failing, leastError) {
    const measure = (shapes, marked) => measureCoherence(shapes, errors, size, cells, spread(marked, cells));
    const blocks = measure([block], failing);
    const isLike = (coherence, cell) => shareIn(coherence, cells, cell) > leastOfLine;
    const suspects = failing.map((fails, cell) => Number(fails === 1 && blocks.some((each) => isLike(each, cell))));
    const all = [...blocks, ...(suspects.includes(1) ? measure(lines, suspects) : [])];
    return suspects.map((suspect, cell) => Number(suspect === 1 && all.some((coherence) => isChanged(coherence, cells, cell, leastError))));
}
function isChanged(coherence, cells, cell, leastError) {
    const { step, least } = coherence.shape;
    const windows = cellSize ** 2 / (step.x * step.y);
    const own = Math.sqrt((coherence.left[cell] ?? 0) / windowPixels / windows);
    return own > leastError && shareIn(coherence, cells, cell) > least;
}
/** The share of the energy that averaging leaves in a cell and its neighbours. */
function shareIn({ left, whole }, cells, cell) {
    let leftEnergy = 0;
    let energy = 0;
    const { first, last, width } = around(cells, cell);
    for (let row = first; row <= last; row += cells.columns) {
        for (let near = row; near < row + width; near++) {
            leftEnergy += left[near] ?? 0;
            energy += whole[near] ?? 0;
        }
    }
    return leftEnergy / Math.max(Number.MIN_VALUE, energy);
}
/** Measures cells marked in `wanted`. Outside of the picture errors are zero, which changes no share. */
function measureCoherence(shapes, errors, size, cells, wanted) {
    const stride = cells.columns * cellSize + 2 * margin;
    const plane = new Float32Array(stride * (cells.rows * cellSize + 2 * margin));
    const measured = shapes.map((shape) => {
        const [left, whole] = [new Float64Array(wanted.length), new Float64Array(wanted.length)];
        return { shape, left, whole, ...toIndexes(shape, stride) };
    });
    const touched = spread(wanted, cells);
    for (let channel = 0; channel < errors.channels; channel++) {
        let differs = false;
        for (let cell = 0; cell < touched.length; cell++) {
            if (touched[cell] === 1 && readCell(errors, channel, size, cells, cell, plane, stride))
                differs = true;
        }
        // Alpha mostly does not.
        if (!differs)
            continue;
        for (let cell = 0; cell < wanted.length; cell++) {
            if (wanted[cell] !== 1)
                continue;
            const origin = originOf(cells, cell, stride);
            for (const each of measured) {
                if (each.shape === block)
                    addBlocks(plane, origin, stride, each, cell);
                else
                    addWindows(plane, origin, each.offsets, each.centres, each, cell);
            }
        }
    }
    return measured;
}
function originOf({ columns }, cell, stride) {
    return (Math.floor(cell / columns) * cellSize + margin) * stride + (cell % columns) * cellSize + margin;
}
function readCell(errors, channel, { width, height }, cells, cell, plane, stride) {
    const x = (cell % cells.columns) * cellSize;
    const top = Math.floor(cell / cells.columns) * cellSize;
    const origin = originOf(cells, cell, stride);
    const length = Math.min(cellSize, width - x);
    let differs = false;
    for (let line = 0; line < Math.min(cellSize, height - top); line++) {
        const some = errors.read(channel, (top + line) * width + x, length, plane, origin + line * stride);
        differs ||= some;
    }
    return differs;
}

;// CONCATENATED MODULE: ./src/compare/regions.ts


/*
 * A change is where cells of 8×8 pixels have failing pixels that are not noise (see coherence.ts); cells that touch are
 * one region. A denoiser or a blur makes noise hang together: it passes only as far as it stays below the threshold.
 */
const maxRegions = 50;
/** Finds the connected places whose errors are above `threshold` and not noise; strongest first, at most 50. */
function findRegions(errors, threshold) {
    const columns = Math.ceil(errors.width / cellSize);
    const grid = { ...errors, columns, rows: Math.ceil(errors.height / cellSize) };
    const failing = markFailing(grid, threshold);
    const changed = findChanged(errors.byChannel, errors, grid, failing, threshold / 2);
    const regions = [];
    for (let cell = 0; cell < changed.length; cell++) {
        if (changed[cell] === 1)
            regions.push(measureRegion(grid, takeConnected(grid, changed, cell), threshold));
    }
    return regions.sort((a, b) => b.strength - a.strength).slice(0, maxRegions);
}
/** Marks the cells that have failing pixels. */
function markFailing({ largest, width, height, columns, rows }, threshold) {
    const failing = new Uint8Array(columns * rows);
    for (let y = 0, pixel = 0; y < height; y++) {
        const row = Math.floor(y / cellSize) * columns;
        for (let x = 0; x < width; x++, pixel++) {
            if ((largest[pixel] ?? 0) > threshold)
                failing[row + Math.floor(x / cellSize)] = 1;
        }
    }
    return failing;
}
/** Collects the changed cells that touch, corners included, and marks them as taken. */
function takeConnected(grid, changed, start) {
    const cells = [start];
    changed[start] = 0;
    for (const cell of cells) {
        const { first, last, width } = around(grid, cell);
        for (let row = first; row <= last; row += grid.columns) {
            for (let near = row; near < row + width; near++) {
                if (changed[near] !== 1)
                    continue;
                changed[near] = 0;
                cells.push(near);
            }
        }
    }
    return cells;
}
/** The box around the failing pixels of some cells. */
function measureRegion(grid, cells, threshold) {
    const { largest, width, height, columns } = grid;
    let [left, top, right, bottom, pixels, strength] = [width, height, 0, 0, 0, 0];
    for (const cell of cells) {
        const cellLeft = (cell % columns) * cellSize;
        const cellTop = Math.floor(cell / columns) * cellSize;
        for (let y = cellTop; y < Math.min(cellTop + cellSize, height); y++) {
            for (let x = cellLeft; x < Math.min(cellLeft + cellSize, width); x++) {
                const error = largest[y * width + x] ?? 0;
                if (error <= threshold)
                    continue;
                left = Math.min(left, x);
                top = Math.min(top, y);
                right = Math.max(right, x + 1);
                bottom = Math.max(bottom, y + 1);
                pixels++;
                strength += error;
            }
        }
    }
    return { x: left, y: top, width: right - left, height: bottom - top, pixels, strength };
}

;// CONCATENATED MODULE: ./src/compare/judge.ts




/** Noise of another strength than the baseline's is a change: a fifth more or less is, and other seeds are within 6 %. */
const maxRoughnessRatio = 1.3;
/**
 * Judges a measured difference by `limits`, in this order:
 *
 * 1. `same` if every value is.
 * 2. `different` if a value differs by more than `maxError`, as NaN does from any.
 * 3. `different` if a connected region of failing pixels that is not noise (see regions.ts) is stronger than `region`,
 *    however few pixels it has: an object that moved, appeared or changed its colour.
 * 4. `within-tolerance` if no more than `failing` of the pixels fail.
 * 5. `within-tolerance` if they are noise: nothing but independent errors with an RMS up to `noise`, as another seed
 *    makes them, and the candidate as noisy as the baseline.
 * 6. `different` otherwise.
 *
 * The errors and the noise are only worked out when a step needs them.
 */
function judge(measurement, limits, picture) {
    if (measurement.identical) {
        return { verdict: 'same', reason: 'Every pixel is the same.', failing: 0, suspicious: false, regions: [] };
    }
    const errors = measurement.exceeds ? picture.errors() : new Float32Array(0);
    const { count, strength: total } = sumFailing(errors, limits.threshold);
    const failing = count / Math.max(1, errors.length);
    // No region is stronger than all of them together.
    const found = total > limits.region
        ? findRegions({ ...picture, largest: errors, byChannel: picture.channelErrors }, limits.threshold)
        : [];
    const strong = found.filter(({ strength }) => strength > limits.region);
    const share = describeShare(failing, limits, measurement.nonFinite);
    const spread = strong.length > 0 ? 'region' : 'noise';
    const common = { failing, ...(failing > 0 ? { spread } : {}), regions: strong.map(withoutStrength) };
    const tooFar = limits.maxError !== undefined && (measurement.max > limits.maxError || measurement.nonFinite > 0);
    const suspicious = tooFar || strong.length > 0 || failing > limits.failing;
    const decide = (verdict, reason) => limits.ignore === true
        ? {
            ...common,
            verdict: 'within-tolerance',
            suspicious: false,
            reason: `${reason} Ignored as the tolerance says.`,
        }
        : { ...common, verdict, suspicious, reason };
    if (tooFar) {
        const max = measurement.max > (limits.maxError ?? 0) ? formatNumber(measurement.max) : 'something that is no number';
        const allowed = formatNumber(limits.maxError ?? 0);
        return decide('different', `A value differs by ${max} (allowed: ${allowed}); ${share}.`);
    }
    if (strong.length > 0)
        return decide('different', `${share}, ${describeRegions(strong)}.`);
    if (failing <= limits.failing)
        return decide('within-tolerance', `${share}.`);
    return decide(...judgeNoise(errors, limits, share, picture.roughness));
}
function judgeNoise(errors, limits, share, roughness) {
    if (limits.noise === 0)
        return ['different', `${share}, spread over the picture.`];
    const rms = rootMeanSquare(errors);
    const noise = `RMS ${formatNumber(rms)}, allowed: ${formatNumber(limits.noise)}`;
    if (rms > limits.noise)
        return ['different', `${share}, as strong noise (${noise}).`];
    const ratio = roughness(errors);
    if (ratio > maxRoughnessRatio || ratio < 1 / maxRoughnessRatio) {
        const comparison = ratio > 1 ? `${formatNumber(ratio)} times stronger` : `${formatNumber(1 / ratio)} times weaker`;
        return ['different', `${share} as noise, which is ${comparison} than in the baseline.`];
    }
    return ['within-tolerance', `${share}, but only as noise (${noise}) and nowhere together.`];
}
function rootMeanSquare(errors) {
    let sum = 0;
    for (let pixel = 0; pixel < errors.length; pixel++)
        sum += (errors[pixel] ?? 0) ** 2;
    return Math.sqrt(sum / errors.length);
}
function describeShare(failing, limits, nonFinite) {
    const { threshold } = limits;
    const share = failing === 0 ? 'No pixel differs' : `${(0,quantities/* formatShare */.T1)(failing)} of the pixels differ`;
    const allowed = failing === 0 ? '' : ` (allowed: ${(0,quantities/* formatShare */.T1)(limits.failing)})`;
    const broken = nonFinite === 0 ? '' : `, ${nonFinite} values are NaN or infinite in one of the two`;
    return `${share} by more than ${formatNumber(threshold)}${allowed}${broken}`;
}
function describeRegions(regions) {
    const [{ x, y, width, height } = { x: 0, y: 0, width: 0, height: 0 }] = regions;
    const place = `${width}×${height} at ${x},${y}`;
    if (regions.length === 1)
        return `in a region of ${place}`;
    const count = regions.length < maxRegions ? regions.length : `at least ${maxRegions}`;
    return `in ${count} regions, the strongest of ${place}`;
}
function withoutStrength({ x, y, width, height, pixels }) {
    return { x, y, width, height, pixels };
}

;// CONCATENATED MODULE: ./src/compare/light.ts

/** Larger pictures are seen reduced: no screen shows them pixel by pixel, and FLIP takes a second for two million. */
const maxViewedPixels = 2 ** 22;
let decoded;
/** sRGB to light for all 16 bit values; 8 bit ones are among them. */
function decodeTable() {
    decoded ??= Float32Array.from({ length: 0x10000 }, (_, index) => {
        const value = index / 0xffff;
        return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return decoded;
}
/**
 * The layer's red, green and blue as light, 0 … 1, as a screen would show them: display values decoded from sRGB, linear
 * ones clipped. Pictures of more than four million pixels are averaged down.
 */
function lightOf({ channels }, width, height, encoding) {
    let factor = 1;
    while ((width * height) / factor ** 2 > maxViewedPixels)
        factor++;
    const size = { width: Math.floor(width / factor), height: Math.floor(height / factor) };
    const planes = emptyPlanes(size.width * size.height);
    const table = decodeTable();
    for (const [index, plane] of planes.entries()) {
        // Grey pictures have one colour for all three.
        const source = (channels.length >= 3 ? channels[index] : channels[0])?.values ?? new Float32Array(0);
        for (let to = 0, top = 0; top < size.height * factor; top += factor) {
            for (let left = 0; left < size.width * factor; left += factor, to++) {
                let sum = 0;
                for (let y = top; y < top + factor; y++) {
                    for (let pixel = y * width + left; pixel < y * width + left + factor; pixel++) {
                        const value = source[pixel] ?? 0;
                        // NaN counts as black; the metrics count it apart.
                        const clipped = value > 0 ? Math.min(1, value) : 0;
                        sum += encoding === 'linear' ? clipped : (table[Math.round(clipped * 0xffff)] ?? 0);
                    }
                }
                plane[to] = sum / factor ** 2;
            }
        }
    }
    return { planes, ...size };
}

;// CONCATENATED MODULE: ./src/compare/mismatch.ts

/** Why two pictures cannot be laid over each other; undefined if they can. */
function findMismatch(baseline, candidate) {
    if (baseline.width !== candidate.width || baseline.height !== candidate.height) {
        return `The picture has ${sizeOf(candidate)} pixels, the baseline ${sizeOf(baseline)}.`;
    }
    if (baseline.encoding !== candidate.encoding) {
        return `The picture is ${describe(candidate)}, the baseline ${describe(baseline)}.`;
    }
    if (baseline.window !== undefined && candidate.window !== undefined && baseline.window !== candidate.window) {
        return `The picture has another data window (${candidate.window}) than the baseline (${baseline.window}).`;
    }
    const [before, now] = [coloursOf(baseline), coloursOf(candidate)];
    if (before !== undefined && now !== undefined && before !== now) {
        return `The picture is ${now} instead of ${before}: see Color in the .blend's output settings.`;
    }
    const lost = missingFrom(candidate, baseline);
    const added = missingFrom(baseline, candidate);
    if (lost.length === 0 && added.length === 0)
        return undefined;
    const parts = [
        ...(lost.length > 0 ? [`it lacks ${lost.join(', ')}`] : []),
        ...(added.length > 0 ? [`it has ${added.join(', ')} in addition`] : []),
    ];
    return `The picture has other channels than the baseline: ${(0,printable/* printable */.g)(parts.join(', and '))}.`;
}
function sizeOf({ width, height }) {
    return `${width}×${height}`;
}
function describe({ format, encoding }) {
    return `${format.toUpperCase()} (${encoding === 'linear' ? 'proportional to light' : 'encoded for display'})`;
}
const colours = { Y: 'grey', YA: 'grey with alpha', RGB: 'RGB', RGBA: 'RGBA' };
/** What Blender calls the channels of a picture without layers. */
function coloursOf({ layers }) {
    const [layer, ...others] = layers;
    return layer?.name === '' && others.length === 0
        ? colours[layer.channels.map(({ name }) => name).join('')]
        : undefined;
}
/** Layers and channels that `whole` has and `part` does not: `ViewLayer.Depth`, or `A` of a picture without layers. */
function missingFrom(part, whole) {
    return whole.layers.flatMap((layer) => {
        const other = part.layers.find(({ name }) => name === layer.name);
        if (other === undefined)
            return [layer.name || channelNames(layer)];
        const lost = layer.channels.filter(({ name }) => !other.channels.some((channel) => channel.name === name));
        return lost.map(({ name }) => [layer.name, name].filter(Boolean).join('.'));
    });
}
function channelNames({ channels }) {
    return channels.map(({ name }) => name).join(', ');
}

;// CONCATENATED MODULE: ./src/compare/roughness.ts


/** More of them make the ratio no better: with as many it is within 0.3 %. */
const maxPixels = 2 ** 16;
/**
 * How much rougher the candidate is than the baseline, as a ratio of the two noises' sizes; 1 when they are alike, 2 when
 * it was rendered with a quarter of the samples. It is taken where pixels fail: there, each pixel's difference to the
 * mean of its four neighbours is squared and summed. Texture counts for both and brings the ratio nearer to 1.
 */
function roughnessRatio(baseline, candidate, errors, threshold, width, encoding) {
    // Green, which has most of the luminance; the only channel of a grey picture.
    const index = Math.min(1, baseline.channels.length - 1);
    const a = baseline.channels[index]?.values ?? new Float32Array(0);
    const b = candidate.channels[index]?.values ?? new Float32Array(0);
    const scale = scaleOf('colour', encoding, 'G');
    // Of very many, evenly spread ones are taken.
    const every = Math.ceil(sumFailing(errors, threshold).count / maxPixels);
    let sumA = 0;
    let sumB = 0;
    let failing = 0;
    for (let pixel = width; pixel < errors.length - width; pixel++) {
        if ((errors[pixel] ?? 0) <= threshold || failing++ % every !== 0)
            continue;
        sumA += roughness(a, pixel, width, scale);
        sumB += roughness(b, pixel, width, scale);
    }
    return sumA === sumB ? 1 : Math.sqrt(sumB / sumA);
}
/** The squared difference of a pixel to the mean of its four neighbours. */
function roughness(values, pixel, width, scale) {
    const sides = (values[pixel - 1] ?? 0) + (values[pixel + 1] ?? 0);
    const mean = (sides + (values[pixel - width] ?? 0) + (values[pixel + width] ?? 0)) / 4;
    const value = differenceOn(scale, values[pixel] ?? 0, mean);
    return Number.isFinite(value) ? value * value : 0;
}

;// CONCATENATED MODULE: ./src/compare/ssim.ts


const kernel = gaussianKernel(5, 1.5);
const c1 = 0.01 ** 2;
const c2 = 0.03 ** 2;
/** The shorter side is brought near to this length first. */
const viewedSize = 256;
/**
 * Structural similarity of the luminance: 1 for equal pictures, 0 for unrelated ones.
 *
 * The published index (Wang, Bovik, Sheikh, Simoncelli 2004) with its window of 11×11 pixels, sigma 1.5, on values of
 * 0 … 1. As its authors recommend for the scale at which people look, the picture is first averaged down by
 * round(shorter side / 256), which also makes it cheap for large pictures.
 */
function structuralSimilarity(baseline, candidate, width, height, encoding) {
    const factor = Math.max(1, Math.round(Math.min(width, height) / viewedSize));
    const size = { width: Math.floor(width / factor), height: Math.floor(height / factor) };
    const a = viewedLuminance(baseline, width, factor, size, encoding);
    const b = viewedLuminance(candidate, width, factor, size, encoding);
    const smooth = (plane) => {
        const taller = extendRows(filterRows(plane, size.width, kernel), size.width, kernel.length >> 1);
        return filterColumns(taller, size.width, kernel);
    };
    const meansA = smooth(a);
    const meansB = smooth(b);
    const squares = smooth(addProducts(a, a, addProducts(b, b)));
    const products = smooth(addProducts(a, b));
    let sum = 0;
    for (let index = 0; index < meansA.length; index++) {
        const meanA = meansA[index] ?? 0;
        const meanB = meansB[index] ?? 0;
        const variances = (squares[index] ?? 0) - meanA * meanA - meanB * meanB;
        const covariance = (products[index] ?? 0) - meanA * meanB;
        const luminance = (2 * meanA * meanB + c1) / (meanA * meanA + meanB * meanB + c1);
        sum += (luminance * (2 * covariance + c2)) / (variances + c2);
    }
    return sum / meansA.length;
}
function addProducts(a, b, sums = new Float32Array(a.length)) {
    for (let index = 0; index < a.length; index++)
        sums[index] = (sums[index] ?? 0) + (a[index] ?? 0) * (b[index] ?? 0);
    return sums;
}
/** Luma after Rec. 709 on display values 0 … 1, averaged over squares of `factor` pixels. */
function viewedLuminance({ channels }, width, factor, size, encoding) {
    const colours = channels.filter(({ name }) => !isAlpha(name));
    const weights = colours.length === 3 ? [0.2126, 0.7152, 0.0722] : colours.map(() => 1 / colours.length);
    const out = new Float32Array(size.width * size.height);
    for (const [index, { values }] of colours.entries()) {
        const weight = (weights[index] ?? 0) / factor ** 2;
        for (let y = 0; y < size.height * factor; y++) {
            const row = out.subarray(Math.floor(y / factor) * size.width);
            let pixel = y * width;
            for (let to = 0; to < size.width; to++) {
                let sum = 0;
                for (const end = pixel + factor; pixel < end; pixel++) {
                    const value = values[pixel] ?? 0;
                    sum += encoding === 'display' ? value : shownLight(value);
                }
                row[to] = (row[to] ?? 0) + sum * weight;
            }
        }
    }
    return out;
}
/** Light as a display shows it. NaN would spread over a whole window: it counts as black, and apart in the metrics. */
function shownLight(value) {
    return value > 0 ? Math.min(1, encodeLight(value)) : 0;
}
function extendRows(plane, width, rows) {
    const out = new Float32Array(plane.length + 2 * rows * width);
    out.set(plane, rows * width);
    for (let row = 0; row < rows; row++) {
        out.set(plane.subarray(0, width), row * width);
        out.set(plane.subarray(plane.length - width), out.length - (row + 1) * width);
    }
    return out;
}

// EXTERNAL MODULE: ./src/compare/tolerance.ts + 1 modules
var compare_tolerance = __webpack_require__(80716);
;// CONCATENATED MODULE: ./src/compare/compare.ts











/**
 * Compares a picture with its baseline. Never throws for what the bytes are: a picture that cannot be decoded is
 * `unreadable`, pictures that cannot be laid over each other are `mismatched`.
 *
 * Each layer is measured and judged for itself (see judge.ts). The verdict is the worst of them; the reason, the spread
 * and the regions are those of the layer that decides. The picture's metrics are those of its main layer, `Combined`
 * where there is one.
 */
async function comparePictures(baseline, candidate, { kind, frame, tolerance = compare_tolerance/* defaultTolerance */.TH }) {
    const base = { kind, frame, regions: [], layers: [] };
    // Equal files have equal pixels; most pictures of a rerun are equal.
    const equal = Buffer.compare(baseline, candidate) === 0;
    const decoding = tryDecode(baseline);
    const [first, second] = await Promise.all([decoding, equal ? decoding : tryDecode(candidate)]);
    if (typeof first === 'string')
        return { ...base, verdict: 'unreadable', reason: `The baseline: ${first}` };
    if (typeof second === 'string')
        return { ...base, verdict: 'unreadable', reason: `The new picture: ${second}` };
    const size = { width: second.width, height: second.height };
    const mismatch = findMismatch(first, second);
    if (mismatch !== undefined)
        return { ...base, ...size, verdict: 'mismatched', reason: mismatch };
    const main = mainLayer(first);
    const judged = first.layers.map((layer) => judgeLayer(first, second, layer, tolerance, layer === main));
    const decisive = judged.reduce((worst, next) => (severity(next) > severity(worst) ? next : worst), mainOf(judged));
    const several = judged.length > 1;
    return {
        ...{ kind, frame, ...size, verdict: decisive.judgement.verdict, metrics: mainOf(judged).metrics },
        reason: several && decisive.judgement.verdict !== 'same' ? named(decisive) : decisive.judgement.reason,
        ...(decisive.judgement.spread === undefined ? {} : { spread: decisive.judgement.spread }),
        ...(several ? { decisiveLayer: decisive.layer.name } : {}),
        regions: decisive.judgement.regions,
        layers: several ? judged.map(toLayerComparison) : [],
    };
}
/** The layer that stands for the picture: `Combined`, else the first with colours, else the first. */
function mainLayer({ layers }) {
    const main = layers.find(({ name }) => /(^|\.)Combined(\.|$)/.test(name)) ??
        layers.find((layer) => purposeOf(layer) === 'colour') ??
        layers[0];
    return main ?? { name: '', channels: [] };
}
async function tryDecode(bytes) {
    try {
        return await decodePicture(bytes);
    }
    catch (error) {
        if ((0,errors/* isRenderError */.LH)(error, 'corrupt-result'))
            return [error.message, error.hint].filter(Boolean).join('. ');
        throw error;
    }
}
function judgeLayer(baseline, candidate, layer, tolerance, main) {
    const { width, height, encoding } = baseline;
    const other = candidate.layers.find(({ name }) => name === layer.name) ?? layer;
    const purpose = purposeOf(layer);
    const limits = (0,compare_tolerance/* limitsFor */.I9)(tolerance, purpose);
    const measurement = measureLayers(layer, other, purpose, encoding, limits.threshold);
    const judgement = judge(measurement, limits, {
        ...{ width, height },
        errors: () => errorsOf(layer, other, purpose, encoding),
        channelErrors: channelErrorsOf(layer, other, purpose, encoding),
        roughness: (errors) => purpose === 'colour' ? roughnessRatio(layer, other, errors, limits.threshold, width, encoding) : 1,
    });
    const metrics = plainMetrics(measurement, judgement);
    if (main && purpose === 'colour')
        Object.assign(metrics, perceptualMetrics(baseline, layer, other, judgement));
    return { layer, main, judgement, metrics };
}
function plainMetrics({ mean, rms, psnr, max, nonFinite }, { failing }) {
    return { mean, rms, psnr, max, failing, nonFinite };
}
/** FLIP takes seconds, so it is left out where nothing failed. */
function perceptualMetrics({ width, height, encoding }, layer, other, { verdict, suspicious }) {
    if (verdict === 'same')
        return { ssim: 1 };
    const ssim = structuralSimilarity(layer, other, width, height, encoding);
    if (!suspicious)
        return { ssim };
    const [a, b] = [lightOf(layer, width, height, encoding), lightOf(other, width, height, encoding)];
    return { ssim, flip: meanFlip(a.planes, b.planes, a.width, a.height) };
}
const order = ['same', 'within-tolerance', 'different'];
function severity({ judgement }) {
    return order.indexOf(judgement.verdict);
}
function mainOf(judged) {
    return judged.find(({ main }) => main) ?? judged[0];
}
function named({ layer, judgement }) {
    return `${layer.name || 'The colours'}: ${judgement.reason}`;
}
function toLayerComparison({ layer, judgement, metrics }) {
    return { name: layer.name, purpose: purposeOf(layer), verdict: judgement.verdict, metrics };
}

;// CONCATENATED MODULE: ./src/compare/image/png-encode.ts

/** Writes a PNG. Rows are not filtered: heat maps and thumbnails are flat or small. */
function encodePng({ width, height, pixels, palette }) {
    const header = Buffer.alloc(13);
    header.writeUInt32BE(width, 0);
    header.writeUInt32BE(height, 4);
    header.set([8, palette ? 3 : 6], 8);
    const rowBytes = width * (palette ? 1 : 4);
    const rows = Buffer.alloc((rowBytes + 1) * height);
    for (let y = 0; y < height; y++)
        rows.set(pixels.subarray(y * rowBytes, (y + 1) * rowBytes), y * (rowBytes + 1) + 1);
    return Buffer.concat([
        Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
        chunk('IHDR', header),
        ...(palette ? [chunk('PLTE', palette)] : []),
        chunk('IDAT', (0,external_node_zlib_.deflateSync)(rows)),
        chunk('IEND', new Uint8Array(0)),
    ]);
}
function chunk(type, data) {
    const out = Buffer.alloc(12 + data.length);
    out.writeUInt32BE(data.length, 0);
    out.write(type, 4, 'latin1');
    out.set(data, 8);
    out.writeUInt32BE((0,external_node_zlib_.crc32)(out.subarray(4, 8 + data.length)), 8 + data.length);
    return out;
}

;// CONCATENATED MODULE: ./src/compare/heat-map.ts

/** An error of this size is the brightest colour; smaller ones are spread by a square root, so that faint ones show. */
const brightestError = 0.5;
const boxColour = 255;
/**
 * Nine colours of equal steps in lightness, from black over violet and orange to pale yellow: brighter always means a
 * larger error, also in print and for the colour-blind.
 */
const stops = [
    [0, 0, 4],
    [28, 16, 68],
    [79, 18, 123],
    [129, 37, 129],
    [181, 54, 122],
    [229, 80, 100],
    [251, 135, 97],
    [254, 194, 135],
    [252, 253, 191],
];
/** 255 colours of the map and, last, the one of the boxes. */
function makePalette() {
    const palette = new Uint8Array(256 * 3);
    for (let index = 0; index < 255; index++) {
        const position = (index / 254) * (stops.length - 1);
        const from = Math.min(stops.length - 2, Math.floor(position));
        for (let channel = 0; channel < 3; channel++) {
            const [low = 0, high = 0] = [stops[from]?.[channel], stops[from + 1]?.[channel]];
            palette[index * 3 + channel] = Math.round(low + (high - low) * (position - from));
        }
    }
    palette.set([0, 255, 200], boxColour * 3);
    return palette;
}
/**
 * Draws errors (see measure.ts) as a heat map, with a box around each region.
 *
 * @param maxWidth wider maps are reduced by a whole factor; each pixel shows the largest error that it stands for
 */
function drawHeatMap(errors, size, regions, maxWidth = Infinity) {
    const factor = Math.ceil(size.width / maxWidth) || 1;
    const width = Math.ceil(size.width / factor);
    const height = Math.ceil(size.height / factor);
    const pixels = new Uint8Array(width * height);
    for (let y = 0, from = 0; y < size.height; y++) {
        const to = Math.floor(y / factor) * width;
        for (let x = 0; x < size.width; x++, from++) {
            const index = to + Math.floor(x / factor);
            const heat = Math.round(254 * Math.sqrt(Math.min(1, (errors[from] ?? 0) / brightestError)));
            if (heat > (pixels[index] ?? 0))
                pixels[index] = heat;
        }
    }
    for (const region of regions)
        drawBox(pixels, width, height, region, factor);
    return { type: 'image/png', width, height, bytes: encodePng({ width, height, pixels, palette: makePalette() }) };
}
/** The frame is drawn just outside the region, so that it hides nothing of it. */
function drawBox(pixels, width, height, region, factor) {
    const left = Math.max(0, Math.floor(region.x / factor) - 2);
    const top = Math.max(0, Math.floor(region.y / factor) - 2);
    const right = Math.min(width - 1, Math.floor((region.x + region.width - 1) / factor) + 2);
    const bottom = Math.min(height - 1, Math.floor((region.y + region.height - 1) / factor) + 2);
    for (let x = left; x <= right; x++) {
        pixels[top * width + x] = boxColour;
        pixels[bottom * width + x] = boxColour;
    }
    for (let y = top; y <= bottom; y++) {
        pixels[y * width + left] = boxColour;
        pixels[y * width + right] = boxColour;
    }
}

;// CONCATENATED MODULE: ./src/compare/difference.ts






/**
 * Draws where two pictures differ: the errors of the layer that decided the comparison as a heat map, with its regions.
 * Undefined for pictures that cannot be laid over each other.
 */
async function drawDifference(baseline, candidate, { regions, decisiveLayer }, { maxWidth = Infinity } = {}) {
    const [first, second] = [await decodePicture(baseline), await decodePicture(candidate)];
    if (findMismatch(first, second) !== undefined)
        return undefined;
    const layer = first.layers.find(({ name }) => name === decisiveLayer) ?? mainLayer(first);
    const other = second.layers.find(({ name }) => name === layer.name) ?? layer;
    const errors = errorsOf(layer, other, purposeOf(layer), first.encoding);
    return drawHeatMap(errors, first, regions, maxWidth);
}

;// CONCATENATED MODULE: ./src/compare/display.ts







/**
 * Makes a picture showable by a browser. PNG and JPEG files that are small enough pass through as they are; display
 * pictures otherwise become a PNG, and pictures proportional to light the half floats of their main layer.
 */
async function toDisplay(bytes, { maxWidth = Infinity } = {}) {
    const format = detectFormat(bytes);
    if (format === 'png' || format === 'jpeg') {
        const { width, height } = format === 'png' ? readPngHeader(bytes) : (0,jpeg_size/* readJpegSize */.W)(bytes);
        if (width <= maxWidth)
            return { type: `image/${format}`, width, height, bytes };
    }
    const picture = await decodePicture(bytes);
    const { width, height, planes } = reduceColours(picture, maxWidth);
    return picture.encoding === 'linear'
        ? { type: 'hdr', width, height, bytes: toHalves(planes) }
        : { type: 'image/png', width, height, bytes: encodePng({ width, height, pixels: toBytes(planes) }) };
}
/** The main layer as red, green, blue and alpha, reduced to `maxWidth`. */
function reduceColours(picture, maxWidth) {
    const factor = Math.ceil(picture.width / maxWidth) || 1;
    const width = Math.floor(picture.width / factor);
    const height = Math.max(1, Math.floor(picture.height / factor));
    const planes = colourPlanes(mainLayer(picture)).map((plane) => average(plane, picture, factor, width, height));
    return { width, height, planes };
}
function colourPlanes({ channels }) {
    const colours = channels.filter(({ name }) => !isAlpha(name)).map(({ values }) => values);
    const [first] = colours;
    const rgb = colours.length >= 3 ? colours.slice(0, 3) : first ? [first, first, first] : [];
    const alpha = channels.find(({ name }) => isAlpha(name));
    return alpha ? [...rgb, alpha.values] : rgb;
}
function average(plane, picture, factor, width, height) {
    if (factor === 1)
        return plane;
    const rows = Math.min(factor, picture.height);
    const out = new Float32Array(width * height);
    for (let y = 0; y < height * rows; y++) {
        const to = Math.floor(y / rows) * width;
        for (let x = 0; x < width * factor; x++) {
            const index = to + Math.floor(x / factor);
            out[index] = (out[index] ?? 0) + (plane[y * picture.width + x] ?? 0) / (factor * rows);
        }
    }
    return out;
}
/** RGBA half floats side by side, little-endian. */
function toHalves(planes) {
    const pixels = planes[0]?.length ?? 0;
    const halves = new Uint16Array(pixels * 4).fill((0,half/* floatToHalf */.P)(1));
    for (const [channel, plane] of planes.entries()) {
        for (let pixel = 0; pixel < pixels; pixel++)
            halves[pixel * 4 + channel] = (0,half/* floatToHalf */.P)(plane[pixel] ?? 0);
    }
    return new Uint8Array(halves.buffer);
}
/** 8 bit RGBA. PNG has colours that are not multiplied by alpha. */
function toBytes(planes) {
    const pixels = planes[0]?.length ?? 0;
    const alphas = planes[3];
    const out = new Uint8Array(pixels * 4).fill(255);
    for (const [channel, plane] of planes.entries()) {
        for (let pixel = 0; pixel < pixels; pixel++) {
            const alpha = channel < 3 ? (alphas?.[pixel] ?? 1) : 1;
            const value = alpha > 0 ? (plane[pixel] ?? 0) / alpha : 0;
            out[pixel * 4 + channel] = Math.round(Math.max(0, Math.min(1, value)) * 255);
        }
    }
    return out;
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
;// CONCATENATED MODULE: ./src/compare/memory.ts


/** Two pictures of 3840×2160 RGBA pixels are below it. Jobs that need more are done alone, see pool.ts. */
const largeBytes = 320_000_000;
/** What measuring and drawing take beside the pictures is up to twice as much again. */
const shareOfMachine = 1 / 3;
/** Refuses pictures whose values would not leave the machine room for the work on them. */
function checkMemory(neededBytes, machineBytes = memoryOfMachine()) {
    if (neededBytes <= machineBytes * shareOfMachine)
        return;
    const [needed, room] = [neededBytes, machineBytes * shareOfMachine].map((bytes) => (bytes / 1e9).toFixed(1));
    throw (0,picture/* corruptPicture */.q)(`The pictures take ${needed} GB of memory, and this machine has room for ${room} GB`, {
        hint: 'Compare them on a larger machine, or render fewer pixels or passes.',
    });
}
/** A container may have less than its machine. */
function memoryOfMachine() {
    const constrained = process.constrainedMemory();
    return constrained > 0 ? Math.min(constrained, (0,external_node_os_.totalmem)()) : (0,external_node_os_.totalmem)();
}

;// CONCATENATED MODULE: ./src/compare/worker.ts
var __addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var __disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});









/** No picture that can be compared is larger; see the limits in image/picture.ts. */
const maxFileBytes = 2 ** 31 - 1;
/** Does the jobs that arrive at `port`, in a thread whose `workerData.room` is `compare`. */
function serveComparisons(port) {
    (0,serve/* serveJobs */.a)(port, async (job, moved) => {
        const result = await perform(job);
        if (result !== undefined && result !== 'alone' && 'bytes' in result)
            moved.push(ownMemory(result));
        return result;
    });
}
async function perform(job) {
    const files = job.type === 'display' ? [job.file] : [job.baselineFile, job.candidateFile];
    const pictures = await Promise.all(files.map(readPicture));
    const sizes = await Promise.all(pictures.map(decodedSizeBytes));
    const neededBytes = sizes.reduce((sum, sizeBytes) => sum + sizeBytes, 0);
    if (neededBytes > largeBytes && job.alone !== true)
        return 'alone';
    checkMemory(neededBytes);
    const [baseline = new Uint8Array(), candidate = baseline] = pictures;
    if (job.type === 'display') {
        return toDisplay(candidate, job.maxWidth === undefined ? {} : { maxWidth: job.maxWidth });
    }
    return job.type === 'compare'
        ? comparePictures(baseline, candidate, job)
        : drawDifference(baseline, candidate, job, job.maxWidth === undefined ? {} : { maxWidth: job.maxWidth });
}
async function readPicture(file) {
    try {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const handle = __addDisposableResource(env_1, await (0,promises_.open)(file), true);
            const stats = await handle.stat();
            if (stats.isFile() && stats.size <= maxFileBytes)
                return await handle.readFile();
        }
        catch (e_1) {
            env_1.error = e_1;
            env_1.hasError = true;
        }
        finally {
            const result_1 = __disposeResources(env_1);
            if (result_1)
                await result_1;
        }
    }
    catch (error) {
        throw new errors/* RenderError */.vH('missing-file', `The picture ${(0,printable/* printable */.g)(file)} cannot be read`, { file, cause: error });
    }
    throw new errors/* RenderError */.vH('corrupt-result', `The picture ${(0,printable/* printable */.g)(file)} is no file or larger than 2 GiB`, { file });
}
/** Gives the memory of a picture's bytes; copies them first when they share it. */
function ownMemory(picture) {
    const { bytes } = picture;
    const owned = bytes.byteLength === bytes.buffer.byteLength && !(bytes instanceof Buffer);
    picture.bytes = owned ? bytes : Uint8Array.from(bytes);
    return picture.bytes.buffer;
}


/***/ }),

/***/ 15260:
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

/***/ 85602:
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

/***/ 55330:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gc: () => (/* binding */ ready),
/* harmony export */   Rj: () => (/* binding */ unpackError),
/* harmony export */   Y4: () => (/* binding */ packError)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);

/** What a thread says first: it takes jobs. */
const ready = 'ready';
function packError(error) {
    if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RenderError */ .vH) {
        const { message, kind, hint, file, frame } = error;
        return {
            ...{ message, kind },
            ...(hint === undefined ? {} : { hint }),
            ...(file === undefined ? {} : { file }),
            ...(frame === undefined ? {} : { frame }),
        };
    }
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    return stack === undefined ? { message } : { message, stack };
}
function unpackError({ message, kind, hint, file, frame, stack }) {
    if (kind === undefined)
        return Object.assign(new Error(message), stack === undefined ? {} : { stack });
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RenderError */ .vH(kind, message, {
        ...(hint === undefined ? {} : { hint }),
        ...(file === undefined ? {} : { file }),
        ...(frame === undefined ? {} : { frame }),
    });
}


/***/ }),

/***/ 72738:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ serveJobs)
/* harmony export */ });
/* harmony import */ var _answers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(55330);

/**
 * Does the jobs that a {@link ThreadPool} sends to `port`.
 *
 * @param perform for a job and where to put memory that is to move to the main thread instead of being copied
 */
function serveJobs(port, perform) {
    port.on('message', (job) => {
        const moved = [];
        const answer = async () => {
            try {
                return { result: await perform(job, moved) };
            }
            catch (error) {
                return { failure: (0,_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .packError */ .Y4)(error) };
            }
        };
        void answer().then((message) => {
            port.postMessage(message, moved);
        });
    });
    port.postMessage(_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .ready */ .Gc);
}


/***/ })

};
