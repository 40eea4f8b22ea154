import type { Socket } from 'node:net';
import { Agent, buildConnector, request, type Dispatcher } from 'undici';
import { basicAuthorization, type Credentials } from '../../base/credentials.ts';
import { RenderError } from '../../base/errors.ts';
import { untilAborted } from '../../base/waiting.ts';
import { describeFailure } from './failure.ts';
import { FileSender, type FileRequest, type Patience } from './file-sender.ts';
import { tlsConnectOptions, type TlsTrust } from './tls.ts';

/** Where the Manager is and how to be let in. */
export interface ManagerAddress extends Credentials, Partial<Patience> {
  url: URL;
  trust: TlsTrust;
  /** Longest time until a connection stands, handshake included (default 15 s): the Manager shakes hands with one client at a time. */
  connectTimeoutMs?: number;
  /** Longest time without a byte in either direction (default 60 s). */
  idleTimeoutMs?: number;
}

export interface SendOptions {
  headers?: Record<string, string>;
  body?: Buffer;
  signal?: AbortSignal | undefined;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: AsyncIterable<Buffer> & { destroy(error?: Error): void };
}

/**
 * The Manager serves one request per connection and shakes hands one client at a time, so connections are opened late,
 * never kept idle, and their number is bounded. undici resumes TLS sessions, which saves the expensive half of each
 * handshake.
 */
const maxConnections = 32;

/** A Manager's HTTP as it is: no policy, no JSON, errors with a kind. */
export class ManagerHttp {
  readonly origin: string;
  readonly #connect: () => Agent;
  readonly #sockets = new Set<Socket>();
  #dispatcher: Agent;
  readonly #files: FileSender;
  readonly #authorization: string;

  constructor(address: ManagerAddress) {
    this.origin = address.url.origin;
    this.#authorization = basicAuthorization(address);
    const { connectTimeoutMs = 15_000, idleTimeoutMs = 60_000, watchSilence } = address;
    const tls = tlsConnectOptions(address.trust);
    this.#files = new FileSender(address.url, tls, { connectTimeoutMs, idleTimeoutMs, watchSilence });
    // Its types say nothing of the socket that it returns.
    const open = buildConnector({ ...tls, timeout: connectTimeoutMs }) as unknown as (
      ...connection: Parameters<buildConnector.connector>
    ) => Socket;
    this.#connect = () =>
      new Agent({
        connections: maxConnections,
        pipelining: 1,
        allowH2: false,
        connect: (options, callback) => {
          const socket = open(options, callback);
          this.#sockets.add(socket);
          socket.once('close', () => this.#sockets.delete(socket));
        },
        headersTimeout: idleTimeoutMs,
        bodyTimeout: idleTimeoutMs,
      });
    this.#dispatcher = this.#connect();
  }

  /**
   * Sends one request and gives the answer's head; the caller reads or destroys the body.
   * @throws RenderError `unreachable` when there is no answer, `cancelled` when `signal` fired.
   */
  async send(method: Dispatcher.HttpMethod, path: string, options: SendOptions = {}): Promise<Answer> {
    try {
      const sent = request(`${this.origin}${path}`, {
        method,
        dispatcher: this.#dispatcher,
        headers: { authorization: this.#authorization, connection: 'close', ...options.headers },
        body: options.body ?? null,
        signal: options.signal ?? null,
      });
      // undici lets a request that waits for its connection wait on.
      const answer = await untilAborted(sent, options.signal);
      // Dropping a body makes it emit an error; nobody may be listening by then.
      answer.body.on('error', () => undefined);
      return { status: answer.statusCode, headers: singleHeaders(answer.headers), body: answer.body };
    } catch (error) {
      throw describeFailure(error, this.origin, options.signal);
    }
  }

  /** Sends a file; like {@link send}, with a head that goes ahead of the body. */
  async sendFile(path: string, file: FileRequest): Promise<Answer> {
    try {
      const answer = await this.#files.send(path, {
        ...file,
        headers: { authorization: this.#authorization, connection: 'close', ...file.headers },
      });
      return { status: answer.statusCode ?? 0, headers: singleHeaders(answer.headers), body: answer };
    } catch (error) {
      throw describeFailure(error, this.origin, file.signal);
    }
  }

  /**
   * Ends what is under way, and starts with new connections: one that was given up in the middle of its handshake would
   * hold up all that come after it.
   */
  reset(): void {
    const before = this.#dispatcher;
    this.#dispatcher = this.#connect();
    void this.#files.close();
    void before.destroy();
    this.#dropConnections();
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    await this.#files.close();
    const destroyed = this.#dispatcher.destroy();
    this.#dropConnections();
    await destroyed;
  }

  /** undici itself waits for handshakes to end, for as long as a connection may take. */
  #dropConnections(): void {
    for (const socket of this.#sockets) socket.destroy(new Error('given up'));
  }
}

/**
 * Reads an answer's body into memory.
 * @throws RenderError `protocol` when it is longer than `maxBytes`, `unreachable` when the connection breaks.
 */
export async function readBody(
  answer: Answer,
  origin: string,
  maxBytes: number,
  signal?: AbortSignal,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of answer.body) {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) {
        throw new RenderError('protocol', `${origin} sent an answer of more than ${maxBytes} bytes.`, {
          hint: 'Check that manager-url is a BlendNet Manager.',
        });
      }
      chunks.push(chunk);
    }
  } catch (error) {
    throw describeFailure(error, origin, signal);
  }
  return Buffer.concat(chunks);
}

function singleHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const single: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) single[name] = Array.isArray(value) ? (value[0] ?? '') : value;
  }
  return single;
}
