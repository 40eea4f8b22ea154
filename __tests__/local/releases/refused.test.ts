import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { RenderError } from '../../../src/base/errors.ts';
import { seededBytes } from '../../support/builders.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';
import { archiveOf, releaseOf, type Entry } from './archives.ts';
import { fetchInto, filesIn } from './fetching.ts';
import { stallingAfter, TestReleases, type Answer } from './release-server.ts';

/* What cannot be fetched: each has an error of its own, and nothing is left that a later run could take for Blender. */

const name = 'blender-5.2.2-linux-x64';
const file = `${name}.tar.xz`;
const path = `Blender5.2/${file}`;
const archive = releaseOf(name);

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

async function failure(version: string, options: Parameters<typeof fetchInto>[3] = {}): Promise<RenderError> {
  const error: unknown = await fetchInto(folder, releases, version, { tries: 1, ...options }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof RenderError) return error;
  throw new Error('no RenderError', { cause: error });
}

/** What is left, but for empty folders. */
const left = (): string[] => filesIn(folder).filter((name) => !name.endsWith('/'));

const status =
  (code: number): Answer =>
  (_, response) =>
    response.writeHead(code).end();

describe('there is no such release', () => {
  test.each([
    ['5.2.9', 'There is no Blender 5.2.9 for Linux x64.', /5\.2\.2, or to 5\.2 for the newest/],
    ['5.9', 'There is no release of Blender 5.9.', /the newest series are 5\.2\./],
  ])('%s', async (version, message, hint) => {
    expect(await failure(version)).toMatchObject({ kind: 'settings', message, hint: expect.stringMatching(hint) });
    expect(left()).toEqual([]);
  });

  test('for this kind of machine', async () => {
    expect(await failure('5.2', { system: 'darwin', arch: 'x64' })).toMatchObject({
      kind: 'settings',
      message: 'There is no release of Blender 5.2 for macOS on Intel.',
    });
    expect(await failure('5.2', { system: 'linux', arch: 'riscv64' })).toMatchObject({
      kind: 'settings',
      message: 'There are no official releases of Blender for linux riscv64.',
    });
    expect(await failure('lts', { system: 'darwin', arch: 'arm64' })).toMatchObject({
      message: 'There is no release of any LTS series of Blender for macOS on Apple silicon.',
    });
  });

  test('nor a release folder', async () => {
    await using other = (await TestReleases.start()).trusted();
    const error: unknown = await fetchInto(folder, other, 'latest').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      kind: 'settings',
      message: `${other.url.href}release/ lists no releases of Blender.`,
    });
  });
});

describe('the server', () => {
  test('is not there', async () => {
    await using gone = await TestReleases.start();
    const { url } = gone;
    await gone[Symbol.asyncDispose]();
    await expect(fetchInto(folder, { url }, '5.2', { tries: 2 })).rejects.toMatchObject({
      kind: 'unreachable',
      message: `No Blender from ${url.origin}: connection refused.`,
      hint: expect.stringContaining('HTTPS_PROXY'),
    });
  });

  test('has a certificate that nobody vouches for', async () => {
    await using other = await TestReleases.start();
    await expect(fetchInto(folder, other, '5.2')).rejects.toMatchObject({
      kind: 'unreachable',
      hint: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    });
    expect(other.requests).toEqual([]);
  });

  test('stays silent, or stops in the middle', async () => {
    releases.next('Blender5.2/', () => undefined);
    expect((await failure('5.2', { idleMs: 200 })).message).toMatch(/: it stayed silent\.$/);
    releases.next(path, stallingAfter(100));
    expect((await failure('5.2', { idleMs: 200 })).message).toMatch(/: it stopped in the middle\.$/);
    expect(left()).toEqual([expect.stringMatching(/^downloads\/.*\.rest\./)]);
  });

  test.each([
    ['refuses', status(403), 'rejected'],
    ['is overloaded', status(503), 'unreachable'],
    ['sends a list without end', (_, response) => response.end(Buffer.alloc(2_000_000)), 'protocol'],
    [
      'sends to where others could change it',
      (_, response) => response.writeHead(302, { location: 'http://127.0.0.1/' }).end(),
      'protocol',
    ],
    ['sends to nowhere', (_, response) => response.writeHead(302, { location: 'https://[' }).end(), 'protocol'],
  ] satisfies [string, Answer, string][])('%s', async (_, answer, kind) => {
    releases.next('Blender5.2/', answer);
    expect(await failure('5.2')).toMatchObject({ kind });
    expect(left()).toEqual([]);
  });

  test('sends in circles', async () => {
    const around: Answer = (_, response) => response.writeHead(302, { location: '/pub/release/Blender5.2/' }).end();
    for (let n = 0; n < 20; n++) releases.next('Blender5.2/', around);
    expect(await failure('5.2')).toMatchObject({ kind: 'protocol' });
    expect(releases.requests.length).toBeLessThan(10);
  });

  test('sends on to another of its kind', async () => {
    releases.next(path, (_, response) => response.writeHead(302, { location: `/pub/release/elsewhere/${file}` }).end());
    releases.put(`elsewhere/${file}`, archive);
    await fetchInto(folder, releases, '5.2');
    expect(releases.requests.at(-1)).toBe(`elsewhere/${file}`);
  });

  test('has no checksum', async () => {
    releases.put('Blender5.2/blender-5.2.2.sha256', `${'0'.repeat(64)}  another.tar.xz\n`);
    expect(await failure('5.2')).toMatchObject({
      kind: 'rejected',
      message: `${releases.url.href}release/Blender5.2/ has no checksum of ${file} in blender-5.2.2.sha256.`,
    });
    expect(releases.requests).not.toContain(path);
  });

  test('sends something else than the checksum says', async () => {
    const other = Buffer.from(archive);
    other[100]! ^= 1;
    releases.put(path, other);
    expect(await failure('5.2')).toMatchObject({
      kind: 'corrupt-result',
      message: expect.stringMatching(
        /^blender-5\.2\.2-linux-x64\.tar\.xz arrived damaged: its SHA-256 is \w{64}, not \w{64}\.$/,
      ),
    });
    expect(left()).toEqual([]);
  });

  test('announces more than there can be', async () => {
    releases.next(path, (_, response) => response.writeHead(200, { 'content-length': 5 * 1024 ** 3 }).write('x'));
    expect(await failure('5.2')).toMatchObject({
      kind: 'protocol',
      message: expect.stringContaining('is larger than'),
    });
    expect(left()).toEqual([]);
  });
});

describe('an archive with the right checksum', () => {
  const program: Entry = { name: `${name}/blender`, content: '#!/bin/sh\n', mode: 0o755 };
  const evil = (): string => join(folder.path, 'evil');

  test.each<[what: string, entries: () => Entry[]]>([
    ['with a name that climbs out', () => [program, { name: '../../../../evil', content: 'x' }]],
    ['with a name that climbs out from within', () => [program, { name: `${name}/../../../../../evil`, content: 'x' }]],
    ['with an absolute name', () => [program, { name: evil(), content: 'x' }]],
    ['with a link out', () => [program, { name: `${name}/lib`, linkTo: folder.path }]],
    ['with a relative link out', () => [program, { name: `${name}/lib`, linkTo: '../../../..' }]],
    ['with a link to nowhere', () => [program, { name: `${name}/lib`, linkTo: 'nothing' }]],
    [
      'that writes through a link out',
      () => [program, { name: `${name}/lib`, linkTo: folder.path }, { name: `${name}/lib/evil`, content: 'x' }],
    ],
    [
      'that writes through a link and leaves another in its place',
      () => [
        program,
        { name: `${name}/lib`, linkTo: folder.path },
        { name: `${name}/lib/evil`, content: 'x' },
        { name: `${name}/lib`, linkTo: 'blender' },
      ],
    ],
    ['with a hard link out', () => [program, { name: `${name}/lib`, linkTo: join(folder.path, 'private'), type: '1' }]],
    ['with a pipe', () => [program, { name: `${name}/lib`, type: '6' }]],
    ['with a program that is a link out', () => [{ name: `${name}/blender`, linkTo: '/bin/sh' }]],
    ['with two folders', () => [program, { name: 'other/file' }]],
    ['with another folder', () => [{ ...program, name: 'other/blender' }]],
    ['with nothing', () => []],
    ['without a program', () => [{ name: `${name}/readme` }]],
    ['with a program that is none', () => [{ ...program, mode: 0o644 }]],
  ])('%s is refused', async (_, entries) => {
    folder.write({ private: 'key' });
    releases.put('Blender5.2/blender-5.2.2.sha256', '').add([file, archiveOf(entries())]);
    expect(await failure('5.2')).toMatchObject({ kind: 'corrupt-result', message: expect.stringMatching(/Blender/) });
    expect(left()).toEqual(['private']);
  });

  test('that is none is refused', async () => {
    releases.put('Blender5.2/blender-5.2.2.sha256', '').add([file, Buffer.from('no archive')]);
    expect(await failure('5.2')).toMatchObject({
      kind: 'corrupt-result',
      message: expect.stringMatching(/^Blender cannot be unpacked: .*tar: /),
    });
    expect(left()).toEqual([]);
  });

  test('is not unpacked without the programs for it, which are named', async () => {
    mkdirSync(join(folder.path, 'bin'));
    const environment = { PATH: join(folder.path, 'bin') };
    expect(await failure('5.2', { environment })).toMatchObject({ hint: expect.stringContaining('xz-utils') });
  });
});

/** A file system of a few hundred kilobytes needs root. */
function mountSmall(): Disposable & { path: string } {
  const path = join(folder.path, 'small');
  mkdirSync(path);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400k', 'tmpfs', path]);
  return { path, [Symbol.dispose]: () => void execFileSync('umount', [path]) };
}

const canMount = ((): boolean => {
  using folder = new TemporaryFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', folder.path], { stdio: 'ignore' });
    execFileSync('umount', [folder.path]);
    return true;
  } catch {
    return false;
  }
})();

// Nothing else makes a disk that is full.
const whereMounts = canMount ? '' : ' (skipped: this user may not mount a small disk)';
(canMount ? describe : describe.skip)(`there is no room${whereMounts}`, () => {
  const full = { kind: 'settings', message: expect.stringMatching(/^There is no room for Blender in /) };

  test('for what is announced: said before anything is sent', async () => {
    using small = mountSmall();
    const directories = { toolDirectory: join(small.path, 'tools'), downloadDirectory: join(small.path, 'downloads') };
    const large = releaseOf(name, [{ name: 'data', content: seededBytes(1, 90_000).toString('base64') }]);
    releases.put('Blender5.2/blender-5.2.2.sha256', '').add([file, large]);
    const error = await failure('5.2', directories);
    expect(error).toMatchObject({ ...full, message: expect.stringMatching(/; it takes about 4\d\d kB\.$/) });
  });

  test('for what comes unannounced', async () => {
    using small = mountSmall();
    releases.next(path, (_, response) => {
      response.flushHeaders();
      response.end(Buffer.alloc(500_000));
    });
    expect(await failure('5.2', { downloadDirectory: join(small.path, 'downloads') })).toMatchObject(full);
  });

  test('for what is unpacked', async () => {
    using small = mountSmall();
    const zeros = releaseOf(name, [{ name: 'data', content: '\0'.repeat(2_000_000) }]);
    releases.put('Blender5.2/blender-5.2.2.sha256', '').add([file, zeros]);
    expect(await failure('5.2', { toolDirectory: join(small.path, 'tools') })).toMatchObject(full);
    expect(left().filter((name) => !name.startsWith('small/'))).toEqual([]);
  });
});

test('a tool folder that cannot be written is named', async () => {
  folder.write({ tools: 'a file' });
  expect(await failure('5.2')).toMatchObject({
    kind: 'settings',
    message: `Blender cannot be kept in ${join(folder.path, 'tools')} (ENOTDIR).`,
    hint: expect.stringContaining('RUNNER_TOOL_CACHE'),
  });
});
