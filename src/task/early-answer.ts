/** For a blob the Manager has for certain: the answer will come, so the body can wait for a slow Manager. */
const certainMs = 10_000;
const leastMs = 20;
const mostMs = 2_000;

/**
 * How long an upload waits for an early answer. Waiting too long slows the first upload of every file; too short, and a
 * known file is sent in vain. The first guess is a whole request's latency (an early answer needs one round trip, a
 * request at least three); every early answer corrects it, seen or missed.
 */
export class EarlyAnswerWait {
  #slowestMs: number;

  constructor(managerLatencyMs: number) {
    this.#slowestMs = managerLatencyMs / 2;
  }

  forBlob(certain: boolean): number {
    return certain ? certainMs : Math.min(mostMs, Math.max(leastMs, 2 * this.#slowestMs));
  }

  /** An early answer came when the rest was on its way already: the wait was too short. */
  lengthen(): void {
    this.#slowestMs = Math.min(mostMs, Math.max(leastMs, 2 * this.#slowestMs));
  }

  learn(answeredAfterMs: number): void {
    // Forgets slowly, so that one quick answer does not end the patience that a busy Manager needs.
    this.#slowestMs = Math.max(answeredAfterMs, 0.9 * this.#slowestMs);
  }
}
