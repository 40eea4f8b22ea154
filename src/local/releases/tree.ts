import { access, constants, readdir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { RenderError } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';

/** Checks what an archive unpacked to: files, folders, links that stay inside, and the program. @throws RenderError `corrupt-result` */
export async function checkTree(folder: string, program: string): Promise<void> {
  const root = await realpath(folder);
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() || entry.isDirectory()) continue;
    const path = join(entry.parentPath, entry.name);
    if (!entry.isSymbolicLink()) throw odd(`${printable(entry.name)} is no file`);
    const target = await realpath(path).catch(() => undefined);
    if (target?.startsWith(root + sep) !== true)
      throw odd(`the link ${printable(entry.name)} leads out of it, or nowhere`);
  }
  await access(join(root, program), constants.X_OK).catch(() => {
    throw odd(`there is no program ${program} in it`);
  });
}

function odd(what: string): RenderError {
  return new RenderError('corrupt-result', `The archive is no release of Blender: ${what}.`, {
    hint: 'Name another blender-mirror.',
  });
}
