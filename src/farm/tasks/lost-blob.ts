import { RenderError } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';

/*
 * The Manager receives a file into one place per sha1: two runs that send the same one at a time damage each other's bytes,
 * or leave it with a blob that it knows of and does not have. A run by itself never does that.
 */

/** What to do about it. */
export const oneRunAtATime =
  'Another run may have sent the same file at the same moment: let one run at a time use the farm (`concurrency: blendnet-farm` in its job), then run again.';

/** Whether the Manager has received other bytes than were sent. */
export function isDamagedUpload(message: string): boolean {
  return message.includes('Error during receiving the file');
}

/** The file that the Manager has lost, when that is why it cannot run a task. */
export function findLostBlob(reason: string): { path: string; sha1: string } | undefined {
  const [, path, sha1] =
    /Unable to find required file "([^"]*)" with id "([0-9a-f]{40})" in file cache/.exec(reason) ?? [];
  return path === undefined || sha1 === undefined ? undefined : { path, sha1 };
}

/** Whether the Manager could not read a file that it was to give to an Agent. Which one, only its log says. */
export function isUnreadableBlob(reason: string): boolean {
  return reason.includes('Unable to upload the required files');
}

export const lookIntoLog =
  'Look for "not existing blob" in the Manager’s log: it names a file that is listed, but lost.';

/**
 * Names the file in a failure of that kind. The Manager takes such a blob for known, so that no upload brings it back.
 * @param log the end of the Manager's log.
 * @param inputs sha1 by path.
 * @returns the failure as it is when it is another, or the log does not say.
 */
export function nameLostBlob(failure: RenderError, log: string[], inputs: ReadonlyMap<string, string>): RenderError {
  if (!isUnreadableBlob(failure.message)) return failure;
  const gone = new Set(log.map((line) => /not existing blob "([0-9a-f]{40})"/.exec(line)?.[1]));
  for (const [path, sha1] of inputs) {
    if (!gone.has(sha1)) continue;
    const message = `The Manager has lost ${printable(path)} (sha1 ${sha1}): it lists the file, but cannot read it.`;
    const hint = `Copy the file to BlendNet_cache/blobs/${sha1.slice(0, 2)}/${sha1} in the Manager’s folder, then run again. It gets lost when two runs send it at the same moment: let one run at a time use the farm (\`concurrency: blendnet-farm\` in its job).`;
    const where = failure.frame === undefined ? {} : { frame: failure.frame };
    return new RenderError('task-failed', message, { ...where, file: path, hint, cause: failure });
  }
  return failure;
}
