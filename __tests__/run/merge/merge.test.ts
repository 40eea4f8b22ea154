import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { ArtifactStore } from '../../../src/host/host.ts';
import { parseHistory } from '../../../src/frames/record/history.ts';
import { artifactStore } from '../publishing.ts';
import { FolderCache } from '../kept/folder-cache.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';
import { merge, pictureOf, renderedFrame, shardFiles, type ShardFolder } from './shard-folders.ts';

const all = [1, 2, 3, 4];
const first: ShardFolder = { part: '1/2', all, frames: [renderedFrame(1), renderedFrame(3)] };
const second: ShardFolder = {
  part: '2/2',
  all,
  frames: [renderedFrame(2), renderedFrame(4, { outcome: 'reused' })],
  changes: { startedAt: '2026-11-17T03:00:30.000Z', durationSeconds: 90 },
};

test('shards become one run: one record, report, summary and history', async () => {
  using folder = new TemporaryFolder();
  folder.write({ ...shardFiles('shards/a', first), ...shardFiles('shards/b', second), 'shards/notes.txt': '' });
  const { result, told, record, output } = await merge(folder, { settings: { history: 'history.json' } });
  expect(result).toMatchObject({
    left: [],
    outputs: { 'frames-rendered': 3, 'frames-reused': 1, 'frames-failed': 0, 'results-directory': output },
  });
  expect(result).not.toHaveProperty('failure');
  expect(record.frames.map(({ frame, outcome }) => `${frame} ${outcome}`)).toEqual([
    ...['1 rendered', '2 rendered', '3 rendered', '4 reused'],
  ]);
  // From the first start to the last end.
  expect(record).toMatchObject({ startedAt: '2026-11-17T03:00:00.000Z', durationSeconds: 120, manager: 'local' });
  expect(record).not.toHaveProperty('shard');
  expect(record.inputs).toEqual([{ path: 'shot.blend', sha1: 'a'.repeat(40) }]);
  expect(readdirSync(output).sort()).toEqual([
    'blendnet-report.html',
    ...all.map((frame) => `frame-000${frame}.compose.png`),
    ...['history.json', 'render.json'],
  ]);
  for (const frame of all) {
    expect(readFileSync(join(output, `frame-000${frame}.compose.png`))).toEqual(pictureOf(frame));
  }
  expect(told.summaries).toEqual([expect.stringContaining('4 frames: 3 rendered, 1 reused')]);
  const runs = parseHistory(readFileSync(join(output, 'history.json'), 'utf8'));
  expect(runs.map(({ frames }) => frames.map(({ frame }) => frame))).toEqual([all]);
  // What every shard says alike stands once, and nothing at the frames.
  expect(record.frames[0]).not.toHaveProperty('manager');
});

test('artifacts of one shard may lie apart, a folder for each kind', async () => {
  using folder = new TemporaryFolder();
  const render = { kind: 'render' as const, file: 'frame-0001.render.exr', sizeBytes: 3, sha1: sha1OfEXR };
  const both = renderedFrame(1);
  const shard = { part: '1/1', all: [1], frames: [{ ...both, results: [...both.results, render] }] };
  const files = shardFiles('shards/x', shard);
  const record = files['shards/x/render.json']!;
  folder.write({
    'shards/x-compose/render.json': record,
    'shards/x-compose/frame-0001.compose.png': pictureOf(1),
    'shards/x-render/render.json': record,
    'shards/x-render/frame-0001.render.exr': 'EXR',
  });
  const merged = await merge(folder);
  expect(merged.result).not.toHaveProperty('failure');
  expect(readFileSync(join(merged.output, 'frame-0001.render.exr'), 'utf8')).toBe('EXR');
});
/** Of `EXR`. */
const sha1OfEXR = '73b676be871a01071d1fa33809ae1284a87440c1';

test('what jobs did not have alike stands at their frames', async () => {
  using folder = new TemporaryFolder();
  const [cpu, gpu] = ['CPU', 'OptiX'].map((device) => ({ device }));
  folder.write({
    ...shardFiles('shards/a', { ...first, changes: cpu! }),
    ...shardFiles('shards/b', { ...second, changes: gpu! }),
  });
  const { record } = await merge(folder);
  expect(record).not.toHaveProperty('device');
  expect(record.frames.map(({ device }) => device)).toEqual(['CPU', 'OptiX', 'CPU', 'OptiX']);
});

test('what the .blend says and what has changed in it stand there once', async () => {
  using folder = new TemporaryFolder();
  const blend = { activeScene: 'Scene', facts: '1', uncertain: false, dataBlocks: ['0123 CUCube'] };
  const contents = [{ ...blend, sha1: sha1OfEXR }];
  const moved = [{ change: 'changed' as const, file: 'shot.blend', dataBlock: 'object "Cube"' }];
  const other = [{ change: 'changed' as const, file: 'wood.png' }];
  folder.write({
    ...shardFiles('shards/a', { ...first, changes: { contents, causes: [{ frames: '1, 3', changes: moved }] } }),
    ...shardFiles('shards/b', {
      ...second,
      changes: {
        contents,
        causes: [
          { frames: '4', changes: other },
          { frames: '2', changes: moved },
        ],
      },
    }),
  });
  const { record } = await merge(folder);
  expect(record.contents).toEqual(contents);
  expect(record.causes).toEqual([
    { frames: '1-3', changes: moved },
    { frames: '4', changes: other },
  ]);
});

test('a missing shard is named, with its frames, after all else is published', async () => {
  using folder = new TemporaryFolder();
  folder.write(shardFiles('shards/a', first));
  const { result, record, told } = await merge(folder);
  expect(result.failure).toMatchObject({
    kind: 'missing-file',
    message: '2 of 4 frames failed; frames 2, 4: No shard has it, and shard 2/2 left nothing',
  });
  expect(record.frames.map(({ outcome }) => outcome)).toEqual(['rendered', 'failed', 'rendered', 'failed']);
  expect(told.summaries[0]).toContain('4 frames: 2 failed, 2 rendered');
  expect(told.annotations).toMatchObject([{ level: 'error', title: 'Frames 2, 4 failed', file: 'shot.blend' }]);
});

test('a frame that no shard has is named, though all shards are there', async () => {
  using folder = new TemporaryFolder();
  const short = { ...second, frames: [renderedFrame(2)] };
  folder.write({ ...shardFiles('shards/a', first), ...shardFiles('shards/b', short) });
  const { result } = await merge(folder);
  expect(result.failure?.message).toBe('1 of 4 frames failed; frame 4: No shard has it');
});

test('a frame that was asked for has to be there', async () => {
  using folder = new TemporaryFolder();
  folder.write({ ...shardFiles('shards/a', first), ...shardFiles('shards/b', second) });
  const { result } = await merge(folder, { settings: { frames: '1-5' } });
  expect(result.failure?.message).toContain('frame 5');
});

test('a shard that has no frames may be missing', async () => {
  using folder = new TemporaryFolder();
  const part = { part: '1/3', all: [1], frames: [renderedFrame(1)] };
  folder.write({ ...shardFiles('shards/a', part), ...shardFiles('shards/b', { ...part, part: '2/3', frames: [] }) });
  expect((await merge(folder)).result).not.toHaveProperty('failure');
});

test('what a plan makes of a run, frames that are kept and shards of the others, becomes one again', async () => {
  using folder = new TemporaryFolder();
  const kept = { part: '1/1', all: [1, 2], frames: [renderedFrame(1), renderedFrame(2)] };
  const left = { part: '1/2', all: [3, 4], frames: [renderedFrame(3)] };
  folder.write({
    ...shardFiles('shards/kept', kept),
    ...shardFiles('shards/a', left),
    ...shardFiles('shards/b', { ...left, part: '2/2', frames: [renderedFrame(4)] }),
  });
  const whole = await merge(folder);
  expect(whole.result).not.toHaveProperty('failure');
  expect(whole.record.frames.map(({ frame }) => frame)).toEqual(all);

  rmSync(join(folder.path, 'shards/b'), { recursive: true });
  const { result } = await merge(folder);
  expect(result.failure?.message).toBe('1 of 4 frames failed; frame 4: No shard has it, and shard 2/2 left nothing');
});

test('a frame in two shards has to be the same', async () => {
  using folder = new TemporaryFolder();
  const same = { ...second, frames: [...second.frames, renderedFrame(3)] };
  folder.write({ ...shardFiles('shards/a', first), ...shardFiles('shards/b', same) });
  expect((await merge(folder)).result).not.toHaveProperty('failure');

  const other = { ...second, frames: [...second.frames, renderedFrame(3, {}, pictureOf(99))] };
  folder.write({ ...shardFiles('shards/b', other), 'shards/b/frame-0003.compose.png': pictureOf(99) });
  const { result, output } = await merge(folder);
  expect(result.failure).toMatchObject({
    kind: 'corrupt-result',
    message: '1 of 4 frames failed; frame 3: shards/a and shards/b have it, and not the same: compose',
  });
  expect(readFileSync(join(output, 'frame-0003.compose.png'))).toEqual(pictureOf(3));
});

test('of a shard that was run again, the frames that are there count', async () => {
  using folder = new TemporaryFolder();
  const error = { kind: 'corrupt-result' as const, message: 'It came damaged' };
  const failed = { frame: 2, outcome: 'failed' as const, error, results: [] };
  const before = { ...second, frames: [failed, renderedFrame(4)] };
  folder.write({
    ...shardFiles('shards/a', first),
    ...shardFiles('shards/b', before),
    ...shardFiles('shards/c', second),
  });
  const { result, record } = await merge(folder);
  expect(result).not.toHaveProperty('failure');
  expect(record.frames.map(({ frame }) => frame)).toEqual(all);
});

test('a frame that failed fails the run with its words, and brings its log', async () => {
  using folder = new TemporaryFolder();
  const error = { kind: 'task-failed' as const, message: 'Out of memory', hint: 'Use smaller tiles.' };
  const frames = [renderedFrame(2), { frame: 4, outcome: 'failed' as const, error, results: [] }];
  folder.write({
    ...shardFiles('shards/a', first),
    ...shardFiles('shards/b', { ...second, frames }),
    'shards/b/frame-0004.log': 'Blender quit\n',
  });
  const { result, output } = await merge(folder);
  expect(result.failure).toMatchObject({
    kind: 'task-failed',
    message: '1 of 4 frames failed; frame 4: Out of memory',
    hint: 'Use smaller tiles.',
  });
  expect(readFileSync(join(output, 'frame-0004.log'), 'utf8')).toBe('Blender quit\n');
});

/** What a comparison says of a frame. */
function comparedFrame(frame: number, verdict: 'same' | 'different') {
  const rendered = renderedFrame(frame);
  const comparison = { verdict, reason: `It is ${verdict}.`, regions: [], layers: [] };
  return { ...rendered, results: rendered.results.map((one) => ({ ...one, comparison })) };
}
const compared = { baseline: 'baseline', warnings: ['Blender is another.'] };
const comparing = { 'compare-results': '["compose","render"]' };

test('verdict and policy are those of the whole run', async () => {
  using folder = new TemporaryFolder();
  const about = { settings: comparing };
  const frames = [comparedFrame(2, 'different'), comparedFrame(4, 'same')];
  folder.write({
    ...shardFiles('shards/a', {
      ...{ ...first, ...about, changes: compared },
      frames: [comparedFrame(1, 'same'), comparedFrame(3, 'same')],
    }),
    ...shardFiles('shards/b', { ...second, ...about, changes: compared, frames }),
  });
  const failing = await merge(folder);
  expect(failing.result.failure).toMatchObject({ kind: 'different', exitCode: 6 });
  expect(failing.result.outputs).toMatchObject({ 'frames-different': 1 });
  expect(failing.record).toMatchObject(compared);
  expect((await merge(folder, { settings: { 'on-difference': 'warn' } })).result).not.toHaveProperty('failure');
});

test('frames whose job did not get to the comparison are no verdict', async () => {
  using folder = new TemporaryFolder();
  folder.write({
    ...shardFiles('shards/a', { ...first, changes: compared, settings: comparing }),
    ...shardFiles('shards/b', { ...second, changes: compared, settings: comparing }),
  });
  const { result } = await merge(folder);
  expect(result.failure?.message).toBe('4 frames (1-4) were not compared with the baseline.');
});

test('the pictures stay in the artifacts of their shards', async () => {
  using folder = new TemporaryFolder();
  folder.write({ ...shardFiles('shards/a', first), ...shardFiles('shards/b', second) });
  const stored: string[][] = [];
  const store = artifactStore();
  const artifacts: ArtifactStore = {
    storeFile: (...one) => store.storeFile(...one),
    store: (name, files, directory, options) => {
      stored.push([name, ...files.map((file) => file.slice(directory.length + 1))]);
      return store.store(name, files, directory, options);
    },
  };
  const { result } = await merge(folder, { artifacts });
  expect(stored).toEqual([['blendnet-record', 'render.json']]);
  expect(result.outputs).toMatchObject({ 'report-url': 'of the page' });
});

test('what the shards rendered is kept for later runs, where their jobs could not', async () => {
  using folder = new TemporaryFolder();
  folder.write({ ...shardFiles('shards/a', first), ...shardFiles('shards/b', second) });
  const cache = new FolderCache(join(folder.path, 'kept'));
  const { told } = await merge(folder, { cache: () => cache });
  expect(cache.keys).toEqual([expect.stringMatching(/^blendnet-render-results-\d+-0123456789ab-0-/)]);
  expect(cache.closed).toBe(1);
  const names = readdirSync(join(folder.path, 'kept', cache.keys[0]!)).sort();
  // Frame 4 was kept before.
  expect(names).toEqual([1, 2, 3].map((frame) => frame.toString(16).padStart(16, '0')));
  expect(told.log.lines).toContain('Kept for later runs: results of 3 frames');
});
