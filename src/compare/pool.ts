import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import { RenderError } from '../base/errors.ts';
import { ThreadPool } from '../base/threads/pool.ts';
import type { DisplayPicture, PictureComparison } from './comparison.ts';
import { compareEqualFiles } from './equal.ts';
import { Gate } from './gate.ts';
import type {
  CheckJob,
  CompareJob,
  DifferenceJob,
  DisplayJob,
  Job,
  JobResult,
  ResultByType,
  StripJob,
} from './jobs.ts';

export interface ComparisonPool {
  compare: (job: Omit<CompareJob, 'type'>) => Promise<PictureComparison>;
  /** @throws RenderError `corrupt-result` or `missing-file` for a picture that cannot be compared */
  check: (job: Omit<CheckJob, 'type'>) => Promise<undefined>;
  display: (job: Omit<DisplayJob, 'type'>) => Promise<DisplayPicture>;
  /** Undefined for pictures that cannot be laid over each other. */
  drawDifference: (job: Omit<DifferenceJob, 'type'>) => Promise<DisplayPicture | undefined>;
  /** Baseline, candidate and difference side by side, as far as they are there. */
  drawStrip: (job: Omit<StripJob, 'type'>) => Promise<DisplayPicture | undefined>;
  /** Stops all threads; jobs that are not done fail as `cancelled`. */
  close: () => Promise<void>;
}

/** Without the pictures' values, which are outside of the heap. */
const maxHeapMiB = 512;

/** Pictures compared at a time; each takes up to a quarter of a gigabyte at 4K. */
const threads = Math.min(4, availableParallelism());

/**
 * Compares pictures in at most `size` threads, each with one pair of pictures in memory. What is large (see memory.ts) is
 * done alone, so that one such pair and not one for each thread sets how much memory is needed. A job that crashes its thread or
 * takes longer than `timeoutMs` fails with a {@link RenderError}.
 *
 * Files with the same bytes are not decoded.
 *
 * @param entry a module that calls `serveThread()` when it finds itself in a thread
 */
export function openPool(entry: URL, { size = threads, timeoutMs = 300_000 } = {}): ComparisonPool {
  const pool = new ThreadPool<Job, JobResult>({ entry, room: 'compare', size, maxHeapMiB, timeoutMs, failed });
  const gate = new Gate();
  const run = async <Type extends Job['type']>(job: Extract<Job, { type: Type }>): Promise<ResultByType[Type]> => {
    const result = await gate.beside(() => pool.run(job));
    const done = result === 'alone' ? await gate.alone(() => pool.run({ ...job, alone: true })) : result;
    return done as ResultByType[Type];
  };
  // Here and not in a thread: a command that compares equal files starts none.
  const looking = pLimit(size);
  let closed = false;
  const compare = async (job: Omit<CompareJob, 'type'>): Promise<PictureComparison> => {
    const equal = await looking(() => (closed ? undefined : compareEqualFiles(job)));
    return equal === undefined || closed ? run({ type: 'compare', ...job }) : equal;
  };
  return {
    compare,
    check: (job) => run({ type: 'check', ...job }),
    display: (job) => run({ type: 'display', ...job }),
    drawDifference: (job) => run({ type: 'difference', ...job }),
    drawStrip: (job) => run({ type: 'strip', ...job }),
    close: () => {
      closed = true;
      return pool.close();
    },
  };
}

function failed(job: Job, what: string, cause?: unknown): RenderError {
  const file = 'file' in job ? job.file : (job.candidateFile ?? job.baselineFile);
  return new RenderError('corrupt-result', `Reading the picture ${what}`, {
    ...(file === undefined ? {} : { file }),
    hint: 'Check that the picture can be opened; it is larger or stranger than any that Blender renders.',
    ...('frame' in job ? { frame: job.frame } : {}),
    ...(cause === undefined ? {} : { cause }),
  });
}
