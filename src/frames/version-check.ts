import { RenderError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import { formatVersion, type BlendVersion } from '../project/blend/scene-version.ts';
import type { EngineFacts } from './engine.ts';

type BlenderFacts = Pick<EngineFacts, 'name' | 'blenderVersion'>;

/** Zstandard, which Blender compresses with since then. */
const oldestForZstd = 300;
/** It no longer reads what other processors wrote. */
const firstWithoutBigEndian = 500;
/** Everything was made anew: view layers, collections, render engines. */
const newAge = 280;

/** Why the engine's Blender cannot open a .blend. @param file the .blend, below the working directory */
export function checkVersion(version: BlendVersion, file: string, engine: BlenderFacts): RenderError | undefined {
  const blender = parseVersion(engine.blenderVersion);
  if (blender === undefined) return undefined;
  const saved = `${printable(file)} was saved by Blender ${formatVersion(version.savedBy)}`;
  const here = `${placeOf(engine)} has Blender ${printable(engine.blenderVersion, 40)}`;
  const failure = (what: string, hint: string): RenderError =>
    new RenderError('settings', `${saved}${what} ${here}.`, { file, hint });
  if (version.oldest > blender) {
    return failure(` and needs ${formatVersion(version.oldest)} or newer;`, wayOut(version.savedBy, engine));
  }
  if (version.compression === 'zstd' && blender < oldestForZstd) {
    const plain = 'In Blender: File > Save As, switch off Compress, and save. Or: ';
    return failure(' with a compression that 3.0 brought;', plain + wayOut(version.savedBy, engine));
  }
  if (version.bigEndian && blender >= firstWithoutBigEndian) {
    const hint = 'Open it in a Blender of 2.80 to 4.5, save it, and commit the new file.';
    return failure(' on a big-endian computer, which Blender 5.0 and newer no longer read;', hint);
  }
  return undefined;
}

/** What to say of a .blend that can be opened, and may not look as its author saw it. */
export function describeVersion(
  version: BlendVersion,
  file: string,
  engine: BlenderFacts,
): { level: 'warning' | 'notice'; message: string } | undefined {
  const blender = parseVersion(engine.blenderVersion);
  if (blender === undefined || checkVersion(version, file, engine) !== undefined) return undefined;
  const { savedBy } = version;
  const saved = `${printable(file)} was saved by Blender ${formatVersion(savedBy)}`;
  if (savedBy > blender) {
    const message = `${saved}, and ${placeOf(engine)} has ${printable(engine.blenderVersion, 40)}: what the older one does not know is lost. ${wayOut(savedBy, engine)}`;
    return { level: 'warning', message };
  }
  if (savedBy < newAge && blender >= newAge) {
    return { level: 'notice', message: `${saved}; from 2.80 on Blender renders such files differently.` };
  }
  return undefined;
}

function placeOf({ name }: BlenderFacts): string {
  return name === 'local' ? 'this machine' : 'the farm';
}

function wayOut(savedBy: number, { name }: BlenderFacts): string {
  const wanted = `Blender ${formatVersion(savedBy)} or newer`;
  return name === 'local'
    ? `Set blender-version: file, or install ${wanted} and name it with blender.`
    : `Give the farm ${wanted}, or render on this machine (manager-url: local).`;
}

/** `3.4.1` → 304, `2.79 (sub 0)` → 279; undefined for what is none. */
export function parseVersion(text: string): number | undefined {
  const [, major, minor] = /^(\d{1,2})\.(\d{1,2})(?!\d)/.exec(text) ?? [];
  return major === undefined ? undefined : Number(major) * 100 + Number(minor);
}
