import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Writable } from 'node:stream';
import { printable } from '../base/printable.ts';
import { formatFrames } from '../base/ranges.ts';
import { formatOutcome } from './frame-state.ts';
import { type EmbeddedPictures, formatIslands } from './islands.ts';
import type { PageReport } from './model.ts';
import { formatFrame, formatRun, indexHistory, shareMessages } from './page-data.ts';
import { maxNoteBytes } from './page-picture.ts';
import { readPageSource } from './page-source.ts';
import { formatBytes, formatCount } from '../base/quantities.ts';

export interface ReportOptions {
  /** Limit of the file's size; what does not fit is left out and said so. Text alone may exceed it. */
  maxBytes?: number;
}

export interface WrittenReport {
  sizeBytes: number;
  /** Pictures that did not fit. */
  picturesLeftOut: number;
}

const defaultMaxBytes = 64_000_000;

/**
 * Writes the report page: one HTML file that asks for nothing outside itself and shows outside text only as text. One
 * picture is in memory at a time. A stream is written to with its own pace and left open.
 * @throws whatever writing throws; pictures that cannot be read are named in the page instead
 */
export async function writeReport(
  report: PageReport,
  out: ((chunk: string) => Promise<void>) | Writable,
  options: ReportOptions = {},
): Promise<WrittenReport> {
  const written: WrittenReport = { sizeBytes: 0, picturesLeftOut: 0 };
  const chunks = formatPage(report, options.maxBytes ?? defaultMaxBytes, written);
  if (typeof out === 'function') {
    for await (const chunk of chunks) await out(chunk);
  } else {
    await pipeline(Readable.from(chunks), out, { end: false });
  }
  return written;
}

async function* formatPage(report: PageReport, maxBytes: number, written: WrittenReport): AsyncGenerator<string> {
  for await (const chunk of formatParts(report, maxBytes, written)) {
    written.sizeBytes += Buffer.byteLength(chunk);
    yield chunk;
  }
}

async function* formatParts(report: PageReport, maxBytes: number, written: WrittenReport): AsyncGenerator<string> {
  const source = readPageSource();
  const embedded: EmbeddedPictures = new Map();
  const [head = '', tail = ''] = source.template
    .replaceAll('<!-- title -->', () => escapeHtml(printable(report.project, 300)))
    .replace('<!-- outcome -->', () => escapeHtml(formatOutcome(report.frames)))
    .replace('<!-- policy -->', `<meta http-equiv="Content-Security-Policy" content="${source.policy}" />`)
    .replace('<!-- style -->', () => `<style>${source.style}</style>`)
    .split('<!-- data -->');
  const end = tail.replace('<!-- script -->', () => `<script type="module">${source.script}</script>`);

  // Pictures come before the data that says where they are, so the data's size is taken from a first pass without them.
  const pictureCount = report.frames.reduce((count, { pictures }) => count + pictures.length, 0);
  let textBytes = Buffer.byteLength(head) + Buffer.byteLength(end) + maxNoteBytes * (pictureCount + 2);
  for (const chunk of formatData(report, new Map(), undefined)) textBytes += Buffer.byteLength(chunk);

  yield head;
  yield* formatIslands(report.frames, Math.max(0, maxBytes - textBytes), embedded);
  const leftOut = listLeftOut(report, embedded);
  written.picturesLeftOut = leftOut.pictures;
  yield* formatData(report, embedded, formatNotice(leftOut, maxBytes));
  yield end;
}

interface LeftOut {
  pictures: number;
  frames: Set<number>;
}

function listLeftOut({ frames }: PageReport, embedded: EmbeddedPictures): LeftOut {
  const leftOut = frames.flatMap(({ frame, pictures }) =>
    pictures.flatMap((picture) => [...(embedded.get(picture)?.leftOut ?? [])].map(() => frame)),
  );
  return { pictures: leftOut.length, frames: new Set(leftOut) };
}

function formatNotice({ pictures, frames }: LeftOut, maxBytes: number): string | undefined {
  if (pictures === 0) return undefined;
  const where = `${frames.size === 1 ? 'frame' : 'frames'} ${printable(formatFrames(frames), 300)}`;
  const what = `${formatCount(pictures, 'picture')} of ${where} did not fit`;
  return `This page is limited to ${formatBytes(maxBytes)}: ${what}. The artifacts have all of them.`;
}

/** JSON in a script element: with `<` escaped, no text in it can end the element or open a comment. */
function* formatData(report: PageReport, embedded: EmbeddedPictures, notice: string | undefined): Generator<string> {
  const json = (value: object) => JSON.stringify(value).replaceAll('<', '\\u003c');
  yield `<script type="application/json" id="data">${json(formatRun(report, notice)).slice(0, -1)},"frames":[`;
  const context = { embedded, history: indexHistory(report), maxMessages: shareMessages(report) };
  for (const [index, frame] of report.frames.entries()) {
    yield `${index > 0 ? ',\n' : ''}${json(formatFrame(frame, context))}`;
  }
  yield ']}</script>\n';
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
