import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { RenderError } from '../../src/base/errors.ts';
import type { FrameEnd } from '../../src/frames/end.ts';
import { frameKey } from '../../src/frames/key.ts';
import type { FramePlan, KeyedPlan } from '../../src/frames/plan.ts';
import { Contents } from '../../src/project/contents.ts';
import { Digests } from '../../src/project/digests.ts';
import { KeptStore } from '../../src/run/kept/store.ts';
import { prepareFrames, type Preparation } from '../../src/run/prepare.ts';
import { buildBlend, projectBlocks } from '../support/blend-builder.ts';
import { temporaryDirectory } from '../support/builders.ts';
import { all, collected } from '../support/collected.ts';
import { makeProject, type TestProject } from '../support/projects.ts';

/** What becomes of plans: those that an engine is to render, and the ends of the others. */
async function prepare(
  project: TestProject,
  plans: FramePlan[],
  options: Partial<Preparation> = {},
): Promise<{ waiting: KeyedPlan[]; ends: FrameEnd[] }> {
  const ends: FrameEnd[] = [];
  const waiting = await Array.fromAsync(
    prepareFrames(plans, {
      ...{ project: project.project, blenderVersion: '3.4.1', outputDirectory: project.directory, kinds: all },
      ...{ digests: new Digests(), signal: new AbortController().signal },
      onEnd: (end) => Promise.resolve(void ends.push(end)),
      ...options,
    }),
  );
  return { waiting, ends };
}

test('frames get the digests of their files and their key, in their order', async () => {
  await using project = await makeProject();
  const plans = project.plans(...Array.from({ length: 30 }, (_, frame) => frame));
  const { waiting, ends } = await prepare(
    project,
    plans.map(({ frame, files }) => ({ frame, files })),
  );
  expect(waiting).toEqual(plans);
  expect(ends).toEqual([]);
});

test('what an earlier run made is taken, and no engine sees it', async () => {
  await using project = await makeProject();
  await using output = await temporaryDirectory();
  const [plan] = project.plans(3);
  const key = frameKey(project.project, plan!, project.digests, '3.4.1');
  const results = new KeptStore(join(output.path, 'store'), () => undefined);
  const [request, frame] = await collected(output.path, all, key);
  await results.keep(request, frame);
  const { waiting, ends } = await prepare(project, project.plans(2, 3, 4), { results, outputDirectory: output.path });
  expect(waiting.map((one) => one.frame)).toEqual([2, 4]);
  expect(ends).toEqual([{ frame: 3, done: { outcome: 'reused', key, inputs: project.digests, ...frame } }]);
});

test('a .blend that only was saved again is not rendered again, unless bytes count', async () => {
  await using output = await temporaryDirectory();
  const before = projectBlocks(['//wood.png']);
  await using old = await makeProject({ 'shot.blend': buildBlend(before) });
  await using saved = await makeProject({ 'shot.blend': buildBlend(before.toReversed()) });
  await using changed = await makeProject({
    'shot.blend': buildBlend(projectBlocks(['//wood.png'], { 'r.size': 100 })),
  });
  const keyOf = async (project: TestProject, contents: Contents | undefined): Promise<string | undefined> =>
    (await prepare(project, project.plans(1), { contents, outputDirectory: output.path })).waiting[0]?.key;
  expect(await keyOf(saved, new Contents())).toBe(await keyOf(old, new Contents()));
  expect(await keyOf(changed, new Contents())).not.toBe(await keyOf(old, new Contents()));
  expect(await keyOf(saved, undefined)).not.toBe(await keyOf(old, undefined));
});

test('one .blend that only its bytes tell makes the bytes of all count, and is told of', async () => {
  await using project = await makeProject({ 'shot.blend': buildBlend(projectBlocks()), 'library.blend': 'BLENDER' });
  const told: string[] = [];
  const onUncertain = (text: string): number => told.push(text);
  const { waiting } = await prepare(project, project.plans(1), { contents: new Contents(), onUncertain });
  expect(waiting).toEqual(project.plans(1));
  expect(told).toEqual([expect.stringMatching(/^library\.blend is known by its bytes: .*cannot be read/)]);
});

test('a file that has changed fails its frames and is named', async () => {
  await using project = await makeProject();
  const [good, bad] = project.plans(1, 2);
  const [blend, ...others] = bad!.files;
  const stale = { ...bad!, files: [{ ...blend!, stamp: 'of another time' }, ...others] };
  const { waiting, ends } = await prepare(project, [good!, stale]);
  expect(waiting.map(({ frame }) => frame)).toEqual([1]);
  expect(ends).toMatchObject([{ frame: 2, failed: { failure: { kind: 'missing-file', file: 'shot.blend' } } }]);
});

test('once the run is stopped, nothing is given any more', async () => {
  await using project = await makeProject();
  const stop = new AbortController();
  const reason = new RenderError('cancelled', 'enough');
  const plans = project.plans(...Array.from({ length: 100 }, (_, frame) => frame));
  const ends: FrameEnd[] = [];
  const preparation = {
    ...{ project: project.project, blenderVersion: '3.4.1', outputDirectory: project.directory, kinds: all },
    ...{ digests: new Digests(), signal: stop.signal },
    onEnd: (end: FrameEnd) => Promise.resolve(void ends.push(end)),
  };
  const taken: number[] = [];
  for await (const { frame } of prepareFrames(plans, preparation)) {
    taken.push(frame);
    if (frame === 4) stop.abort(reason);
  }
  expect(taken).toEqual([0, 1, 2, 3, 4]);
  expect(ends.every((end) => 'failed' in end && end.failed.failure === reason)).toBe(true);
});
