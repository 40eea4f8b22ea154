import { RenderError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import type { SceneFacts } from '../project/blend/scene.ts';
import type { RenderConfiguration, RenderSettings } from './plan.ts';

/** What BlendNet's Agents cannot render. @param file the .blend, below the working directory */
export function checkCycles({ engine, name }: SceneFacts, file: string): RenderError | undefined {
  if (engine === 'CYCLES') return undefined;
  const uses = `The scene "${printable(name, 80)}" uses ${printable(engine, 80)}; BlendNet renders with Cycles.`;
  const hint =
    'Render it with Blender itself (manager-url: local), or choose Render Properties > Render Engine > Cycles in Blender and save.';
  return new RenderError('settings', uses, { file, hint });
}

/**
 * A scene without the camera it needs.
 * @param isNeeded default: unless the sequencer or the compositor may make the picture without one
 */
export function checkCamera(
  { camera, sequencer, compositing, name }: SceneFacts,
  file: string,
  isNeeded = !sequencer && !compositing,
): RenderError | undefined {
  if (camera || !isNeeded) return undefined;
  const hint = 'In Blender: Add > Camera, then View > Cameras > Set Active Object as Camera, and save.';
  return new RenderError('settings', `The scene "${printable(name, 80)}" has no camera.`, { file, hint });
}

/** How a BlendNet Agent renders a scene: samples and seed are told with every task. */
export function configureLikeFarm(
  { samples, seed, agents, compositing }: RenderSettings,
  scene: SceneFacts,
): RenderConfiguration {
  return {
    ...{ like: 'farm', agents },
    samples: samples ?? scene.samples,
    seed: seed ?? 0,
    compositing: compositing ?? true,
  };
}
