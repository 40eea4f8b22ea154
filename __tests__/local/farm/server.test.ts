import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { RenderError } from '../../../src/base/errors.ts';
import { startLocalFarm } from '../../../src/local/farm/farm.ts';
import { run, sha1Of, startFarm, temporaryDirectory, type TestFarm } from './farm-support.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let farm: TestFarm;
beforeAll(async () => {
  directory = await temporaryDirectory();
  farm = await startFarm({ stateDirectory: join(directory.path, 'state') });
});
afterAll(async () => {
  await farm.stop();
  await directory.remove();
});

const ok = 'HTTP/1.0 200 OK';
const refused = 'HTTP/1.0 400 Bad Request';
const messageOf = (answer?: { body: Buffer }) =>
  (JSON.parse(answer?.body.toString() ?? '{}') as { message: string }).message;

describe('early answers', () => {
  test('a known sha1 is attached without a byte of its body', async () => {
    const content = Buffer.alloc(100_000, 'a');
    await farm.put('early', 'a.bin', content);
    const headers = { 'Content-Length': 100_000, 'X-Checksum-Sha1': sha1Of(content) };
    const answer = await farm.exchange('PUT', '/api/v1/task/early/file/b.bin', { headers });
    expect(answer?.statusLine).toBe(ok);
    expect((await farm.json('GET', 'task/early/file')).data).toHaveProperty(['b.bin'], sha1Of(content));
  });

  test('a small body that comes anyway does not cost the answer', async () => {
    const content = Buffer.alloc(900_000, 'b');
    for (const path of ['first', 'again']) {
      expect(await farm.put('swallow', path, content)).toMatchObject({ success: true, data: { size: 900_000 } });
    }
  });

  test('a refusal does not wait for the body either', async () => {
    const headers = { 'Content-Length': 10_000_000_000, 'X-Checksum-Sha1': sha1Of('never sent') };
    const answer = await farm.exchange('PUT', '/api/v1/task/early/file/../x', { headers });
    expect(messageOf(answer)).toBe('Error during add file to the task');
    const config = await farm.exchange('PUT', '/api/v1/task/early/config', { headers });
    expect(messageOf(config)).toBe('Unable read too big task configuration (> 512KB)');
  });

  test('one request a connection: what follows is not served', async () => {
    const get = (path: string) => `GET /api/v1/${path} HTTP/1.1\r\nAuthorization: ${farm.authorization}\r\n\r\n`;
    const answer = await farm.raw([get('info'), get('task/early/run')]);
    expect(answer?.body.toString().match(/"success"/g)).toHaveLength(1);
    expect(await farm.status('early')).toHaveProperty('state', 'CREATED');
  });
});

describe('blobs', () => {
  test('many uploads of one sha1 at once all succeed and lose nothing', async () => {
    const content = Buffer.alloc(300_000, 'c');
    const names = Array.from({ length: 12 }, (_, index) => `same-${index}`);
    const answers = await Promise.all(names.map((name) => farm.put('together', name, content)));
    expect(answers.map(({ success }) => success)).toEqual(names.map(() => true));
    const blob = join(directory.path, 'state/blobs', sha1Of(content).slice(0, 2), sha1Of(content));
    expect((await readFile(blob)).equals(content)).toBe(true);
  });

  test.each([
    ['of other content', sha1Of('other'), 4, 'data'],
    ['in capitals', sha1Of('data').toUpperCase(), 4, 'data'],
    ['that is a path', '../../../../../../tmp/evil', 4, 'data'],
    ['of a body that is cut off', sha1Of('data and more'), 13, 'data'],
    ['of more than the disk holds', sha1Of('data'), Number.MAX_SAFE_INTEGER, 'data'],
  ])('a sha1 %s leaves nothing behind', async (_why, sha1, length, body) => {
    const { hostname, port } = new URL(farm.farm.url);
    const socket = connect(Number(port), hostname);
    const head = `PUT /api/v1/task/wrong/file/x HTTP/1.1\r\nAuthorization: ${farm.authorization}\r\n`;
    socket.write(`${head}Content-Length: ${length}\r\nX-Checksum-Sha1: ${sha1}\r\n\r\n${body}`);
    if (length === 13) socket.end();
    const answer = await text(socket).catch(() => '');
    expect(answer).not.toContain('"success":true');
    expect((await farm.json('GET', 'task/wrong/file')).data).toEqual({});
    // Of a connection that broke it learns, and cleans up, when the other end has gone already.
    while ((await readdir(join(directory.path, 'state/incoming'))).length > 0) await setTimeout(10);
  });
});

describe('hostile requests', () => {
  test.each([
    ['an encoded way up', 'task/hostile/file/%2e%2e/%2e%2e/evil'],
    ['an encoded backslash', 'task/hostile/file/a%5c..%5c..%5cevil'],
    ['a NUL', 'task/hostile/file/x%00.png'],
    ['bytes that are no UTF-8', 'task/hostile/file/%ff%fe'],
    ['an endless name', `task/hostile/file/${'x'.repeat(5000)}`],
  ])('%s in a path is refused', async (_what, path) => {
    const headers = { 'Content-Length': 1, 'X-Checksum-Sha1': sha1Of('x') };
    const answer = await farm.exchange('PUT', `/api/v1/${path}`, { headers, body: Buffer.from('x') });
    expect(answer?.statusLine).toBe(refused);
  });

  test.each([
    { project: '../../etc/passwd' },
    { project: '/etc/passwd' },
    { project: 'C:/x.blend' },
    { project_path: 'relative' },
    { cwd_path: '/ci/../etc' },
    { samples: 1.5 },
    { samples: 0 },
    { seed: 2 ** 31 },
    { frame: -1 },
    { use_compositing_nodes: 'yes' },
    { compose_filepath: 'x'.repeat(5000) },
  ])('the configuration %j is refused', async (config) => {
    expect(await farm.json('PUT', 'task/hostile/config', JSON.stringify(config))).toEqual({
      success: false,
      message: 'Error during task configuration',
    });
  });

  test('names of tasks and files are only names', async () => {
    for (const name of ['__proto__', 'a%2F..%2Fb', 'constructor', '%3Cb%3E']) {
      expect(await farm.put(name, '__proto__', Buffer.from('x'))).toHaveProperty('success', true);
      expect((await farm.json('GET', `task/${name}`)).data).toHaveProperty('name', decodeURIComponent(name));
    }
    expect(Object.keys((await farm.json('GET', 'task')).data as object)).toContain('__proto__');
  });

  test.each(['GARBAGE\r\n\r\n', `GET / HTTP/1.1\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`, '\0\0\0'])(
    'what is no HTTP is turned away (%#)',
    async (bytes) => {
      expect((await farm.raw([bytes]))?.statusLine).toBe(refused);
    },
  );
});

test('the curl commands of the HOWTO work', async () => {
  const root = join(directory.path, 'curl');
  await mkdir(join(root, 'tex'), { recursive: true });
  await writeFile(join(root, 'test-project.blend'), 'not rendered here');
  await writeFile(join(root, 'tex/noise.png'), 'png');
  const script = `
    set -euo pipefail
    for task in mytask-1 mytask-2; do
      for f in tex/* test-project.blend; do
        curl -sS -u "$auth" --insecure --header "X-Checksum-Sha1:$(sha1sum "$f" | cut -d ' ' -f 1)" \\
          --upload-file "$f" "$url/api/v1/task/$task/file/$f"; echo
      done
      curl -sS -u "$auth" --insecure -X PUT \\
        -d '{"samples": 1000, "project": "nothing.blend", "frame": 323, "project_path": "/ci", "cwd_path": "/ci"}' \\
        "$url/api/v1/task/$task/config"; echo
      curl -sS -u "$auth" --insecure "$url/api/v1/task/$task/run"; echo
    done
    curl -sS -u "$auth" --insecure "$url/api/v1/task/mytask-2/status"`;
  const env = { ...process.env, url: farm.farm.url, auth: 'ci:a:b' };
  const { stdout } = await run('bash', ['-c', script], { cwd: root, env });
  const answers = stdout.split('\n').map((line) => JSON.parse(line) as { success: boolean; message: string });
  const said = ['Uploaded task file', 'Uploaded task file', 'Task configured', 'Task started'];
  expect(answers.map(({ message }) => message)).toEqual([...said, ...said, 'Got task status info']);
  const error = 'The project file "nothing.blend" is not among the task\'s files';
  expect(answers.at(-1)).toMatchObject({ data: { state: 'ERROR', state_error_info: [{ 'mytask-2': error }] } });
});

describe('starting', () => {
  test('serves TLS with the given certificate, and refuses one that is none', async () => {
    const [key, cert] = [join(directory.path, 'key.pem'), join(directory.path, 'cert.pem')];
    const subject = ['-subj', '/CN=blendnet-manager', '-addext', 'subjectAltName=DNS:blendnet-manager'];
    await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, ...subject]);
    const [keyPem, certPem] = [await readFile(key, 'utf8'), await readFile(cert, 'utf8')];
    const stateDirectory = join(directory.path, 'tls');
    const secure = await startFarm({ stateDirectory, tls: { keyPem, certPem } });
    const dispatcher = new Agent({ connect: { ca: certPem, servername: 'blendnet-manager' } });
    const { authorization } = secure;
    const answer = await request(`${secure.farm.url}/api/v1/info`, { headers: { authorization }, dispatcher });
    expect(await answer.body.json()).toMatchObject({
      success: true,
      data: { engine: 'Manager', program: 'blendnet-render' },
    });
    await dispatcher.close();
    await secure.stop();
    const broken = startFarm({ stateDirectory, tls: { keyPem, certPem: 'none' } });
    await expect(broken).rejects.toMatchObject({ kind: 'settings' });
  });

  test('listens on loopback with a password of its own', async () => {
    const start = (name: string) =>
      startLocalFarm({ stateDirectory: join(directory.path, name), environment: process.env, host: '::1' });
    const farms = [await start('one'), await start('other')];
    expect(farms.map(({ url }) => url)).toEqual(farms.map(() => expect.stringMatching(/^http:\/\/\[::1\]:\d+$/)));
    expect(farms[0]?.password).toMatch(/^[\w-]{32}$/);
    expect(farms[0]?.password).not.toBe(farms[1]?.password);
    await Promise.all(farms.map((one) => one.stop()));
  });

  test('a port that is taken is a matter of settings', async () => {
    const port = Number(new URL(farm.farm.url).port);
    const second = startFarm({ stateDirectory: join(directory.path, 'second'), port });
    await expect(second).rejects.toMatchObject({ kind: 'settings', message: expect.stringContaining('EADDRINUSE') });
  });

  test.each(['no-such-blender', '/dev/null', 'false', 'echo'])(
    '%s is no Blender, and the error says how to get one',
    async (blender) => {
      const error: unknown = await startFarm({ stateDirectory: join(directory.path, 'none'), blender }).catch(
        (e: unknown) => e,
      );
      expect(error).toBeInstanceOf(RenderError);
      expect(error).toMatchObject({
        kind: 'no-agents',
        hint: expect.stringMatching(/apt-get install.*macOS.*Windows.*the setting blender/),
      });
    },
  );
});
