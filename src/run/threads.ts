import { serveThread } from '../base/threads/entry.ts';

/** What an entry does when it finds itself in a thread of this program's pools. */
export async function serveRunThread(): Promise<void> {
  await serveThread({
    compare: async (port) => {
      (await import('../compare/worker.ts')).serveComparisons(port);
    },
    digest: async (port) => {
      (await import('../project/digest-threads.ts')).serveDigests(port);
    },
  });
}
