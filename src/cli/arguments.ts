import { RenderError } from '../base/errors.ts';
import { environmentName } from '../settings/environment.ts';
import { flag, flagOrBytes, lines } from '../settings/parsers.ts';
import type { Setting } from '../settings/setting.ts';
import { settingsTable, type SettingName } from '../settings/table.ts';
import { helpFlag, parseFlags } from './flags.ts';

/** Options that are no settings. */
export const cliOptions = {
  json: { type: 'boolean', help: 'Print one JSON object (the outputs) as the last line of standard output.' },
  verbose: { type: 'boolean', help: 'Log details, such as what Blender says on this machine.' },
  'password-file': {
    type: 'string',
    help: 'File with the password; - is standard input. BLENDNET_PASSWORD works, too.',
  },
  help: { ...helpFlag, help: 'Show this help.' },
  version: { type: 'boolean', help: 'Show the version.' },
} as const;

export interface RenderArguments {
  /** Settings given as flags or, for the project, as the first word. */
  settings: Map<SettingName, string>;
  options: { [N in keyof typeof cliOptions]?: (typeof cliOptions)[N]['type'] extends 'boolean' ? boolean : string };
  /** Flags of one command only. */
  others: Record<string, string>;
}

/**
 * Parses the flags of `render`. Settings take `--name value` or `--name=value`; those that are true or false also
 * `--name` and `--no-name`. Lists may be given piece by piece; of anything else the last one counts.
 * @param others names of flags that only this command has, with a value each
 * @throws RenderError `settings` for a flag that does not exist.
 */
export function parseRenderArguments(args: string[], command = 'render', others: string[] = []): RenderArguments {
  const settingOptions = Object.fromEntries(
    Object.keys(settingsTable).map((name) => [name, { type: 'string' as const, multiple: true }]),
  );
  const otherOptions = Object.fromEntries(others.map((name) => [name, { type: 'string' as const }]));
  const parsed = parseFlags(command, expandFlags(args), { ...settingOptions, ...cliOptions, ...otherOptions });
  const settings = new Map<SettingName, string>();
  const options: Record<string, unknown> = {};
  const said: Record<string, string> = {};
  for (const [name, value] of Object.entries(parsed.values)) {
    if (name in cliOptions) options[name] = value;
    else if (typeof value === 'string') said[name] = value;
    else if (Array.isArray(value)) settings.set(name as SettingName, join(name as SettingName, value.map(String)));
  }
  checkSecrets(settings);
  const [project, ...more] = parsed.positionals;
  if (project !== undefined && !settings.has('project')) settings.set('project', project);
  else if (project !== undefined) more.unshift(project);
  if (more.length > 0) {
    throw new RenderError('settings', `What is "${more.join(' ')}"? One project is rendered at a time.`, {
      hint: 'Several frames: --frames 1-10.',
    });
  }
  return { settings, options, others: said };
}

function checkSecrets(settings: ReadonlyMap<SettingName, string>): void {
  for (const [name, value] of settings) {
    const { secret = false }: Setting<unknown> = settingsTable[name];
    if (!secret || value === '') continue;
    const file = name === 'password' ? ', or use --password-file FILE (- for standard input)' : '';
    throw new RenderError('settings', `A ${name} on the command line can be read by everybody on this machine.`, {
      hint: `Set ${environmentName(name)}${file}.`,
    });
  }
}

/** `--insecure` → `--insecure=true`, `--no-reuse` → `--reuse=false`, `--reuse false` → `--reuse=false`. */
function expandFlags(args: string[]): string[] {
  const expanded: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? '';
    if (arg === '--') return [...expanded, ...args.slice(index)];
    const name = /^--([a-z-]+)$/.exec(arg)?.[1] ?? '';
    const next = args[index + 1] ?? '';
    if (isFlag(name) && /^(true|false|bytes)$/i.test(next)) {
      expanded.push(`${arg}=${next}`);
      index += 1;
    } else if (isFlag(name)) expanded.push(`${arg}=true`);
    else if (name.startsWith('no-') && isFlag(name.slice(3))) expanded.push(`--${name.slice(3)}=false`);
    else expanded.push(arg);
  }
  return expanded;
}

function isFlag(name: string): boolean {
  if (!Object.hasOwn(settingsTable, name)) return false;
  const parser = parserOf(name as SettingName);
  return parser === flag || parser === flagOrBytes;
}

function join(name: SettingName, values: string[]): string {
  return parserOf(name) === lines ? values.join('\n') : (values.at(-1) ?? '');
}

function parserOf(name: SettingName): Setting<unknown>['parse'] {
  const setting: Setting<unknown> = settingsTable[name];
  return setting.parse;
}
