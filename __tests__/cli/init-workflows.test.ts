import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';
import {
  ciNames,
  examples,
  fillExample,
  filesFor,
  type CiName,
  type ExampleName,
} from '../../src/cli/init/workflows.ts';

const own = {
  ...{ project: 'scenes/shot.blend', frames: '1,25,50', baseline: true, branch: 'main', fewerSamples: true },
};
const names = Object.keys(examples) as ExampleName[];

test.each(names)('%s is what init writes, but for the words on copying it', (name) => {
  const example = readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8');
  const frames = name.endsWith('render-on-push.yml') ? '1' : own.frames;
  const lines = (text: string): string[] => text.split('\n').filter((line) => !/^(?:#|\/\/) /.test(line));
  const filled = fillExample(name, { ...own, frames });
  expect(lines(filled)).toEqual(lines(example));
  expect(filled).not.toMatch(/^(?:#|\/\/) Copy /m);
});

const strange = { project: 'film/a b (2).blend', frames: '3', baseline: false, branch: 'trunk', fewerSamples: false };

test.each(names.filter((name) => name.startsWith('ci/')))(
  '%s has the names of the project, as words of a shell',
  (name) => {
    const text = fillExample(name, strange);
    expect(text).toContain(
      'blendnet-render' + (name.endsWith('Jenkinsfile') ? '' : '@0.1.0') + " 'film/a b (2).blend' --frames 3",
    );
    expect(text).not.toMatch(/--baseline|--samples|1,25|shot\.blend/);
  },
);

test('a workflow has them as texts of YAML', () => {
  const push = parseYaml(fillExample('workflows/render-on-push.yml', strange)) as {
    on: { push: object };
    jobs: { render: { steps: { with?: object }[] } };
  };
  expect(push.on.push).toEqual({ branches: ['trunk'] });
  const inputs = { project: strange.project, 'blender-version': 'file', frames: '3' };
  expect(push.jobs.render.steps.at(-1)?.with).toEqual(inputs);
  const regression = parseYaml(fillExample('workflows/regression.yml', strange)) as typeof push;
  expect(regression.jobs.render.steps.at(-1)?.with).toEqual({
    ...{ ...inputs, results: 'compose', baseline: 'baseline' },
    ...{ 'github-token': '${{ github.token }}', comment: 'on-change', check: true },
  });
  expect(parseYaml(fillExample('ci/azure-pipelines.yml', strange))).toMatchObject({
    trigger: { branches: { include: ['trunk'] } },
  });
});

test.each([
  ...["a'b.blend", '$(id).blend', 'a\nb.blend', 'a"b.blend', 'a;b.blend', '`id`.blend', '-x.blend', 'a\\b.blend'],
  ...['${{ secrets.X }}.blend', '#.blend', 'a: b.blend', '%0A.blend', 'a\u202eb.blend'],
])('a name that is more than a name is refused: %j', (project) => {
  for (const name of names) expect(() => fillExample(name, { ...own, project })).toThrow(/would read as more/);
});

test('a branch of a strange name is not written', () => {
  expect(fillExample('workflows/render-on-push.yml', { ...own, branch: 'x]\nenv: {' })).toContain('branches: [main]');
});

test.each(Object.keys(ciNames) as CiName[])('%s has files of its own', (ci) => {
  const files = filesFor({ ci, farm: true, baseline: true });
  expect(files.map(([path]) => path)).toEqual([...new Set(files.map(([path]) => path))]);
  for (const [, example] of files) expect(names).toContain(example);
});

test('GitHub gets the workflows that fit', () => {
  const paths = (farm: boolean, baseline: boolean): string[] =>
    filesFor({ ci: 'github', farm, baseline }).map(([path]) => path.replace('.github/workflows/', ''));
  expect(paths(false, true)).toEqual(['regression.yml', 'approve.yml']);
  expect(paths(true, false)).toEqual(['render-on-push.yml', 'nightly.yml']);
});
