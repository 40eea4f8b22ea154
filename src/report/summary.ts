import { failureKinds, messageOf, RenderError } from '../base/errors.ts';
import { setupFacts } from './setup-facts.ts';
import { formatFrames } from '../base/ranges.ts';
import { sentences } from '../base/sentences.ts';
import { describeCause } from '../frames/record/causes.ts';
import type { UploadTotals } from '../frames/engine.ts';
import { summarizeDifferences, waitsForApproval, type DifferencePolicy } from './differences.ts';
import { decidingPictureOf, formatOutcome, framesToReview, stateOf } from './frame-state.ts';
import { isWrong, stateTitles } from './states.ts';
import { formatFrameTable } from './frame-table.ts';
import { escapeMarkdown, formatCode, formatImage, formatLink, formatRow } from './markdown.ts';
import type { FrameReport, RunReport } from './model.ts';
import { formatBytes, formatCount, formatDuration } from '../base/quantities.ts';

export interface SummaryLinks {
  reportUrl?: string;
  /** Where pictures of frames can be seen, by frame. */
  strips?: ReadonlyMap<number, string>;
  artifacts: { name: string; url?: string }[];
}

export interface SummaryLimits {
  /** Frames listed openly; the others are folded below them. */
  maxRows?: number;
  /** GitHub drops a summary of more than 1 MiB as a whole. Counted in UTF-8. */
  maxBytes?: number;
}

const maxEarlyText = 4000;
/** What is listed at most, and how often that is cut down where it does not fit. */
const most = { failures: 20, artifacts: 50, strips: 24, causes: 10 };
const cuts = [1, 2, 4, 8, 16, Infinity];
const maxCauseLines = 10;
/** What is kept free for the lines that say what was left out. */
const reservedBytes = 500;

/** The run as GitHub's job summary and comment: markdown that never exceeds `maxBytes`, whatever the run has to tell. */
export function formatSummary(
  report: RunReport,
  links: SummaryLinks,
  policy: DifferencePolicy,
  limits: SummaryLimits = {},
): string {
  const { maxRows = 50, maxBytes = 1_000_000 } = limits;
  const headCut = (by: number): string => {
    const listed = [linkLine(links, most.artifacts / by), failures(report.frames, most.failures / by)];
    const seen = [changes(report, most.causes / by), formatStrips(report.frames, links, most.strips / by)];
    return [heading(report, policy), facts(report), ...listed, howToApprove(report), ...seen]
      .filter(Boolean)
      .join('\n\n');
  };
  const room = maxBytes - reservedBytes;
  const head = cuts.map(headCut).find((text) => Buffer.byteLength(text) <= room) ?? heading(report, policy);
  const left = room - Buffer.byteLength(head);
  return `${head}\n\n${formatFrameTable(report.frames, maxRows, left)}`.trimEnd() + '\n';
}

/** What stands there when a run ended before there was anything to tell of frames. @param clean takes secrets out */
export function formatEarlyEnd(error: unknown, clean: (text: string) => string): string {
  const isOurs = error instanceof RenderError;
  const title = isOurs ? failureKinds[error.kind].title : 'Internal error: please report it';
  const lines = sentences(clean(messageOf(error))).split('\n');
  const hint = isOurs && error.hint !== undefined ? [escapeMarkdown(clean(error.hint), maxEarlyText)] : [];
  const paragraphs = [lines.map((line) => escapeMarkdown(line, maxEarlyText)).join('<br>'), ...hint];
  return [`## ❌ ${title}`, 'Nothing was rendered.', ...paragraphs].join('\n\n') + '\n';
}

function heading({ project, frames, commit }: RunReport, policy: DifferencePolicy): string {
  const title = `## ${markOf(frames, policy)} ${formatOutcome(frames)}`;
  const source = commit ? ` at ${formatLink(commit.sha.slice(0, 10), commit.url)}` : '';
  return `${title}\n\n**${escapeMarkdown(project)}**${source}`;
}

/** Whether the frames fail the run, as publish() decides it, and else whether some are not as they should be. */
function markOf(frames: FrameReport[], policy: DifferencePolicy): string {
  const failed = frames.some(({ outcome }) => outcome === 'failed' || outcome === 'cancelled');
  if (failed || summarizeDifferences(frames, policy) !== undefined) return '❌';
  return frames.some((frame) => isWrong(stateOf(frame))) ? '⚠️' : '✅';
}

function facts({ farm, configuration, durationMs, upload }: RunReport): string {
  const rows: Row[] = [
    ...setupFacts({ farm, configuration }).map(([name, value]): Row => [name, escapeMarkdown(value)]),
    ['Time', formatDuration(durationMs)],
    ...(upload === undefined ? [] : formatUpload(upload)),
  ];
  return [
    formatRow(rows.map(([name]) => name)),
    formatRow(rows.map(() => '---')),
    formatRow(rows.map(([, value]) => value)),
  ].join('\n');
}

/** A heading and what stands below it. */
type Row = [string, string];

function formatUpload({ filesSent, bytesSent, filesKnown, bytesKnown }: UploadTotals): Row[] {
  return [
    ['Sent', `${formatCount(filesSent, 'file')}, ${formatBytes(bytesSent)}`],
    ['Skipped, the farm had them', `${formatCount(filesKnown, 'file')}, ${formatBytes(bytesKnown)}`],
  ];
}

/** What to do when the pictures are right, for as long as somebody has to say so. */
function howToApprove({ frames, approve }: RunReport): string {
  if (approve === undefined || !waitsForApproval(frames)) return '';
  return `**To approve** what is new or differs: ${escapeMarkdown(approve.words)}\n\n${formatCode(approve.line)}`;
}

/** The frames to review that have a picture, worst first. */
function formatStrips(frames: FrameReport[], { strips }: SummaryLinks, limit: number): string {
  if (strips === undefined || strips.size === 0) return '';
  const shown = framesToReview(frames).filter(({ frame }) => strips.has(frame));
  const lines = shown.slice(0, limit).flatMap((frame) => {
    const { comparison, kind = '' } = decidingPictureOf(frame) ?? {};
    const why = comparison === undefined ? '' : ` · ${escapeMarkdown(`${kind}: ${comparison.reason}`, 300)}`;
    const title = `**Frame ${frame.frame}: ${stateTitles[stateOf(frame)]}**${why}`;
    return [title, formatImage(`Frame ${frame.frame}: baseline, candidate, difference`, strips.get(frame.frame))];
  });
  return ['### To review: baseline, candidate, difference', ...lines].join('\n\n');
}

function linkLine({ reportUrl, artifacts }: SummaryLinks, maxArtifacts: number): string {
  const report = reportUrl === undefined ? [] : [`**${formatLink('Open the report', reportUrl)}**`];
  const listed = artifacts.slice(0, maxArtifacts).map(({ name, url }) => formatLink(name, url));
  if (artifacts.length > listed.length) listed.push(`${artifacts.length - listed.length} more`);
  return [...report, ...(listed.length > 0 ? [`Artifacts: ${listed.join(', ')}`] : [])].join(' · ');
}

/** What has changed in the inputs of frames that are not what they were, beside what of it the frames share. */
function changes({ causes = [], project }: RunReport, maxCauses: number): string {
  if (causes.length === 0) return '';
  const lines = causes.slice(0, maxCauses).flatMap((cause) => {
    const noun = /[-,]/.test(cause.frames) ? 'frames' : 'frame';
    const told = describeCause(cause, project, maxCauseLines).map((line) => `  - ${escapeMarkdown(line, 500)}`);
    return [`- ${noun} ${escapeMarkdown(cause.frames, 300)}`, ...told];
  });
  const left = causes.length - Math.floor(maxCauses);
  if (left > 0) lines.push(`- and ${left} more`);
  return ['### Changed since the baseline', '', ...lines].join('\n');
}

/** One line for all frames that failed in the same way: a farm without a texture fails every frame alike. */
function failures(frames: FrameReport[], maxFailures: number): string {
  const groups = new Map<string, { title: string; message: string; hint: string; frames: number[] }>();
  for (const { frame, error } of frames) {
    if (!error) continue;
    // Alike is what reads alike: the texts are escaped and cut first.
    const { kind } = error;
    const message = escapeMarkdown(sentences(error.message));
    const hint = escapeMarkdown(error.hint ?? '');
    const key = JSON.stringify([kind, message, hint]);
    const group = groups.get(key) ?? { title: failureKinds[kind].title, message, hint, frames: [] };
    group.frames.push(frame);
    groups.set(key, group);
  }
  if (groups.size === 0) return '';
  const largestFirst = [...groups.values()].sort((a, b) => b.frames.length - a.frames.length);
  const lines = largestFirst.slice(0, maxFailures).map(({ title, message, hint, frames }) => {
    const noun = frames.length === 1 ? 'frame' : 'frames';
    const advice = hint === '' ? '' : `<br>${hint}`;
    return `- ${noun} ${escapeMarkdown(formatFrames(frames), 300)}: **${title}**: ${message}${advice}`;
  });
  if (groups.size > lines.length) lines.push(`- and ${groups.size - lines.length} other messages`);
  return ['### Failures', '', ...lines].join('\n');
}
