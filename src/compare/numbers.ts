/** Three significant digits without trailing zeros: `0.016`, `1.25`, `3`, `1e+10`. */
export function formatNumber(value: number): string {
  return String(Number(value.toPrecision(3)));
}
