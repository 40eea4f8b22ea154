import { RenderError } from '../../base/errors.ts';
import type { TaskInfo, TaskStatus } from '../api/schema.ts';
import { printable } from '../../base/printable.ts';
import { findLostBlob, isUnreadableBlob, lookIntoLog, oneRunAtATime } from './lost-blob.ts';
import { taskRoot } from './config.ts';

/** What is known of a watched task; times are milliseconds of the watcher's clock. */
export interface TaskTrack {
  task: string;
  frame: number;
  info?: TaskInfo;
  status?: TaskStatus;
  /** When the task was last seen to get ahead. */
  progressAtMs: number;
  /** `workloads_taken` at that time. */
  workloadsAtProgress: number;
  statusAtMs: number;
  /** How often it was started again after having been stopped by somebody. */
  restarts: number;
}

/** Restarts of a task that is stopped again and again by somebody else. */
const maxRestarts = 3;

/**
 * Whether the list alone is not enough: the task moved, ended, or has been silent for a while.
 * @param quietMs between two statuses of a running task whose `done` in the list does not move.
 */
export function wantsStatus(track: TaskTrack, info: TaskInfo, nowMs: number, quietMs: number): boolean {
  if (info.state === 'COMPLETED') return true;
  if (info.state !== 'RUNNING') return false;
  return info.done !== track.info?.done || info.done >= 1 || nowMs - track.statusAtMs >= quietMs;
}

/** Whether a task got ahead between two looks at it. */
export function hasProgressed(before: TaskInfo | undefined, now: TaskInfo): boolean {
  return (
    before === undefined ||
    before.state !== now.state ||
    before.done !== now.done ||
    before.create_time !== now.create_time
  );
}

/** Whether a status shows progress that the list does not: samples, or a result. */
export function hasAdvanced(before: TaskStatus | undefined, now: TaskStatus): boolean {
  return (
    before === undefined ||
    before.samples_done !== now.samples_done ||
    Object.values(before.result).join() !== Object.values(now.result).join() ||
    before.results_processing !== now.results_processing
  );
}

/**
 * What has gone wrong with a task for good, if anything has.
 * @param agents active Agents: each may take a workload before any samples are back.
 */
export function findFailure(track: TaskTrack, agents: number): RenderError | undefined {
  const { frame, info, status } = track;
  // The list may be newer than the status, or the other way round.
  const reports = [...(info?.state_error_info ?? []), ...(status?.state_error_info ?? [])];
  const reasons = [...new Set(reports.map((report) => formatReason(report)))];
  if (reasons.length > 0) return explainReasons(reasons.join('; '), frame);
  if (info?.state === 'ERROR')
    return new RenderError('task-failed', 'The Manager ended the task with ERROR.', { frame });
  if (track.restarts > maxRestarts) {
    return new RenderError('task-failed', `Somebody stopped the task ${track.restarts} times.`, { frame });
  }
  const inVain = workInVain(track);
  if (inVain > Math.max(4, 2 * agents)) {
    return new RenderError('task-failed', `Agents took the work ${inVain} times and brought no sample back.`, {
      frame,
      hint: 'Blender cannot open the .blend, or crashes with it: try it with the same Blender version as the farm’s.',
    });
  }
  return undefined;
}

/** How often Agents took work without a sample having come back. */
export function workInVain({ status, workloadsAtProgress }: TaskTrack): number {
  return status?.samples_done === 0 ? status.workloads_taken - workloadsAtProgress : 0;
}

function explainReasons(reasons: string, frame: number): RenderError {
  const lost = findLostBlob(reasons);
  if (lost === undefined) {
    const hint = isUnreadableBlob(reasons) ? { hint: lookIntoLog } : {};
    return new RenderError('task-failed', `The Manager says: ${printable(reasons, 1000)}`, { frame, ...hint });
  }
  const file = printable(lost.path.replace(`${taskRoot}/`, ''));
  const message = `The Manager has lost ${file} (sha1 ${lost.sha1}). It says: ${printable(reasons, 1000)}`;
  return new RenderError('task-failed', message, { frame, file, hint: oneRunAtATime });
}

/** `{"task": "text"}` or `{"task": [{"workload": "text"}]}`; what lies deeper than that ever does is left out. */
function formatReason(reason: unknown, depth = 0): string {
  if (typeof reason !== 'object' || reason === null) return String(reason);
  if (depth > 8) return '…';
  return Object.values(reason)
    .map((inner) => formatReason(inner, depth + 1))
    .join('; ');
}

/** Whether to start the task again: somebody stopped it, or a restarted Manager forgot that it was to run. */
export function wantsRestart(info: TaskInfo): boolean {
  return info.state === 'STOPPED' || info.state === 'CREATED';
}
