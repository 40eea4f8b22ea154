import type { Fold } from './folds.ts';

/* What a CI's variables tell, read alike of all. Branches and names of a stranger's repository are in them. */

export type Environment = Readonly<Record<string, string | undefined>>;

export interface KnownCi {
  name: string;
  /** Tells its runs apart: letters, digits and dashes. */
  run?: string;
  /** The commit that people know: of a merge request its head, not the merge that the CI made for it. */
  commit?: { sha: string; url?: string };
  branch?: string;
  /** `merge request 7`. */
  change?: string;
  /** The folder that it checked out, absolute; files are named from there. */
  checkout?: string;
  /** The page of this job. */
  url?: string;
  /** Why what is checked out may be a stranger's work; missing where it is not. */
  stranger?: string;
  /** How lines of its log fold; missing where they do not. */
  fold?: Fold;
  /** The address of a file that the job keeps, by its path below the checkout. */
  artifactUrl?: (path: string) => string;
}

/** A variable; one that is empty counts as unset. */
export function given(env: Environment, ...names: string[]): string | undefined {
  return names.map((name) => env[name]).find((value) => value !== undefined && value !== '');
}

export function isTrue(env: Environment, name: string): boolean {
  return /^true$/i.test(env[name] ?? '');
}

/** @param page the start of a commit's address */
export function commitOf(sha: string | undefined, page?: string): Pick<KnownCi, 'commit'> {
  if (sha === undefined || !/^[0-9a-f]{40,64}$/.test(sha)) return {};
  const url = webAddress(page === undefined ? undefined : `${page}${sha}`);
  return { commit: { sha, ...(url === undefined ? {} : { url }) } };
}

/** The name of a run, of parts that its CI counts or names. */
export function runOf(...parts: (string | undefined)[]): Pick<KnownCi, 'run'> {
  const run = parts.flatMap((part) => part?.match(/[a-zA-Z0-9]+/g) ?? []).join('-');
  return run === '' ? {} : { run: run.slice(0, 60) };
}

/** An address for people, without credentials; undefined for what is none. */
export function webAddress(text: string | undefined): string | undefined {
  const url = URL.parse(text ?? '');
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  url.username = '';
  url.password = '';
  return url.href;
}

/** Without the members that are not known. */
export function defined<T extends object>(facts: { [N in keyof T]: T[N] | undefined }): T {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as T;
}

/** A path below the checkout as part of an address. */
export function encodePath(path: string): string {
  return path.split(/[\\/]/).map(encodeURIComponent).join('/');
}
