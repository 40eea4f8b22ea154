import { setTimeout as sleep } from 'node:timers/promises';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { BlobStore } from './manager/blobs.ts';
import { type CertificateOptions, makeCertificates } from './manager/certificates.ts';
import type { Connection } from './manager/connection.ts';
import { type RequestRecord, serve } from './manager/exchange.ts';
import { Farm, type FarmOptions, type ScriptedAgent, type Violation } from './manager/farm.ts';
import { type Fault, Faults } from './manager/faults.ts';
import { Listener } from './manager/listener.ts';
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
  /** The farm's certificate authority; empty without TLS. */
  readonly caPem: string;
  readonly requests: RequestRecord[] = [];
  readonly faults = new Faults();
  /** Bytes of request bodies that arrived, wanted or not. */
  bytesReceived = 0;
  readonly #farm: Farm;
  readonly #options: ScriptedManagerOptions;
  readonly #listener: Listener;
  readonly #waiting = new Set<() => void>();
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #stopping = new AbortController();

  constructor(options: ScriptedManagerOptions, tls?: { caPem: string; context: SecureContext }) {
    this.#options = options;
    this.#farm = new Farm(options);
    this.#farm.onChange = (): void => this.#changed();
    this.#listener = new Listener(tls?.context, (connection) => void this.#serve(connection));
    this.caPem = tls?.caPem ?? '';
    this.faults.add(...(options.faults ?? []));
    if (typeof options.pace === 'object') {
      this.#timer = setInterval(() => this.#farm.step(), options.pace.stepMs).unref();
    }
  }

  /** Without a path: `https://127.0.0.1:PORT`. */
  get url(): string {
    return `${this.caPem === '' ? 'http' : 'https'}://127.0.0.1:${this.#listener.port}`;
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

  /** Queues a task of somebody else that renders for that many steps; everything run later waits for it. */
  addForeignTask(name: string, renderSteps: number): void {
    this.#farm.addForeign(name, renderSteps);
  }

  /** Removes a task behind the client's back: it is unknown from now on. */
  forget(name: string): void {
    const task = this.#farm.tasks.get(name);
    if (task) this.#farm.remove(task);
  }

  /** Loses a blob, as a Manager whose cache was cleared; with `file` it goes on listing it, and has only lost its bytes. */
  dropBlob(sha1: string, what: 'blob' | 'file' = 'blob'): void {
    const { blobs } = this.#farm.blobs;
    const blob = blobs.get(sha1);
    if (what === 'blob') blobs.delete(sha1);
    else if (blob !== undefined) blob.lost = true;
  }

  /** Resolves as soon as `condition` holds; looked at after every change of a task and every request. */
  async until(condition: (manager: this) => boolean): Promise<void> {
    while (!condition(this)) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  async start(): Promise<void> {
    await this.#listener.open();
  }

  /** Kills the Manager and starts it again on the same port: blobs and tasks that were run come back, connections do not. */
  async restart({ downMs = 0, unfinished = 'requeue' }: Outage = {}): Promise<void> {
    const { signal } = this.#stopping;
    await this.#listener.close();
    this.#farm.restart(unfinished);
    await sleep(downMs, undefined, { signal }).catch(() => undefined);
    if (!signal.aborted) await this.#listener.open();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopping.abort();
    await this.#listener.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
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
    connection.onBody = (sizeBytes): void => {
      this.bytesReceived += sizeBytes;
    };
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
    this.#changed();
  }

  #changed(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

/** Starts a scripted Manager on a port of its own; with TLS that takes some 30 ms for certificates. */
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
  const manager = new ScriptedManager(options, tls);
  await manager.start();
  return manager;
}
