import { messageOf } from '../../base/errors.ts';
import { persist, systemClock, type Clock, type Try } from '../../base/waiting.ts';
import { whileAway } from '../api/failure.ts';
import { formatMinutes } from './stall.ts';

/** Between two lines about an outage that lasts. */
const tellEveryMs = 60_000;
/** An outage that begins so soon after a line is told of when it lasts: connections that break and come back are many. */
const quietMs = 15_000;

export interface OutagesOptions {
  /** How long an outage of the Manager may last. */
  patienceMs: number;
  signal: AbortSignal;
  /** Told when an outage begins, once a minute, and when it ends. */
  onNotice: (text: string) => void;
  clock?: Clock | undefined;
}

export interface OutlastOptions {
  signal?: AbortSignal;
  patienceMs?: number;
  /** What to say of a failure (its message, when left out). */
  describe?: (message: string) => string;
  /** What else is worth another try. */
  isWorthRepeating?: (error: unknown, soFar: Try) => boolean;
}

/** Lives through a Manager that is away, for all who ask it something, and tells of it once and not for each of them. */
export class Outages {
  readonly #options: OutagesOptions;
  readonly #clock: Clock;
  /** Whoever gets no answer now. */
  readonly #failing = new Set<object>();
  #begunAtMs = 0;
  #toldAtMs = -Infinity;
  #isTold = false;
  #count = 0;

  constructor(options: OutagesOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  /** How many have begun: a Manager that was away may have forgotten what it had before. */
  get count(): number {
    return this.#count;
  }

  /**
   * Repeats a request until the Manager answers. Only for requests that may be repeated without harm.
   * @param request as in {@link persist}
   * @throws what the last try threw; the signal's reason
   */
  async outlast<T>(request: (moved: () => void) => Promise<T>, options: OutlastOptions = {}): Promise<T> {
    const { signal = this.#options.signal, patienceMs = this.#options.patienceMs } = options;
    const { describe = (message: string) => message, isWorthRepeating = () => false } = options;
    const isAway = whileAway(patienceMs);
    const asker = {};
    const isWorthWaiting = (error: unknown, soFar: Try): boolean => {
      if (!isAway(error, soFar)) return isWorthRepeating(error, soFar);
      this.begin(asker, describe(messageOf(error)));
      return true;
    };
    try {
      const answer = await persist(request, isWorthWaiting, signal, this.#clock);
      this.end(asker);
      return answer;
    } finally {
      this.#failing.delete(asker);
    }
  }

  /** To be told of each failure of somebody who asks again. */
  begin(asker: object, why: string): void {
    const nowMs = this.#clock.nowMs();
    if (this.#failing.size === 0) {
      this.#begunAtMs = nowMs;
      this.#isTold = false;
      this.#count += 1;
    }
    this.#failing.add(asker);
    if (nowMs - this.#toldAtMs < (this.#isTold ? tellEveryMs : quietMs)) return;
    const silence = formatMinutes(nowMs - this.#begunAtMs);
    this.#options.onNotice(
      this.#isTold ? `Still waiting, for ${silence} now. ${why}` : `${why} Waiting for it to come back.`,
    );
    this.#toldAtMs = nowMs;
    this.#isTold = true;
  }

  /** To be told when that one has got an answer. */
  end(asker: object): void {
    if (!this.#failing.delete(asker) || this.#failing.size > 0 || !this.#isTold) return;
    this.#options.onNotice(`The Manager is back, after ${formatMinutes(this.#clock.nowMs() - this.#begunAtMs)}.`);
  }
}
