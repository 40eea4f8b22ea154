/**
 * What the page shows, in one place: every part reads `state`, changes it with `update`, and is told of the changes it
 * listens to. Parts do not know each other.
 */
export function createStore(state) {
  const listeners = [];
  return {
    state,
    update(changes) {
      const changed = Object.keys(changes).filter((key) => state[key] !== changes[key]);
      Object.assign(state, changes);
      for (const { keys, listener } of listeners) {
        if (keys.some((key) => changed.includes(key))) listener(state);
      }
    },
    /** Calls `listener` now and whenever one of `keys` changes. */
    listen(keys, listener) {
      listeners.push({ keys, listener });
      listener(state);
    },
  };
}

/** The picture of `frame` that is shown: the chosen kind of result, or the one that decides about the frame. */
export function pictureOf(frame, kind) {
  const find = (wanted) => frame?.pictures.find((picture) => picture.kind === wanted);
  return find(kind) ?? find(frame?.kind);
}

/** The picture of the frame itself: in full, or else its thumbnail. */
export function candidateOf(picture) {
  return picture?.candidate ?? picture?.thumbnail;
}

/** The mode that can be shown for a picture: comparing needs both sides, and a difference its map. */
export function isModeAvailable(mode, picture) {
  if (mode === 'swap') return true;
  return mode === 'difference' ? Boolean(picture?.difference) : Boolean(picture?.baseline && picture.candidate);
}
