/*
 * The Manager receives a file into one place per sha1: two runs that send the same one at a time damage each other's bytes,
 * or leave it with a blob that it knows of and does not have. A run by itself never does that.
 */

/** What to do about it. */
export const oneRunAtATime =
  'Another run may have sent the same file at the same moment: let one run at a time use the farm (`concurrency: blendnet-farm` in the workflow), then run again.';

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
