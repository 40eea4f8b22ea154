import { drawing, element } from './dom.js';
/** @import { HistoryPoint, PageFrame } from '../page-model.ts' */

const width = 280;
const height = 64;
const padding = 4;

/**
 * The frame's curves over the earlier runs and this one; nothing where there is too little to see.
 * @param {PageFrame} frame
 * @param {string[] | undefined} history names of the runs
 */
export function drawHistory(frame, history) {
  if (!history || !frame.history) return [];
  const curves = [
    drawCurve('Render time over runs', frame.history.durations, history),
    drawCurve('Largest error over runs', frame.history.errors, history),
  ];
  return curves.filter((curve) => curve !== undefined);
}

/**
 * @param {string} title
 * @param {HistoryPoint[]} points for each run
 * @param {string[]} history
 */
function drawCurve(title, points, history) {
  const known = points.flatMap((point, run) =>
    point ? [{ run, name: history[run] ?? '', value: point[0], text: point[1] }] : [],
  );
  const first = known[0];
  const last = known.at(-1);
  if (!first || !last || first === last) return undefined;
  const largest = Math.max(...known.map(({ value }) => value)) || 1;
  /** @param {number} run */
  const x = (run) => padding + (run / (points.length - 1)) * (width - 2 * padding);
  /** @param {number} value */
  const y = (value) => height - padding - (value / largest) * (height - 2 * padding);

  const line = known
    .map(({ run, value }, i) => `${i === 0 ? 'M' : 'L'}${x(run).toFixed(1)} ${y(value).toFixed(1)}`)
    .join('');
  const dots = known.map(({ run, name, value, text }, i) =>
    drawing(
      'circle',
      { cx: x(run), cy: y(value), r: i === known.length - 1 ? 3 : 2 },
      drawing('title', {}, `${name}: ${text}`),
    ),
  );
  const isNow = last.run === points.length - 1;
  const label = `${title}: from ${first.text} (${first.name}) to ${last.text} (${last.name})`;
  return element(
    'section',
    { class: 'history' },
    element('h3', {}, title),
    drawing(
      'svg',
      { role: 'img', 'aria-label': label, viewBox: `0 0 ${width} ${height}` },
      drawing('path', { class: 'axis', d: `M0 ${height - padding}H${width}` }),
      drawing('path', { class: 'curve', d: line }),
      ...dots,
    ),
    element(
      'p',
      { class: 'ends' },
      element('span', {}, first.text),
      element('span', {}, `${isNow ? 'now' : last.name.split(' ')[0]}: ${last.text}`),
    ),
  );
}
