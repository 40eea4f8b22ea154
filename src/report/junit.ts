import { printable } from '../base/printable.ts';
import { sentences } from '../base/sentences.ts';
import { needsReview } from '../frames/verdicts.ts';
import type { DifferencePolicy } from './differences.ts';
import type { FrameReport, PageReport, PictureReport } from './model.ts';

/*
 * JUnit XML, which every CI shows: a test case for each frame and kind. Valid against the schema of Jenkins' xUnit plugin,
 * which is the strictest of those in use: no other attributes, and children in its order.
 */

/** Characters of a text, and lines of what Blender said, that are worth showing for one case. */
const maxText = 4000;
const maxLines = 100;

type Policy = Pick<DifferencePolicy, 'requireBaseline'>;

/** How a case ended, where it is not well. */
type Trouble =
  { element: 'failure' | 'error'; type: string; message: string } | { element: 'skipped'; message: string };

interface TestCase {
  name: string;
  durationMs: number;
  trouble?: Trouble | undefined;
  /** Lines of its output. */
  words: string[];
}

/** The run as JUnit XML. A picture that differs is a failure, a frame that was not rendered an error. */
export function formatJUnit({ project, startedAt, frames }: PageReport, policy: Policy): string {
  const cases = frames.flatMap((frame) => describeFrame(frame, policy));
  const count = (element: Trouble['element']): number =>
    cases.filter(({ trouble }) => trouble?.element === element).length;
  const time = seconds(cases.reduce((sum, { durationMs }) => sum + durationMs, 0));
  const totals = { tests: cases.length, failures: count('failure'), errors: count('error'), time };
  const started = new Date(startedAt);
  // Some readers know neither fractions of a second nor zones here.
  const timestamp = Number.isNaN(started.getTime()) ? {} : { timestamp: started.toISOString().slice(0, 19) };
  const about = { name: printable(project), ...totals, skipped: count('skipped'), ...timestamp };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'blendnet-render', ...totals })}>`,
    `  <testsuite${attributes(about)}>`,
    ...cases.map((one) => formatCase(one, project)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

/** A frame that failed is one case more: what there is of its pictures may be well. */
function describeFrame(
  { frame, outcome, durationMs = 0, error, messages, pictures }: FrameReport,
  policy: Policy,
): TestCase[] {
  const cases = pictures.map((picture) => describePicture(frame, picture, policy));
  if (outcome === 'failed' || outcome === 'cancelled') {
    const { kind = 'cancelled', message = 'It was not rendered.', hint } = error ?? {};
    const text = sentences(message, hint);
    const trouble: Trouble =
      outcome === 'cancelled' ? { element: 'skipped', message: text } : { element: 'error', type: kind, message: text };
    const words = [text, ...messages.slice(0, maxLines)];
    cases.unshift({ name: `frame ${frame}`, durationMs: 0, trouble, words });
  }
  // All pictures of a frame come from one rendering.
  const [first, ...others] = cases;
  return first === undefined ? [] : [{ ...first, durationMs }, ...others];
}

function describePicture(frame: number, { kind, file, comparison }: PictureReport, policy: Policy): TestCase {
  const base = { name: `frame ${frame} ${kind}`, durationMs: 0 };
  if (comparison === undefined) return { ...base, words: [file] };
  const { verdict, reason, layers } = comparison;
  const differing = layers.filter((layer) => needsReview(layer.verdict));
  const words = [
    `${verdict}: ${reason}`,
    file,
    ...differing.slice(0, maxLines).map((layer) => `${layer.name}: ${layer.verdict}`),
  ];
  const isWrong = needsReview(verdict) || (verdict === 'new' && policy.requireBaseline);
  return { ...base, words, trouble: isWrong ? { element: 'failure', type: verdict, message: reason } : undefined };
}

function formatCase({ name, durationMs, trouble, words }: TestCase, project: string): string {
  const about = attributes({ classname: printable(project), name, time: seconds(durationMs) });
  const output = words.map((line) => outside(line)).join('\n');
  return [
    `    <testcase${about}>`,
    ...(trouble === undefined ? [] : [`      ${formatTrouble(trouble)}`]),
    `      <system-out>${output}</system-out>`,
    '    </testcase>',
  ].join('\n');
}

function formatTrouble(trouble: Trouble): string {
  const text = outside(trouble.message);
  if (trouble.element === 'skipped') return `<skipped>${text}</skipped>`;
  const { element, type, message } = trouble;
  return `<${element}${attributes({ type, message })}>${text}</${element}>`;
}

function attributes(values: Record<string, string | number>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${outside(String(value))}"`)
    .join('');
}

/** A text from outside, on one line. GitLab and Jenkins would fetch the file that `[[ATTACHMENT|` names. */
function outside(text: string): string {
  return escapeXml(printable(text, maxText).replaceAll('[[', '[ ['));
}

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** XML 1.0 has no way to write controls, halves of surrogate pairs, U+FFFE and U+FFFF. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"']/g, (mark) => marks[mark] ?? '');
}

function seconds(timeMs: number): string {
  return (timeMs / 1000).toFixed(3);
}
