import { expect, test } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse as parseYaml } from 'yaml';
import { parseRenderArguments } from '../../src/cli/arguments.ts';
import { commands } from '../../src/cli/command-line.ts';
import { environmentName } from '../../src/settings/environment.ts';
import { parseSettings } from '../../src/settings/settings.ts';
import { settingsTable, type SettingName } from '../../src/settings/table.ts';

/* What the examples call is there: commands, flags, settings, and values that they take. */

const root = fileURLToPath(new URL('../../', import.meta.url));
const files = globSync(['examples/{ci,docker}/*', 'examples/workflows/*.yml'], { cwd: root }).sort();
const read = (file: string): string => readFileSync(root + file, 'utf8');

/** The words behind `blendnet-render`, of each call: a folded text of YAML is one line. */
function callsIn(text: string): string[][] {
  const joined = text
    .replaceAll(/\\\n#?\s*/g, ' ')
    .replaceAll(/ +/g, ' ')
    // What the examples' own variables hold.
    .replaceAll('"$PROJECT"', 'scenes/shot.blend')
    .replaceAll('"$SHARD/5"', '1/5');
  return [...joined.matchAll(/(?:^|npx(?: --yes)? |[\s`])blendnet-render(?:@[\d.]+)? ((?:[^\s`]+[ ]?)+)/gm)].map(
    ([, words = '']) => words.trim().split(/ +/),
  );
}

/** All texts of a YAML file, however deep. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

const calls = files.flatMap((file): [string, string[]][] => {
  const text = read(file);
  const comments = text.split('\n').filter((line) => /^\s*#/.test(line));
  const code = file.endsWith('.yml') ? [...textsIn(parseYaml(text)), comments.join('\n')] : [text];
  return code.flatMap(callsIn).map((words) => [file, words]);
});
const renders = calls.filter(([, [first = '']]) => first.endsWith('.blend'));

test('every CI has an example that renders', () => {
  const rendering = new Set(renders.map(([file]) => file.replace('examples/', '')));
  const cis = ['azure-pipelines.yml', 'circleci.yml', 'forgejo.yml', 'gitlab-ci.yml', 'Jenkinsfile'];
  expect([...rendering]).toEqual(expect.arrayContaining([...cis.map((name) => `ci/${name}`), 'docker/Dockerfile']));
});

test.each(renders)('%s renders with flags that we have: %j', (_, words) => {
  const { settings } = parseRenderArguments(words);
  expect(parseSettings((name) => settings.get(name)).project).toBe('scenes/shot.blend');
});

test.each(calls.filter((call) => !renders.includes(call)))(
  '%s calls a command that we have: %j',
  (_, [command = '']) => {
    expect(['--help', ...commands]).toContain(command.replace(/[,.]$/, ''));
  },
);

const variables = files.flatMap((file) =>
  [...read(file).matchAll(/\b(BLENDNET_[A-Z_]+)\b(?: ?[:=] '?([\w.-]+))?/g)].map(
    ([, name = '', value]): [string, string, string | undefined] => [file, name, value],
  ),
);
const names = new Map(Object.keys(settingsTable).map((name) => [environmentName(name), name as SettingName]));
// The secrets of a workflow have names of its owner's choice.
test.each(variables.filter(([file]) => !file.includes('/workflows/')))(
  '%s sets %s, which is a setting',
  (_, name, value) => {
    const setting = names.get(name);
    expect(setting).toBeDefined();
    if (value === undefined) return;
    expect(() =>
      parseSettings((one) => (one === setting ? value : one === 'project' ? 'x.blend' : undefined)),
    ).not.toThrow();
  },
);

// What all of them install has one list, which Blender's own libraries decide.
test('all install the same libraries', () => {
  const lists = files.flatMap((file) => read(file).match(/\blibegl1(?: \w+)*/) ?? []);
  expect(lists.length).toBeGreaterThanOrEqual(7);
  expect(new Set(lists).size).toBe(1);
});
