/** Three channels of a picture, each as one value a pixel. */
export type Planes = [Float32Array, Float32Array, Float32Array];

/** XYZ of white, D65, under which the scales of the opponent space and of CIELAB are 0 … 1. */
const whiteX = 0.95042854;
const whiteZ = 1.08890037;
// Linear sRGB to XYZ relative to white.
const xOfRed = 0.41238656 / whiteX;
const xOfGreen = 0.35759149 / whiteX;
const xOfBlue = 0.18045049 / whiteX;
const yOfRed = 0.21263682;
const yOfGreen = 0.71518298;
const yOfBlue = 0.0721802;
const zOfRed = 0.01933062 / whiteZ;
const zOfGreen = 0.11919716 / whiteZ;
const zOfBlue = 0.95037259 / whiteZ;

export function emptyPlanes(length: number): Planes {
  return [new Float32Array(length), new Float32Array(length), new Float32Array(length)];
}

/** Linear sRGB to the opponent space YCxCz, a CIELAB without its roots: luma, red against green, blue against yellow. */
export function opponentOf([reds, greens, blues]: Planes): Planes {
  const out = emptyPlanes(reds.length);
  for (let pixel = 0; pixel < reds.length; pixel++) {
    const red = reds[pixel] ?? 0;
    const green = greens[pixel] ?? 0;
    const blue = blues[pixel] ?? 0;
    const y = yOfRed * red + yOfGreen * green + yOfBlue * blue;
    out[0][pixel] = 116 * y - 16;
    out[1][pixel] = 500 * (xOfRed * red + xOfGreen * green + xOfBlue * blue - y);
    out[2][pixel] = 200 * (y - (zOfRed * red + zOfGreen * green + zOfBlue * blue));
  }
  return out;
}

/** The luma of {@link opponentOf} on 0 … 1. */
export function luminanceOf([luma]: Planes): Float32Array {
  return luma.map((value) => (value + 16) / 116);
}

/** YCxCz to CIELAB within the sRGB gamut, colours weakened in the dark (the Hunt effect). */
export function labOfOpponent([lumas, redGreens, blueYellows]: Planes): Planes {
  const out = emptyPlanes(lumas.length);
  for (let pixel = 0; pixel < lumas.length; pixel++) {
    const seenY = ((lumas[pixel] ?? 0) + 16) / 116;
    const seenX = (seenY + (redGreens[pixel] ?? 0) / 500) * whiteX;
    const seenZ = (seenY - (blueYellows[pixel] ?? 0) / 200) * whiteZ;
    const red = clamp(3.24100326 * seenX - 1.53739899 * seenY - 0.49861587 * seenZ);
    const green = clamp(-0.96922426 * seenX + 1.87592999 * seenY + 0.04155422 * seenZ);
    const blue = clamp(0.05563942 * seenX - 0.2040112 * seenY + 1.05714897 * seenZ);
    const x = curve(xOfRed * red + xOfGreen * green + xOfBlue * blue);
    const y = curve(yOfRed * red + yOfGreen * green + yOfBlue * blue);
    const z = curve(zOfRed * red + zOfGreen * green + zOfBlue * blue);
    const lightness = 116 * y - 16;
    out[0][pixel] = lightness;
    out[1][pixel] = 5 * lightness * (x - y);
    out[2][pixel] = 2 * lightness * (y - z);
  }
  return out;
}

function clamp(value: number): number {
  return value < 0 ? 0 : value > 1 ? 1 : value;
}

const bend = 6 / 29;

function curve(value: number): number {
  return value > bend ** 3 ? Math.cbrt(value) : value / (3 * bend ** 2) + 4 / 29;
}

/** The distance HyAB of one pixel: lightness plus the distance in the plane of colours. */
export function hyab(a: Planes, b: Planes, pixel: number): number {
  const first = (a[1][pixel] ?? 0) - (b[1][pixel] ?? 0);
  const second = (a[2][pixel] ?? 0) - (b[2][pixel] ?? 0);
  return Math.abs((a[0][pixel] ?? 0) - (b[0][pixel] ?? 0)) + Math.sqrt(first * first + second * second);
}
