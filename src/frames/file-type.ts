/** How many first bytes {@link extensionOf} looks at. */
export const magicBytes = 16;

/** Hex digits, with dots for any. */
const signatures: [hex: string, extension: string][] = [
  ['762f3101', 'exr'],
  ['89504e470d0a1a0a', 'png'],
  ['ffd8ff', 'jpg'],
  ['49492a00', 'tif'],
  ['4d4d002a', 'tif'],
  ['424d', 'bmp'],
  ['233f524144', 'hdr'], // #?RADIANCE
  ['53445058', 'dpx'],
  ['58504453', 'dpx'],
  ['802a5fd7', 'cin'],
  ['01da', 'rgb'], // IRIS
  ['0000000c6a502020', 'jp2'],
  ['ff4fff51', 'j2c'],
  ['52494646........57454250', 'webp'], // RIFF, size, WEBP
];

/** For what no signature tells, as Targa. */
const unknown = 'bin';

/** Every extension that {@link extensionOf} gives, and those that people and other programs give the same formats. */
export const resultExtensions = [
  ...new Set([...signatures.map(([, extension]) => extension), unknown]),
  ...['jpeg', 'tiff', 'tga', 'sgi', 'bw', 'j2k', 'pic'],
];

/** A file's extension by its first bytes: the Manager calls every result an EXR. */
export function extensionOf(start: Uint8Array): string {
  const hex = Buffer.from(start).toString('hex');
  return signatures.find(([signature]) => new RegExp(`^${signature}`).test(hex))?.[1] ?? unknown;
}
