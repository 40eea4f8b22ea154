import { blends } from './blends.ts';
import { json } from './json.ts';
import type { FuzzKind } from './kind.ts';
import { pictures } from './pictures.ts';

export const kinds = { pictures, blend: blends, json } satisfies Record<string, FuzzKind>;
export type KindName = keyof typeof kinds;

/** What a worker is to do: every `step`th input from `first` up to `last`, without it. */
export interface FuzzOrder {
  kind: KindName;
  /** With the seeds. */
  folder: string;
  seed: number;
  first: number;
  last: number;
  step: number;
  /** Where it writes the index of the input it is at, as text: a file's descriptor. */
  progress: number;
  limits: Limits;
}

export interface Limits {
  cpuMs: number;
  memoryBytes: number;
}

export interface Finding {
  index: number;
  what: string;
  /** Base64; missing when the process did not live to tell. */
  input?: string;
}

export interface Tally {
  fine: number;
  refused: number;
  /** Processor time of one input. */
  slowestMs: number;
  slowest: number;
  /** After an input; what is more in the middle of one is seen by who watches. */
  peakBytes: number;
}
