import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { isRenderError, RenderError } from '../../base/errors.ts';
import { otherVersion } from '../api/answer.ts';
import type { ManagerClient, ResultDownload } from '../api/client.ts';
import { describeFailure } from '../api/failure.ts';
import { dropPart, placePart, writePart } from '../../base/files/replace.ts';
import type { ResultFile } from '../../frames/end.ts';
import type { ResultKind } from '../../frames/kinds.ts';
import { resultStem } from '../../frames/names.ts';
import { printable } from '../../base/printable.ts';
import { extensionOf, magicBytes } from '../../frames/file-type.ts';
import type { Outages } from './outages.ts';

/** Whole downloads whose bytes are others than they should be. */
const maxDamaged = 4;
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

export interface CollectOptions {
  outages: Outages;
  signal: AbortSignal;
  /** How long an outage may last, if not as long as others. */
  patienceMs?: number;
}

/**
 * Downloads one result: to a temporary file, checked against the status and the headers, then renamed. The name comes
 * from the frame, the kind and the first bytes, never from the Manager. A download that breaks off is an outage; only
 * bytes that came whole can be damaged.
 * @throws RenderError `corrupt-result` when it keeps arriving damaged, `task-failed` when the Manager has lost it,
 *   `unreachable`, `cancelled`.
 */
export async function collectResult(
  client: ManagerClient,
  request: CollectRequest,
  { outages, ...options }: CollectOptions,
): Promise<ResultFile> {
  let damaged = 0;
  return await outages.outlast((moved) => collectOnce(client, request, options.signal, moved), {
    ...options,
    describe: (message) => `The ${request.kind} of frame ${request.frame} does not come home. ${message}`,
    isWorthRepeating: (error) => isRenderError(error, 'corrupt-result') && ++damaged < maxDamaged,
  });
}

async function collectOnce(
  client: ManagerClient,
  request: CollectRequest,
  signal: AbortSignal,
  moved: () => void,
): Promise<ResultFile> {
  const { frame, kind, outputDirectory } = request;
  const stem = resultStem(frame, kind);
  const download = await open(client, request, signal);
  try {
    const part = await writePart(outputDirectory, stem, async (handle) => {
      return await save(download, handle, { origin: client.origin, signal, moved });
    });
    const { sha1, magic } = part.value;
    const file = `${stem}.${extensionOf(magic)}`;
    try {
      if (sha1 !== download.sha1) throw corrupt(request, `its checksum is ${sha1}, announced was ${download.sha1}`);
      if (sha1 !== request.sha1) {
        throw corrupt(request, `its checksum is ${sha1}, the task's status says ${request.sha1}`);
      }
      await placePart(part, file);
    } catch (error) {
      await dropPart(part);
      throw error;
    }
    return { kind, file, sizeBytes: download.sizeBytes, sha1 };
  } finally {
    download.body.destroy();
  }
}

async function open(
  client: ManagerClient,
  { task, frame, kind }: CollectRequest,
  signal: AbortSignal,
): Promise<ResultDownload> {
  try {
    const download = await client.result(task, kind, signal);
    if (download.sizeBytes <= maxResultBytes) return download;
    download.body.destroy();
    throw new RenderError('protocol', `The ${kind} of frame ${frame} is announced with ${download.sizeBytes} bytes.`, {
      frame,
      hint: otherVersion,
      lasting: true,
    });
  } catch (error) {
    if (!isRenderError(error, 'rejected')) throw error;
    throw new RenderError('task-failed', `The Manager has lost the ${kind} that it lists (${error.message}).`, {
      frame,
      hint: 'Check the Manager’s disk, and whether it is killed or its cache is cleared during the run.',
      cause: error,
    });
  }
}

/** Writes a download to a file. */
async function save(
  download: ResultDownload,
  handle: FileHandle,
  { origin, signal, moved }: { origin: string; signal: AbortSignal; moved: () => void },
): Promise<{ sha1: string; magic: Buffer }> {
  const hash = createHash('sha1');
  let magic = Buffer.alloc(0);
  const chunks = download.body[Symbol.asyncIterator]();
  for (;;) {
    const next = await chunks.next().catch((error: unknown) => {
      throw describeFailure(error, origin, signal);
    });
    if (next.done === true) break;
    moved();
    hash.update(next.value);
    if (magic.length < magicBytes) magic = Buffer.concat([magic, next.value.subarray(0, magicBytes)]);
    await handle.writeFile(next.value);
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
