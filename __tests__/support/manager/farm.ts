import { BlobStore, unixNow } from './blobs.ts';
import { live, type Outcome, type OutcomeName } from './life.ts';
import { isAbsolute, ScriptedTask } from './task.ts';

export interface ScriptedAgent {
  name: string;
  active: boolean;
}

/** Something a well-behaved client never does. */
export interface Violation {
  kind: 'concurrent-upload' | 'wasted-body' | 'incomplete-run' | 'invalid-request';
  detail: string;
}

export interface FarmOptions {
  /** What becomes of each task; `complete` by default. Asked when the task starts, so `attempt` is known. */
  script?: (task: ScriptedTask) => OutcomeName | Outcome;
  agents?: readonly ScriptedAgent[];
  /** In MiB. */
  disk?: { total: number; available: number };
}

/** Tasks, blobs and the queue: one task runs at a time, and time passes only in steps. */
export class Farm {
  readonly tasks = new Map<string, ScriptedTask>();
  readonly blobs = new BlobStore();
  readonly violations: Violation[] = [];
  agents: ScriptedAgent[];
  /** In MiB, as `GET status` tells; files take of it. */
  readonly disk: { total: number; available: number };
  /** What uploads are still to take of the disk. A refused one counts for ever, as on the Manager. */
  #promisedBytes = 0;
  /** What the Manager has written, by the time it was: a line is two pieces, as Python writes it. */
  readonly log: Record<string, string> = {};
  /** Called after everything that may have changed a task. */
  onChange: () => void = () => undefined;
  #pending: ScriptedTask[] = [];
  #running: { task: ScriptedTask; life: Generator<undefined> } | undefined;
  readonly #script: (task: ScriptedTask) => OutcomeName | Outcome;
  readonly #attempts = new Map<string, number>();
  #tasksMade = 0;

  constructor(options: FarmOptions) {
    this.disk = { ...(options.disk ?? { total: 258019.6, available: 72296.4 }) };
    this.#script = options.script ?? ((): OutcomeName => 'complete');
    this.agents = [...(options.agents ?? [{ name: 'agent-1', active: true }])];
  }

  get runningTask(): ScriptedTask | undefined {
    return this.#running?.task;
  }

  /** Whether there is room for a file. The scripted Manager keeps nothing that it could remove for it. */
  reserve(sizeBytes: number): boolean {
    this.#promisedBytes += sizeBytes;
    return this.#promisedBytes <= this.disk.available * 1024 * 1024;
  }

  /** To be called when a file for which there was room has come, or is not going to. */
  take(sizeBytes: number, isKept: boolean): void {
    this.#promisedBytes -= sizeBytes;
    if (isKept) this.disk.available -= sizeBytes / 1024 / 1024;
  }

  violate(kind: Violation['kind'], detail: string): void {
    this.violations.push({ kind, detail });
  }

  /** The task of that name, made when there is none. */
  openTask(name: string): ScriptedTask {
    let task = this.tasks.get(name);
    if (!task) {
      // The Manager draws seeds at random; a sequence that never repeats shows the same mistakes, repeatably.
      task = new ScriptedTask(name, 960_502_410 + this.#tasksMade++ * 7919);
      this.tasks.set(name, task);
    }
    return task;
  }

  run(task: ScriptedTask): void {
    if (task.state !== 'CREATED' && task.state !== 'STOPPED') return;
    // The Manager checks the files once for the request and once for the queue, and queues the task whatever it found.
    const sound = [this.#checkFiles(task), this.#checkFiles(task)].every(Boolean);
    if (sound) task.state = 'PENDING';
    const input = `${task.config.project ?? ''} ${task.config.frame ?? ''}`;
    task.attempt = (this.#attempts.get(input) ?? 0) + 1;
    this.#attempts.set(input, task.attempt);
    this.#pending.push(task);
    this.onChange();
  }

  /** Queues a task of somebody else, which renders for that many steps. */
  addForeign(name: string, renderSteps: number): void {
    const task = this.openTask(name);
    task.foreignSteps = renderSteps;
    task.state = 'PENDING';
    this.#pending.push(task);
    this.onChange();
  }

  stop(task: ScriptedTask): void {
    if (task.state === 'PENDING') {
      this.#pending = this.#pending.filter((other) => other !== task);
      task.state = 'CREATED';
    } else if (task.state === 'RUNNING') {
      task.stopRequested = true;
    }
    this.onChange();
  }

  remove(task: ScriptedTask): void {
    this.#pending = this.#pending.filter((other) => other !== task);
    if (this.#running?.task === task) this.#running = undefined;
    this.tasks.delete(task.name);
    this.onChange();
  }

  /** One step of time: the running task gets on a little, or the next one starts. Returns whether another would change anything. */
  step(): boolean {
    const running = this.#running;
    let stuck = false;
    if (!running) {
      this.#startNext();
    } else if (running.task.stopRequested) {
      running.task.stopRequested = false;
      running.task.end('STOPPED');
    } else {
      stuck = !this.agents.some((agent) => agent.active) || running.life.next().done === true;
    }
    if (running && running.task.state !== 'RUNNING') {
      this.#running = undefined;
      stuck = false;
    }
    this.onChange();
    return !stuck && (this.#running !== undefined || this.#pending.length > 0);
  }

  /**
   * What a killed and restarted Manager does: tasks that were never run are forgotten, unfinished ones are queued again, or
   * their workers are gone for good.
   */
  restart(unfinished: 'requeue' | 'stuck' | 'lost'): void {
    for (const task of this.tasks.values()) {
      if (task.state === 'CREATED' && task.attempt === 0) this.tasks.delete(task.name);
    }
    const tasks = [...(this.#running ? [this.#running.task] : []), ...this.#pending];
    this.#pending = [];
    this.#running = undefined;
    for (const task of tasks) {
      task.resetProgress();
      if (unfinished === 'lost') this.tasks.delete(task.name);
      else task.state = 'PENDING';
    }
    if (unfinished !== 'lost') this.#pending = tasks;
    if (unfinished === 'stuck') this.#startNext({ outcome: 'no-start' });
    this.onChange();
  }

  #startNext(outcome?: Outcome): void {
    const task = this.#pending.shift();
    if (!task) return;
    task.state = 'RUNNING';
    task.startTime = unixNow();
    task.resultsProcessing = false;
    this.#running = { task, life: live(task, outcome ?? this.#outcomeOf(task), this.blobs) };
  }

  #outcomeOf(task: ScriptedTask): Outcome {
    if (task.foreignSteps !== undefined) return { outcome: 'complete', renderSteps: task.foreignSteps };
    // What no Agent could render is not for the script to decide.
    if (task.errorInfo.length > 0) return { outcome: 'no-start' };
    if (task.projectSha1 === undefined) {
      this.violate('incomplete-run', `task "${task.name}" runs without its project`);
      return { outcome: 'crash-loop' };
    }
    const lost = [...task.files].find(([, sha1]) => this.blobs.get(sha1)?.lost);
    if (lost) {
      const [path, sha1] = lost;
      const workload = `${task.name}_${task.workloadsTaken}`;
      this.#print(`ERROR: Unable to serve stream of not existing blob "${sha1}"`);
      this.#print(
        `ERROR: Exception occurred during worker "Uploading to Agent "${this.agents[0]?.name ?? ''}" task "${workload}"" execution with data ('${workload}', '${path}', '${sha1}'): 'NoneType' object does not support the context manager protocol`,
      );
      return { outcome: 'lost-file' };
    }
    // An Agent counts samples from the second on: a single one is never done.
    if (task.samples === 1) return { outcome: 'no-start' };
    const scripted = this.#script(task);
    const outcome = typeof scripted === 'string' ? { outcome: scripted } : scripted;
    if (outcome.outcome === 'resent') {
      const refusal = `WARN: Communication issue with request to "https://127.0.0.1:9443/api/v1/task/${task.name}_0/file//project/shot.blend": HTTP 400 Bad Request: b'{"success": false, "message": "Unable to upload files for the executing task"}'`;
      for (let times = 0; times < 3; times++) this.#print(refusal);
    }
    return outcome;
  }

  #print(line: string): void {
    for (const piece of [line, '\n'])
      this.log[`${unixNow()}.${String(Object.keys(this.log).length).padStart(7, '0')}`] = piece;
  }

  #checkFiles(task: ScriptedTask): boolean {
    const problems = [...task.files].flatMap(([path, sha1]) => [
      ...(isAbsolute(path) ? [] : [`The file path "${path}" is not absolute`]),
      ...(this.blobs.get(sha1) ? [] : [`Unable to find required file "${path}" with id "${sha1}" in file cache`]),
    ]);
    for (const problem of problems) task.fail({ [task.name]: problem });
    return problems.length === 0;
  }
}
