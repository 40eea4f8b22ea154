/* global clearInterval, setInterval, window */
import { byId, createChoice } from './dom.js';
import { moveBy, zoomAt } from './geometry.js';
import { isModeAvailable, pictureOf } from './store.js';

const modes = [
  { value: 'swap', label: 'Swap', title: 'One at a time (1)' },
  { value: 'slider', label: 'Slider', title: 'Baseline left, candidate right of a divider (2)' },
  { value: 'side', label: 'Side by side', title: 'Side by side (3)' },
  { value: 'difference', label: 'Difference', title: 'Map of what differs (4)' },
];
const kinds = [
  { value: 'compose', label: 'Compose', title: "The compositor's picture (K)" },
  { value: 'render', label: 'Render', title: 'The render layers (K)' },
  { value: 'preview', label: 'Preview', title: 'The preview (K)' },
];
/** Slow enough to see both pictures, quick enough to see what moves. */
const blinkIntervalMs = 600;

/** The buttons over the picture. Gives back what the keys do too. */
export function createToolbar(store, data, stage) {
  const picture = () => pictureOf(data.frames[store.state.frame], store.state.kind);
  const canSwap = () => stage.mode() === 'swap' && Boolean(picture()?.baseline && picture().candidate);

  const tools = {
    swap() {
      if (canSwap()) store.update({ shown: store.state.shown === 'candidate' ? 'baseline' : 'candidate' });
    },
    blink: () => store.update({ blinking: !store.state.blinking }),
    mode: (mode) => store.update({ mode }),
    nextKind() {
      const available = data.frames[store.state.frame]?.pictures.map(({ kind }) => kind) ?? [];
      const next = (available.indexOf(picture()?.kind) + 1) % Math.max(1, available.length);
      store.update({ kind: available[next] ?? store.state.kind });
    },
    regions: () => store.update({ regions: !store.state.regions }),
    expose: (stops) => store.update({ exposure: Math.min(8, Math.max(-8, stops)) }),
    fit: () => store.update({ view: undefined }),
    zoom(factor) {
      const pane = stage.paneSize();
      const middle = { x: pane.width / 2, y: pane.height / 2 };
      store.update({ view: zoomAt(stage.view(), stage.size(), pane, factor, middle) });
    },
    /** One pixel of the picture on one of the screen. */
    full: () => store.update({ view: { ...stage.view(), scale: 1 / window.devicePixelRatio } }),
    /** @param x and y how far, in CSS pixels */
    move: (x, y) => store.update({ view: moveBy(stage.view(), stage.size(), x, y) }),
  };

  const showMode = createChoice(byId('modes'), modes, tools.mode);
  const made = new Set(data.frames.flatMap(({ pictures }) => pictures.map(({ kind }) => kind)));
  const madeKinds = kinds.filter(({ value }) => made.has(value));
  const showKind = createChoice(byId('kinds'), madeKinds, (kind) => store.update({ kind }));
  byId('swap').addEventListener('click', tools.swap);
  byId('blink').addEventListener('click', tools.blink);
  byId('regions').addEventListener('click', tools.regions);
  byId('zoom-in').addEventListener('click', () => tools.zoom(1.5));
  byId('zoom-out').addEventListener('click', () => tools.zoom(1 / 1.5));
  byId('zoom-full').addEventListener('click', tools.full);
  byId('zoom-fit').addEventListener('click', tools.fit);
  byId('exposure').addEventListener('input', (event) => tools.expose(Number(event.target.value)));
  byId('curve').addEventListener('change', (event) => store.update({ curve: event.target.value }));

  store.listen(['frame', 'kind', 'mode', 'shown'], () => {
    const frame = data.frames[store.state.frame];
    showMode(stage.mode(), (mode) => isModeAvailable(mode, picture()));
    showKind(picture()?.kind, (kind) => Boolean(frame?.pictures.some((other) => other.kind === kind)));
    byId('kinds').hidden = madeKinds.length < 2;
    byId('modes').hidden = !data.compared;
    byId('swap-tools').hidden = !canSwap();
    byId('swap').textContent = `Show ${store.state.shown === 'candidate' ? 'baseline' : 'candidate'}`;
    byId('exposure-tools').hidden = !stage.hasHdr();
    byId('regions').hidden = !picture()?.regions.length;
  });
  store.listen(['regions'], ({ regions }) => byId('regions').setAttribute('aria-pressed', String(regions)));
  store.listen(['exposure'], ({ exposure }) => {
    byId('exposure').value = String(exposure);
    byId('exposure-value').textContent = `${exposure > 0 ? '+' : ''}${exposure} EV`;
  });

  let timer;
  store.listen(['blinking', 'mode'], ({ blinking }) => {
    byId('blink').setAttribute('aria-pressed', String(blinking));
    clearInterval(timer);
    if (blinking && stage.mode() === 'swap') timer = setInterval(tools.swap, blinkIntervalMs);
  });
  return tools;
}
