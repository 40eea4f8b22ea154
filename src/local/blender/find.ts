import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { messageOf, RenderError } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';
import { libraryHint } from './libraries.ts';

/** Environment variables, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A Blender that answered. `version` is [major, minor, patch]. */
export interface Blender {
  command: string;
  environment: Environment;
  version: [number, number, number];
  versionString: string;
  buildDate: string;
}

export const installHint =
  'Install Blender (Debian, Ubuntu: "sudo apt-get install --no-install-recommends blender"; macOS: "brew install --cask ' +
  'blender"; Windows: "winget install BlenderFoundation.Blender"), then have it on PATH or name it with BLENDER.';

const probeTimeoutMs = 60_000;

/**
 * Asks `command` (a name on PATH or a file) for its version.
 * @throws RenderError `no-agents` when it is not there, does not run, or is no Blender.
 */
export async function findBlender(command: string, environment: Environment): Promise<Blender> {
  const own = ownEnvironment(environment);
  // Blender runs in another directory than this process.
  const program = /[\\/]/.test(command) ? resolve(command) : command;
  const stdout = await promisify(execFile)(program, ['--version'], { env: own, timeout: probeTimeoutMs }).then(
    (ran) => ran.stdout,
    (error: unknown) => {
      const said = printable(messageOf(error));
      const hint = libraryHint(said) ?? installHint;
      throw new RenderError('no-agents', `Blender does not run: ${said}`, { cause: error, hint });
    },
  );
  const found = /^Blender (\d+)\.(\d+)(?:\.(\d+))?[^\r\n]*/m.exec(stdout);
  if (!found) {
    const said = printable(stdout, 100);
    throw new RenderError('no-agents', `"${command} --version" is no Blender; it says "${said}"`, {
      hint: installHint,
    });
  }
  const version: Blender['version'] = [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)];
  const buildDate = /build date: *(\S+)/.exec(stdout)?.[1] ?? 'Unknown';
  return {
    command: program,
    environment: own,
    version,
    versionString: found[0].slice('Blender '.length).trim(),
    buildDate,
  };
}

/**
 * What Blender needs of the environment. The rest stays here: a .blend file can carry scripts, and they have no business
 * with the tokens that CI puts into the environment.
 */
function ownEnvironment(environment: Environment): Record<string, string> {
  const passed =
    /^(?:path|home|user|lang|lc_\w+|ld_library_path|dyld_\w+|display|xauthority|wayland_display|xdg_runtime_dir|libgl_\w+|mesa_\w+|ocio|systemroot|windir|userprofile|appdata|localappdata)$/i;
  const own: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (passed.test(name) && value !== undefined) own[name] = value;
  }
  return own;
}
