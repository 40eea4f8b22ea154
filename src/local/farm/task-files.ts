import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { makeFolder } from '../../base/files/folders.ts';
import { messageOf } from '../../base/errors.ts';
import { parseJson } from '../../base/json.ts';
import { writeWhole } from '../../base/files/replace.ts';
import { taskStates } from '../../farm/api/schema.ts';
import type { Progress } from '../blender/progress.ts';
import { configSchema, type Task } from './task.ts';

const savedMap = <T extends v.GenericSchema>(value: T) =>
  v.pipe(
    v.array(v.tuple([v.string(), value])),
    v.transform((entries) => new Map(entries)),
  );
const sha1 = v.nullable(v.string());
const savedTask = v.object({
  name: v.string(),
  state: v.picklist(taskStates),
  config: configSchema,
  files: savedMap(v.string()),
  createTime: v.number(),
  startTime: v.nullable(v.number()),
  endTime: v.nullable(v.number()),
  queuedAtMs: v.number(),
  startTimeActual: v.nullable(v.number()),
  samplesDone: v.number(),
  remaining: v.nullable(v.number()),
  results: v.object({ preview: sha1, render: sha1, compose: sha1 }),
  resultsProcessing: v.nullable(v.boolean()),
  workloadsTaken: v.number(),
  errors: v.array(v.string()),
  messages: savedMap(v.array(v.string())),
  details: savedMap(v.array(v.custom<Progress>((value) => typeof value === 'object' && value !== null))),
});

/** The farm's tasks on disk, one JSON file each, so that a restart loses nothing. */
export class TaskFiles {
  readonly #directory: string;
  readonly #log: (line: string) => void;
  /** Writes that have not begun yet; they take later changes of their task along. */
  readonly #waiting = new Map<Task, Promise<void>>();
  readonly #removed = new WeakSet<Task>();
  #last: Promise<void> = Promise.resolve();

  constructor(directory: string, log: (line: string) => void) {
    this.#directory = directory;
    this.#log = log;
  }

  #path(task: Task): string {
    return join(this.#directory, `${createHash('sha1').update(task.name).digest('hex')}.json`);
  }

  /** All saved tasks; a file that is none is left alone and reported in the log. */
  async load(): Promise<Task[]> {
    await makeFolder(this.#directory);
    const tasks: Task[] = [];
    for (const name of (await readdir(this.#directory)).filter((entry) => entry.endsWith('.json'))) {
      try {
        tasks.push(v.parse(savedTask, parseJson(await readFile(join(this.#directory, name), 'utf8'))));
      } catch (error) {
        this.#log(`WARN: ${name} in the state directory is no task: ${messageOf(error)}`);
      }
    }
    return tasks;
  }

  /** Saves the task as it is once earlier writes are done. A disk that refuses is reported in the log. */
  save(task: Task): Promise<void> {
    const waiting = this.#waiting.get(task);
    if (waiting) return waiting;
    const write = this.#after(async () => {
      this.#waiting.delete(task);
      if (this.#removed.has(task)) return;
      const text = JSON.stringify(task, (_key, value: unknown) => (value instanceof Map ? [...value] : value));
      await writeWhole(this.#path(task), text);
    });
    this.#waiting.set(task, write);
    return write;
  }

  remove(task: Task): Promise<void> {
    this.#removed.add(task);
    return this.#after(() => rm(this.#path(task), { force: true }));
  }

  /** Resolves when everything asked for so far is on disk. */
  flush(): Promise<void> {
    return this.#last;
  }

  #after(action: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(action).catch((error: unknown) => {
      this.#log(`ERROR: A task could not be saved: ${messageOf(error)}`);
    });
    return this.#last;
  }
}
