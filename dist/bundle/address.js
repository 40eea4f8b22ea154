import { modes } from './store.js';
/** @import { Mode } from './store.js' */

/**
 * A place in the report, which its address names: `#frame-12/compose/difference`. What it leaves out is as the report
 * opens on that frame.
 * @typedef {object} Place
 * @property {number} frame as the project numbers it
 * @property {string} [kind] of result
 * @property {Mode} [mode]
 */

/**
 * @param {string} hash of an address, with `#`
 * @returns {Place | undefined} nothing where it names no frame; also `#12`, as earlier reports had it
 */
export function parseAddress(hash) {
  const [, frame, ...rest] = /^#(?:frame-)?(-?\d{1,9})(?:\/(\w+))?(?:\/(\w+))?$/.exec(hash) ?? [];
  if (frame === undefined) return undefined;
  const mode = modes.find((name) => rest.includes(name));
  const kind = rest.find((word) => word && word !== mode);
  return { frame: Number(frame), ...(kind && { kind }), ...(mode && { mode }) };
}

/** @param {Place} place */
export function formatAddress({ frame, kind, mode }) {
  return `#${[`frame-${frame}`, kind, mode].filter(Boolean).join('/')}`;
}
