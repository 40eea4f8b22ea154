import { describe, expect, test } from '@jest/globals';
import { RenderError } from '../../src/base/errors.ts';
import { keepSecret } from '../../src/base/secrets.ts';
import type { ComparedPicture, PictureComparison } from '../../src/compare/comparison.ts';
import type { FrameDone, FrameEnd } from '../../src/frames/end.ts';
import { formatRecord, parseRecord, type RunRecord } from '../../src/frames/record/schema.ts';
import { recordRun, type RunEnd, type RunSetup } from '../../src/run/record.ts';
import { metrics } from '../report/runs.ts';

keepSecret('s3cret');

const sha1 = (digit: string): string => digit.repeat(40);
const compose = { kind: 'compose', file: 'frame-0003.compose.png', sizeBytes: 9, sha1: sha1('0') } as const;
const preview = { kind: 'preview', file: 'frame-0004.preview.exr', sizeBytes: 8, sha1: sha1('1') } as const;
const blend: [string, string] = ['shot.blend', sha1('a')];

const setup: RunSetup = {
  project: {
    path: 'shot.blend',
    directory: '/w',
    configuration: { like: 'farm' as const, seed: 7, compositing: false },
  },
  engine: { name: 'local', blenderVersion: '3.4.1' },
  baseline: undefined,
  host: {},
};

function done(frame: number, changes: Partial<FrameDone> = {}): FrameEnd {
  const facts = { outcome: 'rendered', key: `key-${frame}`, inputs: new Map([blend]), renderMs: 1234 } as const;
  return { frame, done: { ...facts, results: [compose], ...changes } };
}

function record(ends: FrameEnd[], run: Partial<RunEnd> = {}, how: Partial<RunSetup> = {}): RunRecord {
  const end = { frames: { ends, left: [] }, comparisons: undefined, startedAt: new Date(), ...run };
  const recorded = recordRun(end, { ...setup, ...how });
  // Whatever is recorded can be written, and says the same when it is read again.
  expect(parseRecord(formatRecord(recorded))).toEqual(recorded);
  return recorded;
}

/** What the record says of comparing frame 3. */
function compared(comparison: Partial<PictureComparison>, more: Partial<ComparedPicture> = {}) {
  const picture: ComparedPicture = {
    comparison: { kind: 'compose', frame: 3, verdict: 'same', reason: 'why', regions: [], layers: [], ...comparison },
    ...more,
  };
  const { frames } = record([done(3)], { comparisons: { pictures: new Map([['3 compose', picture]]), warnings: [] } });
  return frames[0]!.results[0]!;
}

describe('a run', () => {
  test('that knows little of itself says no more', () => {
    const startedAt = new Date(Date.now() - 5000);
    const { durationSeconds, ...recorded } = record([], { startedAt });
    expect(recorded).toEqual({
      ...{ version: 1, project: 'shot.blend', startedAt: startedAt.toISOString() },
      ...{ manager: 'local', blenderVersion: '3.4.1', seed: 7, compositing: false, inputs: [], frames: [] },
      like: 'farm',
    });
    expect(durationSeconds).toBeGreaterThanOrEqual(5);
    expect(durationSeconds).toBeLessThan(3600);
  });

  test('says how it was set up, and what was sent', () => {
    const upload = { filesSent: 1, bytesSent: 2, filesKnown: 3, bytesKnown: 4 };
    const frames = { ends: [], left: [], upload: { ...upload, retries: 5 } };
    const configuration = { like: 'farm' as const, seed: 7, compositing: true };
    const recorded = record(
      [],
      { frames },
      {
        project: { ...setup.project, configuration, samples: 64 },
        engine: { ...setup.engine, agents: 3 },
        host: { ...setup.host, commit: { sha: 'c0ffee', url: 'https://code.example/c0ffee' } },
      },
    );
    expect(recorded).toMatchObject({
      ...{ samples: 64, seed: 7, compositing: true, agents: 3 },
      ...{ commit: 'c0ffee', commitUrl: 'https://code.example/c0ffee' },
    });
    expect(recorded.upload).toEqual(upload);
    const elsewhere = record([], {}, { host: { ...setup.host, commit: { sha: 'c0ffee' } } });
    expect(elsewhere).toMatchObject({ commit: 'c0ffee' });
    expect(elsewhere).not.toHaveProperty('commitUrl');
  });

  test('names the baseline and its warnings where it compared, clean of secrets', () => {
    const comparisons = { pictures: new Map(), warnings: ['Blender was s3cret'] };
    expect(record([], { comparisons }, { baseline: 'base/s3cret' })).toMatchObject({
      ...{ baseline: 'base/***', warnings: ['Blender was ***'] },
    });
    expect(record([], { comparisons })).not.toHaveProperty('baseline');
    const alone = record([], {}, { baseline: 'base' });
    expect(alone).not.toHaveProperty('baseline');
    expect(alone).not.toHaveProperty('warnings');
  });

  test('lists what its frames were made from once, with the frames where not all have it', () => {
    const cache: [string, string] = ['cache_4.vdb', sha1('b')];
    const failed = { failure: new RenderError('stalled', 'no'), messages: [], log: [] };
    const ends = [done(3), done(4, { inputs: new Map([blend, cache]) }), { frame: 5, failed }];
    expect(record(ends).inputs).toEqual([
      { path: 'cache_4.vdb', sha1: sha1('b'), frames: '4' },
      { path: 'shot.blend', sha1: sha1('a') },
    ]);
  });
});

describe('a frame', () => {
  test('that is there says how long it took, its samples, task and results', () => {
    const { frames } = record([done(3, { samples: 64, task: 'task-3' }), done(4, { outcome: 'reused', results: [] })]);
    expect(frames).toEqual([
      {
        ...{ frame: 3, outcome: 'rendered', durationSeconds: 1.23, samplesDone: 64, task: 'task-3', key: 'key-3' },
        results: [compose],
      },
      { frame: 4, outcome: 'reused', durationSeconds: 1.23, key: 'key-4', results: [] },
    ]);
  });

  test('that failed says why, with what was seen of it', () => {
    const failure = new RenderError('task-failed', 'no s3cret', { hint: 'try s3cret' });
    const failed = { failure, task: 'task-4', messages: ['a', 's3cret'], log: ['not here'], preview };
    expect(record([{ frame: 4, failed }]).frames).toEqual([
      {
        ...{ frame: 4, outcome: 'failed', task: 'task-4', messages: ['a', '***'], results: [preview] },
        error: { kind: 'task-failed', message: 'no ***', hint: 'try ***' },
      },
    ]);
  });

  test('that was cancelled says so', () => {
    const failed = { failure: new RenderError('cancelled', 'Stopped.'), messages: [], log: [] };
    expect(record([{ frame: 4, failed }]).frames).toEqual([
      { frame: 4, outcome: 'cancelled', error: { kind: 'cancelled', message: 'Stopped.' }, results: [] },
    ]);
  });

  test('may say more than a record bears, which is cut', () => {
    const long = 'x'.repeat(20_000);
    const failed = { failure: new RenderError('stalled', long, { hint: long }), messages: [long], log: [] };
    const [frame] = record([{ frame: 4, failed }]).frames;
    for (const text of [frame?.error?.message, frame?.error?.hint, frame?.messages?.[0]])
      expect(text).toHaveLength(10_000);
  });
});

describe('a comparison', () => {
  test('with nothing to measure says its verdict', () => {
    const { comparison, baselineFile } = compared({ verdict: 'new', reason: 'No s3cret.' });
    expect(comparison).toEqual({ verdict: 'new', reason: 'No ***.', regions: [], layers: [] });
    expect(baselineFile).toBeUndefined();
  });

  test('says all that is known, and the name of what it was compared with', () => {
    const regions = [{ x: 0, y: 1, width: 2, height: 3, pixels: 4 }];
    const facts = { verdict: 'different', width: 16, height: 9, metrics, spread: 'region', regions } as const;
    const layers = [
      { name: 'V.Combined', purpose: 'colour', verdict: 'different', metrics },
      { name: 'V.Depth', purpose: 'depth', verdict: 'unreadable' },
    ] as const;
    const { comparison, baselineFile } = compared(
      { ...facts, decisiveLayer: 'V.Combined', layers: [...layers] },
      { baselineFile: '/elsewhere/base/frame-0003.compose.jpg' },
    );
    expect(comparison).toEqual({ ...facts, reason: 'why', decisiveLayer: 'V.Combined', layers });
    expect(baselineFile).toBe('frame-0003.compose.jpg');
  });

  test.each([
    ['infinite, as that of equal pictures,', Infinity, { psnr: null }],
    ['unknown, as that of broken values,', undefined, {}],
  ])('whose PSNR is %s can be written all the same', (_, psnr, written) => {
    const { psnr: finite, ...figures } = metrics;
    expect(finite).toBe(32.7);
    expect(compared({ metrics: { ...metrics, psnr } }).comparison?.metrics).toEqual({ ...figures, ...written });
  });

  test('of a picture with a layer of an endless name can be written all the same', () => {
    const name = 'x'.repeat(20_000);
    const layers = [{ name, purpose: 'data', verdict: 'same' }] as const;
    const { comparison } = compared({ decisiveLayer: name, layers: [...layers] });
    expect(comparison?.decisiveLayer).toHaveLength(10_000);
    expect(comparison?.layers[0]?.name).toHaveLength(10_000);
  });

  test('is not that of another frame or kind', () => {
    const comparison = { kind: 'render', frame: 3, verdict: 'same', reason: '', regions: [], layers: [] } as const;
    const pictures = new Map([['3 render', { comparison: { ...comparison, regions: [], layers: [] } }]]);
    expect(record([done(3)], { comparisons: { pictures, warnings: [] } }).frames[0]?.results).toEqual([compose]);
  });
});
