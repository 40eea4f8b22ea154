import type { IncomingMessage } from 'node:http';
import { messageOf } from '../../base/errors.ts';
import { parseJson } from '../../base/json.ts';
import { maxConfigBytes } from '../../farm/api/schema.ts';
import { parsePath } from './paths.ts';
import type { Queue } from './queue.ts';
import { ok, refuse } from './router.ts';
import type { Answer } from './server.ts';
import { type BlobStore, NoSpaceError } from './store.ts';
import { addFile, canBeChanged, configure, resolvePaths } from './task.ts';

/**
 * `PUT task/NAME/file/PATH`. A blob that is there already is registered and answered without a look at the body, and
 * so is every refusal that does not depend on it.
 */
export async function putFile(
  { queue, store, log }: { queue: Queue; store: BlobStore; log: (line: string) => void },
  [name = '', sentPath = '']: string[],
  request: IncomingMessage,
): Promise<Answer> {
  const length = request.headers['content-length'];
  if (length === undefined) return refuse('Unable to find "Content-Length" header');
  const sha1 = request.headers['x-checksum-sha1'];
  if (typeof sha1 !== 'string' || sha1 === '') return refuse('Unable to find "X-Checksum-Sha1" header');
  const task = queue.getOrCreate(name);
  const late = () => refuse('Unable to upload files for the executing task');
  if (!canBeChanged(task)) return late();
  const path = parsePath(sentPath);
  if (path === undefined) return refuse('Error during add file to the task');

  let blob;
  try {
    blob = (await store.use(sha1)) ?? (await store.receive(request, sha1, Number(length)));
  } catch (error) {
    if (!(error instanceof NoSpaceError)) throw error;
    log(`ERROR: ${path}: ${error.message}`);
    return refuse(error.message);
  }
  if (!blob) return refuse('Error during receiving the file');
  if (!canBeChanged(task)) return late(); // it was run while the body came in
  addFile(task, path, blob.id);
  // Not waited for: a client that sends thousands of files should not wait for as many writes of the list.
  void queue.save(task);
  return ok('Uploaded task file', blob);
}

/** `PUT task/NAME/config`. JSON that is no object closes the connection, as on the Manager. */
export async function putConfig(
  { queue }: { queue: Queue },
  [name = '']: string[],
  request: IncomingMessage,
): Promise<Answer | undefined> {
  const length = request.headers['content-length'];
  if (length === undefined) return refuse('Unable to find "Content-Length" header');
  if (Number(length) > maxConfigBytes) return refuse('Unable read too big task configuration (> 512KB)');
  let config: unknown;
  try {
    const chunks = (await request.toArray()) as Buffer[];
    config = parseJson(Buffer.concat(chunks).toString());
  } catch (error) {
    return refuse(`Error during parsing the json data: ${messageOf(error)}`);
  }
  if (typeof config !== 'object' || config === null || Array.isArray(config)) return undefined;

  const task = queue.getOrCreate(name);
  if (!canBeChanged(task) || !configure(task, config)) return refuse('Error during task configuration');
  const resolved = resolvePaths(task);
  await queue.save(task);
  return resolved ? ok('Task configured') : refuse('Error during task files fixing');
}
