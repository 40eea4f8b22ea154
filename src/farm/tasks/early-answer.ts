/** For a blob the Manager has for certain: the answer will come, so the body can wait for a slow Manager. */
const certainLeastMs = 2_000;
const certainMostMs = 10_000;
/** So many times as long as the slowest answer until then. */
const certainTimes = 20;
const leastMs = 10;
const mostMs = 2_000;
/** After so many new files in a row the next one is most likely new, too, and waits no longer than an idle Manager takes. */
const newInARow = 3;
const hurriedLeastMs = 2;
/** Of a whole request, at least: for the connection, for the handshake, and for the answer. */
const roundTrips = 3;

/**
 * How long an upload waits for an early answer. Waiting too long slows the first upload of every file; too short, and a
 * known file is sent in vain. The first guess is a whole request's latency (an early answer needs one round trip, a
 * request at least three); every early answer corrects it, seen or missed.
 */
export class EarlyAnswerWait {
  readonly #hurriedMs: number;
  #slowestMs: number;
  #newOnes = 0;
  /** Blobs in a row that the Manager had for certain, and did not say so before all of them was sent. */
  #heldBack = 0;

  constructor(managerLatencyMs: number) {
    this.#slowestMs = managerLatencyMs / 2;
    this.#hurriedMs = Math.min(mostMs, Math.max(hurriedLeastMs, managerLatencyMs / roundTrips));
  }

  forBlob(certain: boolean): number {
    if (certain && this.#heldBack === 0) {
      return Math.min(certainMostMs, Math.max(certainLeastMs, certainTimes * this.#slowestMs));
    }
    if (this.#newOnes >= newInARow) return this.#hurriedMs;
    return Math.min(mostMs, Math.max(leastMs, 2 * this.#slowestMs));
  }

  /** The Manager did not have a file that it might have had. */
  noteNew(): void {
    this.#newOnes += 1;
  }

  /**
   * All of a blob was sent that the Manager had for certain: something on the way may keep the head to itself until it has
   * the whole body, and then no wait brings an early answer.
   * @returns how often in a row that was so
   */
  noteHeldBack(): number {
    return ++this.#heldBack;
  }

  /** An early answer came when the rest was on its way already: the wait was too short. */
  lengthen(): void {
    this.#newOnes = 0;
    this.#slowestMs = Math.min(mostMs, Math.max(leastMs, 2 * this.#slowestMs));
  }

  /** An early answer came in time; `certain` when nothing else was to be expected. */
  learn(answeredAfterMs: number, certain: boolean): void {
    if (!certain) this.#newOnes = 0;
    this.#heldBack = 0;
    // Forgets slowly, so that one quick answer does not end the patience that a busy Manager needs.
    this.#slowestMs = Math.max(answeredAfterMs, 0.9 * this.#slowestMs);
  }
}
