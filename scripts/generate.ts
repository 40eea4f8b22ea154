import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { failureKinds } from '../src/base/errors.ts';
import { mergeSettings } from '../src/run/merge/settings.ts';
import { outputsTable, planOutputsTable } from '../src/settings/outputs.ts';
import type { Setting } from '../src/settings/setting.ts';
import { settingsTable } from '../src/settings/table.ts';
import { formatSchemas } from './schemas.ts';

/*
 * Writes what is said in several places from the one table that says it: inputs and outputs of the actions, the tables
 * in README.md, and the JSON schemas of what the program writes for other programs. `npm run generate` writes, `npm run generate -- --check` fails when something is not up to date.
 */

const settings = Object.entries(settingsTable) as [string, Setting<unknown>][];

const sections: Record<string, () => string> = {
  inputs: () => formatInputs(settings),
  outputs: () => formatOutputs(outputsTable),
  'plan-inputs': () => formatInputs(settings.filter(([name]) => name !== 'shard')),
  'plan-outputs': () => formatOutputs({ ...planOutputsTable, 'failure-kind': outputsTable['failure-kind'] }),
  'merge-inputs': () => formatInputs(settings.filter(([name]) => mergeSettings.some((one) => one === name))),
  'inputs-table': () => {
    const groups = Map.groupBy(settings, ([, { group }]) => group);
    return [...groups]
      .map(([group, rows]) =>
        table(
          ['Input', 'Default', group],
          rows.map(([name, { help, default: fallback }]) => [
            `\`${name}\``,
            name === 'project' ? '**required**' : fallback === '' ? '' : `\`${fallback}\``,
            help,
          ]),
        ),
      )
      .join('\n\n');
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
  const path = fileURLToPath(new URL(`../${file}`, import.meta.url));
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

for (const file of ['action.yml', 'plan/action.yml', 'merge/action.yml', 'README.md']) put(file, fill);
for (const [name, schema] of formatSchemas()) put(`schemas/${name}`, () => schema);
