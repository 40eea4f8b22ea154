import { describe, expect, test } from '@jest/globals';
import { ahead, each } from '../../src/base/each.ts';

async function* count(to: number, onEnd?: () => void): AsyncGenerator<number> {
  try {
    for (let n = 1; n <= to; n++) yield await Promise.resolve(n);
  } finally {
    onEnd?.();
  }
}

const turn = (): Promise<void> => new Promise((next) => setImmediate(next));

describe('each', () => {
  test('does everything, as much at a time as it may, and takes no more than that', async () => {
    let atOnce = 0;
    let most = 0;
    const done: number[] = [];
    await each(count(20), 3, async (n) => {
      most = Math.max(most, ++atOnce);
      await turn();
      done.push(n);
      atOnce -= 1;
    });
    expect(most).toBe(3);
    expect(done.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });

  test('fails with the first failure, when nothing is under way, and lets go of the items', async () => {
    const begun: number[] = [];
    let under = 0;
    let isClosed = false;
    const working = each(
      count(100, () => (isClosed = true)),
      4,
      async (n) => {
        begun.push(n);
        under += 1;
        for (let turns = 0; turns < n; turns++) await turn();
        under -= 1;
        if (n === 2) throw new Error('the second');
      },
    );
    await expect(working).rejects.toThrow('the second');
    expect({ under, isClosed }).toEqual({ under: 0, isClosed: true });
    expect(begun.length).toBeLessThan(10);
  });

  test('items that cannot be had end it, after what is under way', async () => {
    let isDone = false;
    async function* broken(): AsyncGenerator<number> {
      yield await Promise.resolve(1);
      throw new Error('no more');
    }
    const working = each(broken(), 4, async () => {
      await turn();
      isDone = true;
    });
    await expect(working).rejects.toThrow('no more');
    expect(isDone).toBe(true);
  });
});

describe('ahead', () => {
  test('begins before it is asked, and no further than it may', async () => {
    const begun: number[] = [];
    const items = ahead([1, 2, 3, 4, 5, 6], 3, async (n) => {
      begun.push(n);
      await turn();
      return 10 * n;
    });
    expect(await items.next()).toEqual({ value: 10, done: false });
    expect(begun).toEqual([1, 2, 3]);
    expect(await Array.fromAsync(items)).toEqual([20, 30, 40, 50, 60]);
  });

  test('whoever stops waits for what has begun', async () => {
    let under = 0;
    for await (const n of ahead([1, 2, 3, 4], 3, async (item) => {
      under += 1;
      for (let turns = 0; turns < item; turns++) await turn();
      under -= 1;
      return item;
    })) {
      expect(n).toBe(1);
      break;
    }
    expect(under).toBe(0);
  });

  test('a failure comes in its turn', async () => {
    const items = ahead([1, 2, 3], 3, (n) => (n === 2 ? Promise.reject(new Error('two')) : Promise.resolve(n)));
    expect(await items.next()).toMatchObject({ value: 1 });
    await expect(items.next()).rejects.toThrow('two');
  });
});
