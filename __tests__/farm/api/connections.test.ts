import { describe, expect, test } from '@jest/globals';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { RenderError } from '../../../src/base/errors.ts';
import { clientFor, failureOf, sourceOf } from '../../support/clients.ts';
import { startScriptedManager } from '../../support/scripted-manager.ts';

/** The most connections that this process has open at a time while `work` is done. */
async function peakOf(work: () => Promise<unknown>): Promise<number> {
  let open = 0;
  let peak = 0;
  const note = (message: unknown): void => {
    peak = Math.max(peak, ++open);
    (message as { socket: Socket }).socket.once('close', () => open--);
  };
  subscribe('net.client.socket', note);
  await work();
  unsubscribe('net.client.socket', note);
  return peak;
}

describe('a Manager’s listen queue', () => {
  test('never has more than four connections of a client, whatever they are for', async () => {
    await using manager = await startScriptedManager({ pace: 'instant' });
    await using client = clientFor(manager);
    const files = Array.from({ length: 20 }, (_, n) => sourceOf(Buffer.alloc(100_000, n), 5));
    await client.upload('t', 'shot.blend', sourceOf(Buffer.from('x')));
    await client.configure('t', {
      ...{ project: 'shot.blend', project_path: '/project', cwd_path: '/project' },
      ...{ frame: 1, seed: 0, use_compositing_nodes: true },
    });
    await client.run('t');
    const download = async (): Promise<void> => {
      const { body } = await client.result('t', 'render');
      for await (const chunk of body) expect(chunk.length).toBeGreaterThan(0);
    };
    const peak = await peakOf(() =>
      Promise.all([
        ...files.map((source, n) => client.upload('u', `${n}.bin`, source)),
        ...files.map(() => client.tasks()),
        ...files.map(download),
      ]),
    );
    expect(peak).toBe(4);
    expect(manager.violations).toEqual([]);
  });

  test('keeps room for a question while files are on their way', async () => {
    const uploads = Promise.withResolvers<undefined>();
    await using manager = await startScriptedManager({
      faults: [{ method: 'PUT', times: Infinity, action: { fault: 'hold', until: uploads.promise } }],
    });
    await using client = clientFor(manager);
    const sent = Promise.all([1, 2, 3, 4, 5].map((n) => client.upload('t', `${n}`, sourceOf(Buffer.alloc(9, n), 1))));
    await manager.until(({ requests }) => requests.length === 3);
    expect(Object.keys(await client.tasks())).toEqual(['t']);
    expect(manager.requests.map(({ method }) => method)).toEqual(['PUT', 'PUT', 'PUT', 'GET']);
    uploads.resolve(undefined);
    await sent;
  });

  test('as the scripted Manager has it, too: one connection too many is dropped, and tried again after a second', async () => {
    await using manager = await startScriptedManager({ tls: true });
    const startedAtMs = performance.now();
    const connectTimes = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const socket = connect(Number(new URL(manager.url).port), '127.0.0.1');
        await once(socket, 'connect');
        socket.destroy();
        return performance.now() - startedAtMs;
      }),
    );
    expect(Math.max(...connectTimes)).toBeGreaterThan(900);
  });
});

test('a request that waits for its handshake ends with its signal, and so does its connection', async () => {
  // Accepts connections and never shakes hands.
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  await using client = clientFor({ url: `https://127.0.0.1:${(server.address() as AddressInfo).port}` });
  const connected = once(server, 'connection') as Promise<[Socket]>;
  const cancel = new AbortController();
  const waiting = failureOf(client.tasks(cancel.signal));
  const [socket] = await connected;
  const reason = new RenderError('cancelled', 'enough');
  const closed = once(socket.on('error', () => undefined).resume(), 'close');
  cancel.abort(reason);
  expect(await waiting).toBe(reason);
  await closed;
  server.close();
});

test('one that waits for room ends with its signal, or with the client', async () => {
  await using manager = await startScriptedManager({ faults: [{ times: Infinity, action: { fault: 'hang' } }] });
  await using client = clientFor(manager);
  const reason = new RenderError('cancelled', 'enough');
  const cancel = new AbortController();
  const hanging = [1, 2, 3, 4].map(() => failureOf(client.tasks()));
  await manager.until(({ requests }) => requests.length === 4);
  const cancelled = failureOf(client.tasks(cancel.signal));
  const waiting = failureOf(client.tasks());
  cancel.abort(reason);
  expect(await cancelled).toBe(reason);
  await client.close();
  for (const { kind } of await Promise.all([...hanging, waiting])) expect(kind).toBe('unreachable');
  expect(manager.requests).toHaveLength(4);
});
