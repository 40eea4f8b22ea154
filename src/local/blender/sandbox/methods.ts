import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inOrder, type Access, type View } from './view.ts';

// As the scripts for Blender: read here, so that a bundle can carry it.
const script = readFileSync(new URL('../../scripts/apart.sh', import.meta.url), 'utf8');

/** A program and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

/** What a command may do when it runs apart. */
export interface Apart {
  view: View;
  /** Where it starts: an empty folder of its own, which is in the view. */
  directory: string;
  network: boolean;
}

/**
 * A way to run a command in user, mount, PID, IPC and network namespaces of its own, without any capability: what it
 * starts ends with it, and it ends with what started it.
 */
export interface Method {
  name: string;
  wrap(command: Command, apart: Apart): Command;
}

/** In the order in which they are tried. */
export const methods: readonly Method[] = [
  {
    name: 'bubblewrap',
    wrap: (command, { view, directory, network }) => [
      'bwrap',
      // By root, too: its own capabilities would let it out.
      ...['--unshare-user', '--cap-drop', 'ALL', '--die-with-parent'],
      ...['--unshare-pid', '--unshare-ipc', '--unshare-uts', '--unshare-cgroup-try'],
      ...(network ? [] : ['--unshare-net']),
      // Read-only, since root may write the kernel's settings in there even without capabilities.
      ...['--dev', '/dev', '--proc', '/proc', '--remount-ro', '/proc'],
      ...inOrder(view).flatMap(([path, access]) => bubblewrapOption(path, access)),
      ...['--remount-ro', '/', '--chdir', directory, '--', ...command],
    ],
  },
  {
    name: 'unshare',
    wrap: (command, { view, directory, network }) => [
      'setpriv',
      ...['--pdeathsig', 'KILL', 'unshare', '--map-root-user', '--mount', '--pid', '--fork', '--kill-child'],
      ...['--ipc', '--uts', ...(network ? [] : ['--net'])],
      ...['--', 'sh', '-c', script, 'apart', join(directory, '.root'), directory],
      ...inOrder(view).flatMap(([path, access]) => [access, path]),
      ...['--', ...command],
    ],
  },
];

function bubblewrapOption(path: string, access: Access): string[] {
  switch (access) {
    case 'read':
      return ['--ro-bind', path, path];
    case 'write':
      return ['--bind', path, path];
    case 'device':
      return ['--dev-bind', path, path];
    case 'empty':
      return ['--tmpfs', path];
  }
}
