import { resolve } from 'node:path';
import { RenderError } from '../base/errors.ts';
import type { Host } from '../host/host.ts';
import { printable } from '../base/printable.ts';
import { formatDependencyTree } from '../project/blend/format-deps.ts';
import { readScene, type SceneFacts } from '../project/blend/scene.ts';
import { readScripts } from '../project/blend/scripts.ts';
import { formatVersion } from '../project/blend/scene-version.ts';
import type { Trace } from '../project/blend/trace.ts';
import type { ProjectRoot } from '../project/files.ts';
import { chooseFrames } from '../frames/selection.ts';
import { formatShard, splitFrames, type FrameTimes } from '../frames/shard.ts';
import { findProject, type FileProblem } from '../project/inventory.ts';
import { surveyProject, type Survey } from '../project/survey.ts';
import { formatFrames } from '../base/ranges.ts';
import { formatBytes } from '../base/quantities.ts';
import { sentences } from '../base/sentences.ts';
import type { Settings } from '../settings/settings.ts';
import { listVersionProblems, reportScene, reportUnknown, reportVersions } from './plan-remarks.ts';
import { remark, type Remark } from './remarks.ts';
import type { Engine } from '../frames/engine.ts';
import type { ResultKind } from '../frames/kinds.ts';
import type { FramePlan, RenderConfiguration, RenderProject } from '../frames/plan.ts';
import { checkVersion } from '../frames/version-check.ts';

/** What a run is going to do. */
export interface RunPlan {
  project: RenderProject;
  frames: FramePlan[];
  /** Those of all shards together. */
  allFrames: number[];
  /** Blender's name of the format that `compose` has. */
  composeFormat: string;
  /** Results to bring home. */
  kinds: ResultKind[];
}

type PlanSettings = Pick<
  Settings,
  | 'project'
  | 'samples'
  | 'frames'
  | 'shard'
  | 'dependencies'
  | 'missing'
  | 'outputDirectory'
  | 'results'
  | 'scene'
  | 'baseline'
  | 'compareResults'
>;
type PlanHost = Pick<Host, 'log' | 'annotate' | 'cancelled'>;

/**
 * Finds the project, its files and frames, and says what would make the pictures wrong. Nothing is sent.
 * @param times of earlier runs, which every shard has to know alike
 */
export async function planRun(
  settings: PlanSettings,
  host: PlanHost,
  root: ProjectRoot,
  engine: Pick<Engine, 'check' | 'configure' | 'kinds' | 'scripts' | 'facts'>,
  times: FrameTimes = new Map(),
): Promise<RunPlan> {
  const { log } = host;
  const project = await findProject(root, settings.project);
  const { stamp } = await root.look(project);
  const scene = await readScene(root.absolute(project), project, settings.scene);
  const problem = checkVersion(scene.version, project, engine.facts) ?? engine.check(scene, project);
  if (problem !== undefined) throw problem;
  const allFrames = chooseFrames(settings.frames, scene);
  const numbers = chooseShard(allFrames, settings.shard, times);
  log.info(`Project: ${printable(project)} (saved by Blender ${formatVersion(scene.version.savedBy)})`);
  log.info(`Scene:   ${describeScene(scene)}`);
  const part = settings.shard === undefined ? '' : `, shard ${formatShard(settings.shard)} of ${allFrames.length}`;
  log.info(`Frames:  ${formatFrames(numbers) || 'none'} (${numbers.length}${part})`);

  const outputs = [
    resolve(root.seenFrom, settings.outputDirectory),
    await root.named('output-directory', settings.outputDirectory),
  ];
  const { trace, inventory, problems } = await surveyProject(root, {
    project: { path: project, stamp },
    dependencies: settings.dependencies,
    ignored: outputs.flatMap((output) => root.relative(output) ?? []),
    frames: numbers,
    scene: settings.scene,
    signal: host.cancelled,
  });
  sayFiles(inventory, trace, log);
  remark(host, 'warning', inventory.leftOut.map(toRemark));
  if (trace !== undefined) reportUnknown(trace, host);
  const versions = trace?.versions ?? new Map([[project, scene.version]]);
  reportVersions(versions, engine.facts, host);
  const tooNew = trace === undefined ? [] : listVersionProblems(versions, engine.facts);
  reportProblems([...tooNew, ...problems], settings.missing, host);

  const configuration = {
    ...engine.configure(scene),
    ...(engine.scripts === false ? await leaveOutScripts(root, project, trace, host) : {}),
  };
  const kinds = settings.results ?? engine.kinds;
  reportScene(scene, project, { configuration, facts: engine.facts }, host);
  const samples = configuration.samples ?? (scene.engine === 'CYCLES' ? scene.samples : undefined);
  const asked = settings.samples ?? scene.samples;
  if (configuration.like === 'farm' && samples !== asked) {
    log.info(
      `Samples: ${samples ?? 'as saved'} instead of ${asked ?? 'the usual'}; the farm never ends an Agent’s share of a single one`,
    );
  }
  return {
    project: { path: project, directory: root.directory, configuration, samples },
    kinds,
    allFrames,
    frames: numbers.map((frame) => ({ frame, files: inventory.filesFor(frame) })),
    composeFormat: scene.fileFormat,
  };
}

function chooseShard(frames: number[], shard: PlanSettings['shard'], times: FrameTimes): number[] {
  return shard === undefined ? frames : (splitFrames(frames, shard.count, times)[shard.index - 1] ?? []);
}

function sayFiles({ files, notes }: Survey['inventory'], trace: Trace | undefined, log: PlanHost['log']): void {
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  const traced = trace === undefined ? ', not traced: dependencies has no auto' : '';
  log.info(`Files:   ${files.length} (${formatBytes(sizeBytes)})${traced}`);
  if (trace !== undefined) {
    const contents = new Map(files.map((file) => [file.path, file]));
    // Without its last lines, a blank one and what is in all: that was said above.
    for (const line of formatDependencyTree(trace, contents).trimEnd().split('\n').slice(0, -2)) log.info(`  ${line}`);
  }
  for (const note of notes) log.info(note);
}

function describeScene(scene: SceneFacts): string {
  const { name, engine, width, height, samples, samplesByDefault, fileFormat, compositing } = scene;
  const facts = [
    printable(engine, 40),
    `${width}×${height}`,
    // Slow, and seldom what anybody wants: worth a word.
    `${samples ?? 'no'} samples${samplesByDefault ? " (Blender's default)" : ''}`,
    fileFormat,
    compositing ? 'compositor' : 'no compositor',
  ];
  return `${printable(name, 80)} (${facts.join(', ')})`;
}

function toRemark({ message, hint, file }: FileProblem): Remark {
  return { title: 'Project file', message: sentences(message, hint), file };
}

const namedScripts = 5;

/** Says what of a project does not run where scripts are off. */
async function leaveOutScripts(
  root: ProjectRoot,
  file: string,
  trace: Trace | undefined,
  host: PlanHost,
): Promise<Pick<RenderConfiguration, 'scripts'>> {
  const left = trace?.scripts ?? (await readScripts(root.absolute(file), file));
  // Without a trace nobody has looked into the libraries.
  if (left.length === 0) return trace === undefined ? { scripts: 'off' } : {};
  const named = left.slice(0, namedScripts).map((one) => printable(one, 120));
  const more = left.length > namedScripts ? `, and ${left.length - namedScripts} more` : '';
  const message = `Scripts are off, so this does not run: ${named.join(', ')}${more}. The frames may differ from yours.`;
  const hint = 'For code that you trust, set scripts: on.';
  remark(host, 'notice', [{ title: 'Scripts in the .blend', message: `${message} ${hint}`, file }]);
  return { scripts: 'off' };
}

/** Says every problem at once, before a byte is sent. @throws RenderError `missing-file` when problems are errors. */
function reportProblems(problems: FileProblem[], missing: Settings['missing'], host: PlanHost): void {
  if (problems.length === 0 || missing === 'ignore') return;
  const level = missing === 'error' ? 'error' : 'warning';
  remark(host, level, problems.map(toRemark));
  if (missing === 'warn') return;
  const several = problems.length === 1 ? 'A file' : `${problems.length} files`;
  throw new RenderError('missing-file', `${several} of the project cannot be sent as the .blend needs them.`, {
    hint: 'Correct what is said above, or set missing: warn to render all the same.',
  });
}
