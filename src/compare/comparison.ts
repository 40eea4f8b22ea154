import type { ComparedKind } from '../frames/kinds.ts';
import type { Verdict } from '../frames/verdicts.ts';

/*
 * What comparing a picture with its baseline says. Plain data: made by this room, read by the report, the summary and
 * the command line.
 */

/** Errors are absolute differences of channel values; 8 and 16 bit pictures count as 0 … 1. */
export interface Metrics {
  mean: number;
  rms: number;
  /**
   * Decibels against the picture's own peak, as `idiff` prints it; Infinity for equal pictures, undefined where values are
   * not finite in one of the two.
   */
  psnr: number | undefined;
  max: number;
  /** Share (0 … 1) of pixels of which a channel differs by more than the tolerance's threshold. */
  failing: number;
  /** Structural similarity of the luminance, 1 for equal pictures; see {@link Perceived}. */
  ssim?: number;
  /** Mean LDR-FLIP error, 0 for equal pictures; only worked out when the cheap test fails, see {@link Perceived}. */
  flip?: number;
  /** Values that are NaN or infinite in exactly one of the two; they are left out of the figures above. */
  nonFinite: number;
}

/**
 * For which pictures the metrics tell how a difference looks (`ssim`, `flip`), which takes longer than the verdict. It
 * never changes the verdict.
 */
export type Perceived = 'always' | 'different' | 'never';

/** A box in pixels, origin top left. */
export interface Region {
  x: number;
  y: number;
  width: number;
  height: number;
  /** Pixels over the threshold in it. */
  pixels: number;
}

/** One layer and pass of a multilayer picture, such as `ViewLayer.Combined`. */
export interface LayerComparison {
  name: string;
  /** Depth and other data passes are judged with their own tolerance and do not drown the colours. */
  purpose: 'colour' | 'depth' | 'normal' | 'data';
  verdict: Verdict;
  metrics?: Metrics;
}

export interface PictureComparison {
  kind: ComparedKind;
  frame: number;
  verdict: Verdict;
  /** One sentence for people: `2.1 % of the pixels differ by more than 0.016 (allowed: 1 %), in a region of 40×52 at 120,31`. */
  reason: string;
  width?: number;
  height?: number;
  metrics?: Metrics;
  /** `noise`: spread thin over the picture; `region`: connected places. */
  spread?: 'noise' | 'region';
  /** The layer that the verdict, the reason, the spread and the regions come from. Only for multilayer pictures. */
  decisiveLayer?: string;
  /** Strongest first, at most 50. Empty for noise. */
  regions: Region[];
  /** Only for multilayer pictures. */
  layers: LayerComparison[];
}

/** A picture that a browser can show. */
export interface DisplayPicture {
  /** `hdr`: linear scene values as little-endian half floats, RGBA interleaved, top row first. */
  type: 'image/png' | 'image/jpeg' | 'hdr';
  width: number;
  height: number;
  bytes: Uint8Array;
}

/** A compared picture: the verdict, and the files it is about. */
export interface ComparedPicture {
  comparison: PictureComparison;
  /** Absolute, as the candidate's. */
  baselineFile?: string;
  candidateFile?: string;
}
