import { describe, expect, test } from '@jest/globals';
import { hasRoom, workSideBySide, type WorkCost } from '../../src/local/side-by-side.ts';

const gigabyte = 1e9;
const roomy = { cores: 16, memoryBytes: 64 * gigabyte, freeBytes: () => 32 * gigabyte };
/** A frame that kept two cores busy for ten seconds. */
const light: WorkCost = { cpuSeconds: 20, wallMs: 10_000, memoryBytes: gigabyte };

async function* numbers(count: number): AsyncGenerator<number> {
  for (let n = 1; n <= count; n++) yield await Promise.resolve(n);
}

interface Crew {
  opened: number;
  closed: number;
  done: number[];
}

/** Lets workers run until `atOnce` items are under way at a time, or all are taken. */
async function workWith(
  count: number | undefined,
  { items, cost, fail }: { items: number; cost?: WorkCost; fail?: number },
): Promise<Crew> {
  const crew: Crew = { opened: 0, closed: 0, done: [] };
  const open = () => {
    crew.opened++;
    return {
      work: async (item: number) => {
        await new Promise(setImmediate);
        if (item === fail) throw new Error(`item ${item}`);
        crew.done.push(item);
        return cost;
      },
      close: () => {
        crew.closed++;
        return Promise.resolve();
      },
    };
  };
  await workSideBySide(numbers(items), open, { count, room: roomy }).catch((error: unknown) => {
    if (fail === undefined) throw error;
    expect(error).toEqual(new Error(`item ${fail}`));
  });
  expect(crew.closed).toBe(crew.opened);
  return crew;
}

describe('Blenders side by side', () => {
  test('are as many as were asked for, and each frame is rendered once', async () => {
    const { opened, done } = await workWith(3, { items: 9 });
    expect(opened).toBe(3);
    expect(done.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('are one where nothing is known of its frames', async () => {
    expect((await workWith(undefined, { items: 9 })).opened).toBe(1);
  });

  test('become more while there is room, and no more than that', async () => {
    const { opened, done } = await workWith(undefined, { items: 60, cost: light });
    expect(opened).toBe(roomy.cores / 2);
    expect(done).toHaveLength(60);
  });

  test('end with the first that fails, and no other frame is begun', async () => {
    const { done } = await workWith(1, { items: 9, fail: 3 });
    expect(done).toEqual([1, 2]);
  });
});

test.each<[why: string, cost: WorkCost | undefined, running: number, room: Partial<typeof roomy>, expected: boolean]>([
  ['idle cores and memory', light, 1, {}, true],
  ['seven of eight that fit', light, 7, {}, true],
  ['all cores in use', light, 8, {}, false],
  ['a frame that uses all cores', { ...light, cpuSeconds: 160 }, 1, {}, false],
  ['one core left', { ...light, cpuSeconds: 10 }, 1, { cores: 2 }, false],
  ['two cores, hardly used', { ...light, cpuSeconds: 1 }, 1, { cores: 2 }, false],
  ['little memory', light, 1, { freeBytes: () => gigabyte }, false],
  ['memory that nobody knows', { ...light, memoryBytes: null }, 1, {}, false],
  ['an engine that tells nothing', undefined, 1, {}, false],
])('room for another: %s', (_, cost, running, room, expected) => {
  expect(hasRoom(cost, running, { ...roomy, ...room })).toBe(expected);
});
