import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/** Chunks are asked for as soon as the head is sent; a body that ends early has got its answer before. */
export type RequestBody = Buffer | AsyncIterable<Buffer>;

/** Sends the request and waits for the answer's head. */
export async function exchange(request: ClientRequest, body: RequestBody | undefined): Promise<IncomingMessage> {
  const answered = Promise.withResolvers<IncomingMessage>();
  request.once('response', answered.resolve).on('error', answered.reject);
  if (body === undefined || Buffer.isBuffer(body)) {
    request.end(body);
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
export function limitSilence(request: ClientRequest, connectTimeoutMs: number, idleTimeoutMs: number): void {
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
      socket.setTimeout(idleTimeoutMs, () => {
        const isOurTurn = !request.writableEnded && socket.writableLength === 0;
        if (isOurTurn && answer === undefined) return;
        if (answer === undefined) request.destroy(new SilenceError('it accepted the request and stayed silent'));
        else answer.destroy(new SilenceError('it stopped in the middle of an answer'));
      });
    });
  });
}

function connectEvent(socket: Socket): 'secureConnect' | 'connect' {
  return socket instanceof TLSSocket ? 'secureConnect' : 'connect';
}
