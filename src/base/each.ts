/**
 * Does work for each item, at most `atOnce` at a time, and takes an item when there is room for it.
 * @throws what the first piece of work threw that failed; nothing is under way by then, and no other was begun.
 */
export async function each<T>(
  items: AsyncIterable<T>,
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const working = new Set<Promise<void>>();
  const failures: unknown[] = [];
  try {
    for await (const item of items) {
      const one = work(item)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => working.delete(one));
      working.add(one);
      if (working.size >= atOnce) await Promise.race(working);
      if (failures.length > 0) break;
    }
  } finally {
    await Promise.all(working);
  }
  if (failures.length > 0) throw failures[0];
}

/** Does work for items ahead of whoever takes the results, `atOnce` at a time; results come in the items' order. */
export async function* ahead<T, R>(
  items: Iterable<T>,
  atOnce: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const begun: Promise<R>[] = [];
  const begin = (item: T): void => {
    const one = work(item);
    // Whoever takes it is told; until then a failure is nobody's.
    one.catch(() => undefined);
    begun.push(one);
  };
  try {
    for (const item of items) {
      begin(item);
      if (begun.length >= atOnce) yield await (begun.shift() as Promise<R>);
    }
    while (begun.length > 0) yield await (begun.shift() as Promise<R>);
  } finally {
    await Promise.allSettled(begun);
  }
}
