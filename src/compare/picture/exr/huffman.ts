import { corruptPicture } from '../picture.ts';

/*
 * The Huffman code of OpenEXR (PIZ chunks and the AC part of DWA chunks): 16 bit symbols and one more that repeats the
 * last symbol. Codes are canonical: those of one length are consecutive numbers, in order of their symbols.
 */

const symbolCount = 65537;
const maxLength = 58;
/** Codes of up to so many bits are looked up in one step. */
const tableBits = 13;

interface Code {
  /** By length: the first code, the number of codes, and where its symbols start in `symbols`. */
  first: Float64Array;
  count: Uint32Array;
  start: Uint32Array;
  symbols: Uint32Array;
  /** By the next bits of the stream: symbol * 64 + length; 0 for longer codes. */
  table: Int32Array;
}

/** Decodes exactly `count` symbols. */
export function decodeHuffman(data: Uint8Array, count: number): Uint16Array {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const firstSymbol = view.getUint32(0, true);
  const repeatSymbol = view.getUint32(4, true);
  const bitCount = view.getUint32(12, true);
  if (firstSymbol > repeatSymbol || repeatSymbol >= symbolCount) {
    throw corruptPicture('The EXR picture has a broken Huffman code');
  }
  const lengths = new Uint8Array(repeatSymbol - firstSymbol + 1);
  const start = readLengths(data, 20, lengths);
  if (start + Math.ceil(bitCount / 8) > data.length)
    throw corruptPicture('The EXR picture has a chunk that is too short');
  return decodeSymbols(data.subarray(start), bitCount, makeCode(lengths, firstSymbol), repeatSymbol, count);
}

/** Reads the code lengths, six bits each; 59 … 63 are runs of unused symbols. Gives the offset of what follows. */
function readLengths(data: Uint8Array, offset: number, lengths: Uint8Array): number {
  let bit = offset * 8;
  const read = (bits: number): number => {
    const index = bit >> 3;
    if (index >= data.length) throw corruptPicture('The EXR picture has a broken Huffman code');
    const pair = ((data[index] ?? 0) << 8) | (data[index + 1] ?? 0);
    const value = (pair >> (16 - bits - (bit & 7))) & ((1 << bits) - 1);
    bit += bits;
    return value;
  };
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = read(6);
    if (length <= maxLength) lengths[symbol] = length;
    else symbol += (length === 63 ? read(8) + 6 : length - 57) - 1;
  }
  return Math.ceil(bit / 8);
}

function makeCode(lengths: Uint8Array, firstSymbol: number): Code {
  const count = new Uint32Array(maxLength + 1);
  for (const length of lengths) count[length] = (count[length] ?? 0) + 1;
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
    if (length === 0) continue;
    const symbol = firstSymbol + offset;
    const index = used[length] ?? 0;
    used[length] = index + 1;
    symbols[(start[length] ?? 0) + index] = symbol;
    if (length > tableBits) continue;
    const from = ((first[length] ?? 0) + index) << (tableBits - length);
    table.fill(symbol * 64 + length, from, from + (1 << (tableBits - length)));
  }
  return { first, count, start, symbols, table };
}

function decodeSymbols(
  data: Uint8Array,
  bitCount: number,
  code: Code,
  repeatSymbol: number,
  count: number,
): Uint16Array {
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
    } else {
      if (buffered < 8) {
        buffer = (buffer << 8) | (data[next++] ?? 0);
        buffered += 8;
      }
      buffered -= 8;
      const run = (buffer >>> buffered) & 0xff;
      if (to === 0 || to + run > count) throw corruptPicture('The EXR picture has a broken Huffman code');
      out.fill(out[to - 1] ?? 0, to, to + run);
      to += run;
    }
    if (next * 8 - buffered > bitCount) throw corruptPicture('The EXR picture has a chunk that is too short');
  }
  return out;
}

/** Reads a code longer than the table's, bit by bit. `bit` is where it starts. */
function decodeLong(data: Uint8Array, bit: number, code: Code): { symbol: number; length: number } {
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
  throw corruptPicture('The EXR picture has a broken Huffman code');
}
