import { expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { runNode, type NodeResult } from '../support/run-node.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const script = fileURLToPath(new URL('../../scripts/check-release.ts', import.meta.url));

interface Release {
  args: string[];
  version?: string;
  changelog?: string;
  /** More files by name. */
  others?: Record<string, string>;
}

/** Runs the check in a folder that has only package.json and CHANGELOG.md. */
async function check({
  args,
  version = '1.2.3',
  changelog = '## Unreleased\n\n## 1.2.3\n',
  others = {},
}: Release): Promise<NodeResult> {
  using folder = new TemporaryFolder();
  folder.write({ 'package.json': JSON.stringify({ version }), 'CHANGELOG.md': changelog, ...others });
  return await runNode([script, ...args], { cwd: folder.path });
}

const refused = (...lines: string[]): NodeResult => ({
  exitCode: 1,
  stdout: '',
  stderr: lines.map((line) => `${line}\n`).join(''),
});

test.each(['## 1.2.3\n', '# Changes\r\n\r\n## 1.2.3 (2030-01-31)\r\n'])(
  'takes a release with %j',
  async (changelog) => {
    expect(await check({ args: ['v1.2.3'], changelog })).toEqual({
      exitCode: 0,
      stdout: 'v1.2.3 is the version in package.json, and CHANGELOG.md has a heading for it.\n',
      stderr: '',
    });
  },
);

test.each(['1.2.3', 'v1.2', 'v1.2.3-rc.1', 'v1.2.3\n', 'main'])('refuses the tag %j', async (tag) => {
  expect(await check({ args: [tag] })).toEqual(
    refused(`The tag ${JSON.stringify(tag)} is not vX.Y.Z: name it like v1.2.3.`),
  );
});

test('refuses to guess when no tag is given', async () => {
  expect(await check({ args: [] })).toEqual(refused('The tag "" is not vX.Y.Z: name it like v1.2.3.'));
});

test('refuses a tag that is not the version of the package', async () => {
  expect(await check({ args: ['v1.2.3'], version: '1.2.2' })).toEqual(
    refused('package.json has the version "1.2.2", the tag is v1.2.3: make them equal.'),
  );
});

test.each(['## Unreleased\n', '## 1.2.30\n', '### 1.2.3\n', 'In 1.2.3\n', '## 1x2.3\n'])(
  'refuses a changelog with nothing but %j',
  async (changelog) => {
    expect(await check({ args: ['v1.2.3'], changelog })).toEqual(
      refused('CHANGELOG.md has no heading "## 1.2.3": move what is under "## Unreleased" to it.'),
    );
  },
);

test('names everything that is wrong at once', async () => {
  expect(await check({ args: ['v2.0.0'] })).toEqual(
    refused(
      'package.json has the version "1.2.3", the tag is v2.0.0: make them equal.',
      'CHANGELOG.md has no heading "## 2.0.0": move what is under "## Unreleased" to it.',
    ),
  );
});

test('refuses examples that name another release', async () => {
  const others = {
    '.github/workflows/render.yml': 'uses: blendnet-render/blendnet-render/plan@v1.2.0',
    'examples/workflows/b.yml': 'uses: blendnet-render/blendnet-render/.github/workflows/render.yml@v1.1.9',
    'README.md':
      'uses: blendnet-render/blendnet-render@v1.2.3\nnpx --package github:blendnet-render/blendnet-render#v1.2.2 x',
    '.github/SECURITY.md': 'gh attestation verify blendnet-render-1.2.1.tgz',
    'docs/farm.md': 'uses: blendnet-render/blendnet-render@v1.2.0',
    'examples/workflows/a.yml': 'uses: blendnet-render/blendnet-render@v1.2.3 # as blendnet-render 1.0.0 had it',
  };
  expect(await check({ args: ['v1.2.3'], others })).toEqual(
    refused(
      '.github/SECURITY.md names the release 1.2.1: make it 1.2.3.',
      '.github/workflows/render.yml names the release 1.2.0: make it 1.2.3.',
      'README.md names the release 1.2.2: make it 1.2.3.',
      'docs/farm.md names the release 1.2.0: make it 1.2.3.',
      'examples/workflows/b.yml names the release 1.1.9: make it 1.2.3.',
    ),
  );
});
