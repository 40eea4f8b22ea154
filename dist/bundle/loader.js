import { roles } from './selection.js';
import { createToneTable } from './tone.js';
/** @import { PageImage } from '../page-model.ts' */
/** @import { Pane } from './pane.js' */
/** @import { Pictures } from './pictures.js' */
/** @import { Role, Selection } from './selection.js' */
/** @import { Store } from './store.js' */

/** @typedef {Partial<Record<Role, PageImage | undefined>>} Images */

/**
 * Decodes images and puts them into their panes.
 * @param {Store} store
 * @param {Selection} selection
 * @param {Pictures} pictures
 * @param {Record<Role, Pane>} panes
 * @param {() => void} place called when a pane has something else to show
 */
export function createLoader(store, selection, pictures, panes, place) {
  /** @type {Images} what each pane shows or is about to show */
  const wanted = {};
  /** @type {Uint8ClampedArray} */
  let table;

  /**
   * Puts what is wanted in these panes there, all at once: a film steps in both panes at the same moment.
   * @param {Role[]} due
   */
  async function load(due) {
    const loads = due.map((role) => ({ role, image: wanted[role], ...describeImage(selection, role, wanted[role]) }));
    const loaded = await Promise.all(
      loads.map(async ({ image }) => (image ? await pictures.load(image).catch(() => undefined) : undefined)),
    );
    for (const [at, { role, image, stretched, description, note }] of loads.entries()) {
      if (wanted[role] !== image) continue;
      const picture = loaded[at];
      pictures.hold(role, picture && image);
      if (picture) panes[role].show(picture, stretched ? selection.size() : picture, table, description, note);
      else panes[role].clear(image ? 'this browser cannot show it' : note);
    }
    place();
    store.update({ painted: store.state.painted + 1 });
  }

  store.listen(['exposure', 'curve'], ({ exposure, curve }) => {
    table = createToneTable(exposure, curve);
    for (const role of roles) panes[role].expose(table);
    place();
  });

  return {
    wanted,
    /** @param {Images} images painted when this is fulfilled, as far as they are seen */
    async show(images) {
      const seen = selection.seen();
      // While playing, only what is seen is decoded.
      const due = roles.filter((role) => seen.includes(role) || !store.state.playing || !images[role]);
      const changed = due.filter((role) => !images[role] || wanted[role] !== images[role]);
      for (const role of changed) wanted[role] = images[role];
      for (const role of changed) if (!seen.includes(role)) void load([role]);
      await load(changed.filter((role) => seen.includes(role)));
    },
  };
}

/**
 * @param {Selection} selection
 * @param {Role} role
 * @param {PageImage | undefined} image
 */
function describeImage(selection, role, image) {
  const frame = selection.frame();
  const isThumbnail = image !== undefined && image === selection.picture()?.thumbnail;
  const nameOfSize = isThumbnail ? 'thumbnail' : undefined;
  return {
    /** A heat map and a thumbnail stand for the picture whatever their own size is. */
    stretched: isThumbnail || role === 'difference',
    description: `frame ${frame?.frame}, ${frame?.title}`,
    note: image ? nameOfSize : selection.absence(role),
  };
}
