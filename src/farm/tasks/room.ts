import { isRenderError, RenderError } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';
import { formatBytes } from '../../base/quantities.ts';
import type { ProjectFile } from '../../project/files.ts';
import { isOutage } from '../api/failure.ts';
import { UnreadRefusal, type ManagerClient } from '../api/client.ts';
import { isDamagedUpload } from './lost-blob.ts';

/** What is less is not worth a question before it is sent. */
const askFromBytes = 64 * 1024 * 1024;
const mebibyte = 1024 * 1024;

interface Disk {
  totalBytes: number;
  freeBytes: number;
}

/**
 * What the Manager's disk has room for. The Manager makes room itself, by removing files of earlier tasks, so a disk without
 * room is worth a word before; whether it is enough, only the Manager's answer tells.
 */
export class DiskRoom {
  readonly #client: ManagerClient;
  readonly #options: { signal: AbortSignal; onNotice?: ((text: string) => void) | undefined };
  /** Undefined: not asked yet, or not known. */
  #disk: Disk | undefined;
  /** Bytes that were begun since. */
  #begunBytes = 0;
  #isTold = false;

  constructor(
    client: ManagerClient,
    options: { signal: AbortSignal; onNotice?: ((text: string) => void) | undefined },
  ) {
    this.#client = client;
    this.#options = options;
  }

  /** To be called before a file is sent. @throws RenderError `rejected` for one that the disk can never hold */
  async expect({ path, sizeBytes }: ProjectFile): Promise<void> {
    this.#begunBytes += sizeBytes;
    if (this.#begunBytes < (this.#disk === undefined ? askFromBytes : this.#disk.freeBytes)) return;
    this.#disk = await this.#look();
    this.#begunBytes = sizeBytes;
    if (this.#disk === undefined || sizeBytes <= this.#disk.freeBytes) return;
    if (sizeBytes > this.#disk.totalBytes) throw noRoom(this.#disk);
    if (this.#isTold) return;
    this.#isTold = true;
    this.#options.onNotice?.(
      `The Manager’s disk has ${formatBytes(this.#disk.freeBytes)} left, less than ${printable(path)} (${formatBytes(sizeBytes)}): it has to remove files of earlier tasks.`,
    );
  }

  /** A failure to send a file as one for want of room, when that is what it is; as it is, when it is another. */
  async explain(error: unknown, { sizeBytes }: ProjectFile): Promise<unknown> {
    const isRefused = isRenderError(error, 'rejected') && isDamagedUpload(error.message);
    if (!isRefused && !isOutage(error)) return error;
    const disk = await this.#look();
    // Without room it refuses before it reads, and goes on counting what it has refused.
    const isUnread = isRefused && error.cause instanceof UnreadRefusal;
    return disk !== undefined && (isUnread || disk.freeBytes < sizeBytes) ? noRoom(disk, error) : error;
  }

  async #look(): Promise<Disk | undefined> {
    const { signal } = this.#options;
    try {
      const { disk } = await this.#client.status(signal);
      return { totalBytes: disk.total * mebibyte, freeBytes: disk.available * mebibyte };
    } catch {
      signal.throwIfAborted();
      return undefined;
    }
  }
}

function noRoom({ freeBytes, totalBytes }: Disk, cause?: unknown): RenderError {
  const left = `${formatBytes(freeBytes)} of ${formatBytes(totalBytes)}`;
  return new RenderError('rejected', `The Manager has no room for it: its disk has ${left} left.`, {
    hint: 'Make room on the Manager’s disk and start the Manager again: until then it counts what it has refused.',
    lasting: true,
    cause,
  });
}
