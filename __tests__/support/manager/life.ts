import type { ResultKind } from '../../../src/frames/kinds.ts';
import { type BlobStore, sha1Of, unixNow } from './blobs.ts';
import { encodeExr, encodePng, type Paint } from './images.ts';
import type { ScriptedTask } from './task.ts';

/**
 * What becomes of a task once it runs:
 * - `complete`: all three results, state `COMPLETED`;
 * - `compose-error`: preview and render arrive, then the compositor fails: `ERROR`;
 * - `error`: the Agent's Blender fails half-way: `ERROR` with `state_error_info`;
 * - `state-error-info`: `RUNNING` for ever although `state_error_info` and `end_time` are set;
 * - `crash-loop`: `RUNNING` for ever, `workloads_taken` grows, `messages` are `null` (a broken .blend);
 * - `stall`: half of the samples are done, then nothing more;
 * - `broken-script`: `RUNNING` for ever: its script broke off, with `messages`, and its Blender does not end;
 * - `no-start`: `RUNNING`, its worker died before the first sample;
 * - `resent`: `RUNNING`, and the Manager, which was started again, sends an Agent for ever what it has in hand;
 * - `stopped`: somebody else stops it half-way;
 * - `lost-file`: the Manager cannot read a file that it lists: `ERROR` before any Agent has it.
 */
export type OutcomeName =
  | 'complete'
  | 'compose-error'
  | 'error'
  | 'state-error-info'
  | 'crash-loop'
  | 'stall'
  | 'broken-script'
  | 'no-start'
  | 'resent'
  | 'stopped'
  | 'lost-file';

export interface Outcome {
  outcome: OutcomeName;
  /** Bytes to give instead of the generated pictures. */
  results?: Partial<Record<ResultKind, Buffer>>;
  /** Lines of Blender's stderr for the first workload. */
  messages?: string[];
  /** What `state_error_info` says of a failure. */
  errorText?: string;
  /** Steps of the farm between the first and the last sample (default 1). */
  renderSteps?: number;
}

/** A small picture whose colours depend on `key` alone. */
export function generateResults(key: string): Record<ResultKind, () => Buffer> {
  const digest = Buffer.from(sha1Of(key), 'hex');
  const channel = (offset: number, mix: number): number => ((digest[offset] ?? 0) ^ mix) / 255;
  const paint: Paint = (x, y) => [channel(0, x * 8), channel(1, y * 16), channel(2, (x + y) * 4)];
  return {
    preview: () => encodeExr(8, 4, paint),
    render: () => encodeExr(16, 9, paint, 'ViewLayer.Combined'),
    compose: () => encodePng(16, 9, paint),
  };
}

/** Equal inputs give equal pictures, whatever the task is called. */
function inputKey(task: ScriptedTask): string {
  return [...task.files.values(), task.config.frame, task.samples, task.seed].join(' ');
}

function takeWorkload(task: ScriptedTask): string {
  const workload = `${task.name}_${task.workloadsTaken}`;
  task.samplesPerWorkload ??= task.samples;
  task.samplesAcquired = task.samples;
  task.workloadsTaken++;
  return workload;
}

function* renderSamples(task: ScriptedTask, workload: string, outcome: Outcome, share: number): Generator<undefined> {
  const { renderSteps = 1 } = outcome;
  task.startTimeActual ??= unixNow();
  for (let step = 1; step <= renderSteps; step++) {
    task.samplesDone = Math.floor((task.samples * share * step) / (renderSteps + 1));
    task.remaining = renderSteps + 1 - step;
    yield;
  }
  task.samplesDone = Math.floor(task.samples * share);
  task.remaining = 0;
  task.messages[workload] = outcome.messages ?? ['INFO: Starting render process', 'INFO: Render process completed'];
  task.details[workload] = [
    { time: 0.17, frame: task.config.frame ?? null, operation: 'Finished', sample: task.samplesDone },
  ];
  yield;
}

/** The life of a running task, one `yield` a step of the farm; once it returns, nothing more happens to the task. */
export function* live(task: ScriptedTask, outcome: Outcome, blobs: BlobStore): Generator<undefined> {
  const { errorText = 'Blender ended with code 1', results = {} } = outcome;
  const generated = generateResults(inputKey(task));
  const store = (kind: ResultKind): void => {
    task.result[kind] = blobs.add(results[kind] ?? generated[kind]());
  };
  const workload = takeWorkload(task);
  task.resultsProcessing = false;
  yield;
  switch (outcome.outcome) {
    case 'broken-script':
      task.startTimeActual ??= unixNow();
      task.messages[workload] = outcome.messages ?? [];
      return;
    case 'no-start':
    case 'resent':
      return;
    case 'lost-file':
      task.fail({ [workload]: 'Unable to upload the required files' });
      return;
    case 'crash-loop':
      task.startTimeActual ??= unixNow();
      task.messages[workload] = null;
      for (;;) {
        yield;
        task.messages[takeWorkload(task)] = null;
      }
    case 'state-error-info':
      task.errorInfo.push({ [workload]: errorText });
      task.endTime = unixNow();
      return;
    case 'stall':
      yield* renderSamples(task, workload, outcome, 0.5);
      return;
    case 'stopped':
      yield* renderSamples(task, workload, outcome, 0.5);
      task.end('STOPPED');
      return;
    case 'error':
      yield* renderSamples(task, workload, outcome, 0.5);
      task.fail({ [workload]: [{ [workload]: errorText }] });
      return;
    case 'compose-error':
    case 'complete':
      yield* renderSamples(task, workload, outcome, 1);
      store('preview');
      store('render');
      task.resultsProcessing = true;
      yield;
      task.resultsProcessing = false;
      if (outcome.outcome === 'compose-error') {
        task.fail({ [task.name]: 'Result file of the compose operation not found' });
        return;
      }
      store('compose');
      yield;
      task.end('COMPLETED');
  }
}
