import { contextOf, element } from './dom.js';
import { originOf } from './geometry.js';
import { halfToNumber } from './half.js';
import { toneMap } from './tone.js';
/** @import { PagePicture } from '../page-model.ts' */
/** @import { Size, View } from './geometry.js' */
/** @import { Decoded, DecodedLight } from './pictures.js' */

/**
 * Scene light as a canvas that shows it under this exposure.
 * @param {DecodedLight} picture
 * @param {Uint8ClampedArray} table
 */
export function toneMapped({ width, height, halves }, table) {
  const canvas = element('canvas', { width, height });
  contextOf(canvas).putImageData(new ImageData(toneMap(halves, table), width, height), 0, 0);
  return canvas;
}

const pixel = contextOf(element('canvas'), { willReadFrequently: true });

/**
 * @param {Decoded} picture
 * @param {number} x
 * @param {number} y
 */
function readPixel(picture, x, y) {
  if (picture.halves) {
    const first = (y * picture.width + x) * 4;
    return [...picture.halves.subarray(first, first + 3)].map(halfToNumber);
  }
  pixel.clearRect(0, 0, 1, 1);
  pixel.drawImage(picture.bitmap, x, y, 1, 1, 0, 0, 1, 1);
  return [...pixel.getImageData(0, 0, 1, 1).data.subarray(0, 3)];
}

/**
 * The size it is seen in, to within a power of two: shrinking it further is left to the browser.
 * @param {Size} source
 * @param {number} seen how many pixels of the screen one of its own takes
 * @returns {Size}
 */
function paintedSize(source, seen) {
  const reduction = 2 ** Math.max(0, Math.floor(Math.log2(1 / seen)));
  return {
    width: Math.max(1, Math.ceil(source.width / reduction)),
    height: Math.max(1, Math.ceil(source.height / reduction)),
  };
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {ImageBitmap | HTMLCanvasElement} source
 * @param {Size} size
 */
function paint(canvas, source, { width, height }) {
  canvas.width = width;
  canvas.height = height;
  const context = contextOf(canvas);
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, width, height);
}

/**
 * @param {PagePicture['regions'][number]} region
 * @param {{ left: number, top: number }} origin
 * @param {number} scale
 */
function createBox({ x, y, width, height }, { left, top }, scale) {
  const box = element('div');
  box.style.left = `${left + x * scale}px`;
  box.style.top = `${top + y * scale}px`;
  box.style.width = `${width * scale}px`;
  box.style.height = `${height * scale}px`;
  return box;
}

/**
 * @typedef {object} Pane
 * @property {HTMLElement} figure
 * @property {(decoded: Decoded, size: Size, table: Uint8ClampedArray, description: string, note?: string) => void} show
 *   shows a picture as if it had `size` pixels; `note` stands beside its name
 * @property {(table: Uint8ClampedArray) => void} expose shows scene light under another exposure
 * @property {(note?: string) => void} clear shows nothing; `note` says why
 * @property {(view: View, paneSize: Size, regions: PagePicture['regions']) => void} place
 * @property {(x: number, y: number) => number[] | undefined} sample the values of a pixel: bytes, or linear light for
 *   HDR; nothing where there is no picture in full
 */

/**
 * One place for a picture: baseline, candidate or difference.
 * @param {string} role
 * @param {string} title
 * @returns {Pane}
 */
export function createPane(role, title) {
  const canvas = element('canvas', { role: 'img', hidden: true });
  const caption = element('figcaption', { hidden: true });
  const boxes = element('div', { class: 'boxes', 'aria-hidden': 'true' });
  /** @type {{ decoded: Decoded, source: ImageBitmap | HTMLCanvasElement, size: Size } | undefined} */
  let shown;
  /** @type {number | undefined} */
  let paintedWidth;

  return {
    figure: element('figure', { class: 'pane', 'data-role': role }, canvas, boxes, caption),
    show(decoded, size, table, description, note) {
      shown = { decoded, size, source: decoded.bitmap ?? toneMapped(decoded, table) };
      paintedWidth = undefined;
      canvas.hidden = false;
      caption.hidden = false;
      canvas.setAttribute('aria-label', `${title}, ${description}`);
      caption.textContent = note ? `${title}: ${note}` : title;
    },
    expose(table) {
      if (!shown?.decoded.halves) return;
      shown.source = toneMapped(shown.decoded, table);
      paintedWidth = undefined;
    },
    clear(note) {
      shown = undefined;
      canvas.hidden = true;
      caption.hidden = !note;
      caption.textContent = `${title}: ${note}`;
    },
    place(view, paneSize, regions) {
      boxes.hidden = !shown;
      if (!shown) return;
      const { source, size } = shown;
      const painted = paintedSize(source, view.scale * (size.width / source.width) * window.devicePixelRatio);
      if (painted.width !== paintedWidth) {
        paintedWidth = painted.width;
        paint(canvas, source, painted);
      }
      const origin = originOf(view, paneSize);
      const across = (size.width * view.scale) / canvas.width;
      const down = (size.height * view.scale) / canvas.height;
      canvas.style.transform = `translate(${origin.left}px, ${origin.top}px) scale(${across}, ${down})`;
      canvas.classList.toggle('pixels', across * window.devicePixelRatio >= 2 && size.width === source.width);
      boxes.replaceChildren(...regions.map((region) => createBox(region, origin, view.scale)));
    },
    sample(x, y) {
      if (!shown) return undefined;
      const { decoded, size } = shown;
      if (size.width !== decoded.width || x < 0 || y < 0 || x >= decoded.width || y >= decoded.height) return undefined;
      return readPixel(decoded, x, y);
    },
  };
}
