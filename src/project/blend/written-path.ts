import { posix } from 'node:path';

/** Where a path that Blender wrote leads, seen from the folder `//` stands for. */
export type WrittenPlace =
  /** Below the working directory, normalized, with slashes; empty for the working directory itself. */
  | { place: 'below'; path: string }
  | { place: 'outside' }
  /** Names a place on one computer; `path` is set when that is below the working directory of this one. */
  | { place: 'absolute'; path?: string }
  /** Neither relative to the .blend nor absolute: Blender takes it from the folder it was started in. */
  | { place: 'unanchored' };

/**
 * Locates a path as written in a .blend. `folder` is what `//` stands for, below the working directory; `root` is the
 * working directory, absolute. Nothing is looked up: `..` goes one step back in the text, as it does in Blender.
 */
export function locateWritten(written: string, folder: string, root: string): WrittenPlace {
  // A network share of Windows; with slashes it would look like a relative path.
  if (written.startsWith('\\\\')) return { place: 'absolute' };
  const slashed = written.replaceAll('\\', '/');
  if (slashed.startsWith('//')) {
    const path = normalize(`${folder}/${slashed.slice(2)}`);
    return path === undefined ? { place: 'outside' } : { place: 'below', path };
  }
  if (/^[a-zA-Z]:/.test(slashed)) return { place: 'absolute' };
  if (!slashed.startsWith('/')) return { place: 'unanchored' };
  const absolute = posix.normalize(slashed);
  const above = root.endsWith('/') ? root : `${root}/`;
  const path = absolute.startsWith(above) ? absolute.slice(above.length) : undefined;
  return path === undefined ? { place: 'absolute' } : { place: 'absolute', path };
}

/** The path without `.`, `..` and doubled slashes, or undefined when it leads out. */
function normalize(path: string): string | undefined {
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return undefined;
  }
  return steps.join('/');
}
