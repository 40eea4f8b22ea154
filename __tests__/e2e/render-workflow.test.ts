import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseHistory } from '../../src/frames/record/history.ts';
import { parseRecord, type RunRecord } from '../../src/frames/record/schema.ts';
import { pictureOf } from '../run/merge/shard-folders.ts';
import { startResultsService, type ResultsService } from '../support/results-service.ts';
import { runAction } from '../support/runner.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';
import { runWorkflow, type WorkflowRun } from '../support/workflow/run-workflow.ts';

/* The workflow that others call, from the sources, with real Blender and the example project. */

const root = fileURLToPath(new URL('../../', import.meta.url));
const settings = { project: 'film/scenes/shot.blend', frames: '1-5', samples: '2', resolution: '20%' };

let service: ResultsService;
let repository: TemporaryFolder;
let runner: TemporaryFolder;
const cache = new Map<string, Buffer>();

beforeAll(async () => {
  service = await startResultsService();
  repository = new TemporaryFolder();
  runner = new TemporaryFolder();
  cpSync(join(root, 'examples/project'), join(repository.path, 'film'), { recursive: true });
  repository.write({ 'baseline/frame-0002.compose.png': pictureOf(2) });
});

afterAll(async () => {
  repository[Symbol.dispose]();
  runner[Symbol.dispose]();
  await service.stop();
});

function call(run: number, changes: Record<string, unknown> = {}, project = repository): Promise<WorkflowRun> {
  const inputs = { ...settings, shards: 2, 'blender-version': '', baseline: 'baseline', 'on-difference': 'warn' };
  return runWorkflow({
    file: join(root, '.github/workflows/render.yml'),
    inputs: { ...inputs, ...changes },
    ...{ repository: project.path, service, run, cache, temporary: join(runner.path, '_temp') },
  });
}

async function namesOf(run: number): Promise<string[]> {
  return (await service.artifacts(run)).map(({ name }) => name).sort();
}

async function fileOf(run: number, artifact: string, name: string): Promise<string> {
  const found = (await service.artifacts(run)).find((one) => one.name === artifact);
  return found?.files?.get(name)?.toString() ?? '';
}

/** What was made, from what, and what became of it, whenever that was. */
function withoutTimes({ startedAt: _, durationSeconds: __, ...record }: RunRecord): object {
  return { ...record, frames: record.frames.map(({ durationSeconds: ___, outcome: ____, ...frame }) => frame) };
}

function stepsOf({ steps }: WorkflowRun): string[] {
  return steps.map(({ job, action, run }) => `${job}: ${action} ${run.outputs['frames-rendered'] ?? ''}`.trim());
}

test('plans, fans out and merges to what one run is; then everything is kept', async () => {
  const first = await call(1);
  expect(stepsOf(first)).toEqual(['plan: plan', 'shard: render 3', 'shard: render 2', 'merge: merge 5']);
  expect(first).toMatchObject({ result: 'success', outputs: { 'failure-kind': '', 'frames-different': '1' } });
  expect(await namesOf(1)).toEqual([
    'blendnet-record',
    'blendnet-report.html',
    'blendnet-shard-1-of-2-compose',
    'blendnet-shard-2-of-2-compose',
  ]);
  // The summary is of the merge alone.
  expect(first.steps.map(({ run }) => run.summary === '')).toEqual([true, true, true, false]);
  const merged = parseRecord(await fileOf(1, 'blendnet-record', 'render.json'));

  using workspace = new TemporaryFolder();
  cpSync(repository.path, workspace.path, { recursive: true });
  const inputs = { ...settings, baseline: 'baseline', 'on-difference': 'warn', reuse: 'false' };
  const main = join(root, 'src/action.ts');
  await runAction({ main, workspace: workspace.path, inputs, env: service.envOf(2) });
  const whole = parseRecord(await fileOf(2, 'blendnet-compose', 'render.json'));
  expect(withoutTimes(merged)).toEqual(withoutTimes(whole));

  const second = await call(3, { 'on-difference': 'fail' });
  expect(stepsOf(second)).toEqual(['plan: plan', 'plan: render 0', 'merge: merge 0']);
  expect(second).toMatchObject({
    result: 'failure',
    outputs: { 'failure-kind': 'different', 'frames-different': '1' },
  });
  expect(await namesOf(3)).toEqual(['blendnet-kept-shard-1-of-1-compose', 'blendnet-record', 'blendnet-report.html']);
  const kept = parseRecord(await fileOf(3, 'blendnet-record', 'render.json'));
  expect(kept.frames.map(({ outcome }) => outcome)).toEqual(Array(5).fill('reused'));
  // Without a Blender, nobody knows what it renders with.
  expect(kept).not.toHaveProperty('device');
  expect(withoutTimes(whole)).toMatchObject(withoutTimes(kept));
  // Each run is in the history once.
  const runs = parseHistory(await fileOf(3, 'blendnet-record', 'history.json'));
  expect(runs.map(({ frames }) => frames.length)).toEqual([5, 5]);

  // One more frame: what is kept is published by the planning job, the other has a job.
  const third = await call(4, { frames: '1-6' });
  expect(stepsOf(third)).toEqual(['plan: plan', 'plan: render 0', 'shard: render 1', 'merge: merge 1']);
  expect(third.outputs).toMatchObject({ 'failure-kind': '' });
  expect(parseRecord(await fileOf(4, 'blendnet-record', 'render.json'))).toMatchObject({ device: 'CPU' });
});

test('a project that cannot be rendered ends it before there are jobs for shards', async () => {
  using broken = new TemporaryFolder();
  cpSync(repository.path, broken.path, { recursive: true });
  broken.write({ [settings.project]: 'BLENDER' });
  const failing = await call(5, {}, broken);
  expect([failing.result, stepsOf(failing)]).toEqual(['failure', ['plan: plan']]);
  expect(failing.steps[0]?.run.annotations).toMatchObject([{ level: 'error' }]);
});
