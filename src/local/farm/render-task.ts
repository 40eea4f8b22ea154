import { lstat, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ResultKind, resultKinds } from '../../farm/api/schema.ts';
import { type Blender, type BlenderExit, runBlender } from '../blender/blender.ts';
import { toWorkspace } from './paths.ts';
import { parseProgress, type Progress } from '../blender/progress.ts';
import type { BlobStore } from './store.ts';
import { samplesOf, type Task, unixTime } from './task.ts';

/** What rendering needs besides the task. */
export interface Renderer {
  blender: Blender;
  store: BlobStore;
  /** Holds one directory for the running task. */
  workDirectory: string;
  /** Path of render.py. */
  script: string;
  log: (line: string) => void;
}

/** Lines and progress records kept of one workload, the newest ones. */
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
    const project = join(directory, 'project', task.config.project ?? '');
    const output = join(directory, 'output');
    const { seed, frame = null, use_compositing_nodes: compositing } = task.config;
    const job = { project, output, samples: samplesOf(task), seed, frame, compositing: compositing ?? true };
    const jobFile = join(directory, 'task.json');
    await mkdir(output);
    await writeFile(jobFile, JSON.stringify(job));

    const { onLine, lines } = follow(task, directory, renderer.log);
    const { blender, script } = renderer;
    const exit = await runBlender(blender, { project, script, scriptArgument: jobFile, directory, onLine, signal });
    signal.throwIfAborted();
    await collect(task, output, renderer.store);
    const missing = resultKinds.filter((kind) => task.results[kind] === null);
    if (exit.code !== 0) throw new Error(explain(exit, lines));
    if (missing.length > 0) throw new Error(`Blender left no ${missing.join(' and no ')} result`);
    task.samplesDone = samplesOf(task);
    task.remaining = 0;
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function layOut(task: Task, directory: string, store: BlobStore, signal: AbortSignal): Promise<void> {
  for (const [path, sha1] of task.files) {
    signal.throwIfAborted();
    const target = join(directory, toWorkspace(path, task.config.project_path ?? '/'));
    try {
      await mkdir(dirname(target), { recursive: true });
      await store.copyTo(sha1, target);
    } catch (error) {
      // Gone from the store, or in the way of another one: `a` and `a/b`, or names that this file system holds for equal.
      const { code } = error as NodeJS.ErrnoException;
      throw new Error(`The file "${path}" cannot be laid out for Blender (${code ?? 'unknown'})`, { cause: error });
    }
  }
}

/**
 * Takes Blender's lines: progress into the task's status and details, all others into its messages, with the names that
 * the files have for the client.
 */
function follow(task: Task, directory: string, log: (line: string) => void) {
  const workload = `${task.name}_${task.workloadsTaken - 1}`;
  const lines: string[] = [];
  const details: Progress[] = [];
  task.messages.set(workload, lines);
  task.details.set(workload, details);
  const keep = <T>(records: T[], record: T) => {
    if (records.push(record) > maxRecords) records.shift();
  };
  const onLine = (said: string) => {
    const line = said
      .replaceAll(join(directory, 'project', '/'), '')
      .replaceAll(join(directory, '/'), '')
      .trim();
    const progress = parseProgress(line);
    if (progress) {
      keep(details, progress);
      task.startTimeActual ??= unixTime();
      // Every view layer counts from one again, and EEVEE by a setting of its own.
      task.samplesDone = Math.max(task.samplesDone, Math.min(progress.sample, samplesOf(task)));
      task.remaining = progress.remaining === null ? task.remaining : Math.round(progress.remaining);
    } else if (line !== '') {
      keep(lines, line);
      log(`${workload}: ${line}`);
    }
  };
  return { onLine, lines };
}

async function collect(task: Task, output: string, store: BlobStore): Promise<void> {
  task.resultsProcessing = true;
  const names = (await readdir(output)).sort();
  const fileOf: Record<ResultKind, string | undefined> = {
    preview: names.find((name) => name === 'preview.exr'),
    render: names.find((name) => name === 'render.exr'),
    compose: names.find((name) => name.startsWith('compose')),
  };
  for (const kind of resultKinds) {
    const path = join(output, fileOf[kind] ?? '');
    if (fileOf[kind] !== undefined && (await lstat(path)).isFile()) task.results[kind] = (await store.add(path)).id;
  }
  task.resultsProcessing = false;
}

/** Why Blender failed, with the lines it printed about it, or the last ones. */
function explain(exit: BlenderExit, lines: string[]): string {
  const outOfMemory = exit.signal === 'SIGKILL' ? ' (out of memory?)' : '';
  const how = exit.signal ? `was killed by ${exit.signal}${outOfMemory}` : `ended with exit code ${String(exit.code)}`;
  const complaints = lines.filter((line) => /\berror\b/i.test(line));
  const words = (complaints.length > 0 ? complaints : lines).slice(-5).join('\n');
  return `Blender ${how}: ${words.slice(0, 4000)}`;
}
