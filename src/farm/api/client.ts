import * as v from 'valibot';
import { isRenderError, RenderError } from '../../base/errors.ts';
import { formatBytes } from '../../base/quantities.ts';
import { isSha1 } from '../../base/sha1.ts';
import type { ResultKind } from '../../frames/kinds.ts';
import { parseAnswer } from './answer.ts';
import { ManagerHttp, readBody, type Answer, type ManagerAddress, type SendOptions } from './http.ts';
import { OddAnswer } from './failure.ts';
import * as schema from './schema.ts';
import { FileUpload, type UploadSource } from './upload.ts';

/** Largest JSON answer that is read: a list of 50,000 tasks, or a day of logs. */
const maxJsonBytes = 32 * 1024 * 1024;

export interface ResultDownload {
  sizeBytes: number;
  /** As the Manager announces it. */
  sha1: string;
  body: Answer['body'];
}

/**
 * BlendNet's Manager, one method per endpoint. Methods throw {@link RenderError}: `unreachable` (no answer),
 * `unauthorized` (401), `rejected` (an answer that says no, with the Manager's message), `protocol` (no BlendNet answer).
 */
export class ManagerClient {
  readonly #http: ManagerHttp;

  constructor(address: ManagerAddress) {
    this.#http = new ManagerHttp(address);
  }

  get origin(): string {
    return this.#http.origin;
  }

  async close(): Promise<void> {
    await this.#http.close();
  }

  async info(signal?: AbortSignal): Promise<schema.ServerInfo> {
    return await this.#get('info', schema.serverInfo, signal);
  }

  async status(signal?: AbortSignal): Promise<schema.ServerStatus> {
    return await this.#get('status', schema.serverStatus, signal);
  }

  async resources(signal?: AbortSignal): Promise<schema.Resources> {
    return await this.#get('resources', schema.resources, signal);
  }

  /** The Manager's own captured log. The shape is not part of the contract. */
  async log(signal?: AbortSignal): Promise<unknown> {
    return await this.#get('log', v.unknown(), signal);
  }

  async agentLog(agent: string, signal?: AbortSignal): Promise<unknown> {
    return await this.#get(`agent/${encodeURIComponent(agent)}/log`, v.unknown(), signal);
  }

  /** Every task on the Manager, in one request. */
  async tasks(signal?: AbortSignal): Promise<schema.TaskList> {
    return await this.#get('task', schema.taskList, signal);
  }

  async taskStatus(task: string, signal?: AbortSignal): Promise<schema.TaskStatus> {
    return await this.#get(`${taskPath(task)}/status`, schema.taskStatus, signal);
  }

  async taskMessages(task: string, signal?: AbortSignal): Promise<schema.TaskMessages> {
    return await this.#get(`${taskPath(task)}/messages`, schema.taskMessages, signal);
  }

  async taskDetails(task: string, signal?: AbortSignal): Promise<schema.TaskMessages> {
    return await this.#get(`${taskPath(task)}/details`, schema.taskMessages, signal);
  }

  /** The blob registered for `path`, a relative path before the task's configuration and an absolute one after it. */
  async fileInfo(task: string, path: string, signal?: AbortSignal): Promise<schema.FileInfo> {
    return await this.#get(`${taskPath(task)}/file/${encodePath(path)}`, schema.fileInfo, signal);
  }

  /** sha1 by path of every file that is registered, by absolute paths after the task's configuration. */
  async files(task: string, signal?: AbortSignal): Promise<Record<string, string>> {
    return await this.#get(`${taskPath(task)}/file`, schema.fileList, signal);
  }

  async configure(task: string, config: schema.TaskConfig, signal?: AbortSignal): Promise<void> {
    const body = Buffer.from(JSON.stringify(config));
    await this.#json('PUT', `${taskPath(task)}/config`, v.unknown(), { body, signal });
  }

  async run(task: string, signal?: AbortSignal): Promise<void> {
    await this.#get(`${taskPath(task)}/run`, v.unknown(), signal);
  }

  async stop(task: string, signal?: AbortSignal): Promise<void> {
    await this.#get(`${taskPath(task)}/stop`, v.unknown(), signal);
  }

  async remove(task: string, signal?: AbortSignal): Promise<void> {
    await this.#json('DELETE', taskPath(task), v.unknown(), { signal });
  }

  /**
   * Uploads a file, or attaches a blob that the Manager has: then it answers at once and nearly nothing is sent.
   * Never call it twice at a time for one sha1: the Manager would lose the blob.
   */
  async upload(task: string, path: string, source: UploadSource, signal?: AbortSignal): Promise<FileUpload> {
    const upload = new FileUpload(source);
    try {
      const answer = await this.#http.send('PUT', `${schema.apiPath}/${taskPath(task)}/file/${encodePath(path)}`, {
        use: 'file',
        headers: { 'content-length': String(source.sizeBytes), 'x-checksum-sha1': source.sha1 },
        ...(source.sizeBytes === 0 ? {} : { body: upload.body() }),
        signal,
      });
      upload.noteAnswer();
      if (answer.status === 413) {
        answer.body.destroy();
        throw tooLarge(source.sizeBytes);
      }
      await this.#readJson(answer, schema.blob, signal);
      return upload;
    } catch (error) {
      throw upload.failure ?? (upload.attached ? asUnread(error) : error);
    } finally {
      upload.end();
    }
  }

  /** Opens a result's stream; the caller reads or destroys `body`. */
  async result(task: string, kind: ResultKind, signal?: AbortSignal): Promise<ResultDownload> {
    const answer = await this.#http.send('GET', `${schema.apiPath}/${taskPath(task)}/status/result/${kind}`, {
      use: 'file',
      signal,
    });
    if (answer.status !== 200) {
      await this.#readJson(answer, v.unknown(), signal);
      throw new RenderError('protocol', `${this.origin} answered ${answer.status} to a download.`);
    }
    const sizeBytes = Number(answer.headers['content-length']);
    const sha1 = answer.headers['x-checksum-sha1'] ?? '';
    if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0 || !isSha1(sha1)) {
      answer.body.destroy();
      throw new RenderError('protocol', `${this.origin} sent a result without its size and checksum.`, {
        hint: 'Check that nothing between here and the Manager rewrites its answers.',
        cause: new OddAnswer('headers are missing'),
      });
    }
    return { sizeBytes, sha1, body: answer.body };
  }

  async #get<T>(path: string, shape: v.GenericSchema<unknown, T>, signal?: AbortSignal): Promise<T> {
    return await this.#json('GET', path, shape, { signal });
  }

  async #json<T>(
    method: 'GET' | 'PUT' | 'DELETE',
    path: string,
    shape: v.GenericSchema<unknown, T>,
    options: SendOptions,
  ): Promise<T> {
    const answer = await this.#http.send(method, `${schema.apiPath}/${path}`, options);
    return await this.#readJson(answer, shape, options.signal);
  }

  async #readJson<T>(answer: Answer, shape: v.GenericSchema<unknown, T>, signal: AbortSignal | undefined): Promise<T> {
    const limits = { maxBytes: maxJsonBytes, timeoutMs: this.#http.answerTimeoutMs, signal };
    const body = await readBody(answer, this.origin, limits);
    return parseAnswer(answer, body, this.origin, shape);
  }
}

/** The cause of a refusal that came before the whole file was read, and so has nothing to do with its bytes. */
export class UnreadRefusal extends Error {}

function asUnread(error: unknown): unknown {
  if (!isRenderError(error, 'rejected') || error.lasting) return error;
  const { message, hint } = error;
  const cause = new UnreadRefusal(message);
  return new RenderError('rejected', message, { cause, ...(hint === undefined ? {} : { hint }) });
}

function tooLarge(sizeBytes: number): RenderError {
  const message = `Something in front of the Manager takes no file of ${formatBytes(sizeBytes)} (413).`;
  return new RenderError('rejected', message, {
    hint: `Raise its limit above ${formatBytes(sizeBytes)} (nginx: client_max_body_size), or reach the Manager without it.`,
    lasting: true,
  });
}

const taskPath = (task: string): string => `task/${encodeURIComponent(task)}`;

/** The Manager splits the path at `/` only and does not look for `?` or `#`, so each segment is encoded by itself. */
function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
