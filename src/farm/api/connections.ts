import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import pLimit from 'p-limit';
import { untilAborted } from '../../base/waiting.ts';
import type { TlsConnectOptions } from './tls.ts';
import { openTunnel, type Tunnel } from './tunnel.ts';

/**
 * Connections to a Manager at a time. It accepts one client after the other, handshake included, and lets five more wait:
 * one too many is dropped, and comes about a second later.
 */
const most = 4;
/** How many of them files may have, either way: whoever asks how things stand never waits for a file. */
const mostFiles = most - 1;

/** The only way to a Manager: bounded in number, and each for one request, since the Manager closes after its answer. */
export class Connections {
  readonly #connect: (signal: AbortSignal) => Socket | Promise<Socket>;
  readonly #all = pLimit(most);
  readonly #files = pLimit(mostFiles);
  readonly #open = new Set<Socket>();
  readonly #closing = new AbortController();

  /** @param tunnel the way through a proxy, of TLS connections */
  constructor(url: URL, tls: TlsConnectOptions, tunnel?: Tunnel) {
    this.#connect = url.protocol === 'https:' ? connectorTo(url, tls, tunnel) : () => connect(addressOf(url, 80));
  }

  /**
   * Opens one as soon as there is room for it; it counts until it is closed.
   * @throws the signal's reason, when that fires before
   */
  async open(use: 'file' | 'question', signal?: AbortSignal): Promise<Socket> {
    const opened = Promise.withResolvers<Socket>();
    const holdSlot = async (): Promise<void> => {
      signal?.throwIfAborted();
      this.#closing.signal.throwIfAborted();
      const ended = signal === undefined ? this.#closing.signal : AbortSignal.any([signal, this.#closing.signal]);
      const socket = await this.#connect(ended);
      this.#open.add(socket);
      const closed = new Promise((resolve) => socket.once('close', resolve));
      // Whoever uses it hears of errors; before that nobody may be listening.
      socket.on('error', () => undefined);
      // Nobody is waiting for it any more.
      if (ended.aborted) socket.destroy();
      opened.resolve(socket);
      await closed;
      this.#open.delete(socket);
    };
    const slot = use === 'file' ? this.#files(() => this.#all(holdSlot)) : this.#all(holdSlot);
    slot.catch(opened.reject);
    return await untilAborted(opened.promise, signal);
  }

  /** Ends what is open, and what waits to be. */
  async close(): Promise<void> {
    this.#closing.abort(new Error('the connection is not wanted any more'));
    const ended = [...this.#open].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    for (const socket of this.#open) socket.destroy();
    await Promise.all(ended);
  }
}

function addressOf({ hostname, port }: URL, defaultPort: number): { host: string; port: number } {
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? defaultPort : Number(port) };
}

/** Opens TLS connections, each of which resumes the session of one before: that saves half of the handshake. */
function connectorTo(
  url: URL,
  tls: TlsConnectOptions,
  tunnel: Tunnel | undefined,
): (signal: AbortSignal) => Promise<Socket> {
  const address = addressOf(url, 443);
  const options = { ...address, ...(isIP(address.host) === 0 && { servername: address.host }), ...tls };
  let session: Buffer | undefined;
  return async (signal) => {
    const way = tunnel && (await openTunnel(tunnel, address, signal));
    const socket = connectTls({ ...options, ...(way && { socket: way }), ...(session && { session }) });
    return socket.on('session', (ticket) => (session = ticket)).on('error', () => (session = undefined));
  };
}
