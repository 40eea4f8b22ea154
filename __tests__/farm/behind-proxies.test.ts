import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { expect, test } from '@jest/globals';
import { runFromSources } from '../cli/run-cli.ts';
import { checkOut } from '../e2e/reuse-support.ts';
import { temporaryDirectory, writeFiles } from '../support/builders.ts';
import { clientFor, failureOf } from '../support/clients.ts';
import { makeCertificates } from '../support/manager/certificates.ts';
import { answers } from '../support/manager/faults.ts';
import { startPathProxy } from '../support/path-proxy.ts';
import { makeProject } from '../support/projects.ts';
import { startScriptedManager } from '../support/scripted-manager.ts';
import { mebibyte, sharedFiles, stagerFor } from '../support/stagers.ts';

test('a Manager below a path of a proxy is used as any other', async () => {
  await using workspace = await checkOut();
  await using manager = await startScriptedManager();
  await using proxy = await startPathProxy(manager.url, '/render/a%20b');
  const args = ['sequence.blend', '--manager-url', `${proxy.url}/`, '--frames=1-2', '--poll-interval=0.1'];
  const { exitCode, stderr } = await runFromSources(args, workspace.path, {
    env: { XDG_CACHE_HOME: workspace.temporary },
  });
  expect([exitCode, stderr]).toEqual([0, expect.stringContaining(`Manager: ${proxy.url}\n`)]);
  expect(manager.requests.every(({ path }) => path.startsWith('/api/v1/'))).toBe(true);
  expect(manager.tasks.size).toBe(2);
});

test('behind a proxy that holds uploads back, known files are sent again without a wait for each, and it is said once', async () => {
  const textures = sharedFiles(8, 3 * mebibyte);
  await using project = await makeProject(textures);
  await using manager = await startScriptedManager({ keepUploads: false });
  await using proxy = await startPathProxy(manager.url, '', true);
  const { stage, notices, stager } = stagerFor({ url: proxy.url });
  const tasks = ['a', 'b', 'c'];
  for (const task of tasks) await stage(task, project);
  for (const task of tasks) expect(manager.tasks.get(task)?.files.size).toBe(8);
  expect(stager.totals).toMatchObject({ filesSent: 8, filesKnown: 16 });
  expect(notices).toEqual([expect.stringContaining('proxy_request_buffering off')]);
  // Nothing else can be done through it; but no blob is sent twice at a time.
  expect(new Set(manager.violations.map(({ kind }) => kind))).toEqual(new Set(['wasted-body']));
});

test('a proxy that takes no large files is named, with the file, its size, and what to set', async () => {
  await using project = await makeProject({ 'cache/smoke.vdb': { randomBytes: 2_500_000 } });
  await using manager = await startScriptedManager({
    faults: [{ method: 'PUT', times: 9, action: answers.htmlPage(413) }],
  });
  const { stage } = stagerFor(manager);
  const failure = {
    ...{ kind: 'rejected', file: 'cache/smoke.vdb' },
    message: 'cache/smoke.vdb could not be sent. Something in front of the Manager takes no file of 2.5 MB (413).',
    hint: expect.stringContaining('client_max_body_size'),
  };
  expect(await failureOf(stage('t', project))).toMatchObject(failure);
  // Once is enough, also for other frames that need the file.
  expect(await failureOf(stage('u', project))).toMatchObject(failure);
  expect(manager.requests).toHaveLength(1);
});

test.each([
  ['-tls1_3', { kind: 'unauthorized', message: expect.stringContaining('wants a certificate of the client') }],
  // Before 1.3 there is no word for it.
  ['-tls1_2', { kind: 'unreachable', hint: expect.stringContaining('may want a certificate of the client') }],
])('a server that wants a certificate is told from others, with %s', async (version, failure) => {
  await using directory = await temporaryDirectory();
  const { certificatePem, keyPem, caPem } = await makeCertificates();
  await writeFiles(directory.path, { 'server.pem': certificatePem + keyPem, 'ca.pem': caPem });
  const args = ['s_server', '-accept', '127.0.0.1:0', '-Verify', '1', '-www', version, '-cert', 'server.pem'];
  const server = spawn('openssl', [...args, '-CAfile', 'ca.pem'], {
    cwd: directory.path,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  try {
    const lines = createInterface({ input: server.stdout });
    let port: string | undefined;
    for await (const line of lines) if ((port = /^ACCEPT .*:(\d+)$/.exec(line)?.[1]) !== undefined) break;
    await using client = clientFor({ url: `https://127.0.0.1:${port}` });
    expect(await failureOf(client.info())).toMatchObject(failure);
  } finally {
    server.kill();
  }
});
