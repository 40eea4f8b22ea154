import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { messageOf } from '../base/errors.ts';
import type { DisplayPicture } from '../compare/comparison.ts';
import type { FrameReport, PictureReport } from './model.ts';
import type { PageImage, PictureRole } from './page-model.ts';
import { planFullPictures, planSmallCandidates, planThumbnails, type PlannedPicture } from './picture-plan.ts';

/** What became of one picture's views. */
export interface EmbeddedPicture {
  islands: Partial<Record<PictureRole, PageImage>>;
  /** Views that exist and did not fit. */
  leftOut: Set<PictureRole>;
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
  const budget: Budget = { leftBytes: maxBytes, count: 0 };
  const thumbnails = planThumbnails(frames);
  const keptBytes = maxBytes * (1 - thumbnailShare);
  yield* embed(thumbnails, { budget, embedded, keptBytes });
  yield* embed(planFullPictures(frames), { budget, embedded });
  yield* embed(thumbnails, { budget, embedded });
  yield* embed(planSmallCandidates(frames), { budget, embedded, largestBytes: smallBytes });
}

interface Budget {
  leftBytes: number;
  count: number;
}

interface Embedding {
  budget: Budget;
  embedded: EmbeddedPictures;
  /** Bytes of the budget that are not for these pictures. */
  keptBytes?: number;
  /** Pictures over this are not wanted. */
  largestBytes?: number;
}

/** Once a picture does not fit, those like it are left out unread: reading a long film takes long. Smaller kinds go on. */
async function* embed(planned: PlannedPicture[], { budget, embedded, ...limits }: Embedding): AsyncGenerator<string> {
  const { keptBytes = 0, largestBytes = Infinity } = limits;
  const tooLarge = new Set<string>();
  for (const { picture, role, read } of planned) {
    const entry = embedded.get(picture) ?? { islands: {}, leftOut: new Set(), problems: [] };
    embedded.set(picture, entry);
    if (entry.islands[role]) continue;
    const likeness = `${picture.kind} ${role} ${picture.comparison?.width}×${picture.comparison?.height}`;
    if (tooLarge.has(likeness)) {
      entry.leftOut.add(role);
      continue;
    }
    const display = await readDisplay(read).catch((error: unknown) => messageOf(error));
    if (display === undefined) continue;
    if (typeof display === 'string') {
      entry.problems.push(display);
      continue;
    }
    const bytes = display.type === 'hdr' ? await packHalves(display) : display.bytes;
    // The frames of a project are alike: when one is too large to be its own thumbnail, the others are too.
    if (bytes.length > largestBytes) return;
    const sizeBytes = Math.ceil(bytes.length / 3) * 4 + overheadBytes;
    if (budget.leftBytes - sizeBytes < keptBytes) {
      tooLarge.add(likeness);
      entry.leftOut.add(role);
      continue;
    }
    budget.leftBytes -= sizeBytes;
    entry.leftOut.delete(role);
    const { type, width, height } = display;
    const id = `picture-${budget.count++}`;
    entry.islands[role] = { id, type, width, height };
    yield* formatIsland(id, bytes);
  }
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
