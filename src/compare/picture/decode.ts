import { messageOf, RenderError } from '../../base/errors.ts';
import { decodeExr, outlineExr } from './exr/exr.ts';
import { readExrHeader, windowsOfParts } from './exr/header.ts';
import { readJpegSize } from './jpeg-size.ts';
import { comparableFormats, uncomparableFile } from '../formats.ts';
import { corruptPicture, type Picture, type PictureFormat } from './picture.ts';
import { readPngHeader } from './png-header.ts';
import { decodePng, outlinePng } from './png.ts';
import { boxesEqual, canvasOf } from './window.ts';

/** How the text starts that stands for a file which Git LFS has not brought. */
const lfsStart = 'version https://git-lfs';

/** The format by a file's first bytes; names and extensions are not trusted. */
export function detectFormat(bytes: Uint8Array): PictureFormat | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 8)).toString('latin1');
  if (start === '\x89PNG\r\n\x1a\n') return 'png';
  if (start.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (start.startsWith('II*\0') || start.startsWith('MM\0*')) return 'tiff';
  if (start.startsWith('\x76\x2f\x31\x01')) return 'exr';
  return undefined;
}

/**
 * Decodes a PNG, JPEG, TIFF or EXR picture into floats.
 *
 * The bytes may come from anywhere: memory and time stay within a small multiple of what {@link decodedSizeBytes} tells,
 * a file has to be large enough for the size that it claims, and whatever is wrong with them ends in a {@link RenderError} of kind `corrupt-result`.
 */
export async function decodePicture(bytes: Uint8Array): Promise<Picture> {
  return await readWith(decodeAs, bytes);
}

/**
 * What {@link decodePicture} gives, without the values of the channels, in the time that it takes to look through the
 * file: its headers, where its pixels lie, and the checksums of a PNG.
 */
export async function outlinePicture(bytes: Uint8Array): Promise<Picture> {
  return await readWith(outlineAs, bytes);
}

async function readWith(
  read: (format: PictureFormat, bytes: Uint8Array) => Promise<Picture>,
  bytes: Uint8Array,
): Promise<Picture> {
  const format = detectFormat(bytes);
  if (format === undefined) {
    if (bytes.length === 0) throw corruptPicture('The file is empty');
    if (Buffer.from(bytes.subarray(0, lfsStart.length)).toString('latin1') === lfsStart) {
      throw corruptPicture('The file is a Git LFS pointer', { hint: 'Check out with lfs: true, or run git lfs pull.' });
    }
    if (isBigTiff(bytes)) {
      throw corruptPicture('The file is a BigTIFF, which cannot be compared', {
        hint: 'Save it as a plain TIFF, which holds up to 4 GB.',
      });
    }
    const other = uncomparableFile(bytes);
    const what = other === undefined ? 'not a PNG, JPEG, TIFF or EXR picture' : `a ${other} picture`;
    throw corruptPicture(`The file is ${what}; only ${comparableFormats} can be compared`, {
      hint: "Choose one of them in the .blend's output settings.",
    });
  }
  try {
    return await read(format, bytes);
  } catch (error) {
    if (error instanceof RenderError) throw error;
    // Reads past the end (RangeError) and broken streams (zlib) surface here: both mean damaged bytes.
    throw corruptPicture(`The ${format.toUpperCase()} picture is damaged: ${messageOf(error)}`, { cause: error });
  }
}

function isBigTiff(bytes: Uint8Array): boolean {
  return ['II+\0', 'MM\0+'].includes(Buffer.from(bytes.subarray(0, 4)).toString('latin1'));
}

/** How much the values of a picture will take, by what its header claims; 0 when {@link decodePicture} will refuse it. */
export async function decodedSizeBytes(bytes: Uint8Array): Promise<number> {
  try {
    const { width, height, channels, emptyPixels = 0 } = await readSize(bytes);
    return (width * height * channels + emptyPixels * channelsAtOnce) * Float32Array.BYTES_PER_ELEMENT;
  } catch {
    return 0;
  }
}

/** One layer after the other is laid on what a picture is shown on. */
const channelsAtOnce = 4;

interface ClaimedSize {
  width: number;
  height: number;
  channels: number;
  /** Of what the picture is shown on, where it does not fill that. */
  emptyPixels?: number;
}

async function readSize(bytes: Uint8Array): Promise<ClaimedSize> {
  switch (detectFormat(bytes)) {
    case 'png':
      return { ...readPngHeader(bytes), channels: 4 };
    case 'jpeg':
      return { ...readJpegSize(bytes), channels: 3 };
    case 'tiff': {
      const { width, height, samples } = (await import('./tiff-directory.ts')).readTiffDirectory(bytes);
      return { width, height, channels: samples };
    }
    case 'exr': {
      const windows = windowsOfParts(readExrHeader(bytes));
      const canvas = canvasOf(windows);
      const emptyPixels = boxesEqual(canvas, windows.data) ? 0 : canvas.width * canvas.height;
      return { ...windows.data, channels: windows.channels, emptyPixels };
    }
    case undefined:
      return { width: 0, height: 0, channels: 0 };
  }
}

async function decodeAs(format: PictureFormat, bytes: Uint8Array): Promise<Picture> {
  switch (format) {
    case 'png':
      return decodePng(bytes);
    case 'exr':
      return decodeExr(bytes);
    case 'jpeg':
      return (await import('./jpeg.ts')).decodeJpeg(bytes);
    case 'tiff':
      return (await import('./tiff.ts')).decodeTiff(bytes);
  }
}

async function outlineAs(format: PictureFormat, bytes: Uint8Array): Promise<Picture> {
  switch (format) {
    case 'png':
      return outlinePng(bytes);
    case 'exr':
      return outlineExr(bytes);
    case 'jpeg':
      return (await import('./jpeg-size.ts')).outlineJpeg(bytes);
    case 'tiff':
      return (await import('./tiff-directory.ts')).outlineTiff(bytes);
  }
}
