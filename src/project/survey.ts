import { printable } from '../base/printable.ts';
import { describeProblem, type TraceProblem } from './blend/problems.ts';
import { traceProject, type Trace } from './blend/trace.ts';
import type { ProjectRoot } from './files.ts';
import { namer, parseDependencies } from './globs.ts';
import { takeInventory, type FileProblem, type Inventory, type NeededFile } from './inventory.ts';

/** What rendering a project needs, and all that is wrong with it. */
export interface Survey {
  /** What the .blend names, Git LFS pointers among its problems; undefined where `dependencies` has no `auto`. */
  trace: Trace | undefined;
  inventory: Inventory;
  /** Those of trace and inventory. */
  problems: FileProblem[];
}

export interface SurveyRequest {
  /** The .blend, below the root, and its stamp when it was looked at first. */
  project: NeededFile;
  /** The setting of that name. */
  dependencies: string[];
  /** Folders that no glob looks into. */
  ignored: string[];
  /** Left out: whichever frame is rendered. */
  frames?: readonly number[] | undefined;
  /** Name of the scene that is rendered (default: the active one). */
  scene?: string | undefined;
  signal: AbortSignal;
}

/**
 * Finds the files of a project, the same for who renders it and who only asks.
 * @throws RenderError `missing-file` or `settings` when a file is not what it was, or the .blend cannot be read
 */
export async function surveyProject(root: ProjectRoot, request: SurveyRequest): Promise<Survey> {
  const { project, dependencies, ignored, frames, scene, signal } = request;
  const { auto, globs } = parseDependencies(dependencies);
  const options = {
    signal,
    scene,
    isNamed: namer(globs, root.patternFolder),
    ...(frames === undefined ? {} : { frames }),
  };
  const traced = auto ? await traceProject(root.directory, project.path, options) : undefined;
  const needed = [project, ...(traced === undefined ? [] : neededFiles(traced))];
  const inventory = await takeInventory(root, project.path, dependencies, ignored, needed);
  const trace = traced === undefined ? undefined : tellPointers(traced, inventory.pointers);
  const told = new Set(trace?.files.map(({ path }) => path));
  const others = inventory.pointers.filter((path) => !told.has(path));
  const problems = [...(trace === undefined ? [] : listProblems(trace)), ...others.map(untracedPointer)];
  return { trace, inventory, problems: [...problems, ...inventory.problems] };
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

const pointerWhat = 'is a Git LFS pointer, not the file';
const pointerHint = 'Check the files out with Git LFS: `lfs: true` for actions/checkout, or git lfs pull.';

/** A trace with pointers among its problems. A library that is one was not read, which has been said. */
function tellPointers(trace: Trace, pointers: string[]): Trace {
  const files = new Map(trace.files.map((file) => [file.path, file]));
  const told = new Set(trace.problems.map(({ path }) => path));
  const problems = pointers.flatMap((path): TraceProblem[] => {
    const file = files.get(path);
    if (file === undefined || told.has(path)) return [];
    const { owner, dataBlock, reference, kind: referenceKind } = file;
    return [describeProblem('pointer', { owner, dataBlock, reference, referenceKind, path }, pointerWhat, pointerHint)];
  });
  return { ...trace, problems: [...trace.problems, ...problems] };
}

function untracedPointer(path: string): FileProblem {
  return { message: `${printable(path)} ${pointerWhat}.`, hint: pointerHint, file: path };
}
