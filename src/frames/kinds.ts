/** The pictures of a frame: a small lossy EXR, the multilayer EXR, and the picture in the .blend's own format. */
export const resultKinds = ['preview', 'render', 'compose'] as const;
export type ResultKind = (typeof resultKinds)[number];

/**
 * What a scene saves beside its picture, each a folder of the frame with the names that the scene gives: the files of File
 * Output nodes, and the other views of a stereoscopic scene.
 */
export const sideKinds = ['file-output', 'view'] as const;
/** One of those files: `file-output/Depth0001.exr`. */
export type SideKind = `${(typeof sideKinds)[number]}/${string}`;

/** Those that are compared with a baseline, as settings name them; side pictures are, too. */
export const comparedKinds = ['compose', 'render'] as const satisfies ResultKind[];
export type ComparedKind = (typeof comparedKinds)[number] | SideKind;

export function isSideKind(kind: string): kind is SideKind {
  return sideKinds.some((side) => kind.startsWith(`${side}/`));
}

const mainFirst: string[] = ['preview', 'render', 'compose'];

/** Sorts what stands for a frame first: the picture that people see in the end. */
export function byImportance(a: { kind: ResultKind | SideKind }, b: { kind: ResultKind | SideKind }): number {
  return mainFirst.indexOf(b.kind) - mainFirst.indexOf(a.kind);
}
