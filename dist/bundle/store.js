/** @import { PageFrame, PagePicture } from '../page-model.ts' */
/** @import { Point, View } from './geometry.js' */
/** @import { Theme } from './header.js' */
/** @import { CurveName } from './tone.js' */

/** How a picture is compared, each a way to show its baseline, candidate and difference. */
export const modes = /** @type {const} */ (['swap', 'slider', 'side', 'difference', 'onion']);

/**
 * @typedef {typeof modes[number]} Mode
 * @typedef {'baseline' | 'candidate'} Side
 */

/**
 * @typedef {object} State
 * @property {number} frame index into the frames of the page's data
 * @property {number[]} visible indexes of the frames that the filter lets through
 * @property {string} filter name of one of the data's filters
 * @property {string | undefined} kind of result that was chosen; nothing for the one that decides about the frame
 * @property {'viewer' | 'sheet'} layout
 * @property {Mode} mode
 * @property {Side} shown
 * @property {number} divider share of the stage that is left of it
 * @property {number} onion share of the candidate in what is seen
 * @property {boolean} blinking
 * @property {boolean} playing
 * @property {number} rate frames a second
 * @property {View | undefined} view nothing for "fits"
 * @property {Point | undefined} pointer where it is in its pane, in CSS pixels
 * @property {number} painted counts the pictures that were painted
 * @property {number} exposure in stops
 * @property {CurveName} curve
 * @property {boolean} regions
 * @property {Theme} theme
 * @property {number} systemTheme counts the changes of the system's theme
 */

/** @typedef {ReturnType<typeof createStore>} Store */

/**
 * What the page shows, in one place: every part reads `state`, changes it with `update`, and is told of the changes it
 * listens to. Parts do not know each other.
 * @param {State} state
 */
export function createStore(state) {
  /** @type {{ keys: (keyof State)[], listener: (state: Readonly<State>) => void }[]} */
  const listeners = [];
  return {
    /** @type {Readonly<State>} */
    state,
    /** @param {Partial<State>} changes */
    update(changes) {
      const names = /** @type {(keyof State)[]} */ (Object.keys(changes));
      const changed = names.filter((key) => state[key] !== changes[key]);
      Object.assign(state, changes);
      for (const { keys, listener } of listeners) {
        if (keys.some((key) => changed.includes(key))) listener(state);
      }
    },
    /**
     * Calls `listener` now and whenever one of `keys` changes.
     * @param {(keyof State)[]} keys
     * @param {(state: Readonly<State>) => void} listener
     */
    listen(keys, listener) {
      listeners.push({ keys, listener });
      listener(state);
    },
  };
}

/**
 * The picture of `frame` that is shown: the chosen kind of result, or the one that decides about the frame.
 * @param {PageFrame | undefined} frame
 * @param {string | undefined} kind
 */
export function pictureOf(frame, kind) {
  /** @param {string | undefined} wanted */
  const find = (wanted) => frame?.pictures.find((picture) => picture.kind === wanted);
  return find(kind) ?? find(frame?.kind);
}

/**
 * The picture of the frame itself: in full, or else its thumbnail.
 * @param {PagePicture | undefined} picture
 */
export function candidateOf(picture) {
  return picture?.candidate ?? picture?.thumbnail;
}

/**
 * The picture it is compared with. One that is the same is in the page once, and stands for both.
 * @param {PagePicture | undefined} picture
 */
export function baselineOf(picture) {
  return picture?.baseline ?? (picture?.verdict === 'same' ? candidateOf(picture) : undefined);
}

/**
 * The mode that can be shown for a picture: a difference needs its map, and laying one side over the other needs both.
 * Beside each other, the one that is not there is told of, so that a film keeps its two panes.
 * @param {Mode} mode
 * @param {PagePicture | undefined} picture
 */
export function isModeAvailable(mode, picture) {
  const sides = [baselineOf(picture), candidateOf(picture)];
  switch (mode) {
    case 'swap':
      return true;
    case 'difference':
      return Boolean(picture?.difference);
    case 'side':
      return Boolean(picture?.verdict) && sides.some(Boolean);
    default:
      return sides.every(Boolean);
  }
}
