import { byId, createChoice, element, mark } from './dom.js';
import { toneMapped } from './pane.js';
import { drawThumbnail } from './pictures.js';
import { createToneTable } from './tone.js';
/** @import { PageData, PageFrame } from '../page-model.ts' */
/** @import { Store } from './store.js' */

/** @typedef {ReturnType<typeof createFrames>} Frames */

/**
 * The list of frames: a filmstrip under the picture, or all of the page as a contact sheet.
 * @param {Store} store
 * @param {PageData} data
 */
export function createFrames(store, data) {
  const strip = byId('strip');
  const buttons = data.frames.map((frame, index) =>
    createButton(frame, () => store.update({ frame: index, view: undefined, layout: 'viewer' })),
  );
  const items = buttons.map((button) => element('li', {}, button));
  drawWhenNear(strip, items, data);
  listenToFilter(store, data, strip, items);
  followChosen(store, strip, buttons);
  return {
    /** How many frames lie in one row of the contact sheet, for moving up and down in it. */
    columns() {
      const tops = [...strip.querySelectorAll('li')].map((item) => item.offsetTop);
      return Math.max(1, tops.filter((top) => top === tops[0]).length);
    },
  };
}

/**
 * Only thumbnails that come near the screen are decoded.
 * @param {HTMLElement} strip
 * @param {HTMLElement[]} items
 * @param {PageData} data
 */
function drawWhenNear(strip, items, data) {
  const table = createToneTable(0, 'filmic');
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        observer.unobserve(target);
        const image = thumbnailOf(data.frames[items.findIndex((item) => item === target)]);
        const canvas = target.querySelector('canvas');
        if (!image || !canvas) continue;
        drawThumbnail(canvas, image, (picture) => toneMapped(picture, table)).catch(() => undefined);
      }
    },
    { root: strip, rootMargin: '200px' },
  );
  for (const item of items) observer.observe(item);
}

/**
 * @param {Store} store
 * @param {PageData} data
 * @param {HTMLElement} strip
 * @param {HTMLElement[]} items
 */
function listenToFilter(store, data, strip, items) {
  const options = data.filters.map(({ name, title, count }) => ({
    value: name,
    label: [title, element('span', { class: 'count' }, ` ${count}`)],
  }));
  const showFilter = createChoice(byId('filters'), options, (filter) => store.update({ filter }));

  store.listen(['filter'], ({ filter, frame }) => {
    const states = data.filters.find(({ name }) => name === filter)?.states;
    const visible = data.frames.flatMap(({ state }, index) => (!states || states.includes(state) ? [index] : []));
    showFilter(
      filter,
      (name) => name === 'all' || data.filters.some((other) => other.name === name && other.count > 0),
    );
    strip.replaceChildren(...visible.flatMap((index) => items[index] ?? []));
    byId('no-frames').hidden = visible.length > 0;
    store.update({ visible, frame: visible.includes(frame) ? frame : (visible[0] ?? frame) });
  });
}

/**
 * The chosen frame is the one that the tab key stops at, and is always in sight.
 * @param {Store} store
 * @param {HTMLElement} strip
 * @param {HTMLElement[]} buttons
 */
function followChosen(store, strip, buttons) {
  /** @type {HTMLElement | undefined} */
  let chosen;
  store.listen(['frame', 'filter', 'layout'], ({ frame }) => {
    const hadFocus = strip.contains(strip.ownerDocument.activeElement);
    chosen?.removeAttribute('aria-current');
    chosen?.setAttribute('tabindex', '-1');
    chosen = buttons[frame];
    if (!chosen) return;
    chosen.setAttribute('aria-current', 'true');
    chosen.setAttribute('tabindex', '0');
    if (hadFocus) chosen.focus({ preventScroll: true });
    chosen.scrollIntoView({ block: 'nearest', inline: 'center' });
  });
}

/** @param {PageFrame | undefined} frame */
function thumbnailOf(frame) {
  const images = frame?.pictures.map(({ thumbnail, candidate, baseline }) => thumbnail ?? candidate ?? baseline);
  return images?.find(Boolean);
}

/**
 * @param {PageFrame} frame
 * @param {() => void} open
 */
function createButton(frame, open) {
  const { width, height } = frame.pictures[0]?.size ?? { width: 16, height: 9 };
  const canvas = element('canvas', { 'aria-hidden': 'true', width: 0, height: 0 });
  const place = thumbnailOf(frame) ? canvas : mark(frame.state);
  // A film may be wide and a portrait tall; the list stays a list.
  const holder = element('span', { class: 'thumbnail' }, place);
  holder.style.aspectRatio = String(Math.min(2.4, Math.max(0.8, width / height)));
  // Its name is what is seen, with what the mark says: whoever speaks to the page says what is seen.
  const hidden = (/** @type {string} */ text) => element('span', { class: 'visually-hidden' }, text);
  const state = frame.title.toLowerCase();
  const name = [hidden('Frame '), String(frame.frame), hidden(`, ${state} `), element('small', {}, frame.duration)];
  return element(
    'button',
    { type: 'button', tabindex: -1, title: `Frame ${frame.frame}, ${state}`, 'data-state': frame.state, onclick: open },
    holder,
    element('span', { class: 'name' }, mark(frame.state), ...name),
  );
}
