import { failureKinds } from '../base/errors.ts';
import type { Setting } from '../settings/setting.ts';
import { settingsTable } from '../settings/table.ts';
import { cliOptions } from './arguments.ts';

const width = 100;
const indent = 26;

/** The text of `--help`, from the table of settings. */
export function formatHelp(): string {
  const settings = Object.entries(settingsTable) as [string, Setting<unknown>][];
  // Secrets are no flags: see `parseRenderArguments`.
  const flags = settings.filter(([, { secret = false }]) => !secret);
  const groups = Map.groupBy(flags, ([, { group }]) => group);
  const sections = [...groups].map(([group, entries]) =>
    [
      `${group}:`,
      ...entries.map(([name, { help, default: fallback }]) => {
        const shown = fallback === '' || help.includes('default:') ? '' : ` (default: ${fallback})`;
        return entry(`--${name}`, help.replaceAll('`', '') + shown);
      }),
    ].join('\n'),
  );
  const options = Object.entries(cliOptions).map(([name, { help, ...option }]) =>
    entry('short' in option ? `--${name}, -${option.short}` : `--${name}`, help),
  );
  const codes = new Map<number, string[]>();
  for (const [kind, { exitCode }] of Object.entries(failureKinds))
    codes.set(exitCode, [...(codes.get(exitCode) ?? []), kind]);
  return [
    'Renders frames of a Blender project on a BlendNet farm, or on this machine.',
    [
      'Usage:',
      '  blendnet-render [render] PROJECT.blend [--frames 1-10] [--manager-url https://HOST:8443] …',
      '  blendnet-render init                          set a repository up, in ten minutes (init --help)',
      '  blendnet-render deps PROJECT.blend [--json]   print what a project needs (deps --help)',
      '  blendnet-render compare BASELINE CANDIDATE    compare two pictures or directories (compare --help)',
      '  blendnet-render approve [RESULTS] [BASELINE]  take results as the new baseline (approve --help)',
      '  blendnet-render report [RESULTS]              make the report page again (report --help)',
      '  blendnet-render plan PROJECT.blend --shards 5 tell what is kept and what jobs there are (plan --help)',
      '  blendnet-render merge DIR…                    make one run of its shards (merge --help)',
      '  blendnet-render diff OLD NEW                  tell what differs in a .blend (diff --help)',
      '  blendnet-render git-setup                     make git diff speak of .blend files (git-setup --help)',
      '  blendnet-render github approval | …           approve and comment in workflows (github --help)',
      '  blendnet-render farm [--port 8443] …           serve this machine’s Blender as a farm (farm --help)',
    ].join('\n'),
    ...sections,
    ['Other:', ...options].join('\n'),
    [
      'Every setting can also be given as an environment variable: BLENDNET_MANAGER_URL, BLENDNET_PASSWORD, …',
      'Exit codes: 0 done',
      ...[...codes].sort(([a], [b]) => a - b).map(([code, kinds]) => `            ${code} ${kinds.join(', ')}`),
    ].join('\n'),
    '',
  ].join('\n\n');
}

/** A name and its explanation, wrapped and hanging. */
function entry(name: string, help: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of help.split(' ')) {
    if (line !== '' && indent + line.length + 1 + word.length > width) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  const [first = '', ...rest] = lines;
  return [`  ${name.padEnd(indent - 3)} ${first}`, ...rest.map((text) => ' '.repeat(indent) + text)].join('\n');
}
