import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { isRenderError, RenderError } from '../../base/errors.ts';
import type { ManagerClient, ResultDownload } from '../api/client.ts';
import { describeFailure } from '../api/failure.ts';
import { dropPart, placePart, writePart } from '../../base/files/replace.ts';
import { persist, type Clock } from '../../base/waiting.ts';
import type { ResultFile } from '../../frames/end.ts';
import type { ResultKind } from '../../frames/kinds.ts';
import { resultStem } from '../../frames/names.ts';
import { printable } from '../../base/printable.ts';
import { extensionOf, magicBytes } from '../../frames/file-type.ts';

const maxDownloads = 4;
/** Larger than any picture: stops a Manager that never ends. */
const maxResultBytes = 16 * 1024 ** 3;

export interface CollectRequest {
  task: string;
  frame: number;
  kind: ResultKind;
  /** What the task's status says the result's sha1 is. */
  sha1: string;
  outputDirectory: string;
}

/** What is wrong with the bytes of one download. */
class DamagedError extends Error {}

/**
 * Downloads one result: to a temporary file, checked against the status and the headers, then renamed. The name comes
 * from the frame, the kind and the first bytes, never from the Manager.
 * @throws RenderError `corrupt-result` when it keeps arriving damaged, `unreachable`, `cancelled`.
 */
export async function collectResult(
  client: ManagerClient,
  request: CollectRequest,
  signal: AbortSignal,
  clock?: Clock,
): Promise<ResultFile> {
  return await persist(
    () => collectOnce(client, request, signal),
    (error, { tries }) => tries < maxDownloads && isRenderError(error, 'corrupt-result'),
    signal,
    clock,
  );
}

async function collectOnce(client: ManagerClient, request: CollectRequest, signal: AbortSignal): Promise<ResultFile> {
  const { frame, kind, outputDirectory } = request;
  const stem = resultStem(frame, kind);
  const download = await client.result(request.task, kind, signal);
  try {
    const part = await writePart(outputDirectory, stem, (handle) => save(download, handle, client.origin, signal));
    const { sha1, magic } = part.value;
    const file = `${stem}.${extensionOf(magic)}`;
    try {
      if (sha1 !== download.sha1) throw new DamagedError(`its checksum is ${sha1}, announced was ${download.sha1}`);
      if (sha1 !== request.sha1)
        throw new DamagedError(`its checksum is ${sha1}, the task's status says ${request.sha1}`);
      await placePart(part, file);
    } catch (error) {
      await dropPart(part);
      throw error;
    }
    return { kind, file, sizeBytes: download.sizeBytes, sha1 };
  } catch (error) {
    download.body.destroy();
    if (error instanceof DamagedError) throw corrupt(request, error.message);
    throw error;
  }
}

/** Writes a download to a file. Never more than was announced. */
async function save(
  download: ResultDownload,
  handle: FileHandle,
  origin: string,
  signal: AbortSignal,
): Promise<{ sha1: string; magic: Buffer }> {
  const hash = createHash('sha1');
  let magic = Buffer.alloc(0);
  let sizeBytes = 0;
  const limitBytes = Math.min(download.sizeBytes, maxResultBytes);
  const chunks = download.body[Symbol.asyncIterator]();
  for (;;) {
    const next = await chunks.next().catch((error: unknown) => {
      const failure = describeFailure(error, origin, signal);
      throw signal.aborted
        ? failure
        : new DamagedError(`the connection broke after ${sizeBytes} of ${download.sizeBytes} bytes`);
    });
    if (next.done === true) break;
    sizeBytes += next.value.length;
    if (sizeBytes > limitBytes) throw new DamagedError(`it is longer than the ${limitBytes} bytes announced`);
    hash.update(next.value);
    if (magic.length < magicBytes) magic = Buffer.concat([magic, next.value.subarray(0, magicBytes)]);
    await handle.writeFile(next.value);
  }
  if (sizeBytes < download.sizeBytes) {
    throw new DamagedError(`it ended after ${sizeBytes} of ${download.sizeBytes} bytes`);
  }
  return { sha1: hash.digest('hex'), magic };
}

function corrupt({ frame, kind, task }: CollectRequest, wrong: string): RenderError {
  return new RenderError(
    'corrupt-result',
    `The ${kind} of frame ${frame} (task ${printable(task)}) arrived damaged: ${wrong}.`,
    {
      frame,
      hint: 'Check the network and the Manager’s disk.',
    },
  );
}
