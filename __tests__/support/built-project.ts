import { traceProject, type Trace } from '../../src/project/blend/trace.ts';
import {
  buildBlend,
  projectBlocks,
  type BlendLayout,
  type BuiltBlock,
  type StructDeclarations,
} from './blend-builder.ts';
import { TemporaryFolder } from './temporary-folder.ts';

/** A project of a few blocks, and what lies beside it. */
export interface BuiltProject {
  blocks: BuiltBlock[];
  structs?: StructDeclarations;
  scene?: Record<string, number>;
  layout?: BlendLayout;
  /** Paths beside the project, without content, or other .blend files. */
  files?: string[];
  blends?: Record<string, Buffer>;
  frames?: number[];
}

/** Traces `shot.blend` made of `blocks` in a folder of its own. */
export async function traceBuilt({
  blocks,
  structs,
  scene,
  layout,
  files = [],
  blends = {},
  frames,
}: BuiltProject): Promise<Trace> {
  using folder = new TemporaryFolder();
  folder.write({ 'shot.blend': buildBlend([...projectBlocks([], scene), ...blocks], layout, structs) });
  folder.write({ ...blends, ...Object.fromEntries(files.map((path) => [path, 'x'])) });
  return await traceProject(folder.path, 'shot.blend', frames ? { frames } : {});
}

/** Paths of the files besides the project, sorted. */
export const found = ({ files }: Trace): string[] =>
  files
    .slice(1)
    .map(({ path }) => path)
    .sort();
export const missing = ({ problems }: Trace): string[] => problems.map(({ kind, reference }) => `${kind} ${reference}`);
export const numbered = (prefix: string, first: number, last: number, suffix: string, digits = 4): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => prefix + String(first + index).padStart(digits, '0') + suffix);
