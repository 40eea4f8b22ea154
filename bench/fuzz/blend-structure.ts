import type { Field, Structure } from './mutate.ts';

/** Heads of blocks, and of the description of structs what counts and points. Only for files that are whole. */
export function structureOfBlend(bytes: Buffer): Structure {
  const isLarge = bytes.toString('latin1', 7, 9) === '17';
  const pointerBytes = isLarge || bytes[7] === 0x2d ? 8 : 4;
  const little = isLarge || bytes[8] === 0x76;
  const structure: Structure = { fields: [], parts: [] };
  const add = (at: number, sizeBytes: Field['sizeBytes']): void => {
    structure.fields.push({ at, sizeBytes, littleEndian: little });
  };
  const headBytes = isLarge ? 32 : 16 + pointerBytes;
  for (let at = isLarge ? 17 : 12; at + headBytes <= bytes.length;) {
    const lengthAt = at + (isLarge ? 16 : 4);
    const code = bytes.toString('latin1', at, at + 4);
    const length = little ? bytes.readUInt32LE(lengthAt) : bytes.readUInt32BE(lengthAt);
    const end = at + headBytes + length;
    add(at, 4);
    for (const offset of isLarge ? [4] : [4, 8 + pointerBytes, 12 + pointerBytes]) add(at + offset, 4);
    for (const offset of isLarge ? [8, 16, 24] : []) add(at + offset, 8);
    if (!isLarge) add(at + 8, pointerBytes);
    if (code === 'DNA1') addDna(bytes.subarray(0, end), at + headBytes, add);
    // Pointers and numbers of what it holds: the first of them are an ID's.
    else for (let field = at + headBytes; field < Math.min(end - 8, at + 400); field += 4) add(field, 4);
    structure.parts.push({ start: at, end });
    at = end;
  }
  return structure;
}

function addDna(dna: Buffer, start: number, add: (at: number, sizeBytes: Field['sizeBytes']) => void): void {
  for (const tag of ['SDNA', 'NAME', 'TYPE', 'STRC']) add(dna.indexOf(tag, start) + 4, 4);
  for (const tag of ['TLEN', 'STRC']) {
    const at = dna.indexOf(tag, start) + (tag === 'TLEN' ? 4 : 8);
    // Enough to meet them often; the whole table would leave nothing to the others.
    for (let entry = at; entry < Math.min(dna.length - 2, at + 600); entry += 2) add(entry, 2);
  }
  const names = dna.indexOf('NAME', start) + 8;
  for (let at = names; at < Math.min(dna.length - 1, names + 400); at++) add(at, 1);
}
