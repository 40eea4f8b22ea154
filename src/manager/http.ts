import http, { type ClientRequest } from 'node:http';
import https from 'node:https';
import { RenderError } from '../errors.ts';
import { exchange, limitSilence, type RequestBody } from './exchange.ts';
import { describeFailure } from './failure.ts';
import { tlsConnectOptions, type TlsTrust } from './tls.ts';

/** Where the Manager is and how to be let in. */
export interface ManagerAddress {
  url: URL;
  username: string;
  password: string;
  trust: TlsTrust;
  /** Longest time until a connection stands, handshake included (default 15 s): the Manager shakes hands with one client at a time. */
  connectTimeoutMs?: number;
  /** Longest time without a byte in either direction (default 60 s). */
  idleTimeoutMs?: number;
}

export interface SendOptions {
  headers?: Record<string, string>;
  body?: RequestBody;
  signal?: AbortSignal | undefined;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: AsyncIterable<Buffer> & { destroy(error?: Error): void };
}

/**
 * The Manager serves one request per connection and shakes hands one client at a time, so connections are opened late,
 * never kept idle, and their number is bounded. The agent resumes TLS sessions, which saves the expensive half of each
 * handshake.
 */
const maxConnections = 32;

/** A Manager's HTTP as it is: no policy, no JSON, errors with a kind. */
export class ManagerHttp {
  readonly origin: string;
  readonly #open: typeof https.request;
  readonly #agent: http.Agent;
  readonly #authorization: string;
  readonly #connectTimeoutMs: number;
  readonly #idleTimeoutMs: number;
  readonly #requests = new Set<ClientRequest>();

  constructor(address: ManagerAddress) {
    this.origin = address.url.origin;
    this.#authorization = `Basic ${Buffer.from(`${address.username}:${address.password}`).toString('base64')}`;
    this.#connectTimeoutMs = address.connectTimeoutMs ?? 15_000;
    this.#idleTimeoutMs = address.idleTimeoutMs ?? 60_000;
    const options = { keepAlive: false, maxSockets: maxConnections };
    if (address.url.protocol === 'https:') {
      this.#open = https.request;
      this.#agent = new https.Agent({ ...options, ...tlsConnectOptions(address.trust) });
    } else {
      this.#open = http.request;
      this.#agent = new http.Agent(options);
    }
  }

  /**
   * Sends one request and gives the answer's head; the caller reads or destroys the body.
   * @throws RenderError `unreachable` when there is no answer, `cancelled` when `signal` fired.
   */
  async send(method: 'GET' | 'PUT' | 'DELETE', path: string, options: SendOptions = {}): Promise<Answer> {
    const { headers, body, signal } = options;
    try {
      signal?.throwIfAborted();
      const request = this.#open(`${this.origin}${path}`, {
        method,
        agent: this.#agent,
        headers: { authorization: this.#authorization, connection: 'close', ...headers },
        ...(signal && { signal }),
      });
      this.#requests.add(request);
      request.once('close', () => this.#requests.delete(request));
      limitSilence(request, this.#connectTimeoutMs, this.#idleTimeoutMs);
      const answer = await exchange(request, body);
      return { status: answer.statusCode ?? 0, headers: singleHeaders(answer.headers), body: answer };
    } catch (error) {
      throw describeFailure(error, this.origin, signal);
    }
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    const ended = [...this.#requests].map((request) => new Promise((resolve) => request.once('close', resolve)));
    for (const request of this.#requests) request.destroy();
    await Promise.all(ended);
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
