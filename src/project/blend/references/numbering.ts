import type { SceneTiming } from '../scene.ts';
import type { ImageUser } from './image-user.ts';
import { splitPath, type NumberedFiles } from './reference.ts';

/*
 * Which file of a numbered series Blender opens for a frame. The rules are those of Blender's BKE_image_user_frame_get,
 * volume_sequence_frame, BKE_cachefile_filepath_get and get_sequence_filepath.
 */

/** The number of the image shown at a frame. Past its ends a sequence stands still; no number is below 0. */
export function imageNumber(user: Omit<ImageUser, 'inCompositor'>, frame: number): number {
  const { frames, offset, start, isCyclic } = user;
  if (frames <= 0) return 0;
  const position = frame - start + 1;
  const shown = isCyclic ? wrap(position, frames) : Math.min(Math.max(position, 0), frames);
  return Math.max(0, shown + offset);
}

export interface VolumeSequence {
  start: number;
  duration: number;
  offset: number;
  mode: 'clip' | 'extend' | 'repeat' | 'ping-pong';
}

/** The number of the grid file shown at a frame, or undefined when nothing is. */
export function volumeNumber(sequence: VolumeSequence, frame: number): number | undefined {
  const { start, duration, offset, mode } = sequence;
  if (duration <= 0) return undefined;
  const position = frame - start + 1;
  if (mode === 'extend') return Math.min(Math.max(position, 1), duration) + offset;
  if (mode === 'repeat') return wrap(position, duration) + offset;
  if (mode === 'ping-pong') {
    const swing = Math.max(1, duration * 2 - 2);
    const turn = wrap(position, swing);
    return (turn > duration ? duration * 2 - turn : turn) + offset;
  }
  return position < 1 || position > duration ? undefined : position + offset;
}

/** `position` wrapped into 1 … `length`. */
function wrap(position: number, length: number): number {
  return ((((position - 1) % length) + length) % length) + 1;
}

/** Whole frames that are evaluated to render `frame`, ascending. */
export function evaluatedFrames(frame: number, { blurFrames }: SceneTiming): number[] {
  const frames: number[] = [];
  for (let each = frame - blurFrames; each <= frame + blurFrames; each++) frames.push(each);
  return frames;
}

/**
 * The series that a written path belongs to: files with the same name but for the last number before the extension.
 * undefined when the name has no number. `isTrailing`: the number must end right before the extension.
 */
export function seriesOf(
  written: string,
  options: { isTrailing?: boolean } = {},
): (Pick<NumberedFiles, 'type' | 'folder' | 'numberOf'> & { number: number }) | undefined {
  const { folder, name } = splitPath(written);
  const parts = (options.isTrailing ? /^(.*?)(\d+)(\.[^.]*|)$/ : /^(.*?)(\d+)(\D*?(?:\.[^.]*)?)$/).exec(name);
  const [, head, digits, tail] = parts ?? [];
  if (head === undefined || digits === undefined || tail === undefined) return undefined;
  const numberOf = (candidate: string): number | undefined => {
    if (!candidate.startsWith(head) || !candidate.endsWith(tail)) return undefined;
    const middle = candidate.slice(head.length, candidate.length - tail.length);
    if (!/^-?\d{1,9}$/.test(middle)) return undefined;
    const number = Number(middle);
    return formatNumber(number, digits.length) === middle ? number : undefined;
  };
  return { type: 'numbered', folder, numberOf, number: Number(digits) };
}

/** As C's `%0*d`: padded with zeros to `width` characters, the sign among them. */
function formatNumber(number: number, width: number): string {
  return number < 0 ? `-${String(-number).padStart(width - 1, '0')}` : String(number).padStart(width, '0');
}
