import { decode } from 'jpeg-js';
import { checkLength } from './jpeg-size.ts';
import type { Picture } from './picture.ts';
import { toLayer } from './samples.ts';

export function decodeJpeg(bytes: Uint8Array): Picture {
  const { width, height } = checkLength(bytes);
  const picture = decode(bytes, {
    useTArray: true,
    formatAsRGBA: false,
    tolerantDecoding: false,
    maxResolutionInMP: Infinity,
    // Coefficients, lines and result take at most 32 bytes a pixel and some megabytes for tables.
    maxMemoryUsageInMB: 16 + (width * height * 32) / 2 ** 20,
  });
  const values = new Uint8Array(picture.data.buffer, picture.data.byteOffset, width * height * 3);
  return {
    format: 'jpeg',
    width,
    height,
    encoding: 'display',
    profile: readProfile(bytes),
    layers: [toLayer({ values, channels: 3 })],
  };
}

const profileStart = Buffer.from('ICC_PROFILE\0', 'latin1');

/** The ICC profile, which lies in segments of up to 64 kB before the pixels. */
function readProfile(bytes: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  // Up to the start of the scan (SOS), behind which no segment follows.
  for (let offset = 2; offset + 4 <= bytes.length && view.getUint16(offset) !== 0xffda;) {
    const end = offset + 2 + view.getUint16(offset + 2);
    const data = bytes.subarray(offset + 4, end);
    const isProfile = Buffer.compare(data.subarray(0, profileStart.length), profileStart) === 0;
    if (view.getUint16(offset) === 0xffe2 && isProfile) parts.push(data.subarray(profileStart.length));
    offset = end;
  }
  return new Map(parts.length > 0 ? [['ICC profile', Buffer.concat(parts)]] : []);
}
