/* global ResizeObserver, window */
import { byId, element } from './dom.js';
import { fitView } from './geometry.js';
import { createPane } from './pane.js';
import { candidateOf, isModeAvailable, pictureOf } from './store.js';
import { createToneTable } from './tone.js';

/** Room around a picture that fits its pane, in CSS pixels. */
const margin = 12;
const roles = ['baseline', 'candidate', 'difference'];

/** The roles that are seen. The others are loaded too, but nothing waits for them. */
function rolesOf(mode, shown) {
  if (mode === 'swap') return [shown];
  return mode === 'difference' ? ['difference'] : ['baseline', 'candidate'];
}

/** The panes with the pictures of the chosen frame, and what is said when there are none. */
export function createStage(store, data, pictures) {
  const stage = byId('stage');
  const panes = {
    baseline: createPane('baseline', 'Baseline'),
    candidate: createPane('candidate', 'Candidate'),
    difference: createPane('difference', 'Difference'),
  };
  const message = element('div', { class: 'message' });
  const crosshair = element('div', { class: 'crosshair', 'aria-hidden': 'true' });
  stage.append(...roles.map((role) => panes[role].figure), message, crosshair);

  /** The image each pane shows or is about to show. */
  const wanted = {};
  let table;
  let ready = Promise.resolve();

  const current = () => pictureOf(data.frames[store.state.frame], store.state.kind);
  const mode = () => (isModeAvailable(store.state.mode, current()) ? store.state.mode : 'swap');
  /** Which of the two is seen when one is: the chosen one, unless only the other is there. */
  function shown() {
    if (!current()?.baseline) return 'candidate';
    return candidateOf(current()) ? store.state.shown : 'baseline';
  }
  const size = () => current()?.size ?? { width: 16, height: 9 };

  function paneSize() {
    const { clientWidth, clientHeight } = panes[rolesOf(mode(), shown())[0]].figure;
    return { width: clientWidth, height: clientHeight };
  }

  /** The view as numbers, also while it is "whatever fits". */
  function view() {
    const { width, height } = paneSize();
    return store.state.view ?? fitView(size(), { width: width - 2 * margin, height: height - 2 * margin });
  }

  function place() {
    const picture = current();
    const regions = store.state.regions ? (picture?.regions ?? []) : [];
    for (const role of roles) panes[role].place(view(), paneSize(), regions);
    const percent = Math.round(view().scale * window.devicePixelRatio * 100);
    byId('zoom-value').textContent = picture?.size ? `${percent} %` : '';
  }

  async function load(role, image) {
    const frame = data.frames[store.state.frame];
    const isThumbnail = image === current().thumbnail;
    // A heat map and a thumbnail stand for the picture whatever their own size is.
    const stretched = isThumbnail || role === 'difference';
    try {
      const picture = await pictures.load(image);
      if (wanted[role] !== image) return;
      const note = isThumbnail ? 'thumbnail' : undefined;
      pictures.hold(role, image);
      const description = `frame ${frame.frame}, ${frame.title}`;
      panes[role].show(picture, stretched ? size() : picture, table, description, note);
    } catch {
      if (wanted[role] === image) clear(role, 'this browser cannot show it');
    }
    place();
    store.update({ painted: store.state.painted + 1 });
  }

  function clear(role, note) {
    pictures.hold(role, undefined);
    panes[role].clear(note);
  }

  function draw() {
    const picture = current();
    const seen = rolesOf(mode(), shown());
    stage.dataset.mode = mode();
    stage.dataset.shown = shown();
    const images = { ...picture, candidate: candidateOf(picture) };
    const loads = roles.map((role) => {
      const image = images[role];
      if (wanted[role] === image) return;
      // While playing, only what is seen is decoded.
      if (store.state.playing && image && !seen.includes(role)) return;
      wanted[role] = image;
      if (image) return load(role, image);
      clear(role);
    });
    const waits = loads.filter((_, i) => seen.includes(roles[i]));
    ready = Promise.all(waits);
    message.replaceChildren(...describeAbsence(data.frames[store.state.frame], picture, images[seen[0]]));
    message.hidden = message.childNodes.length === 0;
    place();
  }

  store.listen(['exposure', 'curve'], ({ exposure, curve }) => {
    table = createToneTable(exposure, curve);
    for (const role of roles) panes[role].expose(table);
    place();
  });
  store.listen(['frame', 'kind', 'mode', 'shown', 'playing'], draw);
  store.listen(['view', 'regions'], place);
  new ResizeObserver(place).observe(stage);

  return {
    element: stage,
    size,
    paneSize,
    view,
    mode,
    /** Fulfilled when the pictures that are seen are painted. */
    whenReady: () => ready,
    /** The values of a pixel in baseline and candidate. */
    sample: (x, y) => ({ baseline: panes.baseline.sample(x, y), candidate: panes.candidate.sample(x, y) }),
    hasHdr: () => [wanted.baseline, wanted.candidate].some((image) => image?.type === 'hdr'),
  };
}

/** What stands in place of a picture that is not there. */
function describeAbsence(frame, picture, image) {
  if (image) return [];
  if (!frame) return [element('p', {}, 'The run has no frames.')];
  if (frame.error) {
    return [
      element('h2', {}, frame.error.title),
      element('p', {}, frame.error.message),
      frame.error.hint ? element('p', { class: 'hint' }, frame.error.hint) : undefined,
    ].filter(Boolean);
  }
  return [element('p', {}, picture?.note ?? `No picture of frame ${frame.frame}.`)];
}
