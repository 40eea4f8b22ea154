import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { RenderError } from '../../src/base/errors.ts';
import { keepSecret } from '../../src/base/secrets.ts';
import { failedEnd, type FrameEnd } from '../../src/frames/end.ts';
import { parseRecord } from '../../src/frames/record/schema.ts';
import type { Annotation } from '../../src/host/host.ts';
import type { PictureReader } from '../../src/report/pictures.ts';
import { baselinePng } from '../report/runs.ts';
import {
  artifactStore,
  compared,
  done,
  failed,
  publishEnds,
  reader,
  type Published,
  type Publishing,
} from './publishing.ts';

test('a run that went well leaves record, report and summary, and says what it did', async () => {
  const upload = { filesSent: 1, bytesSent: 2000, filesKnown: 3, bytesKnown: 4_000_000 };
  const startedAt = new Date(Date.now() - 9_000_000);
  const ends = [done(1), done(2, 'reused'), done(3)];
  const { result, host, files, directory } = await publishEnds(ends, {
    startedAt,
    frames: { upload, left: ['task-9'] },
  });
  const { 'duration-seconds': seconds, ...outputs } = result.outputs;
  expect({ ...result, outputs }).toEqual({
    left: ['task-9'],
    outputs: {
      ...{ 'frames-rendered': 2, 'frames-reused': 1, 'frames-failed': 0, 'frames-different': 0, 'max-error': 0 },
      ...{ 'results-directory': join(directory, 'out'), 'report-url': '', 'artifact-urls': {} },
      tasks: { 1: 'task-1', 2: 'task-2', 3: 'task-3' },
    },
  });
  expect(Number(seconds)).toBeGreaterThanOrEqual(9000);
  expect(Number(seconds)).toBeLessThan(20_000);
  expect(Object.keys(files)).toEqual(['render.json', 'shot-report.html']);
  expect(parseRecord(files['render.json'] ?? '').frames.map(({ frame }) => frame)).toEqual([1, 2, 3]);
  expect(files['shot-report.html']).toContain('shot.blend');
  expect(host.summaries).toEqual([expect.stringContaining('3 frames: 2 rendered, 1 reused')]);
  expect(host.annotations).toEqual([]);
  expect(host.log.lines).toEqual([
    'Upload:  1 file sent (2 kB), 3 known (4 MB)',
    `Results: ${join(directory, 'out')}`,
    `Report:  ${join(directory, 'out/shot-report.html')}`,
  ]);
});

test('where nothing had to be sent, nothing is said of it', async () => {
  const { host } = await publishEnds([done(1)]);
  expect(host.log.lines.map((line) => line.split(':')[0])).toEqual(['Results', 'Report']);
});

test('frames that no task rendered have an empty one', async () => {
  expect((await publishEnds([failed(1)])).result.outputs.tasks).toEqual({ 1: '' });
});

test('frames that were cancelled count as failed', async () => {
  const cancelled = failedEnd(2, new RenderError('cancelled', 'Stopped.'));
  expect((await publishEnds([failed(1), cancelled, done(3)])).result.outputs).toMatchObject({ 'frames-failed': 2 });
});

test('artifacts are named with their addresses, in the summary too', async () => {
  const { result, host } = await publishEnds([done(1)], { artifacts: artifactStore() });
  expect(result.outputs).toMatchObject({
    ...{ 'report-url': 'of the page', 'artifact-urls': { 'shot-compose': 'of shot-compose' } },
  });
  expect(result).not.toHaveProperty('failure');
  expect(host.summaries).toEqual([expect.stringContaining('Artifacts: shot\\-compose')]);
});

test('the page gets the pictures of the baseline, which is named below the working directory', async () => {
  const asked: string[] = [];
  const display: PictureReader['display'] = ({ file }) => {
    asked.push(file);
    return Promise.resolve(baselinePng);
  };
  const comparisons = compared({ 1: 'different' });
  for (const picture of comparisons.pictures.values()) picture.baselineFile = '/elsewhere/frame-0001.compose.jpg';
  const { directory } = await publishEnds([done(1)], {
    ...{ comparisons, baseline: 'base', reader: { ...reader, display } },
  });
  expect(asked).toContain(join(directory, 'out/frame-0001.compose.png'));
  expect(asked).toContain(join(directory, 'base/frame-0001.compose.jpg'));
});

test('a history is kept beside the record, and told on the page', async () => {
  const earlier = { date: '2026-11-03T03:00:00Z', commit: 'c0ffee42', frames: [{ frame: 1, durationMs: 1000 }] };
  const known = await publishEnds([done(1)], { settings: { history: 'old.json' }, earlier: [earlier] });
  expect(known.files['history.json']).toContain('c0ffee42');
  expect(known.files['shot-report.html']).toContain('c0ffee42');
  const { files, host } = await publishEnds([done(1)], { settings: { history: 'old.json' } });
  expect(Object.keys(files)).toEqual(['history.json', 'render.json', 'shot-report.html']);
  expect(host.log.lines[0]).toMatch(/^History: .*old\.json is not there yet$/);
});

describe('what was said about frames that failed', () => {
  test('is a file for each, without secrets, and only where something was said', async () => {
    keepSecret('s3cret');
    const { files } = await publishEnds([failed(1, ['a', 'the s3cret']), failed(2), done(3)]);
    expect(Object.keys(files)).toEqual(['frame-0001.log', 'render.json', 'shot-report.html']);
    expect(files['frame-0001.log']).toBe('a\nthe ***\n');
  });

  test('is in the log for the first three, the first hundred lines', async () => {
    const many = Array.from({ length: 101 }, (_, i) => `line\t${i}`);
    const { host, files } = await publishEnds([failed(1, many), failed(2, ['b']), failed(3, ['c']), failed(4, ['d'])]);
    expect(Object.keys(files).filter((name) => name.endsWith('.log'))).toHaveLength(4);
    expect(host.log.lines.slice(0, -2)).toEqual([
      ...['What was said about frame 1:', ...many.slice(0, 100).map((line) => `  ${line.replace('\t', ' ')}`)],
      ...['What was said about frame 2:', '  b', 'What was said about frame 3:', '  c'],
    ]);
  });
});

/** Level, title and message of each annotation; all are beside the .blend. */
function remarksOf({ host }: Published): [Annotation['level'], string, string][] {
  expect(host.annotations.every(({ file }) => file === 'shot.blend')).toBe(true);
  return host.annotations.map(({ level, title, message }) => [level, title, message]);
}

describe('the run fails, in this order,', () => {
  const broken = new RenderError('corrupt-result', 'The baseline is broken.');
  const quota = new RenderError('rejected', 'No space for artifacts.');
  const everything: Publishing = {
    frames: { stopped: new RenderError('timeout', 'The run was not done after 5 min.') },
    comparisons: { ...compared({ 2: 'different' }), failure: broken },
    artifacts: artifactStore(quota),
  };
  const ends = [failed(1), done(2)];
  const failureOf = async (frames: FrameEnd[], run: Publishing): Promise<RenderError | undefined> =>
    (await publishEnds(frames, run)).result.failure;

  test('because it was stopped', async () => {
    expect(await failureOf(ends, everything)).toBe(everything.frames?.stopped);
  });

  test('because frames failed', async () => {
    expect(await failureOf(ends, { ...everything, frames: {} })).toMatchObject({
      ...{ kind: 'task-failed', message: '1 of 2 frames failed; frame 1: Out of memory' },
    });
  });

  test('because nothing could be compared', async () => {
    expect(await failureOf([done(2)], { ...everything, frames: {} })).toBe(broken);
  });

  test('because something could not be stored', async () => {
    const comparisons = compared({ 2: 'different' });
    expect(await failureOf([done(2)], { artifacts: artifactStore(quota), comparisons })).toBe(quota);
  });

  test('because frames differ', async () => {
    expect(await failureOf([done(2)], { comparisons: compared({ 2: 'different' }) })).toMatchObject({
      kind: 'different',
    });
  });

  test('and not where all is well, or differences are only told', async () => {
    expect(await failureOf([done(2)], { comparisons: compared({ 2: 'same' }) })).toBeUndefined();
    const warn = { settings: { onDifference: 'warn' as const }, comparisons: compared({ 2: 'different' }) };
    expect(await failureOf([done(2)], warn)).toBeUndefined();
  });
});

describe('annotations', () => {
  test('tell of failures, with what to do', async () => {
    const published = await publishEnds([failed(1), failed(2), done(3)]);
    expect(remarksOf(published)).toEqual([['error', 'Frames 1-2 failed', 'Out of memory. Use smaller tiles.']]);
    expect(published.result.outputs).toMatchObject({ 'frames-failed': 2, 'frames-rendered': 1 });
  });

  test.each(['fail', 'warn'] as const)('tell of differences, on-difference %s', async (onDifference) => {
    const comparisons = { ...compared({ 1: 'different', 2: 'same', 3: 'new' }), warnings: ['Blender was 3.4.1.'] };
    const published = await publishEnds([done(1), done(2), done(3)], { comparisons, settings: { onDifference } });
    expect(remarksOf(published)).toEqual([
      [onDifference === 'fail' ? 'error' : 'warning', 'Frame 1 differs from its baseline', 'compose: It is different.'],
      ['warning', 'Not rendered alike', 'Blender was 3.4.1.'],
    ]);
    expect(published.result.outputs).toMatchObject({ 'frames-different': 1, 'max-error': 0.25 });
  });

  test('tell of frames without a baseline where each has to have one', async () => {
    const published = await publishEnds([done(1)], {
      ...{ comparisons: compared({ 1: 'new' }), settings: { requireBaseline: true }, baseline: 'baseline' },
    });
    expect(remarksOf(published)).toEqual([
      [
        'error',
        'Frame 1 has no baseline',
        'Look at the report. To approve: in a terminal, type “blendnet-render approve out baseline”.',
      ],
    ]);
    expect(published.result.failure).toMatchObject({ kind: 'different' });
  });

  test('tell of artifacts that were refused', async () => {
    const refusal = new RenderError('rejected', 'Refused.', { hint: 'Delete some.' });
    const artifacts = artifactStore(refusal);
    expect(remarksOf(await publishEnds([done(1)], { artifacts }))).toEqual([
      ['error', 'Artifact', 'Refused. Delete some.'],
    ]);
  });
});
