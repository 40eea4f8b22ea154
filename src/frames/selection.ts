import { RenderError } from '../base/errors.ts';
import type { SceneFacts } from '../project/blend/scene.ts';

/** Which frames to render: as listed, the .blend's current frame, or the .blend's own range. */
export type FrameSelection = { kind: 'list'; frames: number[] } | { kind: 'current' } | { kind: 'scene' };

/** More than a day's worth of film at 60 frames a second is a typing error, not a job. */
const maxFrames = 100_000;
const maxFrameNumber = 1_048_574; // Blender's own limit (MAXFRAME)

export const framesSyntax = 'use 5, 1-10, 1-100x5 (every 5th), a list of these with commas, or scene';

/**
 * Parses `1`, `1-10`, `1,5,20-30`, `1-100x5`, `scene`, or nothing (the current frame). Frames come back ascending, once each.
 * @throws Error that says what is wrong with the text.
 */
export function parseFrames(text: string): FrameSelection {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'current' };
  if (trimmed === 'scene') return { kind: 'scene' };
  const frames = new Set<number>();
  let listed = 0;
  for (const part of trimmed.split(',')) {
    for (const frame of parseRange(part.trim())) {
      frames.add(frame);
      if (++listed > maxFrames) throw new Error(`more than ${maxFrames} frames`);
    }
  }
  return { kind: 'list', frames: [...frames].sort((a, b) => a - b) };
}

function* parseRange(part: string): Generator<number> {
  const match = /^(\d{1,7})(?:\s*-\s*(\d{1,7})(?:\s*x\s*(\d{1,7}))?)?$/.exec(part);
  if (match === null) {
    const negative = /^-\d/.test(part) ? ' (BlendNet renders no negative frames)' : '';
    throw new Error(`"${part}" is no frame or range${negative}; ${framesSyntax}`);
  }
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  const step = Number(match[3] ?? 1);
  if (last > maxFrameNumber) throw new Error(`frame ${last} is beyond Blender's last frame, ${maxFrameNumber}`);
  if (last < first) throw new Error(`"${part}" runs backwards; write ${last}-${first}`);
  if (step === 0) throw new Error(`"${part}" has a step of 0`);
  yield* rangeOf(first, last, step);
}

/** The frames `first`, `first + step`, … up to `last`. */
export function* rangeOf(first: number, last: number, step: number): Generator<number> {
  for (let frame = first; frame <= last; frame += step) yield frame;
}

/** The frames to render, given the scene's own. @throws RenderError `settings` when those cannot be rendered. */
export function chooseFrames(selection: FrameSelection, scene: SceneFacts): number[] {
  if (selection.kind === 'list') return selection.frames;
  const frames =
    selection.kind === 'current'
      ? [scene.currentFrame]
      : [...rangeOf(scene.frameStart, scene.frameEnd, Math.max(1, scene.frameStep))];
  if (frames.length === 0 || frames.some((frame) => frame < 0)) {
    throw new RenderError(
      'settings',
      `frames: the .blend's own (${scene.frameStart} to ${scene.frameEnd}, current ${scene.currentFrame}) cannot be rendered.`,
      {
        hint: 'BlendNet renders frames from 0 up: set frames, or the range in the .blend.',
      },
    );
  }
  return frames;
}
