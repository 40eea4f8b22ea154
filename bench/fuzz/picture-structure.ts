import { crc32 } from 'node:zlib';
import type { Field, Structure } from './mutate.ts';

/* Where pictures keep the numbers that decide what a decoder does. Only for files that are whole. */

export function structureOfPicture(bytes: Buffer): Structure {
  if (bytes.readUInt32BE(0) === 0x89504e47) return structureOfPng(bytes);
  if (bytes.readUInt32LE(0) === 20000630) return structureOfExr(bytes);
  if (bytes.readUInt16BE(0) === 0xffd8) return structureOfJpeg(bytes);
  return structureOfTiff(bytes);
}

const many = (start: number, end: number, sizeBytes: Field['sizeBytes'], littleEndian: boolean): Field[] =>
  Array.from({ length: Math.max(0, Math.floor((end - start) / sizeBytes)) }, (_, index) => ({
    at: start + index * sizeBytes,
    sizeBytes,
    littleEndian,
  }));

function structureOfPng(bytes: Buffer): Structure {
  const structure: Structure = { fields: [], parts: [] };
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const isHeader = bytes.toString('latin1', at + 4, at + 8) === 'IHDR';
    structure.fields.push(...many(at, at + 4, 4, false));
    if (isHeader) structure.fields.push(...many(at + 8, at + 16, 4, false), ...many(at + 16, at + 21, 1, false));
    else structure.fields.push(...many(at + 8, at + 8 + Math.min(8, length), 1, false));
    structure.parts.push({ start: at, end: at + 12 + length });
    at += 12 + length;
  }
  return structure;
}

/** Corrects the checksums of a PNG's chunks, so that its decoder is met and not its checksums. */
export function repairPng(bytes: Buffer): Buffer {
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 8 + bytes.readUInt32BE(at);
    if (end + 4 > bytes.length) break;
    bytes.writeUInt32BE(crc32(bytes.subarray(at + 4, end)), end);
    at = end + 4;
  }
  return bytes;
}

function structureOfJpeg(bytes: Buffer): Structure {
  const structure: Structure = { fields: [], parts: [] };
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff;) {
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    structure.fields.push(...many(at + 1, at + 2, 1, false), ...many(at + 2, at + 4, 2, false));
    structure.fields.push(...many(at + 4, Math.min(end, at + 36), 1, false));
    structure.parts.push({ start: at, end });
    if (bytes[at + 1] === 0xda) break;
    at = end;
  }
  return structure;
}

function structureOfTiff(bytes: Buffer): Structure {
  const little = bytes.toString('latin1', 0, 2) === 'II';
  const read16 = (at: number): number => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const read32 = (at: number): number => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const directory = read32(4);
  const count = read16(directory);
  const fields = [...many(4, 8, 4, little), ...many(directory, directory + 2, 2, little)];
  const parts: Structure['parts'] = [];
  for (let at = directory + 2; at < directory + 2 + count * 12; at += 12) {
    fields.push(
      ...many(at, at + 4, 2, little),
      ...many(at + 4, at + 12, 4, little),
      ...many(at + 8, at + 12, 2, little),
    );
    parts.push({ start: at, end: at + 12 });
    // Strips' offsets and lengths, bits of samples: what does not fit into an entry lies elsewhere.
    const listed = { at: read32(at + 8), sizeBytes: read16(at + 2) === 3 ? 2 : 4, count: read32(at + 4) } as const;
    const { sizeBytes } = listed;
    if (listed.count * sizeBytes > 4) {
      const end = Math.min(bytes.length, listed.at + Math.min(8, listed.count) * sizeBytes);
      fields.push(...many(listed.at, end, sizeBytes, little));
    }
  }
  return { fields, parts };
}

function structureOfExr(bytes: Buffer): Structure {
  const structure: Structure = { fields: many(4, 8, 4, true), parts: [] };
  const endOfName = (at: number): number => bytes.indexOf(0, at) + 1;
  let at = 8;
  const isMultipart = (bytes.readUInt32LE(4) & 0x1000) !== 0;
  do {
    while (bytes[at] !== 0) {
      const sizeAt = endOfName(endOfName(at));
      const end = sizeAt + 4 + bytes.readUInt32LE(sizeAt);
      structure.fields.push(
        ...many(sizeAt, sizeAt + 4, 4, true),
        ...many(sizeAt + 4, Math.min(end, sizeAt + 68), 4, true),
      );
      if (end === sizeAt + 5) structure.fields.push(...many(end - 1, end, 1, true));
      structure.parts.push({ start: at, end });
      at = end;
    }
    at += 1;
  } while (isMultipart && bytes[at] !== 0);
  if (isMultipart) at += 1;
  const firstChunk = Number(bytes.readBigUInt64LE(at));
  const table = many(at, firstChunk, 8, true);
  structure.fields.push(...table);
  for (const entry of table.slice(0, 12)) {
    const chunk = Number(bytes.readBigUInt64LE(entry.at));
    if (chunk + 128 > bytes.length) continue;
    // Its place, its size, and the numbers that PIZ, B44 and DWA begin their data with.
    structure.fields.push(...many(chunk, chunk + 128, 4, true), ...many(chunk + 8, chunk + 40, 2, true));
  }
  return structure;
}
