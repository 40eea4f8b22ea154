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
   * @param {Role} role
   * @param {PageImage} image
   */
  async function load(role, image) {
    const { stretched, description, note } = describeImage(selection, role, image);
    try {
      const picture = await pictures.load(image);
      if (wanted[role] !== image) return;
      pictures.hold(role, image);
      panes[role].show(picture, stretched ? selection.size() : picture, table, description, note);
    } catch {
      if (wanted[role] === image) clear(role, 'this browser cannot show it');
    }
    place();
    store.update({ painted: store.state.painted + 1 });
  }

  /**
   * @param {Role} role
   * @param {string} [note]
   */
  function clear(role, note) {
    pictures.hold(role, undefined);
    panes[role].clear(note);
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
      const loads = [];
      for (const role of roles) {
        const image = images[role];
        if (wanted[role] === image) continue;
        // While playing, only what is seen is decoded.
        if (store.state.playing && image && !seen.includes(role)) continue;
        wanted[role] = image;
        if (!image) clear(role);
        else if (seen.includes(role)) loads.push(load(role, image));
        else void load(role, image);
      }
      await Promise.all(loads);
    },
  };
}

/**
 * @param {Selection} selection
 * @param {Role} role
 * @param {PageImage} image
 */
function describeImage(selection, role, image) {
  const frame = selection.frame();
  const isThumbnail = image === selection.picture()?.thumbnail;
  return {
    /** A heat map and a thumbnail stand for the picture whatever their own size is. */
    stretched: isThumbnail || role === 'difference',
    description: `frame ${frame?.frame}, ${frame?.title}`,
    note: isThumbnail ? 'thumbnail' : undefined,
  };
}
