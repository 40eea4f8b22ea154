import { messageOf } from '../../base/errors.ts';
import { renderTask, type Renderer } from './render-task.ts';
import { createTask, findMistakes, type Task, unixTime } from './task.ts';
import type { TaskFiles } from './task-files.ts';

/** The farm's tasks, and the one that is being rendered. As on the Manager, the others wait in the order they were run. */
export class Queue {
  readonly #tasks = new Map<string, Task>();
  readonly #files: TaskFiles;
  readonly #renderer: Renderer;
  #current: { task: Task; abort: AbortController; ended: Promise<void> } | undefined;
  #closed = false;

  private constructor(files: TaskFiles, renderer: Renderer) {
    this.#files = files;
    this.#renderer = renderer;
  }

  /**
   * Takes up the tasks on disk: what was running or waiting when the farm ended is queued again, from the start, and
   * rendered once {@link renderNext} is called.
   */
  static async open(files: TaskFiles, renderer: Renderer): Promise<Queue> {
    const queue = new Queue(files, renderer);
    for (const task of await files.load()) {
      if (task.state === 'RUNNING') task.state = 'PENDING';
      queue.#tasks.set(task.name, task);
    }
    return queue;
  }

  /** The sha1 of all files and results of all tasks. */
  blobs(): Set<string> {
    const blobs = [...this.#tasks.values()].flatMap(({ files, results }) => [
      ...files.values(),
      ...Object.values(results),
    ]);
    return new Set(blobs.filter((sha1) => sha1 !== null));
  }

  get tasks(): Iterable<Task> {
    return this.#tasks.values();
  }

  get running(): Task | undefined {
    return this.#current?.task;
  }

  get(name: string): Task | undefined {
    return this.#tasks.get(name);
  }

  getOrCreate(name: string): Task {
    const task = this.#tasks.get(name) ?? createTask(name);
    this.#tasks.set(name, task);
    return task;
  }

  /** To be called after a change of the task from outside. */
  save(task: Task): Promise<void> {
    return this.#files.save(task);
  }

  /** Queues a new or stopped task; one that cannot be rendered ends in ERROR at once. Any other stays as it is. */
  async run(task: Task): Promise<void> {
    if (task.state !== 'CREATED' && task.state !== 'STOPPED') return;
    task.errors = findMistakes(task);
    if (task.errors.length > 0) {
      task.state = 'ERROR';
      task.endTime = unixTime();
    } else {
      task.state = 'PENDING';
      task.queuedAtMs = performance.timeOrigin + performance.now();
    }
    await this.#files.save(task);
    this.renderNext();
  }

  /** A waiting task becomes CREATED again; a running one is STOPPED when this resolves, and its Blender is gone. */
  async stop(task: Task): Promise<void> {
    if (task.state === 'PENDING') task.state = 'CREATED';
    if (task.state === 'RUNNING' && this.#current?.task === task) {
      this.#current.abort.abort();
      await this.#current.ended;
    }
    await this.#files.save(task);
  }

  /** Forgets a task; the caller makes sure that it is not running. Its blobs stay. */
  async remove(task: Task): Promise<void> {
    this.#tasks.delete(task.name);
    await this.#files.remove(task);
  }

  /** Ends the render that is going on; on disk its task stays as it is, to be queued again by {@link open}. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#current?.abort.abort();
    await this.#current?.ended;
    await this.#files.flush();
  }

  /** Renders the task that waits longest, unless one is being rendered. */
  renderNext(): void {
    if (this.#closed || this.#current) return;
    const waiting = [...this.#tasks.values()].filter((task) => task.state === 'PENDING');
    const [task] = waiting.sort((a, b) => a.queuedAtMs - b.queuedAtMs);
    if (!task) return;
    const abort = new AbortController();
    const ended = this.#render(task, abort.signal).finally(() => {
      this.#current = undefined;
      this.renderNext();
    });
    this.#current = { task, abort, ended };
  }

  async #render(task: Task, signal: AbortSignal): Promise<void> {
    beginWorkload(task);
    void this.#files.save(task);
    this.#renderer.log(`INFO: Task ${task.name} is running`);
    try {
      await renderTask(task, this.#renderer, signal);
      task.state = 'COMPLETED';
    } catch (error) {
      if (this.#closed) return;
      task.state = signal.aborted ? 'STOPPED' : 'ERROR';
      if (!signal.aborted) task.errors.push(messageOf(error));
    }
    task.endTime = unixTime();
    this.#renderer.log(`INFO: Task ${task.name} is ${task.state}`);
    await this.#files.save(task);
  }
}

function beginWorkload(task: Task): void {
  task.state = 'RUNNING';
  task.startTime = unixTime();
  task.startTimeActual = null;
  task.endTime = null;
  task.samplesDone = 0;
  task.remaining = null;
  task.results = { preview: null, render: null, compose: null };
  task.resultsProcessing = false;
  task.workloadsTaken += 1;
}
