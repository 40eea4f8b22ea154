import { RenderError } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';
import type { TaskMessages } from '../api/schema.ts';
import { toLines } from './diagnose.ts';

/** What BlendNet's script says once its other thread runs, which keeps Blender from ending when the script breaks off. */
const started = 'INFO: Starting render process';
const traceback = 'Traceback (most recent call last):';

/**
 * The error that BlendNet's own script broke off with, if it did: Blender then neither renders nor ends, and the Agent
 * waits for it for ever. Add-ons and scripts of the .blend have tracebacks of their own, and rendering goes on after them.
 */
export function findBrokenScript(messages: TaskMessages): string | undefined {
  for (const workload of Object.values(messages)) {
    const lines = toLines(workload);
    const begun = lines.indexOf(started);
    const at = lines.findIndex((line, n) => {
      return n > begun && line === traceback && /^\s*File ".*\bscript-render\.py"/.test(lines[n + 1] ?? '');
    });
    if (begun === -1 || at === -1) continue;
    // Lines of code come between, and nothing tells them from the error but its form; before that, the script may go on.
    const error = lines.slice(at + 2).find((line) => /^[A-Z][\w.]*(?:Error|Exception|Interrupt|Exit)\b/.test(line));
    if (error !== undefined) return error;
  }
  return undefined;
}

/** Ends the run: every frame behind this one would wait for the same Agent. */
export function explainBrokenScript(error: string, task: string): RenderError {
  const message = `BlendNet’s script broke off on an Agent, whose Blender will never end: ${printable(error, 500)}`;
  return new RenderError('no-agents', message, {
    hint: `Start the farm’s Agents again, so that the task ${printable(task, 200)} can be removed, with a Blender that BlendNet supports (4.5 or older).`,
    lasting: true,
  });
}
