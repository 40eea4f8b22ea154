import { messageOf, RenderError } from '../../errors.ts';
import { decodeExr } from './exr/exr.ts';
import { corruptPicture, type Picture, type PictureFormat } from './picture.ts';
import { decodePng } from './png.ts';

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
 * The bytes may come from anywhere: memory and time stay within a small multiple of what the picture's true size needs,
 * and whatever is wrong with them ends in a {@link RenderError} of kind `corrupt-result`.
 */
export async function decodePicture(bytes: Uint8Array): Promise<Picture> {
  const format = detectFormat(bytes);
  if (format === undefined) {
    if (bytes.length === 0) throw corruptPicture('The file is empty');
    if (Buffer.from(bytes.subarray(0, lfsStart.length)).toString('latin1') === lfsStart) {
      throw corruptPicture('The file is a Git LFS pointer', { hint: 'Check out with lfs: true, or run git lfs pull.' });
    }
    throw corruptPicture('The file is not a PNG, JPEG, TIFF or EXR picture', {
      hint: "Choose one of these formats in the .blend's output settings.",
    });
  }
  try {
    return await decodeAs(format, bytes);
  } catch (error) {
    if (error instanceof RenderError) throw error;
    // Reads past the end (RangeError) and broken streams (zlib) surface here: both mean damaged bytes.
    throw corruptPicture(`The ${format.toUpperCase()} picture is damaged: ${messageOf(error)}`, { cause: error });
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
