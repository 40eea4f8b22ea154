/* global clearTimeout, getComputedStyle, performance, setTimeout */
import { byId, icon, mark } from './dom.js';

/** The scrubber over the frames of the filter, and playing them. */
export function createTimeline(store, data, stage) {
  const scrub = byId('scrub');
  const ticks = byId('ticks');
  const play = byId('play');
  let timer;

  /** Steps through the visible frames; past an end it goes on at the other. */
  function step(by) {
    const { visible, frame } = store.state;
    if (visible.length === 0) return;
    const next = (visible.indexOf(frame) + by + visible.length) % visible.length;
    store.update({ frame: visible[next] });
  }

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

  /** One pixel for each frame, in the colour of its state. */
  function paintTicks() {
    const { visible } = store.state;
    ticks.width = Math.max(1, visible.length);
    const context = ticks.getContext('2d');
    const colours = coloursOf(data.frames);
    visible.forEach((index, x) => {
      context.fillStyle = colours[data.frames[index].state];
      context.fillRect(x, 0, 1, 1);
    });
  }

  store.listen(['visible', 'theme', 'systemTheme'], ({ visible }) => {
    scrub.max = String(Math.max(0, visible.length - 1));
    scrub.disabled = visible.length < 2;
    scrub.parentElement.style.setProperty('--thumb', `${100 / Math.max(1, visible.length)}%`);
    paintTicks();
  });

  store.listen(['frame', 'visible'], ({ frame, visible }) => {
    const at = visible.indexOf(frame);
    const chosen = data.frames[frame];
    scrub.value = String(Math.max(0, at));
    scrub.setAttribute('aria-valuetext', chosen ? `Frame ${chosen.frame}, ${chosen.title}` : 'none');
    byId('playhead').style.left = `${((at + 0.5) / Math.max(1, visible.length)) * 100}%`;
    byId('position').textContent = chosen ? `Frame ${chosen.frame}` : '';
  });

  scrub.addEventListener('input', () =>
    store.update({ frame: store.state.visible[Number(scrub.value)], playing: false }),
  );
  byId('previous').addEventListener('click', () => step(-1));
  byId('next').addEventListener('click', () => step(1));
  play.addEventListener('click', () => store.update({ playing: !store.state.playing }));
  byId('rate').addEventListener('change', (event) => store.update({ rate: Number(event.target.value) }));

  return { step };
}

/**
 * The colours of states as the style has them now: a canvas cannot be styled, so they are read off marks. Frames that
 * nobody has to look at are grey, so that the others stand out.
 */
function coloursOf(frames) {
  const colours = {};
  for (const { state, review } of frames) {
    if (state in colours) continue;
    const sample = mark(review || state === 'new' ? state : 'rendered');
    byId('scrubber').append(sample);
    colours[state] = getComputedStyle(sample).color;
    sample.remove();
  }
  return colours;
}
