/*
 * Quantities for people. Anything that is not a finite number comes out as a dash, so that a broken figure from outside
 * is seen as one.
 */

const none = '–';

/** `840 ms`, `12.3 s`, `4 min 5 s`, `2 h 3 min`. */
export function formatDuration(durationMs: number | undefined): string {
  if (durationMs === undefined || !Number.isFinite(durationMs) || durationMs < 0) return none;
  if (durationMs < 999.5) return `${Math.round(durationMs)} ms`;
  if (durationMs < 59_950) return `${(durationMs / 1000).toFixed(1)} s`;
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Decimal units, as file managers and GitHub show them: `34.2 MB`. */
export function formatBytes(sizeBytes: number): string {
  if (!Number.isFinite(sizeBytes) || sizeBytes < 0) return none;
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let size = sizeBytes;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit === 0 || size >= 99.95 ? Math.round(size) : Number(size.toFixed(1))} ${units[unit] ?? ''}`;
}

/** `1 file`, `12,000 files`. */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${formatInteger(count)} ${count === 1 ? one : many}`;
}

/** With thousands separators, the same on every machine. */
export function formatInteger(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value)
    ? none
    : value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}

/** Three significant digits and no exponent where an error of a picture usually lies: `0.00123`. */
export function formatError(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return none;
  if (value === 0) return '0';
  return Math.abs(value) < 1e-5 || Math.abs(value) >= 1e5 ? value.toExponential(2) : `${Number(value.toPrecision(3))}`;
}

/** A share (0 … 1) as `2.1 %`; what is not nothing never reads as nothing, nor what is not all as all. */
export function formatShare(share: number | undefined): string {
  if (share === undefined || !Number.isFinite(share)) return none;
  if (share > 0 && share < 0.0001) return '< 0.01 %';
  if (share < 1 && share > 0.9994) return '> 99.9 %';
  return `${Number((share * 100).toFixed(share < 0.01 ? 2 : 1))} %`;
}

/** Decibels; equal pictures have no noise at all. */
export function formatPsnr(psnr: number | undefined): string {
  if (psnr === Infinity) return '∞';
  return psnr === undefined || !Number.isFinite(psnr) ? none : `${psnr.toFixed(1)} dB`;
}

/** Four digits: what people look at lies between 0.99 and 1. */
export function formatSsim(ssim: number): string {
  return Number.isFinite(ssim) ? ssim.toFixed(4) : none;
}

/** ISO 8601 → `2026-11-23 17:05 UTC`; what is no date is said to be none. */
export function formatDate(date: string): string {
  const time = Date.parse(date);
  return Number.isNaN(time) ? none : `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
