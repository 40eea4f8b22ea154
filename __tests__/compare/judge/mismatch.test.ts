import { describe, expect, test } from '@jest/globals';
import { findMismatch } from '../../../src/compare/judge/mismatch.ts';
import type { Layer, Picture } from '../../../src/compare/picture/picture.ts';

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

describe('a data window', () => {
  const at = (window: string): Picture => picture({ window });

  test('that is another is told', () => {
    expect(findMismatch(at('3×2 at 0,0'), at('3×2 at 1,0'))).toBe(
      'The picture has another data window (3×2 at 1,0) than the baseline (3×2 at 0,0).',
    );
    expect(findMismatch(at('3×2 at 0,0'), at('3×2 at 0,0'))).toBeUndefined();
  });

  test('that only one of the two has, as a TIFF has none, says nothing', () => {
    expect(findMismatch(picture(), at('3×2 at 1,0'))).toBeUndefined();
    expect(findMismatch(at('3×2 at 1,0'), picture())).toBeUndefined();
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
