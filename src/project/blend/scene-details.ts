import type { BlendFile } from './blend-file.ts';
import { dataBlockName } from './data-block.ts';
import { readCycles } from './scene-cycles.ts';
import type { StructView } from './struct-view.ts';

/** What a scene asks for that not everything that renders it does. */
export interface SceneDetails {
  /** Of Cycles; false with other engines. */
  denoising: boolean;
  adaptiveSampling: boolean;
  /** Whether there are compositor nodes that make another picture, switched on or off. */
  compositorNodes: boolean;
  /** Names of the compositor's File Output nodes that write. */
  fileOutputs: string[];
  /** The colour space that an EXR is saved in, where it is not the one of other files. */
  outputColours?: string;
  /** Names of mesh objects that were saved in edit mode, with modifiers or shape keys. */
  inEditMode: string[];
}

/** `Object.type` and `Object.mode` of DNA_object_types.h. */
const meshObject = 1;
const editMode = 0x1;
/** `ImageFormatData.color_management`, and the image types that hold light as it is: HDR and both kinds of EXR. */
const overridden = 1;
const linearTypes = [21, 23, 28];
const plainColours = ['', 'Linear', 'Linear Rec.709', 'Linear BT.709'];
/** `bNode.flag`. */
const mutedNode = 0x200;
/** Nodes that hand the picture on as it is. */
const plainNodes = new Set([
  'CompositorNodeRLayers',
  'CompositorNodeComposite',
  'CompositorNodeViewer',
  'CompositorNodeOutputFile',
  'CompositorNodeGroup',
  'NodeGroupInput',
  'NodeGroupOutput',
  'NodeReroute',
  'NodeFrame',
]);

/** @param scene of `blend` */
export function readDetails(blend: BlendFile, scene: StructView): SceneDetails {
  const { denoising, adaptiveSampling } = readCycles(scene, blend.header.version);
  const isCycles = scene.text('r.engine') === 'CYCLES';
  const nodes = [...compositorNodes(compositorOf(scene))].filter((node) => !node.hasFlag('flag', mutedNode));
  const outputs = nodes.filter((node) => node.text('idname') === 'CompositorNodeOutputFile');
  const outputColours = readOutputColours(scene);
  return {
    denoising: isCycles && denoising,
    adaptiveSampling: isCycles && adaptiveSampling,
    compositorNodes: nodes.some((node) => !plainNodes.has(node.text('idname') ?? '')),
    fileOutputs: outputs.map((node) => node.text('name') ?? ''),
    ...(outputColours === undefined ? {} : { outputColours }),
    inEditMode: [...meshesInEditMode(blend)],
  };
}

/** Blender 5.0 made the compositor's nodes a group of their own. */
function compositorOf(scene: StructView): StructView | undefined {
  return scene.follow(scene.type.find('compositing_node_group') ? 'compositing_node_group' : 'nodetree');
}

/** The nodes of a tree and of the groups in it. */
function* compositorNodes(tree: StructView | undefined, seen = new Set<number>()): Generator<StructView> {
  if (tree === undefined || seen.has(tree.startByte)) return;
  seen.add(tree.startByte);
  for (const node of tree.list('nodes')) {
    yield node;
    const isGroup = node.text('idname') === 'CompositorNodeGroup' && !node.hasFlag('flag', mutedNode);
    if (isGroup) yield* compositorNodes(node.follow('id'), seen);
  }
}

function readOutputColours(scene: StructView): string | undefined {
  const name = scene.text('r.im_format.linear_colorspace_settings.name') ?? '';
  const isOverridden = scene.number('r.im_format.color_management') === overridden;
  const isLinear = linearTypes.includes(scene.number('r.im_format.imtype') ?? -1);
  return isOverridden && isLinear && !plainColours.includes(name) ? name : undefined;
}

function* meshesInEditMode(blend: BlendFile): Generator<string> {
  for (const group of blend.groups) {
    const object = group.code === 'OB' ? blend.head(group) : undefined;
    if (object?.number('type') !== meshObject || !object.hasFlag('mode', editMode)) continue;
    const hasModifiers = object.address('modifiers.first') !== 0n;
    if (hasModifiers || (object.follow('data')?.address('key') ?? 0n) !== 0n)
      yield dataBlockName(blend, group).slice(2);
  }
}
