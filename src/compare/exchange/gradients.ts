/** How a picture rises to the right and down, by Sobel's operator, a pixel; zero at its edges. */
export function gradientsOf(values: Float32Array, width: number, height: number): { x: Float32Array; y: Float32Array } {
  const x = new Float32Array(values.length);
  const y = new Float32Array(values.length);
  for (let row = 1; row < height - 1; row++) {
    for (let at = row * width + 1; at < (row + 1) * width - 1; at++) {
      const northWest = values[at - width - 1] ?? 0;
      const northEast = values[at - width + 1] ?? 0;
      const southWest = values[at + width - 1] ?? 0;
      const southEast = values[at + width + 1] ?? 0;
      const across = 2 * ((values[at + 1] ?? 0) - (values[at - 1] ?? 0));
      const down = 2 * ((values[at + width] ?? 0) - (values[at - width] ?? 0));
      x[at] = (northEast - northWest + across + southEast - southWest) / 8;
      y[at] = (southWest - northWest + down + southEast - northEast) / 8;
    }
  }
  return { x, y };
}
