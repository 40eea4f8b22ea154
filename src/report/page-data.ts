import { failureKinds } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import { sentences } from '../base/sentences.ts';
import { waitsForApproval } from './differences.ts';
import { countStates, decidingPictureOf, mainPictureOf, stateOf } from './frame-state.ts';
import { type FrameState, isForReview, reviewStates, stateTitles } from './states.ts';
import { maxErrorOf, renderTimeOf } from './history.ts';
import { httpsUrl } from './https-url.ts';
import type { EmbeddedPictures } from './islands.ts';
import type { UploadTotals } from '../frames/engine.ts';
import type { HistoryEntry } from '../frames/record/history.ts';
import type { FrameReport, PageReport, PictureReport } from './model.ts';
import { setupFacts } from './setup-facts.ts';
import type { HistoryPoint, PageFrame, PageRun } from './page-model.ts';
import { formatPicture } from './page-picture.ts';
import {
  formatBytes,
  formatCount,
  formatDate,
  formatDuration,
  formatError,
  formatInteger,
} from '../base/quantities.ts';

/*
 * The run as the page's script takes it: texts ready to show, cut to a length that a page can bear.
 */

/** Lines of Blender's messages in the whole page, and at most and at least for one frame. */
const maxMessages = { page: 20_000, frame: 200, least: 5 };
const maxHistory = 100;

const filters: { name: string; title: string; states?: FrameState[] }[] = [
  { name: 'all', title: 'All' },
  { name: 'review', title: 'To review', states: reviewStates },
  { name: 'new', title: 'New', states: ['new'] },
  { name: 'same', title: 'Same', states: ['same', 'within-tolerance'] },
  { name: 'errors', title: 'Errors', states: ['failed', 'cancelled', 'unreadable'] },
];

type Fact = PageRun['run']['facts'][number];

/** Everything but the frames. */
export function formatRun(report: PageReport, notice: string | undefined): PageRun {
  const { frames } = report;
  const states = frames.map(stateOf);
  const compared = isCompared(report);
  const history = historyOf(report);
  return {
    compared,
    run: { facts: formatFacts(report), notice },
    counts: countStates(frames).map(([state, count]) => [state, `${count} ${stateTitles[state].toLowerCase()}`]),
    filters: filters
      .filter(({ name }) => compared || name === 'all' || name === 'errors')
      .map((filter) => ({ ...filter, count: states.filter((state) => filter.states?.includes(state) ?? true).length })),
    history: history && [...history.map(formatEntry), 'this run'],
  };
}

function isCompared({ frames }: PageReport): boolean {
  return frames.some(({ pictures }) => pictures.some(({ comparison }) => comparison));
}

function historyOf({ history }: PageReport): HistoryEntry[] | undefined {
  return history && history.length > 0 ? history.slice(-maxHistory) : undefined;
}

function formatEntry({ date, commit }: HistoryEntry): string {
  return [formatDate(date), ...(commit === undefined ? [] : [printable(commit.slice(0, 10))])].join(' ');
}

/** What is not known of pictures that were only compared is left out. */
function formatFacts({
  farm,
  configuration,
  upload,
  startedAt,
  durationMs,
  commit,
  approve,
  frames,
}: PageReport): Fact[] {
  return [
    ['Started', formatDate(startedAt)],
    ...(durationMs === undefined ? [] : ([['Took', formatDuration(durationMs)]] satisfies Fact[])),
    ...(commit ? [formatCommit(commit)] : []),
    ...(farm && configuration ? setupFacts({ farm, configuration }) : []),
    ...(upload ? formatUpload(upload) : []),
    ...(approve && waitsForApproval(frames)
      ? ([['To approve', `${approve.words}: ${approve.line}`]] satisfies Fact[])
      : []),
  ];
}

function formatUpload({ filesSent, bytesSent, filesKnown, bytesKnown }: UploadTotals): Fact[] {
  return [
    ['Sent', `${formatCount(filesSent, 'file')}, ${formatBytes(bytesSent)}`],
    ['Skipped', `${formatCount(filesKnown, 'file')}, ${formatBytes(bytesKnown)}`],
  ];
}

function formatCommit({ sha, url }: { sha: string; url?: string }): Fact {
  const address = httpsUrl(url);
  const name = printable(sha.slice(0, 10));
  return address === undefined ? ['Commit', name] : ['Commit', name, address];
}

/** What frames are formatted with, worked out once for all of them. */
export interface FrameContext {
  embedded: EmbeddedPictures;
  /** The frames of each earlier run by their number. */
  history: Map<number, HistoryEntry['frames'][number]>[];
  /** Lines of messages for one frame. */
  maxMessages: number;
}

export function indexHistory(report: PageReport): FrameContext['history'] {
  return (historyOf(report) ?? []).map(({ frames }) => new Map(frames.map((frame) => [frame.frame, frame])));
}

export function shareMessages({ frames }: PageReport): number {
  const share = Math.floor(maxMessages.page / frames.length);
  return Math.max(maxMessages.least, Math.min(maxMessages.frame, share));
}

/** One frame; asked for one at a time, because a long film has a lot to say. */
export function formatFrame(frame: FrameReport, context: FrameContext): PageFrame {
  const state = stateOf(frame);
  const { error } = frame;
  const deciding = decidingPictureOf(frame);
  const messages = frame.messages.slice(-context.maxMessages);
  return {
    frame: frame.frame,
    state,
    title: stateTitles[state],
    review: isForReview(state),
    kind: (isToReview(deciding) ? deciding : mainPictureOf(frame))?.kind,
    reason: deciding?.comparison && printable(deciding.comparison.reason, 1000),
    duration: frame.durationMs === undefined ? '' : formatDuration(frame.durationMs),
    facts: formatFrameFacts(frame),
    error: error && {
      title: failureKinds[error.kind].title,
      message: sentences(printable(error.message, 2000)),
      hint: error.hint === undefined ? undefined : printable(error.hint, 1000),
    },
    messages: messages.map((message) => printable(message)),
    changes: frame.changes?.map((line) => printable(line, 1000)),
    earlierMessages: frame.messages.length - messages.length,
    pictures: frame.pictures.map((picture) => formatPicture(picture, context.embedded.get(picture))),
    history: formatHistory(frame, context.history),
  };
}

function isToReview(picture: PictureReport | undefined): boolean {
  return picture?.comparison !== undefined && isForReview(picture.comparison.verdict);
}

/** Nothing is known of a picture that was only compared. */
function formatFrameFacts({ outcome, durationMs, samples }: FrameReport): PageFrame['facts'] {
  if (outcome === 'rendered' && durationMs === undefined && samples === undefined) return [];
  return [
    ['Outcome', stateTitles[outcome]],
    ['Render time', formatDuration(durationMs)],
    ['Samples', formatInteger(samples)],
  ];
}

/** Points for each run, this one last. */
function formatHistory(frame: FrameReport, history: FrameContext['history']): PageFrame['history'] {
  if (history.length === 0) return undefined;
  const now = { durationMs: renderTimeOf(frame), maxError: maxErrorOf(frame) };
  const entries = [...history.map((frames) => frames.get(frame.frame)), now];
  const point = (value: number | undefined, format: (value: number) => string): HistoryPoint =>
    value !== undefined && Number.isFinite(value) && value >= 0 ? [value, format(value)] : null;
  return {
    durations: entries.map((entry) => point(entry?.durationMs, formatDuration)),
    errors: entries.map((entry) => point(entry?.maxError, formatError)),
  };
}
