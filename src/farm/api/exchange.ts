import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

export interface ExchangeRequest {
  method: 'GET' | 'PUT' | 'DELETE';
  path: string;
  headers: Record<string, string>;
  /** Of chunks, it is asked for the first one when the head is sent; one that ends early has got its answer before. */
  body?: Buffer | AsyncIterable<Buffer> | undefined;
  signal?: AbortSignal | undefined;
}

/** How long the other side may take. */
export interface Patience {
  connectTimeoutMs: number;
  idleTimeoutMs: number;
  /** In each time of this length so much has to move that a transfer comes to an end some day. */
  rateWindowMs: number;
  /** From a whole request to its answer's head, and as long again for an answer that is read as a whole. */
  answerTimeoutMs: number;
  /** Calls back each time nothing has moved on a socket for `idleTimeoutMs` (default: by Node's own timer). */
  watchSilence?: ((socket: Socket, idleTimeoutMs: number, onSilence: () => void) => void) | undefined;
}

/**
 * Sends one request over a connection of its own, which may not stand yet, and gives the answer's head; the caller reads
 * or destroys the rest. The head goes by itself, before anything of a body in chunks, so that attaching a blob that the
 * Manager has takes no byte and opens no file.
 */
export async function exchange(
  socket: Socket,
  { body, signal, ...head }: ExchangeRequest,
  patience: Patience,
): Promise<IncomingMessage> {
  const request = http.request({ ...head, createConnection: () => socket });
  const answered = Promise.withResolvers<IncomingMessage>();
  let answer: IncomingMessage | undefined;
  request.once('response', (response) => {
    // Dropping a body makes it emit an error; nobody may be listening by then.
    answer = response.on('error', () => undefined);
    answered.resolve(answer);
  });
  request.on('error', answered.reject);
  const giveUp = (error: Error): void => void (answer ?? request).destroy(error);
  const abort = (): void => {
    giveUp(signal?.reason as Error);
  };
  signal?.addEventListener('abort', abort);
  socket.once('close', () => {
    signal?.removeEventListener('abort', abort);
    // One that failed at once, or answered with something else than HTTP, ends without a word from the request.
    answered.reject(socket.errored ?? new Error('it closed the connection'));
  });
  if (signal?.aborted === true) abort();
  limitSilence(socket, patience, {
    giveUp,
    isOurTurn: () => answer === undefined && !request.writableEnded && socket.writableLength === 0,
    isAnswering: () => answer !== undefined,
  });
  request.once('finish', () => {
    if (answer !== undefined || socket.destroyed) return;
    const timer = setTimeout(giveUp, patience.answerTimeoutMs, new SilenceError(slowAnswer));
    const clear = (): void => {
      clearTimeout(timer);
    };
    request.once('response', clear);
    socket.once('close', clear);
  });
  if (body === undefined || Buffer.isBuffer(body)) {
    request.end(body);
  } else {
    request.flushHeaders();
    socket.once(connectEvent(socket), () => void writeBody(request, body));
  }
  return await answered.promise;
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
export class SilenceError extends Error {}

/** Of an answer that comes, but a few bytes at a time. */
export const slowAnswer = 'an answer takes too long';

interface Turn {
  giveUp: (error: Error) => void;
  isOurTurn: () => boolean;
  isAnswering: () => boolean;
}

/** Gives up a connection that does not come about, or on which nothing moves in either direction. */
function limitSilence(
  socket: Socket,
  { connectTimeoutMs, idleTimeoutMs, rateWindowMs, watchSilence = watchBySocket }: Patience,
  { giveUp, isOurTurn, isAnswering }: Turn,
): void {
  const timer = setTimeout(() => {
    giveUp(new SilenceError('no connection came about in time'));
  }, connectTimeoutMs);
  socket.once('close', () => {
    clearTimeout(timer);
  });
  socket.once(connectEvent(socket), () => {
    clearTimeout(timer);
    limitSlowness(socket, rateWindowMs, (bytes) => {
      if (!isOurTurn()) giveUp(new SilenceError(`only ${bytes} bytes passed in ${Math.round(rateWindowMs / 1000)} s`));
    });
    watchSilence(socket, idleTimeoutMs, () => {
      if (isOurTurn()) return;
      const what = isAnswering()
        ? 'it stopped in the middle of an answer'
        : 'it accepted the request and stayed silent';
      giveUp(new SilenceError(what));
    });
  });
}

/** A modem's. */
const leastBytesPerSecond = 1_000;

/** Calls back each time less than that has passed in a window, in both directions together. */
function limitSlowness(socket: Socket, windowMs: number, onSlow: (bytes: number) => void): void {
  let passedBytes = 0;
  const timer = setInterval(() => {
    const bytes = socket.bytesRead + socket.bytesWritten - passedBytes;
    passedBytes += bytes;
    if (bytes * 1000 < leastBytesPerSecond * windowMs) onSlow(bytes);
  }, windowMs);
  socket.once('close', () => {
    clearInterval(timer);
  });
}

function watchBySocket(socket: Socket, idleTimeoutMs: number, onSilence: () => void): void {
  socket.setTimeout(idleTimeoutMs).on('timeout', onSilence);
}

function connectEvent(socket: Socket): 'secureConnect' | 'connect' {
  return socket instanceof TLSSocket ? 'secureConnect' : 'connect';
}
