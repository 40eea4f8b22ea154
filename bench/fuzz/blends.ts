import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { buildBlend, type BuiltBlock, type BlendLayout } from '../../__tests__/support/blend-builder.ts';
import { compressSeekable, seekTable } from '../../__tests__/support/seekable-zstd.ts';
import { compareBlends } from '../../src/project/blend/diff/compare.ts';
import { describeDifference } from '../../src/project/blend/diff/describe.ts';
import { formatLines, textOf } from '../../src/project/blend/diff/format.ts';
import { fingerprintBlend } from '../../src/project/blend/fingerprint/fingerprint.ts';
import { findUncertain } from '../../src/project/blend/fingerprint/uncertain.ts';
import { openBlend } from '../../src/project/blend/open-blend.ts';
import { traceProject } from '../../src/project/blend/trace.ts';
import { isRenderError } from '../../src/base/errors.ts';
import { structureOfBlend } from './blend-structure.ts';
import type { FuzzKind } from './kind.ts';
import { mutate, type Seed, type Structure } from './mutate.ts';
import type { Random } from './random.ts';

const fixtures = new URL('../../__tests__/fixtures/blend/', import.meta.url).pathname;
/** Larger ones make a run longer and find no more. */
const maxSeedBytes = 1_200_000;
const layouts: BlendLayout[] = [
  { pointerSize: 8, littleEndian: true, version: 304 },
  { pointerSize: 4, littleEndian: true, version: 249 },
  { pointerSize: 4, littleEndian: false, version: 248 },
  { pointerSize: 8, littleEndian: true, version: 500 },
];
const image = (name: string, address: number, source = 1): BuiltBlock => ({
  ...{ code: 'IM', struct: 'Image', address },
  values: { 'id.name': `IMi${address}`, name, source },
});
const small: BuiltBlock[] = [
  { code: 'GLOB', struct: 'FileGlobal', values: { curscene: 1 } },
  {
    ...{ code: 'SC', struct: 'Scene', address: 1 },
    values: { 'id.name': 'SCScene', camera: 2, 'r.sfra': 1, 'r.efra': 9, 'r.frame_step': 1, 'r.size': 100, 'r.xsch': 16 },
  },
  { code: 'OB', struct: 'Object', address: 2, values: { 'id.name': 'OBCam' } },
  ...['//tex/a.png', '/abs/b.png', '//../out.png', '//seq_0001.png'].map((name, index) => image(name, 10 + index)),
  image('//u.<UDIM>.png', 20, 6),
  { code: 'LI', struct: 'Library', address: 30, values: { 'id.name': 'LIlib', name: '//lib.blend' } },
  { code: 'ID', struct: 'ID', address: 31, values: { name: 'OBlinked', lib: 30 } },
]; // prettier-ignore

/**
 * .blend files of the repository's fixtures, or of the folder that BLEND_CORPUS names; and small ones in each of the
 * layouts that Blender has used, of which thousands are read in the time of one real one.
 */
export const blends: FuzzKind = {
  async writeSeeds(folder) {
    const corpus = process.env['BLEND_CORPUS'] ?? fixtures;
    const files = (await readdir(corpus, { recursive: true })).filter((name) => name.endsWith('.blend')).sort();
    for (const [index, name] of files.entries()) {
      await copyFile(join(corpus, name), join(folder, `real-${index}-${basename(name)}`));
    }
    for (const layout of layouts) {
      const blend = buildBlend(small, layout);
      const name = `small-${layout.version}`;
      await writeFile(join(folder, `${name}.blend`), blend);
      await writeFile(join(folder, `${name}-gzip.blend`), gzipSync(blend));
      await writeFile(join(folder, `${name}-seekable.blend`), compressSeekable(blend, 512));
      await writeFile(join(folder, `${name}-zstd.blend`), zstdCompressSync(blend));
    }
  },

  async open(folder) {
    const seeds: Seed[] = [];
    for (const name of (await readdir(folder)).sort()) {
      const bytes = await readFile(join(folder, name));
      if (bytes.length <= maxSeedBytes) seeds.push({ name, bytes, structure: structureOf(bytes) });
    }
    const project = await mkdtemp(join(tmpdir(), 'blendnet-fuzz-'));
    await mkdir(join(project, 'tex'));
    await writeFile(join(project, 'tex', 'a.png'), '');
    await writeFile(join(project, 'seq_0001.png'), '');
    await writeFile(join(project, 'lib.blend'), buildBlend([image('//tex/a.png', 3)]));
    return {
      make: (random) => makeBlend(seeds, random),
      feed: async (input) => {
        writeFileSync(join(project, 'shot.blend'), input);
        try {
          await traceProject(project, 'shot.blend', { frames: [1, 2, 3] });
          await readContents(join(project, 'shot.blend'), join(project, 'lib.blend'));
        } catch (error) {
          if (isRenderError(error) && error.kind !== 'settings') throw new Error('of another kind', { cause: error });
          throw error;
        }
      },
      close: () => rm(project, { recursive: true }),
    };
  },
};

/** All that is read of what a .blend says: for keys, for `diff`, and for git. */
async function readContents(path: string, other: string): Promise<void> {
  await openBlend(path, 'shot.blend', (blend) =>
    openBlend(other, 'lib.blend', (old) => {
      findUncertain(blend, true);
      fingerprintBlend(blend, { scene: 'active' });
      formatLines(describeDifference(compareBlends(old, blend), old, blend), false);
      let lengthBytes = 0;
      for (const text of textOf(blend)) lengthBytes += text.length;
      return lengthBytes;
    }),
  );
}

/** Of what is compressed, only where the parts of the compressed file are. */
function structureOf(bytes: Buffer): Structure {
  if (bytes.toString('latin1', 0, 7) === 'BLENDER') return structureOfBlend(bytes);
  const tail = Math.max(0, bytes.length - 80);
  const fields = Array.from({ length: 20 }, (_, index) => ({
    at: tail + index * 4 - (tail % 4) + (bytes.length % 4),
    sizeBytes: 4 as const,
    littleEndian: true,
  }));
  return { fields: fields.filter(({ at }) => at + 4 <= bytes.length), parts: [] };
}

function makeBlend(seeds: readonly Seed[], random: Random): Buffer {
  if (random.once(3000)) return makeBomb(random);
  // Real ones take a hundred times as long.
  const wanted = random.once(3) ? 'real' : 'small';
  const chosen = seeds.filter(({ name }) => name.startsWith(wanted));
  const bytes = mutate(random.of(chosen), chosen, random);
  if (bytes.toString('latin1', 0, 7) !== 'BLENDER' || bytes.length > 100_000 || !random.once(6)) return bytes;
  return random.of([gzipSync, zstdCompressSync, compressSeekable])(bytes);
}

/** Few bytes that expand to very much: one compressed piece again and again, after a head that is one of a .blend. */
function makeBomb(random: Random): Buffer {
  const head = random.of([Buffer.from('BLENDER-v304'), Buffer.from('BLENDER17-01v0500'), Buffer.alloc(0)]);
  const piece = Buffer.alloc(2 ** 24, random.of([0, 0x41]));
  const times = random.of([2, 20, 60]);
  const kind = random.below(4);
  if (kind === 3) return gzipSync(gzipSync(gzipSync(piece, { level: 9 })));
  const compress = kind === 0 ? (bytes: Buffer) => gzipSync(bytes, { level: 1 }) : zstdCompressSync;
  const frames = [
    { packed: compress(head), sizeBytes: head.length },
    ...Array<{ packed: Buffer; sizeBytes: number }>(times).fill({ packed: compress(piece), sizeBytes: piece.length }),
  ];
  return Buffer.concat([...frames.map(({ packed }) => packed), ...(kind === 1 ? [seekTable(frames)] : [])]);
}
