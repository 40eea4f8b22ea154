import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findBlender, type Blender } from '../../src/local/blender/find.ts';
import { blenders } from './blenders.ts';

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
