import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ProjectRoot } from '../../src/project/files.ts';
import { failureOf } from '../support/clients.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

/** A checkout with links in it, beside files that are nobody's business. */
function checkOut(): TemporaryFolder {
  const folder = new TemporaryFolder().write({ 'outside/key': 's3cret', 'work/shots/a': 'a', 'work/other/b': 'b' });
  const link = (target: string, name: string): void => {
    symlinkSync(target, join(folder.path, name));
  };
  link('../outside', 'work/out');
  link('../outside/key', 'work/key.txt');
  link('../../other', 'work/shots/aside');
  link('other', 'work/inside');
  link('nowhere', 'work/gone');
  link('circle', 'work/circle');
  link('work', 'alias');
  return folder;
}

describe('a place that a setting names', () => {
  test.each([
    ['shots', 'work/shots'],
    ['new/folder', 'work/new/folder'],
    ['inside/new', 'work/other/new'],
    ['shots/a/b', 'work/shots/a/b'],
    ['.', 'work'],
    // Who writes the setting may name what lies elsewhere.
    ['../outside/key', 'outside/key'],
    ['../outside/new', 'outside/new'],
  ])('%s is found, there or not', async (value, place) => {
    using folder = checkOut();
    const root = await ProjectRoot.open(join(folder.path, 'work'));
    expect(await root.named('output-directory', value)).toBe(join(folder.path, place));
  });

  test.each(['out', 'out/new/folder', 'key.txt', 'shots/../out'])('%s must not lead out', async (value) => {
    using folder = checkOut();
    const root = await ProjectRoot.open(join(folder.path, 'work'));
    expect(await failureOf(root.named('baseline', value))).toMatchObject({
      kind: 'settings',
      message: `baseline "${value}" leads outside the working directory.`,
    });
  });

  test.each(['gone', 'gone/new', 'circle'])('%s must lead somewhere', async (value) => {
    using folder = checkOut();
    const root = await ProjectRoot.open(join(folder.path, 'work'));
    expect(await failureOf(root.named('history', value))).toMatchObject({
      message: `history "${value}" is, or lies behind, a link that leads nowhere.`,
    });
  });

  test('is held to the checkout around a narrower root, and to a root that is named through a link', async () => {
    using folder = checkOut();
    const around = join(folder.path, 'work');
    const narrow = await ProjectRoot.open(join(around, 'shots'), { around });
    expect(await narrow.named('baseline', '../other')).toBe(join(around, 'other'));
    expect(await failureOf(narrow.named('baseline', 'aside'))).toMatchObject({ kind: 'settings' });
    expect(await failureOf(narrow.named('baseline', '../out'))).toMatchObject({ kind: 'settings' });
    const alias = join(folder.path, 'alias');
    const aliased = await ProjectRoot.open(alias);
    expect(await failureOf(aliased.named('baseline', join(alias, 'out')))).toMatchObject({ kind: 'settings' });
  });
});
