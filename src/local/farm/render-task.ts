import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from '../../base/files/folders.ts';
import { errorCode } from '../../base/files/errors.ts';
import { resultKinds } from '../../frames/kinds.ts';
import type { Blender } from '../blender/find.ts';
import { BlenderOutput } from '../blender/output.ts';
import type { Progress } from '../blender/progress.ts';
import { describeMissing, renderInBlender, type RenderedFiles, type RenderJob } from '../blender/render.ts';
import { toWorkspace } from './paths.ts';
import type { BlobStore } from './store.ts';
import { samplesOf, type Task, unixTime } from './task.ts';

/** What rendering needs besides the task. */
export interface Renderer {
  blender: Blender;
  store: BlobStore;
  /** Holds one directory for the running task. */
  workDirectory: string;
  log: (line: string) => void;
}

/** Progress records kept of one workload, the newest ones. */
const maxRecords = 1000;

/**
 * Renders `task` in a workspace of its own and puts the results into the store, keeping the task up to date meanwhile.
 * What was saved before a failure is kept too. Throws an Error whose message is the task's error, in Blender's words
 * where it had any, and whatever `signal` was aborted with.
 */
export async function renderTask(task: Task, renderer: Renderer, signal: AbortSignal): Promise<void> {
  const directory = await mkdtemp(join(renderer.workDirectory, 'task-'));
  try {
    await layOut(task, directory, renderer.store, signal);
    const output = follow(task, directory, renderer.log);
    const { exit, files } = await renderInBlender(renderer.blender, jobOf(task, directory), {
      directory,
      seen: (await readdir(directory)).map((name) => [join(directory, name), 'read'] as const),
      onLine: (line) => {
        output.take(line);
      },
      signal,
    });
    signal.throwIfAborted();
    await collect(task, files, renderer.store);
    if (exit.code !== 0) throw new Error(output.explain(exit));
    const missing = describeMissing(files, resultKinds);
    if (missing !== undefined) throw new Error(missing);
    task.samplesDone = samplesOf(task);
    task.remaining = 0;
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

function jobOf(task: Task, directory: string): RenderJob {
  const { project, seed, frame, use_compositing_nodes: compositing } = task.config;
  return {
    project: join(directory, 'project', project ?? ''),
    samples: samplesOf(task),
    seed: seed ?? 0,
    frame: frame ?? null,
    compositing: compositing ?? true,
  };
}

async function layOut(task: Task, directory: string, store: BlobStore, signal: AbortSignal): Promise<void> {
  for (const [path, sha1] of task.files) {
    signal.throwIfAborted();
    const target = join(directory, toWorkspace(path, task.config.project_path ?? '/'));
    try {
      await makeFolder(dirname(target));
      await store.copyTo(sha1, target);
    } catch (error) {
      // Gone from the store, or in the way of another one: `a` and `a/b`, or names that this file system holds for equal.
      const why = errorCode(error) || 'unknown';
      throw new Error(`The file "${path}" cannot be laid out for Blender (${why})`, { cause: error });
    }
  }
}

/**
 * Takes Blender's lines: progress into the task's status and details, all others into its messages, with the names that
 * the files have for the client.
 */
function follow(task: Task, directory: string, log: (line: string) => void): BlenderOutput {
  const workload = `${task.name}_${task.workloadsTaken - 1}`;
  const details: Progress[] = [];
  const output = new BlenderOutput({
    hidden: [join(directory, 'project'), directory],
    onProgress: (progress) => {
      if (details.push(progress) > maxRecords) details.shift();
      task.startTimeActual ??= unixTime();
      // Every view layer counts from one again, and EEVEE by a setting of its own.
      task.samplesDone = Math.max(task.samplesDone, Math.min(progress.sample, samplesOf(task)));
      task.remaining = progress.remaining === null ? task.remaining : Math.round(progress.remaining);
    },
    onLine: (line) => {
      log(`${workload}: ${line}`);
    },
  });
  task.messages.set(workload, output.lines);
  task.details.set(workload, details);
  return output;
}

async function collect(task: Task, files: RenderedFiles, store: BlobStore): Promise<void> {
  task.resultsProcessing = true;
  for (const kind of resultKinds) {
    const path = files[kind];
    if (path !== undefined) task.results[kind] = (await store.add(path)).id;
  }
  task.resultsProcessing = false;
}
