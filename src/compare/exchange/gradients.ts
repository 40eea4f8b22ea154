/** How a picture rises to the right and down, by Sobel's operator, a pixel; zero at its edges. */
export function gradientsOf(values: Float32Array, width: number, height: number): { x: Float32Array; y: Float32Array } {
  const [x, y] = [new Float32Array(values.length), new Float32Array(values.length)];
  for (let row = 1; row < height - 1; row++) {
    for (let at = row * width + 1; at < (row + 1) * width - 1; at++) {
      const [above, below] = [at - width, at + width];
      const [nw, n, ne] = [values[above - 1] ?? 0, values[above] ?? 0, values[above + 1] ?? 0];
      const [w, e] = [values[at - 1] ?? 0, values[at + 1] ?? 0];
      const [sw, s, se] = [values[below - 1] ?? 0, values[below] ?? 0, values[below + 1] ?? 0];
      x[at] = (ne - nw + 2 * (e - w) + se - sw) / 8;
      y[at] = (sw - nw + 2 * (s - n) + se - ne) / 8;
    }
  }
  return { x, y };
}
