import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failureKinds } from '../src/base/errors.ts';
import { mergeSettings } from '../src/run/merge/settings.ts';
import { outputsTable, planOutputsTable } from '../src/settings/outputs.ts';
import type { Setting } from '../src/settings/setting.ts';
import { settingsTable, type SettingName } from '../src/settings/table.ts';
import { formatKernels } from './kernels.ts';
import { formatSchemas } from './schemas.ts';

/*
 * Writes what is said in several places from the one table that says it: inputs and outputs of the actions, the tables in
 * README.md and docs/, the README's list of what docs/ holds, the JSON schemas and types of what the program writes for
 * other programs, and the compiled kernels of the comparison. `npm run generate` writes, `npm run generate -- --check` fails
 * when something is not up to date.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const settings = Object.entries(settingsTable) as [SettingName, Setting<unknown>][];

/** What most workflows set; the README has these alone. */
const mostUsed: SettingName[] = [
  'project',
  'frames',
  'blender-version',
  'samples',
  'resolution',
  'results',
  'baseline',
  'on-difference',
  'dependencies',
  'manager-url',
];

/** What the pages of docs/ are about, in the order of the README. Others follow, by their names. */
const about: Record<string, string> = {
  init: 'the files that a repository needs, written for you',
  baselines: 'verdicts, tolerances, approving, every night',
  judge: 'what a verdict rests on',
  'pull-requests': 'comment, pictures and check; approving there; forks',
  local: 'which Blender, what it renders',
  farm: 'what it renders, certificates, proxies, one run at a time',
  shards: 'the jobs of a workflow share the frames, and one of them puts them together',
  dependencies: 'what is found in the .blend, what is never sent',
  reuse: 'what is kept between runs, where, and for how long',
  'other-ci': 'examples to copy, JUnit, a Dockerfile',
  runners: 'self-hosted runners, Enterprise Server, Gitea, Forgejo, pull requests from forks',
  notify: 'webhooks, Slack, Discord',
  'command-line': 'every command',
  'blend-changes': 'causes in the report, and `git diff` of a .blend',
  comparing: 'which figures there are when',
  npm: 'the package, its schemas and types',
  settings: 'all of them, by group',
  troubleshooting: 'each kind of failure',
  benchmarks: 'measured',
  versions: 'what is supported, what a breaking change is',
  alternatives: 'with other tools, in both directions',
};

/** Where a group of settings is told of at length, seen from docs/. */
const pages: Partial<Record<string, string>> = {
  Farm: '[Rendering on a BlendNet farm](farm.md), [Rendering without a farm](local.md)',
  Project: '[What a project needs](dependencies.md)',
  Frames: '[What a local run renders](local.md#what-it-renders), [What a farm renders](farm.md#what-a-farm-renders)',
  Comparison: '[Baselines](baselines.md)',
  'Pull request': '[On the pull request](pull-requests.md), [Telling other services](notify.md)',
  Behaviour: '[Every byte once, every frame once](reuse.md)',
};

const sections: Record<string, () => string> = {
  inputs: () => formatInputs(settings),
  outputs: () => formatOutputs(outputsTable),
  'plan-inputs': () => formatInputs(settings.filter(([name]) => name !== 'shard')),
  'plan-outputs': () => formatOutputs({ ...planOutputsTable, 'failure-kind': outputsTable['failure-kind'] }),
  'merge-inputs': () => formatInputs(settings.filter(([name]) => mergeSettings.some((one) => one === name))),
  documents: () => {
    const rank = (name: string): number => (Object.keys(about).indexOf(name) + 1 || Infinity) - 1;
    const names = globSync('docs/*.md', { cwd: root }).map((file) => basename(file, '.md'));
    return names
      .sort((a, b) => (rank(a) === rank(b) ? a.localeCompare(b) : rank(a) - rank(b)))
      .map((name) => {
        const title = /^# (.+)$/m.exec(readFileSync(join(root, `docs/${name}.md`), 'utf8'))?.[1] ?? name;
        return `- [${title}](docs/${name}.md)${about[name] === undefined ? '' : `: ${about[name]}`}`;
      })
      .join('\n');
  },
  'main-inputs-table': () => inputsTable(mostUsed.map((name) => [name, settingsTable[name]])),
  'inputs-table': () => {
    const groups = [...Map.groupBy(settings, ([, { group }]) => group)];
    return [
      [...groups.map(([group]) => group), 'Outputs']
        .map((title) => `[${title}](#${title.toLowerCase().replaceAll(' ', '-')})`)
        .join(' · '),
      ...groups.flatMap(([group, rows]) => {
        const page = pages[group];
        return [`## ${group}`, ...(page === undefined ? [] : [`More: ${page}.`]), inputsTable(rows)];
      }),
    ].join('\n\n');
  },
  'outputs-table': () =>
    table(
      ['Output', ''],
      Object.entries(outputsTable).map(([name, help]) => [`\`${name}\``, help]),
    ),
  'kinds-table': () =>
    table(
      ['`failure-kind`', 'Exit code', ''],
      Object.entries(failureKinds).map(([kind, { exitCode, title }]) => [
        `[\`${kind}\`](#${kind})`,
        String(exitCode),
        title,
      ]),
    ),
};

function formatInputs(inputs: typeof settings): string {
  return inputs
    .map(([name, { help, default: fallback }]) =>
      [
        `  ${name}:`,
        `    description: ${quote(help)}`,
        ...(name === 'project' ? ['    required: true'] : [`    default: ${quote(fallback)}`]),
      ].join('\n'),
    )
    .join('\n');
}

function formatOutputs(outputs: Record<string, string>): string {
  return Object.entries(outputs)
    .map(([name, help]) => `  ${name}:\n    description: ${quote(help)}`)
    .join('\n');
}

function inputsTable(rows: [SettingName, Setting<unknown>][]): string {
  return table(
    ['Input', 'Default', ''],
    rows.map(([name, { help, default: fallback }]) => [
      `\`${name}\``,
      name === 'project' ? '**required**' : fallback === '' ? '' : `\`${fallback}\``,
      help,
    ]),
  );
}

function quote(text: string): string {
  // As prettier writes YAML.
  return text.includes("'") && !text.includes('"') ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`;
}

function table(head: string[], rows: string[][]): string {
  const format = (cells: string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [format(head), format(head.map(() => '---')), ...rows.map(format)].join('\n');
}

/** Replaces what stands between the marks `generated:NAME` and `/generated` of a file. */
function fill(text: string): string {
  return text.replace(
    /^( *(?:#|<!--) generated:([a-z-]+)(?: -->)?\n)[^]*?^( *(?:#|<!--) \/generated)/gm,
    (_, start: string, name: string, end: string) => {
      const section = sections[name];
      if (section === undefined) throw new Error(`No section ${name} to generate`);
      const gap = start.includes('<!--') ? '\n' : '';
      return `${start}${gap}${section()}\n${gap}${end}`;
    },
  );
}

function put(file: string, make: (text: string) => string): void {
  const path = join(root, file);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const made = make(text);
  if (made === text) return;
  if (process.argv.includes('--check')) {
    console.error(`${file} is not up to date: run \`npm run generate\`.`);
    process.exitCode = 1;
  } else {
    writeFileSync(path, made);
    console.log(`Wrote ${file}.`);
  }
}

const kernels = await formatKernels();
const filled = [
  'action.yml',
  'plan/action.yml',
  'merge/action.yml',
  'README.md',
  'docs/settings.md',
  'docs/troubleshooting.md',
];
for (const file of filled) put(file, fill);
for (const [name, schema] of formatSchemas()) put(`schemas/${name}`, () => schema);
put('src/compare/kernels/module.ts', () => kernels);
