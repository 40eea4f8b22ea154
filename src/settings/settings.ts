import { RenderError, messageOf } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import type { Setting } from './setting.ts';
import { settingsTable, type SettingName } from './table.ts';

type CamelCase<S extends string> = S extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : S;

type Parsed<S> = S extends { parse: (text: string) => infer T } ? T : string;

/** All settings, parsed, under their names in camelCase. */
export type Settings = { [N in SettingName as CamelCase<N>]: Parsed<(typeof settingsTable)[N]> };

/** Gives a setting's text: undefined when it was not given, '' when it was given empty. */
export type SettingReader = (name: SettingName) => string | undefined;

/**
 * Parses every setting and reports all problems at once.
 * @throws RenderError `settings`, with one line per problem.
 */
export function parseSettings(read: SettingReader): Settings {
  const { parsed, problems } = parseEach(Object.keys(settingsTable) as SettingName[], read);
  if (read('project')?.trim() === undefined || parsed.project === '')
    problems.push('project: name the .blend file to render');
  failOn(problems);
  return parsed as Settings;
}

/** Parses the settings of these names only, for commands that need no others. @throws as {@link parseSettings} */
export function parseSomeSettings<N extends SettingName>(
  names: readonly N[],
  read: SettingReader,
): Pick<Settings, CamelCase<N>> {
  const { parsed, problems } = parseEach(names, read);
  failOn(problems);
  return parsed as Pick<Settings, CamelCase<N>>;
}

function parseEach(
  names: readonly SettingName[],
  read: SettingReader,
): { parsed: Partial<Settings>; problems: string[] } {
  const parsed: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const name of names) {
    const setting: Setting<unknown> = settingsTable[name];
    const given = read(name);
    // manager-url alone is told apart from its default when empty: see without-manager.
    const value = given === undefined || (given.trim() === '' && name !== 'manager-url') ? setting.default : given;
    try {
      parsed[camelCase(name)] = setting.parse === undefined ? value : setting.parse(value);
    } catch (error) {
      problems.push(`${name}${quote(name, value)}: ${printable(messageOf(error), 300)}`);
    }
  }
  return { parsed, problems };
}

function failOn(problems: string[]): void {
  if (problems.length === 0) return;
  const several = problems.length === 1 ? 'A setting is wrong' : `${problems.length} settings are wrong`;
  throw new RenderError('settings', `${several}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`, {
    hint: 'docs/settings.md lists every setting with what it takes.',
  });
}

/** A setting's value as an error may show it: no URL that may hold a password. */
function quote(settingName: SettingName, value: string): string {
  const setting: Setting<unknown> = settingsTable[settingName];
  const isHidden = setting.secret === true || settingName === 'notify';
  return isHidden || (settingName === 'manager-url' && value.includes('@')) ? '' : ` "${printable(value, 100)}"`;
}

export function camelCase(settingName: string): string {
  return settingName.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
