import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { mkdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { RenderError } from '../../../src/base/errors.ts';
import type { Log } from '../../../src/base/log.ts';
import { seededBytes } from '../../support/builders.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';
import { archiveOf, releaseOf } from './archives.ts';
import { fetchInto, filesIn } from './fetching.ts';
import { stallingAfter, TestReleases } from './release-server.ts';

/* Releases that hold the Blender of this machine, from a server with HTTPS. */

const name = 'blender-5.2.2-linux-x64';
const file = `${name}.tar.xz`;
const path = `Blender5.2/${file}`;
const installed = ['tools/blender/5.2.2/x64.complete', 'tools/blender/5.2.2/x64/blender'];
/** Does not compress, so that an archive has a size. */
const ballast = { name: 'data', content: seededBytes(1, 300_000).toString('base64') };
const archive = releaseOf(name, [ballast]);

let folder: TemporaryFolder;
let releases: TestReleases;
beforeEach(async () => {
  folder = new TemporaryFolder();
  releases = (await TestReleases.start()).trusted().add([file, archive]);
});
afterEach(async () => {
  folder[Symbol.dispose]();
  await releases[Symbol.asyncDispose]();
});

test('a release is fetched once, lies as in the tool cache of a runner, and runs', async () => {
  const { program, log } = await fetchInto(folder, releases, '5.2.2');
  expect(program).toBe(join(folder.path, 'tools/blender/5.2.2/x64/blender'));
  expect(execFileSync(program, ['--version'], { encoding: 'utf8' })).toMatch(/^Blender \d/m);
  expect(filesIn(folder)).toEqual(['downloads/', ...installed, 'tools/blender/5.2.2/x64/data']);
  expect(log.lines[0]).toBe(`Blender 5.2.2: fetching ${releases.url.href}release/${path}`);
  expect(log.lines.at(-1)).toBe('Blender 5.2.2: unpacking');
  expect(log.lines).toContainEqual(expect.stringMatching(/^Blender 5\.2\.2: 100 % of \d+ kB$/));
  const { length } = releases.requests;
  await expect(fetchInto(folder, releases, '5.2.2')).resolves.toMatchObject({ program });
  expect(releases.requests).toHaveLength(length);
});

test('it belongs to who fetched it, whoever packed it', async () => {
  const { program } = await fetchInto(folder, releases, '5.2');
  expect(statSync(program).uid).toBe(process.getuid?.());
});

/** A log that calls back for each state of the display that tells of progress. */
function watching(onProgress: () => void): Log {
  const silent = (): undefined => undefined;
  const progress = (text: string): void => {
    if (/: [1-9]\d* %/.test(text)) onProgress();
  };
  return { info: silent, detail: silent, warning: silent, group: () => silent, progress };
}

test('a connection that breaks is taken up where it broke, as long as it brings anything', async () => {
  let sending: Socket | undefined;
  for (let n = 0; n < 3; n++)
    releases.next(
      path,
      stallingAfter(30_000, (socket) => (sending = socket)),
    );
  const { program } = await fetchInto(folder, releases, '5.2.2', { tries: 2, log: watching(() => sending?.destroy()) });
  expect(execFileSync(program, ['--version'], { encoding: 'utf8' })).toMatch(/^Blender/m);
  const from = releases.requests
    .filter((request) => request.startsWith(path))
    .map((request) => Number(request.split(' ')[1] ?? 0));
  expect(from).toHaveLength(4);
  expect(from).toEqual([...new Set(from)].sort((a, b) => a - b));
});

test('what a run that was stopped has left is gone on with', async () => {
  const cancel = new AbortController();
  const reason = new RenderError('cancelled', 'enough');
  releases.next(path, stallingAfter(200_000));
  const options = { signal: cancel.signal, log: watching(() => cancel.abort(reason)) };
  await expect(fetchInto(folder, releases, '5.2.2', options)).rejects.toBe(reason);
  const [left = '', ...others] = filesIn(folder);
  expect([left, others]).toEqual([expect.stringMatching(/^downloads\/\.[0-9a-f]{8}\.rest\.blender-5/), []]);
  const { size } = statSync(join(folder.path, left));
  await fetchInto(folder, releases, '5.2.2');
  expect(releases.requests.at(-1)).toBe(`${path} ${size}`);
  expect(filesIn(folder)).toEqual(expect.arrayContaining(['downloads/', ...installed]));
});

test('so is what a run that was killed has left, and one that is still being written is let alone', async () => {
  const parts = ['0123abcd', '4567cdef'].map((random) => `downloads/.${random}.part.${file}`);
  folder.write(Object.fromEntries(parts.map((part) => [part, archive.subarray(0, 1000)])));
  const anHourAgo = Date.now() / 1000 - 3600;
  utimesSync(join(folder.path, parts[1]!), anHourAgo, anHourAgo);
  await fetchInto(folder, releases, '5.2.2');
  expect(releases.requests.at(-1)).toBe(`${path} 1000`);
  expect(filesIn(folder)).toEqual(expect.arrayContaining([parts[0], ...installed]));
  expect(filesIn(folder)).not.toContain(parts[1]);
});

test.each([
  ['of another file', Buffer.alloc(1000)],
  ['longer than the file', Buffer.alloc(archive.length + 1)],
  ['all there is', archive],
])('what was left that is %s ends well', async (_, left) => {
  folder.write({ [`downloads/.0123abcd.rest.${file}`]: left });
  await fetchInto(folder, releases, '5.2.2');
  expect(filesIn(folder)).toEqual(['downloads/', ...installed, 'tools/blender/5.2.2/x64/data']);
});

test('a server that cannot begin in the middle sends all of it again', async () => {
  let sending: Socket | undefined;
  releases.next(
    path,
    stallingAfter(100_000, (socket) => (sending = socket)),
  );
  releases.next(path, (_, response, bytes) => response.end(bytes));
  await fetchInto(folder, releases, '5.2.2', { log: watching(() => sending?.destroy()) });
  expect(filesIn(folder)).toEqual(expect.arrayContaining(installed));
});

test('two at once both get it, and one of them stays', async () => {
  // Both are under way before either gets a byte.
  const waiting: (() => void)[] = [];
  for (let n = 0; n < 2; n++) {
    releases.next(path, (_, response, bytes) => {
      waiting.push(() => response.end(bytes));
      if (waiting.length === 2) for (const go of waiting) go();
    });
  }
  const both = await Promise.all([1, 2].map(() => fetchInto(folder, releases, '5.2.2')));
  expect(both.map(({ program }) => program)).toEqual([1, 2].map(() => join(folder.path, installed[1]!)));
  expect(filesIn(folder)).toEqual(['downloads/', ...installed, 'tools/blender/5.2.2/x64/data']);
});

test('half of what somebody else copies into the tool cache is not taken for whole', async () => {
  folder.write({ 'tools/blender/5.2.2/x64/blender': 'half', 'tools/blender/5.2.2/x64/old': '' });
  const { program } = await fetchInto(folder, releases, '5.2.2');
  expect(execFileSync(program, ['--version'], { encoding: 'utf8' })).toMatch(/^Blender/m);
  expect(filesIn(folder)).not.toContain('tools/blender/5.2.2/x64/old');
});

test('what a killed installation left is removed after an hour', async () => {
  folder.write({ 'tools/blender/.5.2.1-0123abcd/blender': '', 'tools/blender/.5.2.1-4567cdef/blender': '' });
  const twoHoursAgo = Date.now() / 1000 - 7200;
  utimesSync(join(folder.path, 'tools/blender/.5.2.1-0123abcd'), twoHoursAgo, twoHoursAgo);
  await fetchInto(folder, releases, '5.2.2');
  const left = filesIn(folder).filter((name) => name.includes('/.5'));
  expect(left).toEqual(['tools/blender/.5.2.1-4567cdef/blender']);
});

test('the newest one that is here is taken while there is no network', async () => {
  const { program } = await fetchInto(folder, releases, '5.2');
  for (const version of ['5.2', 'lts', 'latest']) {
    releases.next(version === '5.2' ? 'Blender5.2/' : '', (request) => request.socket.destroy());
    const offline = await fetchInto(folder, releases, version, { tries: 1 });
    expect(offline.program).toBe(program);
    expect(offline.log.lines).toEqual([
      expect.stringMatching(/^warning: No Blender from https:\S+: .* Going on with Blender 5\.2\.2, which is here/),
    ]);
  }
  releases.next('Blender4.5/', (request) => request.socket.destroy());
  await expect(fetchInto(folder, releases, '4.5', { tries: 1 })).rejects.toMatchObject({ kind: 'unreachable' });
});

test('a proxy that the environment names is used', async () => {
  const asked: string[] = [];
  const proxy = createServer();
  proxy.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    const onward = connect(Number(releases.url.port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    for (const end of [socket, onward]) end.on('error', () => undefined);
  });
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  const { port } = proxy.address() as AddressInfo;
  try {
    const environment = { ...process.env, https_proxy: `http://127.0.0.1:${port}`, no_proxy: '' };
    await fetchInto(folder, releases, '5.2.2', { environment });
    expect(new Set(asked)).toEqual(new Set([releases.url.host]));
  } finally {
    proxy.close();
  }
});

describe('on other systems', () => {
  /** A program in the place of one that this machine does not have. */
  const standIn = (path: string, script: string): void => {
    folder.write({ [path]: `#!/bin/sh\nset -e\n${script}\n` });
    execFileSync('chmod', ['+x', join(folder.path, path)]);
  };

  test('macOS mounts an image, copies the application, and unmounts it whatever becomes of that', async () => {
    standIn(
      'bin/hdiutil',
      'echo "$1" >> "$LOG"; if [ $1 = attach ]; then shift 6; tar -xf "$A" -C "$1"; else rm -rf "$3"/*; fi',
    );
    // attach FILE -nobrowse -readonly -noautoopen -mountpoint DIR: what is mounted is a tar here.
    const image = archiveOf([{ name: 'Blender.app/Contents/MacOS/Blender', content: '#!/bin/sh\n', mode: 0o755 }]);
    folder.write({ 'image.tar.xz': image });
    const log = join(folder.path, 'log');
    const environment = {
      ...process.env,
      ...{
        PATH: `${join(folder.path, 'bin')}:${process.env['PATH'] ?? ''}`,
        LOG: log,
        A: join(folder.path, 'image.tar.xz'),
      },
    };
    releases.add(['blender-5.2.2-macos-arm64.dmg', Buffer.from('an image')]);
    const mac = { system: 'darwin', arch: 'arm64', environment };
    const { program } = await fetchInto(folder, releases, '5.2.2', mac);
    expect(program).toBe(join(folder.path, 'tools/blender/5.2.2/arm64/Blender.app/Contents/MacOS/Blender'));
    expect(execFileSync('cat', [log], { encoding: 'utf8' })).toBe('attach\ndetach\n');

    folder.write({ 'image.tar.xz': archiveOf([{ name: 'Readme.txt' }]) });
    releases.add(['blender-5.2.1-macos-arm64.dmg', Buffer.from('an image without it')]);
    await expect(fetchInto(folder, releases, '5.2.1', mac)).rejects.toMatchObject({ kind: 'corrupt-result' });
    expect(execFileSync('cat', [log], { encoding: 'utf8' })).toBe('attach\ndetach\nattach\ndetach\n');
    expect(filesIn(folder).filter((name) => name.includes('5.2.1'))).toEqual(['tools/blender/5.2.1/']);
  });

  test('Windows unpacks with its own tar, which reads .zip', async () => {
    standIn('windows/System32/tar.exe', 'exec tar "$@"');
    mkdirSync(join(folder.path, 'tmp'));
    const windows = archiveOf([{ name: 'blender-5.2.2-windows-x64/blender.exe', mode: 0o755 }]);
    releases.add(['blender-5.2.2-windows-x64.zip', windows]);
    const environment = { ...process.env, SystemRoot: join(folder.path, 'windows') };
    const { program } = await fetchInto(folder, releases, '5.2.2', { system: 'win32', environment });
    expect(program).toBe(join(folder.path, 'tools/blender/5.2.2/x64/blender.exe'));
  });
});
