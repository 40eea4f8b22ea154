import { byId, contextOf } from './dom.js';
import { joinPlanes } from './half.js';
/** @import { PageImage } from '../page-model.ts' */
/** @import { Size } from './geometry.js' */

/**
 * A decoded picture: either a bitmap or, for scene light, half floats (RGBA).
 * @typedef {Size & { halves: Uint16Array, bitmap?: undefined, close: () => void }} DecodedLight
 * @typedef {Size & { bitmap: ImageBitmap, halves?: undefined, close: () => void }} DecodedBitmap
 * @typedef {DecodedLight | DecodedBitmap} Decoded
 */

/** @typedef {ReturnType<typeof createPictures>} Pictures */

/** Decoded pictures that are kept, so that swapping and playing do not wait. */
const maxCachedBytes = 400_000_000;

/**
 * The bytes of a picture, which lie in the page as base64 text until somebody looks at it.
 * @param {string} id
 */
function readIsland(id) {
  const text = byId(id).textContent.trim();
  if (typeof Uint8Array.fromBase64 === 'function') return Uint8Array.fromBase64(text);
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
async function inflate(bytes) {
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Uint8Array(await new Response(inflated).arrayBuffer());
}

/**
 * @param {PageImage} image
 * @returns {Promise<Decoded>}
 */
async function decode({ id, type, width, height }) {
  const bytes = readIsland(id);
  if (type === 'hdr') {
    return { width, height, halves: joinPlanes(await inflate(bytes), width * height), close: () => undefined };
  }
  // The values as they are in the file: the pixel values that are shown are the ones that were compared.
  const bitmap = await createImageBitmap(new Blob([bytes], { type }), {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  });
  return { width: bitmap.width, height: bitmap.height, bitmap, close: () => bitmap.close() };
}

/**
 * Gives decoded pictures. When there are too many, the least recently used that nobody holds are closed: hold what is
 * not used at once.
 */
export function createPictures() {
  /** @type {Map<string, { decoded: Promise<Decoded>, sizeBytes: number }>} */
  const cache = new Map();
  /**
   * The id of the image that each pane shows.
   * @type {Map<string, string | undefined>}
   */
  const held = new Map();
  let sizeBytes = 0;

  function makeRoom() {
    for (const [id, entry] of cache) {
      if (sizeBytes <= maxCachedBytes || cache.size <= 4) return;
      if ([...held.values()].includes(id)) continue;
      cache.delete(id);
      sizeBytes -= entry.sizeBytes;
      entry.decoded.then((picture) => picture.close()).catch(() => undefined);
    }
  }

  return {
    /**
     * @param {string} pane
     * @param {PageImage | undefined} image what the pane shows from now on; undefined when it shows nothing
     */
    hold(pane, image) {
      held.set(pane, image?.id);
    },
    /** @param {PageImage} image */
    load(image) {
      const known = cache.get(image.id);
      // Putting it in again makes it the most recently used.
      cache.delete(image.id);
      const sizeOf = image.width * image.height * (image.type === 'hdr' ? 8 : 4);
      const entry = known ?? { decoded: decode(image), sizeBytes: sizeOf };
      cache.set(image.id, entry);
      if (!known) {
        sizeBytes += sizeOf;
        makeRoom();
      }
      return entry.decoded;
    },
  };
}

/**
 * A small copy for the list, which is not kept decoded.
 * @param {HTMLCanvasElement} canvas
 * @param {PageImage} image
 * @param {(picture: DecodedLight) => CanvasImageSource} render
 */
export async function drawThumbnail(canvas, image, render) {
  const picture = await decode(image);
  const scale = Math.min(1, 240 / picture.width);
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = contextOf(canvas);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture.bitmap ?? render(picture), 0, 0, canvas.width, canvas.height);
  picture.close();
}
