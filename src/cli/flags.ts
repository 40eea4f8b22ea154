import { parseArgs, type ParseArgsConfig } from 'node:util';
import { messageOf, RenderError } from '../base/errors.ts';
import { didYouMean } from '../base/nearest.ts';
import { printable } from '../base/printable.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Every command shows its help for these. */
export const helpFlag = { type: 'boolean', short: 'h' } as const;

/** Parses a command's flags. @throws RenderError `settings` for one that does not exist. */
export function parseFlags<O extends Options>(command: string, args: string[], options: O) {
  try {
    return parseArgs({ args: joinNegative(args, options), options, allowPositionals: true, strict: true });
  } catch (cause) {
    const hint = `blendnet-render ${command} --help lists every flag.`;
    throw new RenderError('settings', explain(messageOf(cause), Object.keys(options)), { cause, hint });
  }
}

/** `--seed -1` → `--seed=-1`: what begins with a dash and a digit is a value, and for its setting to judge. */
function joinNegative(args: string[], options: Options): string[] {
  const joined: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? '';
    const next = args[index + 1] ?? '';
    if (arg === '--') return [...joined, ...args.slice(index)];
    const takesValue = arg.startsWith('--') && options[arg.slice(2)]?.type === 'string';
    if (takesValue && /^-\.?\d/.test(next)) {
      joined.push(`${arg}=${next}`);
      index += 1;
    } else joined.push(arg);
  }
  return joined;
}

/** What Node says of flags, in our words. */
function explain(message: string, names: string[]): string {
  const [, unknown] = /Unknown option '(-[^']*)'/.exec(message) ?? [];
  if (unknown !== undefined) {
    const meant = unknown.startsWith('--') ? didYouMean(unknown.slice(2), names, '--') : '';
    return `There is no ${printable(unknown, 100)}.${meant}`;
  }
  const [, empty] = /Option '(?:-\w, )?(--[a-z-]+)(?: <value>)?' argument (?:missing|is ambiguous)/.exec(message) ?? [];
  if (empty !== undefined) return `${empty} needs a value.`;
  const [, full] = /Option '(?:-\w, )?(--[a-z-]+)' does not take an argument/.exec(message) ?? [];
  return full === undefined ? message : `${full} takes no value.`;
}

/** Parses a flag's value. @throws RenderError `settings` that says what is wrong with it. */
export function parseValue<T>(name: string, value: string, parser: (text: string) => T): T {
  try {
    return parser(value);
  } catch (cause) {
    throw new RenderError('settings', `--${name} "${printable(value, 100)}": ${messageOf(cause)}.`, { cause });
  }
}
