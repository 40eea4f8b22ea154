import { describe, expect, test } from '@jest/globals';
import { failureKindNames } from '../../../src/base/errors.ts';
import { resultKinds } from '../../../src/frames/kinds.ts';
import { decodePsnr, encodePsnr, type RecordedComparison } from '../../../src/frames/record/comparison.ts';
import { formatRecord, parseRecord, type FrameRecord, type ResultRecord } from '../../../src/frames/record/schema.ts';
import { verdicts } from '../../../src/frames/verdicts.ts';

const result: ResultRecord = { kind: 'compose', file: 'frame-0001.compose.png', sizeBytes: 0, sha1: '0'.repeat(40) };
const figures = { mean: 0, rms: 0, psnr: null, max: 0, failing: 0, nonFinite: 0 };
const comparison: RecordedComparison = { verdict: 'same', reason: '', regions: [], layers: [] };
const region = { x: 0, y: 0, width: 0, height: 0, pixels: 0 };
const layer = { name: 'V.Depth', purpose: 'depth', verdict: 'same' };
const failed = { frame: 1, error: { kind: 'stalled', message: '' }, results: [] };

const text = (changes: object): string => JSON.stringify({ version: 1, frames: [], ...changes });
const ofFrame = (changes: object): object => ({ frames: [{ frame: 1, results: [], ...changes }] });
const ofResult = (changes: object): object => ofFrame({ results: [{ ...result, ...changes }] });
const ofComparison = (changes: object): object => ofResult({ comparison: { ...comparison, ...changes } });

/** What a record may say at most, or at least, and what is beyond. */
const bounds: [what: string, within: object, beyond: object, where: string][] = [
  ['text', { project: 'x'.repeat(10_000) }, { project: 'x'.repeat(10_001) }, 'project'],
  ['message', ofFrame({ messages: Array(10_000).fill('') }), ofFrame({ messages: Array(10_001).fill('') }), 'messages'],
  ['frame number', ofFrame({ frame: -5 }), ofFrame({ frame: 0.5 }), 'frame'],
  ['size', ofResult({ sizeBytes: 0 }), ofResult({ sizeBytes: -1 }), 'sizeBytes'],
  [
    'count',
    { upload: { filesSent: 0, bytesSent: 0, filesKnown: 0, bytesKnown: 0 } },
    { upload: { filesSent: -1, bytesSent: 0, filesKnown: 0, bytesKnown: 0 } },
    'upload.filesSent',
  ],
  ['sha1', ofResult({ sha1: 'a'.repeat(40) }), ofResult({ sha1: 'A'.repeat(40) }), 'sha1'],
  ['reason', ofComparison({ reason: 'x'.repeat(10_000) }), ofComparison({ reason: 'x'.repeat(10_001) }), 'reason'],
  ['width', ofComparison({ width: 0 }), ofComparison({ width: -1 }), 'width'],
  ['figure', ofComparison({ metrics: figures }), ofComparison({ metrics: { ...figures, mean: '0' } }), 'metrics.mean'],
  [
    'region',
    ofComparison({ regions: Array(1000).fill(region) }),
    ofComparison({ regions: Array(1001).fill(region) }),
    'regions',
  ],
  [
    'layer',
    ofComparison({ layers: Array(10_000).fill(layer) }),
    ofComparison({ layers: Array(10_001).fill(layer) }),
    'layers',
  ],
];

test.each(bounds)('a %s is read up to its bounds, and nothing beyond', (_, within, beyond, where) => {
  expect(parseRecord(text(within))).toMatchObject(within);
  expect(() => parseRecord(text(beyond))).toThrow(where);
});

/** Words that mean something, and where they stand. */
const words: [what: string, words: readonly string[], record: (word: string) => object][] = [
  ['outcome', ['rendered', 'reused', 'failed', 'cancelled'], (outcome) => ofFrame({ outcome })],
  ['failure', failureKindNames, (kind) => ({ frames: [{ ...failed, error: { ...failed.error, kind } }] })],
  ['kind', resultKinds, (kind) => ofResult({ kind })],
  ['verdict', verdicts, (verdict) => ofComparison({ verdict })],
  ['spread', ['noise', 'region'], (spread) => ofComparison({ spread })],
  ['purpose', ['colour', 'depth', 'normal', 'data'], (purpose) => ofComparison({ layers: [{ ...layer, purpose }] })],
];

test.each(words)('any %s that there is can be read, and no other', (_, known, record) => {
  for (const word of known) expect(parseRecord(text(record(word)))).toMatchObject(record(word));
  for (const word of ['', 'other']) expect(() => parseRecord(text(record(word)))).toThrow(/: expected /);
});

test('what has no place in the record is said of it as a whole', () => {
  expect(() => parseRecord('[]')).toThrow(/^version: /);
  expect(() => parseRecord('7')).toThrow(/^it: /);
});

test('a record of a newer version says how to get on', () => {
  expect(() => parseRecord(text({ version: 2 }))).toThrow(
    expect.objectContaining({
      ...{ kind: 'settings', hint: 'Update this program to the version that wrote it, or newer.' },
      message: expect.stringContaining('render.json was written by a newer version'),
    }),
  );
});

test('a record is written for people, too, and never one that nobody could read', () => {
  const frame: FrameRecord = { frame: 1, results: [] };
  expect(formatRecord({ version: 1, frames: [frame] })).toBe(
    `${JSON.stringify({ version: 1, inputs: [], frames: [frame] }, null, 2)}\n`,
  );
  expect(() => formatRecord({ version: 1, frames: [{ ...frame, frame: NaN }] })).toThrow();
});

describe('the PSNR of a record', () => {
  test.each([
    [32.5, { psnr: 32.5 }],
    [Infinity, { psnr: null }],
    [undefined, {}],
  ])('%d is read as it was', (psnr, written) => {
    expect(encodePsnr(psnr)).toEqual(written);
    expect(decodePsnr(encodePsnr(psnr).psnr)).toBe(psnr);
  });
});
