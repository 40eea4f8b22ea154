import type { Metrics, PictureComparison } from './comparison.ts';
import { printable } from '../printable.ts';
import { formatNumber, formatShare } from './numbers.ts';

/** What `blendnet-render compare --json` prints. Equal pictures have no finite PSNR: it is null for them. */
export interface ComparisonJson {
  verdict: string;
  reason: string;
  metrics?: MetricsJson;
  spread?: string;
  regions: PictureComparison['regions'];
  layers: { name: string; purpose: string; verdict: string; metrics?: MetricsJson }[];
}

type MetricsJson = Omit<Metrics, 'psnr'> & { psnr: number | null };

export function toComparisonJson(comparison: PictureComparison): ComparisonJson {
  const { verdict, reason, metrics, spread, regions, layers } = comparison;
  return {
    ...{ verdict, reason },
    ...(metrics ? { metrics: toMetricsJson(metrics) } : {}),
    ...(spread ? { spread } : {}),
    regions,
    layers: layers.map((layer) => ({
      ...{ name: layer.name, purpose: layer.purpose, verdict: layer.verdict },
      ...(layer.metrics ? { metrics: toMetricsJson(layer.metrics) } : {}),
    })),
  };
}

/** JSON has no infinity, and a difference of two finite floats can be too large for one. */
function toMetricsJson(metrics: Metrics): MetricsJson {
  return { ...metrics, psnr: Number.isFinite(metrics.psnr) ? metrics.psnr : null };
}

/** A comparison for the terminal: the verdict with its reason, then a line of figures for the picture or each layer. */
export function formatComparison(comparison: PictureComparison): string {
  const { verdict, reason, metrics, layers } = comparison;
  const head = `${verdict}: ${printable(reason, 1000)}`;
  const rows = layers.length > 0 ? layers : metrics ? [{ name: '', purpose: 'colour', verdict, metrics }] : [];
  if (rows.length === 0) return `${head}\n`;
  const named = layers.length > 0;
  const table = [
    [...(named ? ['layer', 'verdict'] : []), 'mean', 'rms', 'psnr', 'max', 'failing', 'ssim', 'flip'],
    ...rows.map(({ name, verdict: rowVerdict, metrics: rowMetrics }) => [
      ...(named ? [printable(name, 60) || '-', rowVerdict] : []),
      ...formatMetrics(rowMetrics),
    ]),
  ];
  return `${head}\n\n${formatTable(table, named ? 2 : 0)}\n`;
}

function formatMetrics(metrics: Metrics | undefined): string[] {
  if (!metrics) return ['-', '-', '-', '-', '-', '-', '-'];
  const { mean, rms, psnr, max, failing, ssim, flip } = metrics;
  const decibels = Number.isFinite(psnr) ? `${psnr.toFixed(1)} dB` : 'equal';
  const perceived = [ssim, flip].map((value) => (value === undefined ? '-' : value.toFixed(4)));
  return [formatNumber(mean), formatNumber(rms), decibels, formatNumber(max), formatShare(failing), ...perceived];
}

/** Columns of equal width; the first `words` of them start at the left, numbers end at the right. */
function formatTable(rows: string[][], words: number): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column < words ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
