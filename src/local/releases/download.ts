import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, statfs } from 'node:fs/promises';
import { RenderError } from '../../base/errors.ts';
import { formatBytes } from '../../base/quantities.ts';
import { noRoom, saysNoRoom } from './failure.ts';
import type { ReleaseServer } from './server.ts';

/** Far more than any release has: 400 MB. */
const maxArchiveBytes = 4 * 1024 ** 3;
/** Bytes on the disk for each byte of an archive: itself, and what it unpacks to. */
const roomFactor = 5;

export interface Download {
  /** Below the folder of releases: `Blender5.2/blender-5.2.2-linux-x64.tar.xz`. */
  path: string;
  /** Where the bytes go; what lies there already is gone on with. */
  part: string;
  /** The folder that it lies in. */
  folder: string;
  onProgress: (done: number, sizeBytes: number | undefined) => void;
}

/**
 * Fetches a file, from where it broke off, as often as the server brings anything new.
 * @returns whether its beginning is what lay there already
 * @throws RenderError as {@link ReleaseServer.open}; `settings` when there is no room, `protocol` when there is no end
 */
export async function download(server: ReleaseServer, { path, part, folder, onProgress }: Download): Promise<boolean> {
  await using file = await open(part, 'a');
  let done = (await file.stat()).size;
  let isResumed = done > 0;
  let before = done;
  const transfer = async (): Promise<void> => {
    const sent = await server.open(path, done);
    try {
      if (sent.start !== done) {
        await file.truncate((done = 0));
        isResumed = false;
      }
      await checkSize(sent.sizeBytes, done, folder, path);
      for await (const chunk of sent.body) {
        if (done + chunk.length > maxArchiveBytes) throw tooLarge(path);
        await file.appendFile(chunk);
        done += chunk.length;
        onProgress(done, sent.sizeBytes);
      }
    } finally {
      sent.body.destroy();
    }
  };
  try {
    await server.persist(transfer, () => {
      const isStuck = done <= before;
      before = done;
      return isStuck;
    });
    await file.sync();
    return isResumed;
  } catch (error) {
    throw saysNoRoom(error) ? noRoom(folder, { cause: error }) : error;
  }
}

async function checkSize(sizeBytes: number | undefined, done: number, folder: string, path: string): Promise<void> {
  if (sizeBytes === undefined) return;
  if (sizeBytes > maxArchiveBytes) throw tooLarge(path);
  const { bavail, bsize } = await statfs(folder);
  const neededBytes = sizeBytes * roomFactor - done;
  if (bavail * bsize < neededBytes) throw noRoom(folder, { needed: `about ${formatBytes(neededBytes)}` });
}

function tooLarge(path: string): RenderError {
  const limit = formatBytes(maxArchiveBytes);
  return new RenderError('protocol', `${path} is larger than any release of Blender (more than ${limit}).`, {
    hint: 'Check blender-mirror.',
  });
}

/** A file's SHA-256, in hex. @throws the signal's reason, what the file system refuses */
export async function sha256Of(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    signal.throwIfAborted();
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}
