import type { FrameCost } from './blender/session.ts';
import type { Room } from './room.ts';

/** What rendering a frame took, where that is known. */
export interface WorkCost extends FrameCost {
  wallMs: number;
}

/** One that works on items, one after the other. */
export interface Worker<T> {
  work(item: T): Promise<WorkCost | undefined>;
  close(): Promise<void>;
}

/**
 * Has workers take items side by side until there are none: as many as are asked for, or one, and then another each time that
 * an item left room for it.
 * @param count undefined: as many as there is room for
 * @throws what the first piece of work threw that failed; nothing is under way by then, and no other was begun
 */
export async function workSideBySide<T>(
  items: AsyncIterable<T>,
  open: () => Worker<T>,
  { count, room }: { count: number | undefined; room: Room },
): Promise<void> {
  const iterator = items[Symbol.asyncIterator]();
  const failures: unknown[] = [];
  const running = new Set<Promise<void>>();
  let isOver = false;
  const begin = (): void => {
    const one = run().finally(() => running.delete(one));
    running.add(one);
  };
  async function run(): Promise<void> {
    const worker = open();
    try {
      while (failures.length === 0) {
        const next = await iterator.next();
        isOver ||= next.done === true;
        if (next.done === true) break;
        const cost = await worker.work(next.value);
        if (count === undefined && !isOver && hasRoom(cost, running.size, room)) begin();
      }
    } catch (error) {
      failures.push(error);
    } finally {
      await worker.close().catch((error: unknown) => void failures.push(error));
    }
  }

  for (let n = 0; n < (count ?? 1); n++) begin();
  while (running.size > 0) await Promise.race(running);
  await iterator.return?.();
  if (failures.length > 0) throw failures[0];
}

/** Fewer cores are worth no second Blender: two of them took as long as one on two cores. */
const leastIdleCores = 2;

/** Whether another like those that run would find cores and memory idle. */
export function hasRoom(cost: WorkCost | undefined, running: number, { cores, freeBytes }: Room): boolean {
  if (cost === undefined || cost.memoryBytes === null) return false;
  const usedCores = Math.max(1, (cost.cpuSeconds * 1000) / cost.wallMs);
  const idleCores = cores - running * usedCores;
  return idleCores >= Math.max(leastIdleCores, usedCores) && freeBytes() > 2 * cost.memoryBytes;
}
