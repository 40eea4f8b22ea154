import { formatFrames } from '../../base/ranges.ts';
import { printable } from '../../base/printable.ts';
import { showOddName } from '../odd-names.ts';
import type { ReferenceKind } from './references/reference.ts';

/**
 * `unreadable`: a library that is there and is not a usable .blend; `private`: a file that is not sent, there or not;
 * `pointer`: one that Git LFS stands in for.
 */
export type ProblemKind =
  'missing' | 'outside' | 'absolute' | 'letter-case' | 'unreadable' | 'private' | 'odd-name' | 'pointer';

/** A reference that the farm could not follow. */
export interface TraceProblem {
  kind: ProblemKind;
  /** `image "Wood"`. */
  dataBlock: string;
  /** The .blend that names the file, below the working directory. */
  owner: string;
  /** The path as written: `//tex/wood.png`. */
  reference: string;
  referenceKind: ReferenceKind;
  /** The place that was looked at, below the working directory, where there is one. */
  path?: string;
  /** One sentence for people, safe to print. */
  message: string;
  /** What to do about it. */
  hint: string;
}

/** What a problem is about. */
export type ProblemPlace = Pick<TraceProblem, 'dataBlock' | 'owner' | 'reference' | 'referenceKind' | 'path'>;

const hints: Record<ProblemKind, string> = {
  missing: 'Add the file to the repository, or pack it into the .blend (File > External Data > Pack Resources).',
  outside:
    'Move it below the working directory, choose a working-directory that holds both, or pack it into the .blend.',
  absolute:
    'Keep the file below the working directory, then in Blender: File > External Data > Make Paths Relative, and save.',
  'letter-case': 'Spell both alike: the farm tells capitals apart.',
  private: 'Use another file.',
  'odd-name': 'Rename it.',
  pointer: 'Check the file out with Git LFS.',
  unreadable: 'Open the library in Blender, save it again and commit the new file.',
};

/** A file that may be needed and cannot be told from the .blend. */
export interface UnknownReference {
  owner: string;
  message: string;
  hint: string;
}

export function describeUnknown(dataBlock: string, node: string, owner: string): UnknownReference {
  const message = printable(
    `${dataBlock} in ${owner}: the node "${node}" imports a file whose path is computed, or set by another file.`,
    2000,
  );
  return { owner, message, hint: 'If it is not among the files, name it with dependencies (auto, and its path).' };
}

/** Blender brings a library of its own, the Essentials; where it lies, and so whether it is there, is each machine's. */
const essentials = /[\\/]datafiles[\\/]assets[\\/]/;
const essentialsHint =
  'It comes with Blender (Essentials). Bring it in again with Append, or, from Blender 5.0 on, with Pack: then it lies in the .blend.';

function hintFor(kind: ProblemKind, { reference, referenceKind }: ProblemPlace): string {
  return referenceKind === 'library' && essentials.test(reference) ? essentialsHint : hints[kind];
}

/** Composes a problem; `what` ends the sentence: `is not there`. */
export function describeProblem(
  kind: ProblemKind,
  at: ProblemPlace,
  what: string,
  hint: string = hintFor(kind, at),
): TraceProblem {
  const message = printable(`${at.dataBlock} in ${at.owner} → ${showOddName(at.reference)} ${what}`, 2000);
  return { kind, ...at, message, hint };
}

/** `1-3, 7, 9-12` and, past ten ranges, `…`. */
export function formatNumbers(numbers: Iterable<number>): string {
  const ranges = formatFrames(numbers).split(', ');
  return [...ranges.slice(0, 10), ...(ranges.length > 10 ? ['…'] : [])].join(', ');
}
