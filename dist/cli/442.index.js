export const id = 442;
export const ids = [442,964];
export const modules = {

/***/ 4964:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readTiffDirectory: () => (/* binding */ readTiffDirectory)
/* harmony export */ });
/* harmony import */ var _picture_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7779);

const tags = {
    ...{ width: 256, height: 257, bitsPerSample: 258, compression: 259, photometric: 262, stripOffsets: 273 },
    ...{ samples: 277, rowsPerStrip: 278, stripSizes: 279, planar: 284, predictor: 317, tileWidth: 322 },
    ...{ tileHeight: 323, tileOffsets: 324, tileSizes: 325, extraSamples: 338, sampleFormat: 339 },
};
const compressions = {
    ...{ 1: 'none', 5: 'lzw', 8: 'deflate', 32946: 'deflate', 32773: 'packbits' },
};
/** As many strips or tiles as no picture has. */
const maxValues = 2 ** 20;
/** Tiles up to this size are usual, whatever the picture's. */
const leastTilePixels = 2 ** 20;
/** Bytes of a value by its type: only SHORT and LONG matter here. */
const typeSizes = { 1: 1, 3: 2, 4: 4 };
function readTiffDirectory(bytes) {
    const fields = readFields(bytes);
    const all = (tag) => fields.get(tag) ?? [];
    const one = (tag, fallback) => fields.get(tag)?.[0] ?? fallback;
    const width = one(tags.width, 0);
    const height = one(tags.height, 0);
    const samples = one(tags.samples, 1);
    const tiled = fields.has(tags.tileOffsets);
    const segment = tiled
        ? { width: one(tags.tileWidth, 0), height: one(tags.tileHeight, 0) }
        : { width, height: Math.min(height, one(tags.rowsPerStrip, height)) };
    const directory = {
        ...{ littleEndian: bytes[0] === 0x49, width, height, samples, tiled, segment },
        ...checkPixels(all(tags.bitsPerSample), one(tags.sampleFormat, 1), one(tags.photometric, 1)),
        compression: compressions[one(tags.compression, 1)] ?? unsupported('compression', one(tags.compression, 1)),
        predictor: one(tags.predictor, 1),
        planar: one(tags.planar, 1) === 2,
        unassociatedAlpha: one(tags.extraSamples, 0) === 2,
        offsets: all(tiled ? tags.tileOffsets : tags.stripOffsets),
        sizes: all(tiled ? tags.tileSizes : tags.stripSizes),
    };
    checkSegments(directory, bytes.length);
    return directory;
}
function unsupported(what, value) {
    throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .corruptPicture */ .q)(`The TIFF picture has a ${what} (${value}) that cannot be read`);
}
function checkPixels(bits, sampleFormat, photometric) {
    const bitsPerSample = bits[0] ?? 1;
    const format = sampleFormat === 3 ? 3 : 1;
    const known = format === 3 ? bitsPerSample === 32 : bitsPerSample === 8 || bitsPerSample === 16;
    if (!known || bits.some((other) => other !== bitsPerSample))
        unsupported('number of bits', bitsPerSample);
    if (sampleFormat !== format)
        unsupported('kind of numbers', sampleFormat);
    if (photometric > 2)
        unsupported('colour model', photometric);
    return { bitsPerSample: bitsPerSample, sampleFormat: format, whiteIsZero: photometric === 0 };
}
function checkSegments(directory, fileBytes) {
    const { width, height, samples, segment, planar, offsets, sizes } = directory;
    const perPlane = Math.ceil(width / segment.width) * Math.ceil(height / segment.height);
    const fits = offsets.length === perPlane * (planar ? samples : 1) &&
        sizes.length === offsets.length &&
        offsets.every((offset, index) => offset + (sizes[index] ?? 0) <= fileBytes) &&
        // Each byte of the file belongs to one segment: overlapping ones could make a small file a large picture.
        sizes.reduce((sum, size) => sum + size, 0) <= fileBytes &&
        // A tile may be larger than its picture, but must not make a small picture a large one.
        segment.width * segment.height <= Math.max(leastTilePixels, 4 * width * height);
    if (!fits)
        throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .corruptPicture */ .q)('The TIFF picture has strips or tiles that do not fit its size');
}
/** Reads the fields of the first directory that hold whole numbers. */
function readFields(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const little = bytes[0] === 0x49;
    const start = view.getUint32(4, little);
    const fields = new Map();
    const count = view.getUint16(start, little);
    for (let index = 0; index < count; index++) {
        const entry = start + 2 + index * 12;
        const size = typeSizes[view.getUint16(entry + 2, little)];
        const values = view.getUint32(entry + 4, little);
        const tag = view.getUint16(entry, little);
        if (size === undefined || !Object.values(tags).includes(tag))
            continue;
        if (fields.has(tag))
            throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .corruptPicture */ .q)(`The TIFF picture has the field ${tag} twice`);
        if (values > maxValues)
            throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .corruptPicture */ .q)(`The TIFF picture has ${values} values in its field ${tag}`);
        // Up to four bytes are in the entry itself.
        const offset = values * size <= 4 ? entry + 8 : view.getUint32(entry + 8, little);
        if (offset + values * size > bytes.length)
            throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_0__/* .corruptPicture */ .q)('The TIFF picture is cut off');
        const list = Array.from({ length: values }, (_, at) => {
            const where = offset + at * size;
            return size === 1
                ? view.getUint8(where)
                : size === 2
                    ? view.getUint16(where, little)
                    : view.getUint32(where, little);
        });
        fields.set(tag, list);
    }
    return fields;
}


/***/ }),

/***/ 442:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  decodeTiff: () => (/* binding */ decodeTiff)
});

// EXTERNAL MODULE: ./src/compare/image/picture.ts
var image_picture = __webpack_require__(7779);
// EXTERNAL MODULE: ./src/compare/image/samples.ts
var image_samples = __webpack_require__(5010);
// EXTERNAL MODULE: ./src/compare/image/tiff-directory.ts
var tiff_directory = __webpack_require__(4964);
// EXTERNAL MODULE: ./src/compare/image/inflate.ts
var inflate = __webpack_require__(3014);
;// CONCATENATED MODULE: ./src/compare/image/tiff-segments.ts


/** Unpacks one strip or tile into its values, line by line. */
function unpackSegment(bytes, directory, index, { width, lines, samples }) {
    const offset = directory.offsets[index] ?? 0;
    const data = bytes.subarray(offset, offset + (directory.sizes[index] ?? 0));
    const size = directory.bitsPerSample / 8;
    const raw = decompress(data, directory.compression, width * lines * samples * size);
    const lineValues = width * samples;
    if (directory.predictor === 3) {
        undoFloatPredictor(raw, lineValues * size, samples);
        return toFloats(raw);
    }
    // Everything below counts on the machine's byte order, which is little-endian wherever Node.js runs.
    if (!directory.littleEndian && size === 2)
        raw.swap16();
    if (!directory.littleEndian && size === 4)
        raw.swap32();
    const Words = size === 4 ? Uint32Array : size === 2 ? Uint16Array : Uint8Array;
    const values = new Words(raw.buffer, raw.byteOffset, raw.length / size);
    if (directory.predictor === 2) {
        for (let line = 0; line < lines; line++) {
            for (let at = line * lineValues + samples; at < (line + 1) * lineValues; at++) {
                values[at] = (values[at] ?? 0) + (values[at - samples] ?? 0);
            }
        }
    }
    return values instanceof Uint32Array ? toFloats(raw) : values;
}
function toFloats(raw) {
    return new Float32Array(raw.buffer, raw.byteOffset, raw.length / 4);
}
/** Bytes are differences; the highest bytes of a line's floats come first, then the next highest. */
function undoFloatPredictor(raw, lineBytes, samples) {
    const values = lineBytes / 4;
    for (let start = 0; start < raw.length; start += lineBytes) {
        const line = raw.subarray(start, start + lineBytes);
        for (let at = samples; at < lineBytes; at++)
            line[at] = (line[at] ?? 0) + (line[at - samples] ?? 0);
        const planes = Uint8Array.from(line);
        for (let value = 0; value < values; value++) {
            for (let byte = 0; byte < 4; byte++)
                line[value * 4 + 3 - byte] = planes[byte * values + value] ?? 0;
        }
    }
}
/** Gives exactly `sizeBytes` in a buffer of its own, aligned for any number. */
function decompress(data, compression, sizeBytes) {
    const out = Buffer.from(new ArrayBuffer(sizeBytes));
    const written = compression === 'none'
        ? copy(data.subarray(0, sizeBytes), out)
        : compression === 'deflate'
            ? copy((0,inflate/* inflate */.U)(data, sizeBytes), out)
            : compression === 'lzw'
                ? expandLzw(data, out)
                : expandPackBits(data, out);
    if (written !== sizeBytes)
        throw (0,image_picture/* corruptPicture */.q)('The TIFF picture has a strip or tile that is too short');
    return out;
}
function copy(from, to) {
    to.set(from);
    return from.length;
}
/** A count below zero: the next byte 1 - count times; otherwise count + 1 bytes as they are. */
function expandPackBits(data, out) {
    let to = 0;
    for (let from = 0; from < data.length && to < out.length;) {
        const count = ((data[from++] ?? 0) << 24) >> 24;
        if (count === -128)
            continue;
        const length = Math.min(count < 0 ? 1 - count : count + 1, out.length - to);
        if (count < 0)
            out.fill(data[from++] ?? 0, to, to + length);
        else
            out.set(data.subarray(from, (from += count + 1)).subarray(0, length), to);
        to += length;
    }
    return to;
}
const clearCode = 256;
const endCode = 257;
/** LZW of TIFF: codes of 9 to 12 bits, high bits first, growing one code early. */
function expandLzw(data, out) {
    // Each entry is text that is in `out` already: where it starts and how long it is.
    const starts = new Uint32Array(4096);
    const lengths = new Uint32Array(4096);
    let next = 258;
    let bits = 9;
    let to = 0;
    let before;
    for (let bit = 0; bit + bits <= data.length * 8 && to < out.length;) {
        const index = bit >> 3;
        const word = ((data[index] ?? 0) << 16) | ((data[index + 1] ?? 0) << 8) | (data[index + 2] ?? 0);
        const code = (word >> (24 - bits - (bit & 7))) & ((1 << bits) - 1);
        bit += bits;
        if (code === endCode)
            break;
        if (code === clearCode) {
            next = 258;
            bits = 9;
            before = undefined;
            continue;
        }
        const start = to;
        if (code < 256) {
            out[to++] = code;
        }
        else {
            // A code that is only now being defined is the text before and that text's first byte.
            const from = code < next ? (starts[code] ?? 0) : before?.start;
            const length = code < next ? (lengths[code] ?? 0) : (before?.length ?? 0) + 1;
            if (from === undefined || code > next)
                throw (0,image_picture/* corruptPicture */.q)('The TIFF picture has broken LZW data');
            for (let at = 0; at < length && to < out.length; at++)
                out[to++] = out[from + at] ?? 0;
        }
        if (before && next < 4096) {
            starts[next] = before.start;
            lengths[next] = before.length + 1;
            next++;
        }
        before = { start, length: to - start };
        bits = next >= 2047 ? 12 : next >= 1023 ? 11 : next >= 511 ? 10 : 9;
    }
    return to;
}

;// CONCATENATED MODULE: ./src/compare/image/tiff.ts




/**
 * Decodes the first page of a TIFF: 8 and 16 bit whole numbers and 32 bit floats; strips or tiles; uncompressed, LZW,
 * deflate or PackBits, with and without prediction. Blender, OpenImageIO and libtiff write nothing else for renders.
 */
function decodeTiff(bytes) {
    const directory = (0,tiff_directory.readTiffDirectory)(bytes);
    const { width, height, samples } = directory;
    (0,image_picture/* checkSize */.C)(width, height, samples);
    const float = directory.sampleFormat === 3;
    const length = width * height * samples;
    checkPresent(directory);
    const values = float
        ? new Float32Array(length)
        : directory.bitsPerSample === 16
            ? new Uint16Array(length)
            : new Uint8Array(length);
    for (let index = 0; index < directory.offsets.length; index++)
        placeSegment(bytes, directory, index, values);
    const size = { width, height };
    if (values instanceof Float32Array) {
        const channels = (0,image_samples/* channelNames */.ov)(samples).map((name, channel) => ({
            name,
            values: Float32Array.from({ length: width * height }, (_, pixel) => values[pixel * samples + channel] ?? 0),
        }));
        return { format: 'tiff', ...size, encoding: 'linear', layers: [{ name: '', channels }] };
    }
    const picture = { values, channels: samples };
    if (directory.whiteIsZero)
        invert(picture);
    if (directory.unassociatedAlpha && samples % 2 === 0)
        (0,image_samples/* multiplyByAlpha */.k9)(picture);
    return { format: 'tiff', ...size, encoding: 'display', layers: [(0,image_samples/* toLayer */.ZW)(picture)] };
}
/** A file without its segments must not make us allocate a picture: the best compression gains a factor of 1400. */
function checkPresent({ width, height, samples, bitsPerSample, sizes }) {
    const storedBytes = sizes.reduce((sum, sizeBytes) => sum + sizeBytes, 0);
    if ((width * height * samples * bitsPerSample) / 8 > storedBytes * 1400) {
        throw (0,image_picture/* corruptPicture */.q)(`The TIFF picture has too few bytes for its ${width}×${height} pixels`);
    }
}
function placeSegment(bytes, directory, index, values) {
    const { width, height, samples, segment, planar } = directory;
    const across = Math.ceil(width / segment.width);
    const perPlane = across * Math.ceil(height / segment.height);
    const place = index % perPlane;
    const left = (place % across) * segment.width;
    const top = Math.floor(place / across) * segment.height;
    // Strips end with the picture; tiles are always whole.
    const lines = directory.tiled ? segment.height : Math.min(segment.height, height - top);
    const stored = planar ? 1 : samples;
    const from = unpackSegment(bytes, directory, index, { width: segment.width, lines, samples: stored });
    const visible = Math.min(segment.width, width - left);
    for (let line = 0; line < Math.min(lines, height - top); line++) {
        const source = from.subarray(line * segment.width * stored, (line * segment.width + visible) * stored);
        const to = ((top + line) * width + left) * samples;
        if (planar) {
            const channel = Math.floor(index / perPlane);
            for (let x = 0; x < visible; x++)
                values[to + x * samples + channel] = source[x] ?? 0;
        }
        else {
            values.set(source, to);
        }
    }
}
function invert({ values }) {
    const full = values instanceof Uint8Array ? 255 : 65535;
    for (let index = 0; index < values.length; index++)
        values[index] = full - (values[index] ?? 0);
}


/***/ })

};
