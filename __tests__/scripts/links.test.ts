import { expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join, normalize, relative } from 'node:path';
import { parse } from 'yaml';
import { documents, pageOf, project, read, root, slug } from './documents.ts';

/* Where the documents lead, and what they call the project. Other servers are not asked. */

/** Our own files on GitHub count as what they are here. */
const ownFile = new RegExp(`^https://github\\.com/${slug}/(?:blob|tree)/HEAD/`);

/** What is wrong with a link in `file`; undefined when it leads somewhere, or to another server. */
function problemOf(file: string, target: string): string | undefined {
  const isOwn = ownFile.test(target);
  if (!isOwn && /^[a-z]+:/.test(target)) return target.startsWith('https://') ? undefined : 'is no https';
  const [path = '', anchor] = target.replace(ownFile, '').split('#');
  const place = path === '' ? file : normalize(isOwn ? path : join(file, '..', decodeURIComponent(path)));
  if (relative('.', place).startsWith('..')) return 'leads out of the repository';
  if (!existsSync(join(root, place))) return 'is not there';
  return anchor === undefined || pageOf(place).anchors.has(anchor) ? undefined : 'has no such heading';
}

test('links that lead nowhere are found', () => {
  const problems = ['#contents', '#nowhere', 'docs/none.md', 'docs/farm.md#none', '../other', 'http://example.org'].map(
    (target) => problemOf('README.md', target),
  );
  const missing = 'has no such heading';
  expect(problems).toEqual([undefined, missing, 'is not there', missing, 'leads out of the repository', 'is no https']);
  expect(problemOf('docs/farm.md', `https://github.com/${slug}/blob/HEAD/README.md#none`)).toBe(missing);
});

test.each(documents)('every link in %s leads somewhere', (file) => {
  const { targets } = pageOf(file);
  const problems = targets.flatMap((target) => {
    const problem = problemOf(file, target);
    return problem === undefined ? [] : [`${target} ${problem}`];
  });
  expect(problems).toEqual([]);
});

test('the issue forms lead to headings that are there', () => {
  const { contact_links } = parse(read('.github/ISSUE_TEMPLATE/config.yml')) as { contact_links: { url: string }[] };
  expect(contact_links.map(({ url }) => problemOf('README.md', url))).toEqual(contact_links.map(() => undefined));
});

test('the README is short, and leads to every page of docs', () => {
  const linked = new Set(pageOf('README.md').targets);
  expect(documents.filter((file) => file.startsWith('docs/') && !linked.has(file))).toEqual([]);
  expect(read('README.md').split('\n').length).toBeLessThanOrEqual(250);
});

test('pictures are small enough to open at once', () => {
  const pictures = documents.flatMap((file) =>
    pageOf(file)
      .targets.filter((target) => /\.png$/.test(target) && !/^https:/.test(target))
      .map((target) => join(file, '..', target)),
  );
  expect(pictures).not.toEqual([]);
  expect(pictures.filter((picture) => readFileSync(join(root, picture)).length > 300_000)).toEqual([]);
});

test('the project has the names that package.json gives it, wherever they stand', () => {
  expect(slug).toMatch(/^[\w-]+\/blendnet-render$/);
  expect((parse(read('action.yml')) as { name: string }).name).toBe(project.displayName);
  expect(read('README.md')).toMatch(new RegExp(`^# ${project.displayName}\n`));
  const names = /(?:github\.com\/|github:|uses: |--repo )([\w.-]+\/blendnet-render)\b/g;
  const examples = ['render-on-push', 'regression', 'nightly', 'approve'].map(
    (name) => `examples/workflows/${name}.yml`,
  );
  const places = [...documents, ...examples, '.github/ISSUE_TEMPLATE/config.yml'];
  const named = places.flatMap((file) => [...read(file).matchAll(names)].map(([, name]) => name));
  expect(named.length).toBeGreaterThan(10);
  expect(new Set(named)).toEqual(new Set([slug]));
});
