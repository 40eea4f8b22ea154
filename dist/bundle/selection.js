import { candidateOf, isModeAvailable, pictureOf } from './store.js';
/** @import { PageData } from '../page-model.ts' */
/** @import { Mode, Side, Store } from './store.js' */

/** What a picture is seen as, each in a pane of its own. */
export const roles = /** @type {const} */ (['baseline', 'candidate', 'difference']);

/**
 * @typedef {typeof roles[number]} Role
 * @typedef {ReturnType<typeof createSelection>} Selection
 */

/**
 * What the state comes to for the frames that there are: the chosen frame and picture, and how it is shown.
 * @param {Store} store
 * @param {PageData} data
 */
export function createSelection({ state }, data) {
  const frame = () => data.frames[state.frame];
  const picture = () => pictureOf(frame(), state.kind);

  /**
   * The chosen mode, unless this picture cannot be shown in it.
   * @returns {Mode}
   */
  const mode = () => (isModeAvailable(state.mode, picture()) ? state.mode : 'swap');

  /**
   * Which of the two is seen when one is: the chosen one, unless only the other is there.
   * @returns {Side}
   */
  function shown() {
    if (!picture()?.baseline) return 'candidate';
    return candidateOf(picture()) ? state.shown : 'baseline';
  }

  /**
   * The roles that are seen. The others are loaded too, but nothing waits for them.
   * @returns {[Role, ...Role[]]}
   */
  function seen() {
    if (mode() === 'swap') return [shown()];
    return mode() === 'difference' ? ['difference'] : ['baseline', 'candidate'];
  }

  /**
   * What is said in a pane that has no picture while the other one has.
   * @param {Role} role
   */
  function absence(role) {
    if (mode() !== 'side') return undefined;
    return role === 'baseline' && picture()?.verdict === 'new' ? 'none yet' : 'not in this report';
  }

  /** The picture's pixels. */
  const size = () => picture()?.size ?? { width: 16, height: 9 };

  return { frame, picture, mode, shown, seen, absence, size };
}
