import { parentPort, workerData } from 'node:worker_threads';

/** What an entry does when it finds itself in a thread: the work that `workerData.room` names. */
export async function serveThread(): Promise<void> {
  const { room } = workerData as { room?: string };
  if (parentPort === null) throw new Error('This is no thread');
  if (room === 'compare') (await import('../../compare/worker.ts')).serveComparisons(parentPort);
  else if (room === 'digest') (await import('../../project/digest-threads.ts')).serveDigests(parentPort);
  else throw new Error(`No thread does "${String(room)}"`);
}
