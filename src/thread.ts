import { parentPort, workerData } from 'node:worker_threads';

/** What an entry does when it finds itself in a thread: the work that `workerData.room` names. */
export async function serveThread(): Promise<void> {
  const { room } = workerData as { room?: string };
  if (parentPort === null || room !== 'compare') throw new Error(`No thread does "${String(room)}"`);
  (await import('./compare/worker.ts')).serveComparisons(parentPort);
}
