import { execFile } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deflateSync, inflateSync } from 'node:zlib';
import { pngChunk, writeRawPng } from '../../__tests__/compare/raw-png.ts';
import { comparePictures } from '../../src/compare/compare.ts';
import { checkMemory } from '../../src/compare/memory.ts';
import { decodedSizeBytes, decodePicture } from '../../src/compare/picture/decode.ts';
import { isRenderError } from '../../src/base/errors.ts';
import type { FuzzKind } from './kind.ts';
import { mutate, type Seed } from './mutate.ts';
import { repairPng, structureOfPicture } from './picture-structure.ts';
import type { Random } from './random.ts';

const exrCompressions = ['none', 'rle', 'zip', 'zips', 'piz', 'pxr24', 'b44', 'b44a', 'dwaa', 'dwab'];
const tiffCompressions = ['none', 'lzw', 'zip', 'packbits'];
/** Of those that are compared with another one, too: a bomb that is a picture takes a minute. */
const comparedBytes = 30_000;
/** What a picture may take: what is larger by what it says is refused, as on a small machine. */
const machineBytes = 1536 * 2 ** 20;

export const pictures: FuzzKind = {
  async writeSeeds(folder) {
    const noise = '--noise:type=gaussian:mean=0.5:stddev=0.4:seed=1 --blur 3x3 --fill:color=0.25,0.5,0.75,1 18x12+3+2';
    const commands = [
      `--create 37x24 4 ${noise} --clamp:min=0:max=1 -o base.exr -d uint8 -o base.png --ch R,G,B -o base.jpg`,
      'base.exr -d uint16 -o deep.png base.png --ch R -o grey.jpg',
      ...exrCompressions.map((name) => `base.exr -d half --compression ${name} -o ${name}.exr`),
      'base.exr -d float --tile 16 16 --compression zip -o tiled.exr --scanline base.exr -d float --compression piz -o float-piz.exr',
      ...tiffCompressions.flatMap((name) => [
        `base.exr -d uint8 --compression ${name} -o ${name}-8.tif`,
        `base.exr -d float --compression ${name} -o ${name}-float.tif`,
      ]),
      'base.exr -d uint16 --tile 16 16 --compression zip -o tiled.tif',
    ];
    await promisify(execFile)('oiiotool', commands.join(' ').split(' '), { cwd: folder });
    for (const [colourType, bitDepth] of [[0, 1], [0, 2], [3, 4], [2, 16], [4, 8], [6, 8]] as const) {
      for (const interlaced of [false, true]) {
        const png = writeRawPng({ width: 19, height: 11, colourType, bitDepth, interlaced });
        await writeFile(join(folder, `raw-${colourType}-${bitDepth}-${interlaced ? 'interlaced' : 'plain'}.png`), png);
      }
    }
    await rm(join(folder, 'base.exr'));
    await promisify(execFile)('oiiotool', ['none.exr', '-d', 'float', '-o', 'base.exr'], { cwd: folder });
  }, // prettier-ignore

  async open(folder) {
    const names = (await readdir(folder)).sort();
    const seeds: Seed[] = [];
    for (const name of names) {
      const bytes = await readFile(join(folder, name));
      seeds.push({ name, bytes, structure: structureOfPicture(bytes) });
    }
    const other = await readFile(join(folder, 'zip.exr'));
    return {
      make: (random) => (random.once(4000) ? makeBomb(random) : makePicture(seeds, random)),
      feed: async (input) => {
        checkMemory(await decodedSizeBytes(input), machineBytes);
        try {
          await decodePicture(input);
          if (input.length < comparedBytes) await comparePictures(input, other, { kind: 'compose', frame: 1 });
        } catch (error) {
          if (isRenderError(error) && error.kind !== 'corrupt-result')
            throw new Error('of another kind', { cause: error });
          throw error;
        }
      },
      close: () => Promise.resolve(),
    };
  },
};

function makePicture(seeds: readonly Seed[], random: Random): Buffer {
  const seed = random.of(seeds);
  const isPng = seed.name.endsWith('.png');
  if (isPng && random.once(3)) return changeRows(seed.bytes, random);
  const bytes = mutate(seed, seeds, random);
  return isPng && !random.once(20) ? repairPng(bytes) : bytes;
}

/** Changes a PNG's rows as they are before they are compressed: filters, lengths, samples. */
function changeRows(png: Buffer, random: Random): Buffer {
  const chunks: { type: string; start: number; end: number }[] = [];
  for (let at = 8; at + 12 <= png.length; at += 12 + png.readUInt32BE(at)) {
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), start: at, end: at + 12 + png.readUInt32BE(at) });
  }
  const data = chunks.filter(({ type }) => type === 'IDAT');
  let rows = inflateSync(Buffer.concat(data.map(({ start, end }) => png.subarray(start + 8, end - 4))));
  for (let changes = random.below(6); changes >= 0; changes--) rows[random.below(rows.length)] = random.below(256);
  if (random.once(4)) rows = rows.subarray(0, random.below(rows.length));
  if (random.once(8)) rows = Buffer.concat([rows, random.bytes(random.below(300))]);
  const first = data[0]?.start ?? 33;
  const rest = chunks.filter(({ type, start }) => type !== 'IDAT' && start > first);
  const tail = rest.map(({ start, end }) => png.subarray(start, end));
  return Buffer.concat([png.subarray(0, first), pngChunk('IDAT', deflateSync(rows, { level: 1 })), ...tail]);
}

/** Few bytes that claim, or expand to, very much. */
function makeBomb(random: Random): Buffer {
  const [width, height] = [[8, 8], [5000, 4000], [16384, 8192], [65535, 1]][random.below(4)]!;
  const png = writeRawPng({ width: 8, height: 8, colourType: 6, bitDepth: random.of([8, 16]), interlaced: random.once(2) });
  png.writeUInt32BE(width!, 16);
  png.writeUInt32BE(height!, 20);
  const data = pngChunk('IDAT', deflateSync(Buffer.alloc(random.of([1, 80, 256]) * 2 ** 20), { level: random.of([1, 9]) }));
  return repairPng(Buffer.concat([png.subarray(0, 33), data, png.subarray(-12)]));
} // prettier-ignore
