import { open, type FileHandle } from 'node:fs/promises';
import { isRenderError } from '../base/errors.ts';
import { sentences } from '../base/sentences.ts';
import type { Metrics, PictureComparison } from './comparison.ts';
import type { CompareJob } from './jobs.ts';
import { mainLayer } from './layers.ts';
import { windowsOf } from './judge/mismatch.ts';
import { purposeOf } from './measure/passes.ts';
import { outlinePicture } from './picture/decode.ts';
import { canvasOf } from './picture/window.ts';

/**
 * What comparing a picture with its own bytes says. Most pictures of a rerun are equal, and equal bytes have equal
 * pixels, so that none is decoded: `unreadable` is what its headers or checksums tell of.
 */
export async function compareEqual(
  bytes: Uint8Array,
  about: Pick<PictureComparison, 'kind' | 'frame'>,
): Promise<PictureComparison> {
  try {
    const picture = await outlinePicture(bytes);
    const { width, height } = canvasOf(windowsOf(picture, picture)[0]);
    const main = mainLayer(picture);
    const several = picture.layers.length > 1;
    const layers = picture.layers.map((layer) => {
      const purpose = purposeOf(layer);
      const metrics = layer === main && purpose === 'colour' ? { ...equalMetrics, ssim: 1 } : equalMetrics;
      return { name: layer.name, purpose, verdict: 'same' as const, metrics };
    });
    const { metrics } = layers[picture.layers.indexOf(main)] ?? { metrics: equalMetrics };
    return {
      ...{ ...about, width, height, metrics, verdict: 'same', reason: 'Every pixel is the same.' },
      ...(several ? { decisiveLayer: main.name } : {}),
      regions: [],
      layers: several ? layers : [],
    };
  } catch (error) {
    if (!isRenderError(error, 'corrupt-result')) throw error;
    const reason = `The baseline: ${sentences(error.message, error.hint)}`;
    return { ...about, verdict: 'unreadable', reason, regions: [], layers: [] };
  }
}

const equalMetrics: Metrics = { mean: 0, rms: 0, psnr: Infinity, max: 0, failing: 0, nonFinite: 0 };

/** Files that are larger are for the threads, which have them one at a time. */
const maxBytes = 2 ** 26;
const firstBytes = 2 ** 16;

/** The comparison of two files that have the same bytes; undefined for all others, and for what cannot be read. */
export async function compareEqualFiles({
  baselineFile,
  candidateFile,
  kind,
  frame,
}: Omit<CompareJob, 'type'>): Promise<PictureComparison | undefined> {
  try {
    await using baseline = await open(baselineFile);
    await using candidate = await open(candidateFile);
    const [before, now] = await Promise.all([baseline.stat(), candidate.stat()]);
    if (!before.isFile() || !now.isFile() || before.size !== now.size || before.size > maxBytes) return undefined;
    // Most pictures that differ do so soon, also those whose size never changes.
    if (!(await haveSame(baseline, candidate, Math.min(firstBytes, before.size)))) return undefined;
    const bytes = await haveSame(baseline, candidate, before.size);
    return bytes && (await compareEqual(bytes, { kind, frame }));
  } catch {
    return undefined;
  }
}

/** The first bytes of both files, where they are the same. */
async function haveSame(baseline: FileHandle, candidate: FileHandle, length: number): Promise<Buffer | undefined> {
  const [a, b] = [Buffer.allocUnsafeSlow(length), Buffer.allocUnsafeSlow(length)];
  const [before, now] = await Promise.all([baseline.read(a, 0, length, 0), candidate.read(b, 0, length, 0)]);
  return before.bytesRead === length && now.bytesRead === length && a.equals(b) ? a : undefined;
}
