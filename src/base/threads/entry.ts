import { parentPort, workerData, type MessagePort } from 'node:worker_threads';

/** What can be done in a thread, by the name that `workerData.room` gives; each is loaded when it is needed. */
export type ThreadRooms = Record<string, (port: MessagePort) => Promise<void>>;

/** What an entry does when it finds itself in a thread: the work that `workerData.room` names. */
export async function serveThread(rooms: ThreadRooms): Promise<void> {
  const { room = '' } = workerData as { room?: string };
  if (parentPort === null) throw new Error('This is no thread');
  const serve = Object.hasOwn(rooms, room) ? rooms[room] : undefined;
  if (serve === undefined) throw new Error(`No thread does "${room}"`);
  await serve(parentPort);
}
