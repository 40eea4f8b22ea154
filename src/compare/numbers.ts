/** Numbers as people read them in sentences and tables. */

/** Three significant digits without trailing zeros: `0.016`, `1.25`, `3`, `1e+10`. */
export function formatNumber(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** `2.1 %`; never `0 %` for something, nor `100 %` for not quite all. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.01) return 'less than 0.01 %';
  if (percent < 100 && percent > 99.9) return 'over 99.9 %';
  return `${Number(percent.toPrecision(2))} %`;
}
