import { byId, element } from './dom.js';
import { fitView } from './geometry.js';
import { createLoader } from './loader.js';
import { createPane } from './pane.js';
import { roles } from './selection.js';
import { baselineOf, candidateOf } from './store.js';
/** @import { PageFrame, PagePicture } from '../page-model.ts' */
/** @import { Pane } from './pane.js' */
/** @import { Pictures } from './pictures.js' */
/** @import { Role, Selection } from './selection.js' */
/** @import { Store } from './store.js' */

/** Room around a picture that fits its pane, in CSS pixels. */
const margin = 12;

/** @typedef {ReturnType<typeof createStage>} Stage */

/**
 * The panes with the pictures of the chosen frame, and what is said when there are none.
 * @param {Store} store
 * @param {Selection} selection
 * @param {Pictures} pictures
 */
export function createStage(store, selection, pictures) {
  const stage = byId('stage');
  const panes = {
    baseline: createPane('baseline', 'Baseline'),
    candidate: createPane('candidate', 'Candidate'),
    difference: createPane('difference', 'Difference'),
  };
  // It may be longer than its place, and is then scrolled by key.
  const message = element('div', { class: 'message', tabindex: 0, role: 'group', 'aria-label': 'Message' });
  const crosshair = element('div', { class: 'crosshair', 'aria-hidden': 'true' });
  stage.append(...roles.map((role) => panes[role].figure), message, crosshair);
  const { paneSize, view, place } = createViewport(store, selection, panes);
  const { wanted, show } = createLoader(store, selection, pictures, panes, place);
  let ready = Promise.resolve();

  store.listen(['frame', 'kind', 'mode', 'shown', 'playing'], () => {
    const picture = selection.picture();
    stage.dataset.mode = selection.mode();
    stage.dataset.shown = selection.shown();
    const images = { ...picture, baseline: baselineOf(picture), candidate: candidateOf(picture) };
    ready = show(images);
    const isSeen = selection.seen().some((role) => images[role]);
    message.replaceChildren(...(isSeen ? [] : describeAbsence(selection.frame(), picture)));
    message.hidden = message.childNodes.length === 0;
    place();
  });
  store.listen(['view', 'regions'], place);
  new ResizeObserver(place).observe(stage);

  return {
    element: stage,
    candidate: panes.candidate.figure,
    paneSize,
    view,
    /** Fulfilled when the pictures that are seen are painted. */
    whenReady: () => ready,
    /**
     * The values of a pixel in baseline and candidate.
     * @param {number} x
     * @param {number} y
     */
    sample: (x, y) => ({ baseline: panes.baseline.sample(x, y), candidate: panes.candidate.sample(x, y) }),
    hasHdr: () => [wanted.baseline, wanted.candidate].some((image) => image?.type === 'hdr'),
  };
}

/**
 * Where the picture lies in the panes, which are all of one size.
 * @param {Store} store
 * @param {Selection} selection
 * @param {Record<Role, Pane>} panes
 */
function createViewport(store, selection, panes) {
  function paneSize() {
    const { clientWidth, clientHeight } = panes[selection.seen()[0]].figure;
    return { width: clientWidth, height: clientHeight };
  }

  /** The view as numbers, also while it is "whatever fits". */
  function view() {
    const { width, height } = paneSize();
    return store.state.view ?? fitView(selection.size(), { width: width - 2 * margin, height: height - 2 * margin });
  }

  function place() {
    const picture = selection.picture();
    const regions = store.state.regions ? (picture?.regions ?? []) : [];
    for (const role of roles) panes[role].place(view(), paneSize(), regions);
    const percent = Math.round(view().scale * window.devicePixelRatio * 100);
    byId('zoom-value').textContent = picture?.size ? `${percent} %` : '';
  }

  return { paneSize, view, place };
}

/**
 * What stands in place of a picture that is not there.
 * @param {PageFrame | undefined} frame
 * @param {PagePicture | undefined} picture
 */
function describeAbsence(frame, picture) {
  if (!frame) return [element('p', {}, 'The run has no frames.')];
  const { error } = frame;
  if (!error) return [element('p', {}, picture?.note ?? `No picture of frame ${frame.frame}.`)];
  const lines = [element('h2', {}, error.title), element('p', {}, error.message)];
  if (error.hint) lines.push(element('p', { class: 'hint' }, error.hint));
  return lines;
}
