import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { comparePictures } from '../../src/compare/compare.ts';
import { decodePicture } from '../../src/compare/picture/decode.ts';
import { readExrHeader } from '../../src/compare/picture/exr/header.ts';
import type { Picture } from '../../src/compare/picture/picture.ts';
import { RenderError } from '../../src/base/errors.ts';
import { oiiotool, temporaryDirectory, testPattern } from './pictures.ts';
import { pngChunk, randomNumbers, writeRawPng } from './raw-png.ts';
import { cpuMsOf } from '../support/cost.ts';

const directory = await temporaryDirectory();
const compressions = ['none', 'rle', 'zip', 'piz', 'pxr24', 'b44', 'dwaa', 'dwab'];
const tiffKinds = ['uint8-lzw', 'uint16-zip', 'float-zip', 'uint8-packbits'];
await oiiotool(
  directory,
  `${testPattern(37, 70, 4)} --clamp:min=0:max=1 -o base.exr -d uint8 -o base.png -o base.tif --ch R,G,B -o base.jpg`,
  ...compressions.map((name) => `base.exr -d half --compression ${name} -o ${name}.exr`),
  '--create 37x70 4 -d half --compression zips -o flat.exr --pop',
  'base.exr -d float --tile 16 16 --compression zip -o tiled.exr --scanline',
  ...tiffKinds.map((kind) => `base.exr -d ${kind.split('-')[0]} --compression ${kind.split('-')[1]} -o ${kind}.tif`),
);

/** CPU time. */
const slowestMs = 2_000;

/** Whatever comes in, out comes a picture or an error that says what is wrong, soon. */
async function expectVerdict(bytes: Uint8Array, what: string): Promise<'picture' | 'error'> {
  let result: unknown;
  const costMs = await cpuMsOf(async () => {
    result = await decodePicture(bytes).catch((error: unknown) => error);
  });
  if (costMs > slowestMs) throw new Error(`${what} took ${costMs} ms`);
  if (result instanceof RenderError && result.kind === 'corrupt-result') return 'error';
  if (result instanceof Error) throw new Error(what, { cause: result });
  const { width, height, layers } = result as Picture;
  for (const { values } of layers.flatMap(({ channels }) => channels)) {
    if (values.length !== width * height) throw new Error(`${what}: a channel does not fill the picture`);
  }
  return 'picture';
}

/** Changes bytes, numbers or the length at random places; sometimes several times. */
function mutate(original: Buffer, seed: number): Buffer {
  const random = randomNumbers(seed);
  let bytes = Buffer.from(original);
  // Headers decide what is allocated, so half of the changes go to the first bytes.
  const place = (): number => random(random(2) === 0 ? Math.min(400, bytes.length) : bytes.length);
  for (let change = random(4); change >= 0; change--) {
    const at = Math.min(place(), bytes.length - 5);
    const kind = random(6);
    if (kind === 0) bytes[at] = random(256);
    else if (kind === 1) bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
    else if (kind === 2) bytes.writeUInt32LE([0, 1, 0x7fffffff, 0xffffffff, 0x10000, 70_000][random(6)]!, at);
    else if (kind === 3) bytes.writeUInt16BE(random(0x10000), at);
    else if (kind === 4) bytes = bytes.subarray(0, Math.max(16, place()));
    else bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - random(40)))]);
  }
  return bytes;
}

/** Corrects the checksums of a PNG, so that its decoder is tested and not its checksums. */
function repairPng(bytes: Buffer): Buffer {
  for (let offset = 8; offset + 12 <= bytes.length;) {
    const end = offset + 8 + bytes.readUInt32BE(offset);
    if (end + 4 > bytes.length) break;
    bytes.writeUInt32BE(crc32(bytes.subarray(offset + 4, end)), end);
    offset = end + 4;
  }
  return bytes;
}

async function mutateAll(file: string, count: number, repair = (bytes: Buffer): Buffer => bytes): Promise<void> {
  const original = await readFile(join(directory, file));
  expect(await expectVerdict(original, file)).toBe('picture');
  const verdicts = { picture: 0, error: 0 };
  for (let seed = 1; seed <= count; seed++) {
    verdicts[await expectVerdict(repair(mutate(original, seed)), `${file} with seed ${seed}`)]++;
  }
  // A test of errors that never happen would prove nothing.
  expect(verdicts.error).toBeGreaterThan(count / 10);
}

describe('damaged files end in a picture or an error', () => {
  test.each([...compressions, 'tiled'])('EXR %s', (name) => mutateAll(`${name}.exr`, 120));
  test.each(tiffKinds)('TIFF %s', (name) => mutateAll(`${name}.tif`, 150));
  test('PNG', () => mutateAll('base.png', 500, repairPng));
  test('JPEG', () => mutateAll('base.jpg', 500));

  test('random bytes behind each signature', async () => {
    const random = randomNumbers(5);
    for (const start of ['\x89PNG\r\n\x1a\n', '\xff\xd8\xff', 'II*\0', 'MM\0*', '\x76\x2f\x31\x01']) {
      for (let index = 0; index < 100; index++) {
        const bytes = Buffer.from(Array.from({ length: random(300) }, () => random(256)));
        await expectVerdict(Buffer.concat([Buffer.from(start, 'latin1'), bytes]), `${start} and ${index}`);
      }
    }
  });
});

describe('files that claim more than they have', () => {
  const memoryLimitBytes = 64 * 2 ** 20;

  async function expectRefused(bytes: Uint8Array, message: RegExp): Promise<void> {
    const before = process.memoryUsage().arrayBuffers;
    await expect(decodePicture(bytes)).rejects.toThrow(message);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(memoryLimitBytes);
  }

  test('nothing', () => expectRefused(Buffer.alloc(0), /is empty/));
  test('text', () => expectRefused(Buffer.from('<svg/>'), /not a PNG, JPEG, TIFF or EXR/));

  test('a PNG of 16384×8192 pixels in 100 bytes', async () => {
    const png = writeRawPng({ width: 8, height: 8, colourType: 6, bitDepth: 8 });
    png.writeUInt32BE(16384, 16);
    png.writeUInt32BE(8192, 20);
    await expectRefused(repairPng(png), /too few bytes/);
  });

  test('a PNG that inflates to more than its pixels', async () => {
    const png = writeRawPng({ width: 8, height: 8, colourType: 6, bitDepth: 8 });
    const bomb = pngChunk('IDAT', deflateSync(Buffer.alloc(2 ** 27)));
    await expectRefused(Buffer.concat([png.subarray(0, 33), bomb, png.subarray(-12)]), /damaged/);
  });

  test('a PNG with a wrong checksum', async () => {
    const png = writeRawPng({ width: 8, height: 8, colourType: 6, bitDepth: 8 });
    png.writeUInt8(png.readUInt8(45) ^ 1, 45);
    await expectRefused(png, /checksum/);
  });

  test('an EXR of 60000×2000 pixels', async () => {
    const exr = Buffer.from(await readFile(join(directory, 'zip.exr')));
    const window = exr.indexOf('dataWindow\0box2i\0') + 'dataWindow\0box2i\0'.length + 4;
    exr.writeInt32LE(59_999, window + 8);
    exr.writeInt32LE(1_999, window + 12);
    await expectRefused(exr, /cut off|does not fit/);
  });

  test('an EXR whose chunks overlap', async () => {
    const exr = Buffer.from(await readFile(join(directory, 'flat.exr')));
    const { end } = readExrHeader(exr);
    for (let line = 0; line < 70; line++) {
      const chunk = Number(exr.readBigUInt64LE(end + line * 8));
      // As large as a line can be, which reaches over many of the lines behind it.
      if (chunk + 8 + 37 * 8 <= exr.length) exr.writeUInt32LE(37 * 8, chunk + 4);
    }
    await expectRefused(exr, /overlap/);
  });

  test('an EXR whose width is negative', async () => {
    const exr = Buffer.from(await readFile(join(directory, 'zip.exr')));
    exr.writeInt32LE(-5, exr.indexOf('dataWindow\0box2i\0') + 'dataWindow\0box2i\0'.length + 4 + 8);
    await expectRefused(exr, /claims/);
  });

  test('a JPEG of 60000×2000 pixels', async () => {
    const jpeg = Buffer.from(await readFile(join(directory, 'base.jpg')));
    const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
    jpeg.writeUInt16BE(2_000, frame + 5);
    jpeg.writeUInt16BE(60_000, frame + 7);
    await expectRefused(jpeg, /too few bytes/);
  });

  /** A TIFF of one directory; each field holds one number, or points to many. */
  function writeTiff(fields: [tag: number, type: number, count: number, value: number][], tail: Buffer): Buffer {
    const tiff = Buffer.alloc(8 + 2 + fields.length * 12 + 4);
    tiff.write('II*\0', 'latin1');
    tiff.writeUInt32LE(8, 4);
    tiff.writeUInt16LE(fields.length, 8);
    for (const [index, [tag, type, count, value]] of fields.entries()) {
      tiff.writeUInt16LE(tag, 10 + index * 12);
      tiff.writeUInt16LE(type, 12 + index * 12);
      tiff.writeUInt32LE(count, 14 + index * 12);
      tiff.writeUInt32LE(value, 18 + index * 12);
    }
    return Buffer.concat([tiff, tail]);
  }

  test('a TIFF that has the same long field again and again', async () => {
    const fields = Array.from({ length: 4_000 }, (): [number, number, number, number] => [273, 1, 48_000, 8]);
    const tiff = writeTiff(fields, Buffer.alloc(0));
    expect(await cpuMsOf(() => expectRefused(tiff, /the field 273 twice/))).toBeLessThan(500);
  });

  test('a TIFF with more strips than any picture', async () => {
    const tail = Buffer.alloc(1_100_000);
    await expectRefused(writeTiff([[273, 1, 1_100_000, 26]], tail), /1100000 values in its field 273/);
  });

  test('a TIFF whose one tile is a thousand times larger than its picture', async () => {
    const data = deflateSync(Buffer.alloc(24_000 * 24_000), { level: 9 });
    const at = 8 + 2 + 12 * 9 + 4;
    const one = (tag: number, value: number): [number, number, number, number] => [tag, 4, 1, value];
    const fields = [one(256, 16), one(257, 16), one(258, 8), one(259, 8), one(322, 24_000), one(323, 24_000)];
    fields.push(one(324, at), one(325, data.length), one(277, 1));
    await expectRefused(writeTiff(fields, data), /do not fit/);
  });

  test('a pointer of Git LFS says what to do', async () => {
    const pointer = Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n');
    const { verdict, reason } = await comparePictures(pointer, pointer, { kind: 'compose', frame: 1 });
    const said = 'The baseline: The file is a Git LFS pointer. Check out with lfs: true, or run git lfs pull.';
    expect({ verdict, reason }).toEqual({ verdict: 'unreadable', reason: said });
  });

  test('a TIFF of 60000×2000 pixels', async () => {
    const tiff = Buffer.from(await readFile(join(directory, 'uint8-packbits.tif')));
    const directoryAt = tiff.readUInt32LE(4);
    for (let entry = directoryAt + 2; entry < directoryAt + 2 + tiff.readUInt16LE(directoryAt) * 12; entry += 12) {
      if (tiff.readUInt16LE(entry) === 256) tiff.writeUInt32LE(60_000, entry + 8);
      if (tiff.readUInt16LE(entry) === 257) tiff.writeUInt32LE(2_000, entry + 8);
    }
    await expectRefused(tiff, /do not fit|too few bytes/);
  });
});
