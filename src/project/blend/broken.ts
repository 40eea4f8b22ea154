import { RenderError } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';

/** The error for a .blend that cannot be read. `problem` goes on after the file's name: `ends inside a block`. */
export function brokenBlend(file: string, problem: string, cause?: unknown): RenderError {
  return new RenderError('settings', `${printable(file)} cannot be read as a .blend file: it ${problem}.`, {
    file,
    hint: 'Open it in Blender, save it again and commit the new file.',
    cause,
  });
}
