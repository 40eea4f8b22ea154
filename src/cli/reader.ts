import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { RenderError } from '../base/errors.ts';
import { errorCode } from '../base/files/errors.ts';
import { environmentName } from '../settings/environment.ts';
import type { SettingName } from '../settings/table.ts';
import type { RenderArguments } from './arguments.ts';

/** A setting's text: its flag, or the environment variable BLENDNET_NAME. */
export async function createReader(
  { settings, options }: RenderArguments,
  env: NodeJS.ProcessEnv,
): Promise<(name: SettingName) => string | undefined> {
  const passwordFile = options['password-file'];
  const password = passwordFile === undefined ? undefined : await readPassword(passwordFile);
  return (name) => {
    if (name === 'password' && password !== undefined) return password;
    return settings.get(name) ?? env[environmentName(name)];
  };
}

/** `-` is standard input. The name is not quoted: it may be the password itself. */
async function readPassword(file: string): Promise<string> {
  try {
    const said = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
    return said.replace(/\r?\n$/, '');
  } catch (cause) {
    throw new RenderError('settings', `--password-file cannot be read (${errorCode(cause)}).`, { cause });
  }
}
