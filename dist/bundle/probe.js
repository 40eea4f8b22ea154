import { byId, element } from './dom.js';
import { pictureAt } from './geometry.js';
/** @import { Point } from './geometry.js' */
/** @import { Selection } from './selection.js' */
/** @import { Stage } from './stage.js' */
/** @import { Store } from './store.js' */

/**
 * @param {number[]} values
 * @param {boolean} isHdr
 */
function formatValues(values, isHdr) {
  return values.map((value) => (isHdr ? value.toFixed(3) : String(value))).join(' ');
}

/**
 * @param {string} name
 * @param {number | string} text
 * @param {HTMLElement} [swatch]
 */
function part(name, text, swatch) {
  return element('span', {}, element('b', {}, name), swatch, ` ${text}`);
}

/**
 * @param {string} name
 * @param {number[]} colour
 * @param {boolean} isHdr
 */
function colourPart(name, colour, isHdr) {
  const swatch = element('i', { class: 'swatch' });
  const bytes = colour.map((value) => (isHdr ? 255 * Math.max(0, value) ** (1 / 2.2) : value));
  swatch.style.backgroundColor = `rgb(${bytes.join(' ')})`;
  return part(name, formatValues(colour, isHdr), swatch);
}

/**
 * Shows the values of the pixel under the pointer, or in the middle of the stage while the keyboard moves the picture.
 * @param {Store} store
 * @param {Selection} selection
 * @param {Stage} stage
 */
export function createProbe(store, selection, stage) {
  const probe = byId('probe');

  function show() {
    const pane = stage.paneSize();
    const byKeyboard = stage.element.matches(':focus-visible');
    const point = store.state.pointer ?? (byKeyboard ? { x: pane.width / 2, y: pane.height / 2 } : undefined);
    stage.element.classList.toggle('aiming', byKeyboard && !store.state.pointer);
    probe.replaceChildren(...(point ? describe(pictureAt(stage.view(), pane, point)) : []));
  }

  /** @param {Point} place in the picture */
  function describe(place) {
    const x = Math.floor(place.x);
    const y = Math.floor(place.y);
    const { width, height } = selection.size();
    if (x < 0 || y < 0 || x >= width || y >= height) return [];

    const { baseline, candidate } = stage.sample(x, y);
    const isHdr = stage.hasHdr();
    const parts = [part('x', x), part('y', y)];
    if (baseline) parts.push(colourPart('Baseline', baseline, isHdr));
    if (candidate) parts.push(colourPart('Candidate', candidate, isHdr));
    if (baseline && candidate) {
      const differences = candidate.map((value, i) => value - (baseline[i] ?? 0));
      parts.push(part('Δ', formatValues(differences, isHdr)));
    }
    return parts;
  }

  stage.element.addEventListener('focus', show);
  stage.element.addEventListener('blur', show);
  store.listen(['pointer', 'view', 'painted', 'mode', 'shown'], show);
}
