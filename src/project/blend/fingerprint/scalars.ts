import type { BlendHeader } from '../header.ts';
import type { Member } from '../dna.ts';

type Read = (view: DataView, offset: number, littleEndian: boolean) => number | bigint;

const readers = new Map<string, { sizeBytes: number; read: Read }>([
  ['char', { sizeBytes: 1, read: (view, at) => view.getInt8(at) }],
  ['int8_t', { sizeBytes: 1, read: (view, at) => view.getInt8(at) }],
  ['bool', { sizeBytes: 1, read: (view, at) => view.getUint8(at) }],
  ['uchar', { sizeBytes: 1, read: (view, at) => view.getUint8(at) }],
  ['uint8_t', { sizeBytes: 1, read: (view, at) => view.getUint8(at) }],
  ['short', { sizeBytes: 2, read: (view, at, little) => view.getInt16(at, little) }],
  ['int16_t', { sizeBytes: 2, read: (view, at, little) => view.getInt16(at, little) }],
  ['ushort', { sizeBytes: 2, read: (view, at, little) => view.getUint16(at, little) }],
  ['uint16_t', { sizeBytes: 2, read: (view, at, little) => view.getUint16(at, little) }],
  ['int', { sizeBytes: 4, read: (view, at, little) => view.getInt32(at, little) }],
  ['int32_t', { sizeBytes: 4, read: (view, at, little) => view.getInt32(at, little) }],
  ['uint', { sizeBytes: 4, read: (view, at, little) => view.getUint32(at, little) }],
  ['uint32_t', { sizeBytes: 4, read: (view, at, little) => view.getUint32(at, little) }],
  ['float', { sizeBytes: 4, read: (view, at, little) => view.getFloat32(at, little) }],
  ['double', { sizeBytes: 8, read: (view, at, little) => view.getFloat64(at, little) }],
  ['int64_t', { sizeBytes: 8, read: (view, at, little) => view.getBigInt64(at, little) }],
  ['uint64_t', { sizeBytes: 8, read: (view, at, little) => view.getBigUint64(at, little) }],
]);

/** Shorter arrays of characters are numbers; names have 16 and more. */
const shortestText = 16;

/** What a member that is no pointer and no struct holds; undefined for a type that is not known. `raw` begins with it. */
export function readScalars(raw: Buffer, member: Member, header: BlendHeader, without = 0): string | undefined {
  if (member.type === 'char' && member.elements >= shortestText) return quote(textOf(raw.subarray(0, member.elements)));
  const reader = readers.get(member.type);
  if (reader === undefined || raw.length < reader.sizeBytes * member.elements) return undefined;
  const view = new DataView(raw.buffer, raw.byteOffset, raw.length);
  const values: string[] = [];
  for (let index = 0; index < member.elements; index++) {
    const value = reader.read(view, index * reader.sizeBytes, header.littleEndian);
    values.push(
      formatNumber(typeof value === 'number' && without !== 0 ? (value & ~without) >>> 0 : value, member.type),
    );
  }
  return values.length === 1 ? (values[0] ?? '') : `(${values.join(', ')})`;
}

/** Text up to its NUL. */
export function textOf(raw: Buffer): string {
  const end = raw.indexOf(0);
  return raw.toString('utf8', 0, end < 0 ? raw.length : end);
}

/** Whether nothing but the rounding of its length stands behind a text. */
export function isTextOnly(raw: Buffer): boolean {
  const end = raw.indexOf(0);
  return end >= 0 && (raw.length - end <= 8 || raw.subarray(end).every((byte) => byte === 0));
}

/** A text as a value; what follows can be told from the text by nobody who has written it. */
export function quote(text: string): string {
  return JSON.stringify(text);
}

/** Nine digits tell any two floats apart; people need the shortest that do. */
function formatNumber(value: number | bigint, type: string): string {
  if (typeof value === 'bigint' || type !== 'float') return String(value);
  if (Object.is(value, -0)) return '-0';
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(value);
}
