import type { Readable } from 'node:stream';
import { Agent, errors, request, type Dispatcher } from 'undici';
import { RenderError, messageOf } from '../errors.ts';
import { printable } from '../printable.ts';
import { describeTlsError, tlsConnectOptions, type TlsTrust } from './tls.ts';

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
  body?: Buffer | Readable;
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
  readonly #dispatcher: Agent;
  readonly #authorization: string;

  constructor(address: ManagerAddress) {
    this.origin = address.url.origin;
    this.#authorization = `Basic ${Buffer.from(`${address.username}:${address.password}`).toString('base64')}`;
    const { connectTimeoutMs = 15_000, idleTimeoutMs = 60_000 } = address;
    this.#dispatcher = new Agent({
      connections: maxConnections,
      pipelining: 1,
      allowH2: false,
      connect: { ...tlsConnectOptions(address.trust), timeout: connectTimeoutMs },
      headersTimeout: idleTimeoutMs,
      bodyTimeout: idleTimeoutMs,
    });
  }

  /**
   * Sends one request and gives the answer's head; the caller reads or destroys the body.
   * @throws RenderError `unreachable` when there is no answer, `cancelled` when `signal` fired.
   */
  async send(method: Dispatcher.HttpMethod, path: string, options: SendOptions = {}): Promise<Answer> {
    try {
      const answer = await request(`${this.origin}${path}`, {
        method,
        dispatcher: this.#dispatcher,
        headers: { authorization: this.#authorization, connection: 'close', ...options.headers },
        body: options.body ?? null,
        signal: options.signal ?? null,
      });
      // Dropping a body makes it emit an error; nobody may be listening by then.
      answer.body.on('error', () => undefined);
      return { status: answer.statusCode, headers: singleHeaders(answer.headers), body: answer.body };
    } catch (error) {
      throw describeFailure(error, this.origin, options.signal);
    }
  }

  async close(): Promise<void> {
    await this.#dispatcher.destroy();
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

/** Turns what undici throws into a {@link RenderError}. Errors that already are one pass through. */
export function describeFailure(error: unknown, origin: string, signal?: AbortSignal): RenderError {
  if (error instanceof RenderError) return error;
  if (signal?.aborted === true) {
    const { reason } = signal as { reason: unknown };
    return reason instanceof RenderError
      ? reason
      : new RenderError('cancelled', 'The run was cancelled.', { cause: error });
  }
  const code = codeOf(error);
  const tls = describeTlsError(code, error, origin);
  if (tls !== undefined) return tls;
  if (error instanceof errors.HTTPParserError || code === 'UND_ERR_HEADERS_OVERFLOW') {
    return new RenderError('protocol', `No BlendNet Manager at ${origin}: it does not answer with HTTP.`, {
      cause: error,
      hint: 'Check host and port in manager-url (https://HOST:8443).',
    });
  }
  const details = {
    cause: error,
    hint: hints[code] ?? 'Check that the Manager runs and that this machine can reach it.',
  };
  const why = explanations[code] ?? printable(messageOf(error));
  return new RenderError('unreachable', `${origin} does not answer: ${why}.`, details);
}

function codeOf(error: unknown): string {
  // A host with several addresses fails with an AggregateError around one error per address.
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  const { code } = (first ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

const explanations: Record<string, string> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name could not be looked up',
  ETIMEDOUT: 'connection timed out',
  EHOSTUNREACH: 'no route to the host',
  UND_ERR_CONNECT_TIMEOUT: 'no connection came about in time',
  UND_ERR_HEADERS_TIMEOUT: 'it accepted the request and stayed silent',
  UND_ERR_BODY_TIMEOUT: 'it stopped in the middle of an answer',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'it closed the connection in the middle of an answer',
  UND_ERR_SOCKET: 'it closed the connection',
  ECONNRESET: 'it closed the connection',
  EPIPE: 'it closed the connection',
};

const hints: Record<string, string> = {
  ECONNREFUSED: 'Start the Manager, or check the port in manager-url (8443 by default).',
  ENOTFOUND: 'Check the host name in manager-url.',
  EAI_AGAIN: "Check the host name in manager-url and this machine's DNS.",
};
