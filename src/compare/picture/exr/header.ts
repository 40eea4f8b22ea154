import { checkSize, corruptPicture } from '../picture.ts';
import { boxesEqual, type Box, type Windows } from '../window.ts';

/*
 * The structure of an OpenEXR file, after "OpenEXR File Layout" of the Academy Software Foundation: one or more headers
 * (parts), a table of offsets for each, and chunks of lines or tiles.
 */

export type PixelType = 'uint' | 'half' | 'float';
export type Compression = 'none' | 'rle' | 'zips' | 'zip' | 'piz' | 'pxr24' | 'b44' | 'b44a' | 'dwaa' | 'dwab';

export interface ExrChannel {
  name: string;
  type: PixelType;
  /** Hint for lossy compressions: the values are perceptually linear already. */
  perceptuallyLinear: boolean;
}

/** One part of the file. Most files have just one, without a name. */
export interface ExrPart {
  name: string;
  /** Of a stereoscopic picture: `left`, `right`. */
  view?: string;
  /** In the order of the file, which is alphabetical. */
  channels: ExrChannel[];
  compression: Compression;
  width: number;
  height: number;
  /** Coordinates of the first pixel; chunks name their lines from here. */
  top: number;
  windows: Windows;
  /** What its colours are, as the file has it; empty where it does not say. */
  chromaticities: Buffer;
  tile?: { width: number; height: number };
  /** Entries of the offset table, where the file says it: smaller levels of tiles count too. */
  chunkCount?: number;
}

export interface ExrHeader {
  parts: ExrPart[];
  multipart: boolean;
  /** Where the offset tables start. */
  end: number;
}

const compressions: Compression[] = ['none', 'rle', 'zips', 'zip', 'piz', 'pxr24', 'b44', 'b44a', 'dwaa', 'dwab'];
const pixelTypes: PixelType[] = ['uint', 'half', 'float'];
const maxChannels = 1024;
const maxParts = 256;

export function sampleSizeBytes(type: PixelType): number {
  return type === 'half' ? 2 : 4;
}

export function readExrHeader(bytes: Uint8Array): ExrHeader {
  const reader = new HeaderReader(bytes);
  const version = reader.uint32At(4);
  if ((version & 0xff) !== 2) throw corruptPicture(`The EXR picture has the unknown version ${version & 0xff}`);
  if ((version & 0x800) !== 0) throw corruptPicture('The EXR picture is a deep one, which cannot be compared');
  const multipart = (version & 0x1000) !== 0;
  const parts: ExrPart[] = [];
  do {
    parts.push(readPart(reader, (version & 0x200) !== 0));
    if (parts.length > maxParts) throw corruptPicture('The EXR picture has too many parts');
  } while (multipart && !reader.skipEmptyHeader());
  checkParts(parts);
  return { parts, multipart, end: reader.offset };
}

/** Of all parts, which have the same. */
export function windowsOfParts({ parts }: ExrHeader): Windows {
  const [{ windows }] = parts as [ExrPart];
  return { ...windows, channels: parts.reduce((sum, part) => sum + part.channels.length, 0) };
}

function checkParts(parts: ExrPart[]): void {
  const [first] = parts;
  const channels = parts.reduce((sum, part) => sum + part.channels.length, 0);
  if (first === undefined || channels > maxChannels) {
    throw corruptPicture(`The EXR picture has ${channels} channels, more than ${maxChannels}`);
  }
  for (const part of parts) {
    if (
      !boxesEqual(part.windows.data, first.windows.data) ||
      !boxesEqual(part.windows.display, first.windows.display)
    ) {
      throw corruptPicture('The EXR picture has parts of different sizes or places, which cannot be compared');
    }
  }
  checkSize(first.width, first.height, channels);
}

function readPart(reader: HeaderReader, tiledVersion: boolean): ExrPart {
  const attributes = reader.attributes();
  const name = attributes.get('name')?.toString('utf8') ?? '';
  const type = attributes.get('type')?.toString('latin1') ?? (tiledVersion ? 'tiledimage' : 'scanlineimage');
  const window = attributes.get('dataWindow');
  const compression = compressions[attributes.get('compression')?.readUInt8() ?? -1];
  const channelList = attributes.get('channels');
  if (window === undefined || compression === undefined || channelList === undefined) {
    throw corruptPicture('The EXR picture has no size, an unknown compression or no channels');
  }
  if (type !== 'scanlineimage' && type !== 'tiledimage') {
    throw corruptPicture(`The EXR picture has a part of type ${JSON.stringify(type.slice(0, 20))}`);
  }
  const data = readBox(window);
  const { top, width, height } = data;
  const channels = readChannels(channelList);
  checkSize(width, height, channels.length);
  const chunkCount = attributes.get('chunkCount')?.readUInt32LE();
  const view = attributes.get('view')?.toString('utf8');
  return {
    ...{ name, channels, compression, width, height, top },
    windows: { data, display: readDisplay(attributes.get('displayWindow'), data), channels: channels.length },
    chromaticities: attributes.get('chromaticities') ?? Buffer.alloc(0),
    ...(type === 'tiledimage' ? { tile: readTile(attributes.get('tiles')) } : {}),
    ...(chunkCount === undefined ? {} : { chunkCount }),
    ...(view === undefined ? {} : { view }),
  };
}

function readBox(box: Buffer): Box {
  const [left = 0, top = 0, right = 0, bottom = 0] = [0, 4, 8, 12].map((offset) => box.readInt32LE(offset));
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** What is shown of the data; all of it where the file says nothing sensible. */
function readDisplay(window: Buffer | undefined, data: Box): Box {
  const display = window === undefined ? data : readBox(window);
  return display.width >= 1 && display.height >= 1 ? display : data;
}

function readTile(tiles: Buffer | undefined): { width: number; height: number } {
  const tile = { width: tiles?.readUInt32LE(0) ?? 0, height: tiles?.readUInt32LE(4) ?? 0 };
  checkSize(tile.width, tile.height, 1);
  return tile;
}

function readChannels(list: Buffer): ExrChannel[] {
  const channels: ExrChannel[] = [];
  for (let offset = 0; list[offset] !== 0;) {
    const end = list.indexOf(0, offset);
    if (end < 0 || channels.length > maxChannels) throw corruptPicture('The EXR picture has a broken list of channels');
    const type = pixelTypes[list.readInt32LE(end + 1)];
    if (type === undefined) throw corruptPicture('The EXR picture has a channel of unknown type');
    if (list.readInt32LE(end + 9) !== 1 || list.readInt32LE(end + 13) !== 1) {
      throw corruptPicture('The EXR picture has channels of lower resolution, which cannot be compared');
    }
    channels.push({ name: list.toString('utf8', offset, end), type, perceptuallyLinear: list[end + 5] === 1 });
    offset = end + 17;
  }
  return channels;
}

class HeaderReader {
  offset = 8;
  readonly #bytes: Buffer;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  uint32At(offset: number): number {
    return this.#bytes.readUInt32LE(offset);
  }

  /** Reads one header: name, type, size and value, again and again, up to an empty name. */
  attributes(): Map<string, Buffer> {
    const attributes = new Map<string, Buffer>();
    while (this.#bytes.readUInt8(this.offset) !== 0) {
      const name = this.#text();
      this.#text();
      const sizeBytes = this.#bytes.readUInt32LE(this.offset);
      const start = this.offset + 4;
      if (start + sizeBytes > this.#bytes.length) throw corruptPicture('The EXR picture is cut off in its header');
      attributes.set(name, this.#bytes.subarray(start, start + sizeBytes));
      this.offset = start + sizeBytes;
    }
    this.offset++;
    return attributes;
  }

  /** A multipart file ends its headers with one that has no attributes. */
  skipEmptyHeader(): boolean {
    if (this.#bytes.readUInt8(this.offset) !== 0) return false;
    this.offset++;
    return true;
  }

  #text(): string {
    const end = this.#bytes.indexOf(0, this.offset);
    if (end < 0 || end - this.offset > 255) throw corruptPicture('The EXR picture has a broken header');
    const text = this.#bytes.toString('utf8', this.offset, end);
    this.offset = end + 1;
    return text;
  }
}
