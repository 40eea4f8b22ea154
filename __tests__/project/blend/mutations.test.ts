import { describe, expect, test } from '@jest/globals';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { isRenderError } from '../../../src/base/errors.ts';
import { traceProject } from '../../../src/project/blend/trace.ts';
import { cpuMsOf } from '../../support/cost.ts';
import { compressSeekable } from '../../support/seekable-zstd.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/blend/project');
/** A hundred times what they take, in CPU time. */
const perFileMs = 2000;

/** Random numbers below a limit, the same in every run (mulberry32). */
function seededRandom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

const wildNumbers = [0, 1, -1, 0x7fffffff, -0x80000000, 0x10000, 0xffff];

/** Changes a few bytes, numbers or whole stretches of `bytes`, most often where the structure is: near the ends. */
function mutate(bytes: Buffer, random: (limit: number) => number): Buffer {
  const copy = Buffer.from(bytes);
  const place = (): number => {
    const region = random(4);
    if (region === 0) return random(Math.min(2048, copy.length));
    if (region === 1) return copy.length - 1 - random(Math.min(120_000, copy.length));
    return random(copy.length);
  };
  for (let changes = 1 + random(6); changes > 0; changes--) {
    const at = place();
    switch (random(4)) {
      case 0:
        copy[at] = random(256);
        break;
      case 1:
        copy.writeInt32LE(wildNumbers[random(wildNumbers.length)]! | 0, Math.min(at, copy.length - 4));
        break;
      case 2:
        copyStretch(copy, place(), at, random(400));
        break;
      default:
        copyStretch(copy, at, random(copy.length), random(4000));
    }
  }
  return random(8) === 0 ? copy.subarray(0, random(copy.length)) : copy;
}

function copyStretch(bytes: Buffer, from: number, to: number, length: number): void {
  bytes.copy(bytes, to, from, Math.min(bytes.length, from + length));
}

const read = (name: string): Buffer => readFileSync(join(fixtures, name));
const sources: { bytes: Buffer; wrap: (bytes: Buffer) => Buffer; share: number }[] = [
  { bytes: read('main.blend'), wrap: (bytes) => bytes, share: 250 },
  { bytes: read('lib/lib_a.blend'), wrap: (bytes) => bytes, share: 250 },
  { bytes: read('main_zstd.blend'), wrap: (bytes) => bytes, share: 200 },
  { bytes: read('lib/lib_b.blend'), wrap: (bytes) => bytes, share: 100 },
  { bytes: read('lib/lib_a.blend'), wrap: (bytes) => gzipSync(bytes, { level: 1 }), share: 100 },
  { bytes: read('lib/lib_a.blend'), wrap: (bytes) => compressSeekable(bytes, 64 * 1024), share: 100 },
];

describe('1,000 damaged files end in a trace or a RenderError, each soon', () => {
  const random = seededRandom(20_261_123);
  const outcomes = { traced: 0, refused: 0 };

  test.each(sources)('source %#: $share of them', async ({ bytes, wrap, share }) => {
    using folder = new TemporaryFolder();
    cpSync(fixtures, folder.path, { recursive: true });
    const slow: string[] = [];
    for (let round = 0; round < share; round++) {
      writeFileSync(join(folder.path, 'lib/mutant.blend'), wrap(mutate(bytes, random)));
      const costMs = await cpuMsOf(async () => {
        try {
          await traceProject(folder.path, 'lib/mutant.blend', round % 2 === 0 ? {} : { frames: [1, 2, 7] });
          outcomes.traced++;
        } catch (error) {
          if (!isRenderError(error, 'settings')) throw new Error(`round ${round}`, { cause: error });
          outcomes.refused++;
        }
      });
      if (costMs > perFileMs) slow.push(`round ${round}: ${Math.round(costMs)} ms`);
    }
    expect(slow).toEqual([]);
  });

  test('both ways out are taken often, or the damage is not the kind that tests anything', () => {
    expect(outcomes.traced).toBeGreaterThan(150);
    expect(outcomes.refused).toBeGreaterThan(150);
    expect(outcomes.traced + outcomes.refused).toBe(1000);
  });
});
