import { RenderError } from '../../base/errors.ts';
import { systemClock, type Clock } from '../../base/waiting.ts';
import type { ResultFile } from '../../frames/end.ts';
import type { ResultKind } from '../../frames/kinds.ts';
import type { ManagerClient } from '../api/client.ts';
import type { TaskStatus } from '../api/schema.ts';
import { collectResult } from './collect.ts';
import type { Outages } from './outages.ts';

const previewTimeoutMs = 1_500;

export interface ResultsOptions {
  kinds: ResultKind[];
  outputDirectory: string;
  outages: Outages;
  signal: AbortSignal;
  clock?: Clock | undefined;
}

/** Brings the results of tasks home. */
export class Results {
  readonly #client: ManagerClient;
  readonly #options: ResultsOptions;

  constructor(client: ManagerClient, options: ResultsOptions) {
    this.#client = client;
    this.#options = options;
  }

  /** All results or none: it ends when nothing is being written any more. */
  async collect(task: string, frame: number, status: TaskStatus): Promise<ResultFile[]> {
    const failed = new AbortController();
    const { kinds, outputDirectory, outages } = this.#options;
    const signal = AbortSignal.any([this.#options.signal, failed.signal]);
    const collectOne = async (kind: ResultKind): Promise<ResultFile> => {
      const sha1 = status.result[kind];
      if (typeof sha1 !== 'string') {
        throw new RenderError('task-failed', `The Manager completed the task without a ${kind} result.`, { frame });
      }
      const request = { task, frame, kind, sha1, outputDirectory };
      return await collectResult(this.#client, request, { outages, signal });
    };
    const stopOthers = (error: unknown): undefined => {
      failed.abort(error);
    };
    const results = await Promise.all(kinds.map((kind) => collectOne(kind).catch(stopOthers)));
    failed.signal.throwIfAborted();
    return results.filter((result) => result !== undefined);
  }

  /** The preview of a frame that will not be finished, where there is one. */
  async collectPreview(task: string, frame: number, status: TaskStatus | undefined): Promise<{ preview?: ResultFile }> {
    const sha1 = status?.result.preview;
    const { kinds, outputDirectory, outages, clock = systemClock } = this.#options;
    if (typeof sha1 !== 'string' || !kinds.includes('preview')) return {};
    const request = { task, frame, kind: 'preview', sha1, outputDirectory } as const;
    const collecting = collectResult(this.#client, request, {
      outages,
      patienceMs: 0,
      signal: clock.timeout(previewTimeoutMs),
    });
    return await collecting.then(
      (preview) => ({ preview }),
      () => ({}),
    );
  }
}
