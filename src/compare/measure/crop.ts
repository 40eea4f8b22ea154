import type { Layer } from '../picture/picture.ts';
import { toLayer } from '../picture/samples.ts';
import type { Box } from '../picture/window.ts';

/** Some columns of the rows of a layer's values, or of its samples. */
interface Rows {
  values: Float32Array | Uint8Array | Uint16Array;
  /** Values of a pixel. */
  step: number;
}

function rowsOf({ channels, samples }: Layer): Rows[] {
  if (samples !== undefined) return [{ values: samples.values, step: samples.channels }];
  return channels.map(({ values }) => ({ values, step: 1 }));
}

/** The smallest box with all pixels of which any bit differs; undefined if none does, or if the layers are stored otherwise. */
export function differenceBox(baseline: Layer, candidate: Layer, width: number, height: number): Box | undefined {
  const box = { left: width, top: height, right: 0, bottom: 0 };
  const others = rowsOf(candidate);
  for (const [index, { values, step }] of rowsOf(baseline).entries()) {
    const other = others[index];
    if (other?.step !== step || other.values.BYTES_PER_ELEMENT !== values.BYTES_PER_ELEMENT) return undefined;
    const sampleBytes = values.BYTES_PER_ELEMENT * step;
    const [a, b] = [bytesOf(values), bytesOf(other.values)];
    for (let y = 0; y < height; y++) {
      const start = y * width * sampleBytes;
      const end = start + width * sampleBytes;
      if (a.compare(b, start, end, start, end) === 0) continue;
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y + 1);
      let [first, last] = [start, end - 1];
      while (a[first] === b[first]) first++;
      while (a[last] === b[last]) last--;
      box.left = Math.min(box.left, Math.floor((first - start) / sampleBytes));
      box.right = Math.max(box.right, Math.floor((last - start) / sampleBytes) + 1);
    }
  }
  const { left, top, right, bottom } = box;
  return bottom === 0 ? undefined : { left, top, width: right - left, height: bottom - top };
}

function bytesOf({ buffer, byteOffset, byteLength }: Rows['values']): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}

/** The part of a layer, `width` pixels wide, that is in a box. */
export function cropLayer(layer: Layer, width: number, box: Box): Layer {
  const { samples } = layer;
  if (samples !== undefined) {
    const { channels } = samples;
    const Values = samples.values instanceof Uint8Array ? Uint8Array : Uint16Array;
    const values = new Values(box.width * box.height * channels);
    copyBox(samples.values, values, width * channels, {
      ...box,
      left: box.left * channels,
      width: box.width * channels,
    });
    return toLayer({ values, channels });
  }
  const channels = layer.channels.map(({ name, values }) => {
    const cropped = new Float32Array(box.width * box.height);
    copyBox(values, cropped, width, box);
    return { name, values: cropped };
  });
  return { name: layer.name, channels };
}

function copyBox<T extends Float32Array | Uint8Array | Uint16Array>(from: T, to: T, stride: number, box: Box): void {
  for (let row = 0; row < box.height; row++) {
    const start = (box.top + row) * stride + box.left;
    to.set(from.subarray(start, start + box.width), row * box.width);
  }
}
