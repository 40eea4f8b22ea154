export const id = 687;
export const ids = [687];
export const modules = {

/***/ 84687:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   decodeJpeg: () => (/* binding */ decodeJpeg)
/* harmony export */ });
/* harmony import */ var jpeg_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83598);
/* harmony import */ var jpeg_js__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(jpeg_js__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _jpeg_size_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(88401);
/* harmony import */ var _picture_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(77779);
/* harmony import */ var _samples_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(75010);




function decodeJpeg(bytes) {
    const { width, height } = (0,_jpeg_size_js__WEBPACK_IMPORTED_MODULE_1__/* .readJpegSize */ .W)(bytes);
    // Every 8×8 block takes at least one bit: a file that is shorter cannot have so many pixels.
    if (width * height > bytes.length * 8 * 64) {
        throw (0,_picture_js__WEBPACK_IMPORTED_MODULE_2__/* .corruptPicture */ .q)(`The JPEG picture has too few bytes for its ${width}×${height} pixels`);
    }
    const picture = (0,jpeg_js__WEBPACK_IMPORTED_MODULE_0__.decode)(bytes, {
        useTArray: true,
        formatAsRGBA: false,
        tolerantDecoding: false,
        maxResolutionInMP: Infinity,
        // Coefficients, lines and result take at most 32 bytes a pixel and some megabytes for tables.
        maxMemoryUsageInMB: 16 + (width * height * 32) / 2 ** 20,
    });
    const values = new Uint8Array(picture.data.buffer, picture.data.byteOffset, width * height * 3);
    return { format: 'jpeg', width, height, encoding: 'display', layers: [(0,_samples_js__WEBPACK_IMPORTED_MODULE_3__/* .toLayer */ .ZW)({ values, channels: 3 })] };
}


/***/ })

};
