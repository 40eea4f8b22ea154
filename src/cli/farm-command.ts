import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RenderError } from '../base/errors.ts';
import { errorCode } from '../base/files/errors.ts';
import type { Log } from '../base/log.ts';
import { printable } from '../base/printable.ts';
import { parseBlenderVersion } from '../frames/blender-version.ts';
import { cacheFolder, toolFolder } from '../host/folders.ts';
import { strangerIn } from '../host/ci/ci.ts';
import { runsScripts } from '../host/trust.ts';
import { environmentName } from '../settings/environment.ts';
import { mirrorUrl } from '../settings/parsers.ts';
import { settingsTable } from '../settings/table.ts';
import { helpFlag, parseFlags, parseValue } from './flags.ts';

const options = {
  port: { type: 'string', default: '8443' },
  blender: { type: 'string', default: 'blender' },
  scripts: { type: 'string', default: 'auto' },
  sandbox: { type: 'string', default: 'auto' },
  'blender-version': { type: 'string' },
  'blender-mirror': { type: 'string', default: settingsTable['blender-mirror'].default },
  username: { type: 'string', default: 'ci' },
  'password-file': { type: 'string' },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  'state-directory': { type: 'string' },
  help: helpFlag,
} as const;

const help = `Serves this machine's Blender as a BlendNet farm of one, on loopback, until Ctrl-C.

Usage: blendnet-render farm [flags]

  --port PORT               default 8443; 0 takes a free one
  --blender PROGRAM         default blender
  --scripts auto|on|off     whether scripts and drivers in a .blend run; auto: off for strangers' code on GitHub
  --sandbox auto|on|network|off
                            Blender apart from the machine: where that works, or not at all (on)
  --blender-version VERSION an official release to fetch: 5.2.2, 5.2, lts or latest
  --blender-mirror URL      where it comes from
  --username NAME           default ci
  --password-file FILE      or BLENDNET_PASSWORD; default: a random one, printed
  --tls-cert, --tls-key     PEM files; plain HTTP without them
  --state-directory FOLDER  where files, tasks and results are kept (default: below XDG_CACHE_HOME or ~/.cache)

Then: blendnet-render PROJECT.blend --manager-url http://127.0.0.1:8443 --username ci
`;

type BlenderFlags = Record<'blender' | 'blender-mirror', string> & { 'blender-version'?: string };

/** The program that is named, or that of a release. */
async function chooseProgram(values: BlenderFlags, env: NodeJS.ProcessEnv, cancelled: AbortSignal): Promise<string> {
  const version = values['blender-version'];
  if (version === undefined) return values.blender;
  const wanted = parseValue('blender-version', version, parseBlenderVersion);
  if (wanted === 'file') {
    throw new RenderError('settings', '--blender-version file: a farm renders more than one .blend.', {
      hint: 'Name a version such as 5.2, or lts.',
    });
  }
  const { fetchBlender } = await import('../local/releases/fetch.ts');
  const stateDirectory = join(cacheFolder(env), 'blendnet-render');
  return await fetchBlender(wanted, {
    mirror: parseValue('blender-mirror', values['blender-mirror'], mirrorUrl),
    environment: env,
    signal: cancelled,
    toolDirectory: toolFolder(env, stateDirectory),
    downloadDirectory: join(stateDirectory, 'downloads'),
    log: stderrLog,
  });
}

const silent = (): undefined => undefined;
const write = (line: string): void => void process.stderr.write(`${line}\n`);
const stderrLog: Log = { info: write, warning: write, detail: silent, progress: silent, group: () => silent };

/** Serves this machine's Blender as a farm until it is told to end. */
export async function farmCommand(args: string[], env: NodeJS.ProcessEnv, cancelled: AbortSignal): Promise<number> {
  const { values, positionals } = parseFlags('farm', args, options);
  if (values.help === true) {
    process.stdout.write(help);
    return 0;
  }
  if (positionals.length > 0) {
    throw new RenderError('settings', `What is "${printable(positionals.join(' '), 100)}"? farm takes flags only.`);
  }
  const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : -1;
  if (port < 0 || port > 65_535) {
    throw new RenderError('settings', `--port "${printable(values.port)}": use a number from 0 to 65535`);
  }
  const read = async (name: 'password-file' | 'tls-cert' | 'tls-key'): Promise<string | undefined> => {
    const path = values[name];
    if (path === undefined) return undefined;
    return await readFile(path, 'utf8').catch((cause: unknown) => {
      throw new RenderError('settings', `--${name} cannot be read (${errorCode(cause)}).`, { cause });
    });
  };
  const [certPem, keyPem] = [await read('tls-cert'), await read('tls-key')];
  if ((certPem === undefined) !== (keyPem === undefined)) {
    throw new RenderError('settings', '--tls-cert and --tls-key go together.');
  }
  const password = (await read('password-file'))?.replace(/\r?\n$/, '') ?? env[environmentName('password')];
  if (password === '') {
    throw new RenderError('settings', 'The password is empty: whoever reaches the port could use the farm.', {
      hint: 'Fill --password-file or BLENDNET_PASSWORD, or leave both out for a random password.',
    });
  }
  const scripts = runsScripts(parseValue('scripts', values.scripts, settingsTable.scripts.parse), strangerIn(env));
  const sandbox = parseValue('sandbox', values.sandbox, settingsTable.sandbox.parse);
  const { startLocalFarm } = await import('../local/farm/farm.ts');
  const farm = await startLocalFarm({
    stateDirectory: values['state-directory'] ?? join(cacheFolder(env), 'blendnet-render', 'farm'),
    blender: await chooseProgram(values, env, cancelled),
    ...{ scripts, sandbox },
    environment: env,
    port,
    username: values.username,
    ...(password === undefined ? {} : { password }),
    ...(certPem === undefined || keyPem === undefined ? {} : { tls: { certPem, keyPem } }),
    log: (line) => process.stderr.write(`${line}\n`),
  });
  process.stdout.write(
    `${farm.url}  username ${farm.username}${password === undefined ? `  password ${farm.password}` : ''}\n`,
  );
  // Ctrl-C may have come while the farm was starting.
  if (!cancelled.aborted) await once(cancelled, 'abort');
  await farm.stop();
  return 0;
}
