import type { BlendFile } from '../blend-file.ts';
import type { IdGroup, StructView } from '../struct-view.ts';
import { describeDataBlock } from '../data-block.ts';
import type { SceneTiming } from '../scene.ts';
import { findExternalLayers, findMeshCache, findNodesBake, findOcean } from './caches.ts';
import { ImageUsers } from './image-users.ts';
import { findImage } from './images.ts';
import { findCacheFile, findCameraShader, findFont, findMovieClip, findSound, findText, findVolume } from './media.ts';
import { NodeTextFinder } from './node-texts.ts';
import { findImportNode, findLightProfile, findModifierTexts, findShaderScript } from './nodes.ts';
import type { FindContext, Finder, Reference } from './reference.ts';
import { findStrip } from './sequencer.ts';
import { findFluid, findPointCache } from './simulations.ts';
import { readViewSuffixes } from './stereo.ts';

/**
 * Which structs name files, by the name of their type. What is not here is no dependency: output paths, the paths of
 * packed data, weak references to libraries, previews and everything of the user interface.
 */
const finders: Readonly<Record<string, Finder>> = {
  bNode: findImportNode,
  bSound: findSound,
  CacheFile: findCacheFile,
  Camera: findCameraShader,
  CustomDataExternal: findExternalLayers,
  FluidDomainSettings: findFluid,
  Image: findImage,
  MeshCacheModifierData: findMeshCache,
  MovieClip: findMovieClip,
  NodeShaderScript: findShaderScript,
  NodeShaderTexIES: findLightProfile,
  NodesModifierData: findModifierFiles,
  OceanModifierData: findOcean,
  PointCache: findPointCache,
  Sequence: findStrip,
  Text: findText,
  VFont: findFont,
  Volume: findVolume,
};
function* findModifierFiles(modifier: StructView, context: FindContext): Generator<Reference> {
  yield* findNodesBake(modifier, context);
  yield* findModifierTexts(modifier, context);
}
const structNames = new Set(Object.keys(finders));

/** Finds what the data-blocks `groups` of a file refer to, libraries aside. */
export function* findReferences(
  blend: BlendFile,
  groups: readonly IdGroup[],
  options: { stem: string; timing: SceneTiming; isLinkedByName: (group: IdGroup) => boolean },
): Generator<Reference> {
  const imageUsers = new ImageUsers(blend, groups);
  const nodeTexts = new NodeTextFinder(blend, groups);
  const viewSuffixes = readViewSuffixes(blend);
  for (const group of groups) {
    let dataBlock: string | undefined;
    for (const view of blend.views(group, structNames)) {
      const find = finders[view.type.name];
      if (find === undefined) continue;
      dataBlock ??= describeDataBlock(blend, group);
      const context = { blend, imageUsers, nodeTexts, viewSuffixes, dataBlock, ...options };
      for (const reference of find(view, context)) yield { ...reference, ...packedBase(blend, group) };
    }
  }
}

/** `Library.flag`: holds data-blocks that were copied into the file from the library of that path (Blender 5.0 on). */
const archiveLibrary = 1;

/** Data-blocks copied in from a library still mean that library's folder by `//`. */
function packedBase(blend: BlendFile, group: IdGroup): Pick<Reference, 'base'> {
  const library = blend.head(group)?.follow('id.lib');
  if (!library?.hasFlag('flag', archiveLibrary)) return {};
  const path = library.text('name');
  return path ? { base: { library: path } } : {};
}
