import { expect, test } from '@jest/globals';
import { cliOptions } from '../../src/cli/arguments.ts';
import { formatHelp } from '../../src/cli/help.ts';
import { failureKinds } from '../../src/base/errors.ts';
import { settingsTable } from '../../src/settings/table.ts';

const help = formatHelp();

// Secrets come from a file or the environment.
const secrets = ['password', 'github-token', 'notify-secret'];
const flags = Object.entries(settingsTable).filter(([name]) => !secrets.includes(name));

test.each([...flags, ...Object.entries(cliOptions)])('--%s is explained', (name, { help: text }) => {
  const [, entry = ''] = help.split(new RegExp(`^  --${name}(?:, -[a-z])? +`, 'm'));
  expect(entry.split(/\s+/).join(' ')).toContain(text.replaceAll('`', '').slice(0, 60));
});

test('defaults are told', () => {
  expect(help).toMatch(/--attempts .*\(default: 2\)/);
  expect(help).toMatch(/--artifact-name [^]*?\(default: blendnet\)/);
});

test.each(Object.entries(failureKinds))('the exit code of %s is told', (kind, { exitCode }) => {
  expect(help).toMatch(new RegExp(`^ +${exitCode} .*\\b${kind}\\b`, 'm'));
});

test('it fits a terminal', () => {
  const lines = help.split('\n');
  expect(lines.filter((line) => line.length > 110)).toEqual([]);
  expect(help).not.toMatch(/ $|undefined|`/m);
});
