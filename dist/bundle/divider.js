import { element } from './dom.js';
/** @import { Stage } from './stage.js' */
/** @import { Store } from './store.js' */

/**
 * Between baseline (left) and candidate (right) in slider mode.
 * @param {Store} store
 * @param {Stage} stage
 */
export function createDivider(store, stage) {
  const divider = element('div', {
    id: 'divider',
    role: 'slider',
    tabindex: 0,
    'aria-label': 'Divider between baseline and candidate',
    'aria-valuemin': 0,
    'aria-valuemax': 100,
  });
  stage.element.append(divider);
  /** @param {number} share */
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
    const now = store.state.divider;
    /** @type {Record<string, number>} */
    const targets = { Home: 0, End: 1, ArrowLeft: now - 0.02, ArrowRight: now + 0.02 };
    const target = targets[event.key];
    if (target === undefined || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    moveTo(target);
  });
  store.listen(['divider'], ({ divider: share }) => {
    divider.style.left = `${share * 100}%`;
    divider.setAttribute('aria-valuenow', String(Math.round(share * 100)));
    divider.setAttribute('aria-valuetext', `${Math.round(share * 100)} % baseline`);
    stage.candidate.style.setProperty('--divider', `${share * 100}%`);
  });
}
