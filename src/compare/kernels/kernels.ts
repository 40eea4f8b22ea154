import type { Samples } from '../picture/picture.ts';

/**
 * The loops that run over every value of a picture. There are two of each, for WebAssembly and in TypeScript, and they
 * give the same numbers bit for bit.
 */
export interface Kernels {
  /**
   * Undoes the filters of PNG rows, of `rowBytes` each and a filter byte before it; `step` bytes are a pixel.
   * @returns the rows without filter bytes, or the number of the first one whose filter is unknown
   */
  undoFilters: (raw: Uint8Array, rowBytes: number, rows: number, step: number) => Uint8Array | number;
  /**
   * Measures pixels of two pictures with the same kind of samples, three or four a pixel: into `out` go, for each of four
   * channels, the sum of the differences' sizes, then the sums of their squares, then the largest of them.
   */
  measure: (a: Samples, b: Samples, pixel: number, pixels: number, out: Float64Array) => void;
  /** Of each pixel of the two the size of the largest difference of its channels. */
  largestErrors: (a: Samples, b: Samples) => Float32Array;
  openBand: (length: number) => Band;
  /** Undoes the predictor of an EXR, see predictor.ts; `out` is of the same length. */
  undoPredictor: (bytes: Uint8Array, out: Uint8Array) => void;
  /** See filters.ts. */
  filterRows: (plane: Float32Array, width: number, kernel: Float64Array) => Float32Array;
  filterColumns: (plane: Float32Array, width: number, kernel: Float64Array) => Float32Array;
  /**
   * The weighted sum of the first three channels of each `factor` × `factor` pixels.
   * @param width of the samples' picture
   * @param size of what is given
   */
  viewLuma: (samples: Samples, width: number, factor: number, size: Size, weights: number[]) => Float32Array;
}

export interface Size {
  width: number;
  height: number;
}

/** Some lines of a plane of errors. */
export interface Band {
  /** To be filled; as it was left by whoever had it before. */
  values: Float32Array;
  /**
   * For each of `cells` cells of 8×8 pixels side by side, the first of which has its first pixel at `origin`: the energy
   * that averaging leaves in the blocks of 3×3 around its pixels, times 9, and all that is in them.
   */
  addBlocks: (origin: number, stride: number, cells: number) => Float64Array;
}
