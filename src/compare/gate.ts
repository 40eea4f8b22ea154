/** Lets work go on side by side, or one piece alone: it waits for those under way, and later ones wait for it. */
export class Gate {
  readonly #inside = new Set<Promise<unknown>>();
  #alone: Promise<unknown> = Promise.resolve();

  async beside<T>(work: () => Promise<T>): Promise<T> {
    // While this waited for one, another may have come that goes alone.
    for (let last; last !== this.#alone;) await (last = this.#alone);
    const working = work();
    this.#inside.add(working);
    try {
      return await working;
    } finally {
      this.#inside.delete(working);
    }
  }

  async alone<T>(work: () => Promise<T>): Promise<T> {
    const working = Promise.allSettled([this.#alone, ...this.#inside]).then(work);
    this.#alone = working.catch(() => undefined);
    return await working;
  }
}
