import type { ComparedKind } from '../frames/kinds.ts';
import type { DisplayPicture, Perceived, PictureComparison, Region } from './comparison.ts';
import type { Tolerance } from './judge/tolerance.ts';

/*
 * What goes between the pool and its workers. Pictures are named by their files: a worker reads them itself, so that the
 * main thread never holds one.
 */

export interface CompareJob {
  type: 'compare';
  baselineFile: string;
  candidateFile: string;
  kind: ComparedKind;
  frame: number;
  tolerance?: Tolerance;
  perceived?: Perceived;
}

/** Decodes a picture and throws when it cannot. */
export interface CheckJob {
  type: 'check';
  file: string;
}

export interface DisplayJob {
  type: 'display';
  file: string;
  maxWidth?: number;
}

export interface DifferenceJob {
  type: 'difference';
  baselineFile: string;
  candidateFile: string;
  regions: Region[];
  decisiveLayer?: string;
  maxWidth?: number;
}

/** At least one of the two files. */
export interface StripJob {
  type: 'strip';
  baselineFile?: string | undefined;
  candidateFile?: string | undefined;
  regions: Region[];
  decisiveLayer?: string;
  /** Of each panel. */
  maxWidth: number;
}

export type Job = (CompareJob | CheckJob | DisplayJob | DifferenceJob | StripJob) & {
  /** Nothing else is done at the same time. */
  alone?: boolean;
};

export interface ResultByType {
  compare: PictureComparison;
  check: undefined;
  display: DisplayPicture;
  difference: DisplayPicture | undefined;
  strip: DisplayPicture | undefined;
}

/** `alone`: nothing was done, for the job needs so much memory that it has to be the only one. */
export type JobResult = ResultByType[Job['type']] | 'alone';
