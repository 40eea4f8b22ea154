/** The pictures of a frame: a small lossy EXR, the multilayer EXR, and the picture in the .blend's own format. */
export const resultKinds = ['preview', 'render', 'compose'] as const;
export type ResultKind = (typeof resultKinds)[number];

/** Those that are compared with a baseline. */
export const comparedKinds = ['compose', 'render'] as const satisfies ResultKind[];
export type ComparedKind = (typeof comparedKinds)[number];

const mainFirst: ResultKind[] = ['compose', 'render', 'preview'];

/** Sorts what stands for a frame first: the picture that people see in the end. */
export function byImportance(a: { kind: ResultKind }, b: { kind: ResultKind }): number {
  return mainFirst.indexOf(a.kind) - mainFirst.indexOf(b.kind);
}
