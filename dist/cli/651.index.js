export const id = 651;
export const ids = [651];
export const modules = {

/***/ 2651:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   pxr24: () => (/* binding */ pxr24)
/* harmony export */ });
/* harmony import */ var _header_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4417);
/* harmony import */ var _streams_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(678);


/** Bytes that PXR24 keeps of a sample: floats lose their lowest eight bits. */
function keptBytes(type) {
    return type === 'half' ? 2 : type === 'float' ? 3 : 4;
}
/**
 * Undoes PXR24: a deflated stream in which each line of a channel is stored as differences of neighbours, first the
 * highest bytes of all of them, then the next, and so on.
 */
const pxr24 = {
    inflate: async ({ data, part, width, height }) => {
        const keptSizeBytes = part.channels.reduce((sum, { type }) => sum + width * height * keptBytes(type), 0);
        return await (0,_streams_js__WEBPACK_IMPORTED_MODULE_1__/* .inflateExactlyAside */ .mE)(data, keptSizeBytes);
    },
    unpack: sumDifferences,
};
function sumDifferences({ data: planes, part, width, height, rawSizeBytes }) {
    const out = new DataView(new ArrayBuffer(rawSizeBytes));
    let from = 0;
    let to = 0;
    for (let line = 0; line < height; line++) {
        for (const { type } of part.channels) {
            const kept = keptBytes(type);
            const size = (0,_header_js__WEBPACK_IMPORTED_MODULE_0__/* .sampleSizeBytes */ .P)(type);
            let value = 0;
            for (let x = 0; x < width; x++, to += size) {
                let difference = 0;
                for (let byte = 0; byte < kept; byte++)
                    difference = (difference << 8) | (planes[from + byte * width + x] ?? 0);
                value = (value + difference) | 0;
                if (type === 'half')
                    out.setUint16(to, value & 0xffff, true);
                else
                    out.setUint32(to, type === 'float' ? value << 8 : value, true);
            }
            from += kept * width;
        }
    }
    return new Uint8Array(out.buffer);
}


/***/ })

};
