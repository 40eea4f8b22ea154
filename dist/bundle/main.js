import { formatAddress, parseAddress } from './address.js';
import { createDetails } from './details.js';
import { byId } from './dom.js';
import { createFrames } from './frames.js';
import { viewOf } from './geometry.js';
import { listenToGestures } from './gestures.js';
import { createTheme, readTheme, showHeader } from './header.js';
import { listenToKeys } from './keys.js';
import { createPictures } from './pictures.js';
import { createProbe } from './probe.js';
import { createSelection } from './selection.js';
import { createStage } from './stage.js';
import { createStore, pictureOf } from './store.js';
import { createTimeline } from './timeline.js';
import { createToolbar } from './toolbar.js';
/** @import { PageData } from '../page-model.ts' */

/** @type {unknown} */
const json = JSON.parse(byId('data').textContent);
const data = /** @type {PageData} */ (json);

const named = parseAddress(location.hash);

/** The frame named by the address, else the first that differs, else the first to review, else the first. */
function firstFrame() {
  const wanted = [
    data.frames.findIndex(({ frame }) => frame === named?.frame),
    data.frames.findIndex((frame) => pictureOf(frame, undefined)?.difference),
    data.frames.findIndex(({ review }) => review),
  ];
  return wanted.find((index) => index >= 0) ?? 0;
}

const store = createStore({
  frame: firstFrame(),
  visible: [],
  filter: 'all',
  kind: named?.kind,
  layout: data.compared || data.frames.length < 2 || named ? 'viewer' : 'sheet',
  mode: named?.mode ?? 'difference',
  shown: 'candidate',
  divider: 0.5,
  onion: 0.5,
  blinking: false,
  playing: false,
  rate: 12,
  view: undefined,
  pointer: undefined,
  painted: 0,
  exposure: 0,
  curve: 'filmic',
  regions: true,
  theme: readTheme(),
  systemTheme: 0,
});

showHeader(data);
createTheme(store);
const frames = createFrames(store, data);
const selection = createSelection(store, data);
const stage = createStage(store, selection, createPictures());
const timeline = createTimeline(store, data, stage);
const tools = createToolbar(store, data, selection, stage);
listenToGestures(store, selection, stage, tools.swap);
createProbe(store, selection, stage);
createDetails(store, data, (region) => store.update({ view: viewOf(region, stage.paneSize()) }));
listenToKeys({ store, data, tools, timeline, frames });

byId('sheet').addEventListener('click', () => {
  store.update({ layout: store.state.layout === 'sheet' ? 'viewer' : 'sheet' });
});
store.listen(['layout'], ({ layout }) => {
  document.body.dataset.layout = layout;
  byId('sheet').setAttribute('aria-pressed', String(layout === 'sheet'));
  if (layout === 'sheet') store.update({ playing: false, blinking: false });
});
store.listen(['frame', 'playing'], ({ frame, playing }) => {
  const chosen = data.frames[frame];
  if (!chosen || playing) return;
  const reason = chosen.error?.message ?? chosen.reason ?? '';
  byId('announcer').textContent = `Frame ${chosen.frame}: ${chosen.title}. ${reason}`;
});
// An address without a frame opens the sheet again.
store.listen(['frame', 'kind', 'mode', 'playing', 'layout'], ({ frame, playing, layout }) => {
  const chosen = data.frames[frame];
  if (!chosen || playing) return;
  const picture = selection.picture();
  const mode = picture?.verdict && selection.mode();
  const place = { frame: chosen.frame, ...(picture && { kind: picture.kind }), ...(mode && { mode }) };
  const name = layout === 'sheet' ? location.pathname + location.search : formatAddress(place);
  try {
    history.replaceState(undefined, '', name);
  } catch {
    // A sandbox may forbid it; then the address just does not follow.
  }
});
// Somebody follows a link to another place of this report.
window.addEventListener('hashchange', () => {
  const place = parseAddress(location.hash);
  const index = data.frames.findIndex(({ frame }) => frame === place?.frame);
  if (!place || index < 0) return;
  const { visible, filter, kind, mode } = store.state;
  store.update({ filter: visible.includes(index) ? filter : 'all' });
  store.update({
    frame: index,
    kind: place.kind ?? kind,
    mode: place.mode ?? mode,
    layout: 'viewer',
    playing: false,
    view: undefined,
  });
});
// A press with the mouse leaves the focus where it is, so that Space and the arrows go on meaning the film.
document.addEventListener('mousedown', (event) => {
  const { target } = event;
  if (!(target instanceof Element)) return;
  if (target.closest('.toolbar button, .transport button, #filters button')) event.preventDefault();
});
