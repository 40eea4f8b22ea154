import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import type { Proxy } from '../../../src/farm/api/proxy.ts';
import { runFromSources, type CliRun } from '../../cli/run-cli.ts';
import { checkOut } from '../../e2e/reuse-support.ts';
import { writeFiles } from '../../support/builders.ts';
import { clientFor, failureOf } from '../../support/clients.ts';
import { startConnectProxy, type ConnectProxyOptions } from '../../support/connect-proxy.ts';
import { makeCertificates } from '../../support/manager/certificates.ts';
import { type ScriptedManager, startScriptedManager } from '../../support/scripted-manager.ts';

let manager: ScriptedManager;
beforeAll(async () => {
  manager = await startScriptedManager({ tls: true });
});
afterAll(() => manager.stop());

const clientBehind = (proxy: Proxy, more = {}) =>
  clientFor(manager, { trust: { caPem: manager.caPem, serverName: 'blendnet-manager' }, proxy, ...more });

/** What a request says that goes through such a proxy. */
async function failureBehind(options: ConnectProxyOptions, more = {}) {
  await using proxy = await startConnectProxy(options);
  await using client = clientBehind({ url: new URL(proxy.url) }, more);
  return await failureOf(client.info());
}

describe('a proxy', () => {
  test('carries everything of a run, and its password is not told', async () => {
    await using workspace = await checkOut();
    await using proxy = await startConnectProxy({ credentials: 'ci:pr0xy geheim' });
    await writeFiles(workspace.path, { 'ca.crt': manager.caPem });
    const before = manager.requests.length;
    const render = (env: Record<string, string>): Promise<CliRun> =>
      runFromSources(
        [
          ...['sequence.blend', '--manager-url', manager.url, '--ca-cert=ca.crt', '--server-name=blendnet-manager'],
          ...['--frames=1-2', '--poll-interval=0.1', '--verbose'],
        ],
        workspace.path,
        { env: { XDG_CACHE_HOME: join(workspace.temporary, String(Math.random())), ...env } },
      );
    const address = proxy.url.replace('://', '://ci:pr0xy%20geheim@');
    const { exitCode, stdout, stderr } = await render({ HTTPS_PROXY: address });
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining(`Proxy:   ${proxy.url}\n`)]);
    expect(stdout + stderr).not.toContain('geheim');
    const methods = new Set(manager.requests.slice(before).map(({ method }) => method));
    expect([...methods].sort()).toEqual(['GET', 'PUT']);
    expect(proxy.targets).toHaveLength(manager.requests.length - before);
    expect(new Set(proxy.targets)).toEqual(new Set([new URL(manager.url).host]));

    const count = proxy.targets.length;
    const direct = await render({ https_proxy: address, NO_PROXY: '127.0.0.0/8' });
    expect([direct.exitCode, direct.stderr]).toEqual([0, expect.not.stringContaining('Proxy:')]);
    expect(proxy.targets).toHaveLength(count);

    const refused = await render({ HTTPS_PROXY: proxy.url.replace('://', '://ci:wr0ng-geheim@') });
    expect(refused.exitCode).toBe(3);
    expect(refused.stderr).toMatch(
      /Failed \(unauthorized\): The proxy http:\S+ refuses the name and password.*\n.*HTTPS_PROXY/,
    );
    expect(refused.stdout + refused.stderr).not.toContain('geheim');
    const bad = await render({ HTTPS_PROXY: 'socks5://ci:geheim@x' });
    expect(bad.exitCode).toBe(2);
    expect(bad.stderr).toMatch(/Failed \(settings\): HTTPS_PROXY is no address of an HTTP proxy\./);
    expect(bad.stdout + bad.stderr).not.toContain('geheim');
  });

  test('may speak TLS itself', async () => {
    const { certificatePem: cert, keyPem: key } = await makeCertificates({});
    const failure = await failureBehind({ tls: { cert, key } });
    // Its certificate is checked, by the CAs that the system trusts.
    expect(failure).toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/^The proxy https:\S+ gives no/),
    });
  });

  test.each([
    [407, 'unauthorized', false],
    [403, 'unreachable', true],
    [502, 'unreachable', false],
  ])('that answers %i is named as the one that refuses', async (answer, kind, lasting) => {
    const failure = await failureBehind({ answer });
    expect(failure).toMatchObject({ kind, lasting, message: expect.stringMatching(/^The proxy http:/) });
    expect(failure.message).toContain(String(answer));
    expect(failure.hint).toContain('HTTPS_PROXY');
  });

  test('that is silent is given up', async () => {
    const failure = await failureBehind({ answer: 'silence' }, { connectTimeoutMs: 100 });
    expect(failure).toMatchObject({ kind: 'unreachable', message: expect.stringMatching(/takes too long/) });
  });

  test('that is not there is named', async () => {
    const proxy = await startConnectProxy();
    await proxy[Symbol.asyncDispose]();
    await using client = clientBehind({ url: new URL(proxy.url) });
    const failure = await failureOf(client.info());
    expect(failure).toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/^The proxy http.*ECONNREFUSED/),
    });
  });

  test('is left when the run is cancelled', async () => {
    await using proxy = await startConnectProxy({ answer: 'silence' });
    await using client = clientBehind({ url: new URL(proxy.url) });
    const cancel = new AbortController();
    const waiting = Promise.all(Array.from({ length: 6 }, () => failureOf(client.info(cancel.signal))));
    cancel.abort();
    for (const failure of await waiting) expect(failure.kind).toBe('cancelled');
  });
});
