import { expect, test } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/* What others run because we name it. */

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (file: string): string => readFileSync(root + file, 'utf8');
const packaged = JSON.parse(read('package.json')) as {
  version: string;
  scripts: Record<string, string>;
};

const places = [
  '.github/workflows/*.yml',
  'examples/{ci,workflows}/*.yml',
  'docs/*.md',
  'README.md',
  'src/**/*.md',
  '.github/*.md',
];
const files = globSync(places, { cwd: root });
/** Every `uses:` as `file: what it uses`; what a workflow has in its own repository is no other's. */
const uses = files.flatMap((file) =>
  [...read(file).matchAll(/\buses: (?!\.\/)(.+)$/gm)].map(([, used = '']): [string, string] => [file, used.trim()]),
);

test('there are actions to look at', () => {
  expect(new Set(uses.map(([file]) => file)).size).toBeGreaterThanOrEqual(8);
});

test.each(uses)('%s uses what nobody can change: %s', (file, used) => {
  const [, ours] = /^blendnet-render\/blendnet-render(?:\/[\w.-]+)*@v(.*)$/.exec(used) ?? [];
  const isOurs = ours === packaged.version;
  expect(isOurs || /^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+(-\w+)?$/.test(used)).toBe(true);
  // Only the workflow that others call cannot name what is in its own commit.
  expect(file.startsWith('.github/') && isOurs && file !== '.github/workflows/render.yml').toBe(false);
});

test('an action has the same commit wherever it is used', () => {
  const commits = Map.groupBy(uses, ([, used]) => {
    const [, owner, version] = /^([\w-]+\/[\w-]+).*?(?:# (v\d+).*)?$/.exec(used) ?? [];
    return `${owner} ${version}`;
  });
  const several = [...commits].filter(([, all]) => new Set(all.map(([, used]) => used.split('@')[1])).size > 1);
  expect(several).toEqual([]);
});

test('every checkout of ours and of the examples keeps its credentials to itself, but for the tag of a release', () => {
  const keeping = files.filter((file) => {
    const text = read(file);
    const checkouts = text.match(/uses: actions\/checkout@/g)?.length ?? 0;
    return checkouts !== (text.match(/persist-credentials: false/g)?.length ?? 0);
  });
  expect(keeping).toEqual(['.github/workflows/release.yml']);
});

test('npm runs a package from GitHub as it is, without what it is developed with', () => {
  // With one of these, npm would first install all that the package is developed with (pacote, lib/git.js).
  const preparing = ['postinstall', 'build', 'preinstall', 'install', 'prepack', 'prepare'];
  expect(Object.keys(packaged.scripts).filter((name) => preparing.includes(name))).toEqual([]);
  expect(packaged).not.toHaveProperty('workspaces');
});

test('who installs the package gets no other with it', () => {
  const wanting = ['dependencies', 'optionalDependencies', 'peerDependencies', 'bundleDependencies'];
  expect(Object.keys(packaged).filter((name) => wanting.includes(name))).toEqual([]);
});
