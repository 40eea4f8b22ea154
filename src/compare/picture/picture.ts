import { RenderError } from '../../base/errors.ts';
import { sentences } from '../../base/sentences.ts';
import type { Windows } from './window.ts';

/** One channel of every pixel, row by row from the top left. 8 and 16 bit samples are scaled to 0 … 1. */
export interface Channel {
  readonly name: string;
  readonly values: Float32Array;
}

/** Whole-number samples as PNG, TIFF and JPEG store them: `channels` values for a pixel, side by side. */
export interface Samples {
  values: Uint8Array | Uint16Array;
  channels: number;
}

/** Channels that belong together: one pass of a view layer, or the whole picture. */
export interface Layer {
  /** `ViewLayer.Combined`; empty for the channels of a picture without layers. */
  name: string;
  channels: Channel[];
  /** What the values come from, where that are whole numbers. */
  samples?: Samples;
}

export interface Picture {
  format: PictureFormat;
  /** Of what it has, which is its data window. */
  width: number;
  height: number;
  /** `linear`: proportional to light, unbounded (EXR, float TIFF); `display`: encoded for a screen, 0 … 1. */
  encoding: 'linear' | 'display';
  /** Of an EXR: where its pixels lie. */
  windows?: Windows;
  /** What else the file says of its colours, as it has it, by name: `gAMA`, `iCCP`, … */
  profile?: ReadonlyMap<string, Uint8Array>;
  /** The samples as they are in the file, where multiplying by alpha loses some of them. */
  stored?: Uint8Array | Uint16Array;
  /** Colours are multiplied by their alpha, as Blender's EXR has them and as `idiff` reads all other formats. */
  layers: Layer[];
}

export type PictureFormat = 'png' | 'jpeg' | 'tiff' | 'exr';

/** 16384 × 8192: more than anyone renders, and what a worker can hold. */
const maxPixels = 2 ** 27;
const maxSide = 2 ** 16;
/** Pixels times channels, 2 GiB of floats. */
const maxSamples = 2 ** 29;

/** A file that is not the picture it should be. Everything that decoders throw on purpose is made here. */
export function corruptPicture(what: string, more: { hint?: string; cause?: unknown } = {}): RenderError {
  const hint = 'Render the frame again; a baseline that cannot be read has to be replaced.';
  return new RenderError('corrupt-result', sentences(what), { hint, ...more });
}

/** Refuses sizes that no picture has, before anything is allocated for them. */
export function checkSize(width: number, height: number, channels: number): void {
  if (!(width >= 1 && height >= 1 && channels >= 1)) {
    throw corruptPicture(`The picture claims to have ${width}×${height} pixels and ${channels} channels`);
  }
  const tooLarge = Math.max(width, height) > maxSide || width * height > maxPixels;
  if (tooLarge || width * height * channels > maxSamples) {
    throw corruptPicture(`The picture claims ${width}×${height} pixels with ${channels} channels, more than the limit`);
  }
}
