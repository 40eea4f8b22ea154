import { posix } from 'node:path';

/** Longest path a task may register and longest name inside it: what the common file systems hold. */
const maxPathBytes = 4096;
const maxNameBytes = 255;

/**
 * A path sent by a client, with `/` as its separator, or undefined when it may not be used: no way up (`..`), no
 * control characters, no name longer than a file system takes, and it must name something.
 */
export function parsePath(sent: string): string | undefined {
  const path = sent.replaceAll('\\', '/');
  const names = path.split('/');
  const usable =
    path !== '' &&
    !path.endsWith('/') &&
    Buffer.byteLength(path) <= maxPathBytes &&
    // eslint-disable-next-line no-control-regex
    !/[\u0000-\u001f\u007f]/.test(path) &&
    names.every((name) => name !== '..' && Buffer.byteLength(name) <= maxNameBytes);
  return usable ? path : undefined;
}

/** Absolute on some machine: `/dir` or `C:/dir`. `//dir` is Blender's way to write a path relative to the project. */
export function isAbsolute(path: string): boolean {
  return /^(?:\/(?!\/)|[A-Za-z]:\/)/.test(path);
}

/** A directory from a configuration, ending in one `/`; undefined when it is not absolute or leads upwards. */
export function parseDirectory(sent: string): string | undefined {
  if (sent === '/') return sent;
  const path = parsePath(sent.replace(/[/\\]+$/, ''));
  return path !== undefined && isAbsolute(path) ? `${path}/` : undefined;
}

/** Where `path` lies on the client's machine: `//x` is relative to the project, `x` to the working directory. */
export function toAbsolute(path: string, projectPath: string, cwdPath: string): string {
  if (isAbsolute(path)) return path;
  return path.startsWith('//') ? projectPath + path.replace(/^\/+/, '') : cwdPath + path;
}

/** Where an absolute path of the client lies in a task's workspace, with the Manager's names for the two halves. */
export function toWorkspace(path: string, projectPath: string): string {
  const inside = path.startsWith(projectPath);
  const relative = inside ? `project/${path.slice(projectPath.length)}` : `ext_deps/${path.replaceAll(':', '_')}`;
  return posix.normalize(relative);
}
