import type { StructView } from '../struct-view.ts';
import { evaluatedFrames, seriesOf, volumeNumber, type VolumeSequence } from './numbering.ts';
import { singleFile, type Finder, type FindContext, type NumberedFiles, type Reference } from './reference.ts';

/* Data-blocks that stand for a file, other than images and libraries. */

/** `MovieClip.source`: numbered pictures; 2 is a movie. */
const clipSequence = 1;
/** `Camera.custom_mode`: the shader is a file, not a text in the .blend. */
const externalShader = 1;
const volumeModes: readonly VolumeSequence['mode'][] = ['clip', 'extend', 'repeat', 'ping-pong'];

/** A picture needs no sound. */
export const findSound: Finder = (sound, context) =>
  isPacked(sound) ? [] : singleFile('sound', sound.text('name'), context, true);

export function* findFont(font: StructView, context: FindContext): Generator<Reference> {
  const written = font.text('name');
  if (written !== '<builtin>' && !isPacked(font)) yield* singleFile('font', written, context);
}

/** The .blend has the text itself; the file is only where it came from. */
export const findText: Finder = (text, context) => singleFile('text', text.text('name'), context, true);

export const findCameraShader: Finder = (camera, context) =>
  camera.number('custom_mode') === externalShader
    ? singleFile('osl', camera.text('custom_filepath'), context, camera.address('custom_bytecode') !== 0n)
    : [];

export function* findMovieClip(clip: StructView, context: FindContext): Generator<Reference> {
  const written = clip.text('name') ?? '';
  const series = clip.number('source') === clipSequence ? seriesOf(written) : undefined;
  if (series === undefined) {
    yield* singleFile('movie-clip', written, context);
    return;
  }
  // Blender opens the file that is named too, whichever frame it shows.
  const shift = series.number - (clip.number('start_frame') ?? 1) + (clip.number('frame_offset') ?? 0);
  yield* numbered('movie-clip', written, context, {
    ...series,
    ...(context.timing.hasClipStrips ? {} : { select: (frame: number) => [Math.max(0, frame + shift), series.number] }),
    required: 'gaps',
  });
}

export function* findVolume(volume: StructView, context: FindContext): Generator<Reference> {
  if (isPacked(volume)) return;
  const written = volume.text('filepath') ?? '';
  const series = volume.hasFlag('is_sequence', ~0) ? seriesOf(written, { isTrailing: true }) : undefined;
  if (series === undefined) {
    yield* singleFile('volume', written, context);
    return;
  }
  const sequence: VolumeSequence = {
    start: volume.number('frame_start') ?? 1,
    duration: volume.number('frame_duration') ?? 0,
    offset: volume.number('frame_offset') ?? 0,
    mode: volumeModes[volume.number('sequence_mode') ?? 0] ?? 'clip',
  };
  yield* numbered('volume', written, context, {
    ...series,
    select: (frame) =>
      evaluatedFrames(frame, context.timing)
        .map((each) => volumeNumber(sequence, each))
        .filter((number) => number !== undefined),
    required: 'gaps',
  });
}

/** Alembic and USD. */
export function* findCacheFile(cache: StructView, context: FindContext): Generator<Reference> {
  const written = cache.text('filepath') ?? '';
  const series = cache.hasFlag('is_sequence', ~0) ? seriesOf(written, { isTrailing: true }) : undefined;
  if (series === undefined) {
    yield* singleFile('geometry-cache', written, context);
  } else {
    // With `override_frame` a property, mostly animated, takes the place of the timeline.
    const target: NumberedFiles = { ...series, required: 'gaps' };
    if (!cache.hasFlag('override_frame', ~0)) target.select = (frame) => evaluatedFrames(frame, context.timing);
    yield* numbered('geometry-cache', written, context, target);
  }
  for (const layer of cache.list('layers')) yield* singleFile('geometry-cache', layer.text('filepath'), context);
}

function* numbered(
  kind: Reference['kind'],
  written: string,
  context: FindContext,
  { select, ...target }: NumberedFiles,
): Generator<Reference> {
  const isTellable = select !== undefined && !context.timing.isStretched && !context.imageUsers.isAnimated;
  yield {
    kind,
    dataBlock: context.dataBlock,
    written,
    target: isTellable ? { ...target, select } : target,
  };
}

function isPacked(view: StructView): boolean {
  return view.address('packedfile') !== 0n;
}
