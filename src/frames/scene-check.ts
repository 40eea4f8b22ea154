import { RenderError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import type { SceneFacts } from '../project/blend/scene.ts';

/**
 * What an engine that renders with Cycles cannot render, as BlendNet's Agents do and the local engine with them.
 * @param file the .blend, below the working directory
 */
export function checkCyclesScene({ engine, camera, name }: SceneFacts, file: string): RenderError | undefined {
  if (engine !== 'CYCLES') {
    const uses = `The scene "${printable(name, 80)}" uses ${printable(engine, 80)}; BlendNet renders with Cycles.`;
    const hint = 'In Blender: Render Properties > Render Engine > Cycles, then save.';
    return new RenderError('settings', uses, { file, hint });
  }
  if (!camera) {
    const hint = 'In Blender: Add > Camera, then View > Cameras > Set Active Object as Camera, and save.';
    return new RenderError('settings', `The scene "${printable(name, 80)}" has no camera.`, { file, hint });
  }
  return undefined;
}
