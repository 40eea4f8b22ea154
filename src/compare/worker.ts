import { open } from 'node:fs/promises';
import type { MessagePort } from 'node:worker_threads';
import { RenderError } from '../errors.ts';
import { printable } from '../printable.ts';
import { comparePictures } from './compare.ts';
import { drawDifference } from './difference.ts';
import { toDisplay } from './display.ts';
import { packError, type Answer, type Job, type JobResult } from './jobs.ts';

/** No picture that can be compared is larger; see the limits in image/picture.ts. */
const maxFileBytes = 2 ** 31 - 1;

/**
 * Does the jobs that arrive at `port`, one after the other. An entry calls this when it finds itself in a worker:
 * `workerData.room === 'compare'`.
 */
export function serveComparisons(port: MessagePort): void {
  port.on('message', (job: Job) => {
    void answer(job).then((message) => {
      port.postMessage(message, transferable(message));
    });
  });
}

async function answer(job: Job): Promise<Answer> {
  try {
    return { result: await perform(job) };
  } catch (error) {
    return { failure: packError(error) };
  }
}

async function perform(job: Job): Promise<JobResult> {
  if (job.type === 'display') {
    return toDisplay(await readPicture(job.file), job.maxWidth === undefined ? {} : { maxWidth: job.maxWidth });
  }
  const baseline = await readPicture(job.baselineFile);
  const candidate = await readPicture(job.candidateFile);
  return job.type === 'compare'
    ? comparePictures(baseline, candidate, job)
    : drawDifference(baseline, candidate, job, job.maxWidth === undefined ? {} : { maxWidth: job.maxWidth });
}

async function readPicture(file: string): Promise<Uint8Array> {
  try {
    await using handle = await open(file);
    const stats = await handle.stat();
    if (stats.isFile() && stats.size <= maxFileBytes) return await handle.readFile();
  } catch (error) {
    throw new RenderError('missing-file', `The picture ${printable(file)} cannot be read`, { file, cause: error });
  }
  throw new RenderError('corrupt-result', `The picture ${printable(file)} is no file or larger than 2 GiB`, { file });
}

/** The bytes of a picture move to the main thread instead of being copied, unless they share their memory. */
function transferable(message: Answer): ArrayBuffer[] {
  if (!('result' in message) || message.result === undefined || !('bytes' in message.result)) return [];
  const { result } = message;
  const owned = result.bytes.byteLength === result.bytes.buffer.byteLength;
  const bytes = owned && !(result.bytes instanceof Buffer) ? result.bytes : Uint8Array.from(result.bytes);
  result.bytes = bytes;
  return [bytes.buffer as ArrayBuffer];
}
