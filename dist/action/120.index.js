export const id = 120;
export const ids = [120,989];
export const modules = {

/***/ 19989:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   interleaveLines: () => (/* binding */ interleaveLines),
/* harmony export */   unpackB44: () => (/* binding */ unpackB44)
/* harmony export */ });
/* harmony import */ var _picture_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77779);
/* harmony import */ var _half_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(43546);
/* harmony import */ var _header_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(56798);



/** The order in which a block's values are stored, each with the neighbour it is a difference to. */
const steps = [4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15].map((index) => ({
    index,
    from: index % 4 === 0 ? index - 4 : index - 1,
}));
/**
 * Undoes B44 and B44A: half floats in blocks of 4×4, of 14 bytes each (B44A: 3 where all are equal); other channels are
 * stored as they are. Channels come one after the other, whole.
 */
function unpackB44({ data, part, width, height, rawSizeBytes }) {
    let offset = 0;
    const planes = part.channels.map(({ type, perceptuallyLinear }) => {
        if (type === 'half') {
            const plane = new Uint16Array(width * height);
            offset = readBlocks(data, offset, plane, width);
            if (perceptuallyLinear)
                plane.forEach((bits, index) => (plane[index] = toLinear(bits)));
            return new Uint8Array(plane.buffer);
        }
        const sizeBytes = width * height * (0,_header_js__WEBPACK_IMPORTED_MODULE_2__/* .sampleSizeBytes */ .P)(type);
        if (offset + sizeBytes > data.length)
            throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .corruptPicture */ .q)('The EXR picture has a chunk that is too short');
        offset += sizeBytes;
        return data.subarray(offset - sizeBytes, offset);
    });
    return interleaveLines(planes, height, rawSizeBytes);
}
/** Whole channels one after the other → line after line with the channels side by side. */
function interleaveLines(planes, height, sizeBytes) {
    const out = new Uint8Array(sizeBytes);
    let to = 0;
    for (let line = 0; line < height; line++) {
        for (const plane of planes) {
            const lineBytes = plane.length / height;
            out.set(plane.subarray(line * lineBytes, (line + 1) * lineBytes), to);
            to += lineBytes;
        }
    }
    return out;
}
function readBlocks(data, start, plane, width) {
    const height = plane.length / width;
    const block = new Uint16Array(16);
    let offset = start;
    for (let top = 0; top < height; top += 4) {
        for (let left = 0; left < width; left += 4) {
            offset += readBlock(data, offset, block);
            for (let index = 0; index < 16; index++) {
                const x = left + (index & 3);
                const y = top + (index >> 2);
                if (x < width && y < height)
                    plane[y * width + x] = block[index] ?? 0;
            }
        }
    }
    return offset;
}
/** Reads one block and gives the number of bytes it took. */
function readBlock(data, offset, block) {
    const [high = 0, low = 0, third = 0] = data.subarray(offset, offset + 3);
    const first = (high << 8) | low;
    const flat = third >= 13 << 2;
    const sizeBytes = flat ? 3 : 14;
    if (offset + sizeBytes > data.length)
        throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .corruptPicture */ .q)('The EXR picture has a chunk that is too short');
    block.fill(first);
    if (!flat) {
        const shift = third >> 2;
        let bit = (offset + 2) * 8 + 6;
        for (const { index, from } of steps) {
            const pair = ((data[bit >> 3] ?? 0) << 8) | (data[(bit >> 3) + 1] ?? 0);
            const difference = (pair >> (10 - (bit & 7))) & 0x3f;
            block[index] = (block[from] ?? 0) + ((difference - 0x20) << shift);
            bit += 6;
        }
    }
    // Stored so that larger numbers have larger bits, also below zero.
    for (let index = 0; index < 16; index++) {
        const bits = block[index] ?? 0;
        block[index] = bits & 0x8000 ? bits & 0x7fff : ~bits;
    }
    return sizeBytes;
}
/** Perceptually linear channels are stored as exp(value / 8). */
function toLinear(bits) {
    if ((bits & 0x7c00) === 0x7c00 || bits > 0x8000)
        return 0;
    return (0,_half_js__WEBPACK_IMPORTED_MODULE_1__/* .floatToHalf */ .P)(8 * Math.log((0,_half_js__WEBPACK_IMPORTED_MODULE_1__/* .halfToFloat */ .p)()[bits] ?? 1));
}


/***/ }),

/***/ 39739:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  unpackDwa: () => (/* binding */ unpackDwa)
});

// EXTERNAL MODULE: ./src/compare/image/picture.ts
var picture = __webpack_require__(77779);
// EXTERNAL MODULE: ./src/compare/image/exr/b44.ts
var b44 = __webpack_require__(19989);
;// CONCATENATED MODULE: ./src/compare/image/exr/dwa-channels.ts

const schemes = ['plain', 'cosines', 'runs'];
const pixelTypes = ['uint', 'half', 'float'];
/** The rules of files before version 2, which do not name them. */
const oldRules = [
    ...[
        ['r', 'red'],
        ['g', 'grn', 'green'],
        ['b', 'blu', 'blue'],
        ['y', 'by', 'ry'],
    ].flatMap((suffixes, colour) => suffixes.map((suffix) => rule(suffix, 'cosines', ['half', 'float'], colour < 3 ? colour : -1))),
    rule('a', 'runs', ['uint', 'half', 'float'], -1),
];
function rule(suffix, scheme, types, colour) {
    return { suffix, scheme, types, colour, anyCase: true };
}
/** Reads the rules at the start of a chunk: a size, then for each a name, a byte of flags and a pixel type. */
function readChannelRules(data) {
    const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    const sizeBytes = bytes.readUInt16LE();
    const rules = [];
    for (let offset = 2; offset < sizeBytes;) {
        const end = bytes.indexOf(0, offset);
        const flags = bytes[end + 1] ?? 0;
        const scheme = schemes[(flags >> 2) & 3];
        const type = pixelTypes[bytes[end + 2] ?? -1];
        if (end < 0 || end + 3 > sizeBytes || scheme === undefined || type === undefined) {
            throw (0,picture/* corruptPicture */.q)('The EXR picture has broken rules for its channels');
        }
        const suffix = bytes.toString('latin1', offset, end);
        rules.push({ suffix, scheme, types: [type], colour: (flags >> 4) - 1, anyCase: (flags & 1) === 1 });
        offset = end + 3;
    }
    if (sizeBytes < 2 || sizeBytes > bytes.length)
        throw (0,picture/* corruptPicture */.q)('The EXR picture has a chunk that is too short');
    return { rules, sizeBytes };
}
/** Finds each channel's scheme and which channels are the colours of one layer. */
function sortChannels(channels, { rules } = { rules: oldRules }) {
    const triples = new Map();
    const sorted = channels.map((channel, index) => {
        const dot = channel.name.lastIndexOf('.');
        const suffix = channel.name.slice(dot + 1);
        const match = rules.find((candidate) => matches(candidate, suffix, channel.type));
        if (match?.scheme === 'cosines' && match.colour >= 0) {
            const layer = channel.name.slice(0, dot + 1);
            const triple = triples.get(layer) ?? [];
            triple[match.colour] = index;
            triples.set(layer, triple);
        }
        return { ...channel, scheme: match?.scheme ?? 'plain', inTriple: false };
    });
    for (const [red, green, blue] of triples.values()) {
        if (red === undefined || green === undefined || blue === undefined)
            continue;
        const first = sorted[Math.min(red, green, blue)];
        if (first)
            first.triple = [red, green, blue];
        for (const index of [red, green, blue]) {
            const channel = sorted[index];
            if (channel)
                channel.inTriple = true;
        }
    }
    return sorted;
}
function matches(rule, suffix, type) {
    const name = rule.anyCase ? suffix.toLowerCase() : suffix;
    return rule.types.includes(type) && name === (rule.anyCase ? rule.suffix.toLowerCase() : rule.suffix);
}

// EXTERNAL MODULE: ./src/compare/image/exr/half.ts
var half = __webpack_require__(43546);
;// CONCATENATED MODULE: ./src/compare/image/exr/dwa-cosines.ts


/** Where in a block (row by row) the coefficients of the zigzag belong. */
const zigzag = makeZigzag();
/** `basis[u * 8 + x]`: the orthonormal cosine of frequency u at x. */
const basis = Float64Array.from({ length: 64 }, (_, index) => {
    const u = index >> 3;
    return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * (index & 7) + 1) * u * Math.PI) / 16);
});
function makeZigzag() {
    const order = Array.from({ length: 64 }, (_, index) => ({ index, x: index & 7, y: index >> 3 }));
    // Diagonal by diagonal, every other one upwards.
    order.sort((a, b) => a.x + a.y - (b.x + b.y) || ((a.x + a.y) % 2 === 0 ? a.x - b.x : b.x - a.x));
    return Uint8Array.from(order, ({ index }) => index);
}
/** Decodes all cosine channels into their planes: first the colours of each layer, then the single ones. */
function decodeCosines(channels, streams, planes, width, height) {
    const position = { ac: 0, dc: 0 };
    const decode = (indices, linear) => {
        const halves = decodeGroup(indices.length, streams, position, width, height);
        for (const [at, index] of indices.entries()) {
            const half = halves[at] ?? new Uint16Array(0);
            const plane = planes[index] ?? new Uint8Array(0);
            writePlane(half, plane, channels[index]?.type === 'float', linear);
        }
    };
    for (const { triple } of channels)
        if (triple)
            decode(triple, true);
    for (const [index, channel] of channels.entries()) {
        if (channel.scheme === 'cosines' && !channel.inTriple)
            decode([index], !channel.perceptuallyLinear);
    }
}
/** One channel, or three whose colours are apart as luma and two differences. Gives half floats. */
function decodeGroup(count, { ac, dc }, position, width, height) {
    const planes = Array.from({ length: count }, () => new Uint16Array(width * height));
    const blocks = Array.from({ length: count }, () => new Float64Array(64));
    const coefficients = new Float64Array(64);
    const floats = (0,half/* halfToFloat */.p)();
    const blockCount = Math.ceil(width / 8) * Math.ceil(height / 8);
    let block = 0;
    for (let top = 0; top < height; top += 8) {
        for (let left = 0; left < width; left += 8, block++) {
            for (const [index, values] of blocks.entries()) {
                coefficients.fill(0);
                coefficients[0] = floats[dc[position.dc + index * blockCount + block] ?? 0] ?? 0;
                const before = position.ac;
                position.ac = readBlock(ac, before, coefficients);
                // Flat blocks are common (sky, alpha, noise-free areas) and need no transform.
                if (position.ac === before + 1 && ac[before] === 0xff00)
                    values.fill(coefficients[0] / 8);
                else
                    transform(coefficients, values);
            }
            if (count === 3)
                joinColours(blocks);
            for (const [index, values] of blocks.entries())
                storeBlock(values, planes[index], left, top, width, height);
        }
    }
    position.dc += count * blockCount;
    return planes;
}
function readBlock(ac, start, coefficients) {
    const floats = (0,half/* halfToFloat */.p)();
    let at = start;
    for (let index = 1; index < 64;) {
        const bits = ac[at++];
        if (bits === undefined)
            throw (0,picture/* corruptPicture */.q)('The EXR picture has a chunk that is too short');
        if (bits >> 8 === 0xff) {
            index += (bits & 0xff) === 0 ? 64 : bits & 0xff;
        }
        else {
            coefficients[zigzag[index] ?? 0] = floats[bits] ?? 0;
            index++;
        }
    }
    return at;
}
const columns = new Float64Array(64);
/** The inverse cosine transform: along the rows, then along the columns. */
function transform(coefficients, values) {
    transformRows(coefficients, columns);
    transformRows(columns, values);
}
/** Transforms each row and writes it as a column, so that doing it twice transforms both ways. */
function transformRows(from, to) {
    for (let row = 0; row < 8; row++) {
        for (let x = 0; x < 4; x++) {
            let even = 0;
            let odd = 0;
            for (let u = 0; u < 8; u += 2) {
                even += (from[row * 8 + u] ?? 0) * (basis[u * 8 + x] ?? 0);
                odd += (from[row * 8 + u + 1] ?? 0) * (basis[u * 8 + 8 + x] ?? 0);
            }
            // Cosines of even frequency are symmetric, the others antisymmetric.
            to[x * 8 + row] = even + odd;
            to[(7 - x) * 8 + row] = even - odd;
        }
    }
}
/** Luma and two colour differences after Rec. 709 become red, green and blue. */
function joinColours([first, second, third]) {
    if (!first || !second || !third)
        return;
    for (let index = 0; index < 64; index++) {
        const luma = first[index] ?? 0;
        const blue = second[index] ?? 0;
        const red = third[index] ?? 0;
        first[index] = luma + 1.5747 * red;
        second[index] = luma - 0.1873 * blue - 0.4682 * red;
        third[index] = luma + 1.8556 * blue;
    }
}
function storeBlock(values, plane, left, top, width, height) {
    if (!plane)
        return;
    for (let y = 0; y < Math.min(8, height - top); y++) {
        for (let x = 0; x < Math.min(8, width - left); x++) {
            plane[(top + y) * width + left + x] = (0,half/* floatToHalf */.P)(values[y * 8 + x] ?? 0);
        }
    }
}
let linearTable;
/** Half floats as they are coded (about the 2.2th root, a logarithm above 1) → proportional to light. */
function toLinear() {
    linearTable ??= Uint16Array.from((0,half/* halfToFloat */.p)(), (value) => {
        if (!Number.isFinite(value))
            return 0;
        const size = Math.abs(value);
        return (0,half/* floatToHalf */.P)(Math.sign(value) * (size <= 1 ? size ** 2.2 : Math.exp(2.2 * (size - 1))));
    });
    return linearTable;
}
function writePlane(halves, plane, float, linear) {
    if (linear) {
        const table = toLinear();
        for (let index = 0; index < halves.length; index++)
            halves[index] = table[halves[index] ?? 0] ?? 0;
    }
    if (!float) {
        plane.set(new Uint8Array(halves.buffer));
        return;
    }
    const floats = (0,half/* halfToFloat */.p)();
    const values = Float32Array.from(halves, (bits) => floats[bits] ?? 0);
    plane.set(new Uint8Array(values.buffer));
}

// EXTERNAL MODULE: ./src/compare/image/exr/header.ts
var header = __webpack_require__(56798);
// EXTERNAL MODULE: ./src/compare/image/exr/huffman.ts
var huffman = __webpack_require__(71718);
// EXTERNAL MODULE: ./src/compare/image/exr/predictor.ts
var predictor = __webpack_require__(8351);
// EXTERNAL MODULE: ./src/compare/image/exr/streams.ts
var exr_streams = __webpack_require__(80678);
;// CONCATENATED MODULE: ./src/compare/image/exr/dwa.ts








const headerSizeBytes = 88;
/**
 * Undoes DWAA and DWAB: colours as quantized cosine coefficients of 8×8 blocks, alpha as runs, all other channels
 * deflated. Four streams follow the sizes: the deflated channels, the AC and the DC coefficients, and the runs.
 */
function unpackDwa({ data, part, width, height, rawSizeBytes }) {
    const sizes = readSizes(data);
    const rules = sizes.version < 2 ? undefined : readChannelRules(data.subarray(headerSizeBytes));
    const channels = sortChannels(part.channels, rules);
    checkSizes(sizes, channels, width, height);
    let offset = headerSizeBytes + (rules?.sizeBytes ?? 0);
    const take = (sizeBytes) => {
        if (offset + sizeBytes > data.length)
            throw (0,picture/* corruptPicture */.q)('The EXR picture has a chunk that is too short');
        offset += sizeBytes;
        return data.subarray(offset - sizeBytes, offset);
    };
    const other = inflateIfAny(take(sizes.other), sizes.rawOther);
    const streams = {
        ac: readAc(take(sizes.ac), sizes),
        dc: toWords((0,predictor/* undoPredictor */.x)(inflateIfAny(take(sizes.dc), sizes.dcCount * 2))),
    };
    const runs = (0,exr_streams/* expandRuns */.PY)(inflateIfAny(take(sizes.runs), sizes.inflatedRuns), sizes.rawRuns);
    const planes = part.channels.map(({ type }) => new Uint8Array(width * height * (0,header/* sampleSizeBytes */.P)(type)));
    decodeCosines(channels, streams, planes, width, height);
    copyPlain(channels, other, planes);
    copyRuns(channels, runs, planes, width * height);
    return (0,b44.interleaveLines)(planes, height, rawSizeBytes);
}
function readSizes(data) {
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    const at = (index) => Number(view.getBigUint64(index * 8, true));
    const version = at(0);
    if (version > 2)
        throw (0,picture/* corruptPicture */.q)(`The EXR picture has DWA data of the unknown version ${version}`);
    return {
        ...{ version, rawOther: at(1), other: at(2), ac: at(3), dc: at(4), runs: at(5), inflatedRuns: at(6) },
        ...{ rawRuns: at(7), acCount: at(8), dcCount: at(9), acCompression: at(10) },
    };
}
function checkSizes(sizes, channels, width, height) {
    const sizeOf = (scheme) => channels.reduce((sum, channel) => sum + (channel.scheme === scheme ? (0,header/* sampleSizeBytes */.P)(channel.type) : 0), 0) *
        (width * height);
    const blocks = Math.ceil(width / 8) * Math.ceil(height / 8);
    const dcCount = channels.filter(({ scheme }) => scheme === 'cosines').length * blocks;
    const fits = sizes.dcCount === dcCount &&
        sizes.acCount <= dcCount * 63 &&
        sizes.rawOther === sizeOf('plain') &&
        sizes.rawRuns === sizeOf('runs') &&
        sizes.inflatedRuns <= sizes.rawRuns * 2;
    if (!fits)
        throw (0,picture/* corruptPicture */.q)('The EXR picture has a chunk whose size does not fit its pixels');
}
/** Streams of size zero have no bytes at all, not even zlib's header. */
function inflateIfAny(data, sizeBytes) {
    return sizeBytes === 0 ? new Uint8Array(0) : (0,exr_streams/* inflateExactly */.SQ)(data, sizeBytes);
}
function readAc(data, { acCount, acCompression }) {
    if (acCount === 0)
        return new Uint16Array(0);
    return acCompression === 0 ? (0,huffman/* decodeHuffman */.o)(data, acCount) : toWords((0,exr_streams/* inflateExactly */.SQ)(data, acCount * 2));
}
function toWords(bytes) {
    return new Uint16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
function copyPlain(channels, other, planes) {
    let offset = 0;
    for (const [index, plane] of planes.entries()) {
        if (channels[index]?.scheme !== 'plain')
            continue;
        plane.set(other.subarray(offset, offset + plane.length));
        offset += plane.length;
    }
}
/** First the lowest byte of all pixels, then the next. */
function copyRuns(channels, runs, planes, pixels) {
    let offset = 0;
    for (const [index, plane] of planes.entries()) {
        if (channels[index]?.scheme !== 'runs')
            continue;
        const size = plane.length / pixels;
        for (let byte = 0; byte < size; byte++, offset += pixels) {
            for (let pixel = 0; pixel < pixels; pixel++)
                plane[pixel * size + byte] = runs[offset + pixel] ?? 0;
        }
    }
}


/***/ }),

/***/ 71718:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ decodeHuffman)
/* harmony export */ });
/* harmony import */ var _picture_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77779);

/*
 * The Huffman code of OpenEXR (PIZ chunks and the AC part of DWA chunks): 16 bit symbols and one more that repeats the
 * last symbol. Codes are canonical: those of one length are consecutive numbers, in order of their symbols.
 */
const symbolCount = 65537;
const maxLength = 58;
/** Codes of up to so many bits are looked up in one step. */
const tableBits = 13;
/** Decodes exactly `count` symbols. */
function decodeHuffman(data, count) {
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    const firstSymbol = view.getUint32(0, true);
    const repeatSymbol = view.getUint32(4, true);
    const bitCount = view.getUint32(12, true);
    if (firstSymbol > repeatSymbol || repeatSymbol >= symbolCount) {
        throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .corruptPicture */ .q)('The EXR picture has a broken Huffman code');
    }
    const lengths = new Uint8Array(repeatSymbol - firstSymbol + 1);
    const start = readLengths(data, 20, lengths);
    if (start + Math.ceil(bitCount / 8) > data.length)
        throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .corruptPicture */ .q)('The EXR picture has a chunk that is too short');
    return decodeSymbols(data.subarray(start), bitCount, makeCode(lengths, firstSymbol), repeatSymbol, count);
}
/** Reads the code lengths, six bits each; 59 … 63 are runs of unused symbols. Gives the offset of what follows. */
function readLengths(data, offset, lengths) {
    let bit = offset * 8;
    const read = (bits) => {
        const index = bit >> 3;
        if (index >= data.length)
            throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .corruptPicture */ .q)('The EXR picture has a broken Huffman code');
        const pair = ((data[index] ?? 0) << 8) | (data[index + 1] ?? 0);
        const value = (pair >> (16 - bits - (bit & 7))) & ((1 << bits) - 1);
        bit += bits;
        return value;
    };
    for (let symbol = 0; symbol < lengths.length; symbol++) {
        const length = read(6);
        if (length <= maxLength)
            lengths[symbol] = length;
        else
            symbol += (length === 63 ? read(8) + 6 : length - 57) - 1;
    }
    return Math.ceil(bit / 8);
}
function makeCode(lengths, firstSymbol) {
    const count = new Uint32Array(maxLength + 1);
    for (const length of lengths)
        count[length] = (count[length] ?? 0) + 1;
    count[0] = 0;
    const first = new Float64Array(maxLength + 1);
    const start = new Uint32Array(maxLength + 1);
    let code = 0;
    let symbolStart = 0;
    for (let length = maxLength; length > 0; length--) {
        first[length] = code;
        start[length] = symbolStart;
        code = (code + (count[length] ?? 0)) >> 1;
        symbolStart += count[length] ?? 0;
    }
    const symbols = new Uint32Array(symbolStart);
    const table = new Int32Array(1 << tableBits);
    const used = new Uint32Array(maxLength + 1);
    for (const [offset, length] of lengths.entries()) {
        if (length === 0)
            continue;
        const symbol = firstSymbol + offset;
        const index = used[length] ?? 0;
        used[length] = index + 1;
        symbols[(start[length] ?? 0) + index] = symbol;
        if (length > tableBits)
            continue;
        const from = ((first[length] ?? 0) + index) << (tableBits - length);
        table.fill(symbol * 64 + length, from, from + (1 << (tableBits - length)));
    }
    return { first, count, start, symbols, table };
}
function decodeSymbols(data, bitCount, code, repeatSymbol, count) {
    const out = new Uint16Array(count);
    const { table } = code;
    let next = 0;
    let buffer = 0;
    let buffered = 0;
    let to = 0;
    while (to < count) {
        while (buffered <= 16) {
            buffer = (buffer << 8) | (data[next++] ?? 0);
            buffered += 8;
        }
        const entry = table[(buffer >>> (buffered - tableBits)) & ((1 << tableBits) - 1)] ?? 0;
        let symbol = entry >> 6;
        buffered -= entry & 63;
        if (entry === 0) {
            const used = next * 8 - buffered;
            const long = decodeLong(data, used, code);
            symbol = long.symbol;
            next = (used + long.length) >> 3;
            buffered = 0;
            const rest = (used + long.length) & 7;
            if (rest > 0) {
                buffer = data[next++] ?? 0;
                buffered = 8 - rest;
            }
        }
        if (symbol !== repeatSymbol) {
            out[to++] = symbol;
        }
        else {
            if (buffered < 8) {
                buffer = (buffer << 8) | (data[next++] ?? 0);
                buffered += 8;
            }
            buffered -= 8;
            const run = (buffer >>> buffered) & 0xff;
            if (to === 0 || to + run > count)
                throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .corruptPicture */ .q)('The EXR picture has a broken Huffman code');
            out.fill(out[to - 1] ?? 0, to, to + run);
            to += run;
        }
        if (next * 8 - buffered > bitCount)
            throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .corruptPicture */ .q)('The EXR picture has a chunk that is too short');
    }
    return out;
}
/** Reads a code longer than the table's, bit by bit. `bit` is where it starts. */
function decodeLong(data, bit, code) {
    let value = 0;
    for (let length = 1; length <= maxLength; length++) {
        const position = bit + length - 1;
        value = value * 2 + (((data[position >> 3] ?? 0) >> (7 - (position & 7))) & 1);
        const index = value - (code.first[length] ?? 0);
        // Longer codes are smaller numbers: the first length at which the value reaches the codes is the right one.
        if (index >= 0 && index < (code.count[length] ?? 0) && length > tableBits) {
            return { symbol: code.symbols[(code.start[length] ?? 0) + index] ?? 0, length };
        }
    }
    throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .corruptPicture */ .q)('The EXR picture has a broken Huffman code');
}


/***/ })

};
