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
  if (info.state === 'PENDING') return explainQueue(frame, silent, running);
  return new RenderError('stalled', `No progress for ${silent} (state ${info.state}).`, {
    frame,
    hint: 'Look at the Agents’ load and logs; raise stall-timeout when a sample really takes that long.',
  });
}

/** Another attempt would wait there, too, behind all that came meanwhile; and so does every other frame. */
function explainQueue(frame: number, silent: string, running: string | undefined): RenderError {
  const blocking = running === undefined ? 'tasks' : `the task ${printable(running, 200)}`;
  const moves = running === undefined ? 'of which none runs' : 'which does not move';
  const message = `No progress for ${silent} (state PENDING). It waits in the queue behind ${blocking}, ${moves}.`;
  return new RenderError('stalled', message, {
    frame,
    hint:
      running === undefined
        ? 'Look at the Manager’s log, and start it again if it hangs.'
        : 'Stop that task on the Manager (GET task/NAME/stop); where it does not end, start the Manager again. Raise stall-timeout when it is only slow.',
    lasting: true,
  });
}

export function formatMinutes(timeMs: number): string {
  return timeMs < 120_000 ? `${Math.round(timeMs / 1000)} s` : `${Math.round(timeMs / 60_000)} min`;
}
