import { byId, element, mark } from './dom.js';
import { drawHistory } from './history.js';
import { candidateOf, pictureOf } from './store.js';

/** What there is to say about the chosen frame beside its picture. */
export function createDetails(store, data, showRegion) {
  store.listen(['frame', 'kind'], ({ frame: index, kind }) => {
    const frame = data.frames[index];
    const picture = pictureOf(frame, kind);
    byId('details').replaceChildren(...(frame ? describe(frame, picture, data, showRegion) : []));
  });
}

function describe(frame, picture, data, showRegion) {
  return [
    element('h2', {}, `Frame ${frame.frame}`, badge(frame.state, frame.title)),
    // Without a picture, the stage has the room to say it.
    candidateOf(picture) || picture?.baseline ? describeError(frame.error) : undefined,
    describeVerdict(frame, picture),
    picture?.metrics.length ? section('Metrics', describeMetrics(picture.metrics)) : undefined,
    picture?.regions.length ? section('Regions', describeRegions(picture.regions, showRegion)) : undefined,
    picture?.layers.length ? section('Layers', describeLayers(picture.layers)) : undefined,
    frame.error ? describeMessages(frame) : undefined,
    section('Rendering', facts([...frame.facts, ...(picture ? [['File', picture.file]] : [])])),
    ...drawHistory(frame, data.history),
    frame.error ? undefined : describeMessages(frame),
  ].filter(Boolean);
}

function badge(state, title) {
  return element('span', { class: 'badge', 'data-state': state }, mark(state), title);
}

function section(title, ...content) {
  return element('section', {}, element('h3', {}, title), ...content);
}

/** A description list of name and text. */
export function facts(entries) {
  return element(
    'dl',
    { class: 'facts' },
    ...entries.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))),
  );
}

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

function describeVerdict(frame, picture) {
  if (!picture) return undefined;
  const lines = [
    picture.reason ? element('p', { class: 'reason' }, picture.reason) : undefined,
    picture.spread ? element('p', { class: 'quiet' }, picture.spread) : undefined,
    picture.note ? element('p', { class: 'quiet' }, picture.note) : undefined,
  ].filter(Boolean);
  const others = frame.pictures.length > 1 && picture.verdict;
  return element(
    'div',
    {},
    others ? badge(picture.verdict, `${picture.kind}: ${picture.title.toLowerCase()}`) : undefined,
    ...lines,
  );
}

function describeMetrics(metrics) {
  const rows = metrics.map(([name, value, meaning]) =>
    element('tr', {}, element('th', { scope: 'row', title: meaning }, name), element('td', {}, value)),
  );
  return element('table', { class: 'metrics' }, element('tbody', {}, ...rows));
}

function describeRegions(regions, showRegion) {
  const buttons = regions.map((region) =>
    element('li', {}, element('button', { type: 'button', onclick: () => showRegion(region) }, region.text)),
  );
  return element('ol', { class: 'regions' }, ...buttons);
}

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
