export const id = 583;
export const ids = [583];
export const modules = {

/***/ 1453:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H_: () => (/* binding */ selectFrames),
/* harmony export */   I9: () => (/* binding */ formatFrames),
/* harmony export */   rQ: () => (/* binding */ fewRanges)
/* harmony export */ });
/** As many as a title or a sentence bears. */
const fewRanges = 12;
/**
 * Frame numbers for people: `[3, 9, 8, 7]` → `3, 7-9`. A range that touches negative frames is written `-5 to -3`.
 * @param maxRanges what is behind these is only counted.
 */
function formatFrames(frames, maxRanges = Infinity) {
    const ranges = [];
    for (const frame of [...new Set(frames)].sort((a, b) => a - b)) {
        const range = ranges.at(-1);
        if (range?.last === frame - 1)
            range.last = frame;
        else
            ranges.push({ first: frame, last: frame });
    }
    const shown = ranges
        .slice(0, maxRanges)
        .map(({ first, last }) => (first === last ? `${first}` : `${first}${first < 0 ? ' to ' : '-'}${last}`));
    const left = ranges.slice(maxRanges).reduce((sum, { first, last }) => sum + last - first + 1, 0);
    return `${shown.join(', ')}${left === 0 ? '' : ` and ${left} more`}`;
}
/**
 * Those of `frames` (ascending) that a text of {@link formatFrames} names. Ranges that do not ascend name nothing more,
 * so that a text from outside costs no more than its length.
 */
function selectFrames(text, frames) {
    const selected = [];
    let next = 0;
    for (const [, first = '', last = first] of text.matchAll(/(-?\d{1,7})(?:(?:-| to )(-?\d{1,7}))?(?:, |$)/g)) {
        while (next < frames.length && Number(frames[next]) < Number(first))
            next += 1;
        while (next < frames.length && Number(frames[next]) <= Number(last))
            selected.push(Number(frames[next++]));
    }
    return selected;
}


/***/ }),

/***/ 1335:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v_: () => (/* binding */ readBlocks),
/* harmony export */   zq: () => (/* binding */ readAddress)
/* harmony export */ });
/* unused harmony export BlockTable */
/* harmony import */ var _broken_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6292);

/** About a gigabyte of the smallest blocks there are in practice; the table for them stays below 150 MB. */
const maxBlocks = 4_000_000;
/** Where every block of a file lies, in columns: a large project has a million of them. */
class BlockTable {
    #length = 0;
    #startByte = new Float64Array(1024);
    #lengthBytes = new Float64Array(1024);
    #address = new BigUint64Array(1024);
    #code = new Uint32Array(1024);
    #structIndex = new Uint32Array(1024);
    #elements = new Uint32Array(1024);
    get length() {
        return this.#length;
    }
    add(code, block) {
        if (this.#length === this.#code.length)
            this.#grow();
        const index = this.#length++;
        this.#code[index] = code;
        this.#address[index] = block.address;
        this.#structIndex[index] = block.structIndex;
        this.#elements[index] = block.elements;
        this.#startByte[index] = block.startByte;
        this.#lengthBytes[index] = block.lengthBytes;
    }
    /** The block at `index`, which is below `length`. */
    at(index) {
        return {
            address: this.address(index),
            structIndex: this.structIndex(index),
            elements: this.#elements[index] ?? 0,
            startByte: this.#startByte[index] ?? 0,
            lengthBytes: this.#lengthBytes[index] ?? 0,
        };
    }
    /** `DATA`, `DNA1`, or the two letters of a data-block's type, such as `IM`. */
    code(index) {
        return codeText(this.#code[index] ?? 0);
    }
    isData(index) {
        return this.#code[index] === dataCode;
    }
    address(index) {
        return this.#address[index] ?? 0n;
    }
    structIndex(index) {
        return this.#structIndex[index] ?? 0;
    }
    #grow() {
        const grown = (column, larger) => {
            larger.set(column);
            return larger;
        };
        const capacity = this.#code.length * 2;
        this.#startByte = grown(this.#startByte, new Float64Array(capacity));
        this.#lengthBytes = grown(this.#lengthBytes, new Float64Array(capacity));
        this.#address = grown(this.#address, new BigUint64Array(capacity));
        this.#code = grown(this.#code, new Uint32Array(capacity));
        this.#structIndex = grown(this.#structIndex, new Uint32Array(capacity));
        this.#elements = grown(this.#elements, new Uint32Array(capacity));
    }
}
const dataCode = codeNumber('DATA');
const endCode = codeNumber('ENDB');
/** Walks from block header to block header up to `ENDB`, without reading what lies between. */
function readBlocks(bytes, header) {
    const table = new BlockTable();
    const headerBytes = header.blocks === 'large' ? 32 : 16 + header.pointerSize;
    const parse = header.blocks === 'large' ? parseLargeHeader : parseSmallHeader;
    let position = header.sizeBytes;
    for (;;) {
        const raw = bytes.read(position, Math.min(headerBytes, Math.max(4, bytes.sizeBytes - position)));
        const code = raw.readUInt32BE(0);
        // ENDB's own header is cut short in some old files.
        if (code === endCode)
            return table;
        if (raw.length < headerBytes)
            throw (0,_broken_js__WEBPACK_IMPORTED_MODULE_0__/* .brokenBlend */ .z)(bytes.file, 'is cut off');
        const block = parse(raw, header, position + headerBytes);
        if (block.lengthBytes < 0 || block.startByte + block.lengthBytes > bytes.sizeBytes) {
            throw (0,_broken_js__WEBPACK_IMPORTED_MODULE_0__/* .brokenBlend */ .z)(bytes.file, 'is cut off');
        }
        if (table.length === maxBlocks)
            throw (0,_broken_js__WEBPACK_IMPORTED_MODULE_0__/* .brokenBlend */ .z)(bytes.file, `has more than ${maxBlocks} blocks`);
        table.add(code, block);
        position = block.startByte + block.lengthBytes;
    }
}
function parseSmallHeader(raw, header, startByte) {
    const int = (offset) => (header.littleEndian ? raw.readInt32LE(offset) : raw.readInt32BE(offset));
    const afterPointer = 8 + header.pointerSize;
    return {
        lengthBytes: int(4),
        address: readAddress(raw, 8, header),
        structIndex: int(afterPointer),
        elements: Math.max(0, int(afterPointer + 4)),
        startByte,
    };
}
function parseLargeHeader(raw, header, startByte) {
    return {
        structIndex: raw.readInt32LE(4),
        address: readAddress(raw, 8, header),
        lengthBytes: Number(raw.readBigInt64LE(16)),
        elements: Math.max(0, Math.min(0xffffffff, Number(raw.readBigInt64LE(24)))),
        startByte,
    };
}
/** The pointer at `offset` of `bytes`; 0n is null. */
function readAddress(bytes, offset, header) {
    if (header.pointerSize === 8) {
        return header.littleEndian ? bytes.readBigUInt64LE(offset) : bytes.readBigUInt64BE(offset);
    }
    return BigInt(header.littleEndian ? bytes.readUInt32LE(offset) : bytes.readUInt32BE(offset));
}
function codeNumber(text) {
    return Buffer.from(text.padEnd(4, '\0'), 'latin1').readUInt32BE(0);
}
/** Two-letter codes are padded with NULs: behind in little endian files, in front in big endian ones. */
function codeText(code) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(code);
    return bytes.toString('latin1').replaceAll('\0', '');
}


/***/ }),

/***/ 6292:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ brokenBlend)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5260);


/** The error for a .blend that cannot be read. `problem` goes on after the file's name: `ends inside a block`. */
function brokenBlend(file, problem, cause) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RenderError */ .vH('settings', `${(0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g)(file)} cannot be read as a .blend file: it ${problem}.`, {
        file,
        hint: 'Open it in Blender, save it again and commit the new file.',
        cause,
    });
}


/***/ }),

/***/ 5541:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ formatDependencies),
/* harmony export */   L: () => (/* binding */ formatDependencyTree)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5260);
/* harmony import */ var _quantities_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5602);



/** The object that `blendnet-render deps --json` prints. */
function formatDependencies(trace, contents = new Map()) {
    const folder = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.dirname(trace.project);
    const relative = (path) => node_path__WEBPACK_IMPORTED_MODULE_0__.posix.relative(folder, path);
    const traced = new Set(trace.files.map(({ path }) => path));
    const problemOf = new Map(trace.problems.map(({ path, kind }) => [path, kind]));
    const files = trace.files.map(({ path, owner, dataBlock, kind, frames }) => {
        const sha1 = contents.get(path)?.sha1;
        const problem = problemOf.get(path);
        return {
            path: relative(path),
            owner: relative(owner),
            dataBlock,
            kind,
            exists: true,
            ...(sha1 === undefined ? {} : { sha1 }),
            ...(frames === undefined ? {} : { frames }),
            ...(problem === undefined ? {} : { problem }),
        };
    });
    const others = trace.problems.filter(({ path }) => path === undefined || !traced.has(path));
    return {
        project: relative(trace.project),
        version: trace.version,
        compression: trace.compression,
        scene: trace.scene,
        files: [
            ...files,
            ...others.map(({ path, owner, dataBlock, reference, referenceKind, kind }) => ({
                path: path === undefined ? reference : relative(path),
                owner: relative(owner),
                dataBlock,
                kind: referenceKind,
                exists: false,
                problem: kind,
            })),
        ],
    };
}
/** Files of one reference that are listed one by one; more become one line. */
const maxListed = 4;
/** The same for people: files below the .blend that names them, with sizes and what is wrong. Ends in a line break. */
function formatDependencyTree(trace, contents = new Map()) {
    const { version, scene } = trace;
    const facts = `Blender ${version}, ${(0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g)(scene.engine)}, frames ${scene.frameStart}-${scene.frameEnd}`;
    const lines = [`${(0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g)(trace.project)} (${facts})`];
    const size = (files) => {
        const known = files.map(({ path }) => contents.get(path)?.sizeBytes).filter((bytes) => bytes !== undefined);
        return known.length === 0 ? '' : `  ${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_2__/* .formatBytes */ .z3)(known.reduce((sum, bytes) => sum + bytes, 0))}`;
    };
    const owners = new Set([trace.project, ...[...trace.files, ...trace.problems].map(({ owner }) => owner)]);
    for (const owner of owners) {
        if (owner !== trace.project)
            lines.push('', (0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g)(owner));
        for (const files of groupByReference(trace.files.filter((file) => file.owner === owner && file.path !== owner))) {
            lines.push(`  ${describePaths(files)}${size(files)}  (${(0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g)(files[0]?.dataBlock ?? '')})`);
        }
        for (const problem of trace.problems.filter((each) => each.owner === owner))
            lines.push(...formatProblem(problem));
    }
    const total = `${trace.files.length} ${trace.files.length === 1 ? 'file' : 'files'}${size(trace.files)}`;
    const problems = trace.problems.length + trace.problemsLeftOut;
    lines.push('', problems === 0 ? total : `${total}, ${problems} ${problems === 1 ? 'problem' : 'problems'}`);
    return `${lines.join('\n')}\n`;
}
function formatProblem({ kind, message, hint }) {
    return [`  ✗ ${kind}: ${(0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g)(message)}`, `    ${hint}`];
}
/** Files that one reference stands for, a group for each when they are few. */
function groupByReference(files) {
    const groups = new Map();
    for (const file of files) {
        const key = `${file.dataBlock}\n${file.reference}`;
        const group = groups.get(key);
        if (group)
            group.push(file);
        else
            groups.set(key, [file]);
    }
    return [...groups.values()].flatMap((group) => (group.length > maxListed ? [group] : group.map((file) => [file])));
}
function describePaths(files) {
    const [first] = files;
    const last = files.at(-1);
    if (first === undefined || last === undefined)
        return '';
    if (files.length === 1)
        return (0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g)(first.path);
    return `${(0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g)(first.path)} … ${(0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g)(node_path__WEBPACK_IMPORTED_MODULE_0__.posix.basename(last.path))}, ${files.length} files`;
}


/***/ }),

/***/ 4324:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Pw: () => (/* binding */ maxHeaderBytes),
/* harmony export */   RW: () => (/* binding */ parseHeader),
/* harmony export */   qh: () => (/* binding */ formatVersion)
/* harmony export */ });
/* harmony import */ var _broken_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6292);

/** Enough bytes for {@link parseHeader}. */
const maxHeaderBytes = 17;
/**
 * Parses `BLENDER-v304` (up to Blender 4.5: pointer size `_` 4 or `-` 8, `v` little or `V` big endian, version) or
 * `BLENDER17-01v0500` (5.0 on: header size, pointer size, format version, byte order, version). `file` is for errors.
 */
function parseHeader(bytes, file) {
    const text = bytes.toString('latin1', 0, maxHeaderBytes);
    const small = /^BLENDER([_-])([vV])(\d{3})/.exec(text);
    if (small) {
        return {
            version: Number(small[3]),
            pointerSize: small[1] === '_' ? 4 : 8,
            littleEndian: small[2] === 'v',
            sizeBytes: 12,
            blocks: 'small',
        };
    }
    const large = /^BLENDER17-(\d\d)v(\d{4})/.exec(text);
    if (!large)
        throw (0,_broken_js__WEBPACK_IMPORTED_MODULE_0__/* .brokenBlend */ .z)(file, 'does not begin like one');
    if (large[1] !== '01')
        throw (0,_broken_js__WEBPACK_IMPORTED_MODULE_0__/* .brokenBlend */ .z)(file, `has format version ${Number(large[1])}, which is not known yet`);
    return { version: Number(large[2]), pointerSize: 8, littleEndian: true, sizeBytes: 17, blocks: 'large' };
}
/** `279` → `2.79`, `304` → `3.4`, `500` → `5.0`: from 3.0 on Blender counts minor versions without a leading zero. */
function formatVersion(version) {
    const minor = version % 100;
    return `${Math.floor(version / 100)}.${version < 300 ? String(minor).padStart(2, '0') : minor}`;
}


/***/ }),

/***/ 7296:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  E: () => (/* binding */ openBlend),
  a: () => (/* binding */ openInnerBlend)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/printable.ts
var printable = __webpack_require__(5260);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./src/project/blend/address-index.ts

/** Random, so that no file can be made of addresses that all fall into one place of the table. */
const [lowFactor, highFactor] = [(0,external_node_crypto_.randomInt)(2 ** 31) * 2 + 1, (0,external_node_crypto_.randomInt)(2 ** 31) * 2 + 1];
/**
 * Finds blocks by their addresses, through a hash table of plain numbers: a Map of bigints would take 170 bytes for each of
 * the millions of blocks that one data-block can have.
 */
class AddressIndex {
    #blocks;
    #from;
    /** Blocks' indices, counted from 1 at `from`; 0 is a free place. At most half of them are taken. */
    #places;
    #shift;
    /** Of the blocks `from` to `to`, exclusive. */
    constructor(blocks, from, to) {
        this.#blocks = blocks;
        this.#from = from;
        const bits = Math.max(1, Math.ceil(Math.log2(to - from)) + 1);
        this.#places = new Uint32Array(2 ** bits);
        this.#shift = 32 - bits;
        for (let index = from; index < to; index++)
            this.#places[this.#placeOf(blocks.address(index))] = index - from + 1;
    }
    /** The last block at `address`. */
    find(address) {
        const entry = this.#places[this.#placeOf(address)] ?? 0;
        return entry === 0 ? undefined : this.#from + entry - 1;
    }
    /** Where `address` is in the table, or is to be put. */
    #placeOf(address) {
        const low = Number(BigInt.asUintN(32, address));
        const high = Number(BigInt.asUintN(32, address >> 32n));
        let place = (Math.imul(low, lowFactor) + Math.imul(high, highFactor)) >>> this.#shift;
        for (;;) {
            const entry = this.#places[place] ?? 0;
            if (entry === 0 || this.#blocks.address(this.#from + entry - 1) === address)
                return place;
            place = (place + 1) % this.#places.length;
        }
    }
}

// EXTERNAL MODULE: ./src/project/blend/blocks.ts
var blocks = __webpack_require__(1335);
// EXTERNAL MODULE: ./src/project/blend/broken.ts
var broken = __webpack_require__(6292);
;// CONCATENATED MODULE: ./src/project/blend/dna.ts

/** One struct's layout. */
class StructType {
    name;
    sizeBytes;
    #readMembers;
    #members;
    #paths = new Map();
    constructor(name, sizeBytes, readMembers) {
        this.name = name;
        this.sizeBytes = sizeBytes;
        this.#readMembers = readMembers;
    }
    get members() {
        return (this.#members ??= this.#readMembers());
    }
    /** A member, or a member of a member (`r.sfra`), with its offset from the start of this struct. */
    find(path) {
        if (this.#paths.has(path))
            return this.#paths.get(path);
        const found = this.#resolve(path);
        this.#paths.set(path, found);
        return found;
    }
    #resolve(path) {
        const dot = path.indexOf('.');
        if (dot < 0)
            return this.members.get(path);
        const outer = this.members.get(path.slice(0, dot));
        if (outer === undefined || outer.isPointer)
            return undefined;
        const inner = outer.struct?.find(path.slice(dot + 1));
        return inner && { ...inner, offset: outer.offset + inner.offset };
    }
}
/** A real file has about 5,000 names, 1,000 types and 900 structs in 150 KB. */
const maxDnaBytes = 16 * 1024 * 1024;
const maxNames = 100_000;
const maxTypes = 20_000;
const maxStructs = 20_000;
/** The size of a type has 16 bits, so that no member lies behind this, nor has more elements. */
const maxStructBytes = 0xffff;
/** Parses the data of a DNA1 block. The result's order is that of a block's `structIndex`. `file` is for errors. */
function parseDna(bytes, pointerSize, littleEndian, file) {
    try {
        return new DnaParser(bytes, pointerSize, littleEndian, file).parse();
    }
    catch (error) {
        throw (0,broken/* brokenBlend */.z)(file, 'has a damaged description of its structs', error);
    }
}
/** Reads past the end throw a RangeError, which {@link parseDna} turns into the error for the file. */
class DnaParser {
    #bytes;
    #pointerSize;
    #littleEndian;
    #file;
    #position = 0;
    constructor(bytes, pointerSize, littleEndian, file) {
        this.#file = file;
        this.#bytes = bytes;
        this.#pointerSize = pointerSize;
        this.#littleEndian = littleEndian;
    }
    parse() {
        this.#expect('SDNA');
        this.#expect('NAME');
        const names = this.#strings(maxNames);
        this.#expect('TYPE');
        const types = this.#strings(maxTypes);
        this.#expect('TLEN');
        const typeSizes = types.map(() => this.#short());
        this.#expect('STRC');
        const structs = [];
        const structOfType = new Map();
        for (let left = this.#count(maxStructs); left > 0; left--) {
            const type = this.#short();
            const memberCount = this.#short();
            const first = this.#position;
            this.#position += memberCount * 4;
            if (this.#position > this.#bytes.length)
                throw new RangeError('a struct goes on past the end');
            const struct = new StructType(types[type] ?? '', typeSizes[type] ?? 0, () => this.#members(first, memberCount, names, types, typeSizes, structOfType));
            structs.push(struct);
            structOfType.set(type, struct);
        }
        return structs;
    }
    #members(first, count, names, types, typeSizes, structOfType) {
        const members = new Map();
        let offset = 0;
        for (let entry = first; entry < first + count * 4; entry += 4) {
            const type = this.#shortAt(entry);
            const { name, isPointer, elements } = parseMemberName(names[this.#shortAt(entry + 2)] ?? '');
            const elementBytes = isPointer ? this.#pointerSize : (typeSizes[type] ?? 0);
            members.set(name, {
                type: types[type] ?? '',
                isPointer,
                offset,
                elementBytes,
                elements,
                struct: structOfType.get(type),
            });
            offset += elementBytes * elements;
            // Read when the struct is first asked for, long after parseDna.
            if (elements > maxStructBytes || offset > maxStructBytes) {
                throw (0,broken/* brokenBlend */.z)(this.#file, 'has a struct that is larger than any');
            }
        }
        return members;
    }
    /** A section starts at a multiple of four with its name. */
    #expect(tag) {
        this.#position = Math.ceil(this.#position / 4) * 4;
        if (this.#bytes.toString('latin1', this.#position, this.#position + 4) !== tag)
            throw new Error(`no ${tag}`);
        this.#position += 4;
    }
    #strings(max) {
        const strings = [];
        for (let left = this.#count(max); left > 0; left--) {
            const end = this.#bytes.indexOf(0, this.#position);
            if (end < 0)
                throw new RangeError('a name goes on past the end');
            strings.push(this.#bytes.toString('latin1', this.#position, end));
            this.#position = end + 1;
        }
        return strings;
    }
    #count(max) {
        const value = this.#littleEndian
            ? this.#bytes.readInt32LE(this.#position)
            : this.#bytes.readInt32BE(this.#position);
        this.#position += 4;
        if (value > max)
            throw new RangeError(`${value} of what no file has more than ${max} of`);
        return value;
    }
    #short() {
        const value = this.#shortAt(this.#position);
        this.#position += 2;
        return value;
    }
    #shortAt(position) {
        return this.#littleEndian ? this.#bytes.readUInt16LE(position) : this.#bytes.readUInt16BE(position);
    }
}
/** `*next`, `name[66]`, `**mat`, `mat[4][4]`, `(*func)()` → the bare name and what surrounds it. */
function parseMemberName(declared) {
    const name = /\w+/.exec(declared)?.[0] ?? '';
    let elements = 1;
    for (const dimension of declared.matchAll(/\[(\d{1,9})\]/g))
        elements *= Number(dimension[1]);
    return { name, isPointer: declared.startsWith('*') || declared.startsWith('('), elements };
}

// EXTERNAL MODULE: ./src/project/blend/header.ts
var header = __webpack_require__(4324);
;// CONCATENATED MODULE: ./src/project/blend/struct-view.ts

/** Longest text that is read; Blender's own limit for a path is 1,024 bytes. */
const maxTextBytes = 4096;
/**
 * One struct in a .blend, read member by member. A member that this version of Blender did not have, or that lies past
 * the end of its block, reads as undefined: asking is how the tracer tells versions apart.
 */
class StructView {
    type;
    group;
    #blend;
    #block;
    #startByte;
    constructor(blend, group, block, type, startByte) {
        this.#blend = blend;
        this.group = group;
        this.#block = block;
        this.type = type;
        this.#startByte = startByte;
    }
    /** Where it lies, which is also its identity within the file. */
    get startByte() {
        return this.#startByte;
    }
    /** A number of one of C's types. */
    number(path) {
        const member = this.type.find(path);
        const type = member && !member.isPointer ? numberTypes.get(member.type) : undefined;
        const raw = member && type && this.#range(member.offset, type.sizeBytes);
        return raw && type.read(new DataView(raw.buffer, raw.byteOffset, raw.length), this.#blend.header.littleEndian);
    }
    /** Whether any of the bits of `mask` is set in an integer; a member that is not there has none. */
    hasFlag(path, mask) {
        return ((this.number(path) ?? 0) & mask) !== 0;
    }
    /** Text up to its NUL, from an array of characters or from where a pointer to characters leads. */
    text(path) {
        const member = this.type.find(path);
        if (member === undefined)
            return undefined;
        const lengthBytes = Math.min(member.elementBytes * member.elements, maxTextBytes);
        const raw = member.isPointer ? this.#pointedBytes(path) : this.#range(member.offset, lengthBytes);
        if (raw === undefined)
            return undefined;
        const end = raw.indexOf(0);
        return raw.toString('utf8', 0, end < 0 ? raw.length : end);
    }
    /** A struct that lies inside this one. */
    struct(path) {
        const member = this.type.find(path);
        if (member?.struct === undefined || member.isPointer)
            return undefined;
        return new StructView(this.#blend, this.group, this.#block, member.struct, this.#startByte + member.offset);
    }
    /** The value of a pointer; 0n when it is null or not there. */
    address(path) {
        const member = this.type.find(path);
        const raw = member?.isPointer ? this.#range(member.offset, this.#blend.header.pointerSize) : undefined;
        return raw ? (0,blocks/* readAddress */.zq)(raw, 0, this.#blend.header) : 0n;
    }
    /** What a pointer leads to, laid out as the block there says. */
    follow(path) {
        return this.#blend.viewAt(this.address(path), this.group);
    }
    /** The structs of a linked list (a member of type ListBase). */
    *list(path) {
        const seen = new Set();
        let item = this.follow(`${path}.first`);
        while (item !== undefined && !seen.has(item.startByte)) {
            seen.add(item.startByte);
            yield item;
            // Everything that can be in a list begins with the pointer to the next one.
            const raw = item.#range(0, this.#blend.header.pointerSize);
            item = raw && this.#blend.viewAt((0,blocks/* readAddress */.zq)(raw, 0, this.#blend.header), this.group);
        }
    }
    #range(offset, length) {
        const startByte = this.#startByte + offset;
        if (startByte + length > this.#block.startByte + this.#block.lengthBytes)
            return undefined;
        return this.#blend.bytes.read(startByte, length);
    }
    #pointedBytes(path) {
        const block = this.#blend.blockAt(this.address(path), this.group);
        return block && this.#blend.bytes.read(block.startByte, Math.min(block.lengthBytes, maxTextBytes));
    }
}
/** C's types by the names DNA has for them. A damaged file may claim other sizes: these are the ones that are read. */
const numberTypes = new Map([
    ['char', { sizeBytes: 1, read: (view) => view.getInt8(0) }],
    ['int8_t', { sizeBytes: 1, read: (view) => view.getInt8(0) }],
    ['uchar', { sizeBytes: 1, read: (view) => view.getUint8(0) }],
    ['uint8_t', { sizeBytes: 1, read: (view) => view.getUint8(0) }],
    ['short', { sizeBytes: 2, read: (view, littleEndian) => view.getInt16(0, littleEndian) }],
    ['ushort', { sizeBytes: 2, read: (view, littleEndian) => view.getUint16(0, littleEndian) }],
    ['int', { sizeBytes: 4, read: (view, littleEndian) => view.getInt32(0, littleEndian) }],
    ['uint', { sizeBytes: 4, read: (view, littleEndian) => view.getUint32(0, littleEndian) }],
    ['float', { sizeBytes: 4, read: (view, littleEndian) => view.getFloat32(0, littleEndian) }],
]);

;// CONCATENATED MODULE: ./src/project/blend/blend-file.ts






/**
 * Work that a file may cost: a step is a glance at a block, a struct takes ten. What is needed of a file takes some fifty
 * steps a block; one that leads through the same structs over and over takes the square of it.
 */
const baseSteps = 10_000_000;
const stepsPerBlock = 200;
const stepsPerStruct = 10;
/**
 * An open .blend: its blocks are indexed, everything else is read when it is asked for. Made by openBlend.
 */
class BlendFile {
    file;
    compression;
    header;
    bytes;
    groups;
    structs;
    #blocks;
    #groupAt = new Map();
    /** Addresses are unique only within a group, so its map is made when the group is read; one is enough at a time. */
    #localBlocks;
    #stepsLeft;
    constructor(bytes, compression) {
        this.file = bytes.file;
        this.bytes = bytes;
        this.compression = compression;
        this.header = (0,header/* parseHeader */.RW)(bytes.read(0, Math.min(header/* maxHeaderBytes */.Pw, bytes.sizeBytes)), bytes.file);
        this.#blocks = (0,blocks/* readBlocks */.v_)(bytes, this.header);
        this.#stepsLeft = baseSteps + stepsPerBlock * this.#blocks.length;
        this.groups = groupBlocks(this.#blocks, bytes.file);
        for (const group of this.groups)
            this.#groupAt.set(this.#blocks.address(group.head), group);
        this.structs = this.#readDna();
    }
    /** Every struct of a group's blocks whose type's name is in `names`, with the data-block's own struct first. */
    *views(group, names) {
        this.#spend(group.end - group.head);
        for (let index = group.head; index < group.end; index++) {
            const type = this.structs[this.#blocks.structIndex(index)];
            if (type === undefined || !names.has(type.name))
                continue;
            yield* this.#elements(group, this.#blocks.at(index), type);
        }
    }
    /** The data-block's own struct. */
    head(group) {
        return this.#view(group, this.#blocks.at(group.head));
    }
    /** The group of the data-block at an address. */
    groupOf(address) {
        return address === 0n ? undefined : this.#groupAt.get(address);
    }
    /** What lies at an address, as seen from within `group`: its own data, or any data-block. */
    viewAt(address, group) {
        if (address === 0n)
            return undefined;
        const local = this.#localIndex(address, group);
        if (local !== undefined)
            return this.#view(group, this.#blocks.at(local));
        const other = this.#groupAt.get(address);
        return other && this.head(other);
    }
    /** The block at an address within `group`. */
    blockAt(address, group) {
        const index = address === 0n ? undefined : this.#localIndex(address, group);
        return index === undefined ? undefined : this.#blocks.at(index);
    }
    /** All structs of the block that a pointer of `view` leads to, for pointers to arrays. */
    *array(view, path) {
        const block = this.blockAt(view.address(path), view.group);
        const type = block && this.structs[block.structIndex];
        if (type)
            yield* this.#elements(view.group, block, type);
    }
    /** Blocks of a group: their type and raw extent, without reading them. */
    *blocksOf(group) {
        this.#spend(group.end - group.head);
        for (let index = group.head; index < group.end; index++) {
            const block = this.#blocks.at(index);
            yield { block, type: this.structs[block.structIndex] };
        }
    }
    *#elements(group, block, type) {
        if (type.sizeBytes === 0)
            return;
        const fitting = Math.min(block.elements, Math.floor(block.lengthBytes / type.sizeBytes));
        for (let element = 0; element < fitting; element++) {
            this.#spend(stepsPerStruct);
            yield new StructView(this, group, block, type, block.startByte + element * type.sizeBytes);
        }
    }
    #view(group, block) {
        this.#spend(stepsPerStruct);
        const type = this.structs[block.structIndex];
        return type && new StructView(this, group, block, type, block.startByte);
    }
    #localIndex(address, group) {
        if (this.#localBlocks?.group !== group) {
            this.#spend(group.end - group.head);
            this.#localBlocks = { group, byAddress: new AddressIndex(this.#blocks, group.head, group.end) };
        }
        return this.#localBlocks.byAddress.find(address);
    }
    /** Counts work, and ends it where the file only pretends to have that much in it. */
    #spend(steps) {
        this.#stepsLeft -= steps;
        if (this.#stepsLeft < 0)
            throw (0,broken/* brokenBlend */.z)(this.file, 'leads in circles');
    }
    #readDna() {
        // It is written last, right before the end.
        const group = this.groups.findLast(({ code }) => code === 'DNA1');
        if (group === undefined)
            throw (0,broken/* brokenBlend */.z)(this.file, 'does not describe its structs');
        const { startByte, lengthBytes } = this.#blocks.at(group.head);
        const dna = this.bytes.read(startByte, Math.min(lengthBytes, maxDnaBytes));
        return parseDna(dna, this.header.pointerSize, this.header.littleEndian, this.file);
    }
}
/** The largest productions have tens of thousands. */
const maxGroups = 500_000;
function groupBlocks(blocks, file) {
    const groups = [];
    let current;
    for (let index = 0; index < blocks.length; index++) {
        if (groups.length === maxGroups)
            throw (0,broken/* brokenBlend */.z)(file, `has more than ${maxGroups} data-blocks`);
        if (current !== undefined && blocks.isData(index)) {
            current.end = index + 1;
        }
        else {
            current = { code: blocks.code(index), head: index, end: index + 1 };
            groups.push(current);
        }
    }
    return groups;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./src/project/blend/bytes.ts


/** Decoded bytes kept at a time; the last chunk stays even when it alone is larger. */
const cacheBytes = 16 * 1024 * 1024;
class ByteReader {
    file;
    sizeBytes;
    #chunking;
    #cache = new Map();
    #cachedBytes = 0;
    #decodedBytes = 0;
    #lastStart = 0;
    #lastChunk = Buffer.alloc(0);
    /** `file` is the name to use in errors. */
    constructor(file, chunking) {
        this.file = file;
        this.sizeBytes = chunking.sizeBytes;
        this.#chunking = chunking;
    }
    /** Bytes that had to be read or decoded so far. */
    get decodedBytes() {
        return this.#decodedBytes;
    }
    /** `length` bytes at `offset`; the buffer is shared, do not write to it. Throws when they are not all there. */
    read(offset, length) {
        if (offset < 0 || length < 0 || offset + length > this.sizeBytes)
            throw (0,broken/* brokenBlend */.z)(this.file, 'is cut off');
        if (length === 0)
            return Buffer.alloc(0);
        this.#select(offset);
        const skip = offset - this.#lastStart;
        if (skip + length <= this.#lastChunk.length)
            return this.#lastChunk.subarray(skip, skip + length);
        const whole = Buffer.allocUnsafe(length);
        for (let done = 0; done < length;) {
            this.#select(offset + done);
            done += this.#lastChunk.copy(whole, done, offset + done - this.#lastStart);
        }
        return whole;
    }
    /** Makes the chunk around `offset` the last used one. */
    #select(offset) {
        if (offset >= this.#lastStart && offset < this.#lastStart + this.#lastChunk.length)
            return;
        const { index, startByte } = this.#chunking.find(offset);
        let chunk = this.#cache.get(index);
        if (chunk === undefined) {
            chunk = this.#chunking.load(index);
            if (offset >= startByte + chunk.length)
                throw (0,broken/* brokenBlend */.z)(this.file, 'is cut off');
            this.#decodedBytes += chunk.length;
            this.#cachedBytes += chunk.length;
        }
        else {
            this.#cache.delete(index);
        }
        // A Map keeps insertion order: the first key is the chunk that was not used for the longest time.
        this.#cache.set(index, chunk);
        for (const [oldest, bytes] of this.#cache) {
            if (this.#cachedBytes <= cacheBytes || oldest === index)
                break;
            this.#cache.delete(oldest);
            this.#cachedBytes -= bytes.length;
        }
        this.#lastStart = startByte;
        this.#lastChunk = chunk;
    }
}
/** Small enough that hopping from block to block over large ones reads little, large enough for a walk over small ones. */
const plainChunkBytes = 32 * 1024;
/** The pieces of a file that is not compressed. */
function plainChunks(descriptor, sizeBytes) {
    return {
        sizeBytes,
        find: (offset) => {
            const index = Math.floor(offset / plainChunkBytes);
            return { index, startByte: index * plainChunkBytes };
        },
        load: (index) => {
            const startByte = index * plainChunkBytes;
            return readFully(descriptor, startByte, Math.min(plainChunkBytes, sizeBytes - startByte));
        },
    };
}
/** Up to `length` bytes at `offset`: fewer when the file ends before. */
function readFully(descriptor, offset, length) {
    const bytes = Buffer.allocUnsafe(length);
    let done = 0;
    while (done < length) {
        const count = (0,external_node_fs_.readSync)(descriptor, bytes, done, length - done, offset + done);
        if (count === 0)
            break;
        done += count;
    }
    return bytes.subarray(0, done);
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./src/project/blend/expansion.ts










/*
 * Compressed files without a way to begin in the middle (gzip, as Blender wrote before 3.0, and Zstandard without a seek
 * table) are expanded once into a nameless temporary file, so that memory stays small however large they are.
 */
/**
 * Decoded bytes that a compressed file of `sizeBytes` may cost. Real projects shrink to a third or a tenth; a hundredfold
 * leaves room for grids of zeros and still stops a few kilobytes from filling the disk.
 */
function expansionLimit(sizeBytes) {
    return Math.max(256 * 1024 * 1024, 100 * sizeBytes);
}
/** Large pieces: the work is a good deal faster than with the streams' usual 16 kB. */
const chunkSize = 1024 * 1024;
/** Expands the open gzip or Zstandard file `packed`, called `file`, into a temporary file that is gone once it is closed. */
async function expand(packed, sizeBytes, file, compression, signal) {
    const parts = compression === 'gzip' ? [{ start: 0, end: sizeBytes }] : zstdFrames(packed.fd, sizeBytes, file);
    const limitBytes = expansionLimit(sizeBytes);
    const handle = await openNamelessFile();
    try {
        let doneBytes = 0;
        for (const { start, end } of parts) {
            const source = external_node_stream_.Readable.from(readRange(packed, start, end));
            const decoder = compression === 'gzip' ? (0,external_node_zlib_.createGunzip)({ chunkSize }) : (0,external_node_zlib_.createZstdDecompress)({ chunkSize });
            source.on('error', (error) => decoder.destroy(error));
            try {
                for await (const chunk of source.pipe(decoder)) {
                    signal?.throwIfAborted();
                    doneBytes += chunk.length;
                    if (doneBytes > limitBytes)
                        throw (0,broken/* brokenBlend */.z)(file, 'expands to far more data than its size allows');
                    await handle.writeFile(chunk);
                }
            }
            finally {
                source.destroy();
            }
        }
        return { handle, sizeBytes: doneBytes };
    }
    catch (error) {
        await handle.close();
        signal?.throwIfAborted();
        if ((0,errors/* isRenderError */.LH)(error))
            throw error;
        if (isZlibError(error))
            throw (0,broken/* brokenBlend */.z)(file, 'has damaged compressed data', error);
        throw new errors/* RenderError */.vH('settings', `${(0,printable/* printable */.g)(file)} could not be expanded: ${(0,errors/* messageOf */.bD)(error)}.`, {
            file,
            hint: 'Make room in the folder for temporary files, or save the project without compression.',
            cause: error,
        });
    }
}
async function* readRange(file, start, end) {
    for (let position = start; position < end;) {
        const length = Math.min(chunkSize, end - position);
        const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, position);
        if (bytesRead === 0)
            return;
        yield buffer.subarray(0, bytesRead);
        position += bytesRead;
    }
}
function isZlibError(error) {
    const { code } = error;
    return code !== undefined && /^(Z_|ZSTD_|ERR_ZSTD)/.test(code);
}
/** The name is removed at once: whatever happens to this process, nothing stays behind. */
async function openNamelessFile() {
    const path = (0,external_node_path_.join)((0,external_node_os_.tmpdir)(), `blendnet-${(0,external_node_crypto_.randomUUID)()}`);
    const handle = await (0,promises_.open)(path, 'wx+', 0o600);
    await (0,promises_.rm)(path);
    return handle;
}
/** Each takes a decoder of its own. Compressors that cut a file into frames make them megabytes large. */
const maxFrames = 20_000;
/**
 * Where the frames of a Zstandard file begin and end (RFC 8878, 3.1.1): Node's decoder stops after the first one.
 * Skippable frames are left out.
 */
function* zstdFrames(descriptor, sizeBytes, file) {
    let start = 0;
    for (let frames = 0; start < sizeBytes; frames++) {
        if (frames === maxFrames)
            throw (0,broken/* brokenBlend */.z)(file, `has more than ${maxFrames} compressed frames and no seek table`);
        const header = readFully(descriptor, start, 18);
        if (header.length < 8)
            throw (0,broken/* brokenBlend */.z)(file, 'is cut off');
        const magic = header.readUInt32LE(0);
        if (magic >>> 4 === 0x184d2a5) {
            start += 8 + header.readUInt32LE(4);
            continue;
        }
        if (magic !== 0xfd2fb528)
            throw (0,broken/* brokenBlend */.z)(file, 'has damaged compressed data');
        const end = zstdFrameEnd(descriptor, start, header.readUInt8(4), sizeBytes);
        if (end > sizeBytes)
            throw (0,broken/* brokenBlend */.z)(file, 'is cut off');
        yield { start, end };
        start = end;
    }
}
function zstdFrameEnd(descriptor, start, frameDescriptor, sizeBytes) {
    const isSingleSegment = (frameDescriptor & 0x20) !== 0;
    const dictionaryBytes = [0, 1, 2, 4][frameDescriptor & 3] ?? 0;
    const contentSizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][frameDescriptor >> 6] ?? 0;
    let position = start + 5 + (isSingleSegment ? 0 : 1) + dictionaryBytes + contentSizeBytes;
    for (let isLast = false; !isLast;) {
        const blockHeader = readFully(descriptor, position, 3);
        if (blockHeader.length < 3)
            return sizeBytes + 1;
        const bits = blockHeader.readUIntLE(0, 3);
        isLast = (bits & 1) === 1;
        // A run-length block (type 1) stores its one byte, whatever the size it stands for.
        position += 3 + (((bits >> 1) & 3) === 1 ? 1 : bits >> 3);
    }
    return position + ((frameDescriptor & 0x04) === 0 ? 0 : 4);
}

;// CONCATENATED MODULE: ./src/project/blend/seek-table.ts




/*
 * Blender 3.0 and later compress a file as many Zstandard frames of about a megabyte and add a seek table in the format
 * of zstd's contrib/seekable_format: a skippable frame with (compressed size, decompressed size) of each frame, all
 * 32-bit little endian, ended by the number of frames, a byte of flags and a magic number.
 */
const footerBytes = 9;
const skippableHeaderBytes = 8;
const seekTableMagic = 0x8f92eab1;
const skippableMagic = 0x184d2a5e;
const checksumFlag = 0x80;
/** Blender writes frames of 1 to 2 MiB. */
const maxFrameBytes = 32 * 1024 * 1024;
const seek_table_maxFrames = 1_000_000;
/** The frames of a Zstandard file that has a seek table, or undefined for one without. */
function zstdChunks(descriptor, sizeBytes, file) {
    const footer = readFully(descriptor, Math.max(0, sizeBytes - footerBytes), footerBytes);
    if (footer.length < footerBytes || footer.readUInt32LE(5) !== seekTableMagic)
        return undefined;
    const frames = footer.readUInt32LE(0);
    const entryBytes = (footer.readUInt8(4) & checksumFlag) === 0 ? 8 : 12;
    const tableStart = sizeBytes - footerBytes - frames * entryBytes;
    if (frames === 0 || frames > seek_table_maxFrames || tableStart < skippableHeaderBytes) {
        throw (0,broken/* brokenBlend */.z)(file, `has a seek table of ${frames} frames`);
    }
    const table = readFully(descriptor, tableStart - skippableHeaderBytes, skippableHeaderBytes + frames * entryBytes);
    if (table.readUInt32LE(0) !== skippableMagic)
        throw (0,broken/* brokenBlend */.z)(file, 'has a damaged seek table');
    const packedStart = new Float64Array(frames + 1);
    const startByte = new Float64Array(frames + 1);
    for (let frame = 0; frame < frames; frame++) {
        const entry = skippableHeaderBytes + frame * entryBytes;
        const decodedBytes = table.readUInt32LE(entry + 4);
        if (decodedBytes > maxFrameBytes)
            throw (0,broken/* brokenBlend */.z)(file, `has a compressed frame of ${decodedBytes} bytes`);
        packedStart[frame + 1] = (packedStart[frame] ?? 0) + table.readUInt32LE(entry);
        startByte[frame + 1] = (startByte[frame] ?? 0) + decodedBytes;
    }
    if (packedStart[frames] !== tableStart - skippableHeaderBytes)
        throw (0,broken/* brokenBlend */.z)(file, 'has a damaged seek table');
    const at = (offsets, frame) => offsets[frame] ?? 0;
    let budgetBytes = expansionLimit(sizeBytes);
    return {
        sizeBytes: at(startByte, frames),
        find: (offset) => {
            const index = lastAtOrBelow(startByte, offset);
            return { index, startByte: at(startByte, index) };
        },
        load: (index) => {
            const expectedBytes = at(startByte, index + 1) - at(startByte, index);
            budgetBytes -= expectedBytes;
            if (budgetBytes < 0)
                throw (0,broken/* brokenBlend */.z)(file, 'expands to far more data than its size allows');
            const packed = readFully(descriptor, at(packedStart, index), at(packedStart, index + 1) - at(packedStart, index));
            const decoded = decodeFrame(packed, expectedBytes, file);
            if (decoded.length !== expectedBytes)
                throw (0,broken/* brokenBlend */.z)(file, 'has a seek table that does not match its data');
            return decoded;
        },
    };
}
function decodeFrame(packed, expectedBytes, file) {
    try {
        return (0,external_node_zlib_.zstdDecompressSync)(packed, { maxOutputLength: Math.max(1, expectedBytes) });
    }
    catch (error) {
        throw (0,broken/* brokenBlend */.z)(file, 'has damaged compressed data', error);
    }
}
/** Index of the last of the ascending `offsets`, except the closing one, that is not above `offset`. */
function lastAtOrBelow(offsets, offset) {
    let low = 0;
    let high = offsets.length - 2;
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((offsets[middle] ?? 0) <= offset)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

;// CONCATENATED MODULE: ./src/project/blend/open-blend.ts








/**
 * Opens the .blend at `path`, hands it to `use` and closes it again. `file` is its name in errors: missing-file when it
 * is not there, settings when it cannot be read.
 */
async function openBlend(path, file, use, signal) {
    const handle = await (0,promises_.open)(path, 'r').catch((error) => {
        throw unopenable(file, error);
    });
    try {
        return await useHandle(handle, file, use, signal);
    }
    finally {
        await handle.close();
    }
}
const copiedBytes = 1024 * 1024;
/** Does the same with a .blend that lies within another one, of any compression: through a copy that has no name. */
async function openInnerBlend(outer, { startByte, lengthBytes }, file, use, signal) {
    const handle = await openNamelessFile();
    try {
        for (let done = 0; done < lengthBytes; done += copiedBytes) {
            signal?.throwIfAborted();
            await handle.writeFile(outer.read(startByte + done, Math.min(copiedBytes, lengthBytes - done)));
        }
        return await useHandle(handle, file, use, signal);
    }
    finally {
        await handle.close();
    }
}
async function useHandle(handle, file, use, signal) {
    const stat = await handle.stat();
    if (!stat.isFile())
        throw new errors/* RenderError */.vH('settings', `${(0,printable/* printable */.g)(file)} is not a file.`, { file });
    const compression = detectCompression(handle.fd, file);
    const chunks = compression === 'zstd' ? zstdChunks(handle.fd, stat.size, file) : undefined;
    if (compression === 'none' || chunks) {
        return await use(new BlendFile(new ByteReader(file, chunks ?? plainChunks(handle.fd, stat.size)), compression));
    }
    const expanded = await expand(handle, stat.size, file, compression, signal);
    try {
        const bytes = new ByteReader(file, plainChunks(expanded.handle.fd, expanded.sizeBytes));
        return await use(new BlendFile(bytes, compression));
    }
    finally {
        await expanded.handle.close();
    }
}
function unopenable(file, error) {
    const isMissing = error.code === 'ENOENT';
    return isMissing
        ? new errors/* RenderError */.vH('missing-file', `${(0,printable/* printable */.g)(file)} does not exist.`, { file, cause: error })
        : new errors/* RenderError */.vH('settings', `${(0,printable/* printable */.g)(file)} cannot be opened.`, { file, cause: error });
}
function detectCompression(descriptor, file) {
    const start = readFully(descriptor, 0, 64);
    if (start.toString('latin1', 0, 7) === 'BLENDER')
        return 'none';
    if (start.length >= 4 && start.readUInt16BE(0) === 0x1f8b)
        return 'gzip';
    if (start.length >= 4 && start.readUInt32LE(0) === 0xfd2fb528)
        return 'zstd';
    if (start.toString('latin1').startsWith('version https://git-lfs')) {
        throw new errors/* RenderError */.vH('settings', `${(0,printable/* printable */.g)(file)} is a Git LFS pointer, not the file itself.`, {
            file,
            hint: 'Fetch the large files: set `lfs: true` for actions/checkout, or run `git lfs pull`.',
        });
    }
    throw (0,broken/* brokenBlend */.z)(file, start.length === 0 ? 'is empty' : 'does not begin like one');
}


/***/ }),

/***/ 3921:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $O: () => (/* binding */ readTiming),
/* harmony export */   oi: () => (/* binding */ readSceneFacts),
/* harmony export */   pu: () => (/* binding */ activeScene),
/* harmony export */   zW: () => (/* binding */ readScene)
/* harmony export */ });
/* harmony import */ var _broken_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6292);
/* harmony import */ var _header_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4324);
/* harmony import */ var _open_blend_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7296);



/** R_IMF_IMTYPE_… of Blender's DNA_scene_types.h → the names in `bpy.types.ImageFormatSettings.file_format`. */
const fileFormats = {
    0: 'TARGA',
    1: 'IRIS',
    4: 'JPEG',
    14: 'TARGA_RAW',
    15: 'AVI_RAW',
    16: 'AVI_JPEG',
    17: 'PNG',
    20: 'BMP',
    21: 'HDR',
    22: 'TIFF',
    23: 'OPEN_EXR',
    24: 'FFMPEG',
    26: 'CINEON',
    27: 'DPX',
    28: 'OPEN_EXR_MULTILAYER',
    29: 'DDS',
    30: 'JPEG2000',
    35: 'WEBP',
    36: 'AVIF',
};
/** Flags of DNA_scene_types.h: `RenderData.scemode` and `RenderData.mode`. */
const useSequencer = 0x1;
const useCompositing = 0x40;
const useMotionBlur = 0x4000;
/** `ViewLayer.passflag`: the motion of every pixel, for which Cycles looks one frame back and one ahead. */
const vectorPass = 0x200;
/** `Strip.type` of DNA_sequence_types.h. */
const sceneStrip = 2;
const clipStrip = 6;
/**
 * Reads the facts of the active scene of the .blend at `path`, with the version and compression of the file. `file` is
 * its name in errors.
 */
function readScene(path, file) {
    return (0,_open_blend_js__WEBPACK_IMPORTED_MODULE_2__/* .openBlend */ .E)(path, file, (blend) => ({
        ...readSceneFacts(activeScene(blend), blend.header.version),
        version: (0,_header_js__WEBPACK_IMPORTED_MODULE_1__/* .formatVersion */ .qh)(blend.header.version),
        compression: blend.compression,
    }));
}
/** The scene that Blender renders when it is told no other. */
function activeScene(blend) {
    const globals = blend.groups.find(({ code }) => code === 'GLOB');
    const current = globals && blend.head(globals)?.follow('curscene');
    if (current?.type.name === 'Scene')
        return current;
    const first = blend.groups.find(({ code }) => code === 'SC');
    const scene = first && blend.head(first);
    if (scene?.type.name !== 'Scene')
        throw (0,_broken_js__WEBPACK_IMPORTED_MODULE_0__/* .brokenBlend */ .z)(blend.file, 'has no scene');
    return scene;
}
/** `version`: of the Blender that wrote the file, as in its header. */
function readSceneFacts(scene, version) {
    const percentage = scene.number('r.size') ?? 100;
    const pixels = (size) => Math.floor(((size ?? 0) * percentage) / 100);
    // Before 2.5 there was only the one engine.
    const engine = scene.text('r.engine') ?? 'BLENDER_RENDER';
    const cycles = readCycles(scene);
    const samplesByDefault = engine === 'CYCLES' && cycles.samples === undefined;
    const samples = samplesByDefault ? defaultSamples(version) : cycles.samples;
    // Blender 3.0 squares them when it opens an older file, within its property's limit.
    const isSquared = version < 300 && cycles.useSquareSamples;
    return {
        name: scene.text('id.name')?.slice(2) ?? '',
        frameStart: scene.number('r.sfra') ?? 1,
        frameEnd: scene.number('r.efra') ?? 1,
        frameStep: scene.number('r.frame_step') ?? 1,
        currentFrame: scene.number('r.cfra') ?? 1,
        engine,
        width: pixels(scene.number('r.xsch')),
        height: pixels(scene.number('r.ysch')),
        ...(samples === undefined ? {} : { samples: isSquared ? Math.min(samples ** 2, maxSamples) : samples }),
        samplesByDefault,
        fileFormat: fileFormats[scene.number('r.im_format.imtype') ?? scene.number('r.imtype') ?? -1] ?? 'UNKNOWN',
        compositing: scene.hasFlag('r.scemode', useCompositing) && hasCompositorNodes(scene),
        camera: hasCamera(scene),
    };
}
/** Blender 5.0 made the compositor's nodes a group of their own and retired the switch `use_nodes`. */
function hasCompositorNodes(scene) {
    if (scene.type.find('compositing_node_group'))
        return scene.address('compositing_node_group') !== 0n;
    return scene.hasFlag('use_nodes', ~0) && scene.address('nodetree') !== 0n;
}
function hasCamera(scene) {
    if (scene.follow('camera') !== undefined)
        return true;
    return [...scene.list('markers')].some((marker) => marker.follow('camera') !== undefined);
}
/** Cycles keeps its settings as custom properties of the scene, since 5.0 in a list of their own. */
function readCycles(scene) {
    const lists = ['id.system_properties', 'id.properties'];
    const groups = lists.map((list) => findProperty(scene.follow(list), 'cycles'));
    const read = (name) => groups.map((cycles) => findProperty(cycles, name)?.number('data.val')).find((value) => value !== undefined);
    return { samples: read('samples'), useSquareSamples: (read('use_square_samples') ?? 0) !== 0 };
}
const maxSamples = 2 ** 24;
/** What Cycles' version_update.py gives to a scene of an older Blender, and properties.py to all others. */
function defaultSamples(version) {
    if (version < 277)
        return 10;
    return version < 300 ? 128 : 4096;
}
function findProperty(group, name) {
    return group && [...group.list('data.group')].find((property) => property.text('name') === name);
}
function readTiming(blend, scene) {
    const layers = [...blend.views(scene.group, new Set(['ViewLayer', 'SceneRenderLayer']))];
    const hasMotionPass = layers.some((layer) => layer.hasFlag('passflag', vectorPass));
    const strips = scene.hasFlag('r.scemode', useSequencer) ? blend.views(scene.group, new Set(['Sequence'])) : [];
    const stripTypes = new Set([...strips].map((strip) => strip.number('type')));
    // "Time stretching", old : new.
    const isStretched = (scene.number('r.framapto') ?? 100) !== (scene.number('r.images') ?? 100);
    return {
        currentFrame: scene.number('r.cfra') ?? 1,
        blurFrames: scene.hasFlag('r.mode', useMotionBlur)
            ? Math.max(1, Math.ceil(scene.number('r.blurfac') ?? 1))
            : Number(hasMotionPass),
        isStretched: isStretched || stripTypes.has(sceneStrip),
        hasClipStrips: stripTypes.has(clipStrip),
    };
}


/***/ }),

/***/ 2246:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ traceProject)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/printable.ts
var printable = __webpack_require__(5260);
// EXTERNAL MODULE: ./src/project/files.ts
var files = __webpack_require__(3930);
;// CONCATENATED MODULE: ./src/project/blend/data-block.ts
/** What Blender's user interface calls the types of data-blocks, by the two letters in front of their names. */
const nouns = {
    AC: 'action',
    BR: 'brush',
    CA: 'camera',
    CF: 'cache file',
    CU: 'curve',
    CV: 'hair curves',
    GR: 'collection',
    IM: 'image',
    LA: 'light',
    LI: 'library',
    LS: 'line style',
    MA: 'material',
    MC: 'movie clip',
    ME: 'mesh',
    NT: 'node group',
    OB: 'object',
    PA: 'particle settings',
    SC: 'scene',
    SK: 'speaker',
    SO: 'sound',
    TE: 'texture',
    TX: 'text',
    VF: 'font',
    VO: 'volume',
    WO: 'world',
};
/** A data-block's name with its two letters (`IMWood`), unique among those of one library; empty for other groups. */
function dataBlockName(blend, group) {
    const head = blend.head(group);
    return head?.text('id.name') ?? (head?.type.name === 'ID' ? head.text('name') : undefined) ?? '';
}
/** `image "Wood"`. */
function describeDataBlock(blend, group) {
    const name = dataBlockName(blend, group);
    return `${nouns[group.code] ?? 'data-block'} "${name.slice(2)}"`;
}

// EXTERNAL MODULE: ./src/project/blend/header.ts
var header = __webpack_require__(4324);
// EXTERNAL MODULE: ./src/project/blend/open-blend.ts + 7 modules
var open_blend = __webpack_require__(7296);
;// CONCATENATED MODULE: ./src/project/blend/references/reference.ts
/** The reference to one file, or none when nothing is written. */
function* singleFile(kind, written, context, isOptional = false) {
    if (!written)
        return;
    const target = { type: 'names', names: [written] };
    yield { kind, dataBlock: context.dataBlock, written, target, ...(isOptional ? { isOptional } : {}) };
}
/** Splits a written path behind its last slash or backslash. */
function splitPath(written) {
    const nameStart = Math.max(written.lastIndexOf('/'), written.lastIndexOf('\\')) + 1;
    return { folder: written.slice(0, nameStart), name: written.slice(nameStart) };
}

;// CONCATENATED MODULE: ./src/project/blend/references/numbering.ts

/** The number of the image shown at a frame. Past its ends a sequence stands still; no number is below 0. */
function imageNumber(user, frame) {
    const { frames, offset, start, isCyclic } = user;
    if (frames <= 0)
        return 0;
    const position = frame - start + 1;
    const shown = isCyclic ? wrap(position, frames) : Math.min(Math.max(position, 0), frames);
    return Math.max(0, shown + offset);
}
/** The number of the grid file shown at a frame, or undefined when nothing is. */
function volumeNumber(sequence, frame) {
    const { start, duration, offset, mode } = sequence;
    if (duration <= 0)
        return undefined;
    const position = frame - start + 1;
    if (mode === 'extend')
        return Math.min(Math.max(position, 1), duration) + offset;
    if (mode === 'repeat')
        return wrap(position, duration) + offset;
    if (mode === 'ping-pong') {
        const swing = Math.max(1, duration * 2 - 2);
        const turn = wrap(position, swing);
        return (turn > duration ? duration * 2 - turn : turn) + offset;
    }
    return position < 1 || position > duration ? undefined : position + offset;
}
/** `position` wrapped into 1 … `length`. */
function wrap(position, length) {
    return ((((position - 1) % length) + length) % length) + 1;
}
/** Whole frames that are evaluated to render `frame`, ascending. */
function evaluatedFrames(frame, { blurFrames }) {
    const frames = [];
    for (let each = frame - blurFrames; each <= frame + blurFrames; each++)
        frames.push(each);
    return frames;
}
/**
 * The series that a written path belongs to: files with the same name but for the last number before the extension.
 * undefined when the name has no number. `isTrailing`: the number must end right before the extension.
 */
function seriesOf(written, options = {}) {
    const { folder, name } = splitPath(written);
    const parts = (options.isTrailing ? /^(.*?)(\d+)(\.[^.]*|)$/ : /^(.*?)(\d+)(\D*?(?:\.[^.]*)?)$/).exec(name);
    const [, head, digits, tail] = parts ?? [];
    if (head === undefined || digits === undefined || tail === undefined)
        return undefined;
    const numberOf = (candidate) => {
        if (!candidate.startsWith(head) || !candidate.endsWith(tail))
            return undefined;
        const middle = candidate.slice(head.length, candidate.length - tail.length);
        if (!/^-?\d{1,9}$/.test(middle))
            return undefined;
        const number = Number(middle);
        return formatNumber(number, digits.length) === middle ? number : undefined;
    };
    return { type: 'numbered', folder, numberOf, number: Number(digits) };
}
/** As C's `%0*d`: padded with zeros to `width` characters, the sign among them. */
function formatNumber(number, width) {
    return number < 0 ? `-${String(-number).padStart(width - 1, '0')}` : String(number).padStart(width, '0');
}

;// CONCATENATED MODULE: ./src/project/blend/references/caches.ts


/* Modifiers that read what was baked to disk, other than simulations. */
const findMeshCache = (modifier, context) => singleFile('mesh-cache', modifier.text('filepath'), context);
/** Layers of a mesh that are kept in a file beside the .blend: multi-resolution displacement. */
const findExternalLayers = (external, context) => singleFile('multires', external.text('filename'), context);
/** Baked ocean waves: `disp_0001.exr` and its siblings, of which Blender shows the one nearest to the frame. */
function* findOcean(ocean, context) {
    const written = ocean.text('cachepath');
    if (!written)
        return;
    const start = ocean.number('bakestart') ?? 1;
    const end = ocean.number('bakeend') ?? 1;
    yield {
        kind: 'ocean-cache',
        dataBlock: context.dataBlock,
        written,
        target: {
            type: 'numbered',
            folder: written,
            numberOf: (name) => numberIn(/^(?:disp|normal|foam|spray|spray_inverse)_(\d{4,9})\.exr$/, name),
            ...(context.timing.isStretched
                ? {}
                : {
                    select: (frame) => evaluatedFrames(frame, context.timing).map((each) => Math.min(Math.max(each, start), end)),
                }),
            required: 'gaps',
        },
        // Without the mark of a finished bake Blender simulates.
        ...(ocean.hasFlag('cached', ~0) ? {} : { isOptional: true }),
    };
}
/** `NodesModifierBake.flag` and `bake_target`. */
const customFolder = 2;
const inheritTarget = 0;
const packedTarget = 1;
/** Below the folder of a bake, or of one of several. */
const bakeFile = /^(\d+\/)?(meta|blobs|bdata)\/[^/]+$/;
/**
 * Baked geometry nodes. A frame's file refers to data that other frames' files hold, so a bake is taken whole. Nothing
 * in the .blend says whether a bake was made: a folder that is not there is no problem.
 */
function* findNodesBake(modifier, context) {
    const bakes = [...context.blend.array(modifier, 'bakes')];
    const isOnDisk = (bake) => {
        const target = bake.number('bake_target') ?? inheritTarget;
        const effective = target === inheritTarget ? modifier.number('bake_target') : target;
        return bake.address('packed') === 0n && effective !== packedTarget;
    };
    const onDisk = bakes.filter(isOnDisk);
    const folders = onDisk.filter((bake) => bake.hasFlag('flag', customFolder)).map((bake) => bake.text('directory'));
    // Blender 3.6 has the folder and no list of bakes.
    const usesCommon = onDisk.length > folders.length || modifier.type.find('bakes') === undefined;
    if (usesCommon)
        folders.push(modifier.text('simulation_bake_directory'));
    for (const written of new Set(folders)) {
        if (!written)
            continue;
        yield {
            kind: 'nodes-bake',
            dataBlock: context.dataBlock,
            written,
            target: {
                type: 'numbered',
                folder: written,
                isDeep: true,
                numberOf: (path) => (bakeFile.test(path) ? 0 : undefined),
                required: 'some',
            },
            isOptional: true,
        };
    }
}
/** The number that `pattern`'s first group finds in a file name. */
function numberIn(pattern, name) {
    const digits = pattern.exec(name)?.[1];
    return digits === undefined ? undefined : Number(digits);
}

;// CONCATENATED MODULE: ./src/project/blend/references/image-users.ts
/*
 * An image sequence does not know when it is shown: each place that uses it (a texture node, a texture, a camera's
 * background, an empty) has its own start, length and offset.
 */
const lookedAt = new Set(['bNode', 'Tex', 'CameraBGImage', 'Object', 'bNodeSocketValueImage', 'IDProperty', 'FCurve']);
/** `IDProperty.type` of a pointer to a data-block. */
const pointerProperty = 7;
/** Properties that, when they are animated, move a sequence against the timeline. */
const sequencePath = /(^|\.)(frame_offset|frame_start|frame_duration|frame_current|use_cyclic)$/;
/** With more than that many settings an image is taken to need its whole sequence. */
const maxUsers = 1000;
/** Who uses the images of a file, read on the first question. */
class ImageUsers {
    #blend;
    #groups;
    #found;
    /** `groups`: the data-blocks that count. */
    constructor(blend, groups) {
        this.#blend = blend;
        this.#groups = groups;
    }
    /** Whether some animation curve moves a sequence, so that numbers cannot be told from the settings. */
    get isAnimated() {
        return this.#find().isAnimated;
    }
    /** All uses of an image, or undefined when there is one whose numbers cannot be told, or none at all. */
    of(image) {
        const { byImage, unknowable, isAnimated } = this.#find();
        const users = byImage.get(image);
        if (isAnimated || unknowable.has(image) || users === undefined || users.size > maxUsers)
            return undefined;
        return [...users.values()];
    }
    #find() {
        if (this.#found)
            return this.#found;
        const found = { byImage: new Map(), unknowable: new Set(), isAnimated: false };
        for (const group of this.#groups) {
            for (const view of this.#blend.views(group, lookedAt)) {
                if (view.type.name === 'FCurve') {
                    found.isAnimated ||= sequencePath.test(view.text('rna_path') ?? '');
                    continue;
                }
                const image = this.#blend.groupOf(imageAddress(view));
                if (image?.code !== 'IM')
                    continue;
                const user = findUser(view);
                if (user === undefined) {
                    found.unknowable.add(image);
                    continue;
                }
                const users = found.byImage.get(image) ?? new Map();
                found.byImage.set(image, users);
                const settings = readUser(user, view.text('idname')?.startsWith('CompositorNode') ?? false);
                users.set(JSON.stringify(settings), settings);
            }
        }
        return (this.#found = found);
    }
}
function imageAddress(view) {
    switch (view.type.name) {
        case 'bNode':
            return view.address('id');
        case 'Object':
            return view.address('data');
        case 'bNodeSocketValueImage':
            return view.address('value');
        case 'IDProperty':
            return view.number('type') === pointerProperty ? view.address('data.pointer') : 0n;
        default:
            return view.address('ima');
    }
}
function findUser(view) {
    if (view.type.name === 'Object')
        return view.follow('iuser');
    if (view.type.name !== 'bNode')
        return view.struct('iuser');
    const storage = view.follow('storage');
    return storage?.type.name === 'ImageUser' ? storage : storage?.struct('iuser');
}
function readUser(user, inCompositor) {
    return {
        frames: user.number('frames') ?? 0,
        offset: user.number('offset') ?? 0,
        start: user.number('sfra') ?? 1,
        isCyclic: user.hasFlag('cycl', ~0),
        inCompositor,
    };
}

;// CONCATENATED MODULE: ./src/project/blend/references/stereo.ts

/** The endings that the scenes of a file give to the pictures of their views, by default `_L` and `_R`. */
function readViewSuffixes(blend) {
    const suffixes = new Set();
    for (const group of blend.groups) {
        if (group.code !== 'SC')
            continue;
        for (const view of blend.head(group)?.list('r.views') ?? [])
            suffixes.add(view.text('suffix') ?? '');
    }
    suffixes.delete('');
    return [...suffixes];
}
/** `shot_L.png` → `shot_L.png` and `shot_R.png`: the files of all views of the picture that `written` is one of. */
function viewPaths(written, suffixes) {
    const { folder, name } = splitPath(written);
    const dot = name.lastIndexOf('.');
    const stem = dot < 0 ? name : name.slice(0, dot);
    const own = suffixes.find((suffix) => stem.endsWith(suffix));
    if (own === undefined)
        return [written];
    const prefix = folder + stem.slice(0, stem.length - own.length);
    const paths = suffixes.map((suffix) => prefix + suffix + name.slice(stem.length));
    return [written, ...paths.filter((path) => path !== written)];
}

;// CONCATENATED MODULE: ./src/project/blend/references/images.ts



/** `Image.source` of DNA_image_types.h; generated images and render results have no file. */
const fileSource = 1;
const sequenceSource = 2;
const movieSource = 3;
const tiledSource = 6;
/** `Image.flag`: the image has several views, and `Image.views_format`: each in a file of its own. */
const useViews = 1 << 14;
const individualViews = 0;
function* findImage(image, context) {
    const written = image.text('name');
    if (!written || isPacked(image))
        return;
    // Blender 2.43 introduced the source.
    const source = image.number('source') ?? fileSource;
    const views = pathsOfViews(image, written, context);
    if (source === sequenceSource) {
        for (const path of views)
            yield* findSequence(image, path, context);
    }
    else if (source === tiledSource) {
        const names = [...tileNumbers(image)].map((tile) => tileName(written, tile));
        yield { kind: 'image', dataBlock: context.dataBlock, written, target: { type: 'names', names } };
    }
    else if (source === fileSource || source === movieSource) {
        for (const path of views)
            yield* singleFile('image', path, context);
    }
}
function isPacked(image) {
    return image.address('packedfile') !== 0n || image.list('packedfiles').next().done === false;
}
/** The path itself, or that of each view of a stereo image; older files leave the views to their names. */
function pathsOfViews(image, written, context) {
    const isSplit = image.hasFlag('flag', useViews) && (image.number('views_format') ?? 0) === individualViews;
    if (!isSplit)
        return [written];
    const listed = [...image.list('views')].map((view) => view.text('filepath') ?? '').filter((path) => path !== '');
    return listed.length > 0 ? [...new Set(listed)] : viewPaths(written, context.viewSuffixes);
}
function* findSequence(image, written, context) {
    const series = seriesOf(written);
    if (series === undefined) {
        yield* singleFile('image', written, context);
        return;
    }
    const { timing, imageUsers, isLinkedByName } = context;
    const users = timing.isStretched || isLinkedByName(image.group) ? undefined : imageUsers.of(image.group);
    const target = {
        ...series,
        // A picture is looked up once for the frame itself: motion blur does not mix in its neighbours.
        ...(users ? { select: (frame, present) => users.flatMap((user) => numbersOf(user, frame, present)) } : {}),
        required: 'each',
    };
    yield { kind: 'image', dataBlock: context.dataBlock, written, target };
}
/** Cycles paints a picture pink that is not there; the compositor goes on without one before the sequence starts. */
function numbersOf(user, frame, present) {
    const number = imageNumber(user, frame);
    const isBefore = user.frames <= 0 || (!user.isCyclic && frame < user.start);
    return user.inCompositor && isBefore && !present.includes(number) ? [] : [number];
}
/** Tiles are numbered row by row, ten a row. */
const firstTile = 1001;
const lastTile = 2000;
function tileNumbers(image) {
    const tiles = new Set();
    for (const tile of image.list('tiles')) {
        const number = tile.number('tile_number') ?? firstTile;
        if (number >= firstTile && number <= lastTile)
            tiles.add(number);
    }
    return tiles.size > 0 ? tiles : new Set([firstTile]);
}
/** `skin.<UDIM>.png`, `skin_<UVTILE>.png`, or, before Blender 3.1, the first tile's own name `skin.1001.png`. */
function tileName(written, tile) {
    const { folder, name } = splitPath(written);
    const column = ((tile - firstTile) % 10) + 1;
    const row = Math.floor((tile - firstTile) / 10) + 1;
    const replaced = name.replaceAll('<UDIM>', String(tile)).replaceAll('<UVTILE>', `u${column}_v${row}`);
    return folder + (replaced === name ? name.replace(/1001(?!.*1001)/, String(tile)) : replaced);
}

;// CONCATENATED MODULE: ./src/project/blend/references/media.ts


/* Data-blocks that stand for a file, other than images and libraries. */
/** `MovieClip.source`: numbered pictures; 2 is a movie. */
const clipSequence = 1;
/** `Camera.custom_mode`: the shader is a file, not a text in the .blend. */
const externalShader = 1;
const volumeModes = ['clip', 'extend', 'repeat', 'ping-pong'];
/** A picture needs no sound. */
const findSound = (sound, context) => media_isPacked(sound) ? [] : singleFile('sound', sound.text('name'), context, true);
function* findFont(font, context) {
    const written = font.text('name');
    if (written !== '<builtin>' && !media_isPacked(font))
        yield* singleFile('font', written, context);
}
/** The .blend has the text itself; the file is only where it came from. */
const findText = (text, context) => singleFile('text', text.text('name'), context, true);
const findCameraShader = (camera, context) => camera.number('custom_mode') === externalShader
    ? singleFile('osl', camera.text('custom_filepath'), context, camera.address('custom_bytecode') !== 0n)
    : [];
function* findMovieClip(clip, context) {
    const written = clip.text('name') ?? '';
    const series = clip.number('source') === clipSequence ? seriesOf(written) : undefined;
    if (series === undefined) {
        yield* singleFile('movie-clip', written, context);
        return;
    }
    // Blender opens the file that is named too, whichever frame it shows.
    const shift = series.number - (clip.number('start_frame') ?? 1) + (clip.number('frame_offset') ?? 0);
    yield* numbered('movie-clip', written, context, {
        ...series,
        ...(context.timing.hasClipStrips ? {} : { select: (frame) => [Math.max(0, frame + shift), series.number] }),
        required: 'gaps',
    });
}
function* findVolume(volume, context) {
    if (media_isPacked(volume))
        return;
    const written = volume.text('filepath') ?? '';
    const series = volume.hasFlag('is_sequence', ~0) ? seriesOf(written, { isTrailing: true }) : undefined;
    if (series === undefined) {
        yield* singleFile('volume', written, context);
        return;
    }
    const sequence = {
        start: volume.number('frame_start') ?? 1,
        duration: volume.number('frame_duration') ?? 0,
        offset: volume.number('frame_offset') ?? 0,
        mode: volumeModes[volume.number('sequence_mode') ?? 0] ?? 'clip',
    };
    yield* numbered('volume', written, context, {
        ...series,
        select: (frame) => evaluatedFrames(frame, context.timing)
            .map((each) => volumeNumber(sequence, each))
            .filter((number) => number !== undefined),
        required: 'gaps',
    });
}
/** Alembic and USD. */
function* findCacheFile(cache, context) {
    const written = cache.text('filepath') ?? '';
    const series = cache.hasFlag('is_sequence', ~0) ? seriesOf(written, { isTrailing: true }) : undefined;
    if (series === undefined) {
        yield* singleFile('geometry-cache', written, context);
    }
    else {
        // With `override_frame` a property, mostly animated, takes the place of the timeline.
        const target = { ...series, required: 'gaps' };
        if (!cache.hasFlag('override_frame', ~0))
            target.select = (frame) => evaluatedFrames(frame, context.timing);
        yield* numbered('geometry-cache', written, context, target);
    }
    for (const layer of cache.list('layers'))
        yield* singleFile('geometry-cache', layer.text('filepath'), context);
}
function* numbered(kind, written, context, { select, ...target }) {
    const isTellable = select !== undefined && !context.timing.isStretched && !context.imageUsers.isAnimated;
    yield {
        kind,
        dataBlock: context.dataBlock,
        written,
        target: isTellable ? { ...target, select } : target,
    };
}
function media_isPacked(view) {
    return view.address('packedfile') !== 0n;
}

;// CONCATENATED MODULE: ./src/project/blend/references/nodes.ts

/* Nodes that name a file themselves. Image nodes do it through an image data-block. */
/** `NodeShaderTexIES.mode` and `NodeShaderScript.mode`: a file, not a text in the .blend. */
const externalMode = 1;
function* findLightProfile(node, context) {
    if (node.number('mode') === externalMode)
        yield* singleFile('ies', node.text('filepath'), context);
}
/** Compiled code that is stored in the .blend is what Cycles then runs. */
function* findShaderScript(node, context) {
    if (node.number('mode') !== externalMode)
        return;
    yield* singleFile('osl', node.text('filepath'), context, node.address('bytecode') !== 0n);
}
/** The nodes of geometry nodes that import a file (Blender 4.5 on) have its path in an input. */
function* findImportNode(node, context) {
    if (!node.text('idname')?.startsWith('GeometryNodeImport'))
        return;
    for (const socket of node.list('inputs')) {
        if (socket.text('identifier') !== 'Path')
            continue;
        yield* singleFile('import', socket.follow('default_value')?.text('value'), context);
    }
}

;// CONCATENATED MODULE: ./src/project/blend/references/sequencer.ts


/*
 * Strips of the video sequencer. They are listed whole: speed, retiming and nesting decide what a frame shows. No farm
 * renders the sequencer, so that none of them need be there.
 */
/** `Strip.type`, `Strip.flag` and `views_format` of DNA_sequence_types.h. */
const imageStrip = 0;
const movieStrip = 3;
const soundStrips = [4, 5];
const sequencer_useViews = 1 << 29;
const sequencer_individualViews = 0;
function* findStrip(strip, context) {
    const type = strip.number('type');
    // Since 2.5 sounds are data-blocks, which may be packed; the strip repeats the path.
    const isSound = soundStrips.includes(type) && strip.address('sound') === 0n;
    if (type !== imageStrip && type !== movieStrip && !isSound)
        return;
    const data = strip.follow('strip');
    if (data === undefined)
        return;
    const folder = withSlash(data.text('dir') ?? '');
    const isSplit = strip.hasFlag('flag', sequencer_useViews) && (strip.number('views_format') ?? 0) === sequencer_individualViews;
    const names = [];
    for (const element of context.blend.array(data, 'stripdata')) {
        const name = element.text('name');
        if (name)
            names.push(...(isSplit ? viewPaths(folder + name, context.viewSuffixes) : [folder + name]));
        if (type !== imageStrip)
            break;
    }
    for (const name of names)
        yield* singleFile('strip', name, context, true);
}
function withSlash(folder) {
    return folder === '' || /[/\\]$/.test(folder) ? folder : `${folder}/`;
}

;// CONCATENATED MODULE: ./src/project/blend/references/simulations.ts



/* Simulations that are kept on disk a frame at a time: point caches and fluids. */
/** `PointCache.flag` of DNA_object_force_types.h. */
const baked = 1 << 0;
const diskCache = 1 << 6;
const external = 1 << 9;
const besideProject = 1 << 11;
/**
 * Cloth, soft bodies, particles, dynamic paint and old smoke, in `//blendcache_<blend>/<name>_<frame>_<index>.bphys` or
 * an external folder. The names are those of ptcache_filepath in Blender's pointcache.cc.
 */
function* findPointCache(cache, context) {
    const isExternal = cache.hasFlag('flag', external);
    if (!isExternal && !cache.hasFlag('flag', diskCache))
        return;
    const written = isExternal ? (cache.text('path') ?? '') : `//blendcache_${context.stem}/`;
    const cacheName = cache.text('name') ?? '';
    const name = cacheName === '' && !isExternal ? hexName(dataBlockName(context.blend, cache.group).slice(2)) : cacheName;
    const index = cache.number('index') ?? -1;
    const stack = index < 0 ? '(?:_\\d{2,})?' : `_${String(index).padStart(2, '0')}`;
    const pattern = new RegExp(`^${escapePattern(name)}_(-?\\d{5,9})${stack}\\.(?:bphys|vdb)$`);
    if (written === '')
        return;
    const target = {
        type: 'numbered',
        folder: written,
        numberOf: (fileName) => numberIn(pattern, fileName),
        required: 'some',
    };
    if (!context.timing.isStretched && !drawsPaths(cache, context))
        target.select = nearestFrames(cache, context);
    yield {
        kind: 'point-cache',
        dataBlock: context.dataBlock,
        written,
        target,
        // A cache that is neither baked nor external fills while the simulation runs.
        ...(isExternal || cache.hasFlag('flag', baked) ? {} : { isOptional: true }),
        ...(cache.hasFlag('flag', besideProject) ? { base: 'project' } : {}),
    };
}
/**
 * Blender reads the frame's own file, or interpolates between the nearest before and the nearest after it, within the
 * cache's range. File 0 describes the particles of all frames. The frame that was current when the project was saved is
 * read first, and a simulation keeps what it read. One that is not baked goes on from the nearest before.
 */
function nearestFrames(cache, { timing }) {
    const start = cache.number('startframe') ?? 1;
    const end = Math.max(start, cache.number('endframe') ?? start);
    const clamp = (frame) => Math.min(Math.max(frame, start), end);
    const around = (first, last, present) => {
        const from = present.findLast((each) => each <= first) ?? first;
        const to = present.find((each) => each >= last) ?? last;
        return present.filter((each) => each >= from && each <= to);
    };
    return (frame, present) => {
        const { currentFrame, blurFrames } = timing;
        const own = around(clamp(frame - blurFrames), clamp(frame + blurFrames), present);
        const current = around(clamp(currentFrame), clamp(currentFrame), present);
        return [...new Set([...present.filter((each) => each === 0), ...current, ...own])];
    };
}
/** `ParticleSettings.type` and `ren_as`. */
const emitter = 0;
const pathRendering = 6;
/** Particles rendered as the paths they take need all of them; so may those whose settings another file has. */
function drawsPaths(cache, { blend }) {
    for (const system of blend.views(cache.group, new Set(['ParticleSystem']))) {
        if (system.follow('pointcache')?.startByte !== cache.startByte)
            continue;
        const settings = system.follow('part');
        if (settings?.type.name !== 'ParticleSettings')
            return true;
        return settings.number('type') === emitter && settings.number('ren_as') === pathRendering;
    }
    return false;
}
/** The object's name as hexadecimal bytes. */
function hexName(name) {
    return Buffer.from(name).toString('hex').toUpperCase();
}
function escapePattern(text) {
    return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
/** `FluidDomainSettings.cache_type` and `cache_flag` of DNA_fluid_types.h. */
const replayCache = 0;
const bakedFluid = 0b1010101010;
const fluidFile = /^(config|data|noise|mesh|particles|guiding|script)\/[^/]+$/;
/** Mantaflow: `config/`, `data/`, `noise/`, `mesh/`, `particles/` and `guiding/` below a folder, a file a frame each. */
function* findFluid(domain, context) {
    const written = domain.text('cache_directory');
    if (!written)
        return;
    // A replay goes on simulating from what is there, so it may look at any earlier frame.
    const isReplay = domain.number('cache_type') === replayCache;
    const offset = domain.number('cache_frame_offset') ?? 0;
    const { timing } = context;
    const target = {
        type: 'numbered',
        folder: written,
        isDeep: true,
        // Files without a number (scripts) belong to every frame, like number 0.
        numberOf: (path) => (fluidFile.test(path) ? (numberIn(/_(\d{4,9})\.[^/]*$/, path) ?? 0) : undefined),
        required: 'some',
    };
    if (!timing.isStretched && !isReplay) {
        target.select = (frame, present) => {
            // One frame more on both sides: velocities and growing domains look at their neighbours.
            const shown = [frame, frame - offset, frame + offset].map((each) => evaluatedFrames(each, timing));
            const first = Math.min(...shown.flat()) - 1;
            const last = Math.max(...shown.flat()) + 1;
            return present.filter((each) => each === 0 || (each >= first && each <= last));
        };
    }
    yield {
        kind: 'fluid-cache',
        dataBlock: context.dataBlock,
        written,
        target,
        ...(!isReplay && domain.hasFlag('cache_flag', bakedFluid) ? {} : { isOptional: true }),
    };
}

;// CONCATENATED MODULE: ./src/project/blend/references/find.ts









/**
 * Which structs name files, by the name of their type. What is not here is no dependency: output paths, the paths of
 * packed data, weak references to libraries, previews and everything of the user interface.
 */
const finders = {
    bNode: findImportNode,
    bSound: findSound,
    CacheFile: findCacheFile,
    Camera: findCameraShader,
    CustomDataExternal: findExternalLayers,
    FluidDomainSettings: findFluid,
    Image: findImage,
    MeshCacheModifierData: findMeshCache,
    MovieClip: findMovieClip,
    NodeShaderScript: findShaderScript,
    NodeShaderTexIES: findLightProfile,
    NodesModifierData: findNodesBake,
    OceanModifierData: findOcean,
    PointCache: findPointCache,
    Sequence: findStrip,
    Text: findText,
    VFont: findFont,
    Volume: findVolume,
};
const structNames = new Set(Object.keys(finders));
/** Finds what the data-blocks `groups` of a file refer to, libraries aside. */
function* findReferences(blend, groups, options) {
    const imageUsers = new ImageUsers(blend, groups);
    const viewSuffixes = readViewSuffixes(blend);
    for (const group of groups) {
        let dataBlock;
        for (const view of blend.views(group, structNames)) {
            const find = finders[view.type.name];
            if (find === undefined)
                continue;
            dataBlock ??= describeDataBlock(blend, group);
            const context = { blend, imageUsers, viewSuffixes, dataBlock, ...options };
            for (const reference of find(view, context))
                yield { ...reference, ...packedBase(blend, group) };
        }
    }
}
/** `Library.flag`: holds data-blocks that were copied into the file from the library of that path (Blender 5.0 on). */
const archiveLibrary = 1;
/** Data-blocks copied in from a library still mean that library's folder by `//`. */
function packedBase(blend, group) {
    const library = blend.head(group)?.follow('id.lib');
    if (!library?.hasFlag('flag', archiveLibrary))
        return {};
    const path = library.text('name');
    return path ? { base: { library: path } } : {};
}

;// CONCATENATED MODULE: ./src/project/blend/references/libraries.ts

/** The libraries that are packed into a file. Blender asks the project alone for them, whichever file links from them. */
function findPackedLibraries(blend) {
    return blend.groups.flatMap((group) => {
        const head = group.code === 'LI' ? blend.head(group) : undefined;
        const written = head?.text('name');
        const packed = head?.follow('packedfile');
        const block = blend.blockAt(packed?.address('data') ?? 0n, group);
        if (!written || !block)
            return [];
        const lengthBytes = Math.max(0, Math.min(block.lengthBytes, packed?.number('size') ?? 0));
        return [{ dataBlock: describeDataBlock(blend, group), written, startByte: block.startByte, lengthBytes }];
    });
}
/**
 * The libraries that `groups` link from, packed ones included. Linked data-blocks are place holders that stand behind
 * their library in the file. Blender does not open a library without any.
 */
function findLibraries(blend, groups) {
    const wanted = new Set(groups);
    const found = [];
    let current;
    for (const group of blend.groups) {
        if (group.code === 'LI')
            current = { group };
        if (group.code !== 'ID' || current === undefined || !wanted.has(group))
            continue;
        if (current.library === undefined) {
            const written = blend.head(current.group)?.text('name');
            if (!written)
                continue;
            current.library = { dataBlock: describeDataBlock(blend, current.group), written, names: new Set() };
            found.push(current.library);
        }
        current.library.names.add(dataBlockName(blend, group));
    }
    return found;
}

// EXTERNAL MODULE: ./src/project/blend/blocks.ts
var blocks = __webpack_require__(1335);
;// CONCATENATED MODULE: ./src/project/blend/references/reach.ts


/*
 * Which data-blocks of a library come along when some are linked: everything they point to. Pointers are told from the
 * structs' layouts, so that vertices, pixels and the like are never read.
 */
/** Blocks without a layout hold arrays of pointers (an object's materials) or raw data, which soon is larger. */
const maxPointerArrayBytes = 256 * 1024;
/** Pointers that Blender forgets when it reads a file: what they still say must not bring whole scenes along. */
const runtimeMembers = new Set(['newid', 'orig_id', 'py_instance', 'iuser']);
/** Structs lie five deep in each other at most. */
const maxNesting = 32;
/** The data-blocks called `names` (with their two letters) and all that they lead to, in the order of the file. */
function findReachable(blend, names) {
    const reached = new Set();
    const pending = [];
    const visit = (group) => {
        if (group === undefined || reached.has(group))
            return;
        reached.add(group);
        pending.push(group);
    };
    for (const group of blend.groups) {
        if (isDataBlock(group) && group.code !== 'ID' && names.has(dataBlockName(blend, group)))
            visit(group);
    }
    const offsets = new Map();
    for (let group = pending.pop(); group !== undefined; group = pending.pop()) {
        for (const address of pointersOf(blend, group, offsets))
            visit(blend.groupOf(address));
    }
    return blend.groups.filter((group) => reached.has(group));
}
/** Whether a group is a data-block or its place holder, rather than one of the file's own records. */
function isDataBlock(group) {
    return group.code.length === 2;
}
function* pointersOf(blend, group, known) {
    const { pointerSize } = blend.header;
    for (const { block, type } of blend.blocksOf(group)) {
        if (type === undefined)
            continue;
        const isRaw = block.structIndex === 0;
        if (isRaw && block.lengthBytes > maxPointerArrayBytes)
            continue;
        const offsets = isRaw ? [0] : pointerOffsets(type, known);
        const stride = isRaw ? pointerSize : type.sizeBytes;
        if (offsets.length === 0 || stride === 0)
            continue;
        const elements = Math.floor(block.lengthBytes / stride);
        for (let element = 0; element < (isRaw ? elements : Math.min(elements, block.elements)); element++) {
            const bytes = blend.bytes.read(block.startByte + element * stride, stride);
            for (const offset of offsets) {
                const address = (0,blocks/* readAddress */.zq)(bytes, offset, blend.header);
                if (address !== 0n)
                    yield address;
            }
        }
    }
}
/** Offsets of the members of a struct, and of the structs in it, that can point to data-blocks. */
function pointerOffsets(type, known, depth = 0) {
    const before = known.get(type);
    if (before)
        return before;
    if (depth > maxNesting)
        return [];
    const offsets = new Set();
    // A struct that contains itself, which only a damaged file has, finds this empty list.
    known.set(type, []);
    for (const [name, member] of type.members) {
        if (runtimeMembers.has(name))
            continue;
        if (!member.isPointer && member.struct === undefined)
            continue;
        if (member.isPointer && !mayBeDataBlock(member.type, member.struct))
            continue;
        const inner = member.isPointer ? [0] : pointerOffsets(member.struct, known, depth + 1);
        if (inner.length === 0)
            continue;
        for (let element = 0; element < member.elements; element++) {
            const start = member.offset + element * member.elementBytes;
            if (start >= type.sizeBytes)
                break;
            for (const offset of inner)
                offsets.add(start + offset);
        }
    }
    const fitting = [...offsets].filter((offset) => offset + 8 <= type.sizeBytes || offset + 4 === type.sizeBytes);
    known.set(type, fitting);
    return fitting;
}
/** `ID *`, a pointer to a struct that begins with an ID, or one to anything. */
function mayBeDataBlock(type, struct) {
    if (type === 'void' || type === 'ID')
        return true;
    const first = struct?.members.get('id');
    return first?.type === 'ID' && !first.isPointer && first.offset === 0;
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/frame-ranges.ts
var frame_ranges = __webpack_require__(1453);
;// CONCATENATED MODULE: ./src/project/blend/problems.ts


const hints = {
    missing: 'Add the file to the repository, or pack it into the .blend (File > External Data > Pack Resources).',
    outside: 'Move it below the working directory, choose a working-directory that holds both, or pack it into the .blend.',
    absolute: 'Keep the file below the working directory, then in Blender: File > External Data > Make Paths Relative, and save.',
    'letter-case': 'Spell both alike: the farm tells capitals apart.',
    unreadable: 'Open the library in Blender, save it again and commit the new file.',
};
/** Composes a problem; `what` ends the sentence: `is not there`. */
function describeProblem(kind, at, what, hint = hints[kind]) {
    const message = (0,printable/* printable */.g)(`${at.dataBlock} in ${at.owner} → ${at.reference} ${what}`, 2000);
    return { kind, ...at, message, hint };
}
/** `1-3, 7, 9-12` and, past ten ranges, `…`. */
function formatNumbers(numbers) {
    const ranges = (0,frame_ranges/* formatFrames */.I9)(numbers).split(', ');
    return [...ranges.slice(0, 10), ...(ranges.length > 10 ? ['…'] : [])].join(', ');
}

;// CONCATENATED MODULE: ./src/project/blend/written-path.ts

/**
 * Locates a path as written in a .blend. `folder` is what `//` stands for, below the working directory; `root` is the
 * working directory, absolute. Nothing is looked up: `..` goes one step back in the text, as it does in Blender.
 */
function locateWritten(written, folder, root) {
    // A network share of Windows; with slashes it would look like a relative path.
    if (written.startsWith('\\\\'))
        return { place: 'absolute' };
    const slashed = written.replaceAll('\\', '/');
    if (slashed.startsWith('//')) {
        const path = normalize(`${folder}/${slashed.slice(2)}`);
        return path === undefined ? { place: 'outside' } : { place: 'below', path };
    }
    if (/^[a-zA-Z]:/.test(slashed))
        return { place: 'absolute' };
    if (!slashed.startsWith('/'))
        return { place: 'unanchored' };
    const absolute = external_node_path_.posix.normalize(slashed);
    const above = root.endsWith('/') ? root : `${root}/`;
    const path = absolute.startsWith(above) ? absolute.slice(above.length) : undefined;
    return path === undefined ? { place: 'absolute' } : { place: 'absolute', path };
}
/** The path without `.`, `..` and doubled slashes, or undefined when it leads out. */
function normalize(path) {
    const steps = [];
    for (const step of path.split('/')) {
        if (step === '' || step === '.')
            continue;
        if (step !== '..')
            steps.push(step);
        else if (steps.pop() === undefined)
            return undefined;
    }
    return steps.join('/');
}

;// CONCATENATED MODULE: ./src/project/blend/resolve.ts





/** Paths in all .blend files of a project, the same ones counted again. */
const maxNames = 1_000_000;
/** Names in folders that cost as much as one path. */
const namesPerStep = 100;
/** Frames times files, of all series, past which frames are no longer told apart: each then gets all of a series. */
const maxPairs = 50_000_000;
/** More than anybody reads; each costs a kilobyte, and a line of the log. */
const maxProblems = 1000;
/** Turns references into files on disk and into problems. */
class ReferenceResolver {
    problems = [];
    /** How many more there were. */
    problemsLeftOut = 0;
    #workspace;
    #project;
    #frames;
    #files;
    #reported = new Set();
    #names = 0;
    #pairs = 0;
    constructor(workspace, project, frames, files) {
        this.#workspace = workspace;
        this.#project = project;
        this.#frames = frames;
        this.#files = files;
    }
    /** Adds what `reference`, made by the .blend `owner`, stands for. */
    async resolve(reference, owner) {
        const { target } = reference;
        if (target.type === 'numbered') {
            await this.#resolveNumbered(reference, target, owner);
            return;
        }
        for (const name of target.names) {
            const path = await this.locate(name, reference, owner, 'file');
            if (path !== undefined)
                this.#add(path, reference, owner);
        }
    }
    /** The path below the working directory that `written` leads to; otherwise reports why there is none. */
    async locate(written, reference, owner, wanted) {
        this.#spendNames(1, owner);
        const { usable, problem } = await this.#judge(written, this.#baseFolder(reference, owner), wanted);
        if (problem && !reference.isOptional) {
            const { kind, what, path } = problem;
            this.report(kind, { ...placeOf(reference, owner, written), ...(path === undefined ? {} : { path }) }, what);
        }
        return usable;
    }
    #spendNames(names, owner) {
        this.#names += names;
        if (this.#names <= maxNames)
            return;
        throw new errors/* RenderError */.vH('settings', `${(0,printable/* printable */.g)(owner)} names more than ${maxNames} files.`, { file: owner });
    }
    async #judge(written, folder, wanted) {
        const located = folder === undefined ? { place: 'outside' } : locateWritten(written, folder, this.#workspace.root);
        if (located.place === 'outside')
            return refuse('outside', 'is outside of the working directory');
        if (located.place === 'unanchored')
            return refuse('absolute', 'is not relative to the .blend');
        if (located.place === 'absolute') {
            const { path } = located;
            const refusal = refuse('absolute', 'is an absolute path, which leads nowhere on the farm', path);
            const isThere = path !== undefined && (await this.#workspace.lookup(path)).found === wanted;
            return isThere ? { ...refusal, usable: path } : refusal;
        }
        const { path } = located;
        const lookup = await this.#workspace.lookup(path);
        if (lookup.found === wanted)
            return { usable: path };
        if (lookup.found === 'outside')
            return refuse('outside', 'is a link out of the working directory', path);
        if (lookup.found === 'other-case')
            return refuse('letter-case', `is spelled ${lookup.actual} on disk`, path);
        return refuse('missing', 'is not there', path);
    }
    /** Adds a problem, unless the same was reported before. */
    report(kind, at, what, hint) {
        if (this.problems.length === maxProblems) {
            this.problemsLeftOut += 1;
            return;
        }
        const problem = describeProblem(kind, at, what, hint);
        const key = `${kind}\n${problem.message}`;
        if (this.#reported.has(key))
            return;
        this.#reported.add(key);
        this.problems.push(problem);
    }
    #add(path, { dataBlock, written, kind }, owner, frame) {
        this.#files.add({ path, owner, dataBlock, reference: written, kind }, frame);
    }
    #baseFolder({ base }, owner) {
        if (base === 'project')
            return folderOf(this.#project);
        if (base === undefined)
            return folderOf(owner);
        const library = locateWritten(base.library, folderOf(owner), this.#workspace.root);
        return 'path' in library ? folderOf(library.path) : undefined;
    }
    async #resolveNumbered(reference, target, owner) {
        const folder = await this.locate(target.folder || reference.written, reference, owner, 'folder');
        if (folder === undefined)
            return;
        const byNumber = new Map();
        const names = await this.#workspace.list(folder, target.isDeep);
        this.#spendNames(Math.ceil(names.length / namesPerStep), owner);
        for (const name of names) {
            const number = target.numberOf(name);
            if (number === undefined)
                continue;
            const path = external_node_path_.posix.join(folder, name);
            if ((await this.#workspace.lookup(path)).found !== 'file')
                continue;
            const paths = byNumber.get(number);
            if (paths)
                paths.push(path);
            else
                byNumber.set(number, [path]);
        }
        const at = placeOf(reference, owner, reference.written);
        if (byNumber.size === 0) {
            if (!reference.isOptional)
                this.report('missing', { ...at, path: folder }, 'has no files');
            return;
        }
        const lacking = this.#select(byNumber, target, (path, frame) => {
            this.#add(path, reference, owner, frame);
        });
        if (lacking.size > 0 && !reference.isOptional) {
            this.report('missing', { ...at, path: folder }, `lacks the files with the numbers ${formatNumbers(lacking)}`);
        }
    }
    /** Adds the files that the requested frames need and gives the numbers of those that are not there. */
    #select(byNumber, target, add) {
        const lacking = new Set();
        const present = [...byNumber.keys()].sort((a, b) => a - b);
        const frames = this.#frames;
        this.#pairs += (frames?.length ?? 0) * present.length;
        if (frames === undefined || target.select === undefined || this.#pairs > maxPairs) {
            for (const number of present)
                for (const path of byNumber.get(number) ?? [])
                    add(path);
            return lacking;
        }
        const isLacking = (number) => target.required === 'each' ||
            (target.required === 'gaps' && number > (present[0] ?? 0) && number < (present.at(-1) ?? 0));
        for (const frame of frames) {
            for (const number of target.select(frame, present)) {
                const paths = byNumber.get(number);
                if (paths)
                    for (const path of paths)
                        add(path, frame);
                else if (isLacking(number))
                    lacking.add(number);
            }
        }
        return lacking;
    }
}
function refuse(kind, what, path) {
    return { problem: { kind, what, path } };
}
function placeOf({ dataBlock, kind }, owner, written) {
    return { dataBlock, owner, reference: written, referenceKind: kind };
}
/** The folder of a path below the working directory; empty for that directory itself. */
function folderOf(path) {
    const folder = external_node_path_.posix.dirname(path);
    return folder === '.' ? '' : folder;
}

// EXTERNAL MODULE: ./src/project/blend/scene.ts
var blend_scene = __webpack_require__(3921);
;// CONCATENATED MODULE: ./src/project/blend/traced-files.ts

/** More than any project has; each costs a few hundred bytes. */
const maxFiles = 1_000_000;
/** The files found so far, each once: who names a file first stays its owner. */
class TracedFiles {
    #files = new Map();
    /** `frame`: the one that needs it, or undefined for all. */
    add(file, frame) {
        let entry = this.#files.get(file.path);
        if (entry === undefined) {
            if (this.#files.size === maxFiles) {
                throw new errors/* RenderError */.vH('settings', `The project needs more than ${maxFiles} files.`, { file: file.owner });
            }
            entry = { file, frames: new Set() };
            this.#files.set(file.path, entry);
        }
        if (frame === undefined)
            entry.frames = 'all';
        else if (entry.frames !== 'all')
            entry.frames.add(frame);
    }
    get(path) {
        return this.#files.get(path)?.file;
    }
    /** In the order they were found. `requested`: all frames there are. */
    toArray(requested) {
        return [...this.#files.values()].map(({ file, frames }) => frames === 'all' || frames.size === requested?.length
            ? file
            : { ...file, frames: [...frames].sort((a, b) => a - b) });
    }
}

;// CONCATENATED MODULE: ./src/project/blend/workspace.ts



/** Caches on disk lie two folders deep; a reference to a wrong folder must not list the whole disk. */
const maxDepth = 3;
/**
 * The working directory as the tracer sees it. Names are compared as they are listed, so that capitals count on every
 * system as they do on the farm, and nothing outside is ever looked at. All paths are below the root, with slashes.
 */
class Workspace {
    #root;
    #folders = new Map();
    /** Names by their folded spelling, for folders in which something was not found. */
    #folded = new Map();
    #lists = new Map();
    constructor(root) {
        this.#root = root;
    }
    /** @throws RenderError `settings` when the folder is not there. */
    static async open(root) {
        return new Workspace(await files/* ProjectRoot */.Is.open(root));
    }
    /** Absolute, without symbolic links. */
    get root() {
        return this.#root.directory;
    }
    /** The path for the file system. */
    absolute(path) {
        return this.#root.absolute(path);
    }
    /** Looks up a path step by step. It must be normalized: no `.`, no `..`. */
    async lookup(path) {
        let folder = '';
        const steps = path.split('/').filter((step) => step !== '');
        let found = { found: 'folder' };
        for (const [index, step] of steps.entries()) {
            if (found.found === 'outside')
                return found;
            if (found.found !== 'folder')
                return { found: 'nothing' };
            const entries = await this.#entries(folder);
            const type = entries.get(step);
            if (type === undefined) {
                const actual = this.#otherCase(folder, entries, step);
                if (actual === undefined)
                    return { found: 'nothing' };
                const rest = await this.lookup([...steps.slice(0, index), actual, ...steps.slice(index + 1)].join('/'));
                if (rest.found === 'other-case' || rest.found === 'nothing' || rest.found === 'outside')
                    return rest;
                return { found: 'other-case', actual: [folder, actual, ...steps.slice(index + 1)].filter(Boolean).join('/') };
            }
            folder = folder === '' ? step : `${folder}/${step}`;
            found = type === 'link' ? await this.#followLink(folder) : { found: type === 'other' ? 'nothing' : type };
        }
        return found;
    }
    /** Names of what lies in a folder that {@link lookup} found, sub-folders aside; with `isDeep` paths below it. */
    async list(folder, isDeep = false) {
        const key = `${isDeep ? 'deep' : 'flat'} ${folder}`;
        const listed = this.#lists.get(key);
        if (listed)
            return listed;
        const names = [];
        const visit = async (prefix, depth) => {
            for (const [name, type] of await this.#entries((0,external_node_path_.join)(folder, prefix).replaceAll(external_node_path_.sep, '/').replace(/\/$/, ''))) {
                if (type === 'folder') {
                    if (isDeep && depth < maxDepth)
                        await visit(`${prefix}${name}/`, depth + 1);
                }
                else if (type !== 'other') {
                    names.push(prefix + name);
                }
            }
        };
        await visit('', 0);
        this.#lists.set(key, names.sort());
        return names;
    }
    async #followLink(path) {
        try {
            const target = await (0,promises_.realpath)(this.absolute(path));
            if (!this.#root.contains(target))
                return { found: 'outside' };
            const type = await (0,promises_.stat)(target);
            return { found: type.isFile() ? 'file' : type.isDirectory() ? 'folder' : 'nothing' };
        }
        catch {
            // A link to nowhere or to itself.
            return { found: 'nothing' };
        }
    }
    /** A name that looks alike: other capitals, or letters with accents composed in another way. */
    #otherCase(folder, entries, name) {
        const fold = (text) => text.normalize('NFC').toLowerCase();
        let folded = this.#folded.get(folder);
        if (folded === undefined) {
            folded = new Map([...entries.keys()].map((entry) => [fold(entry), entry]));
            this.#folded.set(folder, folded);
        }
        return folded.get(fold(name));
    }
    #entries(folder) {
        let entries = this.#folders.get(folder);
        if (entries === undefined) {
            entries = readEntries(this.absolute(folder));
            this.#folders.set(folder, entries);
        }
        return entries;
    }
}
async function readEntries(folder) {
    const entries = new Map();
    // A folder that may not be read, or vanishes, has nothing in it for us.
    for (const entry of await (0,promises_.readdir)(folder, { withFileTypes: true }).catch(() => [])) {
        const type = entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : entry.isSymbolicLink() ? 'link' : 'other';
        entries.set(entry.name, type);
    }
    return entries;
}

;// CONCATENATED MODULE: ./src/project/blend/trace.ts















/** A library that is named again and again with new data-blocks is read whole after this many times. */
const maxVisits = 8;
const unpackHint = 'In Blender: File > External Data > Unpack Linked Libraries, save, and add the library to the repository.';
/**
 * Finds every file that rendering the .blend `project`, a path below the folder `root`, needs, through all libraries.
 * Reads .blend files and lists folders below `root`, nothing else.
 *
 * Throws missing-file when the project is not there and settings when it cannot be read; what is wrong with the files
 * it names is in `problems`.
 */
async function traceProject(root, project, options = {}) {
    const workspace = await Workspace.open(root);
    const path = await locateProject(workspace, project);
    return new Tracer(workspace, path, options).trace();
}
async function locateProject(workspace, project) {
    const path = project
        .replaceAll('\\', '/')
        .replace(/^(\.\/+)+/, '')
        .replaceAll(/\/{2,}/g, '/');
    const isBelow = path !== '' && !path.startsWith('/') && !path.split('/').includes('..');
    const lookup = isBelow ? await workspace.lookup(path) : { found: 'outside' };
    const name = (0,printable/* printable */.g)(project);
    switch (lookup.found) {
        case 'file':
            return path;
        case 'folder':
            throw new errors/* RenderError */.vH('settings', `${name} is a folder, not a .blend file.`, { file: project });
        case 'outside':
            throw new errors/* RenderError */.vH('settings', `${name} is outside of the working directory.`, { file: project });
        case 'other-case':
            throw new errors/* RenderError */.vH('missing-file', `${name} does not exist; ${(0,printable/* printable */.g)(lookup.actual)} does.`, {
                file: project,
                hint: 'Use the same capitals.',
            });
        case 'nothing':
            throw new errors/* RenderError */.vH('missing-file', `${name} does not exist.`, { file: project });
    }
}
class Tracer {
    #workspace;
    #project;
    #options;
    #frames;
    #files = new TracedFiles();
    #resolver;
    /** Names linked from each library; new ones are in `queue` until its file has been read with them. */
    #linked = new Map();
    #queue = new Set();
    #stamps = new Map();
    /** Libraries within the project, by where they would lie. */
    #packed = new Map();
    constructor(workspace, project, options) {
        this.#workspace = workspace;
        this.#project = project;
        this.#options = options;
        this.#frames = options.frames && [...new Set(options.frames)];
        this.#resolver = new ReferenceResolver(workspace, project, this.#frames, this.#files);
    }
    async trace() {
        const project = this.#project;
        this.#files.add({ path: project, owner: project, dataBlock: 'project', reference: project, kind: 'project' });
        const facts = await this.#open(project, async (blend) => {
            const scene = (0,blend_scene/* activeScene */.pu)(blend);
            const timing = (0,blend_scene/* readTiming */.$O)(blend, scene);
            this.#takePacked(blend);
            await this.#traceFile(blend, project, timing);
            for (const library of this.#queue) {
                this.#queue.delete(library);
                await this.#traceLibrary(library, timing);
            }
            return {
                scene: (0,blend_scene/* readSceneFacts */.oi)(scene, blend.header.version),
                version: (0,header/* formatVersion */.qh)(blend.header.version),
                compression: blend.compression,
            };
        });
        const { problems, problemsLeftOut } = this.#resolver;
        const files = this.#files.toArray(this.#frames);
        return { project, ...facts, files, problems, problemsLeftOut, stamps: this.#stamps };
    }
    #takePacked(project) {
        for (const library of findPackedLibraries(project)) {
            this.#packed.set(this.#pathOfPacked(library.written, this.#project), { ...library, project });
        }
    }
    /** Where a library would lie if it was not packed, which is what `//` means in it; outside begins with `..`. */
    #pathOfPacked(written, owner) {
        const located = locateWritten(written, folderOf(owner), this.#workspace.root);
        const path = 'path' in located ? located.path : undefined;
        return path ?? `../${written.replace(/^[./\\]+/, '')}`;
    }
    async #traceLibrary(path, timing) {
        const linked = this.#linked.get(path);
        if (linked === undefined)
            return;
        linked.visits++;
        const packed = this.#packed.get(path);
        const traceIt = (blend) => this.#traceFile(blend, path, timing, linked);
        try {
            if (packed)
                await (0,open_blend/* openInnerBlend */.a)(packed.project.bytes, packed, path, traceIt, this.#options.signal);
            else
                await this.#open(path, traceIt);
        }
        catch (error) {
            if (!(0,errors/* isRenderError */.LH)(error, 'settings', 'missing-file'))
                throw error;
            if (packed) {
                const { dataBlock, written: reference } = packed;
                const at = { owner: this.#project, dataBlock, reference, referenceKind: 'library' };
                const what = `is packed, and what it needs itself cannot be told: ${error.message}`;
                this.#resolver.report('unreadable', at, what, unpackHint);
                return;
            }
            const named = this.#files.get(path);
            if (named === undefined)
                throw error;
            const { owner, dataBlock, reference } = named;
            const at = { owner, dataBlock, reference, referenceKind: 'library', path };
            this.#resolver.report('unreadable', at, `cannot be used: ${error.message}`, error.hint);
        }
    }
    async #traceFile(blend, path, timing, linked) {
        const isWhole = linked === undefined || linked.visits > maxVisits;
        const groups = isWhole ? blend.groups.filter(isDataBlock) : findReachable(blend, linked.names);
        const isLinkedByName = (group) => linked?.names.has(dataBlockName(blend, group)) ?? false;
        const stem = path.slice(path.lastIndexOf('/') + 1).replace(/\.blend$/i, '');
        for (const reference of findReferences(blend, groups, { stem, timing, isLinkedByName })) {
            this.#options.signal?.throwIfAborted();
            await this.#resolver.resolve(reference, path);
        }
        for (const { names, ...library } of findLibraries(blend, groups)) {
            const pathOfPacked = this.#pathOfPacked(library.written, path);
            if (this.#packed.has(pathOfPacked)) {
                this.#link(pathOfPacked, names);
                continue;
            }
            const target = { type: 'names', names: [library.written] };
            const reference = { kind: 'library', ...library, target };
            const found = await this.#resolver.locate(library.written, reference, path, 'file');
            if (found === undefined)
                continue;
            await this.#resolver.resolve(reference, path);
            this.#link(found, names);
        }
    }
    #link(path, names) {
        // The project itself is read whole, also when a library links back to it.
        if (path === this.#project)
            return;
        const linked = this.#linked.get(path) ?? { names: new Set(), visits: 0 };
        this.#linked.set(path, linked);
        const isNew = linked.visits === 0 || [...names].some((name) => !linked.names.has(name));
        for (const name of names)
            linked.names.add(name);
        if (isNew && linked.visits <= maxVisits)
            this.#queue.add(path);
    }
    async #open(path, use) {
        this.#options.signal?.throwIfAborted();
        const absolutePath = this.#workspace.absolute(path);
        if (!this.#stamps.has(path)) {
            // One that is not there is told when it is opened.
            const found = await (0,promises_.stat)(absolutePath, { bigint: true }).catch(() => undefined);
            if (found !== undefined)
                this.#stamps.set(path, (0,files/* stampOf */.Zs)(found));
        }
        return await (0,open_blend/* openBlend */.E)(absolutePath, path, use, this.#options.signal);
    }
}


/***/ }),

/***/ 3405:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EX: () => (/* binding */ digestFileSync),
/* harmony export */   TM: () => (/* binding */ digestFile),
/* harmony export */   cM: () => (/* binding */ returnBuffers),
/* harmony export */   gw: () => (/* binding */ readUnchanged),
/* harmony export */   pl: () => (/* binding */ borrowBuffers)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3916);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5260);
/* harmony import */ var _files_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3930);






/** Big enough that reading is not what a SHA-1 waits for, and more than a stream reads ahead (64 KiB). */
const chunkBytes = 256 * 1024;
/**
 * Buffers are used in turn: a new one for each chunk would cost 70 MB of memory until they are collected. A stream holds
 * at most three chunks: one on its way into the socket, one read ahead, one being read.
 */
const bufferCount = 4;
const spareBuffers = [];
/** Buffers for one {@link readUnchanged}, used before if possible: the system gives every page of a new one by itself. */
function borrowBuffers() {
    return spareBuffers.pop() ?? [];
}
/** Only for buffers that nobody reads from any more. */
function returnBuffers(buffers) {
    if (buffers.length === bufferCount)
        spareBuffers.push(buffers);
}
/**
 * Reads a file in chunks, from the first byte to the last. A chunk is good until three more have been asked for.
 * Throws what `signal` was aborted with.
 * @param buffers borrowed ones; used for files of more than a few chunks.
 * @throws RenderError `missing-file` when it is gone or is no longer the file that was looked at, also while being read.
 */
async function* readUnchanged(file, signal, buffers = []) {
    let handle;
    try {
        handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.open)(file.absolutePath, 'r');
    }
    catch (cause) {
        throw gone(file, cause);
    }
    try {
        await checkUnchanged(handle, file);
        // Borrowed buffers have to be whole ones, of which a small file needs none.
        const own = file.sizeBytes < bufferCount * chunkBytes ? [] : buffers;
        let leftBytes = file.sizeBytes;
        for (let chunks = 0; leftBytes > 0; chunks++) {
            signal?.throwIfAborted();
            const buffer = (own[chunks % bufferCount] ??= Buffer.allocUnsafe(Math.min(chunkBytes, leftBytes)));
            const chunk = buffer.subarray(0, leftBytes);
            await fill(chunk, handle, file);
            leftBytes -= chunk.length;
            // Checked before the last chunk goes out, so that a changed file is never sent whole.
            if (leftBytes === 0)
                await checkUnchanged(handle, file);
            yield chunk;
        }
    }
    finally {
        await handle.close();
    }
}
/** A read may give less than it was asked for, on network file systems above all. */
async function fill(chunk, handle, file) {
    for (let filledBytes = 0; filledBytes < chunk.length;) {
        const { bytesRead } = await handle.read(chunk, filledBytes, chunk.length - filledBytes, null);
        if (bytesRead === 0)
            throw (0,_files_js__WEBPACK_IMPORTED_MODULE_4__/* .changedFile */ .Ne)(file.path);
        filledBytes += bytesRead;
    }
}
async function checkUnchanged(handle, file) {
    if ((0,_files_js__WEBPACK_IMPORTED_MODULE_4__/* .stampOf */ .Zs)(await handle.stat({ bigint: true })) !== file.stamp)
        throw (0,_files_js__WEBPACK_IMPORTED_MODULE_4__/* .changedFile */ .Ne)(file.path);
}
function gone(file, cause) {
    const details = { file: file.path, cause, hint: 'Check that nothing else works in the folder during the run.' };
    return new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .RenderError */ .vH('missing-file', `${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g)(file.path)} cannot be read any more.`, details);
}
/** SHA-1 of a file, lower-case hex. */
async function digestFile(file, signal) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha1');
    const buffers = borrowBuffers();
    for await (const chunk of readUnchanged(file, signal, buffers))
        hash.update(chunk);
    returnBuffers(buffers);
    return hash.digest('hex');
}
/** The same without giving way to anything else in this thread, which is faster: for a thread that does nothing else. */
function digestFileSync(file) {
    let handle;
    try {
        handle = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync)(file.absolutePath, 'r');
    }
    catch (cause) {
        throw gone(file, cause);
    }
    try {
        const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha1');
        const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, file.sizeBytes));
        for (let leftBytes = file.sizeBytes; leftBytes > 0;) {
            const bytesRead = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readSync)(handle, buffer, 0, Math.min(buffer.length, leftBytes), null);
            if (bytesRead === 0)
                throw (0,_files_js__WEBPACK_IMPORTED_MODULE_4__/* .changedFile */ .Ne)(file.path);
            hash.update(buffer.subarray(0, bytesRead));
            leftBytes -= bytesRead;
        }
        if ((0,_files_js__WEBPACK_IMPORTED_MODULE_4__/* .stampOf */ .Zs)((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.fstatSync)(handle, { bigint: true })) !== file.stamp)
            throw (0,_files_js__WEBPACK_IMPORTED_MODULE_4__/* .changedFile */ .Ne)(file.path);
        return hash.digest('hex');
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync)(handle);
    }
}


/***/ }),

/***/ 2980:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ Digests)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var p_limit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(370);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3405);
/* harmony import */ var _files_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3930);




/** Files that are read at a time: enough that hashing seldom waits for a disk, and few open files and buffers. */
const filesAtOnce = 4;
/** Digests every file once, however many frames and, with a cache, runs use it. */
class Digests {
    #cache;
    #digest;
    #known = new Map();
    #slots = (0,p_limit__WEBPACK_IMPORTED_MODULE_3__/* ["default"] */ .A)(filesAtOnce);
    constructor({ cache, digest = _digest_js__WEBPACK_IMPORTED_MODULE_1__/* .digestFile */ .TM } = {}) {
        this.#cache = cache;
        this.#digest = digest;
    }
    /** SHA-1, lower-case hex. Whoever asks first says what ends it. @throws what `signal` was aborted with. */
    async of(file, signal) {
        const id = `${file.stamp} ${file.path}`;
        let digest = this.#known.get(id);
        if (digest === undefined) {
            digest = this.#slots(() => this.#find(file, signal));
            this.#known.set(id, digest);
        }
        return await digest;
    }
    async #find(file, signal) {
        signal?.throwIfAborted();
        if (this.#cache === undefined)
            return await this.#digest(file, signal);
        const { absolutePath } = file;
        const before = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(absolutePath, { bigint: true }).catch(() => undefined);
        // Another file than was looked at: reading it says so.
        if (before === undefined || (0,_files_js__WEBPACK_IMPORTED_MODULE_2__/* .stampOf */ .Zs)(before) !== file.stamp)
            return await this.#digest(file, signal);
        const known = this.#cache.find(absolutePath, before);
        if (known !== undefined)
            return known;
        const readAtMs = this.#cache.startReading();
        const sha1 = await this.#digest(file, signal);
        this.#cache.note(absolutePath, before, readAtMs, sha1);
        return sha1;
    }
}


/***/ }),

/***/ 3930:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Is: () => (/* binding */ ProjectRoot),
/* harmony export */   Ne: () => (/* binding */ changedFile),
/* harmony export */   Zs: () => (/* binding */ stampOf)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3916);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5260);




/** The working directory: nothing outside it is ever read or sent. */
class ProjectRoot {
    /** Absolute, with all links resolved. */
    directory;
    constructor(directory) {
        this.directory = directory;
    }
    /** @throws RenderError `settings` when the folder is not there. */
    static async open(directory) {
        const hint = 'Check out the repository before this step, or correct working-directory.';
        let real;
        try {
            real = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(directory);
        }
        catch (cause) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RenderError */ .vH('settings', `working-directory "${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g)(directory)}" is not there.`, { cause, hint });
        }
        if (!(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(real)).isDirectory()) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RenderError */ .vH('settings', `working-directory "${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g)(directory)}" is not a folder.`, { hint });
        }
        return new ProjectRoot(real);
    }
    absolute(path) {
        return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(this.directory, path);
    }
    /** The path below the root that `absolutePath` is reached by, or undefined when it lies outside. Reads nothing. */
    relative(absolutePath) {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(this.directory, absolutePath);
        // On Windows, the path to another drive is absolute.
        if (path === '' || path === '..' || path.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`) || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(path))
            return undefined;
        return node_path__WEBPACK_IMPORTED_MODULE_1__.sep === '/' ? path : path.replaceAll(node_path__WEBPACK_IMPORTED_MODULE_1__.sep, '/');
    }
    /** As {@link relative}, for a file whose folder may be named through links from outside. */
    async locate(absolutePath) {
        const below = this.relative(absolutePath);
        if (below !== undefined)
            return below;
        const folder = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(absolutePath)).catch(() => undefined);
        return folder === undefined ? undefined : this.relative((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(absolutePath)));
    }
    /** Whether a path without links is the root or lies below it. */
    contains(realPath) {
        return realPath === this.directory || this.relative(realPath) !== undefined;
    }
    /**
     * Looks at a file. Links are followed as long as they stay inside.
     * @throws RenderError `missing-file` when it is not there, no plain file, or leads outside.
     */
    async look(path) {
        const absolutePath = this.absolute(path);
        if (this.relative(absolutePath) === undefined)
            throw outside(path);
        let real;
        try {
            real = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(absolutePath);
        }
        catch (cause) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RenderError */ .vH('missing-file', `${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g)(path)} is not there.`, {
                file: path,
                cause,
                hint: 'Commit the file, or correct the name (upper and lower case count).',
            });
        }
        if (!this.contains(real))
            throw outside(path);
        // `real` has no links left, so this is the file itself.
        const stat = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(real, { bigint: true });
        if (!stat.isFile()) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RenderError */ .vH('missing-file', `${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g)(path)} is not a file.`, { file: path });
        }
        return { path, absolutePath, sizeBytes: Number(stat.size), stamp: stampOf(stat) };
    }
}
function outside(path) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RenderError */ .vH('missing-file', `${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g)(path)} leads outside the working directory.`, {
        file: path,
        hint: 'Move the file inside, or widen working-directory: nothing outside it is read or sent.',
    });
}
/** What changes when a file's bytes do, without reading them. */
function stampOf(stat) {
    return `${stat.size}-${stat.mtimeNs}-${stat.ino}`;
}
/** A file that is no longer what it was: what was found out about it does not go with its bytes. */
function changedFile(path) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RenderError */ .vH('missing-file', `${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g)(path)} changed while the run was reading it.`, {
        file: path,
        hint: 'Let nothing write into the project during the run, then start it again.',
    });
}


/***/ }),

/***/ 5602:
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


/***/ })

};
