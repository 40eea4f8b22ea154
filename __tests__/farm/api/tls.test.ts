import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clientFor, failureOf } from '../../support/clients.ts';
import { type CertificateOptions, makeCertificates } from '../../support/manager/certificates.ts';
import { type ScriptedManager, startScriptedManager } from '../../support/scripted-manager.ts';

/** Starts `server` on a free port and gives its address as a manager-url. */
async function listen(server: Server): Promise<{ url: string } & AsyncDisposable> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('the certificate of a Manager', () => {
  let manager: ScriptedManager;
  beforeAll(async () => {
    manager = await startScriptedManager({ tls: true });
  });
  afterAll(() => manager.stop());

  test("a farm's own certificate is good with its CA and its name", async () => {
    await using client = clientFor(manager, { trust: { caPem: manager.caPem, serverName: 'blendnet-manager' } });
    expect((await client.info()).blender.version_string).toBe('3.4.1');
    // Every request has a connection of its own; later ones resume the session.
    expect(await client.tasks()).toEqual({});
  });

  test('alternative names count for addresses', async () => {
    const tls: CertificateOptions = { commonName: 'farm', subjectAltNames: ['IP:127.0.0.1'] };
    await using farm = await startScriptedManager({ tls });
    await using client = clientFor(farm, { trust: { caPem: farm.caPem } });
    expect(await client.tasks()).toEqual({});
  });

  test.each(['', 'no CA in here', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'])(
    'the CA is not known (ca-cert %j)',
    async (caPem) => {
      await using client = clientFor(manager, { trust: { caPem, serverName: 'blendnet-manager' } });
      expect(await failureOf(client.info())).toMatchObject({
        kind: 'unreachable',
        message: expect.stringMatching(/^The certificate of https:\S+ is signed by an unknown CA/),
        hint: expect.stringContaining('ca-cert'),
      });
    },
  );

  test.each([{}, { serverName: 'other' }])('it is for another name (%j)', async (trust) => {
    await using client = clientFor(manager, { trust: { caPem: manager.caPem, ...trust } });
    expect(await failureOf(client.info())).toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/is for another name \(blendnet-manager\)\.$/),
      hint: expect.stringContaining('server-name'),
    });
  });

  test('it lists other names', async () => {
    await using farm = await startScriptedManager({ tls: { subjectAltNames: ['DNS:render.test', 'IP:10.0.0.1'] } });
    await using client = clientFor(farm, { trust: { caPem: farm.caPem, serverName: 'blendnet-manager' } });
    const { message } = await failureOf(client.info());
    expect(message).toContain('(DNS:render.test, IP Address:10.0.0.1)');
  });

  test('it has expired', async () => {
    await using farm = await startScriptedManager({ tls: { expired: true } });
    await using client = clientFor(farm, { trust: { caPem: farm.caPem, serverName: 'blendnet-manager' } });
    expect(await failureOf(client.info())).toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/has expired\.$/),
      hint: expect.stringContaining('Renew'),
    });
  });

  test('nothing is checked when it is not wanted', async () => {
    await using farm = await startScriptedManager({ tls: { expired: true } });
    await using client = clientFor(farm, { trust: { insecure: true } });
    expect(await client.tasks()).toEqual({});
  });

  test('a certificate that is refused never sees the password', async () => {
    const before = manager.requests.length;
    await using client = clientFor(manager, { username: 'ci', password: 'secret', trust: {} });
    await failureOf(client.info());
    expect(manager.requests).toHaveLength(before);
  });
});

test('a server that knows no TLS of today is told once and for all', async () => {
  const { certificatePem: cert, keyPem: key } = await makeCertificates();
  // Such versions are switched off in OpenSSL, too.
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
  await using server = await listen(createTlsServer({ cert, key, ...old }));
  await using client = clientFor(server);
  expect(await failureOf(client.info())).toMatchObject({
    kind: 'unreachable',
    lasting: true,
    hint: expect.stringContaining('TLS 1.2'),
  });
});

describe('a port where no Manager listens', () => {
  test('it speaks plain HTTP', async () => {
    await using server = await listen(createHttpServer((_, answer) => answer.end('hello')));
    await using client = clientFor(server);
    expect(await failureOf(client.info())).toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/does not speak TLS as expected \(wrong version number\)\.$/),
      hint: expect.stringContaining('8443'),
    });
  });

  test('it closes during the handshake', async () => {
    await using server = await listen(createServer((socket) => socket.end()));
    await using client = clientFor(server);
    expect(await failureOf(client.info())).toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/it closed the connection\.$/),
    });
  });

  test('it speaks HTTPS, and is asked for HTTP', async () => {
    await using server = await listen(createServer((socket) => socket.end()));
    await using client = clientFor({ url: server.url.replace('https:', 'http:') });
    expect(await failureOf(client.info())).toMatchObject({
      kind: 'unreachable',
      hint: expect.stringContaining('it speaks HTTPS'),
    });
  });

  test('it never shakes hands', async () => {
    await using server = await listen(createServer());
    await using client = clientFor(server, { connectTimeoutMs: 200 });
    expect(await failureOf(client.info())).toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/no connection came about in time\.$/),
    });
  });

  test('nobody listens', async () => {
    let url: string;
    {
      await using server = await listen(createServer());
      url = server.url;
    }
    await using client = clientFor({ url });
    expect(await failureOf(client.info())).toMatchObject({
      kind: 'unreachable',
      message: `${url} does not answer: connection refused.`,
      hint: expect.stringContaining('Start the Manager'),
    });
  });

  test('the host does not exist', async () => {
    await using client = clientFor({ url: 'https://no-such-host.invalid:8443' });
    expect(await failureOf(client.info())).toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/no such host|could not be looked up/),
      hint: expect.stringContaining('host name in manager-url'),
    });
  });
});
