import { RenderError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { printable } from '../base/printable.ts';
import { parseVersion } from '../frames/version-check.ts';
import { ownProgram, type ServerInfo } from './api/schema.ts';

/** From here on a Blender refuses what BlendNet's Agents set for their results, and then never ends. */
const firstUnsupported = 500;

/**
 * Checks that BlendNet can render with the farm's Blender: where it cannot, the first task blocks its Agents for good.
 * @param origin of the Manager
 * @throws RenderError `settings` where it cannot, and nobody said to try all the same
 */
export function checkSupported(
  { blender, program }: ServerInfo,
  origin: string,
  { log, allowUnsupportedBlender }: { log: Log; allowUnsupportedBlender: boolean },
): void {
  const version = parseVersion(blender.version_string);
  if (program === ownProgram || version === undefined || version < firstUnsupported) return;
  const message = `The Manager ${origin} has Blender ${printable(blender.version_string, 40)}, and BlendNet's Agents hang with Blender 5.0 and newer: the first task would block them until somebody ends their Blender.`;
  if (allowUnsupportedBlender) {
    log.warning(message);
    return;
  }
  throw new RenderError('settings', message, {
    hint: 'Give the farm Blender 4.5 or older, or render on this machine (manager-url: local). Where that BlendNet is mended, set allow-unsupported-blender: true.',
  });
}
