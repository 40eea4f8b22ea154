import { createServer, type Server, type Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';
import { Connection } from './connection.ts';

/** As the Manager's: what comes while so many wait to be accepted (one more, on Linux) is dropped, and comes a second later. */
const backlog = 5;

/** Accepts connections on one loopback port, which stays its own when it closes and opens again. */
export class Listener {
  port = 0;
  readonly #onConnection: (connection: Connection) => void;
  readonly #secureContext: SecureContext | undefined;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #handshakes: Promise<void> = Promise.resolve();

  /** Over TLS when there is a context for it. */
  constructor(secureContext: SecureContext | undefined, onConnection: (connection: Connection) => void) {
    this.#secureContext = secureContext;
    this.#onConnection = onConnection;
  }

  async open(): Promise<void> {
    // A client that has sent everything may close its half; the answer still has to reach it.
    // Whoever gives up while it waits for its handshake must be seen to go by the TLS socket, so nothing reads before that.
    const options = { allowHalfOpen: true, pauseOnConnect: this.#secureContext !== undefined };
    const server = createServer(options, (socket) => this.#accept(socket));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen({ port: this.port, host: '127.0.0.1', backlog }, resolve);
    });
    const address = server.address();
    this.port = typeof address === 'object' && address ? address.port : 0;
    this.#server = server;
  }

  /** Drops what is connected, and refuses connections from now on. */
  async close(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = undefined;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #accept(raw: Socket): void {
    this.#sockets.add(raw);
    raw.on('error', () => undefined).once('close', () => this.#sockets.delete(raw));
    if (this.#secureContext) {
      const context = this.#secureContext;
      // The Manager shakes hands inside its accept loop: one connection at a time, however long it takes.
      this.#handshakes = this.#handshakes.then(() => this.#shakeHands(raw, context));
    } else {
      this.#onConnection(new Connection(raw, raw));
    }
  }

  async #shakeHands(raw: Socket, secureContext: SecureContext): Promise<void> {
    if (raw.destroyed) return;
    const socket = new TLSSocket(raw, { isServer: true, secureContext });
    const connection = new Connection(socket, raw);
    const secure = await new Promise<boolean>((resolve) => {
      socket.once('secure', () => resolve(true));
      socket.once('end', () => resolve(false)).once('close', () => resolve(false));
    });
    if (secure) this.#onConnection(connection);
    else socket.destroy();
  }
}
