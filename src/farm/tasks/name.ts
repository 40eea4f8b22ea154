import { basename } from 'node:path';
import type { RunIdentity } from '../../frames/identity.ts';
import { taskShape } from '../../frames/names.ts';

/**
 * A task's name: readable, safe in an URL, unique to run, attempt, job and frame, with the key by which another run finds
 * it: `ci-4711-1-a3f9-shot-f0003-0123456789abcdef`; when the frame is sent again, `…-again1`.
 * @param project path of the .blend
 */
export function taskName(
  identity: RunIdentity,
  project: string,
  { frame, key }: { frame: number; key: string },
  again: number,
): string {
  const stem = dashed(basename(project).replace(/\.blend$/i, '')).slice(0, 40) || 'project';
  const number = String(frame).padStart(4, '0');
  return `${jobPrefix(identity)}${stem}-f${number}-${key}${again === 0 ? '' : `-again${again}`}`;
}

/** What the names of all tasks of a job begin with. */
export function jobPrefix({ run, attempt, job }: RunIdentity): string {
  return `ci-${dashed(run)}-${attempt}-${job}-`;
}

function dashed(text: string): string {
  return text.replace(/[^a-zA-Z0-9]+/g, '-').replace(/^-|-$/g, '');
}

/** The key in a task's name, or undefined when the name is not one of ours. */
export function keyInName(name: string): string | undefined {
  return taskShape.exec(name)?.[1];
}
