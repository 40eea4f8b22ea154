import { byId, contextOf, icon, mark, typedById } from './dom.js';
import { pictureOf } from './store.js';
/** @import { PageData, PageFrame } from '../page-model.ts' */
/** @import { Stage } from './stage.js' */
/** @import { Store } from './store.js' */

/** @typedef {ReturnType<typeof createTimeline>} Timeline */

/**
 * The scrubber over the frames of the filter, and playing them.
 * @param {Store} store
 * @param {PageData} data
 * @param {Stage} stage
 */
export function createTimeline(store, data, stage) {
  /**
   * Steps through the visible frames; past an end it goes on at the other.
   * @param {number} by
   */
  function step(by) {
    const { visible, frame } = store.state;
    const next = visible[(visible.indexOf(frame) + by + visible.length) % visible.length];
    if (next !== undefined) store.update({ frame: next });
  }

  /** Most frames of a film differ in nothing: where a map would come and go, baseline and candidate are seen in step. */
  function toggle() {
    const { playing, visible, mode, layout } = store.state;
    // On the sheet the player is not seen.
    if (layout !== 'viewer') return;
    const hasMaps = visible.every((index) => pictureOf(data.frames[index], store.state.kind)?.difference);
    const isFlicker = data.compared && mode === 'difference' && !hasMaps;
    store.update({ playing: !playing, ...(!playing && isFlicker && { mode: /** @type {const} */ ('side') }) });
  }

  listenToPlaying(store, stage, step);
  createScrubber(store, data);
  const play = byId('play');
  const rate = typedById('rate', HTMLSelectElement);
  byId('previous').addEventListener('click', () => step(-1));
  byId('next').addEventListener('click', () => step(1));
  play.addEventListener('click', toggle);
  rate.addEventListener('change', () => store.update({ rate: Number(rate.value) }));
  return { step, play: toggle };
}

/**
 * @param {Store} store
 * @param {Stage} stage
 * @param {(by: number) => void} step
 */
function listenToPlaying(store, stage, step) {
  const play = byId('play');
  /** @type {number | undefined} */
  let timer;

  /** @param {number} dueMs */
  async function tick(dueMs) {
    step(1);
    // A picture that takes longer than its time to decode is waited for: no frame is skipped.
    await stage.whenReady();
    if (!store.state.playing) return;
    const intervalMs = 1000 / store.state.rate;
    const nowMs = performance.now();
    const nextMs = Math.max(nowMs, dueMs + intervalMs);
    timer = setTimeout(tick, nextMs - nowMs, nextMs);
  }

  store.listen(['playing'], ({ playing }) => {
    play.replaceChildren(icon(playing ? 'pause' : 'play'));
    play.setAttribute('aria-label', playing ? 'Pause' : 'Play');
    clearTimeout(timer);
    if (playing) void tick(performance.now());
  });
}

/**
 * @param {Store} store
 * @param {PageData} data
 */
function createScrubber(store, data) {
  const scrubber = byId('scrubber');
  const scrub = typedById('scrub', HTMLInputElement);

  store.listen(['visible', 'theme', 'systemTheme'], ({ visible }) => {
    scrub.max = String(Math.max(0, visible.length - 1));
    scrub.disabled = visible.length < 2;
    scrubber.style.setProperty('--thumb', `${100 / Math.max(1, visible.length)}%`);
    paintTicks(visible.flatMap((index) => data.frames[index] ?? []));
  });

  store.listen(['frame', 'visible'], ({ frame, visible }) => {
    const at = visible.indexOf(frame);
    const chosen = data.frames[frame];
    scrub.value = String(Math.max(0, at));
    scrub.setAttribute('aria-valuetext', chosen ? `Frame ${chosen.frame}, ${chosen.title}` : 'none');
    byId('playhead').style.left = `${((at + 0.5) / Math.max(1, visible.length)) * 100}%`;
    byId('position').textContent = chosen ? `Frame ${chosen.frame}` : '';
  });

  scrub.addEventListener('input', () => {
    const { visible, frame } = store.state;
    store.update({ frame: visible[Number(scrub.value)] ?? frame, playing: false });
  });
}

/**
 * One pixel for each frame, in the colour of its state: as the style has it now, which a canvas cannot be told, so it is
 * read off marks. Frames that nobody has to look at are grey, so that the others stand out.
 * @param {PageFrame[]} frames
 */
function paintTicks(frames) {
  const ticks = typedById('ticks', HTMLCanvasElement);
  ticks.width = Math.max(1, frames.length);
  const context = contextOf(ticks);
  /** @type {Map<string, string>} */
  const colours = new Map();
  for (const [x, { state, review }] of frames.entries()) {
    const colour = colours.get(state) ?? colourOf(review || state === 'new' ? state : 'rendered');
    colours.set(state, colour);
    context.fillStyle = colour;
    context.fillRect(x, 0, 1, 1);
  }
}

/** @param {string} state */
function colourOf(state) {
  const sample = mark(state);
  byId('scrubber').append(sample);
  const { color } = getComputedStyle(sample);
  sample.remove();
  return color;
}
