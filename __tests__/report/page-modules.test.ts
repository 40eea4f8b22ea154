import { describe, expect, test } from '@jest/globals';
import { toHalf } from './pictures.ts';

interface Point {
  x: number;
  y: number;
}
type View = Point & { scale: number };
interface Size {
  width: number;
  height: number;
}

/** The page's scripts are plain JavaScript for the browser; these of them need none. */
async function load(name: string): Promise<unknown> {
  return import(`../../src/report/page/${name}.js`);
}
const { fitView, moveBy, originOf, pictureAt, zoomAt } = (await load('geometry')) as {
  fitView: (size: Size, pane: Size) => View;
  moveBy: (view: View, size: Size, dx: number, dy: number) => View;
  originOf: (view: View, pane: Size) => { left: number; top: number };
  pictureAt: (view: View, pane: Size, point: Point) => Point;
  zoomAt: (view: View, size: Size, pane: Size, factor: number, point: Point) => View;
};
const { halfToNumber, joinPlanes } = (await load('half')) as {
  halfToNumber: (bits: number) => number;
  joinPlanes: (bytes: Uint8Array, pixelCount: number) => Uint16Array;
};
const { createToneTable, toneMap } = (await load('tone')) as {
  createToneTable: (exposure: number, curve: string) => Uint8ClampedArray;
  toneMap: (halves: Uint16Array, table: Uint8ClampedArray) => Uint8ClampedArray;
};

describe('half floats', () => {
  test.each([
    [0x0000, 0],
    [0x0001, 2 ** -24],
    [0x03ff, 1023 * 2 ** -24],
    [0x0400, 2 ** -14],
    [0x3c00, 1],
    [0x3555, 0.333251953125],
    [0x7bff, 65504],
    [0xc000, -2],
    [0x7c00, Infinity],
    [0xfc00, -Infinity],
    [0x7e00, NaN],
  ])('%i is %d', (bits, value) => {
    expect(halfToNumber(bits)).toBe(value);
  });

  test('planes of bytes become pixels again', () => {
    const planes = Uint8Array.from([1, 2, 11, 12, 3, 4, 13, 14, 5, 6, 15, 16, 7, 8, 17, 18]);
    expect([...joinPlanes(planes, 2)]).toEqual([0x010b, 0x030d, 0x050f, 0x0711, 0x020c, 0x040e, 0x0610, 0x0812]);
  });
});

describe('tone curves', () => {
  const shown = (light: number, exposure: number, curve: string) =>
    createToneTable(exposure, curve)[light === Infinity ? 0x7c00 : toHalf(light)];

  test('standard is sRGB', () => {
    expect([0, 0.18, 0.5, 1, 4, Infinity].map((light) => shown(light, 0, 'standard'))).toEqual([
      0, 118, 188, 255, 255, 255,
    ]);
  });

  test('filmic keeps middle grey and tells bright lights apart', () => {
    const [grey, white, bright, brighter] = [0.18, 1, 4, 16].map((light) => shown(light, 0, 'filmic')!);
    expect(Math.abs(grey! - 118)).toBeLessThan(3);
    expect(white).toBeLessThan(bright!);
    expect(bright).toBeLessThan(brighter!);
    expect(brighter).toBeLessThan(255);
  });

  test('a stop doubles the light', () => {
    for (const curve of ['standard', 'filmic']) {
      expect(shown(0.125, 1, curve)).toBe(shown(0.25, 0, curve));
      expect(shown(0.5, -2, curve)).toBe(shown(0.125, 0, curve));
    }
  });

  test('what is negative or not a number is black, and the picture opaque', () => {
    const halves = Uint16Array.from([0xc000, 0x7e00, 0x7c00, 0x0000]);
    expect([...toneMap(halves, createToneTable(0, 'standard'))]).toEqual([0, 0, 255, 255]);
  });
});

describe('the view of a picture', () => {
  const size = { width: 1920, height: 1080 };
  const pane = { width: 960, height: 800 };

  test('fits the pane and lies in its middle', () => {
    const view = fitView(size, pane);
    expect(view).toEqual({ x: 960, y: 540, scale: 0.5 });
    expect(originOf(view, pane)).toEqual({ left: 0, top: 130 });
  });

  test('is never of no size, even in a pane that is not laid out', () => {
    expect(fitView(size, { width: -24, height: 0 }).scale).toBe(1);
  });

  test('zooming keeps the place under the pointer', () => {
    const point = { x: 700, y: 500 };
    const view = fitView(size, pane);
    const before = pictureAt(view, pane, point);
    const after = pictureAt(zoomAt(view, size, pane, 3, point), pane, point);
    expect(after.x).toBeCloseTo(before.x, 6);
    expect(after.y).toBeCloseTo(before.y, 6);
  });

  test('has limits: neither zoom nor move loses the picture', () => {
    let view = fitView(size, pane);
    for (let i = 0; i < 50; i++) view = zoomAt(view, size, pane, 2, { x: 0, y: 0 });
    expect(view.scale).toBe(64);
    expect(moveBy(view, size, 1e9, -1e9)).toEqual({ x: 0, y: 1080, scale: 64 });
  });
});
