import { explainFileError } from '../base/files/errors.ts';
import { untilAborted } from '../base/waiting.ts';
import { openPool } from '../compare/pool.ts';
import type { Host } from '../host/host.ts';
import { openRoot } from '../project/open-root.ts';
import { parseSettings, type SettingReader } from '../settings/settings.ts';
import { openCiReports } from './ci-reports.ts';
import { compareFrames, planComparison } from './compare.ts';
import { startDeadline } from './deadline.ts';
import { openEngine } from './engine.ts';
import { runFrames } from './frames.ts';
import { readTimes } from './history.ts';
import { maskCredentials } from './masks.ts';
import { openOutput } from './output-folder.ts';
import { planRun } from './plan.ts';
import { publish } from './publish.ts';
import { recordShard, shardArtifact } from './shard.ts';
import { annotateBelow, step } from './steps.ts';
import type { RunResult } from './result.ts';

/**
 * A whole run: check, plan, render, compare, publish.
 * @throws RenderError when it ends before there is anything to publish.
 */
export async function render(readSetting: SettingReader, host: Host): Promise<RunResult> {
  try {
    return await runSteps(readSetting, host);
  } catch (error) {
    throw explainFileError(error);
  }
}

async function runSteps(readSetting: SettingReader, outerHost: Host): Promise<RunResult> {
  const startedAt = new Date();
  maskCredentials(readSetting, outerHost);
  const parsed = parseSettings(readSetting);
  const { shard } = parsed;
  const settings =
    shard === undefined ? parsed : { ...parsed, artifactName: shardArtifact(parsed.artifactName, shard) };
  using deadline = startDeadline(settings.timeout);
  const signal = AbortSignal.any([outerHost.cancelled, deadline.signal]);
  if (settings.managerUrl === 'empty' && settings.withoutManager === 'skip') return skip(outerHost);
  const { workspace: startedIn, inRepository = false } = outerHost;
  const root = await openRoot({ ...settings, startedIn, inRepository });
  const host = annotateBelow(root, outerHost);
  const outputDirectory = await openOutput(root, settings);
  const ciReports = await openCiReports(root, outputDirectory, settings);
  const history = settings.history === undefined ? undefined : await root.named('history', settings.history);

  const opening = settings.managerUrl === 'local' ? 'Find Blender' : 'Check the farm';
  const engine = await step(host, opening, () => untilAborted(openEngine(settings, host, root), signal));
  try {
    const planning = { ...host, cancelled: signal };
    const times = shard === undefined || history === undefined ? undefined : await readTimes(history, host.log);
    const plan = await step(host, 'Plan', () => untilAborted(planRun(settings, planning, root, engine, times), signal));
    const { project, composeFormat, kinds } = plan;
    const where = { root, outputDirectory, host, file: project.path, composeFormat, kinds };
    const baseline = await planComparison(settings, where);
    const rendering = { engine, plan, outputDirectory, settings, host, signal };
    const frames = await step(host, 'Render', () => runFrames(rendering));
    let pool = openPool(host.entry);
    try {
      const common = { outputDirectory, settings, engine: engine.facts, project, host, pool, signal };
      const compared = { ...common, baseline, kinds };
      const comparisons =
        baseline && (await step(host, 'Compare', () => compareFrames(frames, { ...compared, baseline })));
      if (signal.aborted) {
        // What is left of a comparison that was given up would keep the report waiting.
        await pool.close();
        pool = openPool(host.entry);
      }
      const { blenderVersion } = engine.facts;
      const part = shard && { shard: recordShard(shard, settings, { plan, blenderVersion }) };
      const setup = { project, engine: engine.facts, baseline: settings.baseline, host, ...part };
      const places = { outputDirectory, baselineDirectory: baseline?.directory, history, ciReports };
      const request = { setup, settings, host, ...places, reader: pool };
      return await step(host, 'Publish', () => publish({ frames, comparisons, startedAt }, request));
    } finally {
      await pool.close();
    }
  } finally {
    await engine.close();
  }
}

function skip(host: Host): RunResult {
  host.annotate({
    level: 'notice',
    title: 'Not rendered',
    message: 'manager-url is empty, as secrets are in pull requests from forks, and without-manager is skip.',
  });
  return { outputs: { 'frames-rendered': 0, 'frames-reused': 0, 'frames-failed': 0 }, left: [] };
}
