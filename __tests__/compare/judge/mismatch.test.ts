import { describe, expect, test } from '@jest/globals';
import { findMismatch } from '../../../src/compare/judge/mismatch.ts';
import type { Layer, Picture } from '../../../src/compare/picture/picture.ts';
import type { Box } from '../../../src/compare/picture/window.ts';

const layer = (name: string, ...channels: string[]): Layer => ({
  name,
  channels: channels.map((channel) => ({ name: channel, values: new Float32Array(6) })),
});

/** An EXR of three by two pixels; a test names what it is about. */
function picture(changes: Partial<Picture> = {}): Picture {
  return {
    ...{ format: 'exr', encoding: 'linear', width: 3, height: 2 },
    layers: [layer('V.Combined', 'R', 'G', 'B', 'A'), layer('V.Depth', 'Z')],
    ...changes,
  };
}

test('pictures of the same shape can be laid over each other, whatever the order of their layers', () => {
  expect(findMismatch(picture(), picture({ layers: picture().layers.toReversed() }))).toBeUndefined();
});

test.each([
  [{ width: 4 }, 'The picture has 4×2 pixels, the baseline 3×2.'],
  [{ height: 1 }, 'The picture has 3×1 pixels, the baseline 3×2.'],
])('other sizes cannot: %j', (changes, message) => {
  expect(findMismatch(picture(), picture(changes))).toBe(message);
});

test('nor can what means something else by its numbers', () => {
  const png = picture({ format: 'png', encoding: 'display' });
  expect(findMismatch(picture(), png)).toBe(
    'The picture is PNG (encoded for display), the baseline EXR (proportional to light).',
  );
});

describe('windows', () => {
  const box = (width: number, height: number, left = 0, top = 0): Box => ({ left, top, width, height });
  const showing = (data: Box, display: Box): Picture =>
    picture({ width: data.width, height: data.height, windows: { data, display, channels: 5 } });

  test('of data may differ where the display is the same', () => {
    const display = box(96, 64);
    expect(findMismatch(showing(display, display), showing(box(60, 40, 20, 10), display))).toBeUndefined();
    // Also outside of it, as overscan is.
    expect(findMismatch(showing(display, display), showing(box(100, 70, -2, -3), display))).toBeUndefined();
  });

  test('of another size are named', () => {
    expect(findMismatch(showing(box(96, 64), box(96, 64)), showing(box(3, 2, 5, 6), box(60, 40)))).toBe(
      'The picture has the data window 3×2 at 5,6 of 60×40, the baseline the data window 96×64 at 0,0 of 96×64.',
    );
    expect(findMismatch(showing(box(3, 2), box(3, 2)), showing(box(4, 2), box(4, 2)))).toBe(
      'The picture has 4×2 pixels, the baseline 3×2.',
    );
  });

  test('of the display that lie elsewhere are named', () => {
    expect(findMismatch(showing(box(3, 2), box(3, 2)), showing(box(3, 2, 1), box(3, 2, 1)))).toBe(
      'The picture has another display window (3×2 at 1,0) than the baseline (3×2 at 0,0).',
    );
  });

  test('with next to nothing in a huge display are compared only with their like', () => {
    const display = box(60_000, 60_000);
    const [here, there] = [showing(box(3, 2), display), showing(box(3, 2, 50_000, 50_000), display)];
    expect(findMismatch(here, here)).toBeUndefined();
    expect(findMismatch(here, there)).toBe(
      'The picture has the data window 3×2 at 50000,50000 of 60000×60000, ' +
        'the baseline the data window 3×2 at 0,0 of 60000×60000: too little to compare of so much.',
    );
  });

  test('that only one of the two has, as a TIFF has none, are those of the other where the size fits', () => {
    const moved = showing(box(3, 2, 1), box(3, 2, 1));
    expect(findMismatch(picture(), moved)).toBeUndefined();
    expect(findMismatch(moved, picture())).toBeUndefined();
    expect(findMismatch(picture(), showing(box(3, 2), box(9, 9)))).toMatch(/3×2 at 0,0 of 9×9/);
  });
});

describe('channels of a picture without layers', () => {
  const flat = (...channels: string[]): Picture => picture({ layers: [layer('', ...channels)] });

  test.each([
    ['grey', 'RGB', ['Y'], ['R', 'G', 'B']],
    ['RGB', 'RGBA', ['R', 'G', 'B'], ['R', 'G', 'B', 'A']],
    ['RGBA', 'grey with alpha', ['R', 'G', 'B', 'A'], ['Y', 'A']],
  ])('%s instead of %s is a setting', (now, before, channels, of) => {
    expect(findMismatch(flat(...of), flat(...channels))).toBe(
      `The picture is ${now} instead of ${before}: see Color in the .blend's output settings.`,
    );
    expect(findMismatch(flat(...of), flat(...of))).toBeUndefined();
  });

  test('that Blender has no word for are named', () => {
    expect(findMismatch(flat('X', 'Y'), flat('X'))).toBe(
      'The picture has other channels than the baseline: it lacks Y.',
    );
    expect(findMismatch(flat('R', 'G', 'B'), flat('R', 'G', 'B', 'Z'))).toBe(
      'The picture has other channels than the baseline: it has Z in addition.',
    );
  });

  test('are no setting where there are other layers', () => {
    const layered = (...channels: string[]): Picture =>
      picture({ layers: [layer('', ...channels), layer('V.Depth', 'Z')] });
    expect(findMismatch(layered('R', 'G', 'B', 'A'), layered('R', 'G', 'B'))).toBe(
      'The picture has other channels than the baseline: it lacks A.',
    );
  });
});

describe('layers', () => {
  const mist = layer('V.Mist', 'Z');

  test('that one of the two lacks are named', () => {
    const more = picture({ layers: [...picture().layers, mist] });
    expect(findMismatch(more, picture())).toBe('The picture has other channels than the baseline: it lacks V.Mist.');
    expect(findMismatch(picture(), more)).toBe(
      'The picture has other channels than the baseline: it has V.Mist in addition.',
    );
  });

  test('of both are named together, with their channels where only those differ', () => {
    const [colours, depth] = [layer('V.Combined', 'R', 'G', 'B'), layer('V.Depth', 'Z', 'W')];
    const before = picture({ layers: [...picture().layers, layer('V.Normal', 'X', 'Y', 'Z')] });
    expect(findMismatch(before, picture({ layers: [colours, depth, mist] }))).toBe(
      'The picture has other channels than the baseline: ' +
        'it lacks V.Combined.A, V.Normal, and it has V.Depth.W, V.Mist in addition.',
    );
  });

  test('without a name are told by their channels', () => {
    expect(findMismatch(picture({ layers: [layer('', 'R', 'G')] }), picture({ layers: [mist] }))).toBe(
      'The picture has other channels than the baseline: it lacks R, G, and it has V.Mist in addition.',
    );
  });

  test('with names from outside stay on their line', () => {
    const odd = picture({ layers: [...picture().layers, layer('V.\u001b[31m\nX', 'Z')] });
    expect(findMismatch(odd, picture())).toBe('The picture has other channels than the baseline: it lacks V. [31m X.');
  });
});
