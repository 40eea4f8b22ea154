import { element } from './dom.js';
import { moveBy, zoomAt } from './geometry.js';

/** A press that moves less than this many CSS pixels is a click. */
const clickDistance = 4;

/** Mouse, pen and fingers on the stage: drag moves, wheel and pinch zoom, a click swaps, the divider slides. */
export function listenToGestures(store, stage, swap) {
  const fingers = new Map();
  let travelled = 0;

  /** The point in the pane under it: side by side, the right pane begins in the middle of the stage. */
  function toPane(event) {
    const box = stage.element.getBoundingClientRect();
    const { width, height } = stage.paneSize();
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    return { x: width > 0 ? x % width : x, y: height > 0 ? y % height : y };
  }

  function zoomBy(factor, point) {
    store.update({ view: zoomAt(stage.view(), stage.size(), stage.paneSize(), factor, point) });
  }

  function spreadOf([a, b]) {
    return { distance: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  }

  stage.element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || event.target.closest('#divider')) return;
    stage.element.setPointerCapture(event.pointerId);
    if (fingers.size === 0) travelled = 0;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });

  stage.element.addEventListener('pointermove', (event) => {
    store.update({ pointer: toPane(event) });
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const after = { x: event.clientX, y: event.clientY };
    if (fingers.size === 2) {
      const old = spreadOf([...fingers.values()]);
      fingers.set(event.pointerId, after);
      const now = spreadOf([...fingers.values()]);
      travelled = Infinity;
      zoomBy(now.distance / Math.max(1, old.distance), toPane({ clientX: now.x, clientY: now.y }));
      store.update({ view: moveBy(stage.view(), stage.size(), now.x - old.x, now.y - old.y) });
      return;
    }
    fingers.set(event.pointerId, after);
    travelled += Math.hypot(after.x - before.x, after.y - before.y);
    // A finger on a picture that fits scrolls the page.
    if (event.pointerType === 'touch' && !store.state.view) return;
    if (travelled < clickDistance) return;
    store.update({ view: moveBy(stage.view(), stage.size(), after.x - before.x, after.y - before.y) });
  });

  function release(event) {
    const wasDown = fingers.delete(event.pointerId);
    if (event.type === 'pointerup' && wasDown && travelled < clickDistance && stage.mode() === 'swap') swap();
  }
  stage.element.addEventListener('pointerup', release);
  stage.element.addEventListener('pointercancel', release);
  stage.element.addEventListener('pointerleave', () => store.update({ pointer: undefined }));

  stage.element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      // A pinch on a touchpad arrives as a wheel with Ctrl, in much smaller steps.
      zoomBy(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), toPane(event));
    },
    { passive: false },
  );

  store.listen(['view'], ({ view }) => {
    stage.element.style.touchAction = view ? 'none' : 'pan-y';
  });

  createDivider(store, stage);
}

/** Between baseline (left) and candidate (right) in slider mode. */
function createDivider(store, stage) {
  const divider = element('div', {
    id: 'divider',
    role: 'slider',
    tabindex: 0,
    'aria-label': 'Divider between baseline and candidate',
    'aria-valuemin': 0,
    'aria-valuemax': 100,
  });
  stage.element.append(divider);
  const moveTo = (share) => store.update({ divider: Math.min(1, Math.max(0, share)) });

  divider.addEventListener('pointerdown', (event) => {
    if (event.button === 0) divider.setPointerCapture(event.pointerId);
  });
  divider.addEventListener('pointermove', (event) => {
    if (!divider.hasPointerCapture(event.pointerId)) return;
    const box = stage.element.getBoundingClientRect();
    moveTo((event.clientX - box.left) / box.width);
  });
  divider.addEventListener('keydown', (event) => {
    const target = { Home: 0, End: 1, ArrowLeft: store.state.divider - 0.02, ArrowRight: store.state.divider + 0.02 };
    if (!(event.key in target) || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    moveTo(target[event.key]);
  });
  store.listen(['divider'], ({ divider: share }) => {
    divider.style.left = `${share * 100}%`;
    divider.setAttribute('aria-valuenow', String(Math.round(share * 100)));
    divider.setAttribute('aria-valuetext', `${Math.round(share * 100)} % baseline`);
    stage.element.querySelector('[data-role=candidate]').style.setProperty('--divider', `${share * 100}%`);
  });
}
