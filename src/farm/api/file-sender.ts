import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, TLSSocket } from 'node:tls';
import type { TlsConnectOptions } from './tls.ts';

export interface FileRequest {
  headers: Record<string, string>;
  /**
   * Chunks are asked for as soon as the head is sent; a body that ends early has got its answer before. Left out for an
   * empty file.
   */
  body?: AsyncIterable<Buffer>;
  signal?: AbortSignal | undefined;
}

/** How long the other side may take. */
export interface Patience {
  connectTimeoutMs: number;
  idleTimeoutMs: number;
  /** Calls back each time nothing has moved on a socket for `idleTimeoutMs` (default: by Node's own timer). */
  watchSilence?: ((socket: Socket, idleTimeoutMs: number, onSilence: () => void) => void) | undefined;
}

/**
 * Sends files with Node's own HTTP. undici writes a request's head with the first byte of its body; here the head goes by
 * itself, so that attaching a blob that the Manager has takes no byte and opens no file.
 */
export class FileSender {
  readonly #host: string;
  readonly #connect: () => Socket;
  readonly #patience: Patience;
  readonly #requests = new Set<ClientRequest>();

  constructor(url: URL, tls: TlsConnectOptions, patience: Patience) {
    this.#host = url.host;
    this.#patience = patience;
    this.#connect = url.protocol === 'https:' ? connectorTo(url, tls) : () => connect(addressOf(url, 80));
  }

  /** Gives the answer's head; the caller reads or destroys the rest. */
  async send(path: string, { headers, body, signal }: FileRequest): Promise<IncomingMessage> {
    signal?.throwIfAborted();
    const request = http.request({
      method: 'PUT',
      path,
      createConnection: this.#connect,
      headers: { host: this.#host, ...headers },
    });
    const abort = (): void => void request.destroy(signal?.reason as Error);
    signal?.addEventListener('abort', abort);
    this.#requests.add(request);
    request.once('close', () => {
      signal?.removeEventListener('abort', abort);
      this.#requests.delete(request);
    });
    limitSilence(request, this.#patience);
    return await exchange(request, body);
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    const ended = [...this.#requests].map((request) => new Promise((resolve) => request.once('close', resolve)));
    for (const request of this.#requests) request.destroy();
    await Promise.all(ended);
  }
}

function addressOf({ hostname, port }: URL, defaultPort: number): { host: string; port: number } {
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? defaultPort : Number(port) };
}

/** Opens TLS connections, each of which resumes the session of one before: that saves half of the handshake. */
function connectorTo(url: URL, tls: TlsConnectOptions): () => Socket {
  const address = addressOf(url, 443);
  const options = { ...address, ...(isIP(address.host) === 0 && { servername: address.host }), ...tls };
  let session: Buffer | undefined;
  return () => {
    const socket = connectTls({ ...options, ...(session && { session }) });
    return socket.on('session', (ticket) => (session = ticket)).on('error', () => (session = undefined));
  };
}

/** Sends the request and waits for the answer's head. */
async function exchange(request: ClientRequest, body: AsyncIterable<Buffer> | undefined): Promise<IncomingMessage> {
  const answered = Promise.withResolvers<IncomingMessage>();
  request.once('response', answered.resolve).on('error', answered.reject);
  if (body === undefined) {
    request.end();
  } else {
    request.flushHeaders();
    request.once('socket', (socket) => {
      socket.once(connectEvent(socket), () => void writeBody(request, body));
    });
  }
  const answer = await answered.promise;
  // Dropping a body makes it emit an error; nobody may be listening by then.
  return answer.on('error', () => undefined);
}

/** Writes one chunk while it asks for the next; what was written before may be used again by then. */
async function writeBody(request: ClientRequest, body: AsyncIterable<Buffer>): Promise<void> {
  let written = Promise.resolve();
  try {
    for await (const chunk of body) {
      await written;
      if (request.destroyed) return;
      written = writeChunk(request, chunk);
    }
    await written;
    request.end();
  } catch (error) {
    request.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

/** Ends when the system has taken the chunk, or when the connection is gone. */
async function writeChunk(request: ClientRequest, chunk: Buffer): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      request.off('close', done);
      resolve();
    };
    request.once('close', done);
    request.write(chunk, done);
  });
}

/** What takes longer than it may. */
class SilenceError extends Error {}

/** Ends a request whose connection does not come about, or on which nothing moves in either direction. */
function limitSilence(
  request: ClientRequest,
  { connectTimeoutMs, idleTimeoutMs, watchSilence = watchBySocket }: Patience,
): void {
  let answer: IncomingMessage | undefined;
  request.once('response', (response) => (answer = response));
  request.once('socket', (socket) => {
    const timer = setTimeout(() => {
      request.destroy(new SilenceError('no connection came about in time'));
    }, connectTimeoutMs);
    socket.once('close', () => {
      clearTimeout(timer);
    });
    socket.once(connectEvent(socket), () => {
      clearTimeout(timer);
      watchSilence(socket, idleTimeoutMs, () => {
        const isOurTurn = !request.writableEnded && socket.writableLength === 0;
        if (isOurTurn && answer === undefined) return;
        if (answer === undefined) request.destroy(new SilenceError('it accepted the request and stayed silent'));
        else answer.destroy(new SilenceError('it stopped in the middle of an answer'));
      });
    });
  });
}

function watchBySocket(socket: Socket, idleTimeoutMs: number, onSilence: () => void): void {
  socket.setTimeout(idleTimeoutMs).on('timeout', onSilence);
}

function connectEvent(socket: Socket): 'secureConnect' | 'connect' {
  return socket instanceof TLSSocket ? 'secureConnect' : 'connect';
}
