import { byId, element, mark } from './dom.js';
import { drawHistory } from './history.js';
import { candidateOf, pictureOf } from './store.js';
/** @import { PageData, PageFrame, PagePicture } from '../page-model.ts' */
/** @import { Child } from './dom.js' */
/** @import { Store } from './store.js' */

/** @typedef {PagePicture['regions'][number]} Region */

/**
 * What there is to say about the chosen frame beside its picture.
 * @param {Store} store
 * @param {PageData} data
 * @param {(region: Region) => void} showRegion
 */
export function createDetails(store, data, showRegion) {
  store.listen(['frame', 'kind'], ({ frame: index, kind }) => {
    const frame = data.frames[index];
    const picture = pictureOf(frame, kind);
    byId('details').replaceChildren(...(frame ? describe(frame, picture, data, showRegion) : []));
  });
}

/**
 * @param {PageFrame} frame
 * @param {PagePicture | undefined} picture
 * @param {PageData} data
 * @param {(region: Region) => void} showRegion
 */
function describe(frame, picture, data, showRegion) {
  return [
    element('h2', {}, `Frame ${frame.frame}`, badge(frame.state, frame.title)),
    // Without a picture, the stage has the room to say it.
    candidateOf(picture) || picture?.baseline ? describeError(frame.error) : undefined,
    describeVerdict(frame, picture),
    frame.changes ? section('Changed since the baseline', list(frame.changes)) : undefined,
    picture?.metrics.length ? section('Metrics', describeMetrics(picture.metrics)) : undefined,
    picture?.regions.length ? section('Regions', describeRegions(picture.regions, showRegion)) : undefined,
    picture?.layers.length ? section('Layers', describeLayers(picture.layers)) : undefined,
    frame.error ? describeMessages(frame) : undefined,
    section('Rendering', facts(picture ? [...frame.facts, ['File', picture.file]] : frame.facts)),
    ...drawHistory(frame, data.history),
    frame.error ? undefined : describeMessages(frame),
  ].filter((part) => part !== undefined);
}

/**
 * @param {string} state
 * @param {string} title
 */
function badge(state, title) {
  return element('span', { class: 'badge', 'data-state': state }, mark(state), title);
}

/**
 * @param {string} title
 * @param {Child} content
 */
function section(title, content) {
  return element('section', {}, element('h3', {}, title), content);
}

/**
 * A description list of name and text.
 * @param {PageFrame['facts']} entries
 */
function facts(entries) {
  return element(
    'dl',
    { class: 'facts' },
    ...entries.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))),
  );
}

/** @param {string[]} lines */
function list(lines) {
  return element('ul', {}, ...lines.map((line) => element('li', {}, line)));
}

/** @param {PageFrame['error']} error */
function describeError(error) {
  if (!error) return undefined;
  return element(
    'div',
    { class: 'error' },
    element('strong', {}, error.title),
    element('p', {}, error.message),
    error.hint ? element('p', { class: 'hint' }, error.hint) : undefined,
  );
}

/**
 * @param {PageFrame} frame
 * @param {PagePicture | undefined} picture
 */
function describeVerdict(frame, picture) {
  if (!picture) return undefined;
  const { kind, verdict, title = '' } = picture;
  return element(
    'div',
    {},
    frame.pictures.length > 1 && verdict ? badge(verdict, `${kind}: ${title.toLowerCase()}`) : undefined,
    picture.reason ? element('p', { class: 'reason' }, picture.reason) : undefined,
    picture.spread ? element('p', { class: 'quiet' }, picture.spread) : undefined,
    picture.note ? element('p', { class: 'quiet' }, picture.note) : undefined,
  );
}

/** @param {PagePicture['metrics']} metrics */
function describeMetrics(metrics) {
  const rows = metrics.map(([name, value, meaning]) =>
    element('tr', {}, element('th', { scope: 'row', title: meaning }, name), element('td', {}, value)),
  );
  return element('table', { class: 'metrics' }, element('tbody', {}, ...rows));
}

/**
 * @param {Region[]} regions
 * @param {(region: Region) => void} showRegion
 */
function describeRegions(regions, showRegion) {
  const buttons = regions.map((region) =>
    element('li', {}, element('button', { type: 'button', onclick: () => showRegion(region) }, region.text)),
  );
  return element('ol', { class: 'regions' }, ...buttons);
}

/** @param {PagePicture['layers']} layers */
function describeLayers(layers) {
  const head = ['Layer', 'Mean', 'Max', 'Failing'].map((name) => element('th', { scope: 'col' }, name));
  const rows = layers.map(({ name, purpose, verdict, title, figures }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, mark(verdict), name, element('small', {}, `${title}, ${purpose}`)),
      ...figures.map((figure) => element('td', {}, figure)),
    ),
  );
  const table = element('table', {}, element('thead', {}, element('tr', {}, ...head)), element('tbody', {}, ...rows));
  return element('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'Layers' }, table);
}

/** @param {PageFrame} frame */
function describeMessages({ messages, earlierMessages, error }) {
  if (messages.length === 0) return undefined;
  return element(
    'details',
    { open: Boolean(error) },
    element('summary', {}, 'Blender said'),
    earlierMessages ? element('p', { class: 'quiet' }, `${earlierMessages} earlier lines are left out.`) : undefined,
    element('pre', { tabindex: 0 }, messages.join('\n')),
  );
}
