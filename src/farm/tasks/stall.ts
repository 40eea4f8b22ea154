import { RenderError } from '../../base/errors.ts';
import type { TaskInfo } from '../api/schema.ts';
import { printable } from '../../base/printable.ts';
import type { TaskTrack } from './progress.ts';

/**
 * Why a task that made no progress for `stallTimeoutMs` is given up.
 * @param running the task that the farm works on, whoever it is of.
 */
export function explainStall(
  { frame }: TaskTrack,
  info: TaskInfo,
  stallTimeoutMs: number,
  activeAgents: number,
  running: string | undefined,
): RenderError {
  const silent = formatMinutes(stallTimeoutMs);
  if (activeAgents === 0) {
    return new RenderError('no-agents', `No Agent is active, and nothing has moved for ${silent}.`, {
      hint: 'Start an Agent, or check why the Manager cannot reach it.',
    });
  }
  const blocking = running === undefined ? 'a task' : `the task ${printable(running, 200)}`;
  const queued = info.state === 'PENDING' ? ` It waits in the queue behind ${blocking}, which does not move.` : '';
  return new RenderError('stalled', `No progress for ${silent} (state ${info.state}).${queued}`, {
    frame,
    hint: 'Look at the Agents’ load and logs; raise stall-timeout when a sample really takes that long.',
  });
}

export function formatMinutes(timeMs: number): string {
  return timeMs < 120_000 ? `${Math.round(timeMs / 1000)} s` : `${Math.round(timeMs / 60_000)} min`;
}
