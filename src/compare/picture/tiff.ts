import type { Picture, Samples } from './picture.ts';
import { channelNames, multiplyByAlpha, toLayer } from './samples.ts';
import { checkPresent, readTiffDirectory, readTiffProfile, type TiffDirectory } from './tiff-directory.ts';
import { unpackSegment } from './tiff-segments.ts';

/**
 * Decodes the first page of a TIFF: 8 and 16 bit whole numbers and 32 bit floats; strips or tiles; uncompressed, LZW,
 * deflate or PackBits, with and without prediction. Blender, OpenImageIO and libtiff write nothing else for renders.
 */
export function decodeTiff(bytes: Uint8Array): Picture {
  const directory = readTiffDirectory(bytes);
  const { width, height, samples } = directory;
  const float = directory.sampleFormat === 3;
  const length = width * height * samples;
  checkPresent(directory);
  const values = float
    ? new Float32Array(length)
    : directory.bitsPerSample === 16
      ? new Uint16Array(length)
      : new Uint8Array(length);
  for (let index = 0; index < directory.offsets.length; index++) placeSegment(bytes, directory, index, values);

  const about = { width, height, profile: readTiffProfile(bytes) };
  if (values instanceof Float32Array) {
    const channels = channelNames(samples).map((name, channel) => ({
      name,
      values: Float32Array.from({ length: width * height }, (_, pixel) => values[pixel * samples + channel] ?? 0),
    }));
    return { format: 'tiff', ...about, encoding: 'linear', layers: [{ name: '', channels }] };
  }
  const picture: Samples = { values, channels: samples };
  if (directory.whiteIsZero) invert(picture);
  const hidden = directory.unassociatedAlpha && samples % 2 === 0 ? multiplyByAlpha(picture) : {};
  return { format: 'tiff', ...about, encoding: 'display', ...hidden, layers: [toLayer(picture)] };
}

function placeSegment(
  bytes: Uint8Array,
  directory: TiffDirectory,
  index: number,
  values: Samples['values'] | Float32Array,
): void {
  const { width, height, samples, segment, planar } = directory;
  const across = Math.ceil(width / segment.width);
  const perPlane = across * Math.ceil(height / segment.height);
  const place = index % perPlane;
  const left = (place % across) * segment.width;
  const top = Math.floor(place / across) * segment.height;
  // Strips end with the picture; tiles are always whole.
  const lines = directory.tiled ? segment.height : Math.min(segment.height, height - top);
  const stored = planar ? 1 : samples;
  const from = unpackSegment(bytes, directory, index, { width: segment.width, lines, samples: stored });
  const visible = Math.min(segment.width, width - left);
  for (let line = 0; line < Math.min(lines, height - top); line++) {
    const source = from.subarray(line * segment.width * stored, (line * segment.width + visible) * stored);
    const to = ((top + line) * width + left) * samples;
    if (planar) {
      const channel = Math.floor(index / perPlane);
      for (let x = 0; x < visible; x++) values[to + x * samples + channel] = source[x] ?? 0;
    } else {
      values.set(source, to);
    }
  }
}

function invert({ values }: Samples): void {
  const full = values instanceof Uint8Array ? 255 : 65535;
  for (let index = 0; index < values.length; index++) values[index] = full - (values[index] ?? 0);
}
