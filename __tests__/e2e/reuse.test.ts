import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rm } from 'node:fs/promises';
import { startResultsService, type ResultsService } from '../support/results-service.ts';
import type { ActionRun } from '../support/runner.ts';
import { checkOut, picture, runStep, startFarm, type Workspace } from './reuse-support.ts';

/* Runs of one repository on one runner after the other, each with a farm that has seen nothing, and GitHub's real cache package. */

interface Step {
  run: ActionRun;
  /** Of files and configurations. */
  bytesUploaded: number;
  framesRendered: (number | undefined)[];
}

let runs = 0;

async function runAnew(workspace: Workspace, service: ResultsService, inputs = {}): Promise<Step> {
  await using manager = await startFarm();
  await rm(workspace.temporary, { recursive: true, force: true });
  const id = ++runs;
  const env = { ...service.envOf(id), GITHUB_RUN_ID: String(id) };
  const run = await runStep(workspace, manager, env, { inputs });
  // The scene has a denoiser, which a farm leaves out.
  expect(run.annotations.filter(({ title }) => title !== 'Not as saved')).toEqual([]);
  expect(run.exitCode).toBe(0);
  expect(run.orphans).toEqual([]);
  expect(manager.violations).toEqual([]);
  const framesRendered = [...manager.tasks.values()].map(({ config }) => config.frame).sort();
  return { run, bytesUploaded: manager.bytesReceived, framesRendered };
}

describe('with a cache', () => {
  let service: ResultsService;
  let workspace: Workspace;
  let pictures: Map<string, Buffer>;
  beforeAll(async () => {
    service = await startResultsService();
    workspace = await checkOut();
    const first = await runAnew(workspace, service);
    expect(first.framesRendered).toEqual([1, 2, 3, 4]);
    pictures = await workspace.results();
  });
  afterAll(async () => {
    await service.stop();
    await workspace[Symbol.asyncDispose]();
  });

  test('a second run uploads nothing and renders nothing', async () => {
    const saved = (await service.caches()).length;
    const { run, bytesUploaded, framesRendered } = await runAnew(workspace, service);
    expect(bytesUploaded).toBe(0);
    expect(framesRendered).toEqual([]);
    expect(run.outputs).toMatchObject({ 'frames-rendered': '0', 'frames-reused': '4' });
    expect(await workspace.results()).toEqual(pictures);
    expect((await service.caches()).length).toBe(saved);
  });

  test('one picture of a sequence renders its frame, a shared texture all', async () => {
    await workspace.write({ 'plates/plate_0003.png': picture(33) });
    const one = await runAnew(workspace, service);
    expect(one.framesRendered).toEqual([3]);
    expect(one.run.outputs).toMatchObject({ 'frames-rendered': '1', 'frames-reused': '3' });
    const changed = await workspace.results();
    for (const [name, bytes] of changed) expect(bytes.equals(pictures.get(name)!)).toBe(!name.startsWith('frame-0003'));

    // What a run of fewer frames adds does not push out what the others need.
    await workspace.write({ 'plates/plate_0002.png': picture(22) });
    expect((await runAnew(workspace, service, { frames: '2' })).framesRendered).toEqual([2]);
    expect((await runAnew(workspace, service)).framesRendered).toEqual([]);

    await workspace.write({ 'textures/wood.png': picture(200) });
    expect((await runAnew(workspace, service)).framesRendered).toEqual([1, 2, 3, 4]);
    expect((await runAnew(workspace, service)).framesRendered).toEqual([]);
  });

  test('settings that change pictures render, others do not', async () => {
    expect((await runAnew(workspace, service, { frames: '1', samples: '7' })).framesRendered).toEqual([1]);
    expect((await runAnew(workspace, service, { frames: '1', attempts: '1' })).framesRendered).toEqual([]);
    expect((await runAnew(workspace, service, { frames: '1', reuse: 'false' })).framesRendered).toEqual([1]);
  });

  test('a runner that keeps its workspace keeps the digests, too', async () => {
    await using manager = await startFarm();
    const keys: string[][] = [];
    for (const run of [900, 901]) {
      const env = { ...service.envOf(run), GITHUB_RUN_ID: String(run), RUNNER_ENVIRONMENT: 'self-hosted' };
      expect((await runStep(workspace, manager, env)).exitCode).toBe(0);
      const stored = (await service.caches()).map(({ key }) => key);
      keys.push(stored.filter((key) => key.startsWith('blendnet-render-digests-')));
    }
    expect(keys[0]).toEqual([expect.stringMatching(/-900-1-[0-9a-f]{4}$/)]);
    expect(keys[1]).toEqual(keys[0]);
  });
});

test('a cache that can only be read is no failure', async () => {
  await using service = await startResultsService({ cache: 'read-only' });
  await using workspace = await checkOut();
  const { run, framesRendered } = await runAnew(workspace, service);
  expect(framesRendered).toEqual([1, 2, 3, 4]);
  expect(run.lines.filter((line) => line.includes('cache write denied'))).toHaveLength(1);
});

test('a cache service that fails is asked for one thing only, and costs no annotation', async () => {
  await using service = await startResultsService();
  await using workspace = await checkOut();
  service.failWith = (call) => (call.service === 'CacheService' ? 500 : undefined);
  const { run, framesRendered } = await runAnew(workspace, service);
  expect(framesRendered).toEqual([1, 2, 3, 4]);
  const asked = service.calls.filter((call) => call.service === 'CacheService');
  expect(new Set(asked.map(({ request }) => JSON.stringify(request))).size).toBe(1);
  expect(run.lines.filter((line) => line.includes('Going on without'))).toHaveLength(1);
});

test('the local farm need not render on the next runner what it has rendered on this one', async () => {
  await using service = await startResultsService();
  await using workspace = await checkOut();
  await using nobody = await startFarm();
  const outcomes = [];
  for (const run of [1, 2]) {
    await rm(workspace.temporary, { recursive: true, force: true });
    const env = { ...service.envOf(run), GITHUB_RUN_ID: String(run) };
    const step = await runStep(workspace, nobody, env, {
      inputs: { 'manager-url': 'local', 'render-like': 'farm', frames: '2' },
    });
    outcomes.push([step.outputs['frames-rendered'], step.outputs['frames-reused'], step.outputs['failure-kind']]);
  }
  expect(outcomes).toEqual([
    ['1', '0', ''],
    ['0', '1', ''],
  ]);
});
