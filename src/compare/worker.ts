import { open } from 'node:fs/promises';
import { RenderError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import { serveJobs, type JobPort } from '../base/threads/serve.ts';
import { comparePictures } from './compare.ts';
import type { DisplayPicture } from './comparison.ts';
import { compareEqual } from './equal.ts';
import { drawDifference } from './show/difference.ts';
import { toDisplay } from './show/display.ts';
import { drawStrip } from './show/strip.ts';
import { decodedSizeBytes, decodePicture } from './picture/decode.ts';
import type { Job, JobResult } from './jobs.ts';
import { checkMemory, largeBytes } from './memory.ts';

/** No picture that can be compared is larger; see the limits in image/picture.ts. */
const maxFileBytes = 2 ** 31 - 1;

/** Does the jobs that arrive at `port`, in a thread whose `workerData.room` is `compare`. */
export function serveComparisons(port: JobPort): void {
  serveJobs(port, async (job: Job, moved): Promise<JobResult> => {
    const result = await perform(job);
    if (result !== undefined && result !== 'alone' && 'bytes' in result) moved.push(ownMemory(result));
    return result;
  });
}

async function perform(job: Job): Promise<JobResult> {
  const files = 'file' in job ? [job.file] : [job.baselineFile, job.candidateFile].flatMap((file) => file ?? []);
  const pictures = await Promise.all(files.map(readPicture));
  const [first, second] = pictures;
  if (job.type === 'compare' && first && second && Buffer.compare(first, second) === 0) {
    return compareEqual(first, { kind: job.kind, frame: job.frame });
  }
  const sizes = await Promise.all(pictures.map(decodedSizeBytes));
  const neededBytes = sizes.reduce((sum, sizeBytes) => sum + sizeBytes, 0);
  if (neededBytes > largeBytes && job.alone !== true) return 'alone';
  checkMemory(neededBytes);
  if (job.type === 'strip') {
    const isBoth = job.baselineFile !== undefined && job.candidateFile !== undefined;
    const one = job.baselineFile === undefined ? { candidate: first } : { baseline: first };
    return drawStrip(isBoth ? { baseline: first, candidate: second } : one, job, job.maxWidth);
  }
  const [baseline = new Uint8Array(), candidate = baseline] = pictures;
  if (job.type === 'check') {
    await decodePicture(candidate);
    return undefined;
  }
  if (job.type === 'display') {
    return toDisplay(candidate, job.maxWidth === undefined ? {} : { maxWidth: job.maxWidth });
  }
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

/** Gives the memory of a picture's bytes; copies them first when they share it. */
function ownMemory(picture: DisplayPicture): ArrayBuffer {
  const { bytes } = picture;
  const owned = bytes.byteLength === bytes.buffer.byteLength && !(bytes instanceof Buffer);
  picture.bytes = owned ? bytes : Uint8Array.from(bytes);
  return picture.bytes.buffer as ArrayBuffer;
}
