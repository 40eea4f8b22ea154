import type { StructView } from '../struct-view.ts';
import { singleFile, type FindContext, type Reference } from './reference.ts';
import { viewPaths } from './stereo.ts';

/*
 * Strips of the video sequencer. They are listed whole: speed, retiming and nesting decide what a frame shows. No farm
 * renders the sequencer, so that none of them need be there.
 */

/** `Strip.type`, `Strip.flag` and `views_format` of DNA_sequence_types.h. */
const imageStrip = 0;
const movieStrip = 3;
const soundStrips: readonly (number | undefined)[] = [4, 5];
const useViews = 1 << 29;
const individualViews = 0;

export function* findStrip(strip: StructView, context: FindContext): Generator<Reference> {
  const type = strip.number('type');
  // Since 2.5 sounds are data-blocks, which may be packed; the strip repeats the path.
  const isSound = soundStrips.includes(type) && strip.address('sound') === 0n;
  if (type !== imageStrip && type !== movieStrip && !isSound) return;
  const data = strip.follow('strip');
  if (data === undefined) return;
  const folder = withSlash(data.text('dir') ?? '');
  const isSplit = strip.hasFlag('flag', useViews) && (strip.number('views_format') ?? 0) === individualViews;
  const names: string[] = [];
  for (const element of context.blend.array(data, 'stripdata')) {
    const name = element.text('name');
    if (name) names.push(...(isSplit ? viewPaths(folder + name, context.viewSuffixes) : [folder + name]));
    if (type !== imageStrip) break;
  }
  for (const name of names) yield* singleFile('strip', name, context, true);
}

function withSlash(folder: string): string {
  return folder === '' || /[/\\]$/.test(folder) ? folder : `${folder}/`;
}
