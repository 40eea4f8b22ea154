import type { BlendFile } from '../blend-file.ts';
import type { IdGroup } from '../struct-view.ts';
import type { SceneTiming } from '../scene.ts';
import type { StructView } from '../struct-view.ts';
import type { ImageUsers } from './image-users.ts';
import type { NodeTextFinder } from './node-texts.ts';

/** What kind of thing a file is to the project. */
export type ReferenceKind =
  | 'project'
  | 'library'
  | 'image'
  | 'movie-clip'
  | 'sound'
  | 'font'
  | 'volume'
  /** Alembic and USD. */
  | 'geometry-cache'
  | 'mesh-cache'
  | 'multires'
  | 'ocean-cache'
  | 'point-cache'
  | 'fluid-cache'
  | 'nodes-bake'
  | 'ies'
  | 'osl'
  | 'text'
  /** A picture, movie or sound of the sequencer. */
  | 'strip'
  /** Read by a geometry node. */
  | 'import';

/** One place in a .blend that names a file, a series of files or a folder. */
export interface Reference {
  kind: ReferenceKind;
  /** `image "Wood"`. */
  dataBlock: string;
  /** The path as the file has it: `//tex/wood.png`. */
  written: string;
  target: FileNames | NumberedFiles | ComputedName;
  /** Rendering works without it: it is taken along when it is there, and no problem when it is not. */
  isOptional?: boolean;
  /**
   * What `//` stands for: the folder of the .blend that names it (left out), of the main project, or of the library
   * whose written path this is.
   */
  base?: 'project' | { library: string };
}

/** A path that only Blender knows, for nodes compute it; `written` is then the node's name. */
export interface ComputedName {
  type: 'computed';
}

/** Paths as written, all of which are needed. */
export interface FileNames {
  type: 'names';
  names: readonly string[];
}

/** The files of a folder that have a number in their names. */
export interface NumberedFiles {
  type: 'numbered';
  /** The folder as written. */
  folder: string;
  /** Whether the files lie in sub-folders too; `numberOf` then gets their paths below the folder. */
  isDeep?: boolean;
  /** The number of the file called `name`, or undefined when it is not one of them. */
  numberOf: (name: string) => number | undefined;
  /**
   * The numbers that rendering `frame` needs, `present` being those that exist, ascending. Left out: every frame needs
   * every file.
   */
  select?: (frame: number, present: readonly number[]) => readonly number[];
  /**
   * When it is a problem that files are not there: `each` that is selected must exist; `gaps` between the first and the
   * last are missing files, beyond them there are none by design; `some`: one is enough.
   */
  required: 'each' | 'gaps' | 'some';
}

/** What the finders look at besides the struct itself. */
export interface FindContext {
  blend: BlendFile;
  /** File name of the .blend without `.blend`. */
  stem: string;
  timing: SceneTiming;
  imageUsers: ImageUsers;
  nodeTexts: NodeTextFinder;
  /** Endings that tell the pictures of a scene's views apart: `_L`, `_R`. */
  viewSuffixes: readonly string[];
  /** Whether another .blend names this data-block, and so may use it in ways that this one does not show. */
  isLinkedByName: (group: IdGroup) => boolean;
  dataBlock: string;
}

/** Gives the references of one struct. */
export type Finder = (view: StructView, context: FindContext) => Iterable<Reference>;

/** The reference to one file, or none when nothing is written. */
export function* singleFile(
  kind: ReferenceKind,
  written: string | undefined,
  context: FindContext,
  isOptional = false,
): Generator<Reference> {
  if (!written) return;
  const target: FileNames = { type: 'names', names: [written] };
  yield { kind, dataBlock: context.dataBlock, written, target, ...(isOptional ? { isOptional } : {}) };
}

/** Splits a written path behind its last slash or backslash. */
export function splitPath(written: string): { folder: string; name: string } {
  const nameStart = Math.max(written.lastIndexOf('/'), written.lastIndexOf('\\')) + 1;
  return { folder: written.slice(0, nameStart), name: written.slice(nameStart) };
}
