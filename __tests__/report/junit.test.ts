import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { validateXML } from 'xmllint-wasm';
import { formatJUnit } from '../../src/report/junit.ts';
import type { RunReport } from '../../src/report/model.ts';
import { makeComparedRun, makeComparison, makeFrame, makePicture, makeRun } from './runs.ts';

const schema = readFileSync(new URL('../fixtures/junit/junit.xsd', import.meta.url), 'utf8');

/** What libxml2 has to say against a report. */
async function problemsOf(xml: string): Promise<string[]> {
  const { errors } = await validateXML({ xml: { fileName: 'junit.xml', contents: xml }, schema });
  return errors.map(({ message }) => message);
}

const lenient = { requireBaseline: false };

/** A frame of each kind of end. */
function everyEnd(text: string): RunReport {
  const error = { kind: 'task-failed' as const, message: text, hint: text };
  const layers = [{ name: text, purpose: 'data' as const, verdict: 'different' as const }];
  const different = makeComparison('different', { reason: text, layers });
  return makeRun({
    project: text,
    frames: [
      makeFrame(1, {
        durationMs: 1500,
        pictures: [makePicture('same'), makePicture(undefined, { kind: 'render', file: text })],
      }),
      makeFrame(-2, { outcome: 'failed', error, messages: [text, text] }),
      makeFrame(3, { outcome: 'cancelled', error }),
      makeFrame(4, {
        pictures: [makePicture('different', { kind: 'file-output/Depth0001.exr', comparison: different })],
      }),
      makeFrame(5, { pictures: [makePicture('new')] }),
    ],
  });
}

test('a run is a case for each frame and kind, and says how each ended', () => {
  expect(formatJUnit(everyEnd('Out of <memory>'), lenient)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="blendnet-render" tests="6" failures="1" errors="1" time="37.510">
  <testsuite name="Out of &lt;memory&gt;" tests="6" failures="1" errors="1" time="37.510" skipped="1" timestamp="2026-11-17T03:12:44">
    <testcase classname="Out of &lt;memory&gt;" name="frame 1 compose" time="1.500">
      <system-out>same: It is same
frame-0001.compose.png</system-out>
    </testcase>
    <testcase classname="Out of &lt;memory&gt;" name="frame 1 render" time="0.000">
      <system-out>Out of &lt;memory&gt;</system-out>
    </testcase>
    <testcase classname="Out of &lt;memory&gt;" name="frame -2" time="8.998">
      <error type="task-failed" message="Out of &lt;memory&gt;. Out of &lt;memory&gt;.">Out of &lt;memory&gt;. Out of &lt;memory&gt;.</error>
      <system-out>Out of &lt;memory&gt;. Out of &lt;memory&gt;.
Out of &lt;memory&gt;
Out of &lt;memory&gt;</system-out>
    </testcase>
    <testcase classname="Out of &lt;memory&gt;" name="frame 3" time="9.003">
      <skipped>Out of &lt;memory&gt;. Out of &lt;memory&gt;.</skipped>
      <system-out>Out of &lt;memory&gt;. Out of &lt;memory&gt;.</system-out>
    </testcase>
    <testcase classname="Out of &lt;memory&gt;" name="frame 4 file-output/Depth0001.exr" time="9.004">
      <failure type="different" message="Out of &lt;memory&gt;">Out of &lt;memory&gt;</failure>
      <system-out>different: Out of &lt;memory&gt;
frame-0001.compose.png
Out of &lt;memory&gt;: different</system-out>
    </testcase>
    <testcase classname="Out of &lt;memory&gt;" name="frame 5 compose" time="9.005">
      <system-out>new: It is new
frame-0001.compose.png</system-out>
    </testcase>
  </testsuite>
</testsuites>
`);
});

test('a frame without a baseline fails where one is required', () => {
  const run = makeRun({ frames: [makeFrame(5, { pictures: [makePicture('new')] })] });
  expect(formatJUnit(run, { requireBaseline: true })).toContain('<failure type="new" message="It is new">');
});

test.each([
  ['a run that was compared', makeComparedRun()],
  ['a run without frames', makeRun()],
  ['one whose time is no time', makeRun({ startedAt: 'yesterday' })],
])('%s is valid', async (_, run) => {
  expect(await problemsOf(formatJUnit(run, lenient))).toEqual([]);
});

test('the schema finds what is wrong', async () => {
  const xml = formatJUnit(makeComparedRun(), lenient);
  expect(await problemsOf(xml.replace('<testcase ', '<testcase file="shot.blend" '))).not.toEqual([]);
  expect(await problemsOf(xml.replace('</testsuite>', ''))).not.toEqual([]);
});

// Every UTF-16 unit in turn, which has halves of pairs, controls and what is no character at all.
const units = Array.from({ length: 64 }, (_, at) => {
  const codes = Array.from({ length: 1024 }, (_unit, unit) => at * 1024 + unit);
  return String.fromCharCode(...codes.filter((code) => (code & 0xfc00) !== 0xdc00), ...codes.reverse());
});
test.each([
  `]]></system-out></testcase><testcase name='x'/><!-- "'&amp;&#0;&#xFFFE; -->`,
  '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>&x;',
  `\u0000\u0008\u000b\u001b[31m\ud800\udfff\ufffe\uffff${'\ud83d\ude00'.repeat(3000)}`,
])('names and messages such as %j break nothing', async (text) => {
  const xml = formatJUnit(everyEnd(text), { requireBaseline: true });
  expect(await problemsOf(xml)).toEqual([]);
  expect(xml.match(/<testcase /g)).toHaveLength(6);
});
test('no character breaks it', async () => {
  const frames = units.map((text, frame) =>
    makeFrame(frame, { pictures: [makePicture('same', { file: text.slice(0, 4000) })] }),
  );
  expect(await problemsOf(formatJUnit(makeRun({ frames }), lenient))).toEqual([]);
});

test('no text from outside makes a CI fetch a file, or starts a line of its own', () => {
  const xml = formatJUnit(everyEnd('a\n[[ATTACHMENT|/etc/passwd]]\u2028b'), lenient);
  expect(xml).not.toContain('[[ATTACHMENT');
  expect(xml).toContain('a [ [ATTACHMENT|/etc/passwd]] b');
});
