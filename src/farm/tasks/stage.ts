import pLimit, { type LimitFunction } from 'p-limit';
import { isRenderError, messageOf, RenderError } from '../../base/errors.ts';
import type { ManagerClient } from '../api/client.ts';
import { isOutage } from '../api/failure.ts';
import type { UploadTotals } from '../../frames/engine.ts';
import { borrowBuffers, readUnchanged, returnBuffers } from '../../project/digest.ts';
import { printable } from '../../base/printable.ts';
import type { ProjectFile } from '../../project/files.ts';
import { EarlyAnswerWait } from './early-answer.ts';
import { isDamagedUpload, oneRunAtATime } from './lost-blob.ts';
import type { Outages } from './outages.ts';
import { DiskRoom } from './room.ts';

/** Known files in a row that were sent in vain, after which something is said: a Manager may be slow to answer once. */
const heldBackTimes = 3;
/** Sends of one file whose bytes keep arriving damaged. */
const maxDamaged = 4;

export interface StageOptions {
  concurrency: number;
  outages: Outages;
  signal: AbortSignal;
  /** Told of what is worth a line in the log. */
  onNotice?: (text: string) => void;
}

export interface StageTotals extends UploadTotals {
  /** Body bytes handed to connections in all, repeated sends included. */
  wireBytes: number;
}

/** Gets files onto the Manager: every byte once, however many frames and paths share it. */
export class Stager {
  readonly totals: StageTotals = { filesSent: 0, bytesSent: 0, filesKnown: 0, bytesKnown: 0, wireBytes: 0 };
  readonly #client: ManagerClient;
  readonly #options: StageOptions;
  readonly #slots: LimitFunction;
  /** The last send of each sha1. The Manager loses a blob that is sent twice at a time, so sends of one sha1 queue up. */
  readonly #lastSend = new Map<string, Promise<void>>();
  /** Why a file could not be sent for good: other frames that need it too do not try again. */
  readonly #refused = new Map<string, RenderError>();
  /** Blobs that the Manager has for certain, since the last outage. */
  readonly #staged = new Set<string>();
  #outagesBefore = 0;
  readonly #wait: EarlyAnswerWait;
  readonly #room: DiskRoom;

  constructor(client: ManagerClient, options: StageOptions, managerLatencyMs: number) {
    this.#client = client;
    this.#options = options;
    this.#slots = pLimit(options.concurrency);
    this.#wait = new EarlyAnswerWait(managerLatencyMs);
    this.#room = new DiskRoom(client, options);
  }

  /**
   * Registers every file of a task, sending what the Manager does not have. When one fails, no other is begun; it ends
   * when none is on its way any more, since a late one would make the task again that its caller removes.
   * @param digests sha1 by path.
   */
  async stage(task: string, files: ProjectFile[], digests: ReadonlyMap<string, string>): Promise<void> {
    const failed = new AbortController();
    const stageOne = async (file: ProjectFile): Promise<void> => {
      const sha1 = digests.get(file.path) ?? '';
      await this.#inTurn(sha1, async () => {
        if (failed.signal.aborted) return;
        await this.#send(task, file, sha1).catch((error: unknown) => {
          if (isRefusedForGood(error)) this.#refused.set(sha1, error as RenderError);
          failed.abort(error);
        });
      });
    };
    await Promise.all(files.map(stageOne));
    failed.signal.throwIfAborted();
  }

  /** @param send never rejects, so the next one always has its turn. */
  async #inTurn(sha1: string, send: () => Promise<void>): Promise<void> {
    const before = this.#lastSend.get(sha1) ?? Promise.resolve();
    const mine = before.then(() => this.#slots(send));
    this.#lastSend.set(sha1, mine);
    await mine;
  }

  async #send(task: string, file: ProjectFile, sha1: string): Promise<void> {
    const refused = this.#refused.get(sha1);
    if (refused !== undefined) throw refused;
    const { outages, onNotice } = this.#options;
    const send = async (moved: () => void): Promise<void> => {
      try {
        await this.#sendOnce(task, file, sha1, moved);
      } catch (error) {
        const arrived = await this.#arrived(task, file, sha1, error);
        if (arrived === undefined) throw error;
        if (!arrived) throw await this.#room.explain(error, file);
      }
    };
    let damaged = 0;
    const isWorthRepeating = (error: unknown): boolean => {
      if (!isDamaged(error) || ++damaged >= maxDamaged) return false;
      onNotice?.(`${printable(file.path)}: sending again. ${messageOf(error)}`);
      return true;
    };
    const describe = (message: string): string => `${printable(file.path)} could not be sent. ${message}`;
    try {
      await outages.outlast(send, { describe, isWorthRepeating });
    } catch (error) {
      throw explain(error, file);
    }
  }

  async #sendOnce(task: string, file: ProjectFile, sha1: string, moved: () => void): Promise<void> {
    const certain = this.#isStaged(sha1);
    const buffers = borrowBuffers();
    const upload = await this.#client.upload(
      task,
      file.path,
      {
        sha1,
        sizeBytes: file.sizeBytes,
        open: () => this.#read(file, buffers),
        earlyAnswerMs: this.#wait.forBlob(certain),
        onSent: (sizeBytes) => {
          this.totals.wireBytes += sizeBytes;
          moved();
        },
      },
      this.#options.signal,
    );
    if (upload.earlyAnswerAfterMs !== undefined) this.#wait.learn(upload.earlyAnswerAfterMs, certain);
    else if (!certain) this.#wait.noteNew();
    else if (file.sizeBytes > 0) this.#noteHeldBack();
    // What was cut short by an early answer may still be on its way.
    if (!upload.attached || upload.bytesSent === 0) returnBuffers(buffers);
    this.#count(sha1, file, upload.attached);
  }

  #noteHeldBack(): void {
    if (this.#wait.noteHeldBack() !== heldBackTimes) return;
    this.#options.onNotice?.(
      'Something in front of the Manager seems to hold uploads back until they are whole, so each frame sends all its files again (nginx: set proxy_request_buffering off).',
    );
  }

  async *#read(file: ProjectFile, buffers: Buffer[]): AsyncGenerator<Buffer> {
    await this.#room.expect(file);
    yield* readUnchanged(file, this.#options.signal, buffers);
  }

  /**
   * Asks the Manager what became of a send whose connection broke, its own or a proxy's: it may well have the file.
   * Undefined: no answer.
   */
  async #arrived(task: string, file: ProjectFile, sha1: string, error: unknown): Promise<boolean | undefined> {
    if (!isOutage(error)) return false;
    try {
      const info = await this.#client.fileInfo(task, file.path, this.#options.signal);
      if (info.id !== sha1 || info.blob?.size !== file.sizeBytes) return false;
    } catch (failure) {
      return isOutage(failure) ? undefined : false;
    }
    if (error.kind === 'unreachable') this.#wait.lengthen();
    else this.#noteHeldBack();
    this.#count(sha1, file, true);
    return true;
  }

  #isStaged(sha1: string): boolean {
    const { count } = this.#options.outages;
    // One that was killed has only the files that it knew when it last wrote them down.
    if (count !== this.#outagesBefore) this.#staged.clear();
    this.#outagesBefore = count;
    return this.#staged.has(sha1);
  }

  #count(sha1: string, file: ProjectFile, known: boolean): void {
    const wasStaged = this.#isStaged(sha1);
    this.#staged.add(sha1);
    if (known || wasStaged) {
      this.totals.filesKnown += 1;
      this.totals.bytesKnown += file.sizeBytes;
    } else {
      this.totals.filesSent += 1;
      this.totals.bytesSent += file.sizeBytes;
    }
  }
}

function explain(error: unknown, file: ProjectFile): unknown {
  if (!isRenderError(error, 'rejected', 'unreachable')) return error;
  const hint = isDamaged(error) ? oneRunAtATime : error.hint;
  return new RenderError(error.kind, `${printable(file.path)} could not be sent. ${error.message}`, {
    file: file.path,
    ...{ cause: error, lasting: error.lasting },
    ...(hint === undefined ? {} : { hint }),
  });
}

/** Whether other frames that need the file need not try. */
function isRefusedForGood(error: unknown): boolean {
  return isDamaged(error) || (isRenderError(error, 'rejected') && error.lasting);
}

/** The bytes that arrived did not have the file's checksum. */
function isDamaged(error: unknown): boolean {
  return isRenderError(error, 'rejected') && isDamagedUpload(error.message);
}
