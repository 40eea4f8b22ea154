import { basicAuthorization, type Credentials } from '../../base/credentials.ts';
import { RenderError } from '../../base/errors.ts';
import type { Proxy } from './proxy.ts';
import { Connections } from './connections.ts';
import { exchange, SilenceError, slowAnswer, type ExchangeRequest, type Patience } from './exchange.ts';
import { describeFailure, OddAnswer } from './failure.ts';
import { tlsConnectOptions, type TlsTrust } from './tls.ts';

/** Where the Manager is and how to be let in. */
export interface ManagerAddress extends Credentials, Partial<Patience> {
  url: URL;
  trust: TlsTrust;
  /** Undefined: straight to the Manager. */
  proxy?: Proxy | undefined;
  /** Longest time until a connection stands, handshake included (default 15 s): the Manager shakes hands with one client at a time. */
  connectTimeoutMs?: number;
  /** Longest time without a byte in either direction (default 60 s). */
  idleTimeoutMs?: number;
  /** Time in which 1 kB a second has to move on the average (default 15 min). */
  rateWindowMs?: number;
  /** Longest time for an answer's head, and again for a body that is read as a whole (default 2 min). */
  answerTimeoutMs?: number;
}

export interface SendOptions extends Partial<Pick<ExchangeRequest, 'headers' | 'body' | 'signal'>> {
  /** What is on its way, and so how many of them may be: `question` when left out. */
  use?: 'file' | 'question';
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: AsyncIterable<Buffer> & { destroy(error?: Error): void };
}

/** A Manager's HTTP as it is: no policy, no JSON, errors with a kind. */
export class ManagerHttp {
  /** Where it is: behind a proxy there may be a path, too, which all of its paths begin with. */
  readonly origin: string;
  readonly #prefix: string;
  readonly answerTimeoutMs: number;
  readonly #connections: Connections;
  readonly #headers: Record<string, string>;
  readonly #patience: Patience;

  constructor(address: ManagerAddress) {
    const { url, trust, proxy, connectTimeoutMs = 15_000, idleTimeoutMs = 60_000 } = address;
    const { rateWindowMs = 900_000, answerTimeoutMs = 120_000 } = address;
    this.#prefix = url.pathname.replace(/\/+$/, '');
    this.origin = `${url.origin}${this.#prefix}`;
    const tunnel = proxy && { proxy, timeoutMs: connectTimeoutMs };
    this.#connections = new Connections(url, tlsConnectOptions(trust), tunnel);
    this.#headers = { host: url.host, authorization: basicAuthorization(address), connection: 'close' };
    this.answerTimeoutMs = answerTimeoutMs;
    const { watchSilence } = address;
    this.#patience = { connectTimeoutMs, idleTimeoutMs, rateWindowMs, answerTimeoutMs, watchSilence };
  }

  /**
   * Sends one request and gives the answer's head; the caller reads or destroys the body.
   * @throws RenderError `unreachable` when there is no answer, `cancelled` when `signal` fired.
   */
  async send(
    method: ExchangeRequest['method'],
    path: string,
    { headers, body, signal, use = 'question' }: SendOptions = {},
  ): Promise<Answer> {
    try {
      const socket = await this.#connections.open(use, signal);
      const request = {
        method,
        path: `${this.#prefix}${path}`,
        headers: { ...this.#headers, ...headers },
        body,
        signal,
      };
      const answer = await exchange(socket, request, this.#patience);
      return { status: answer.statusCode ?? 0, headers: singleHeaders(answer.headers), body: answer };
    } catch (error) {
      throw describeFailure(error, this.origin, signal);
    }
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    await this.#connections.close();
  }
}

/**
 * Reads an answer's body into memory.
 * @throws RenderError `protocol` when it is longer than `maxBytes`, `unreachable` when the connection breaks or it takes longer
 *   than `timeoutMs`.
 */
export async function readBody(
  answer: Answer,
  origin: string,
  { maxBytes, timeoutMs, signal }: { maxBytes: number; timeoutMs: number; signal: AbortSignal | undefined },
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  const timer = setTimeout(() => {
    answer.body.destroy(new SilenceError(slowAnswer));
  }, timeoutMs);
  try {
    for await (const chunk of answer.body) {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) {
        throw new RenderError('protocol', `${origin} sent an answer of more than ${maxBytes} bytes.`, {
          hint: 'Check that manager-url is a BlendNet Manager.',
          cause: new OddAnswer('too long'),
        });
      }
      chunks.push(chunk);
    }
  } catch (error) {
    throw describeFailure(error, origin, signal);
  } finally {
    clearTimeout(timer);
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
