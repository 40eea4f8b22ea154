import { extensionOf, magicBytes } from '../frames/file-type.ts';

/** What can be compared, in words. */
export const comparableFormats = 'PNG, JPEG, TIFF and EXR';

/** Blender's other formats for stills: `file_format` in the .blend, and the extension that their first bytes tell. */
const otherFormats: { name: string; fileFormats: string[]; extensions: string[] }[] = [
  { name: 'BMP', fileFormats: ['BMP'], extensions: ['bmp'] },
  { name: 'Targa', fileFormats: ['TARGA', 'TARGA_RAW'], extensions: [] },
  { name: 'IRIS', fileFormats: ['IRIS'], extensions: ['rgb'] },
  { name: 'Radiance HDR', fileFormats: ['HDR'], extensions: ['hdr'] },
  { name: 'Cineon', fileFormats: ['CINEON'], extensions: ['cin'] },
  { name: 'DPX', fileFormats: ['DPX'], extensions: ['dpx'] },
  { name: 'DDS', fileFormats: ['DDS'], extensions: [] },
  { name: 'JPEG 2000', fileFormats: ['JPEG2000'], extensions: ['jp2', 'j2c'] },
  { name: 'WebP', fileFormats: ['WEBP'], extensions: ['webp'] },
  { name: 'AVIF', fileFormats: ['AVIF'], extensions: [] },
];

/** The name of a .blend's `file_format` that cannot be compared; undefined for one that can, and for movies. */
export function uncomparableFormat(fileFormat: string): string | undefined {
  return otherFormats.find(({ fileFormats }) => fileFormats.includes(fileFormat))?.name;
}

/** The same of a file, by its first bytes. */
export function uncomparableFile(bytes: Uint8Array): string | undefined {
  const extension = extensionOf(bytes.subarray(0, magicBytes));
  return otherFormats.find(({ extensions }) => extensions.includes(extension))?.name;
}
