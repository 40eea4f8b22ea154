import type { ActionRun } from '../runner.ts';
import type { ProcessResult } from './process.ts';
import { lineBreak, parseCommand } from './commands.ts';

/** The forms in which Basic credentials can leak. */
export function secretsOf(username: string, password: string): string[] {
  const header = Buffer.from(`${username}:${password}`).toString('base64');
  const forms = [password, encodeURIComponent(password), JSON.stringify(password).slice(1, -1), btoa(password), header];
  return [...new Set(forms)];
}

/** A log without the commands that mask a text, which have to say it. */
function withoutMasking(log: string): string {
  return log
    .split(lineBreak)
    .filter((line) => parseCommand(line)?.name !== 'add-mask')
    .join('\n');
}

function textsOf(run: ProcessResult | ActionRun, prefix = ''): [place: string, text: string][] {
  const texts: [string, string][] = [
    [`${prefix}stdout`, withoutMasking(run.stdout)],
    [`${prefix}stderr`, withoutMasking(run.stderr)],
  ];
  if (!('outputs' in run)) return texts;
  const { summary, outputs, state, env, post } = run;
  const values = Object.entries({ outputs, state, env }).flatMap(([place, record]) =>
    Object.entries(record).map(([name, value]): [string, string] => [`${prefix}${place}.${name}`, value]),
  );
  return [...texts, [`${prefix}summary`, summary], ...values, ...(post ? textsOf(post, 'post ') : [])];
}

/** Where a run shows one of the secrets; empty when it keeps them. `more` are further texts to look at, by name. */
export function findSecrets(
  run: ProcessResult | ActionRun,
  secrets: readonly string[],
  more: Readonly<Record<string, string>> = {},
): string[] {
  return [...textsOf(run), ...Object.entries(more)]
    .filter(([, text]) => secrets.some((secret) => text.includes(secret)))
    .map(([place]) => place);
}
