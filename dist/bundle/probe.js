import { byId, element } from './dom.js';
import { pictureAt } from './geometry.js';

function formatValues(values, isHdr) {
  return values.map((value) => (isHdr ? value.toFixed(3) : String(value))).join(' ');
}

/**
 * Shows the values of the pixel under the pointer, or in the middle of the stage while the keyboard moves the picture.
 */
export function createProbe(store, stage) {
  const probe = byId('probe');

  function show() {
    const pane = stage.paneSize();
    const byKeyboard = stage.element.matches(':focus-visible');
    const point = store.state.pointer ?? (byKeyboard ? { x: pane.width / 2, y: pane.height / 2 } : undefined);
    stage.element.classList.toggle('aiming', byKeyboard && !store.state.pointer);
    if (!point) return probe.replaceChildren();
    const place = pictureAt(stage.view(), pane, point);
    const x = Math.floor(place.x);
    const y = Math.floor(place.y);
    const { width, height } = stage.size();
    if (x < 0 || y < 0 || x >= width || y >= height) return probe.replaceChildren();

    const { baseline, candidate } = stage.sample(x, y);
    const isHdr = stage.hasHdr();
    const parts = [part('x', x), part('y', y)];
    if (baseline) parts.push(part('Baseline', formatValues(baseline, isHdr), baseline, isHdr));
    if (candidate) parts.push(part('Candidate', formatValues(candidate, isHdr), candidate, isHdr));
    if (baseline && candidate) {
      const differences = candidate.map((value, i) => value - baseline[i]);
      parts.push(part('Δ', formatValues(differences, isHdr)));
    }
    probe.replaceChildren(...parts);
  }

  function part(name, text, colour, isHdr) {
    const swatch = colour && element('i', { class: 'swatch' });
    const bytes = colour?.map((value) => (isHdr ? 255 * Math.max(0, value) ** (1 / 2.2) : value));
    if (swatch) swatch.style.backgroundColor = `rgb(${bytes.join(' ')})`;
    return element('span', {}, element('b', {}, name), swatch, ` ${text}`);
  }

  stage.element.addEventListener('focus', show);
  stage.element.addEventListener('blur', show);
  store.listen(['pointer', 'view', 'painted', 'mode', 'shown'], show);
}
