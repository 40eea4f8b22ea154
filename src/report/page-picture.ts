import type { LayerComparison, Metrics, Region } from '../compare/comparison.ts';
import type { Verdict } from '../frames/verdicts.ts';
import { printable } from '../base/printable.ts';
import { stateTitles } from './states.ts';
import type { EmbeddedPicture } from './islands.ts';
import type { PictureReport } from './model.ts';
import type { PagePicture } from './page-model.ts';
import { formatCount, formatError, formatPsnr, formatShare, formatSsim } from '../base/quantities.ts';

/** What {@link formatPicture} can add for a picture once it is known which of its views are in the page. */
export const maxNoteBytes = 500;
const maxRegions = 50;
const maxLayers = 200;

const spreads = {
  noise: 'The difference is spread thin over the picture, as noise is.',
  region: 'The difference is in connected places.',
};

/** One picture as the page's script takes it; `embedded` says which of its views are in the page. */
export function formatPicture(
  { kind, file, comparison }: PictureReport,
  embedded: EmbeddedPicture | undefined,
): PagePicture {
  const islands = embedded?.islands ?? {};
  const shown = islands.candidate ?? islands.baseline ?? islands.thumbnail;
  const { width = shown?.width, height = shown?.height } = comparison ?? {};
  return {
    kind,
    file: printable(file, 300),
    verdict: comparison?.verdict,
    title: comparison && stateTitles[comparison.verdict],
    reason: comparison && printable(comparison.reason, 1000),
    spread: comparison?.spread && spreads[comparison.spread],
    size: isSize(width) && isSize(height) ? { width, height } : undefined,
    metrics: comparison?.metrics ? formatMetrics(comparison.metrics) : [],
    regions: (comparison?.regions ?? []).slice(0, maxRegions).map(formatRegion),
    layers: (comparison?.layers ?? []).slice(0, maxLayers).map(formatLayer),
    note: formatNote(embedded, comparison?.verdict),
    ...islands,
  };
}

function isSize(value: number | undefined): value is number {
  return value !== undefined && Number.isInteger(value) && value > 0;
}

/** Why something that people expect to see is not there. At most {@link maxNoteBytes} long. */
function formatNote(embedded: EmbeddedPicture | undefined, verdict: Verdict | undefined): string | undefined {
  const { islands = {}, leftOut = new Set(), problems = [] } = embedded ?? {};
  const [problem] = problems;
  if (problem !== undefined) return `A picture could not be read: ${printable(problem, 100)}`;
  const full = [...leftOut].filter((role) => role !== 'thumbnail');
  if (full.length > 0) {
    return `Not in this page, which has a limited size: ${full.join(', ')}. The artifacts have all pictures.`;
  }
  if (verdict !== 'same' || islands.candidate) return undefined;
  return `${islands.thumbnail ? 'A thumbnail: a' : 'A'} picture equal to its baseline is not in this page in full.`;
}

function formatMetrics({ mean, rms, psnr, max, failing, ssim, flip, nonFinite }: Metrics): PagePicture['metrics'] {
  const rows: PagePicture['metrics'] = [
    ['Failing pixels', formatShare(failing), 'Share of pixels that differ by more than the threshold'],
    ['Mean error', formatError(mean), 'Mean of the absolute differences of the values as they are stored'],
    ['RMS error', formatError(rms), 'Root of the mean square difference'],
    ['Largest error', formatError(max), 'Largest absolute difference of the values as they are stored'],
    ['PSNR', formatPsnr(psnr), 'Peak signal to noise ratio, higher is more alike'],
  ];
  if (ssim !== undefined) rows.push(['SSIM', formatSsim(ssim), 'Structural similarity, 1 is equal']);
  if (flip !== undefined) rows.push(['FLIP', formatError(flip), 'Difference as perceived when flipping, 0 is equal']);
  if (nonFinite > 0) rows.push(['Not finite', formatCount(nonFinite, 'value'), 'NaN or infinite in one of the two']);
  return rows;
}

function formatRegion({ x, y, width, height, pixels }: Region): PagePicture['regions'][number] {
  return { x, y, width, height, text: `${width}×${height} at ${x},${y}: ${formatCount(pixels, 'pixel')}` };
}

function formatLayer({ name, purpose, verdict, metrics }: LayerComparison): PagePicture['layers'][number] {
  const figures = [formatError(metrics?.mean), formatError(metrics?.max), formatShare(metrics?.failing)];
  return { name: printable(name, 200), purpose, verdict, title: stateTitles[verdict], figures };
}
