import { parseArgs, type ParseArgsConfig } from 'node:util';
import { messageOf, RenderError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';

/** Parses a command's flags. @throws RenderError `settings` for one that does not exist. */
export function parseFlags<O extends NonNullable<ParseArgsConfig['options']>>(
  command: string,
  args: string[],
  options: O,
) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (cause) {
    const hint = `blendnet-render ${command} --help lists every flag.`;
    throw new RenderError('settings', messageOf(cause).split('. To specify')[0] ?? '', { cause, hint });
  }
}

/** Parses a flag's value. @throws RenderError `settings` that says what is wrong with it. */
export function parseValue<T>(name: string, value: string, parser: (text: string) => T): T {
  try {
    return parser(value);
  } catch (cause) {
    throw new RenderError('settings', `--${name} "${printable(value, 100)}": ${messageOf(cause)}`, { cause });
  }
}
