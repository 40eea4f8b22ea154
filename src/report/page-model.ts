import type { DisplayPicture } from '../compare/comparison.ts';
import type { Verdict } from '../frames/verdicts.ts';
import type { FrameState } from './states.ts';

/*
 * What the page's script (`page/*.js`) reads, as JSON: texts ready to show. What is undefined is not in the JSON. The
 * script is checked against these types for a browser, so nothing that they name may need Node's.
 */

export interface PageRun {
  /** Whether anything was compared; without that the page is the gallery of the run. */
  compared: boolean;
  run: { facts: [name: string, text: string, httpsUrl?: string][]; notice: string | undefined };
  counts: [state: FrameState, text: string][];
  /** Without states a filter lets all frames through. */
  filters: { name: string; title: string; states?: FrameState[]; count: number }[];
  /** Names of the earlier runs, oldest first, and of this one. */
  history: string[] | undefined;
}

/** A value of one run as number and text, or null where the run has none. */
export type HistoryPoint = [value: number, text: string] | null;

export interface PageFrame {
  frame: number;
  state: FrameState;
  title: string;
  review: boolean;
  /** The kind of picture that it opens on: what to review, or the main one. */
  kind: string | undefined;
  /** Why it is in this state, where that comes from a comparison. */
  reason: string | undefined;
  duration: string;
  facts: [name: string, text: string][];
  error: { title: string; message: string; hint: string | undefined } | undefined;
  messages: string[];
  /** What has changed in its inputs since the baseline. */
  changes: string[] | undefined;
  /** How many lines were left out before `messages`. */
  earlierMessages: number;
  pictures: PagePicture[];
  /** Points beside the names in `PageRun.history`. */
  history: { durations: HistoryPoint[]; errors: HistoryPoint[] } | undefined;
}

/** What a picture of the page shows. */
export type PictureRole = 'candidate' | 'baseline' | 'difference' | 'thumbnail';

/** A picture that lies in the page as text until somebody looks at it. */
export interface PageImage extends Omit<DisplayPicture, 'bytes'> {
  /** Of the element with its bytes. */
  id: string;
}

export interface PagePicture extends Partial<Record<PictureRole, PageImage>> {
  kind: string;
  file: string;
  verdict: Verdict | undefined;
  title: string | undefined;
  reason: string | undefined;
  spread: string | undefined;
  /** Pixels of the picture in full, whichever of its views is in the page. */
  size: { width: number; height: number } | undefined;
  metrics: [name: string, value: string, meaning: string][];
  regions: { x: number; y: number; width: number; height: number; text: string }[];
  layers: { name: string; purpose: string; verdict: Verdict; title: string; figures: string[] }[];
  /** Why something that people expect to see is not there. */
  note: string | undefined;
}

export type PageData = PageRun & { frames: PageFrame[] };
