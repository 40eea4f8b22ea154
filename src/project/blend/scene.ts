import { RenderError } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';
import type { BlendFile } from './blend-file.ts';
import { brokenBlend } from './broken.ts';
import { openBlend } from './open-blend.ts';
import { readCycles } from './scene-cycles.ts';
import { readDetails, type SceneDetails } from './scene-details.ts';
import { readVersion, type BlendVersion } from './scene-version.ts';
import type { StructView } from './struct-view.ts';

/** What the active scene says about a render. */
export interface SceneFacts {
  name: string;
  /** The scene's own range and step, on the timeline. */
  frameStart: number;
  frameEnd: number;
  frameStep: number;
  currentFrame: number;
  /** `CYCLES`, `BLENDER_EEVEE`, `BLENDER_EEVEE_NEXT`, `BLENDER_WORKBENCH`, or what an add-on calls itself. */
  engine: string;
  /** Pixels of the picture, after the scene's percentage. */
  width: number;
  height: number;
  /** Cycles' samples, as Blender 3.0 and later have them; always there when Cycles is the engine. */
  samples?: number;
  /** They were never set: Blender stores only what differs from its defaults. */
  samplesByDefault: boolean;
  /** As Blender's Python names it: `PNG`, `OPEN_EXR_MULTILAYER`, …; `UNKNOWN` for a number that is not known. */
  fileFormat: string;
  /** Whether the compositor works on the picture. */
  compositing: boolean;
  /** Whether there is a camera: the scene's own, or one bound to a marker. */
  camera: boolean;
  /** Whether strips of the sequencer make the picture. */
  sequencer: boolean;
}

/** How a rendered frame relates to the time that animation and simulations are evaluated at. */
export interface SceneTiming {
  /** Blender evaluates this frame when it opens the file, whichever it renders then. */
  currentFrame: number;
  /** Frames before and after the rendered one that motion blur or a motion pass looks at. */
  blurFrames: number;
  /** The scene stretches its time: frame numbers do not say which moment is shown. */
  isStretched: boolean;
  /** The sequencer shows movie clips, at times of its own. */
  hasClipStrips: boolean;
}

/** R_IMF_IMTYPE_… of Blender's DNA_scene_types.h → the names in `bpy.types.ImageFormatSettings.file_format`. */
const fileFormats: Readonly<Record<number, string>> = {
  0: 'TARGA',
  1: 'IRIS',
  4: 'JPEG',
  14: 'TARGA_RAW',
  15: 'AVI_RAW',
  16: 'AVI_JPEG',
  17: 'PNG',
  20: 'BMP',
  21: 'HDR',
  22: 'TIFF',
  23: 'OPEN_EXR',
  24: 'FFMPEG',
  26: 'CINEON',
  27: 'DPX',
  28: 'OPEN_EXR_MULTILAYER',
  29: 'DDS',
  30: 'JPEG2000',
  35: 'WEBP',
  36: 'AVIF',
};

/** Flags of DNA_scene_types.h: `RenderData.scemode` and `RenderData.mode`. */
const useSequencer = 0x1;
const useCompositing = 0x40;
const useMotionBlur = 0x4000;
/** `ViewLayer.passflag`: the motion of every pixel, for which Cycles looks one frame back and one ahead. */
const vectorPass = 0x200;
/** `Strip.type` of DNA_sequence_types.h. */
const sceneStrip = 2;
const clipStrip = 6;

/** What is read of a .blend before anything else is done with it. */
export interface ReadScene extends SceneFacts {
  version: BlendVersion;
  details: SceneDetails;
}

/**
 * Reads the facts of a scene of the .blend at `path`, and its version.
 * @param file its name in errors
 * @param name of the scene; default: the active one
 */
export function readScene(path: string, file: string, name?: string): Promise<ReadScene> {
  return openBlend(path, file, (blend) => {
    const scene = chooseScene(blend, name);
    return {
      ...readSceneFacts(scene, blend.header.version),
      version: readVersion(blend),
      details: readDetails(blend, scene),
    };
  });
}

/**
 * The scene of a name, or the active one.
 * @throws RenderError `settings` when there is none of that name
 */
export function chooseScene(blend: BlendFile, name: string | undefined): StructView {
  if (name === undefined) return activeScene(blend);
  const scenes = blend.groups.filter(({ code }) => code === 'SC').flatMap((group) => blend.head(group) ?? []);
  const nameOf = (scene: StructView): string => scene.text('id.name')?.slice(2) ?? '';
  const chosen = scenes.find((scene) => nameOf(scene) === name);
  if (chosen !== undefined) return chosen;
  const others = scenes.slice(0, 10).map((scene) => `"${printable(nameOf(scene), 80)}"`);
  throw new RenderError('settings', `scene "${printable(name, 80)}": the project has ${others.join(', ')}.`, {
    file: blend.file,
  });
}

/** The scene that Blender renders when it is told no other. */
export function activeScene(blend: BlendFile): StructView {
  const globals = blend.groups.find(({ code }) => code === 'GLOB');
  const current = globals && blend.head(globals)?.follow('curscene');
  if (current?.type.name === 'Scene') return current;
  const first = blend.groups.find(({ code }) => code === 'SC');
  const scene = first && blend.head(first);
  if (scene?.type.name !== 'Scene') throw brokenBlend(blend.file, 'has no scene');
  return scene;
}

/** `version`: of the Blender that wrote the file, as in its header. */
export function readSceneFacts(scene: StructView, version: number): SceneFacts {
  const percentage = scene.number('r.size') ?? 100;
  const pixels = (size: number | undefined): number => Math.floor(((size ?? 0) * percentage) / 100);
  // Before 2.5 there was only the one engine.
  const engine = scene.text('r.engine') ?? 'BLENDER_RENDER';
  const cycles = readCycles(scene, version);
  const samplesByDefault = engine === 'CYCLES' && cycles.samples === undefined;
  const samples = samplesByDefault ? defaultSamples(version) : cycles.samples;
  // Blender 3.0 squares them when it opens an older file, within its property's limit.
  const isSquared = version < 300 && cycles.useSquareSamples;
  return {
    name: scene.text('id.name')?.slice(2) ?? '',
    frameStart: scene.number('r.sfra') ?? 1,
    frameEnd: scene.number('r.efra') ?? 1,
    frameStep: scene.number('r.frame_step') ?? 1,
    currentFrame: scene.number('r.cfra') ?? 1,
    engine,
    width: pixels(scene.number('r.xsch')),
    height: pixels(scene.number('r.ysch')),
    ...(samples === undefined ? {} : { samples: isSquared ? Math.min(samples ** 2, maxSamples) : samples }),
    samplesByDefault,
    fileFormat: fileFormats[scene.number('r.im_format.imtype') ?? scene.number('r.imtype') ?? -1] ?? 'UNKNOWN',
    compositing: scene.hasFlag('r.scemode', useCompositing) && hasCompositorNodes(scene),
    camera: hasCamera(scene),
    sequencer: scene.hasFlag('r.scemode', useSequencer) && hasStrips(scene),
  };
}

/** Blender 5.0 made the compositor's nodes a group of their own and retired the switch `use_nodes`. */
function hasCompositorNodes(scene: StructView): boolean {
  if (scene.type.find('compositing_node_group')) return scene.address('compositing_node_group') !== 0n;
  return scene.hasFlag('use_nodes', ~0) && scene.address('nodetree') !== 0n;
}

function hasCamera(scene: StructView): boolean {
  if (scene.follow('camera') !== undefined) return true;
  return [...scene.list('markers')].some((marker) => marker.follow('camera') !== undefined);
}

function hasStrips(scene: StructView): boolean {
  const editing = scene.follow('ed');
  return editing !== undefined && editing.address('seqbase.first') !== 0n;
}

const maxSamples = 2 ** 24;

/** What Cycles' version_update.py gives to a scene of an older Blender, and properties.py to all others. */
function defaultSamples(version: number): number {
  if (version < 277) return 10;
  return version < 300 ? 128 : 4096;
}

export function readTiming(blend: BlendFile, scene: StructView): SceneTiming {
  const layers = [...blend.views(scene.group, new Set(['ViewLayer', 'SceneRenderLayer']))];
  const hasMotionPass = layers.some((layer) => layer.hasFlag('passflag', vectorPass));
  const strips = scene.hasFlag('r.scemode', useSequencer) ? blend.views(scene.group, new Set(['Sequence'])) : [];
  const stripTypes = new Set([...strips].map((strip) => strip.number('type')));
  // "Time stretching", old : new.
  const isStretched = (scene.number('r.framapto') ?? 100) !== (scene.number('r.images') ?? 100);
  return {
    currentFrame: scene.number('r.cfra') ?? 1,
    blurFrames: scene.hasFlag('r.mode', useMotionBlur)
      ? Math.max(1, Math.ceil(scene.number('r.blurfac') ?? 1))
      : Number(hasMotionPass),
    isStretched: isStretched || stripTypes.has(sceneStrip),
    hasClipStrips: stripTypes.has(clipStrip),
  };
}
