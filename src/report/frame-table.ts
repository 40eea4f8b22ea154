import { decisiveMetrics } from './decisive.ts';
import { countStates, decidingPictureOf, stateOf } from './frame-state.ts';
import { severityOf, stateTitles } from './states.ts';
import { escapeMarkdown, formatRow } from './markdown.ts';
import type { FrameReport } from './model.ts';
import {
  formatCount,
  formatDuration,
  formatError,
  formatInteger,
  formatPsnr,
  formatShare,
} from '../base/quantities.ts';

/** The frames, those to review first: `maxRows` of them open, the rest folded, and no more than fits `maxBytes`. */
export function formatFrameTable(frames: FrameReport[], maxRows: number, maxBytes: number): string {
  const compared = frames.some(({ pictures }) => pictures.some(({ comparison }) => comparison));
  const columns = ['Frame', 'State', 'Samples', 'Time', ...(compared ? ['Mean', 'Max', 'PSNR', 'Failing', 'Why'] : [])];
  const head = [formatRow(columns), formatRow(columns.map(() => '---'))];
  const sorted = frames
    .map((frame) => ({ frame, severity: severityOf(stateOf(frame)) }))
    .sort((a, b) => a.severity - b.severity || a.frame.frame - b.frame.frame);

  const rows: string[] = [];
  let sizeBytes = 2 * Buffer.byteLength(head.join('\n'));
  for (const { frame } of sorted) {
    const row = frameRow(frame, compared);
    sizeBytes += Buffer.byteLength(row) + 1;
    if (sizeBytes > maxBytes) break;
    rows.push(row);
  }
  const open = rows.slice(0, maxRows);
  const folded = rows.slice(maxRows);
  const lines = open.length > 0 ? ['### Frames', '', ...head, ...open] : [];
  if (folded.length > 0) {
    const title = `${formatCount(folded.length, 'more frame')}: ${stateNames(sorted.slice(maxRows, rows.length))}`;
    lines.push('', `<details><summary>${title}</summary>`, '', ...head, ...folded, '', '</details>');
  }
  const omitted = frames.length - rows.length;
  if (omitted > 0) lines.push('', `${formatCount(omitted, 'frame')} not listed: GitHub limits the size of a summary.`);
  return lines.join('\n');
}

function stateNames(frames: { frame: FrameReport }[]): string {
  const counts = countStates(frames.map(({ frame }) => frame));
  return counts.map(([state, count]) => `${count} ${stateTitles[state].toLowerCase()}`).join(', ');
}

function frameRow(frame: FrameReport, compared: boolean): string {
  const state = stateOf(frame);
  const title = frame.outcome === 'reused' && state !== 'reused' ? `${stateTitles[state]}, reused` : stateTitles[state];
  const cells = [`${frame.frame}`, title, formatInteger(frame.samples), formatDuration(frame.durationMs)];
  if (!compared) return formatRow(cells);
  const comparison = decidingPictureOf(frame)?.comparison;
  const { mean, max, psnr, failing, nonFinite = 0 } = (comparison && decisiveMetrics(comparison)) ?? {};
  const why = comparison && comparison.verdict !== 'same' ? `${comparison.kind}: ${comparison.reason}` : '';
  const largest =
    nonFinite === 0 ? formatError(max) : `${formatError(max)}, ${formatInteger(nonFinite)} NaN or infinite`;
  const metrics = [formatError(mean), largest, formatPsnr(psnr), formatShare(failing)];
  return formatRow([...cells, ...metrics, escapeMarkdown(why, 300)]);
}
