import { restoreCache, saveCache } from '@actions/cache';
import type { MessagePort } from 'node:worker_threads';
import { messageOf } from '../../base/errors.ts';

/** One call of the package. `find` gives the key of the newest entry that begins with `key`. */
export interface CacheJob {
  id: number;
  do: 'find' | 'restore' | 'save';
  path: string;
  key: string;
}

/** What the package says meanwhile, or the answer to a job: a key, or nothing when there is none. */
export type CacheMessage = { line: string } | { id: number; key: string | undefined } | { id: number; failure: string };

/**
 * Does the calls that arrive at `port`. In a thread of its own, because the package never gives up before half a minute,
 * cannot be stopped, and tells what fails only as annotations on the run's page.
 */
export function serveCache(port: MessagePort): void {
  const post = (message: CacheMessage): void => {
    port.postMessage(message);
  };
  process.stdout.write = (text: string | Uint8Array): boolean => {
    for (const line of text.toString().split(/\r?\n/)) if (line !== '') post({ line });
    return true;
  };
  port.on('message', (job: CacheJob) => {
    perform(job).then(
      (key) => {
        post({ id: job.id, key });
      },
      (error: unknown) => {
        post({ id: job.id, failure: messageOf(error) });
      },
    );
  });
}

async function perform({ do: what, path, key }: CacheJob): Promise<string | undefined> {
  if (what === 'save') return (await saveCache([path], key)) < 0 ? undefined : key;
  // The service looks for the first key as a whole only, for the others as beginnings.
  return await restoreCache([path], key, [key], { lookupOnly: what === 'find' });
}
