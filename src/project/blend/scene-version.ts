import type { BlendFile, Compression } from './blend-file.ts';

/** Which Blenders can open a .blend, by what the file says. Versions count as in its header: 304 is 3.4, 279 is 2.79. */
export interface BlendVersion {
  /** The Blender that saved it. */
  savedBy: number;
  /** The oldest that can open it, its compression aside. */
  oldest: number;
  compression: Compression;
  /** Written on a processor with the other order of bytes. */
  bigEndian: boolean;
}

/** Blender 5.0 made the header longer; 4.5 was taught to read it. */
const oldestForLargeHeader = 405;

/**
 * `FileGlobal.minsubversion` is left aside: it tells development builds of one version apart, which nobody's Blender
 * names, and every release is past it.
 */
export function readVersion(blend: BlendFile): BlendVersion {
  const { header, compression } = blend;
  const globals = blend.groups.find(({ code }) => code === 'GLOB');
  const saidToBeOldest = (globals && blend.head(globals)?.number('minversion')) ?? 0;
  return {
    savedBy: header.version,
    oldest: Math.max(saidToBeOldest, header.blocks === 'large' ? oldestForLargeHeader : 0),
    compression,
    bigEndian: !header.littleEndian,
  };
}

/** `279` → `2.79`, `304` → `3.4`, `500` → `5.0`: from 3.0 on Blender counts minor versions without a leading zero. */
export function formatVersion(version: number): string {
  const minor = version % 100;
  return `${Math.floor(version / 100)}.${version < 300 ? String(minor).padStart(2, '0') : minor}`;
}
