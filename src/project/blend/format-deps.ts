import { posix } from 'node:path';
import { printable } from '../../base/printable.ts';
import { formatBytes } from '../../base/quantities.ts';
import type { ProblemKind, TraceProblem } from './problems.ts';
import type { Trace } from './trace.ts';
import type { TracedFile } from './traced-files.ts';

/** What is known of a file's content, for those that were read. */
export interface FileContent {
  sizeBytes: number;
  sha1?: string;
}
/** By path below the working directory, as in {@link TracedFile}. */
export type FileContents = ReadonlyMap<string, FileContent>;

/** One line of `blendnet-render deps --json`. Paths are relative to the project's folder; `path` may begin with `..`. */
export interface Dependency {
  path: string;
  owner: string;
  dataBlock: string;
  kind: string;
  exists: boolean;
  sha1?: string;
  /** Left out: every frame needs it. */
  frames?: number[];
  /** Why the farm could not use it. */
  problem?: ProblemKind;
}

export interface Dependencies {
  project: string;
  version: string;
  compression: Trace['compression'];
  scene: Trace['scene'];
  files: Dependency[];
  /** Files that may be needed and cannot be told from the .blend: a sentence each. Left out where there are none. */
  unknown?: string[];
}

/** The object that `blendnet-render deps --json` prints. */
export function formatDependencies(trace: Trace, contents: FileContents = new Map()): Dependencies {
  const folder = posix.dirname(trace.project);
  const relative = (path: string): string => posix.relative(folder, path);
  const traced = new Set(trace.files.map(({ path }) => path));
  const problemOf = new Map(trace.problems.map(({ path, kind }) => [path, kind]));
  const files = trace.files.map(({ path, owner, dataBlock, kind, frames }): Dependency => {
    const sha1 = contents.get(path)?.sha1;
    const problem = problemOf.get(path);
    return {
      path: relative(path),
      owner: relative(owner),
      dataBlock,
      kind,
      exists: true,
      ...(sha1 === undefined ? {} : { sha1 }),
      ...(frames === undefined ? {} : { frames }),
      ...(problem === undefined ? {} : { problem }),
    };
  });
  const others = trace.problems.filter(({ path }) => path === undefined || !traced.has(path));
  return {
    project: relative(trace.project),
    version: trace.version,
    compression: trace.compression,
    scene: trace.scene,
    files: [
      ...files,
      ...others.map(({ path, owner, dataBlock, reference, referenceKind, kind }) => ({
        path: path === undefined ? reference : relative(path),
        owner: relative(owner),
        dataBlock,
        kind: referenceKind,
        exists: false,
        problem: kind,
      })),
    ],
    ...(trace.unknown.length === 0 ? {} : { unknown: trace.unknown.map(({ message }) => message) }),
  };
}

/** Files of one reference that are listed one by one; more become one line. */
const maxListed = 4;

/** The same for people: files below the .blend that names them, with sizes and what is wrong. Ends in a line break. */
export function formatDependencyTree(trace: Trace, contents: FileContents = new Map()): string {
  const { version, scene } = trace;
  const facts = `Blender ${version}, ${printable(scene.engine)}, frames ${scene.frameStart}-${scene.frameEnd}`;
  const lines = [`${printable(trace.project)} (${facts})`];
  const size = (files: readonly TracedFile[]): string => {
    const known = files.map(({ path }) => contents.get(path)?.sizeBytes).filter((bytes) => bytes !== undefined);
    return known.length === 0 ? '' : `  ${formatBytes(known.reduce((sum, bytes) => sum + bytes, 0))}`;
  };
  const owners = new Set([
    trace.project,
    ...[...trace.files, ...trace.problems, ...trace.unknown].map(({ owner }) => owner),
  ]);
  for (const owner of owners) {
    if (owner !== trace.project) lines.push('', printable(owner));
    for (const files of groupByReference(trace.files.filter((file) => file.owner === owner && file.path !== owner))) {
      lines.push(`  ${describePaths(files)}${size(files)}  (${printable(files[0]?.dataBlock ?? '')})`);
    }
    for (const problem of trace.problems.filter((each) => each.owner === owner)) lines.push(...formatProblem(problem));
    for (const { message, hint } of trace.unknown.filter((each) => each.owner === owner)) {
      lines.push(`  ? ${message}`, `    ${hint}`);
    }
  }
  const total = `${trace.files.length} ${trace.files.length === 1 ? 'file' : 'files'}${size(trace.files)}`;
  const problems = trace.problems.length + trace.problemsLeftOut;
  lines.push('', problems === 0 ? total : `${total}, ${problems} ${problems === 1 ? 'problem' : 'problems'}`);
  return `${lines.join('\n')}\n`;
}

function formatProblem({ kind, message, hint }: TraceProblem): string[] {
  return [`  ✗ ${kind}: ${printable(message)}`, `    ${hint}`];
}

/** Files that one reference stands for, a group for each when they are few. */
function groupByReference(files: readonly TracedFile[]): TracedFile[][] {
  const groups = new Map<string, TracedFile[]>();
  for (const file of files) {
    const key = `${file.dataBlock}\n${file.reference}`;
    const group = groups.get(key);
    if (group) group.push(file);
    else groups.set(key, [file]);
  }
  return [...groups.values()].flatMap((group) => (group.length > maxListed ? [group] : group.map((file) => [file])));
}

function describePaths(files: readonly TracedFile[]): string {
  const [first] = files;
  const last = files.at(-1);
  if (first === undefined || last === undefined) return '';
  if (files.length === 1) return printable(first.path);
  return `${printable(first.path)} … ${printable(posix.basename(last.path))}, ${files.length} files`;
}
