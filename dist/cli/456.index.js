export const id = 456;
export const ids = [456,989];
export const modules = {

/***/ 9989:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   interleaveLines: () => (/* binding */ interleaveLines),
/* harmony export */   unpackB44: () => (/* binding */ unpackB44)
/* harmony export */ });
/* harmony import */ var _picture_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7779);
/* harmony import */ var _half_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3546);
/* harmony import */ var _header_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4417);



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

/***/ 1718:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ decodeHuffman)
/* harmony export */ });
/* harmony import */ var _picture_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7779);

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


/***/ }),

/***/ 4456:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  unpackPiz: () => (/* binding */ unpackPiz)
});

// EXTERNAL MODULE: ./src/compare/image/picture.ts
var picture = __webpack_require__(7779);
// EXTERNAL MODULE: ./src/compare/image/exr/b44.ts
var b44 = __webpack_require__(9989);
// EXTERNAL MODULE: ./src/compare/image/exr/header.ts
var header = __webpack_require__(4417);
// EXTERNAL MODULE: ./src/compare/image/exr/huffman.ts
var huffman = __webpack_require__(1718);
;// CONCATENATED MODULE: ./src/compare/image/exr/wavelet.ts
/**
 * Undoes the two-dimensional Haar wavelet of PIZ, in place: from the coarsest level to the finest, each 2×2 group of an
 * average and three differences becomes four values.
 *
 * @param word which of the `step` 16 bit words of a sample
 * @param maxValue the largest value that occurs: below 2 ** 14 no sum can overflow and plain arithmetic was used
 */
function undoWavelet(plane, word, width, height, step, maxValue) {
    const undo = maxValue < 1 << 14 ? undoSmall : undoLarge;
    const rowStep = width * step;
    const shorter = Math.min(width, height);
    let size = 1;
    while (size * 2 <= shorter)
        size *= 2;
    for (let half = size >> 1; half >= 1; half >>= 1) {
        const whole = half * 2;
        const right = half * step;
        const down = half * rowStep;
        let y = 0;
        for (; y + whole <= height; y += whole) {
            let at = word + y * rowStep;
            let x = 0;
            for (; x + whole <= width; x += whole, at += right * 2) {
                undo(plane, at, at + down);
                undo(plane, at + right, at + right + down);
                undo(plane, at, at + right);
                undo(plane, at + down, at + down + right);
            }
            if (width & half)
                undo(plane, at, at + down);
        }
        if (height & half) {
            let at = word + y * rowStep;
            for (let x = 0; x + whole <= width; x += whole, at += right * 2)
                undo(plane, at, at + right);
        }
    }
}
/** An average and a difference, both signed, become the two values. */
function undoSmall(plane, low, high) {
    const average = ((plane[low] ?? 0) << 16) >> 16;
    const difference = ((plane[high] ?? 0) << 16) >> 16;
    const value = average + (difference & 1) + (difference >> 1);
    plane[low] = value;
    plane[high] = value - difference;
}
/** The same in arithmetic modulo 2 ** 16. */
function undoLarge(plane, low, high) {
    const average = plane[low] ?? 0;
    const difference = plane[high] ?? 0;
    const second = (average - (difference >> 1)) & 0xffff;
    plane[high] = second;
    plane[low] = difference + second - 0x8000;
}

;// CONCATENATED MODULE: ./src/compare/image/exr/piz.ts





const bitmapSizeBytes = 8192;
/**
 * Undoes PIZ: a bitmap of the 16 bit values that occur, then the wavelet coefficients of their numbers, Huffman coded.
 * 32 bit channels are two 16 bit values a pixel. Channels come one after the other, whole.
 */
function unpackPiz({ data, part, width, height, rawSizeBytes }) {
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    const first = view.getUint16(0, true);
    const last = view.getUint16(2, true);
    if (last >= bitmapSizeBytes)
        throw (0,picture/* corruptPicture */.q)('The EXR picture has a broken table of values');
    const bitmapEnd = first <= last ? 4 + last - first + 1 : 4;
    const valueOf = valuesInUse(data.subarray(4, bitmapEnd), first * 8);
    const sizeBytes = view.getUint32(bitmapEnd, true);
    const start = bitmapEnd + 4;
    if (start + sizeBytes > data.length)
        throw (0,picture/* corruptPicture */.q)('The EXR picture has a chunk that is too short');
    const values = (0,huffman/* decodeHuffman */.o)(data.subarray(start, start + sizeBytes), rawSizeBytes / 2);
    let offset = 0;
    const planes = part.channels.map(({ type }) => {
        const step = (0,header/* sampleSizeBytes */.P)(type) / 2;
        const plane = values.subarray(offset, offset + width * height * step);
        offset += plane.length;
        for (let word = 0; word < step; word++)
            undoWavelet(plane, word, width, height, step, valueOf.length - 1);
        for (let index = 0; index < plane.length; index++)
            plane[index] = valueOf[plane[index] ?? 0] ?? 0;
        return new Uint8Array(plane.buffer, plane.byteOffset, plane.byteLength);
    });
    return (0,b44.interleaveLines)(planes, height, rawSizeBytes);
}
/** The values whose bit is set, in order, and zero, which always counts. */
function valuesInUse(bitmap, firstValue) {
    const values = [0];
    for (const [index, bits] of bitmap.entries()) {
        for (let bit = 0; bit < 8; bit++) {
            const value = firstValue + index * 8 + bit;
            if ((bits >> bit) & 1 && value !== 0)
                values.push(value);
        }
    }
    return Uint16Array.from(values);
}


/***/ })

};
