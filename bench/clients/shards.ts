import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodePng } from '../../__tests__/support/manager/images.ts';
import { formatFrames } from '../../src/base/ranges.ts';
import { formatRecord, type FrameRecord, type RunRecord } from '../../src/frames/record/schema.ts';
import { splitFrames } from '../../src/frames/shard.ts';
import { createGitHubHost } from '../../src/host/github/github.ts';
import { storeArtifacts } from '../../src/run/artifacts.ts';
import { shardArtifact } from '../../src/run/shard.ts';

/*
 * node shards.ts WORKSPACE FRAMES SHARDS: makes what the shards of a run leave and stores it as artifacts, as their jobs do,
 * with a baseline of which every tenth frame is another.
 */

const [workspace = '', frameCount = '', shardCount = ''] = process.argv.slice(2);
const fileCount = 40;
const all = Array.from({ length: Number(frameCount) }, (_, n) => n + 1);

const sha1 = (bytes: Buffer | string): string => createHash('sha1').update(bytes).digest('hex');

function pictureOf(frame: number, isBaseline = false): Buffer {
  const level = frame % 10 === 0 && isBaseline ? 0.2 : 0.6;
  return encodePng(64, 36, (x, y) => [level, ((x * 31 + y * 17 + frame) % 64) / 63, (frame % 97) / 96]);
}

function recordFrame(frame: number, picture: Buffer): FrameRecord {
  const file = `frame-${String(frame).padStart(4, '0')}.compose.png`;
  const metrics = { mean: 0.01, rms: 0.02, psnr: 34, max: 0.4, failing: 0.3, ssim: 0.9, flip: 0.1, nonFinite: 0 };
  const region = { x: 8, y: 8, width: 40, height: 20, pixels: 800 };
  const size = { width: 64, height: 36 };
  const comparison =
    frame % 10 === 0
      ? { verdict: 'different' as const, reason: '30 % of the pixels differ.', ...size, metrics, regions: [region] }
      : { verdict: 'same' as const, reason: 'Every pixel is the same.', ...size, regions: [] };
  const result = { kind: 'compose' as const, file, sizeBytes: picture.length, sha1: sha1(picture), baselineFile: file };
  return {
    ...{ frame, outcome: 'rendered', durationSeconds: 10, samplesDone: 128, key: sha1(String(frame)).slice(0, 16) },
    results: [{ ...result, comparison: { ...comparison, layers: [] } }],
  };
}

function recordShard(index: number, frames: FrameRecord[]): RunRecord {
  const inputs = Array.from({ length: fileCount }, (_, n) => ({ path: `textures/wood-${n}.png`, sha1: sha1(`${n}`) }));
  return {
    ...{ version: 1, project: 'shot.blend', startedAt: '2026-11-17T03:00:00.000Z', durationSeconds: 2000 },
    ...{ manager: 'local', blenderVersion: '3.4.1', samples: 128, like: 'saved', baseline: 'baseline', warnings: [] },
    shard: {
      ...{ part: `${index}/${shardCount}`, frames: formatFrames(all), kept: '0123456789ab' },
      settings: { 'compare-results': '["compose","render"]' },
    },
    ...{ inputs, frames },
  };
}

const host = createGitHubHost(
  { ...process.env, GITHUB_REPOSITORY: 'studio/film', GITHUB_WORKSPACE: workspace, RUNNER_TEMP: workspace },
  { entry: new URL(import.meta.url), cancelled: new AbortController().signal, job: 'bench' },
);
await mkdir(join(workspace, 'baseline'));
for (const [at, frames] of splitFrames(all, Number(shardCount), new Map()).entries()) {
  const outputDirectory = join(workspace, 'made', String(at + 1));
  await mkdir(outputDirectory, { recursive: true });
  const recorded: FrameRecord[] = [];
  for (const frame of frames) {
    const picture = pictureOf(frame);
    const one = recordFrame(frame, picture);
    recorded.push(one);
    const name = one.results[0]?.file ?? '';
    await writeFile(join(outputDirectory, name), picture);
    await writeFile(join(workspace, 'baseline', name), pictureOf(frame, true));
  }
  const shard = { index: at + 1, count: Number(shardCount) };
  const record = recordShard(shard.index, recorded);
  await writeFile(join(outputDirectory, 'render.json'), formatRecord(record));
  const artifactName = shardArtifact('blendnet', shard);
  const settings = { artifactName, compressionLevel: 0, history: undefined, retentionDays: undefined };
  const publication = { record, logs: [], reportFile: undefined, outputDirectory };
  const { refused } = await storeArtifacts(publication, settings, host);
  if (refused[0] !== undefined) throw refused[0];
}
process.exit();
