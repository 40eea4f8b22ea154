import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { RunRecord } from '../../../src/frames/record/schema.ts';
import { FolderCache } from '../kept/folder-cache.ts';
import { failureOf } from '../../support/clients.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';
import { merge, pictureOf, renderedFrame, shardFiles, shardRecord, type ShardFolder } from './shard-folders.ts';

const all = [1, 2];
const first: ShardFolder = { part: '1/2', all, frames: [renderedFrame(1)] };
const second: ShardFolder = { part: '2/2', all, frames: [renderedFrame(2)] };

describe('shards that are not of one run are refused, with what differs and the way out', () => {
  test.each<[what: string, changes: Partial<RunRecord>, message: string, hint: string]>([
    ['commit', { commit: 'beef' }, 'shards/b has commit beef, shards/a c0ffee1', 'Check out the same commit'],
    ['project', { project: 'b.blend' }, 'shards/b has project b.blend, shards/a shot.blend', 'each project apart'],
    ['Blender', { blenderVersion: '4.3.2' }, 'shards/b has Blender 4.3.2, shards/a 3.4.1', 'blender-version: 5.2.2'],
    ['samples', { samples: 8 }, 'shards/b has samples 8, shards/a 4', 'the same settings'],
    ['like', { like: 'farm' }, 'shards/b has render-like farm, shards/a saved', 'the same settings'],
    ['seed', { seed: 0 }, 'shards/b has seed 0, shards/a not set', 'the same settings'],
    ['baseline', { baseline: 'old' }, 'shards/b has baseline old, shards/a not set', 'the same settings'],
  ])('another %s', async (_, changes, message, hint) => {
    using folder = new TemporaryFolder();
    folder.write({ ...shardFiles('shards/a', first), ...shardFiles('shards/b', { ...second, changes }) });
    const { kind, message: said, hint: way } = await failureOf(merge(folder));
    expect([kind, said, way]).toEqual(['settings', expect.stringContaining(message), expect.stringContaining(hint)]);
    expect(existsSync(join(folder.path, 'out'))).toBe(false);
  });

  test('several at once', async () => {
    using folder = new TemporaryFolder();
    const settings = { resolution: '{"percentage":50}' };
    folder.write({
      ...shardFiles('shards/a', first),
      ...shardFiles('shards/b', { ...second, settings, changes: { commit: 'beef' } }),
    });
    expect((await failureOf(merge(folder))).message).toBe(
      'These shards are not of one run. shards/b has commit beef, shards/a c0ffee1. ' +
        'shards/b has resolution {"percentage":50}, shards/a not set.',
    );
  });
});

test('a whole run needs no merging', async () => {
  using folder = new TemporaryFolder();
  const whole = Object.entries(shardRecord(first)).filter(([name]) => name !== 'shard');
  folder.write({ 'shards/a/render.json': JSON.stringify(Object.fromEntries(whole)) });
  expect((await failureOf(merge(folder))).message).toBe('shards/a holds a whole run, which needs no merging.');
});

test.each([
  [['shards'], 'shards has no render.json, nor has any of its folders.'],
  [['none'], 'none is not there.'],
])('folders without shards are named', async (directories, message) => {
  using folder = new TemporaryFolder();
  folder.write({ 'shards/a/other.json': '{}' });
  const { kind, message: said } = await failureOf(merge(folder, { directories }));
  expect([kind, said]).toEqual(['missing-file', expect.stringContaining(message)]);
});

test('results do not go into the folder of a shard', async () => {
  using folder = new TemporaryFolder();
  folder.write({ ...shardFiles('shards/a', first), ...shardFiles('shards/b', second) });
  const before = readFileSync(join(folder.path, 'shards/a/render.json'));
  const error = await failureOf(merge(folder, { settings: { 'output-directory': 'shards/a' } }));
  expect(error.message).toBe('The output folder is one of the shards, whose record would be replaced.');
  expect(readFileSync(join(folder.path, 'shards/a/render.json'))).toEqual(before);
  expect(readdirSync(join(folder.path, 'shards/a'))).toContain('frame-0001.compose.png');
});

describe('records are from outside', () => {
  test.each<[what: string, change: (text: string) => string, message: RegExp]>([
    ['is no JSON', () => '{', /shards\/a\/render\.json cannot be used: it is not JSON/],
    ['is nested without end', () => '['.repeat(100_000), /nested more than 64 levels/],
    [
      'names a file elsewhere',
      (text) => text.replaceAll('frame-0001.compose.png', '../../x.png'),
      /frames\.0\.results/,
    ],
    ['has a part that is none', (text) => text.replace('"1/2"', '"3/2"'), /use 2\/5 for the second of five shards/],
    ['has more shards than any matrix', (text) => text.replace('"1/2"', '"1/9999"'), /at most 256/],
    ['has frames that are none', (text) => text.replace('"1-2"', '"1-9999999"'), /beyond Blender's last frame/],
    ['keeps its results elsewhere', (text) => text.replace('0123456789ab', '../../../etc'), /shard\.kept/],
    ['is newer', (text) => text.replace('"version": 1', '"version": 7'), /written by a newer version/],
  ])('one that %s', async (_, change, message) => {
    using folder = new TemporaryFolder();
    folder.write({ ...shardFiles('shards/a', first), ...shardFiles('shards/b', second) });
    const file = join(folder.path, 'shards/a/render.json');
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    expect((await failureOf(merge(folder))).message).toMatch(message);
  });

  test('a record behind a link is not read', async () => {
    using folder = new TemporaryFolder();
    folder.write({ ...shardFiles('elsewhere', first), ...shardFiles('shards/b', second) });
    mkdirSync(join(folder.path, 'shards/a'));
    symlinkSync(join(folder.path, 'elsewhere/render.json'), join(folder.path, 'shards/a/render.json'));
    expect((await failureOf(merge(folder))).message).toBe('shards/a/render.json cannot be used: it is a link.');
  });

  test('a folder that is a link is passed over', async () => {
    using folder = new TemporaryFolder();
    folder.write({ ...shardFiles('elsewhere', first), ...shardFiles('shards/b', second) });
    symlinkSync(join(folder.path, 'elsewhere'), join(folder.path, 'shards/a'));
    const { result } = await merge(folder);
    expect(result.failure?.message).toBe('1 of 2 frames failed; frame 1: No shard has it, and shard 1/2 left nothing');
  });
});

const side = (file: string, bytes: Buffer) => ({
  ...renderedFrame(1),
  sides: [{ file, sizeBytes: bytes.length, sha1: renderedFrame(1).results[0]!.sha1 }],
});

describe('a picture that is not what its record says is not taken', () => {
  const name = 'frame-0001.compose.png';
  test.each<[what: string, spoil: (folder: TemporaryFolder) => void]>([
    ['is not there', () => undefined],
    [
      'is a link',
      ({ path }) => {
        writeFileSync(join(path, 'secret.png'), pictureOf(1));
        symlinkSync(join(path, 'secret.png'), join(path, 'shards/a', name));
      },
    ],
    ['is a folder', ({ path }) => mkdirSync(join(path, 'shards/a', name))],
    [
      'has other bytes',
      ({ path }) => {
        const bytes = pictureOf(1);
        bytes[bytes.length - 1]! ^= 1;
        writeFileSync(join(path, 'shards/a', name), bytes);
      },
    ],
    [
      'is longer',
      ({ path }) => {
        writeFileSync(join(path, 'shards/a', name), Buffer.concat([pictureOf(1), Buffer.alloc(1)]));
      },
    ],
  ])('one that %s', async (_, spoil) => {
    using folder = new TemporaryFolder();
    folder.write({ ...shardFiles('shards/a', { ...first, files: {} }), ...shardFiles('shards/b', second) });
    spoil(folder);
    const cache = new FolderCache(join(folder.path, 'kept'));
    const { result, output, record } = await merge(folder, { cache: () => cache });
    expect(result.failure).toMatchObject({
      kind: 'missing-file',
      message: `1 of 2 frames failed; frame 1: shards/a does not have ${name} as its record says.`,
    });
    expect(readdirSync(output).sort()).toEqual([...['blendnet-report.html', 'frame-0002.compose.png', 'render.json']]);
    expect(record.frames[0]).toMatchObject({ outcome: 'failed', results: [] });
    expect(readdirSync(join(folder.path, 'kept', cache.keys[0]!))).toEqual(['0000000000000002']);
  });

  test('one that is another frame’s', async () => {
    using folder = new TemporaryFolder();
    const shard = { ...first, frames: [renderedFrame(1, { results: renderedFrame(2).results })] };
    folder.write({ ...shardFiles('shards/a', { ...shard, files: {} }), ...shardFiles('shards/b', second) });
    folder.write({ 'shards/a/frame-0002.compose.png': pictureOf(2) });
    const { result, record } = await merge(folder);
    expect(result.failure?.message).toContain('frame 1: shards/a does not have frame-0002.compose.png');
    expect(record.frames.map(({ outcome }) => outcome)).toEqual(['failed', 'rendered']);
  });

  test('two of one file', async () => {
    using folder = new TemporaryFolder();
    const { results } = renderedFrame(1);
    const shard = { ...first, frames: [renderedFrame(1, { results: [...results, ...results] })] };
    folder.write({ ...shardFiles('shards/a', shard), ...shardFiles('shards/b', second) });
    expect((await merge(folder)).result.failure?.message).toContain('frame 1: shards/a does not have');
  });

  test('one behind a folder that is a link', async () => {
    using folder = new TemporaryFolder();
    const file = 'frame-0001.file-output/Depth0001.png';
    const shard = { ...first, frames: [side(file, pictureOf(1))] };
    folder.write({ ...shardFiles('shards/a', shard), ...shardFiles('shards/b', second) });
    folder.write({ 'secret/Depth0001.png': pictureOf(1) });
    symlinkSync(join(folder.path, 'secret'), join(folder.path, 'shards/a/frame-0001.file-output'));
    const { result, output } = await merge(folder);
    expect(result.failure?.message).toContain(`does not have ${file} as its record says`);
    expect(existsSync(join(output, file))).toBe(false);
  });

  test('and side files come with their folders', async () => {
    using folder = new TemporaryFolder();
    const file = 'frame-0001.file-output/Depth0001.png';
    const shard = { ...first, frames: [side(file, pictureOf(1))] };
    folder.write({ ...shardFiles('shards/a', shard), ...shardFiles('shards/b', second) });
    folder.write({ [`shards/a/${file}`]: pictureOf(1) });
    const { result, output } = await merge(folder);
    expect(result).not.toHaveProperty('failure');
    expect(readFileSync(join(output, file))).toEqual(pictureOf(1));
  });
});

test('a key that is none is not kept', async () => {
  using folder = new TemporaryFolder();
  const shard = { ...first, frames: [renderedFrame(1, { key: '../../../outside' })] };
  folder.write({ ...shardFiles('shards/a', shard), ...shardFiles('shards/b', second) });
  const cache = new FolderCache(join(folder.path, 'kept'));
  await merge(folder, { cache: () => cache });
  expect(readdirSync(join(folder.path, 'kept', cache.keys[0]!))).toEqual(['0000000000000002']);
});
