import { byId, element, typedById } from './dom.js';
import { nextTheme } from './header.js';
/** @import { PageData } from '../page-model.ts' */
/** @import { Frames } from './frames.js' */
/** @import { Store } from './store.js' */
/** @import { Timeline } from './timeline.js' */
/** @import { Tools } from './toolbar.js' */

/**
 * @typedef {object} KeyContext what keys act on
 * @property {Store} store
 * @property {PageData} data
 * @property {Tools} tools
 * @property {Timeline} timeline
 * @property {Frames} frames
 */

/** @typedef {[keys: string, meaning: string, actions: Record<string, () => void>]} Shortcut */

/**
 * Every key of the page: what it is called, how the help says what it does, and what it does.
 * @param {KeyContext} context
 * @returns {Shortcut[]}
 */
function listShortcuts(context) {
  const { store, tools, timeline } = context;
  const { jump, end, row, changeLayout } = createMoves(context);
  /**
   * @param {number} x
   * @param {number} y
   */
  const nudge = (x, y) => () => tools.move(x * 60, y * 60);
  return [
    ['← →', 'Previous and next frame', { ArrowLeft: () => timeline.step(-1), ArrowRight: () => timeline.step(1) }],
    ['Home End', 'First and last frame', { Home: end(0), End: end(-1) }],
    ['↑ ↓', 'Row up and down on the contact sheet', { ArrowUp: row(-1), ArrowDown: row(1) }],
    ['P N', 'Previous and next frame to review', { p: jump(-1), n: jump(1) }],
    ['Space', 'Play and pause', { ' ': timeline.play }],
    ['G', 'Contact sheet', { g: changeLayout }],
    [
      '1 2 3 4 5',
      'Swap, slider, side by side, difference, onion skin',
      {
        1: () => tools.mode('swap'),
        2: () => tools.mode('slider'),
        3: () => tools.mode('side'),
        4: () => tools.mode('difference'),
        5: () => tools.mode('onion'),
      },
    ],
    ['X', 'Swap baseline and candidate', { x: tools.swap }],
    ['B', 'Blink between them', { b: tools.blink }],
    [
      ', .',
      'Onion skin: more of the baseline, of the candidate',
      { ',': () => tools.onion(store.state.onion - 0.1), '.': () => tools.onion(store.state.onion + 0.1) },
    ],
    ['K', 'Next kind of result', { k: tools.nextKind }],
    ['R', 'Regions', { r: tools.regions }],
    ['+ −', 'Zoom', { '+': () => tools.zoom(1.5), '=': () => tools.zoom(1.5), '-': () => tools.zoom(1 / 1.5) }],
    ['F Z', 'Fit, one pixel to one pixel', { f: tools.fit, z: tools.full }],
    [
      'Shift ← → ↑ ↓',
      'Move the picture',
      {
        'Shift ArrowLeft': nudge(1, 0),
        'Shift ArrowRight': nudge(-1, 0),
        'Shift ArrowUp': nudge(0, 1),
        'Shift ArrowDown': nudge(0, -1),
      },
    ],
    [
      '[ ] 0',
      'Exposure down, up, reset',
      {
        '[': () => tools.expose(store.state.exposure - 0.5),
        ']': () => tools.expose(store.state.exposure + 0.5),
        0: () => tools.expose(0),
      },
    ],
    ['T', 'Theme', { t: () => store.update({ theme: nextTheme(store.state.theme) }) }],
    ['?', 'This help', { '?': openHelp }],
  ];
}

/**
 * The ways through the frames that only keys have.
 * @param {KeyContext} context
 */
function createMoves({ store, data, frames }) {
  return {
    /** @param {1 | -1} by to the next or the previous frame to review, past an end to the other */
    jump: (by) => () => {
      const { visible, frame } = store.state;
      const review = visible.filter((index) => data.frames[index]?.review);
      const later = review.filter((index) => (by > 0 ? index > frame : index < frame));
      const next = by > 0 ? (later[0] ?? review[0]) : (later.at(-1) ?? review.at(-1));
      if (next !== undefined) store.update({ frame: next });
    },
    /** @param {0 | -1} at */
    end: (at) => () => {
      const frame = store.state.visible.at(at);
      if (frame !== undefined) store.update({ frame });
    },
    /** @param {1 | -1} by */
    row: (by) => () => {
      const { visible, frame, layout } = store.state;
      const target = visible[visible.indexOf(frame) + by * frames.columns()];
      if (layout === 'sheet' && target !== undefined) store.update({ frame: target });
    },
    changeLayout: () => store.update({ layout: store.state.layout === 'sheet' ? 'viewer' : 'sheet' }),
  };
}

/**
 * Elements that have a use of their own for a key.
 * @param {EventTarget | null} target
 * @param {string} key
 */
function keepsKey(target, key) {
  if (!(target instanceof Element)) return false;
  // What was focused in the help keeps the focus after it has closed, until the page is drawn again.
  if (target.closest('dialog:not([open])')) return false;
  if (target.closest('select, input[type=checkbox], dialog')) return true;
  if (target.matches('input[type=range]') && (key.startsWith('Arrow') || ['Home', 'End'].includes(key))) return true;
  if (target.closest('aside, pre, .scroll') && (key.startsWith('Arrow') || ['Home', 'End', ' '].includes(key)))
    return true;
  return key === ' ' && target.closest('button, a, summary') !== null;
}

function openHelp() {
  typedById('help', HTMLDialogElement).showModal();
}

/** @param {KeyContext} context */
export function listenToKeys(context) {
  const shortcuts = listShortcuts(context);
  const actions = new Map(shortcuts.flatMap(([, , keys]) => Object.entries(keys)));
  const singleKeys = typedById('single-keys', HTMLInputElement);
  byId('shortcuts').append(
    ...shortcuts.map(([keys, meaning]) =>
      element(
        'div',
        {},
        element('dt', {}, ...keys.split(' ').map((key) => element('kbd', {}, key))),
        element('dd', {}, meaning),
      ),
    ),
  );
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || keepsKey(event.target, event.key)) return;
    const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const isArrow = name.startsWith('Arrow');
    // People who dictate or press keys by accident can turn the single characters off.
    if (name.length === 1 && name !== '?' && !singleKeys.checked) return;
    const action = actions.get(event.shiftKey && isArrow ? `Shift ${name}` : name);
    if (!action) return;
    event.preventDefault();
    action();
  });
  byId('open-help').addEventListener('click', openHelp);
}
