import { mkdir } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { compareFrames, openPool, planComparison } from './compare.ts';
import type { RenderError } from '../base/errors.ts';
import { explainFileError } from '../base/files/errors.ts';
import { openFarm, type Farm } from '../farm/connect.ts';
import type { Host } from '../host/host.ts';
import type { Outputs } from '../settings/outputs.ts';
import { planRun, type RunPlan } from './plan.ts';
import { ProjectRoot } from '../project/files.ts';
import { publish } from './publish.ts';
import { runFrames } from './frames.ts';
import { parseSettings, type SettingReader, type Settings } from '../settings/settings.ts';

/** How a run ended: what it set out as outputs, and why it failed, if it did. Everything is published by then. */
export interface RunResult {
  outputs: Partial<Outputs>;
  failure?: RenderError;
  /** Names of unfinished tasks that could not be removed from the Manager in time. */
  left: string[];
}

/** What every step of a run gets. */
export interface Run {
  settings: Settings;
  host: Host;
  root: ProjectRoot;
  /** Absolute. */
  outputDirectory: string;
  farm: Farm;
  plan: RunPlan;
}

/**
 * A whole run: check, plan, then stage, watch and collect each frame, compare, publish.
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
  const settings = parseSettings(readSetting);
  maskCredentials(settings, outerHost);
  if (settings.managerUrl === 'empty' && settings.withoutManager === 'skip') return skip(outerHost);
  const root = await ProjectRoot.open(resolve(outerHost.workspace, settings.workingDirectory ?? '.'));
  const host = annotateBelow(root, outerHost);
  const outputDirectory = resolve(root.directory, settings.outputDirectory);
  await mkdir(outputDirectory, { recursive: true });

  const farm = await step(host, 'Check the farm', () => openFarm(settings, host));
  try {
    const plan = await step(host, 'Plan', () => planRun(settings, host, root));
    const run = { settings, host, root, outputDirectory, farm, plan };
    const comparison = await planComparison(run);
    const frames = await step(host, 'Render', () => runFrames(run));
    const pool = await openPool(run);
    try {
      const comparisons =
        comparison && (await step(host, 'Compare', () => compareFrames(run, frames, pool, comparison)));
      return await step(host, 'Publish', () => publish(run, { frames, comparisons, startedAt }, pool));
    } finally {
      await pool.close();
    }
  } finally {
    await farm.close();
  }
}

/** Files are named below the working directory in here, and below the workspace out there. */
function annotateBelow(root: ProjectRoot, host: Host): Host {
  return {
    ...host,
    annotate: (annotation) => {
      const { file } = annotation;
      host.annotate(
        file === undefined ? annotation : { ...annotation, file: relative(host.workspace, root.absolute(file)) },
      );
    },
  };
}

async function step<T>(host: Host, title: string, work: () => Promise<T>): Promise<T> {
  const end = host.log.group(title);
  try {
    return await work();
  } finally {
    end();
  }
}

function maskCredentials({ username, password }: Settings, host: Host): void {
  if (password === '') return;
  host.mask(password);
  host.mask(Buffer.from(`${username}:${password}`).toString('base64'));
}

function skip(host: Host): RunResult {
  host.annotate({
    level: 'notice',
    title: 'Not rendered',
    message: 'manager-url is empty, as secrets are in pull requests from forks, and without-manager is skip.',
  });
  return { outputs: { 'frames-rendered': 0, 'frames-reused': 0, 'frames-failed': 0 }, left: [] };
}
