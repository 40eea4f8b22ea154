import type { DisplayPicture, PictureComparison } from '../compare/comparison.ts';
import type { FailureKind } from '../base/errors.ts';

/*
 * What a run has to tell, as plain data. The job summary, the report page and the manifest are written from it. Every
 * text in it may come from outside (file names, Blender's messages): whoever formats it escapes it.
 */

/** The pictures of one frame and kind. Read when the page is written, one at a time, to keep memory bounded. */
export interface PictureReport {
  kind: 'preview' | 'render' | 'compose';
  /** File name below the output directory, such as `frame-0003.compose.png`. */
  file: string;
  comparison?: PictureComparison;
  readCandidate?: () => Promise<DisplayPicture | undefined>;
  readBaseline?: () => Promise<DisplayPicture | undefined>;
  /** The heat map of what differs. */
  readDifference?: () => Promise<DisplayPicture | undefined>;
  /** A small version of the candidate (480 pixels wide), for frames that nobody has to look at closely. */
  readThumbnail?: () => Promise<DisplayPicture | undefined>;
}

export interface FrameReport {
  frame: number;
  outcome: 'rendered' | 'reused' | 'failed' | 'cancelled';
  durationMs?: number;
  samples?: number;
  error?: { kind: FailureKind; message: string; hint?: string };
  /** Lines that Blender said about the frame, oldest first. */
  messages: string[];
  pictures: PictureReport[];
}

/** One earlier run, for the curves over time. */
export interface HistoryEntry {
  /** ISO 8601. */
  date: string;
  commit?: string;
  frames: { frame: number; durationMs?: number; maxError?: number; verdict?: string }[];
}

export interface RunReport {
  /** Path of the .blend below the working directory. */
  project: string;
  /** ISO 8601. */
  startedAt: string;
  durationMs: number;
  farm: { managerUrl: string; blenderVersion?: string; activeAgents: number };
  configuration: { samples?: number; seed: number; compositing: boolean };
  commit?: { sha: string; url?: string };
  upload: { filesSent: number; bytesSent: number; filesKnown: number; bytesKnown: number };
  frames: FrameReport[];
  history?: HistoryEntry[];
}

/** What the page needs: pictures that were only compared come from no run. */
export type PageReport = Omit<RunReport, RunFacts> & Partial<Pick<RunReport, RunFacts>>;
type RunFacts = 'farm' | 'configuration' | 'upload' | 'durationMs';
