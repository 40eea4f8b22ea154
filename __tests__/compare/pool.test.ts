import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { checkMemory } from '../../src/compare/memory.ts';
import { openPool, type ComparisonPool } from '../../src/compare/pool.ts';
import { RenderError } from '../../src/base/errors.ts';
import { oiiotool, temporaryDirectory } from './pictures.ts';
import { writeRawPng } from './raw-png.ts';

const directory = await temporaryDirectory();
await oiiotool(
  directory,
  '--create 80x60 3 --fill:color=0.4,0.4,0.4 80x60 -o plain.exr -d uint8 -o plain.png',
  '--fill:color=0.9,0.4,0.4 10x6+50+20 -o changed.png',
);
await writeFile(join(directory, 'broken.png'), '\x89PNG');
const file = (name: string): string => join(directory, name);
const entry = new URL('../fixtures/compare/worker.ts', import.meta.url);

const pools: ComparisonPool[] = [];
function createPool(size: number, timeoutMs?: number): ComparisonPool {
  const pool = openPool(entry, { size, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
  pools.push(pool);
  return pool;
}
// Only tests say how long jobs take.
beforeEach(() => {
  jest.useFakeTimers({
    doNotFake: ['nextTick', 'setImmediate', 'clearImmediate', 'queueMicrotask', 'performance', 'Date'],
  });
});
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
  jest.useRealTimers();
});

/** Waits until so many jobs are timed. */
async function timed(jobs: number): Promise<void> {
  while (jest.getTimerCount() !== jobs) await nextTurn();
}

describe('the pool', () => {
  test('compares, shows and draws, more jobs than it has workers', async () => {
    const pool = createPool(2);
    const job = { baselineFile: file('plain.png'), candidateFile: file('changed.png') };
    const [same, different, broken, display, difference] = await Promise.all([
      pool.compare({ ...job, candidateFile: file('plain.png'), kind: 'compose', frame: 1 }),
      pool.compare({ ...job, kind: 'compose', frame: 2 }),
      pool.compare({ ...job, candidateFile: file('broken.png'), kind: 'compose', frame: 3 }),
      pool.display({ file: file('plain.exr'), maxWidth: 40 }),
      pool.drawDifference({ ...job, regions: [] }),
    ]);
    expect([same.verdict, different.verdict, broken.verdict]).toEqual(['same', 'different', 'unreadable']);
    expect(different).toMatchObject({ frame: 2, regions: [{ x: 50, y: 20, width: 10, height: 6, pixels: 60 }] });
    expect(display).toMatchObject({ type: 'hdr', width: 40, height: 30 });
    expect(display.bytes).toHaveLength(40 * 30 * 8);
    expect(difference).toMatchObject({ type: 'image/png', width: 80 });
    expect(Buffer.from(difference!.bytes).toString('latin1', 1, 4)).toBe('PNG');
  });

  test('passes errors on as they are', async () => {
    const pool = createPool(1);
    const missing = pool.display({ file: file('nothing.png') });
    await expect(missing).rejects.toBeInstanceOf(RenderError);
    await expect(missing).rejects.toMatchObject({ kind: 'missing-file', file: file('nothing.png') });
    const broken = pool.display({ file: file('broken.png') });
    await expect(broken).rejects.toMatchObject({ kind: 'corrupt-result', hint: expect.stringMatching(/Choose/) });
  });

  test.each([
    ['exit', /stopped without an answer/],
    ['throw', /stopped with an error: .*thrown outside of a job/],
    ['memory', /memory limit/],
  ])('survives a worker that ends (%s)', async (name, message) => {
    const pool = createPool(1);
    const failing = pool.display({ file: name });
    const next = pool.display({ file: file('plain.png') });
    await expect(failing).rejects.toMatchObject({ kind: 'corrupt-result', message: expect.stringMatching(message) });
    expect(await next).toMatchObject({ width: 80 });
  });

  test('stops a worker that does not end', async () => {
    const pool = createPool(1, 1_500);
    const hanging = pool.display({ file: 'hang' });
    const next = pool.display({ file: file('plain.png') });
    await timed(1);
    jest.advanceTimersByTime(1_500);
    await expect(hanging).rejects.toMatchObject({
      kind: 'corrupt-result',
      message: expect.stringMatching(/longer than 1.5 s/),
    });
    expect(await next).toMatchObject({ width: 80 });
  });

  test('does what is large alone', async () => {
    // 36 million pixels of one bit, which make half a gigabyte of floats.
    await writeFile(file('large.png'), writeRawPng({ width: 6000, height: 6000, colourType: 3, bitDepth: 1 }));
    const pool = createPool(3, 3_000);
    const ended: string[] = [];
    const show = (name: string): Promise<unknown> => pool.display({ file: name }).finally(() => ended.push(name));
    const showing = Promise.allSettled([show('hang'), show(file('large.png')), show(file('plain.png'))]);
    await timed(3);
    await timed(1); // The large one waits, too.
    jest.advanceTimersByTime(3_000);
    const outcomes = await showing;
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(ended).toEqual([file('plain.png'), 'hang', file('large.png')]);
  });

  test('does not begin what the machine has no room for', () => {
    expect(() => checkMemory(5e9, 16e9)).not.toThrow();
    expect(() => checkMemory(6e9, 16e9)).toThrow('6.0 GB of memory, and this machine has room for 5.3 GB');
  });

  test('cancels what is not done when it is closed', async () => {
    const pool = createPool(1);
    const jobs = [pool.display({ file: 'hang' }), pool.display({ file: file('plain.png') })];
    const outcomes = Promise.allSettled(jobs);
    await pool.close();
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { kind: 'cancelled' } });
    }
    await expect(pool.display({ file: file('plain.png') })).rejects.toMatchObject({ kind: 'cancelled' });
  });

  test('fails the job if its entry cannot be loaded', async () => {
    const pool = openPool(new URL('file:///nowhere/entry.ts'), { size: 1 });
    pools.push(pool);
    await expect(pool.display({ file: file('plain.png') })).rejects.toMatchObject({ kind: 'corrupt-result' });
  });
});
