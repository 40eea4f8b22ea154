import { expect, test } from '@jest/globals';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { RenderError } from '../../../src/base/errors.ts';
import { ManagerClient } from '../../../src/farm/api/client.ts';
import { failureOf } from '../../support/clients.ts';

test('a request that waits for its connection ends with its signal, and its connection with a reset', async () => {
  // Accepts connections and never shakes hands.
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const url = new URL(`https://127.0.0.1:${port}`);
  const client = new ManagerClient({ url, username: '', password: '', trust: { insecure: true } });
  const connected = once(server, 'connection') as Promise<[Socket]>;
  const cancel = new AbortController();
  const waiting = failureOf(client.tasks(cancel.signal));
  const [socket] = await connected;
  const reason = new RenderError('cancelled', 'enough');
  cancel.abort(reason);
  expect(await waiting).toBe(reason);
  const closed = once(socket.on('error', () => undefined).resume(), 'close');
  client.reset();
  await closed;
  await client.close();
  server.close();
});
