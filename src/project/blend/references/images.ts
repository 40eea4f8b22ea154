import type { StructView } from '../struct-view.ts';
import type { ImageUser } from './image-user.ts';
import { imageNumber, seriesOf } from './numbering.ts';
import { singleFile, splitPath, type FindContext, type NumberedFiles, type Reference } from './reference.ts';
import { viewPaths } from './stereo.ts';

/** `Image.source` of DNA_image_types.h; generated images and render results have no file. */
const fileSource = 1;
const sequenceSource = 2;
const movieSource = 3;
const tiledSource = 6;
/** `Image.flag`: the image has several views, and `Image.views_format`: each in a file of its own. */
const useViews = 1 << 14;
const individualViews = 0;

export function* findImage(image: StructView, context: FindContext): Generator<Reference> {
  const written = image.text('name');
  if (!written || isPacked(image)) return;
  // Blender 2.43 introduced the source.
  const source = image.number('source') ?? fileSource;
  const views = pathsOfViews(image, written, context);
  if (source === sequenceSource) {
    for (const path of views) yield* findSequence(image, path, context);
  } else if (source === tiledSource) {
    const names = [...tileNumbers(image)].map((tile) => tileName(written, tile));
    yield { kind: 'image', dataBlock: context.dataBlock, written, target: { type: 'names', names } };
  } else if (source === fileSource || source === movieSource) {
    for (const path of views) yield* singleFile('image', path, context);
  }
}

function isPacked(image: StructView): boolean {
  return image.address('packedfile') !== 0n || image.list('packedfiles').next().done === false;
}

/** The path itself, or that of each view of a stereo image; older files leave the views to their names. */
function pathsOfViews(image: StructView, written: string, context: FindContext): string[] {
  const isSplit = image.hasFlag('flag', useViews) && (image.number('views_format') ?? 0) === individualViews;
  if (!isSplit) return [written];
  const listed = [...image.list('views')].map((view) => view.text('filepath') ?? '').filter((path) => path !== '');
  return listed.length > 0 ? [...new Set(listed)] : viewPaths(written, context.viewSuffixes);
}

function* findSequence(image: StructView, written: string, context: FindContext): Generator<Reference> {
  const series = seriesOf(written);
  if (series === undefined) {
    yield* singleFile('image', written, context);
    return;
  }
  const { timing, imageUsers, isLinkedByName } = context;
  const users = timing.isStretched || isLinkedByName(image.group) ? undefined : imageUsers.of(image.group);
  const target: NumberedFiles = {
    ...series,
    // A picture is looked up once for the frame itself: motion blur does not mix in its neighbours.
    ...(users ? { select: (frame, present) => users.flatMap((user) => numbersOf(user, frame, present)) } : {}),
    required: 'each',
  };
  yield { kind: 'image', dataBlock: context.dataBlock, written, target };
}

/** Cycles paints a picture pink that is not there; the compositor goes on without one before the sequence starts. */
function numbersOf(user: ImageUser, frame: number, present: readonly number[]): number[] {
  const number = imageNumber(user, frame);
  const isBefore = user.frames <= 0 || (!user.isCyclic && frame < user.start);
  return user.inCompositor && isBefore && !present.includes(number) ? [] : [number];
}

/** Tiles are numbered row by row, ten a row. */
const firstTile = 1001;
const lastTile = 2000;

function tileNumbers(image: StructView): Set<number> {
  const tiles = new Set<number>();
  for (const tile of image.list('tiles')) {
    const number = tile.number('tile_number') ?? firstTile;
    if (number >= firstTile && number <= lastTile) tiles.add(number);
  }
  return tiles.size > 0 ? tiles : new Set([firstTile]);
}

/** `skin.<UDIM>.png`, `skin_<UVTILE>.png`, or, before Blender 3.1, the first tile's own name `skin.1001.png`. */
export function tileName(written: string, tile: number): string {
  const { folder, name } = splitPath(written);
  const column = ((tile - firstTile) % 10) + 1;
  const row = Math.floor((tile - firstTile) / 10) + 1;
  const replaced = name.replaceAll('<UDIM>', String(tile)).replaceAll('<UVTILE>', `u${column}_v${row}`);
  return folder + (replaced === name ? name.replace(/1001(?!.*1001)/, String(tile)) : replaced);
}
