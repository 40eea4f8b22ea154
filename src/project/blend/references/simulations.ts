import { dataBlockName } from '../data-block.ts';
import type { StructView } from '../struct-view.ts';
import { numberIn } from './caches.ts';
import { evaluatedFrames } from './numbering.ts';
import type { FindContext, NumberedFiles, Reference } from './reference.ts';

/* Simulations that are kept on disk a frame at a time: point caches and fluids. */

/** `PointCache.flag` of DNA_object_force_types.h. */
const baked = 1 << 0;
const diskCache = 1 << 6;
const external = 1 << 9;
const besideProject = 1 << 11;

/**
 * Cloth, soft bodies, particles, dynamic paint and old smoke, in `//blendcache_<blend>/<name>_<frame>_<index>.bphys` or
 * an external folder. The names are those of ptcache_filepath in Blender's pointcache.cc.
 */
export function* findPointCache(cache: StructView, context: FindContext): Generator<Reference> {
  const isExternal = cache.hasFlag('flag', external);
  if (!isExternal && !cache.hasFlag('flag', diskCache)) return;
  const written = isExternal ? (cache.text('path') ?? '') : `//blendcache_${context.stem}/`;
  const cacheName = cache.text('name') ?? '';
  const name =
    cacheName === '' && !isExternal ? hexName(dataBlockName(context.blend, cache.group).slice(2)) : cacheName;
  const index = cache.number('index') ?? -1;
  const stack = index < 0 ? '(?:_\\d{2,})?' : `_${String(index).padStart(2, '0')}`;
  const pattern = new RegExp(`^${escapePattern(name)}_(-?\\d{5,9})${stack}\\.(?:bphys|vdb)$`);
  if (written === '') return;
  const target: NumberedFiles = {
    type: 'numbered',
    folder: written,
    numberOf: (fileName) => numberIn(pattern, fileName),
    required: 'some',
  };
  if (!context.timing.isStretched && !drawsPaths(cache, context)) target.select = nearestFrames(cache, context);
  yield {
    kind: 'point-cache',
    dataBlock: context.dataBlock,
    written,
    target,
    // A cache that is neither baked nor external fills while the simulation runs.
    ...(isExternal || cache.hasFlag('flag', baked) ? {} : { isOptional: true }),
    ...(cache.hasFlag('flag', besideProject) ? { base: 'project' } : {}),
  };
}

/**
 * Blender reads the frame's own file, or interpolates between the nearest before and the nearest after it, within the
 * cache's range. File 0 describes the particles of all frames. The frame that was current when the project was saved is
 * read first, and a simulation keeps what it read. One that is not baked goes on from the nearest before.
 */
function nearestFrames(cache: StructView, { timing }: FindContext): NonNullable<NumberedFiles['select']> {
  const start = cache.number('startframe') ?? 1;
  const end = Math.max(start, cache.number('endframe') ?? start);
  const clamp = (frame: number): number => Math.min(Math.max(frame, start), end);
  const around = (first: number, last: number, present: readonly number[]): readonly number[] => {
    const from = present.findLast((each) => each <= first) ?? first;
    const to = present.find((each) => each >= last) ?? last;
    return present.filter((each) => each >= from && each <= to);
  };
  return (frame, present) => {
    const { currentFrame, blurFrames } = timing;
    const own = around(clamp(frame - blurFrames), clamp(frame + blurFrames), present);
    const current = around(clamp(currentFrame), clamp(currentFrame), present);
    return [...new Set([...present.filter((each) => each === 0), ...current, ...own])];
  };
}

/** `ParticleSettings.type` and `ren_as`. */
const emitter = 0;
const pathRendering = 6;

/** Particles rendered as the paths they take need all of them; so may those whose settings another file has. */
function drawsPaths(cache: StructView, { blend }: FindContext): boolean {
  for (const system of blend.views(cache.group, new Set(['ParticleSystem']))) {
    if (system.follow('pointcache')?.startByte !== cache.startByte) continue;
    const settings = system.follow('part');
    if (settings?.type.name !== 'ParticleSettings') return true;
    return settings.number('type') === emitter && settings.number('ren_as') === pathRendering;
  }
  return false;
}

/** The object's name as hexadecimal bytes. */
function hexName(name: string): string {
  return Buffer.from(name).toString('hex').toUpperCase();
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** `FluidDomainSettings.cache_type` and `cache_flag` of DNA_fluid_types.h. */
const replayCache = 0;
const bakedFluid = 0b1010101010;

const fluidFile = /^(config|data|noise|mesh|particles|guiding|script)\/[^/]+$/;

/** Mantaflow: `config/`, `data/`, `noise/`, `mesh/`, `particles/` and `guiding/` below a folder, a file a frame each. */
export function* findFluid(domain: StructView, context: FindContext): Generator<Reference> {
  const written = domain.text('cache_directory');
  if (!written) return;
  // A replay goes on simulating from what is there, so it may look at any earlier frame.
  const isReplay = domain.number('cache_type') === replayCache;
  const offset = domain.number('cache_frame_offset') ?? 0;
  const { timing } = context;
  const target: NumberedFiles = {
    type: 'numbered',
    folder: written,
    isDeep: true,
    // Files without a number (scripts) belong to every frame, like number 0.
    numberOf: (path) => (fluidFile.test(path) ? (numberIn(/_(\d{4,9})\.[^/]*$/, path) ?? 0) : undefined),
    required: 'some',
  };
  if (!timing.isStretched && !isReplay) {
    target.select = (frame, present) => {
      // One frame more on both sides: velocities and growing domains look at their neighbours.
      const shown = [frame, frame - offset, frame + offset].map((each) => evaluatedFrames(each, timing));
      const first = Math.min(...shown.flat()) - 1;
      const last = Math.max(...shown.flat()) + 1;
      return present.filter((each) => each === 0 || (each >= first && each <= last));
    };
  }
  yield {
    kind: 'fluid-cache',
    dataBlock: context.dataBlock,
    written,
    target,
    ...(!isReplay && domain.hasFlag('cache_flag', bakedFluid) ? {} : { isOptional: true }),
  };
}
