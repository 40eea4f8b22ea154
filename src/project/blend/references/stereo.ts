import type { BlendFile } from '../blend-file.ts';
import { splitPath } from './reference.ts';

/** The endings that the scenes of a file give to the pictures of their views, by default `_L` and `_R`. */
export function readViewSuffixes(blend: BlendFile): string[] {
  const suffixes = new Set<string>();
  for (const group of blend.groups) {
    if (group.code !== 'SC') continue;
    for (const view of blend.head(group)?.list('r.views') ?? []) suffixes.add(view.text('suffix') ?? '');
  }
  suffixes.delete('');
  return [...suffixes];
}

/** `shot_L.png` → `shot_L.png` and `shot_R.png`: the files of all views of the picture that `written` is one of. */
export function viewPaths(written: string, suffixes: readonly string[]): string[] {
  const { folder, name } = splitPath(written);
  const dot = name.lastIndexOf('.');
  const stem = dot < 0 ? name : name.slice(0, dot);
  const own = suffixes.find((suffix) => stem.endsWith(suffix));
  if (own === undefined) return [written];
  const prefix = folder + stem.slice(0, stem.length - own.length);
  const paths = suffixes.map((suffix) => prefix + suffix + name.slice(stem.length));
  return [written, ...paths.filter((path) => path !== written)];
}
