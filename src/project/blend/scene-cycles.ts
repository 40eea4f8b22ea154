import type { StructView } from './struct-view.ts';

/** What a scene sets for Cycles. */
export interface CyclesSettings {
  /** Undefined: never set, for Blender stores only what differs from its defaults. */
  samples: number | undefined;
  useSquareSamples: boolean;
  /** Whether the picture, in any view layer, is denoised. */
  denoising: boolean;
  adaptiveSampling: boolean;
}

/** @param version of the Blender that wrote the file, as in its header: its defaults count */
export function readCycles(scene: StructView, version: number): CyclesSettings {
  const read = settingsOf(scene, ['id.system_properties', 'id.properties']);
  const layers = [...scene.list('view_layers')].map((layer) =>
    settingsOf(layer, ['system_properties', 'id_properties']),
  );
  // Both are on by default since 3.0; older files keep what they were without.
  const byDefault = Number(version >= 300);
  const denoisesLayer = layers.some((layer) => (layer('use_denoising') ?? byDefault) !== 0);
  // Before 2.90 view layers alone were asked.
  const denoisesScene = (read('use_denoising') ?? (version < 290 ? 1 : byDefault)) !== 0;
  return {
    samples: read('samples'),
    useSquareSamples: (read('use_square_samples') ?? 0) !== 0,
    denoising: denoisesScene && denoisesLayer,
    adaptiveSampling: (read('use_adaptive_sampling') ?? byDefault) !== 0,
  };
}

/** Cycles keeps its settings as custom properties, since 5.0 in a list of their own. */
function settingsOf(view: StructView, lists: readonly string[]): (name: string) => number | undefined {
  const groups = lists.map((list) => findProperty(view.follow(list), 'cycles'));
  return (name) =>
    groups.map((cycles) => findProperty(cycles, name)?.number('data.val')).find((value) => value !== undefined);
}

function findProperty(group: StructView | undefined, name: string): StructView | undefined {
  return group && [...group.list('data.group')].find((property) => property.text('name') === name);
}
