import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { messageOf } from '../errors.ts';
import type { DisplayPicture, FrameReport, PictureReport } from './model.ts';
import { type PictureRole, planFullPictures, planSmallCandidates, planThumbnails } from './picture-plan.ts';
import type { PlannedPicture } from './picture-plan.ts';

/** Where a picture lies in the page: `id` of the element with its bytes. */
export interface Island {
  id: string;
  type: DisplayPicture['type'];
  width: number;
  height: number;
}

/** What became of one picture's views. */
export interface EmbeddedPicture {
  islands: Partial<Record<PictureRole, Island>>;
  /** Views that exist and did not fit. */
  leftOut: PictureRole[];
  /** Why a view that should be there could not be read. */
  problems: string[];
}
export type EmbeddedPictures = Map<PictureReport, EmbeddedPicture>;

/** The page keeps this much of its limit for pictures in full. */
const thumbnailShare = 1 / 4;
/** A candidate without thumbnail that is no larger than this is its own thumbnail. */
const smallBytes = 256 * 1024;
/** The element around the base64 text and the entry in the page's data. */
const overheadBytes = 250;
const deflateAsync = promisify(deflate);

/**
 * Embeds the pictures as elements that the browser does not read until somebody looks at them, no more than `maxBytes`
 * of text in all and one picture in memory at a time. `embedded` says afterwards which are there.
 */
export async function* formatIslands(
  frames: FrameReport[],
  maxBytes: number,
  embedded: EmbeddedPictures,
): AsyncGenerator<string> {
  let left = maxBytes;
  let count = 0;

  /** Once a picture did not fit, the later ones of its kind are left out too: the page ends at a clear place. */
  async function* embed(planned: PlannedPicture[], budget: number, accepts: (sizeBytes: number) => boolean) {
    const floor = left - budget;
    let isFull = false;
    for (const { picture, role, read } of planned) {
      const entry = embedded.get(picture) ?? { islands: {}, leftOut: [], problems: [] };
      embedded.set(picture, entry);
      if (entry.islands[role] || entry.leftOut.includes(role)) continue;
      if (isFull) {
        entry.leftOut.push(role);
        continue;
      }
      const display = await readDisplay(read).catch((error: unknown) => messageOf(error));
      if (display === undefined) continue;
      if (typeof display === 'string') {
        entry.problems.push(display);
        continue;
      }
      const bytes = display.type === 'hdr' ? await packHalves(display) : display.bytes;
      if (!accepts(bytes.length)) continue;
      const sizeBytes = Math.ceil(bytes.length / 3) * 4 + overheadBytes;
      if (left - sizeBytes < floor) {
        isFull = true;
        entry.leftOut.push(role);
        continue;
      }
      left -= sizeBytes;
      const { type, width, height } = display;
      const id = `picture-${count++}`;
      entry.islands[role] = { id, type, width, height };
      yield* formatIsland(id, bytes);
    }
  }

  yield* embed(planThumbnails(frames), maxBytes * thumbnailShare, () => true);
  yield* embed(planFullPictures(frames), left, () => true);
  yield* embed(planSmallCandidates(frames), left, (sizeBytes) => sizeBytes <= smallBytes);
}

async function readDisplay(read: () => Promise<DisplayPicture | undefined>): Promise<DisplayPicture | undefined> {
  const display = await read();
  if (!display) return undefined;
  const { type, width, height, bytes } = display;
  const isSize = (value: number) => Number.isInteger(value) && value > 0 && value <= 65_536;
  if (!isSize(width) || !isSize(height)) throw new Error(`The picture has an impossible size: ${width}×${height}`);
  if (type === 'hdr' && bytes.length !== width * height * 8) {
    throw new Error(`The picture has ${bytes.length} bytes instead of ${width * height * 8}`);
  }
  return display;
}

/**
 * Half floats sorted into planes (all high bytes of red, all low bytes of red, …) and deflated: neighbours are alike only
 * within a plane. A quarter smaller than deflating them as they are, measured on a Cycles render.
 */
async function packHalves({ width, height, bytes }: DisplayPicture): Promise<Uint8Array> {
  const pixelCount = width * height;
  const planes = new Uint8Array(bytes.length);
  for (let channel = 0; channel < 4; channel++) {
    const high = channel * 2 * pixelCount;
    const low = high + pixelCount;
    for (let i = 0, at = channel * 2; i < pixelCount; i++, at += 8) {
      planes[low + i] = bytes[at] ?? 0;
      planes[high + i] = bytes[at + 1] ?? 0;
    }
  }
  return deflateAsync(planes, { level: 4 });
}

/** Base64 has no character that means anything to HTML. */
function* formatIsland(id: string, bytes: Uint8Array): Generator<string> {
  yield `<script type="application/octet-stream" id="${id}">`;
  // A multiple of three bytes: no padding inside the text.
  const step = 3 * 256 * 1024;
  for (let at = 0; at < bytes.length; at += step) {
    const part = bytes.subarray(at, at + step);
    yield Buffer.from(part.buffer, part.byteOffset, part.length).toString('base64');
  }
  yield '</script>\n';
}
