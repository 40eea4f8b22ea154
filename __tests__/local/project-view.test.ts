import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ProjectView } from '../../src/local/project-view.ts';
import { ProjectRoot } from '../../src/project/files.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

async function seen(folder: TemporaryFolder, paths: string[]): Promise<Record<string, string>> {
  const root = await ProjectRoot.open(folder.path);
  const entries = await new ProjectView(root.directory).of(await Promise.all(paths.map((path) => root.look(path))));
  return Object.fromEntries(entries.map(([path, access]) => [path.slice(folder.path.length), access]));
}

test('of a workspace, Blender sees what holds the project, and no .git in it', async () => {
  using folder = new TemporaryFolder().write({
    'shot.blend': '',
    'credentials.json': '',
    '.git/config': '',
    'textures/wood.png': '',
    'textures/.git/config': '',
    'textures/more/.git/config': '',
    // What points to a .git folder elsewhere holds no secret.
    'textures/linked/.git': 'gitdir: ../../.git/modules/linked',
    'other/checkout/.git/config': '',
  });
  expect(await seen(folder, ['shot.blend', 'textures/wood.png'])).toEqual({
    '/shot.blend': 'read',
    '/textures': 'read',
    '/textures/.git': 'empty',
    '/textures/more/.git': 'empty',
  });
});

test('where a link leads to another folder, that one is seen, too', async () => {
  using folder = new TemporaryFolder().write({ 'scenes/shot.blend': '', 'shared/wood.png': '' });
  symlinkSync('../shared', join(folder.path, 'scenes/textures'));
  expect(await seen(folder, ['scenes/shot.blend', 'scenes/textures/wood.png'])).toEqual({
    '/scenes': 'read',
    '/shared': 'read',
  });
});
