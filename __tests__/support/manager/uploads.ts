import { createHash } from 'node:crypto';
import { maxConfigBytes } from '../../../src/farm/api/schema.ts';
import { accept, type ApiRequest, type Call, refuse, type Reply } from './call.ts';
import { blobJson, unixNow } from './blobs.ts';

/** The body's announced length, or the answer to a request that announces none. */
function contentLength({ headers }: ApiRequest): number | Reply {
  const text = headers['content-length'];
  if (text === undefined || text === '') return refuse('Unable to find "Content-Length" header');
  return /^\d+$/.test(text) ? Number(text) : 'none';
}

export async function putFile({ farm, request, name, rest, keepUploads }: Call): Promise<Reply> {
  const lengthBytes = contentLength(request);
  if (typeof lengthBytes !== 'number') return lengthBytes;
  const sha1 = request.headers['x-checksum-sha1'];
  if (sha1 === undefined || sha1 === '') return refuse('Unable to find "X-Checksum-Sha1" header');
  const task = farm.openTask(name);
  if (task.state !== 'CREATED') return refuse('Unable to upload files for the executing task');

  let blob = farm.blobs.get(sha1);
  if (blob) {
    blob.accessTime = unixNow();
  } else {
    if (!farm.reserve(lengthBytes)) return refuse('Error during receiving the file');
    if (farm.blobs.beginUpload(sha1)) farm.violate('concurrent-upload', `two uploads of ${sha1} at the same time`);
    const hash = createHash('sha1');
    const chunks: Buffer[] = [];
    const complete = await request.readBody(lengthBytes, (chunk) => {
      hash.update(chunk);
      if (keepUploads) chunks.push(chunk);
    });
    const good = complete && hash.digest('hex') === sha1;
    const bytes = keepUploads ? Buffer.concat(chunks) : undefined;
    blob = farm.blobs.endUpload(sha1, good ? { sizeBytes: lengthBytes, bytes } : undefined);
    farm.take(lengthBytes, blob !== undefined);
    if (!blob) return refuse('Error during receiving the file');
  }
  const path = rest.replaceAll('\\', '/');
  // The task may have started while its file was still coming in.
  if (path.includes('../') || (task.state as string) !== 'CREATED') return refuse('Error during add file to the task');
  task.files.set(path, sha1);
  if (task.fixPaths([path]) === false) return refuse('Error during task file fixing');
  farm.onChange();
  return accept('Uploaded task file', blobJson(blob));
}

export async function putConfig({ farm, request, name }: Call): Promise<Reply> {
  const lengthBytes = contentLength(request);
  if (typeof lengthBytes !== 'number') return lengthBytes;
  if (lengthBytes > maxConfigBytes) return refuse('Unable read too big task configuration (> 512KB)');
  const chunks: Buffer[] = [];
  await request.readBody(lengthBytes, (chunk) => chunks.push(chunk));
  let config: unknown;
  try {
    config = JSON.parse(Buffer.concat(chunks).toString());
  } catch (error) {
    return refuse(`Error during parsing the json data: ${String(error)}`);
  }
  const task = farm.openTask(name);
  if (task.state !== 'CREATED') return refuse('Error during task configuration');
  if (typeof config !== 'object' || config === null || Array.isArray(config)) return 'none';
  if (!task.configure(config as Record<string, unknown>, farm.agents.length)) {
    return refuse('Error during task configuration');
  }
  if (task.fixPaths([...task.files.keys()]) !== true) return refuse('Error during task files fixing');
  farm.onChange();
  return accept('Task configured');
}
