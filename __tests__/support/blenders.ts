import { execFile, execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findBlender, type Blender } from '../../src/local/blender/find.ts';

/** A Blender to test with. */
export interface TestBlender {
  version: string;
  command: string;
}

const script = fileURLToPath(new URL('../../scripts/install-blenders.sh', import.meta.url));

/** The system's Blender, and the others that scripts/install-blenders.sh has made. */
export const blenders: readonly TestBlender[] = [systemBlender(), ...madeBlenders()];

/** Of those that scripts/install-blenders.sh makes, how many are not there. */
export const missingBlenders = 2 - (blenders.length - 1);

function systemBlender(): TestBlender {
  const said = execFileSync('blender', ['--version'], { encoding: 'utf8' });
  return { version: /^Blender (\S+)/.exec(said)?.[1] ?? '', command: 'blender' };
}

function madeBlenders(): TestBlender[] {
  const lines = execFileSync(script, ['--list'], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [version = '', command = ''] = line.split(' ');
    return command === '' ? [] : [{ version, command }];
  });
}

/** The Blenders of this machine, oldest first: the system's own and what scripts/install-blenders.sh made. */
export async function findBlenders(): Promise<Blender[]> {
  const options = { scripts: true, sandbox: 'off' as const, say: () => undefined };
  const found = await Promise.all(blenders.map(({ command }) => findBlender(command, process.env, options)));
  return found.sort((a, b) => a.version[0] - b.version[0] || a.version[1] - b.version[1]);
}

/** Runs Python in a Blender, on a file where one is named, and gives what it printed, also when Blender crashed. */
export async function runPython(blender: Blender, code: string, file?: string): Promise<string> {
  return await run(blender, [...(file === undefined ? [] : [file]), '--python-expr', code]).catch((error: unknown) => {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return stdout + stderr;
  });
}

/** Runs a Python file in a Blender. @throws when it does */
export async function runScript(blender: Blender, script: string, ...args: string[]): Promise<string> {
  return await run(blender, ['--python-exit-code', '1', '--python', script, '--', ...args]);
}

async function run(blender: Blender, args: string[]): Promise<string> {
  const { command, environment } = blender;
  const ran = await promisify(execFile)(command, ['-b', '--factory-startup', ...args], { env: environment });
  return ran.stdout + ran.stderr;
}
