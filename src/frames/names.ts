import { basename } from 'node:path';
import { resultExtensions } from './file-type.ts';
import { comparedKinds, resultKinds, sideKinds, type ComparedKind, type ResultKind, type SideKind } from './kinds.ts';

/* The names of a frame's files: `frame-0003.compose.png`, `frame-0003.file-output/Depth0003.exr`, `frame-0003.log`. */

/** A result's file name without its extension, which its first bytes tell. */
export function resultStem(frame: number, kind: ResultKind): string {
  return `${frameStem(frame)}.${kind}`;
}

/** A side file, below the output directory. */
export function sideName(frame: number, kind: SideKind): string {
  return `${frameStem(frame)}.${kind}`;
}

/** The file with what was said about a frame that failed. */
export function logName(frame: number): string {
  return `${frameStem(frame)}.log`;
}

function frameStem(frame: number): string {
  // As Blender pads: a sign takes one of the four places.
  return `frame-${frame < 0 ? `-${String(-frame).padStart(3, '0')}` : String(frame).padStart(4, '0')}`;
}

/** Where a frame is made: a folder in the output directory, whose name random letters complete. */
export function workFolder(frame: number): string {
  return `.${frameStem(frame)}.work-`;
}

/** Where a Blender that renders many frames has its scripts and temporary files. */
export const sessionFolder = '.blender.work-';

const fileName = new RegExp(`^\\.?frame-(-?\\d+)\\.(?:${[...resultKinds, ...sideKinds].join('|')}|log|work)\\b`);

/** The frame that a file or folder of the output directory belongs to, half-made ones included; undefined for others. */
export function frameOfFile(name: string): number | undefined {
  const frame = fileName.exec(name)?.[1];
  return frame === undefined ? undefined : Number(frame);
}

/**
 * What a result's name looks like, in any format of pictures: one that cannot be read has to be said to be so, not passed
 * over. Other files of that name, such as a page, are none of ours, and never become a baseline.
 */
export const resultName = new RegExp(
  `^frame-(-?\\d{1,7})\\.(${resultKinds.join('|')})\\.(?:${resultExtensions.join('|')})$`,
  'i',
);

const sides = sideKinds.join('|');
/** The folder of a frame's side files. */
export const sideFolder = new RegExp(`^frame-(-?\\d{1,7})\\.(${sides})$`);
// Nothing that leads out of a folder or hides, that a system or an artifact does not take, or that is not seen.
const sidePart =
  '(?![. ])[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff/\\\\:*?"<>|]{1,100}(?<![. ])';
/** Names in a side file's path, with that of its kind. */
export const maxSideDepth = 8;
const sidePath = `${sidePart}(?:/${sidePart}){0,${maxSideDepth - 2}}`;
export const sideKindShape = new RegExp(`^(?:${sides})/${sidePath}$`);
export const sideShape = new RegExp(`^frame-(-?\\d{1,7})\\.((?:${sides})/${sidePath})$`);
const sidePicture = /\.(?:exr|png|jpe?g|tiff?)$/i;

/** Frame and kind of a side file by its path below the output directory; undefined for any other. */
export function parseSideName(path: string): { frame: number; kind: SideKind } | undefined {
  const [, frame, kind] = sideShape.exec(path) ?? [];
  return frame === undefined ? undefined : { frame: Number(frame), kind: kind as SideKind };
}

/** Whether a side file is a picture that can be shown and compared, by its name. */
export function isSidePicture(kind: SideKind): boolean {
  return sidePicture.test(kind);
}

/** A result's name below its directory: its last part, for a side file as many as its kind has. */
export function nameBelow(path: string, kind: string): string {
  return path.split(/[\\/]/).slice(-kind.split('/').length).join('/');
}

/** Frame and kind of a picture that can be compared, not of side files; undefined for any other file. */
export function parsePictureName(path: string): { frame: number; kind: ComparedKind } | undefined {
  const [, frame, name] = resultName.exec(basename(path)) ?? [];
  const kind = comparedKinds.find((compared) => compared === name?.toLowerCase());
  return frame === undefined || kind === undefined ? undefined : { frame: Number(frame), kind };
}

/**
 * What this program calls a frame's work on a farm: with the frame's key, and with how often it was sent again. Names from
 * outside that look otherwise are nobody's of ours: they may hold anything.
 */
export const taskShape = /^ci-[a-zA-Z0-9-]{1,200}-f\d{4,10}-([0-9a-f]{16})(?:-again\d{1,4})?$/;

/** Tells the pictures of a run apart: `3 compose`. */
export function pictureKey({ frame, kind }: { frame: number; kind: string }): string {
  return `${frame} ${kind}`;
}
