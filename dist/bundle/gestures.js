import { createDivider } from './divider.js';
import { moveBy, zoomAt } from './geometry.js';
/** @import { Point } from './geometry.js' */
/** @import { Selection } from './selection.js' */
/** @import { Stage } from './stage.js' */
/** @import { Store } from './store.js' */

/** A press that moves less than this many CSS pixels is a click. */
const clickDistance = 4;

/**
 * Mouse, pen and fingers on the stage: drag moves, wheel and pinch zoom, a click swaps, the divider slides.
 * @param {Store} store
 * @param {Selection} selection
 * @param {Stage} stage
 * @param {() => void} swap
 */
export function listenToGestures(store, selection, stage, swap) {
  const hand = createHand(store, selection, stage);
  listenToFingers(store, stage, hand, () => {
    if (selection.mode() === 'swap') swap();
  });
  stage.element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      // A pinch on a touchpad arrives as a wheel with Ctrl, in much smaller steps.
      hand.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), hand.pointOf(event.clientX, event.clientY));
    },
    { passive: false },
  );
  store.listen(['view'], ({ view }) => {
    stage.element.style.touchAction = view ? 'none' : 'pan-y';
  });
  createDivider(store, stage);
}

/** @typedef {ReturnType<typeof createHand>} Hand */

/**
 * What gestures do to the picture.
 * @param {Store} store
 * @param {Selection} selection
 * @param {Stage} stage
 */
function createHand(store, selection, stage) {
  return {
    /**
     * The point in the pane under a point of the window: side by side, the right pane begins in the middle of the stage.
     * @param {number} clientX
     * @param {number} clientY
     */
    pointOf(clientX, clientY) {
      const box = stage.element.getBoundingClientRect();
      const { width, height } = stage.paneSize();
      const x = clientX - box.left;
      const y = clientY - box.top;
      return { x: width > 0 ? x % width : x, y: height > 0 ? y % height : y };
    },
    /**
     * @param {number} factor
     * @param {Point} point of the pane
     */
    zoom(factor, point) {
      store.update({ view: zoomAt(stage.view(), selection.size(), stage.paneSize(), factor, point) });
    },
    /**
     * @param {Point} from
     * @param {Point} to
     */
    drag(from, to) {
      store.update({ view: moveBy(stage.view(), selection.size(), to.x - from.x, to.y - from.y) });
    },
  };
}

/**
 * Two fingers pinch; a mouse, a pen or one finger drags.
 * @param {Store} store
 * @param {Stage} stage
 * @param {Hand} hand
 * @param {() => void} click
 */
function listenToFingers(store, stage, hand, click) {
  /** @type {Map<number, Point>} */
  const fingers = new Map();
  let travelled = 0;

  stage.element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest('#divider'))) return;
    stage.element.setPointerCapture(event.pointerId);
    if (fingers.size === 0) travelled = 0;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });

  stage.element.addEventListener('pointermove', (event) => {
    store.update({ pointer: hand.pointOf(event.clientX, event.clientY) });
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const after = { x: event.clientX, y: event.clientY };
    const old = pinchOf(fingers);
    fingers.set(event.pointerId, after);
    const now = pinchOf(fingers);
    if (old && now) {
      travelled = Infinity;
      hand.zoom(now.distance / Math.max(1, old.distance), hand.pointOf(now.x, now.y));
      hand.drag(old, now);
      return;
    }
    travelled += Math.hypot(after.x - before.x, after.y - before.y);
    // A finger on a picture that fits scrolls the page.
    if (event.pointerType === 'touch' && !store.state.view) return;
    if (travelled >= clickDistance) hand.drag(before, after);
  });

  /** @param {PointerEvent} event */
  function release(event) {
    const wasDown = fingers.delete(event.pointerId);
    if (event.type === 'pointerup' && wasDown && travelled < clickDistance) click();
  }
  stage.element.addEventListener('pointerup', release);
  stage.element.addEventListener('pointercancel', release);
  stage.element.addEventListener('pointerleave', () => store.update({ pointer: undefined }));
}

/**
 * How far two fingers are apart, and the point in their middle; nothing for any other number of fingers.
 * @param {Map<number, Point>} fingers
 */
function pinchOf(fingers) {
  const [a, b] = fingers.values();
  if (!a || !b || fingers.size > 2) return undefined;
  return { distance: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
