import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { comparePictures } from '../../src/compare/compare.ts';
import { compareEqualFiles } from '../../src/compare/equal.ts';
import { decodePicture, outlinePicture } from '../../src/compare/picture/decode.ts';
import type { Picture } from '../../src/compare/picture/picture.ts';
import { oiiotool, temporaryDirectory, testPattern } from './pictures.ts';
import { pngChunk, writeRawPng } from './raw-png.ts';

/* Equal files are compared by their headers: what is said of them is what decoding them says. */

const directory = await temporaryDirectory();
const passes = 'ViewLayer.Combined.R,ViewLayer.Combined.G,ViewLayer.Combined.B,ViewLayer.Depth.Z';
await oiiotool(
  directory,
  `${testPattern(37, 20, 4)} --clamp:min=0:max=1 -o rgba.exr -d uint8 -o rgba.png -o rgba.tif -d float -o float.tif --ch R,G,B -d uint8 -o rgb.jpg --pop`,
  `${testPattern(37, 20, 4)} --chnames ${passes} --fullsize 60x40+2+3 -o layers.exr --pop`,
  `${testPattern(37, 20, 1)} -d uint16 -o grey.png -o grey.tif --pop`,
);
const indexed = { width: 4, height: 4, colourType: 3, bitDepth: 1 };
const transparency = Uint8Array.of(0, 7);
await Promise.all([
  writeFile(join(directory, 'palette.png'), writeRawPng(indexed)),
  writeFile(join(directory, 'palette-alpha.png'), writeRawPng({ ...indexed, transparency })),
  writeFile(join(directory, 'grey-alpha.png'), writeRawPng({ ...indexed, colourType: 0, bitDepth: 8, transparency })),
]);
const names =
  'rgba.exr layers.exr rgba.png grey.png palette.png palette-alpha.png grey-alpha.png rgba.tif float.tif grey.tif rgb.jpg';

/** What a picture is beside its pixels; of its profile, and of what alpha hides, an outline says nothing. */
function describePicture({ format, width, height, encoding, windows, layers }: Picture): object {
  const named = layers.map(({ name, channels }) => ({ name, channels: channels.map((channel) => channel.name) }));
  return { format, width, height, encoding, windows, layers: named };
}

/** The same picture in other bytes: what stands behind its end is no part of it, and a comment in a PNG is none either. */
function inOtherBytes(bytes: Buffer, name: string): Buffer {
  const comment = pngChunk('tEXt', Buffer.from('Comment\0other bytes'));
  return name.endsWith('.png')
    ? Buffer.concat([bytes.subarray(0, 33), comment, bytes.subarray(33)])
    : Buffer.concat([bytes, Buffer.of(0)]);
}

describe.each(names.split(' '))('%s', (name) => {
  test('has the outline of what is decoded of it', async () => {
    const bytes = await readFile(join(directory, name));
    expect(describePicture(await outlinePicture(bytes))).toEqual(describePicture(await decodePicture(bytes)));
  });

  test('is compared with its own bytes as with its own pixels', async () => {
    const bytes = await readFile(join(directory, name));
    const about = { kind: 'render', frame: 7 } as const;
    const decoded = await comparePictures(bytes, inOtherBytes(bytes, name), about);
    expect(decoded.verdict).toBe('same');
    expect(await comparePictures(bytes, Buffer.from(bytes), about)).toEqual(decoded);
    await copyFile(join(directory, name), join(directory, `copy-${name}`));
    const files = { baselineFile: join(directory, name), candidateFile: join(directory, `copy-${name}`) };
    expect(await compareEqualFiles({ ...files, ...about })).toEqual(decoded);
  });
});

test('what its headers or checksums show to be damaged is no picture, however equal', async () => {
  const png = await readFile(join(directory, 'rgba.png'));
  const exr = await readFile(join(directory, 'rgba.exr'));
  const wrong = Buffer.from(png);
  wrong.writeUInt8(wrong.readUInt8(60) ^ 1, 60);
  for (const bytes of [wrong, png.subarray(0, -20), exr.subarray(0, -200), Buffer.from('no picture')]) {
    const comparison = await comparePictures(bytes, bytes, { kind: 'render', frame: 1 });
    expect(comparison).toMatchObject({ verdict: 'unreadable', reason: expect.stringMatching(/^The baseline: The /) });
    expect(comparison).not.toHaveProperty('metrics');
  }
});

test('files that differ, differ only late, or are not there are for the threads', async () => {
  const about = { kind: 'render', frame: 1 } as const;
  const file = (name: string): string => join(directory, name);
  const exr = await readFile(file('rgba.exr'));
  await writeFile(file('late.bin'), Buffer.concat([Buffer.alloc(200_000), Buffer.of(1)]));
  await writeFile(file('later.bin'), Buffer.concat([Buffer.alloc(200_000), Buffer.of(2)]));
  await writeFile(file('other.exr'), exr.with(-1, (exr.at(-1) ?? 0) ^ 1));
  for (const [baseline, candidate] of [
    ['late.bin', 'later.bin'],
    ['rgba.exr', 'other.exr'],
    ['rgba.exr', 'rgba.png'],
    ['gone.exr', 'gone.exr'],
    ['.', '.'],
  ] as const) {
    const files = { baselineFile: file(baseline), candidateFile: file(candidate) };
    expect(await compareEqualFiles({ ...files, ...about })).toBeUndefined();
  }
});
