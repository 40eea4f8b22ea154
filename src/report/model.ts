import type { DisplayPicture, PictureComparison } from '../compare/comparison.ts';
import type { FailureKind } from '../base/errors.ts';
import type { FrameDone } from '../frames/end.ts';
import type { UploadTotals } from '../frames/engine.ts';
import type { ResultKind, SideKind } from '../frames/kinds.ts';
import type { Way } from '../frames/approving.ts';
import type { RecordedCause } from '../frames/record/causes.ts';
import type { HistoryEntry } from '../frames/record/history.ts';

/*
 * What a run has to tell, as plain data. The job summary and the report page are written from it. Every text in it may
 * come from outside (file names, Blender's messages): whoever formats it escapes it.
 */

/** The pictures of one frame and kind. Read when the page is written, one at a time, to keep memory bounded. */
export interface PictureReport {
  kind: ResultKind | SideKind;
  /** File name below the output directory, such as `frame-0003.compose.png`. */
  file: string;
  comparison?: PictureComparison;
  readCandidate?: () => Promise<DisplayPicture | undefined>;
  readBaseline?: () => Promise<DisplayPicture | undefined>;
  /** The heat map of what differs. */
  readDifference?: () => Promise<DisplayPicture | undefined>;
  /** Baseline, candidate and difference side by side, small. */
  readStrip?: () => Promise<DisplayPicture | undefined>;
  /** A small version of the candidate (480 pixels wide), for frames that nobody has to look at closely. */
  readThumbnail?: () => Promise<DisplayPicture | undefined>;
}

export interface FrameReport {
  frame: number;
  outcome: FrameDone['outcome'] | 'failed' | 'cancelled';
  durationMs?: number;
  samples?: number;
  error?: { kind: FailureKind; message: string; hint?: string };
  /** Lines that Blender said about the frame, oldest first. */
  messages: string[];
  /** What has changed in its inputs since the baseline, a line each, safe to print. */
  changes?: string[];
  pictures: PictureReport[];
}

export interface RunReport {
  /** Path of the .blend below the working directory. */
  project: string;
  /** ISO 8601. */
  startedAt: string;
  durationMs: number;
  /** Without a `managerUrl`: Blender on the machine itself. */
  farm: { managerUrl?: string; blenderVersion?: string; activeAgents?: number };
  configuration: { samples?: number; seed?: number; compositing?: boolean; device?: string };
  commit?: { sha: string; url?: string };
  /** Missing where nothing had to be sent. */
  upload?: UploadTotals;
  frames: FrameReport[];
  /** How what is new or differs becomes the baseline; missing where nothing was compared. */
  approve?: Way;
  /** What has changed in the inputs of frames that are not what their baseline is. */
  causes?: RecordedCause[];
  /** Earlier runs, oldest first. */
  history?: HistoryEntry[];
}

/** What the page needs: pictures that were only compared come from no run. */
export type PageReport = Omit<RunReport, RunFacts> & Partial<Pick<RunReport, RunFacts>>;
type RunFacts = 'farm' | 'configuration' | 'durationMs';
