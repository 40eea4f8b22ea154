import { Worker } from 'node:worker_threads';
import { messageOf, RenderError } from '../errors.ts';
import { ready, unpackError, type Answer } from './answers.ts';

export interface ThreadPoolOptions<Job> {
  /** A module that calls `serveThread()` when it finds itself in a thread. */
  entry: URL;
  /** What the threads do, see `serveThread`. */
  room: string;
  /** Most threads at a time. */
  size: number;
  /** Largest heap of a thread, without what lies outside of it, such as a picture's values. */
  maxHeapMiB: number;
  /** Longest time for a job; none when left out. */
  timeoutMs?: number;
  /** The error for a job that came to nothing; `what` happened goes on from the job's name, as in `took too long`. */
  failed: (job: Job, what: string, cause?: unknown) => Error;
}

interface Order<Job, Result> {
  job: Job;
  resolve: (result: Result) => void;
  reject: (error: Error) => void;
}

/**
 * Does jobs in threads, one at a time in each. A thread that crashes or takes too long fails its own job only; a new one
 * takes the next job. Idle threads do not keep the process alive.
 */
export class ThreadPool<Job, Result> {
  readonly #options: ThreadPoolOptions<Job>;
  readonly #queue: Order<Job, Result>[] = [];
  readonly #idle: Worker[] = [];
  /** All that run, idle or not. */
  readonly #workers = new Set<Worker>();
  #busy = 0;
  #closed = false;

  constructor(options: ThreadPoolOptions<Job>) {
    this.#options = options;
  }

  /** @throws what the job throws, what `failed` gives, or RenderError `cancelled` when the pool is closed. */
  run(job: Job): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ job, resolve, reject });
      this.#startNext();
    });
  }

  /** Starts all threads ahead of the first job; ends when they take jobs. @throws when one of them ends before. */
  async warmUp(): Promise<void> {
    if (this.#closed) throw cancelled();
    const start = async (): Promise<void> => {
      const worker = this.#createWorker();
      await untilReady(worker);
      worker.unref();
      // It may have ended in the meantime.
      if (this.#workers.has(worker)) this.#idle.push(worker);
    };
    await Promise.all(Array.from({ length: this.#options.size }, start));
  }

  /** Stops all threads; jobs that are not done fail as `cancelled`. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const order of this.#queue.splice(0)) order.reject(cancelled());
    await Promise.all([...this.#workers].map((worker) => worker.terminate()));
  }

  #startNext(): void {
    while (this.#queue.length > 0 && (this.#idle.length > 0 || this.#busy < this.#options.size)) {
      const order = this.#queue.shift();
      if (!order) return;
      if (this.#closed) order.reject(cancelled());
      else this.#start(this.#idle.pop() ?? this.#createWorker(), order);
    }
  }

  #createWorker(): Worker {
    const { entry, room, maxHeapMiB } = this.#options;
    const worker = new Worker(entry, { workerData: { room }, resourceLimits: { maxOldGenerationSizeMb: maxHeapMiB } });
    this.#workers.add(worker);
    // A thread that ends while it is idle is just not used again.
    const forget = (): void => {
      this.#workers.delete(worker);
      const index = this.#idle.indexOf(worker);
      if (index >= 0) this.#idle.splice(index, 1);
    };
    return worker.on('exit', forget).on('error', forget);
  }

  #start(worker: Worker, { job, resolve, reject }: Order<Job, Result>): void {
    const { timeoutMs, failed } = this.#options;
    this.#busy += 1;
    worker.ref();
    const finish = (settle: () => void, keep: boolean): void => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      this.#busy -= 1;
      worker.unref();
      if (keep && !this.#closed) this.#idle.push(worker);
      else void worker.terminate();
      settle();
      this.#startNext();
    };
    const fail = (error: Error): void => {
      finish(() => {
        reject(error);
      }, false);
    };
    const onMessage = (answer: Answer<Result> | typeof ready): void => {
      if (answer === ready) return;
      finish(() => {
        if ('result' in answer) resolve(answer.result);
        else reject(unpackError(answer.failure));
      }, true);
    };
    const onError = (error: unknown): void => {
      fail(failed(job, `stopped with an error: ${messageOf(error)}`, error));
    };
    const onExit = (): void => {
      fail(this.#closed ? cancelled() : failed(job, 'stopped without an answer'));
    };
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            fail(failed(job, `took longer than ${timeoutMs / 1000} s`));
          }, timeoutMs);
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(job);
  }
}

/** That a thread is `online` does not mean that its entry could be loaded. */
function untilReady(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve).once('error', reject);
    worker.once('exit', () => {
      reject(new Error('The thread ended before it took a job'));
    });
  });
}

function cancelled(): RenderError {
  return new RenderError('cancelled', 'The work was cancelled');
}
