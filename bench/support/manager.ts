import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ScriptedManagerOptions } from '../../__tests__/support/scripted-manager.ts';
import { ManagerClient } from '../../src/farm/api/client.ts';
import type { FarmAddress } from '../../src/farm/connect.ts';

/** A scripted Manager drops what is uploaded to it, and completes every task. */
export interface ManagerOptions {
  pace: Exclude<ScriptedManagerOptions['pace'], undefined>;
  /** Steps of time that a task renders. */
  renderSteps?: number;
}

/** Where it listens: with TLS, and a certificate for `blendnet-manager`. */
export interface ManagerAddress {
  url: string;
  caPem: string;
}

/** Counted since the Manager was opened. */
export interface ManagerFigures {
  requests: number;
  /** Requests for the list of all tasks. */
  polls: number;
  /** Bytes of request bodies. */
  bytesReceived: number;
  /** What no client should do. */
  violations: string[];
}

/** A scripted Manager in a process of its own, so that it takes no time from a client's. */
export class ManagerProcess implements AsyncDisposable {
  readonly #process: ChildProcess = fork(fileURLToPath(new URL('./manager-process.ts', import.meta.url)));

  /** Starts an empty Manager in place of the one before. */
  async open(options: ManagerOptions): Promise<ManagerAddress> {
    return (await this.#ask(options)) as ManagerAddress;
  }

  /** @throws when a client did what none should. */
  async figures(): Promise<ManagerFigures> {
    const figures = (await this.#ask('figures')) as ManagerFigures;
    const { violations } = figures;
    if (violations.length > 0) throw new Error(`${violations.length} violations, such as: ${violations[0]}`);
    return figures;
  }

  async #ask(message: object | string): Promise<unknown> {
    const answer = once(this.#process, 'message') as Promise<[unknown]>;
    this.#process.send(message);
    return (await answer)[0];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const exited = once(this.#process, 'exit');
    this.#process.kill();
    await exited;
  }
}

export function farmAddress({ url, caPem }: ManagerAddress): FarmAddress {
  const credentials = { username: 'None', password: 'None' };
  return { url: new URL(url), ...credentials, caCert: caPem, serverName: 'blendnet-manager', insecure: false };
}

export function connectClient({ url, caPem }: ManagerAddress): ManagerClient {
  const trust = { caPem, serverName: 'blendnet-manager' };
  return new ManagerClient({ url: new URL(url), username: 'None', password: 'None', trust });
}
