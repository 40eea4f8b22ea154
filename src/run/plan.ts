import { resolve } from 'node:path';
import { RenderError } from '../base/errors.ts';
import type { Host } from '../host/host.ts';
import { printable } from '../base/printable.ts';
import { formatDependencyTree } from '../project/blend/format-deps.ts';
import { readScene, type SceneFacts } from '../project/blend/scene.ts';
import { formatVersion } from '../project/blend/scene-version.ts';
import { traceProject, type Trace } from '../project/blend/trace.ts';
import type { ProjectRoot } from '../project/files.ts';
import { chooseFrames } from '../frames/selection.ts';
import { parseDependencies } from '../project/globs.ts';
import { findProject, takeInventory, type FileProblem, type NeededFile } from '../project/inventory.ts';
import { formatFrames } from '../base/ranges.ts';
import { formatBytes } from '../base/quantities.ts';
import type { Settings } from '../settings/settings.ts';
import { listVersionProblems, reportScene, reportVersions } from './plan-remarks.ts';
import { remark } from './remarks.ts';
import type { Engine } from '../frames/engine.ts';
import type { ResultKind } from '../frames/kinds.ts';
import type { FramePlan, RenderProject } from '../frames/plan.ts';
import { checkVersion } from '../frames/version-check.ts';

/** What a run is going to do. */
export interface RunPlan {
  project: RenderProject;
  frames: FramePlan[];
  /** Results to bring home. */
  kinds: ResultKind[];
}

type PlanSettings = Pick<
  Settings,
  | 'project'
  | 'frames'
  | 'dependencies'
  | 'missing'
  | 'outputDirectory'
  | 'results'
  | 'scene'
  | 'baseline'
  | 'compareResults'
>;
type PlanHost = Pick<Host, 'log' | 'annotate' | 'cancelled'>;

/** Finds the project, its files and frames, and says what would make the pictures wrong. Nothing is sent. */
export async function planRun(
  settings: PlanSettings,
  host: PlanHost,
  root: ProjectRoot,
  engine: Pick<Engine, 'check' | 'configure' | 'kinds' | 'facts'>,
): Promise<RunPlan> {
  const { log } = host;
  const project = await findProject(root, settings.project);
  const { stamp } = await root.look(project);
  const scene = await readScene(root.absolute(project), project);
  const problem = checkVersion(scene.version, project, engine.facts) ?? engine.check(scene, project);
  if (problem !== undefined) throw problem;
  const numbers = chooseFrames(settings.frames, scene);
  log.info(`Project: ${printable(project)} (saved by Blender ${formatVersion(scene.version.savedBy)})`);
  log.info(`Scene:   ${describeScene(scene)}`);
  log.info(`Frames:  ${formatFrames(numbers)} (${numbers.length})`);

  const { auto } = parseDependencies(settings.dependencies);
  const trace = auto
    ? await traceProject(root.directory, project, { frames: numbers, signal: host.cancelled })
    : undefined;
  const output = root.relative(resolve(root.directory, settings.outputDirectory));
  const traced = [{ path: project, stamp }, ...(trace === undefined ? [] : neededFiles(trace))];
  const ignored = output === undefined ? [] : [output];
  const inventory = await takeInventory(root, project, settings.dependencies, ignored, traced);
  const sizeBytes = inventory.files.reduce((sum, file) => sum + file.sizeBytes, 0);
  log.info(
    `Files:   ${inventory.files.length} (${formatBytes(sizeBytes)})${auto ? '' : ', not traced: dependencies has no auto'}`,
  );
  if (trace !== undefined) {
    const contents = new Map(inventory.files.map((file) => [file.path, file]));
    for (const line of formatDependencyTree(trace, contents).trimEnd().split('\n')) log.info(`  ${line}`);
  }
  const versions = trace?.versions ?? new Map([[project, scene.version]]);
  reportVersions(versions, engine.facts, host);
  const problems = trace === undefined ? [] : [...listVersionProblems(versions, engine.facts), ...listProblems(trace)];
  reportProblems([...problems, ...inventory.problems], settings.missing, host);

  const configuration = engine.configure(scene);
  const kinds = settings.results ?? engine.kinds;
  reportScene(scene, project, { configuration, kinds, settings, facts: engine.facts }, host);
  const samples = configuration.samples ?? (scene.engine === 'CYCLES' ? scene.samples : undefined);
  return {
    project: { path: project, directory: root.directory, configuration, samples },
    kinds,
    frames: numbers.map((frame) => ({ frame, files: inventory.filesFor(frame) })),
  };
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

function neededFiles(trace: Trace): NeededFile[] {
  return trace.files.map(({ path, frames }) => {
    const stamp = trace.stamps.get(path);
    if (frames === undefined) return { path, stamp };
    const needing = new Set(frames);
    return { path, stamp, neededBy: (frame) => needing.has(frame) };
  });
}

function listProblems({ project, problems, problemsLeftOut }: Trace): FileProblem[] {
  // The hint follows as a sentence of its own.
  const listed = problems.map(({ message, hint, owner }) => ({
    message: /[.…]$/.test(message) ? message : `${message}.`,
    hint,
    file: owner,
  }));
  if (problemsLeftOut === 0) return listed;
  const message = `${problemsLeftOut} more references of the project lead to no file that can be sent.`;
  return [...listed, { message, hint: 'Correct what is said of the others first.', file: project }];
}

/** Says every problem at once, before a byte is sent. @throws RenderError `missing-file` when problems are errors. */
function reportProblems(problems: FileProblem[], missing: Settings['missing'], host: PlanHost): void {
  if (problems.length === 0 || missing === 'ignore') return;
  const level = missing === 'error' ? 'error' : 'warning';
  const title = 'Project file';
  remark(
    host,
    level,
    problems.map(({ message, hint, file }) => ({ title, message: `${message} ${hint}`, file })),
  );
  if (missing === 'warn') return;
  const several = problems.length === 1 ? 'A file' : `${problems.length} files`;
  throw new RenderError('missing-file', `${several} of the project cannot be sent as the .blend needs them.`, {
    hint: 'Correct what is said above, or set missing: warn to render all the same.',
  });
}
