import { byId, createChoice, typedById } from './dom.js';
import { moveBy, zoomAt } from './geometry.js';
import { isModeAvailable } from './store.js';
/** @import { PageData } from '../page-model.ts' */
/** @import { Selection } from './selection.js' */
/** @import { Stage } from './stage.js' */
/** @import { Mode, Store } from './store.js' */
/** @import { CurveName } from './tone.js' */

/** @type {{ value: Mode, label: string, title: string }[]} */
const modeChoices = [
  { value: 'swap', label: 'Swap', title: 'One at a time (1)' },
  { value: 'slider', label: 'Slider', title: 'Baseline left, candidate right of a divider (2)' },
  { value: 'side', label: 'Side by side', title: 'Side by side (3)' },
  { value: 'difference', label: 'Difference', title: 'Map of what differs (4)' },
  { value: 'onion', label: 'Onion skin', title: 'The candidate shines through to the baseline (5)' },
];
const kinds = [
  { value: 'compose', label: 'Compose', title: "The compositor's picture (K)" },
  { value: 'render', label: 'Render', title: 'The render layers (K)' },
  { value: 'preview', label: 'Preview', title: 'The preview (K)' },
];
/** Slow enough to see both pictures, quick enough to see what moves. */
const blinkIntervalMs = 600;

/**
 * The buttons over the picture. Gives back what the keys do too.
 * @param {Store} store
 * @param {PageData} data
 * @param {Selection} selection
 * @param {Stage} stage
 */
export function createToolbar(store, data, selection, stage) {
  const tools = createTools(store, selection, stage);
  const showChoices = createChoices(store, data, selection, tools);
  connectControls(store, tools);
  store.listen(['frame', 'kind', 'mode', 'shown'], () => {
    showChoices();
    byId('swap-tools').hidden = !tools.canSwap();
    byId('swap').textContent = `Show ${store.state.shown === 'candidate' ? 'baseline' : 'candidate'}`;
    byId('onion-tools').hidden = selection.mode() !== 'onion';
    byId('exposure-tools').hidden = !stage.hasHdr();
    byId('regions').hidden = !selection.picture()?.regions.length;
  });
  store.listen(['regions'], ({ regions }) => byId('regions').setAttribute('aria-pressed', String(regions)));
  store.listen(['onion'], ({ onion }) => {
    typedById('onion', HTMLInputElement).value = String(onion);
    byId('onion-value').textContent = `${Math.round(onion * 100)} %`;
    stage.element.style.setProperty('--onion', String(onion));
  });
  store.listen(['exposure'], ({ exposure }) => {
    typedById('exposure', HTMLInputElement).value = String(exposure);
    byId('exposure-value').textContent = `${exposure > 0 ? '+' : ''}${exposure} EV`;
  });

  /** @type {number | undefined} */
  let timer;
  store.listen(['blinking', 'mode'], ({ blinking }) => {
    byId('blink').setAttribute('aria-pressed', String(blinking));
    clearInterval(timer);
    if (blinking && selection.mode() === 'swap') timer = setInterval(tools.swap, blinkIntervalMs);
  });
  return tools;
}

/** @typedef {ReturnType<typeof createTools>} Tools */

/**
 * @param {Store} store
 * @param {Selection} selection
 * @param {Stage} stage
 */
function createTools(store, selection, stage) {
  const hasBoth = () => Boolean(selection.picture()?.baseline && selection.picture()?.candidate);
  const canSwap = () => selection.mode() === 'swap' && hasBoth();
  return {
    canSwap,
    /** From another mode it leads to this one first. */
    swap() {
      if (canSwap()) store.update({ shown: store.state.shown === 'candidate' ? 'baseline' : 'candidate' });
      else if (hasBoth()) store.update({ mode: 'swap' });
    },
    blink: () => store.update({ blinking: selection.mode() !== 'swap' || !store.state.blinking, mode: 'swap' }),
    /** @param {Mode} mode */
    mode: (mode) => store.update({ mode }),
    nextKind() {
      const available = selection.frame()?.pictures ?? [];
      const next = (available.findIndex((picture) => picture === selection.picture()) + 1) % available.length;
      store.update({ kind: available[next]?.kind ?? store.state.kind });
    },
    regions: () => store.update({ regions: !store.state.regions }),
    /** @param {number} share */
    onion: (share) => store.update({ onion: Math.min(1, Math.max(0, share)) }),
    /** @param {number} stops */
    expose: (stops) => store.update({ exposure: Math.min(8, Math.max(-8, stops)) }),
    fit: () => store.update({ view: undefined }),
    /** @param {number} factor */
    zoom(factor) {
      const pane = stage.paneSize();
      const middle = { x: pane.width / 2, y: pane.height / 2 };
      store.update({ view: zoomAt(stage.view(), selection.size(), pane, factor, middle) });
    },
    /** One pixel of the picture on one of the screen. */
    full: () => store.update({ view: { ...stage.view(), scale: 1 / window.devicePixelRatio } }),
    /**
     * @param {number} x how far, in CSS pixels
     * @param {number} y
     */
    move: (x, y) => store.update({ view: moveBy(stage.view(), selection.size(), x, y) }),
  };
}

/**
 * The modes and the kinds of result. Gives back the function that shows which are chosen.
 * @param {Store} store
 * @param {PageData} data
 * @param {Selection} selection
 * @param {Tools} tools
 */
function createChoices(store, data, selection, tools) {
  const showMode = createChoice(byId('modes'), modeChoices, tools.mode);
  const made = new Set(data.frames.flatMap(({ pictures }) => pictures.map(({ kind }) => kind)));
  const madeKinds = kinds.filter(({ value }) => made.has(value));
  const showKind = createChoice(byId('kinds'), madeKinds, (kind) => store.update({ kind }));
  return () => {
    const picture = selection.picture();
    const available = selection.frame()?.pictures ?? [];
    showMode(selection.mode(), (mode) => isModeAvailable(mode, picture));
    showKind(picture?.kind, (kind) => available.some((other) => other.kind === kind));
    byId('kinds').hidden = madeKinds.length < 2;
    byId('modes').hidden = !data.compared;
  };
}

/**
 * @param {Store} store
 * @param {Tools} tools
 */
function connectControls(store, tools) {
  const exposure = typedById('exposure', HTMLInputElement);
  const curve = typedById('curve', HTMLSelectElement);
  const onion = typedById('onion', HTMLInputElement);
  byId('swap').addEventListener('click', tools.swap);
  byId('blink').addEventListener('click', tools.blink);
  byId('regions').addEventListener('click', tools.regions);
  byId('zoom-in').addEventListener('click', () => tools.zoom(1.5));
  byId('zoom-out').addEventListener('click', () => tools.zoom(1 / 1.5));
  byId('zoom-full').addEventListener('click', tools.full);
  byId('zoom-fit').addEventListener('click', tools.fit);
  onion.addEventListener('input', () => tools.onion(Number(onion.value)));
  exposure.addEventListener('input', () => tools.expose(Number(exposure.value)));
  // The options in page.html are named after the curves.
  curve.addEventListener('change', () => store.update({ curve: /** @type {CurveName} */ (curve.value) }));
}
