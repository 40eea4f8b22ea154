import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { findProject } from '../../src/project/inventory.ts';
import { openHere, openRoot } from '../../src/project/open-root.ts';
import { failureOf } from '../support/clients.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

/** Two repositories, one of them a worktree, and a folder that is none. */
const files = {
  'repo/.git/HEAD': '',
  'repo/scenes/shot.blend': '',
  'repo/tex/wood.png': '',
  'worktree/.git': 'gitdir: ../repo/.git/worktrees/x',
  'worktree/shot.blend': '',
  'plain/scenes/shot.blend': '',
};

/** The root, the folder that names are seen from, and the .blend below the root. */
async function rootOf(startedIn: string, project: string, more: { named?: string; inRepository?: boolean } = {}) {
  using folder = new TemporaryFolder().write(files);
  const { named: workingDirectory, inRepository = true } = more;
  const request = { workingDirectory, project, startedIn: join(folder.path, startedIn), inRepository };
  const root = await openRoot(request);
  const short = (path: string): string => path.slice(folder.path.length + 1);
  return [short(root.directory), short(root.seenFrom), await findProject(root, project)];
}

test.each([
  ['repo', 'scenes/shot.blend', ['repo', 'repo', 'scenes/shot.blend']],
  ['repo/scenes', 'shot.blend', ['repo', 'repo/scenes', 'scenes/shot.blend']],
  ['repo/tex', '../scenes/shot.blend', ['repo', 'repo/tex', 'scenes/shot.blend']],
  ['worktree', 'shot.blend', ['worktree', 'worktree', 'shot.blend']],
  ['plain', 'scenes/shot.blend', ['plain', 'plain', 'scenes/shot.blend']],
  ['plain/scenes', 'shot.blend', ['plain/scenes', 'plain/scenes', 'shot.blend']],
  // Elsewhere: its own repository, or its own folder.
  ['worktree', '../repo/scenes/shot.blend', ['repo', 'worktree', 'scenes/shot.blend']],
  ['repo', '../plain/scenes/shot.blend', ['plain/scenes', 'repo', 'shot.blend']],
  // Who starts in a folder with repositories in it means that folder.
  ['', 'repo/scenes/shot.blend', ['', '', 'repo/scenes/shot.blend']],
])('started in "%s", %s has its root', async (startedIn, project, expected) => {
  expect(await rootOf(startedIn, project)).toEqual(expected);
});

test('a working directory that is named is the root, and all is seen from it', async () => {
  expect(await rootOf('repo', 'shot.blend', { named: 'scenes' })).toEqual([
    ...['repo/scenes', 'repo/scenes', 'shot.blend'],
  ]);
});

test('a checkout is the root as it is', async () => {
  const more = { inRepository: false };
  expect(await rootOf('repo/scenes', 'shot.blend', more)).toEqual(['repo/scenes', 'repo/scenes', 'shot.blend']);
});

test('a folder that is not there is the fault of the .blend’s name', async () => {
  expect(await failureOf(rootOf('repo', 'gone/shot.blend'))).toMatchObject({
    ...{ kind: 'missing-file', message: 'gone/shot.blend is not there.' },
  });
});

test('commands without a project start in the repository, too', async () => {
  using folder = new TemporaryFolder().write(files);
  const [within, plain] = [await openHere(join(folder.path, 'repo/tex')), await openHere(join(folder.path, 'plain'))];
  expect([within.directory, within.patternFolder]).toEqual([join(folder.path, 'repo'), 'tex']);
  expect([plain.directory, plain.patternFolder]).toEqual([join(folder.path, 'plain'), '']);
});
