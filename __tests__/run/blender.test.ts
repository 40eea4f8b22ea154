import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseBlenderVersion } from '../../src/frames/blender-version.ts';
import { ProjectRoot } from '../../src/project/files.ts';
import { chooseBlender, type BlenderSettings } from '../../src/run/blender.ts';
import { parseSettings } from '../../src/settings/settings.ts';
import { openEngine } from '../../src/run/engine.ts';
import { checkOutExample } from '../e2e/bundle.ts';
import { runFromSources } from '../cli/run-cli.ts';
import { releaseOf } from '../local/releases/archives.ts';
import { filesIn } from '../local/releases/fetching.ts';
import { TestReleases } from '../local/releases/release-server.ts';
import { buildBlend, modernLayout, projectBlocks } from '../support/blend-builder.ts';
import { temporaryDirectory } from '../support/builders.ts';
import { startResultsService } from '../support/results-service.ts';
import { runAction } from '../support/runner.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';
import { FolderCache } from './kept/folder-cache.ts';
import { RecordedLog } from './recorded-host.ts';

/* Which Blender renders locally, with releases from a server. Those for this machine hold its own Blender. */

const onLinux = process.platform === 'linux' && process.arch === 'x64';
let folder: TemporaryFolder;
let releases: TestReleases;
beforeEach(async () => {
  folder = new TemporaryFolder();
  releases = (await TestReleases.start()).trusted();
  for (const version of ['5.2.2', '5.2.1', '4.5.3', '3.4.1']) {
    const name = `blender-${version}-linux-x64`;
    releases.add([`${name}.tar.xz`, releaseOf(name)]);
  }
});
afterEach(async () => {
  folder[Symbol.dispose]();
  await releases[Symbol.asyncDispose]();
});

interface Choice extends Partial<Omit<BlenderSettings, 'blenderVersion'>> {
  version?: string;
  cache?: FolderCache;
}

async function choose({ version, cache, ...given }: Choice): Promise<{ program: string; log: RecordedLog }> {
  const log = new RecordedLog();
  const host = {
    ...{ log, cancelled: new AbortController().signal, environment: process.env, cache: () => cache },
    stateDirectory: join(folder.path, 'state'),
    toolDirectory: join(folder.path, 'tools'),
  };
  const settings: BlenderSettings = {
    ...{ blender: 'blender', blenderMirror: releases.url, project: 'shot.blend', reuse: true, ...given },
    blenderVersion: version === undefined ? undefined : parseBlenderVersion(version),
  };
  const program = await chooseBlender(settings, host, await ProjectRoot.open(folder.path));
  return { program, log };
}

const placeOf = (version: string): string => join(folder.path, `tools/blender/${version}/x64/blender`);

test('without a version it is the program that is named, and nothing is asked for', async () => {
  expect((await choose({ blender: '/opt/blender' })).program).toBe('/opt/blender');
  expect(releases.requests).toEqual([]);
});

test('a program and a version exclude each other', async () => {
  await expect(choose({ blender: '/opt/blender', version: 'lts' })).rejects.toMatchObject({
    kind: 'settings',
    message: 'blender names a program, and blender-version a release to fetch.',
  });
});

test('a farm has its own', async () => {
  const texts: Record<string, string> = {
    project: 'a.blend',
    'manager-url': 'https://farm.example:8443',
    'blender-version': 'lts',
  };
  const opened = openEngine(
    parseSettings((name) => texts[name]),
    {} as never,
    {} as never,
  );
  await expect(opened).rejects.toMatchObject({
    kind: 'settings',
    message: expect.stringMatching(/^blender-version is for manager-url: local/),
  });
});

// Official releases for Linux are for x64 only, and others hold no program that could be made here.
const whereReleases = onLinux ? '' : ' (skipped: releases are made for Linux x64)';
(onLinux ? describe : describe.skip)(`a release${whereReleases}`, () => {
  test.each([
    [304, '3.4.1'],
    [405, '4.5.3'],
    [502, '5.2.2'],
  ])('of the .blend’s own series: %i is %s', async (version, release) => {
    folder.write({ 'shot.blend': buildBlend(projectBlocks(), { ...modernLayout, version }) });
    expect((await choose({ version: 'file' })).program).toBe(placeOf(release));
  });

  test('of a series that was never released is an error that names it', async () => {
    folder.write({ 'shot.blend': buildBlend(projectBlocks(), { ...modernLayout, version: 503 }) });
    await expect(choose({ version: 'file' })).rejects.toMatchObject({
      kind: 'settings',
      message: 'There is no release of Blender 5.3.',
      hint: 'Set blender-version to another: the newest series are 5.2, 4.5, 3.4.',
    });
  });

  describe('where a cache carries things from run to run', () => {
    const isArchive = (request: string): boolean => request.includes('.tar.xz');
    let cache: FolderCache;
    beforeEach(() => {
      folder.write({ 'cache/.keep': '' });
      cache = new FolderCache(join(folder.path, 'cache'));
    });
    /** The next runner has nothing of this one. */
    const nextRunner = (): void => {
      for (const name of ['tools', 'state']) rmSync(join(folder.path, name), { recursive: true });
      releases.requests.length = 0;
    };

    test('is fetched by the first run only', async () => {
      await choose({ version: '5.2', cache });
      expect(cache.keys).toEqual(['blendnet-render-blender-1-blender-5.2.2-linux-x64.tar.xz']);
      nextRunner();
      expect((await choose({ version: '5.2', cache })).program).toBe(placeOf('5.2.2'));
      expect(releases.requests.filter(isArchive)).toEqual([]);
      expect([cache.keys.length, cache.closed]).toEqual([1, 2]);
      expect(filesIn(folder).filter((name) => name.startsWith('state'))).toEqual(['state/downloads/']);
    });

    test('is fetched again when the cache has another', async () => {
      await choose({ version: '5.2', cache });
      nextRunner();
      writeFileSync(join(folder.path, 'cache', cache.keys[0]!), releaseOf('blender-5.2.2-linux-x64', [], 'echo evil'));
      await choose({ version: '5.2', cache });
      expect(releases.requests.filter(isArchive)).toHaveLength(1);
    });

    test('is neither looked for nor kept there without reuse', async () => {
      await choose({ version: '5.2', cache, reuse: false });
      expect([cache.keys, cache.closed]).toEqual([[], 0]);
    });
  });

  test('is kept in GitHub’s cache for the next runner', async () => {
    const service = await startResultsService();
    try {
      await using workspace = await temporaryDirectory();
      const project = await checkOutExample(workspace.path);
      folder.write({ 'ca.pem': releases.caPem });
      const inputs = {
        project,
        samples: '1',
        resolution: '32x18',
        'blender-version': '5.2',
        'blender-mirror': releases.url.href,
      };
      // An entry is found under the path only that it was saved from, which is the same on every runner.
      const sameTemp = { RUNNER_TEMP: join(workspace.path, '_temp') };
      const archives: number[] = [];
      for (const run of [1, 2]) {
        const step = await runAction({
          main: fileURLToPath(new URL('../../src/action.ts', import.meta.url)),
          workspace: workspace.path,
          inputs: { ...inputs, frames: String(run) },
          env: { ...service.envOf(run), ...sameTemp, NODE_EXTRA_CA_CERTS: join(folder.path, 'ca.pem') },
        });
        expect([step.exitCode, step.annotations]).toEqual([0, []]);
        archives.push(releases.requests.filter((request) => request.includes('.tar.xz')).length);
      }
      expect(archives).toEqual([1, 1]);
    } finally {
      await service.stop();
    }
  });

  test('renders, from the command line, and again without a network', async () => {
    const project = await checkOutExample(folder.path);
    writeFileSync(join(folder.path, 'ca.pem'), releases.caPem);
    const mirror = releases.url.href;
    const render = (...args: string[]): ReturnType<typeof runFromSources> =>
      runFromSources(
        [project, '--samples=1', '--resolution=32x18', '--blender-version=file', '--blender-mirror', mirror, ...args],
        folder.path,
        { env: { XDG_CACHE_HOME: join(folder.path, 'state'), NODE_EXTRA_CA_CERTS: join(folder.path, 'ca.pem') } },
      );
    const first = await render('--frames=1');
    expect([first.exitCode, first.stderr]).toEqual([
      0,
      expect.stringMatching(/Blender 3\.4\.1: fetching https:[^]*frame 1: rendered/),
    ]);
    await releases[Symbol.asyncDispose]();
    releases = await TestReleases.start({ secure: false });
    const second = await render('--frames=2', '--results=compose');
    expect([second.exitCode, second.stderr]).toEqual([
      0,
      expect.stringMatching(/Going on with Blender 3\.4\.1[^]*frame 2: rendered/),
    ]);
  });
});
