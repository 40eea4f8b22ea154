import { mkdir } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { secretForms } from '../base/credentials.ts';
import { explainFileError } from '../base/files/errors.ts';
import { openPool } from '../compare/pool.ts';
import type { Host } from '../host/host.ts';
import { ProjectRoot } from '../project/files.ts';
import { parseSettings, type SettingReader } from '../settings/settings.ts';
import { compareFrames, planComparison } from './compare.ts';
import { openEngine } from './engine.ts';
import { runFrames } from './frames.ts';
import { planRun } from './plan.ts';
import { publish } from './publish.ts';
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
  const settings = parseSettings(readSetting);
  for (const secret of secretForms(settings)) outerHost.mask(secret);
  if (settings.managerUrl === 'empty' && settings.withoutManager === 'skip') return skip(outerHost);
  const root = await ProjectRoot.open(resolve(outerHost.workspace, settings.workingDirectory ?? '.'));
  const host = annotateBelow(root, outerHost);
  const outputDirectory = resolve(root.directory, settings.outputDirectory);
  await mkdir(outputDirectory, { recursive: true });

  const engine = await step(host, 'Check the farm', () => openEngine(settings, host, root));
  try {
    const plan = await step(host, 'Plan', () => planRun(settings, host, root, engine));
    const { project } = plan;
    const baseline = await planComparison(settings, { root, outputDirectory, host, file: project.path });
    const frames = await step(host, 'Render', () => runFrames({ engine, plan, outputDirectory, settings, host }));
    const pool = openPool(host.entry);
    try {
      const compared = {
        baseline,
        outputDirectory,
        kinds: plan.kinds,
        settings,
        engine: engine.facts,
        project,
        host,
        pool,
      };
      const comparisons =
        baseline && (await step(host, 'Compare', () => compareFrames(frames, { ...compared, baseline })));
      const setup = { project, engine: engine.facts, baseline: settings.baseline, host };
      const request = { setup, settings, host, outputDirectory, reader: pool };
      return await step(host, 'Publish', () => publish({ frames, comparisons, startedAt }, request));
    } finally {
      await pool.close();
    }
  } finally {
    await engine.close();
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

async function step<T>(host: Pick<Host, 'log'>, title: string, work: () => Promise<T>): Promise<T> {
  const end = host.log.group(title);
  try {
    return await work();
  } finally {
    end();
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
