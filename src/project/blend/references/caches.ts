import type { StructView } from '../struct-view.ts';
import { evaluatedFrames } from './numbering.ts';
import { singleFile, type Finder, type FindContext, type Reference } from './reference.ts';

/* Modifiers that read what was baked to disk, other than simulations. */

export const findMeshCache: Finder = (modifier, context) =>
  singleFile('mesh-cache', modifier.text('filepath'), context);

/** Layers of a mesh that are kept in a file beside the .blend: multi-resolution displacement. */
export const findExternalLayers: Finder = (external, context) =>
  singleFile('multires', external.text('filename'), context);

/** Baked ocean waves: `disp_0001.exr` and its siblings, of which Blender shows the one nearest to the frame. */
export function* findOcean(ocean: StructView, context: FindContext): Generator<Reference> {
  const written = ocean.text('cachepath');
  if (!written) return;
  const start = ocean.number('bakestart') ?? 1;
  const end = ocean.number('bakeend') ?? 1;
  yield {
    kind: 'ocean-cache',
    dataBlock: context.dataBlock,
    written,
    target: {
      type: 'numbered',
      folder: written,
      numberOf: (name) => numberIn(/^(?:disp|normal|foam|spray|spray_inverse)_(\d{4,9})\.exr$/, name),
      ...(context.timing.isStretched
        ? {}
        : {
            select: (frame: number) =>
              evaluatedFrames(frame, context.timing).map((each) => Math.min(Math.max(each, start), end)),
          }),
      required: 'gaps',
    },
    // Without the mark of a finished bake Blender simulates.
    ...(ocean.hasFlag('cached', ~0) ? {} : { isOptional: true }),
  };
}

/** `NodesModifierBake.flag` and `bake_target`. */
const customFolder = 2;
const inheritTarget = 0;
const packedTarget = 1;
/** Below the folder of a bake, or of one of several. */
const bakeFile = /^(\d+\/)?(meta|blobs|bdata)\/[^/]+$/;

/**
 * Baked geometry nodes. A frame's file refers to data that other frames' files hold, so a bake is taken whole. Nothing
 * in the .blend says whether a bake was made: a folder that is not there is no problem.
 */
export function* findNodesBake(modifier: StructView, context: FindContext): Generator<Reference> {
  const bakes = [...context.blend.array(modifier, 'bakes')];
  const isOnDisk = (bake: StructView): boolean => {
    const target = bake.number('bake_target') ?? inheritTarget;
    const effective = target === inheritTarget ? modifier.number('bake_target') : target;
    return bake.address('packed') === 0n && effective !== packedTarget;
  };
  const onDisk = bakes.filter(isOnDisk);
  const folders = onDisk.filter((bake) => bake.hasFlag('flag', customFolder)).map((bake) => bake.text('directory'));
  // Blender 3.6 has the folder and no list of bakes.
  const usesCommon = onDisk.length > folders.length || modifier.type.find('bakes') === undefined;
  if (usesCommon) folders.push(modifier.text('simulation_bake_directory'));
  for (const written of new Set(folders)) {
    if (!written) continue;
    yield {
      kind: 'nodes-bake',
      dataBlock: context.dataBlock,
      written,
      target: {
        type: 'numbered',
        folder: written,
        isDeep: true,
        numberOf: (path) => (bakeFile.test(path) ? 0 : undefined),
        required: 'some',
      },
      isOptional: true,
    };
  }
}

/** The number that `pattern`'s first group finds in a file name. */
export function numberIn(pattern: RegExp, name: string): number | undefined {
  const digits = pattern.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
