import type { Random } from './random.ts';

/** A number in a file that says how long something is, where, what or how many. */
export interface Field {
  at: number;
  sizeBytes: 1 | 2 | 4 | 8;
  littleEndian: boolean;
}

/** What a file is made of, as far as it can be told cheaply. */
export interface Structure {
  fields: Field[];
  /** Pieces that may be left out, doubled or put elsewhere, in order: PNG's chunks, blocks of a .blend. */
  parts: { start: number; end: number }[];
}

export interface Seed {
  name: string;
  bytes: Buffer;
  structure: Structure;
}

const extremes = [
  ...[0, 1, 2, 3, 4, 7, 8, 15, 16, 31, 32, 63, 64, 100, 0x7f, 0x80, 0xff, 0x100, 1000, 0x7fff, 0x8000, 0xffff, 0x10000],
  ...[0xffffff, 0x1000000, 0x7ffffffe, 0x7fffffff, 0x80000000, 0x80000001, 0xfffffffe, 0xffffffff],
  ...[0x100000000, 2 ** 53 - 1, 2 ** 63, 2 ** 64 - 1],
].map(BigInt);

/** A seed with its numbers, its parts or any bytes changed, often several of them. */
export function mutate(seed: Seed, others: readonly Seed[], random: Random): Buffer {
  let bytes: Buffer = Buffer.from(seed.bytes);
  const { fields, parts } = seed.structure;
  for (let changes = fields.length === 0 ? 0 : random.below(4); changes > 0; changes--) {
    setField(bytes, random.of(fields), random);
  }
  if (parts.length > 0 && random.once(4)) bytes = moveParts(bytes, seed, random.of(others), random);
  for (let changes = random.once(2) ? random.below(5) : 0; changes > 0; changes--) {
    bytes = changeBytes(bytes, random.of(others).bytes, random);
  }
  return bytes;
}

function setField(bytes: Buffer, { at, sizeBytes, littleEndian }: Field, random: Random): void {
  if (at < 0 || at + sizeBytes > bytes.length) return;
  const before = Buffer.from(bytes.subarray(at, at + sizeBytes));
  if (littleEndian) before.reverse();
  const was = BigInt(`0x${before.toString('hex')}`);
  const near = [was + BigInt(random.below(9)) - 4n, was * 2n, was / 2n, ~was, BigInt(bytes.length - random.below(40))];
  const value = BigInt.asUintN(sizeBytes * 8, random.once(2) ? random.of(extremes) : random.of(near));
  const after = Buffer.from(value.toString(16).padStart(sizeBytes * 2, '0'), 'hex');
  if (littleEndian) after.reverse();
  after.copy(bytes, at);
}

function moveParts(bytes: Buffer, { structure: { parts } }: Seed, other: Seed, random: Random): Buffer {
  const { start, end } = random.of(parts);
  const [before, part, after] = [bytes.subarray(0, start), bytes.subarray(start, end), bytes.subarray(end)];
  const kind = random.below(4);
  if (kind === 0) return Buffer.concat([before, after]);
  if (kind === 1) return Buffer.concat([before, ...Array<Buffer>(1 + random.below(20)).fill(part), after]);
  if (kind === 2 && other.structure.parts.length > 0) {
    const strange = random.of(other.structure.parts);
    return Buffer.concat([before, other.bytes.subarray(strange.start, strange.end), after]);
  }
  const place = random.of(parts).start;
  return Buffer.concat([bytes.subarray(0, place), part, bytes.subarray(place)]);
}

/** Any bytes, half of the time near the start, where headers are. */
function changeBytes(bytes: Buffer, other: Buffer, random: Random): Buffer {
  if (bytes.length === 0) return bytes;
  const at = random.below(random.once(2) ? Math.min(600, bytes.length) : bytes.length);
  const run = random.below(64);
  switch (random.below(7)) {
    case 0:
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
      return bytes;
    case 1:
      random.bytes(1 + random.below(8)).copy(bytes, at);
      return bytes;
    case 2:
      return Buffer.from(bytes.subarray(0, at));
    case 3:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + run)]);
    case 4: {
      const from = random.below(bytes.length);
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(from, from + run), bytes.subarray(at)]);
    }
    case 5: {
      const from = random.below(other.length);
      other.copy(bytes, at, from, from + run);
      return bytes;
    }
    default:
      setField(bytes, { at, sizeBytes: random.of([1, 2, 4, 8]), littleEndian: random.once(2) }, random);
      return bytes;
  }
}
