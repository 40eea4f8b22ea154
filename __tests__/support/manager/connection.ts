import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface RequestHead {
  method: string;
  /** As sent: percent-encoded, with everything after a `?`. */
  path: string;
  /** By lower-case name; of repeated headers the last one. */
  headers: Record<string, string>;
}

/** A whole head, as far as Python's http.server would read one. */
const maxHeadBytes = 64 * 1024;
/** How long an early answer is followed by listening for what the client pushes after it. */
const lingerMs = 3;

function parseHead(text: string): RequestHead | undefined {
  const [requestLine = '', ...lines] = text.split('\r\n');
  const [method, path, version] = requestLine.split(' ');
  if (!method || !path || !version?.startsWith('HTTP/')) return undefined;
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { method, path, headers };
}

/** Tells how long to wait so that bytes pass at a rate, over many small pieces too. */
class Pace {
  readonly #bytesPerSecond: number;
  readonly #startedAt = performance.now();
  #passedBytes = 0;

  constructor(bytesPerSecond = Infinity) {
    this.#bytesPerSecond = bytesPerSecond;
  }

  waitMs(sizeBytes: number): number {
    this.#passedBytes += sizeBytes;
    return (this.#passedBytes / this.#bytesPerSecond) * 1000 - (performance.now() - this.#startedAt);
  }
}

/** One connection, which carries one request; reads nothing that nobody asked for. */
export class Connection {
  /** Bytes of the request's body that reached this side, read or pushed after an early answer. */
  bodyBytes = 0;
  /** Told of them as they come. */
  onBody: (sizeBytes: number) => void = () => undefined;
  readonly #socket: Socket;
  readonly #raw: Socket;

  /** `raw` is the TCP socket below a TLS `socket`, or the same one. */
  constructor(socket: Socket, raw: Socket) {
    this.#socket = socket;
    this.#raw = raw;
    socket.on('error', () => undefined);
    socket.pause();
  }

  /** Resolves once the other side has ended or the connection is gone. */
  async gone(): Promise<void> {
    await this.#read(Infinity, () => undefined);
  }

  async readHead(): Promise<RequestHead | undefined> {
    let received: Buffer = Buffer.alloc(0);
    let end = -1;
    await this.#read(maxHeadBytes, (chunk) => {
      const from = Math.max(0, received.length - 3);
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      end = received.indexOf('\r\n\r\n', from);
      return end >= 0;
    });
    if (end < 0) return undefined;
    if (received.length > end + 4) this.#socket.unshift(received.subarray(end + 4));
    return parseHead(received.toString('latin1', 0, end));
  }

  /** Reads up to `lengthBytes` of the body; returns whether all of them came. */
  async readBody(lengthBytes: number, onChunk: (chunk: Buffer) => void, bytesPerSecond?: number): Promise<boolean> {
    let leftBytes = lengthBytes;
    await this.#read(
      lengthBytes,
      (chunk) => {
        leftBytes -= chunk.length;
        this.#count(chunk);
        onChunk(chunk);
        return leftBytes === 0;
      },
      bytesPerSecond,
    );
    return leftBytes === 0;
  }

  /** Sends chunks no faster than the other side takes them; gives up when it is gone. */
  async write(chunks: Iterable<Buffer>, bytesPerSecond?: number): Promise<void> {
    const pace = new Pace(bytesPerSecond);
    for (const chunk of chunks) {
      if (this.#socket.destroyed) return;
      const roomLeft = this.#socket.write(chunk);
      const waitMs = pace.waitMs(chunk.length);
      if (waitMs > 0) await sleep(waitMs, undefined, { ref: false });
      else if (!roomLeft) await this.#happens('drain');
    }
  }

  /**
   * Closes as the Manager does: what was written still arrives, but what the client goes on pushing meets a reset.
   * `bodyUnread`: the answer came before the body was read.
   */
  async close(bodyUnread: boolean): Promise<void> {
    const finished = this.#happens('finish');
    this.#socket.end();
    await finished;
    if (bodyUnread) {
      const patience = setTimeout(() => this.#socket.destroy(), lingerMs);
      await this.#read(Infinity, (chunk) => {
        this.#count(chunk);
      });
      clearTimeout(patience);
    }
    this.#socket.destroy();
  }

  reset(): void {
    this.#raw.resetAndDestroy();
    this.#socket.destroy();
  }

  #count(chunk: Buffer): void {
    this.bodyBytes += chunk.length;
    this.onBody(chunk.length);
  }

  #happens(event: 'drain' | 'finish'): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#socket.off(event, done).off('close', done);
        resolve();
      };
      if (this.#socket.destroyed) resolve();
      else this.#socket.once(event, done).once('close', done);
    });
  }

  /** Hands over up to `maxBytes` until `onChunk` returns true or the other side ends; leaves the socket paused. */
  #read(maxBytes: number, onChunk: (chunk: Buffer) => unknown, bytesPerSecond?: number): Promise<void> {
    const socket = this.#socket;
    return new Promise((resolve) => {
      const pace = new Pace(bytesPerSecond);
      let leftBytes = maxBytes;
      let timer: NodeJS.Timeout | undefined;
      const done = (): void => {
        clearTimeout(timer);
        socket.off('data', onData).off('end', done).off('close', done);
        socket.pause();
        resolve();
      };
      const onData = (data: Buffer): void => {
        const chunk = data.subarray(0, leftBytes);
        leftBytes -= chunk.length;
        const waitMs = pace.waitMs(chunk.length);
        if (onChunk(chunk) === true || leftBytes === 0) {
          done();
        } else if (waitMs > 0) {
          socket.pause();
          timer = setTimeout(() => socket.resume(), waitMs);
        }
      };
      if (maxBytes === 0 || socket.destroyed || socket.readableEnded) {
        resolve();
        return;
      }
      socket.on('data', onData).once('end', done).once('close', done);
      socket.resume();
    });
  }
}
