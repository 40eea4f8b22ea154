import type { LayerComparison, Metrics, PictureComparison } from './comparison.ts';
import type { Verdict } from '../frames/verdicts.ts';
import { printable } from '../base/printable.ts';
import { formatShare } from '../base/quantities.ts';
import { formatNumber } from './numbers.ts';

/** What `blendnet-render compare --json` prints. Where there is no finite PSNR, as for equal pictures, it is null. */
export interface ComparisonJson {
  verdict: Verdict;
  reason: string;
  metrics?: MetricsJson;
  spread?: NonNullable<PictureComparison['spread']>;
  /** The layer that all of the above but the metrics come from, where there are several. */
  decisiveLayer?: string;
  regions: PictureComparison['regions'];
  layers: (Omit<LayerComparison, 'metrics'> & { metrics?: MetricsJson })[];
}

type MetricsJson = Omit<Metrics, 'psnr'> & { psnr: number | null };

export function toComparisonJson(comparison: PictureComparison): ComparisonJson {
  const { verdict, reason, metrics, spread, decisiveLayer, regions, layers } = comparison;
  return {
    ...{ verdict, reason },
    ...(metrics ? { metrics: toMetricsJson(metrics) } : {}),
    ...(spread ? { spread } : {}),
    ...(decisiveLayer === undefined ? {} : { decisiveLayer }),
    regions,
    layers: layers.map((layer) => ({
      ...{ name: layer.name, purpose: layer.purpose, verdict: layer.verdict },
      ...(layer.metrics ? { metrics: toMetricsJson(layer.metrics) } : {}),
    })),
  };
}

/** JSON has no infinity, and a difference of two finite floats can be too large for one. */
function toMetricsJson(metrics: Metrics): MetricsJson {
  return { ...metrics, psnr: metrics.psnr === undefined || metrics.psnr === Infinity ? null : metrics.psnr };
}

/** One line for a log: `frame 3 compose: different. 2.1 % of the pixels …`. */
export function describeVerdict({ frame, kind, verdict, reason }: PictureComparison): string {
  return `frame ${frame} ${kind}: ${verdict}${verdict === 'same' ? '' : `. ${printable(reason, 1000)}`}`;
}

/** A comparison for the terminal: the verdict with its reason, then a line of figures for the picture or each layer. */
export function formatComparison(comparison: PictureComparison): string {
  const { verdict, reason, metrics, layers } = comparison;
  const head = `${verdict}: ${printable(reason, 1000)}`;
  const rows = layers.length > 0 ? layers : metrics ? [{ name: '', purpose: 'colour', verdict, metrics }] : [];
  if (rows.length === 0) return `${head}\n`;
  const named = layers.length > 0;
  const broken = rows.some((row) => (row.metrics?.nonFinite ?? 0) > 0);
  const table = [
    [
      ...(named ? ['layer', 'verdict'] : []),
      'mean',
      'rms',
      'psnr',
      'max',
      'failing',
      'ssim',
      'flip',
      ...(broken ? ['not finite'] : []),
    ],
    ...rows.map(({ name, verdict: rowVerdict, metrics: rowMetrics }) => [
      ...(named ? [printable(name, 60) || '-', rowVerdict] : []),
      ...formatMetrics(rowMetrics),
      ...(broken ? [String(rowMetrics?.nonFinite ?? '-')] : []),
    ]),
  ];
  return `${head}\n\n${formatTable(table, named ? 2 : 0)}\n`;
}

function formatMetrics(metrics: Metrics | undefined): string[] {
  if (!metrics) return ['-', '-', '-', '-', '-', '-', '-'];
  const { mean, rms, psnr, max, failing, ssim, flip } = metrics;
  const decibels = psnr === undefined ? '-' : psnr === Infinity ? 'equal' : `${psnr.toFixed(1)} dB`;
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
