/* global document, ImageData, window */
import { element } from './dom.js';
import { originOf } from './geometry.js';
import { halfToNumber } from './half.js';
import { toneMap } from './tone.js';

/** Scene light as a canvas that shows it under this exposure. */
export function toneMapped({ width, height, halves }, table) {
  const canvas = element('canvas', { width, height });
  canvas.getContext('2d').putImageData(new ImageData(toneMap(halves, table), width, height), 0, 0);
  return canvas;
}

const pixel = document.createElement('canvas').getContext('2d', { willReadFrequently: true });

/** One place for a picture: baseline, candidate or difference. */
export function createPane(role, title) {
  const canvas = element('canvas', { role: 'img', hidden: true });
  const caption = element('figcaption', { hidden: true });
  const boxes = element('div', { class: 'boxes', 'aria-hidden': 'true' });
  const figure = element('figure', { class: 'pane', 'data-role': role }, canvas, boxes, caption);
  let decoded;
  let source;
  let size;
  let paintedWidth;

  /** Paints at the size it is seen in, to within a power of two: shrinking it further is left to the browser. */
  function paint(scale) {
    const seen = scale * (size.width / source.width) * window.devicePixelRatio;
    const reduction = 2 ** Math.max(0, Math.floor(Math.log2(1 / seen)));
    const width = Math.max(1, Math.ceil(source.width / reduction));
    if (width === paintedWidth) return;
    paintedWidth = width;
    canvas.width = width;
    canvas.height = Math.max(1, Math.ceil(source.height / reduction));
    const context = canvas.getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.drawImage(source, 0, 0, canvas.width, canvas.height);
  }

  return {
    figure,
    get isHdr() {
      return Boolean(decoded?.halves);
    },
    /** Shows a decoded picture as if it had `shownSize` pixels; `note` stands beside its name. */
    show(picture, shownSize, table, description, note) {
      decoded = picture;
      size = shownSize;
      source = picture.bitmap ?? toneMapped(picture, table);
      paintedWidth = undefined;
      canvas.hidden = false;
      caption.hidden = false;
      canvas.setAttribute('aria-label', `${title}, ${description}`);
      caption.textContent = note ? `${title}: ${note}` : title;
    },
    expose(table) {
      if (!decoded?.halves) return;
      source = toneMapped(decoded, table);
      paintedWidth = undefined;
    },
    clear(note) {
      decoded = undefined;
      source = undefined;
      canvas.hidden = true;
      caption.hidden = !note;
      caption.textContent = `${title}: ${note}`;
    },
    place(view, paneSize, regions) {
      boxes.hidden = !source;
      if (!source) return;
      paint(view.scale);
      const { left, top } = originOf(view, paneSize);
      const across = (size.width * view.scale) / canvas.width;
      const down = (size.height * view.scale) / canvas.height;
      canvas.style.transform = `translate(${left}px, ${top}px) scale(${across}, ${down})`;
      canvas.classList.toggle('pixels', across * window.devicePixelRatio >= 2 && size.width === source.width);
      boxes.replaceChildren(
        ...regions.map(({ x, y, width, height }) => {
          const box = element('div');
          box.style.left = `${left + x * view.scale}px`;
          box.style.top = `${top + y * view.scale}px`;
          box.style.width = `${width * view.scale}px`;
          box.style.height = `${height * view.scale}px`;
          return box;
        }),
      );
    },
    /** The values of a pixel: bytes, or linear light for HDR. Nothing where there is no picture in full. */
    sample(x, y) {
      if (!decoded || size.width !== decoded.width || x < 0 || y < 0 || x >= decoded.width || y >= decoded.height)
        return;
      if (decoded.halves) {
        const first = (y * decoded.width + x) * 4;
        return [...decoded.halves.subarray(first, first + 3)].map(halfToNumber);
      }
      pixel.clearRect(0, 0, 1, 1);
      pixel.drawImage(decoded.bitmap, x, y, 1, 1, 0, 0, 1, 1);
      return [...pixel.getImageData(0, 0, 1, 1).data.subarray(0, 3)];
    },
  };
}
