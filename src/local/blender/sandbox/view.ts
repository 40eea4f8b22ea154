import { existsSync, readdirSync } from 'node:fs';
import { dirname, isAbsolute, join, sep } from 'node:path';
import type { Environment } from '../environment.ts';

/*
 * What Blender sees of the machine when it runs apart: a list of what it gets, at the paths where it is. All else is not
 * there: no home, no temporary files of the runner, no other processes.
 */

/** `read`: as it is, read-only; `write`: as it is; `device`: usable; `empty`: a folder of its own that goes with the process. */
export type Access = 'read' | 'write' | 'device' | 'empty';

/** Access by absolute path. What lies below another path is laid over it. */
export type View = ReadonlyMap<string, Access>;

/** Programs, their libraries, fonts, and what describes the hardware. */
const systemFolders =
  '/usr /bin /sbin /lib /lib32 /lib64 /libx32 /nix/store /gnu/store /run/opengl-driver /opt/rocm /sys';
/** Of /etc, what programs are linked, run and drawn with: no passwords, no keys. */
const systemFiles =
  'alternatives egl fonts glvnd group host.conf hosts ld-musl-x86_64.path ld.so.cache ld.so.conf ld.so.conf.d localtime ' +
  'nsswitch.conf OpenCL passwd pki/ca-trust/extracted pki/tls/certs resolv.conf ssl/certs ssl/openssl.cnf vulkan';
const devices = /^(?:dri|dxg|kfd|nvidia.*)$/;
/** Below the home: add-ons and fonts of the user. */
const homeFolders = ['.config/blender', '.fonts', '.local/share/fonts'];

/**
 * What every Blender process gets.
 * @param program Blender itself, absolute, links resolved
 */
export function systemView(program: string, environment: Environment): View {
  const home = environment['HOME'] ?? '';
  const named = [...(environment['LD_LIBRARY_PATH'] ?? '').split(':'), dirname(environment['OCIO'] ?? '')];
  const readable = [
    ...systemFolders.split(' '),
    ...systemFiles.split(' ').map((name) => join('/etc', name)),
    ...homeFolders.map((name) => join(home, name)),
    ...installation(program),
    ...named.filter((path) => !join(home, '/').startsWith(join(path, '/'))),
  ];
  return new Map<string, Access>([
    ['/tmp', 'empty'],
    ...(isAbsolute(home) && home !== '/' ? [[home, 'empty'] as const] : []),
    ...readable.filter((path) => isAbsolute(path) && existsSync(path)).map((path) => [path, 'read'] as const),
    ...namesIn('/dev')
      .filter((name) => devices.test(name))
      .map((name) => [join('/dev', name), 'device'] as const),
  ]);
}

/** A Blender that was unpacked has its parts beside it. The folder may hold anything else, too: it can be the home. */
function installation(program: string): string[] {
  const folder = dirname(program);
  const parts = namesIn(folder).filter((name) => /^(?:lib|lib64|\d+\.\d+)$/.test(name));
  return [program, ...parts.map((name) => join(folder, name))];
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A view's entries in the order in which they are laid out: what lies below another path comes after it. */
export function inOrder(view: View): [string, Access][] {
  const depth = (path: string): number => path.split(sep).length;
  const all = [...view].sort(([a], [b]) => depth(a) - depth(b));
  return all.filter(([path, access]) => access !== 'read' || accessAround(path, view) !== 'read');
}

/** What a view says of the folder that a path lies in. */
function accessAround(path: string, view: View): Access | undefined {
  const folder = dirname(path);
  return view.get(folder) ?? (folder === path ? undefined : accessAround(folder, view));
}
