import { createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import type { BlobStore } from './manager/blobs.ts';
import { type CertificateOptions, makeCertificates } from './manager/certificates.ts';
import { Connection } from './manager/connection.ts';
import { type RequestRecord, serve } from './manager/exchange.ts';
import { Farm, type FarmOptions, type ScriptedAgent, type Violation } from './manager/farm.ts';
import { type Fault, Faults } from './manager/faults.ts';
import type { ScriptedTask } from './manager/task.ts';

export interface ScriptedManagerOptions extends FarmOptions {
  /** HTTPS with a certificate made for this Manager; plain HTTP when left out. */
  tls?: CertificateOptions | true;
  username?: string;
  password?: string;
  /** Blender's version in `GET info`. */
  blender?: string;
  /**
   * What makes time pass: every look at the tasks is a step (`polls`, the default), every so many milliseconds is one,
   * a task that is run is done at once (`instant`), or only `advance()` (`manual`).
   */
  pace?: 'polls' | 'instant' | 'manual' | { stepMs: number };
  faults?: readonly Fault[];
  /** Keep the bytes of uploads (default); otherwise they are hashed and dropped. */
  keepUploads?: boolean;
  /** Keep a record of each request (default). */
  keepRequests?: boolean;
}

export interface Outage {
  /** How long connections are refused. */
  downMs?: number;
  /** What becomes of unfinished tasks (default `requeue`: from their first sample). */
  unfinished?: 'requeue' | 'stuck' | 'lost';
}

/** More than any life has, so that only what never ends is left running. */
const instantSteps = 1000;

/** A BlendNet Manager without Blender behind a real socket. Start it with {@link startScriptedManager}. */
export class ScriptedManager {
  /** Without a path: `https://127.0.0.1:PORT`. */
  readonly url: string;
  /** The farm's certificate authority; empty without TLS. */
  readonly caPem: string;
  readonly requests: RequestRecord[] = [];
  readonly faults = new Faults();
  /** Bytes of request bodies that arrived, wanted or not. */
  bytesReceived = 0;
  readonly #farm: Farm;
  readonly #options: ScriptedManagerOptions;
  readonly #secureContext: SecureContext | undefined;
  readonly #sockets = new Set<Socket>();
  readonly #waiting = new Set<() => void>();
  readonly #timer: NodeJS.Timeout | undefined;
  #server: Server;
  #resurrection: NodeJS.Timeout | undefined;
  #handshakes: Promise<unknown> = Promise.resolve();

  constructor(options: ScriptedManagerOptions, server: Server, tls?: { caPem: string; context: SecureContext }) {
    this.#options = options;
    this.#farm = new Farm(options);
    this.#farm.onChange = (): void => this.#changed();
    this.#server = server;
    this.#secureContext = tls?.context;
    this.caPem = tls?.caPem ?? '';
    this.url = `${tls ? 'https' : 'http'}://127.0.0.1:${portOf(server)}`;
    this.faults.add(...(options.faults ?? []));
    server.on('connection', this.#accept);
    if (typeof options.pace === 'object') {
      this.#timer = setInterval(() => this.#farm.step(), options.pace.stepMs).unref();
    }
  }

  get tasks(): ReadonlyMap<string, ScriptedTask> {
    return this.#farm.tasks;
  }

  get blobs(): BlobStore['blobs'] {
    return this.#farm.blobs.blobs;
  }

  /** The most uploads whose bodies were on their way at one time. */
  get peakUploads(): number {
    return this.#farm.blobs.peakUploads;
  }

  get violations(): readonly Violation[] {
    return this.#farm.violations;
  }

  get agents(): readonly ScriptedAgent[] {
    return this.#farm.agents;
  }

  set agents(agents: readonly ScriptedAgent[]) {
    this.#farm.agents = [...agents];
  }

  /** Lets that many steps of time pass. */
  advance(steps = 1): void {
    while (steps-- > 0 && this.#farm.step());
  }

  /** Removes a task behind the client's back: it is unknown from now on. */
  forget(name: string): void {
    const task = this.#farm.tasks.get(name);
    if (task) this.#farm.remove(task);
  }

  /** Loses a blob, as a Manager whose cache was cleared. */
  dropBlob(sha1: string): void {
    this.#farm.blobs.blobs.delete(sha1);
  }

  /** Resolves as soon as `condition` holds; looked at after every change of a task and every request. */
  async until(condition: (manager: this) => boolean): Promise<void> {
    while (!condition(this)) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** Kills the Manager and starts it again on the same port: blobs and tasks come back, open connections do not. */
  async restart({ downMs = 0, unfinished = 'requeue' }: Outage = {}): Promise<void> {
    const port = portOf(this.#server);
    await this.#shutDown();
    this.#farm.restart(unfinished);
    await new Promise<void>((resolve) => {
      this.#resurrection = setTimeout(resolve, downMs);
    });
    this.#server = await listen(port);
    this.#server.on('connection', this.#accept);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    clearTimeout(this.#resurrection);
    await this.#shutDown();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #shutDown(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  readonly #accept = (raw: Socket): void => {
    this.#sockets.add(raw);
    raw.on('error', () => undefined).once('close', () => this.#sockets.delete(raw));
    if (!this.#secureContext) {
      void this.#serve(new Connection(raw, raw));
      return;
    }
    // The Manager shakes hands inside its accept loop: one connection at a time, however long it takes.
    this.#handshakes = this.#handshakes.then(() => this.#shakeHands(raw));
  };

  async #shakeHands(raw: Socket): Promise<void> {
    if (raw.destroyed) return;
    const socket = new TLSSocket(raw, { isServer: true, secureContext: this.#secureContext! });
    const connection = new Connection(socket, raw);
    const secure = await new Promise<boolean>((resolve) => {
      socket.once('secure', () => resolve(true)).once('close', () => resolve(false));
    });
    if (secure) void this.#serve(connection);
  }

  async #serve(connection: Connection): Promise<void> {
    const {
      username,
      password,
      blender = '3.4.1',
      keepUploads = true,
      keepRequests = true,
      pace = 'polls',
    } = this.#options;
    await serve(connection, {
      api: {
        farm: this.#farm,
        blenderVersion: blender,
        keepUploads,
        onTime: (event) => {
          if (pace === 'instant') this.advance(instantSteps);
          else if (pace === 'polls' && event === 'poll') this.#farm.step();
        },
      },
      authorization:
        username === undefined ? undefined : `Basic ${Buffer.from(`${username}:${password ?? ''}`).toString('base64')}`,
      faults: this.faults,
      onRequest: (record) => {
        if (keepRequests) this.requests.push(record);
        this.#changed();
      },
    });
    this.bytesReceived += connection.bodyBytes;
    this.#changed();
  }

  #changed(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

function listen(port: number): Promise<Server> {
  // A client that has sent everything may close its half; the answer still has to reach it.
  const server = createServer({ allowHalfOpen: true });
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () => resolve(server));
  });
}

export async function startScriptedManager(options: ScriptedManagerOptions = {}): Promise<ScriptedManager> {
  const certificates = options.tls && (await makeCertificates(options.tls === true ? {} : options.tls));
  const tls = certificates && {
    caPem: certificates.caPem,
    context: createSecureContext({
      cert: certificates.certificatePem,
      key: certificates.keyPem,
      minVersion: 'TLSv1.2',
      maxVersion: 'TLSv1.2',
    }),
  };
  return new ScriptedManager(options, await listen(0), tls);
}
