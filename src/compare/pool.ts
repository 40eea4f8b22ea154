import { Worker } from 'node:worker_threads';
import { messageOf, RenderError } from '../errors.ts';
import type { DisplayPicture, PictureComparison } from './comparison.ts';
import {
  unpackError,
  type Answer,
  type CompareJob,
  type DifferenceJob,
  type DisplayJob,
  type Job,
  type JobResult,
  type ResultByType,
} from './jobs.ts';

export interface ComparisonPool {
  compare: (job: Omit<CompareJob, 'type'>) => Promise<PictureComparison>;
  display: (job: Omit<DisplayJob, 'type'>) => Promise<DisplayPicture>;
  /** Undefined for pictures that cannot be laid over each other. */
  drawDifference: (job: Omit<DifferenceJob, 'type'>) => Promise<DisplayPicture | undefined>;
  /** Stops all workers; jobs that are not done fail as `cancelled`. */
  close: () => Promise<void>;
}

interface Order {
  job: Job;
  resolve: (result: JobResult) => void;
  reject: (error: Error) => void;
}

/** The heap of a worker without the pictures' values, which are outside of it. */
const maxHeapMiB = 512;

/**
 * Compares pictures in at most `size` threads, each with one pair of pictures in memory. A worker that crashes or takes
 * longer than `timeoutMs` fails its own job only, with a {@link RenderError}; a new worker takes the next one. Idle
 * workers do not keep the process alive.
 *
 * @param entry a module that calls `serveComparisons(parentPort)` when `workerData.room` is `compare`
 */
export function createComparisonPool(entry: URL, size: number, { timeoutMs = 300_000 } = {}): ComparisonPool {
  const queue: Order[] = [];
  const idle: Worker[] = [];
  const busy = new Map<Worker, Order>();
  let closed = false;

  const run = <Type extends Job['type']>(job: Extract<Job, { type: Type }>): Promise<ResultByType[Type]> =>
    new Promise<JobResult>((resolve, reject) => {
      queue.push({ job, resolve, reject });
      startNext();
    }) as Promise<ResultByType[Type]>;

  function startNext(): void {
    while (queue.length > 0 && (idle.length > 0 || busy.size < size)) {
      const order = queue.shift();
      if (!order) return;
      if (closed) order.reject(cancelled());
      else start(idle.pop() ?? createWorker(), order);
    }
  }

  function createWorker(): Worker {
    const worker = new Worker(entry, {
      workerData: { room: 'compare' },
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMiB },
    });
    // A worker that ends while it is idle is just not used again.
    const forget = (): void => {
      const index = idle.indexOf(worker);
      if (index >= 0) idle.splice(index, 1);
    };
    worker.on('exit', forget).on('error', forget);
    return worker;
  }

  function start(worker: Worker, order: Order): void {
    busy.set(worker, order);
    worker.ref();
    const finish = (settle: () => void, keep: boolean): void => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      busy.delete(worker);
      worker.unref();
      if (keep && !closed) idle.push(worker);
      else void worker.terminate();
      settle();
      startNext();
    };
    const fail = (error: Error): void => {
      finish(() => {
        order.reject(error);
      }, false);
    };
    const onMessage = (answer: Answer): void => {
      finish(() => {
        if ('result' in answer) order.resolve(answer.result);
        else order.reject(unpackError(answer.failure));
      }, true);
    };
    const onError = (error: unknown): void => {
      fail(failed(order.job, `stopped with an error: ${messageOf(error)}`, error));
    };
    const onExit = (): void => {
      fail(closed ? cancelled() : failed(order.job, 'stopped without an answer'));
    };
    const timer = setTimeout(() => {
      fail(failed(order.job, `took longer than ${timeoutMs / 1000} s`));
    }, timeoutMs);
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(order.job);
  }

  return {
    compare: (job) => run({ type: 'compare', ...job }),
    display: (job) => run({ type: 'display', ...job }),
    drawDifference: (job) => run({ type: 'difference', ...job }),
    close: async () => {
      closed = true;
      startNext();
      for (const order of queue.splice(0)) order.reject(cancelled());
      await Promise.all([...idle.splice(0), ...busy.keys()].map((worker) => worker.terminate()));
    },
  };
}

function cancelled(): RenderError {
  return new RenderError('cancelled', 'The comparison was cancelled');
}

function failed(job: Job, what: string, cause?: unknown): RenderError {
  const file = job.type === 'display' ? job.file : job.candidateFile;
  return new RenderError('corrupt-result', `Reading the picture ${what}`, {
    file,
    hint: 'Check that the picture can be opened; it is larger or stranger than any that Blender renders.',
    ...('frame' in job ? { frame: job.frame } : {}),
    ...(cause === undefined ? {} : { cause }),
  });
}
