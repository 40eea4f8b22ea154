import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ProjectRoot } from '../../src/project/files.ts';
import { surveyProject, type Survey } from '../../src/project/survey.ts';
import { buildBlend, projectBlocks } from '../support/blend-builder.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`;

/** What a .blend that names these images needs. */
async function survey(folder: TemporaryFolder, images: string[], dependencies = ['auto']): Promise<Survey> {
  folder.write({ 'shot.blend': buildBlend(projectBlocks(images)) });
  const root = await ProjectRoot.open(folder.path);
  const signal = new AbortController().signal;
  return await surveyProject(root, { project: { path: 'shot.blend' }, dependencies, ignored: [], signal });
}

const filesOf = ({ inventory }: Survey): string[] => inventory.files.map(({ path }) => path);

test('Git LFS pointers are problems, of what is traced and of what is globbed, each once', async () => {
  using folder = new TemporaryFolder().write({ 'tex/a.png': pointer, 'tex/b.png': pointer, 'tex/c.png': 'picture' });
  const { trace, problems } = await survey(folder, ['//tex/a.png'], ['auto', 'tex/*']);
  expect(trace?.problems).toMatchObject([{ kind: 'pointer', path: 'tex/a.png', owner: 'shot.blend' }]);
  expect(problems.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^image ".+" in shot\.blend → \/\/tex\/a\.png is a Git LFS pointer, not the file\.$/),
    'tex/b.png is a Git LFS pointer, not the file.',
  ]);
});

test('nothing private is sent because a .blend names it, also through links', async () => {
  using folder = new TemporaryFolder().write({ '.git/config': 'token', '.env': 'key', '.hidden.png': 'picture' });
  symlinkSync('.env', join(folder.path, 'wood.png'));
  symlinkSync('.git', join(folder.path, 'tex'));
  const images = ['//.git/config', '//.env', '//wood.png', '//tex/config', '//.hidden.png', '//.ssh/none'];
  const found = await survey(folder, images);
  expect(filesOf(found)).toEqual(['shot.blend', '.hidden.png']);
  const reasons = found.problems.map(({ message }) => message.replace(/^.* → /, ''));
  expect(reasons).toEqual([
    '//.git/config lies in .git, of which nothing is ever sent.',
    '//.env looks like a key or a password, and is not sent.',
    '//wood.png looks like a key or a password, and is not sent.',
    '//tex/config lies in .git, of which nothing is ever sent.',
    '//.ssh/none looks like a key or a password, and is not sent.',
  ]);
});

test('what dependencies names is sent, but nothing of .git', async () => {
  using folder = new TemporaryFolder().write({ '.git/config': 'token', '.env': 'key' });
  const found = await survey(folder, ['//.git/config', '//.env'], ['auto', '.env*']);
  expect(filesOf(found)).toEqual(['shot.blend', '.env']);
  expect(found.problems).toHaveLength(1);
});

test('a name that cannot be sent is a problem of the image that has it', async () => {
  using folder = new TemporaryFolder().write({ 'a\nb.png': 'picture' });
  const found = await survey(folder, ['//a\nb.png']);
  expect(filesOf(found)).toEqual(['shot.blend']);
  expect(found.problems).toMatchObject([
    { message: expect.stringMatching(/has a name that cannot be sent\.$/), hint: expect.stringMatching(/^Rename it/) },
  ]);
});
