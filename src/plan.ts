import { isAbsolute, relative, resolve } from 'node:path';
import { RenderError } from './errors.ts';
import type { Host } from './host/host.ts';
import { printable } from './printable.ts';
import type { ProjectRoot } from './project/files.ts';
import { parseDependencies } from './project/globs.ts';
import { findProject, takeInventory, type FileProblem } from './project/inventory.ts';
import { formatBytes } from './report/quantities.ts';
import { formatFrames } from './report/frame-ranges.ts';
import type { Settings } from './settings.ts';
import { planConfig, type FramePlan, type RenderConfiguration } from './task/plan.ts';

/** What a run is going to do. */
export interface RunPlan {
  /** The .blend, below the working directory. */
  project: string;
  configuration: RenderConfiguration;
  frames: FramePlan[];
}

/** Finds the project, its files and frames. Nothing is sent. */
export async function planRun(settings: Settings, host: Host, root: ProjectRoot): Promise<RunPlan> {
  const project = await findProject(root, settings.project);
  const { auto } = parseDependencies(settings.dependencies);
  const output = relative(root.directory, resolve(root.directory, settings.outputDirectory));
  const inventory = await takeInventory(root, project, settings.dependencies, isAbsolute(output) ? '' : output, []);
  reportProblems(inventory.problems, settings.missing, host);
  const { samples, seed, agents, compositing } = settings;
  const configuration = { samples, seed, agents, compositing };
  const chosen = settings.frames.kind === 'list' ? settings.frames.frames : [1];
  const frames = chosen.map((frame) => ({
    frame,
    files: inventory.filesFor(frame),
    config: planConfig(project, frame, configuration),
  }));
  host.log.info(`Project: ${printable(project)}`);
  host.log.info(`Frames:  ${formatFrames(frames.map(({ frame }) => frame))} (${frames.length})`);
  const sizeBytes = inventory.files.reduce((sum, file) => sum + file.sizeBytes, 0);
  host.log.info(`Files:   ${inventory.files.length} (${formatBytes(sizeBytes)})${auto ? '' : ', not traced'}`);
  return { project, configuration, frames };
}

/** Says every problem at once, before a byte is sent. @throws RenderError `missing-file` when problems are errors. */
function reportProblems(problems: FileProblem[], missing: Settings['missing'], host: Host): void {
  if (problems.length === 0 || missing === 'ignore') return;
  for (const { message, hint, file } of problems) {
    const level = missing === 'error' ? 'error' : 'warning';
    host.annotate({ level, title: 'Project file', message: `${message} ${hint}`, file });
  }
  if (missing === 'warn') return;
  const several = problems.length === 1 ? 'A file' : `${problems.length} files`;
  throw new RenderError('missing-file', `${several} of the project cannot be sent as the .blend needs them.`, {
    hint: 'Correct what is listed above, or set missing: warn to render all the same.',
  });
}
