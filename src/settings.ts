import { RenderError, messageOf } from './errors.ts';
import { printable } from './printable.ts';
import { settingsTable, type Setting } from './settings-table.ts';

export type SettingName = keyof typeof settingsTable;

type CamelCase<S extends string> = S extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : S;

/** All settings, parsed, under their names in camelCase. */
export type Settings = { [N in SettingName as CamelCase<N>]: ReturnType<(typeof settingsTable)[N]['parse']> };

/**
 * Parses every setting and reports all problems at once.
 * @param read gives a setting's text: undefined when it was not given, '' when it was given empty.
 * @throws RenderError `settings`, with one line per problem.
 */
export function parseSettings(read: (name: SettingName) => string | undefined): Settings {
  const parsed: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [settingName, setting] of Object.entries(settingsTable) as [SettingName, Setting<unknown>][]) {
    const given = read(settingName);
    // manager-url alone is told apart from its default when empty: see without-manager.
    const value =
      given === undefined || (given.trim() === '' && settingName !== 'manager-url') ? setting.default : given;
    try {
      parsed[camelCase(settingName)] = setting.parse(value);
    } catch (error) {
      problems.push(`${settingName}${quote(settingName, value)}: ${messageOf(error)}`);
    }
  }
  const settings = parsed as Settings;
  if (read('project')?.trim() === undefined || settings.project === '')
    problems.push('project: name the .blend file to render');
  if (problems.length > 0) {
    const several = problems.length === 1 ? 'A setting is wrong' : `${problems.length} settings are wrong`;
    throw new RenderError('settings', `${several}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`, {
      hint: 'The README lists every setting with what it takes.',
    });
  }
  return settings;
}

/** A setting's value as an error may show it: never a password, not even one inside an URL. */
function quote(settingName: SettingName, value: string): string {
  if (settingName === 'password' || settingName === 'ca-cert') return '';
  return ` "${printable(value.replace(/\/\/[^/]*@/, '//***@'), 100)}"`;
}

export function camelCase(settingName: string): string {
  return settingName.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
