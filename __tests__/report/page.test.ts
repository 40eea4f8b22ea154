import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { RunReport } from '../../src/report/model.ts';
import { buttonOf, closeQuiet, colourAt, eventually, nameAt, painted, positionOf, startBrowser } from './browser.ts';
import type { OpenReport, ReportBrowser } from './browser.ts';
import { makeComparedRun, makeFrame, makePicture, makeRun } from './runs.ts';

let browser: ReportBrowser;
let opened: OpenReport;

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());
afterEach(() => closeQuiet(opened));

async function open(
  report: RunReport = makeComparedRun(),
  options?: Parameters<ReportBrowser['open']>[1],
): Promise<Page> {
  opened = await browser.open(report, options);
  return opened.page;
}

describe('a compared run', () => {
  test('opens on the difference, and says what the run was', async () => {
    const page = await open();
    await painted(page, 'difference');
    expect(await nameAt(page, 0.5, 0.5)).toBe('difference');
    expect(await page.title()).toBe('scenes/shot.blend');
    expect(await positionOf(page)).toBe('Frame 2');
    expect(await page.locator('#outcome .badge').allTextContents()).toEqual([
      '1 failed',
      '2 different',
      '1 new',
      '1 within tolerance',
      '1 same',
    ]);
    const facts = (await page.locator('#facts > div').allInnerTexts()).map((fact) => fact.replace('\n', ' '));
    expect(facts).toEqual(expect.arrayContaining(['Blender 3.4.1', 'Agents 3', 'Sent 12 files, 34.2 MB']));
    expect(await page.locator('#facts a').getAttribute('href')).toBe('https://code.example/film/commit/8f3c2b1a');
    expect(await page.locator('.reason').textContent()).toBe('It is different');
    expect(await page.getByRole('row', { name: 'PSNR' }).getByRole('cell').textContent()).toBe('32.7 dB');
  });

  test('opens on what differs before what is new or failed', async () => {
    const [, different, failed, fresh] = makeComparedRun().frames;
    const frames = [fresh!, failed!, different!].map((frame, index) => ({ ...frame, frame: index + 1 }));
    expect(await positionOf(await open(makeRun({ frames })))).toBe('Frame 3');
    await closeQuiet(opened);
    expect(await positionOf(await open(makeRun({ frames: frames.slice(0, 2) })))).toBe('Frame 1');
  });

  describe('an address', () => {
    const hashOf = (page: Page): string => new URL(page.url()).hash;

    test('names frame, kind and mode, and follows them', async () => {
      const page = await open(makeComparedRun(), { hash: '#frame-2/render/side' });
      expect(await positionOf(page)).toBe('Frame 2');
      expect(await page.locator('#kinds [aria-pressed=true], #modes [aria-pressed=true]').allTextContents()).toEqual([
        'Side by side',
        'Render',
      ]);
      await page.keyboard.press('2');
      expect(hashOf(page)).toBe('#frame-2/render/slider');
      await page.keyboard.press('ArrowRight');
      expect(hashOf(page)).toBe('#frame-3');
      await page.keyboard.press('End');
      expect(hashOf(page)).toBe('#frame-6/compose/slider');
    });

    test('leads to another place of a report that is open, whatever the list was filtered by', async () => {
      const page = await open();
      await buttonOf(page, 'Errors 1').click();
      await page.evaluate(`location.hash = '#frame-6/compose/onion'`);
      await page.locator('#position', { hasText: 'Frame 6' }).waitFor();
      expect(await page.locator('#stage').getAttribute('data-mode')).toBe('onion');
      expect(await page.locator('#strip li').count()).toBe(6);
    });

    test.each([
      ['#6', '#frame-6/compose/difference'],
      ['#frame-6', '#frame-6/compose/difference'],
      ['#frame-6/slider', '#frame-6/compose/slider'],
      ['#frame-6/preview/backwards', '#frame-6/compose/difference'],
      ['#frame-77/compose/slider', '#frame-2/compose/slider'],
      ['#frame-6/compose/slider/<b>', '#frame-2/compose/difference'],
    ])('%s opens %s', async (hash, opened) => {
      expect(hashOf(await open(makeComparedRun(), { hash }))).toBe(opened);
    });
  });

  test('a frame opens on the kind of result that differs, and says why', async () => {
    const pictures = [makePicture('same'), { ...makePicture('different'), kind: 'render' as const }];
    const frames = [1, 2].map((frame) => makeFrame(frame, { pictures: frame === 1 ? pictures : [makePicture('new')] }));
    const page = await open(makeRun({ frames }));
    const kinds = page.locator('#kinds [aria-pressed=true]');
    expect(await kinds.textContent()).toBe('Render');
    expect(await page.locator('#announcer').textContent()).toBe('Frame 1: Different. It is different');
    await buttonOf(page, 'Compose').click();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    expect(await kinds.textContent()).toBe('Compose');
  });

  test('swap shows one at a time, by click, key and blinking', async () => {
    const page = await open();
    await painted(page, 'candidate', 'baseline');
    await page.keyboard.press('x');
    expect(await nameAt(page, 0.5, 0.5)).toBe('candidate');
    await page.locator('#stage').click();
    expect(await nameAt(page, 0.5, 0.5)).toBe('baseline');
    await page.keyboard.press('x');
    expect(await nameAt(page, 0.5, 0.5)).toBe('candidate');
    await page.keyboard.press('b');
    await page.locator('#stage[data-shown=baseline]').waitFor();
    await page.locator('#stage[data-shown=candidate]').waitFor();
    await buttonOf(page, 'Blink').click();
    expect(await buttonOf(page, 'Blink').getAttribute('aria-pressed')).toBe('false');
    await page.keyboard.press('4');
    await page.keyboard.press('b');
    await page.locator('#stage[data-mode=swap][data-shown=baseline]').waitFor();
  });

  test('onion skin lets the candidate shine through, by slider and by key', async () => {
    const page = await open();
    await painted(page, 'candidate', 'baseline');
    await buttonOf(page, 'Onion skin').click();
    // Halfway between 0 0 200 and 200 0 0.
    expect(await colourAt(page, 0.5, 0.5)).toEqual([100, 0, 100]);
    await page.getByRole('slider', { name: 'Candidate' }).press('End');
    expect(await nameAt(page, 0.5, 0.5)).toBe('candidate');
    for (let step = 0; step < 10; step++) await page.keyboard.press(',');
    expect(await nameAt(page, 0.5, 0.5)).toBe('baseline');
    expect(await page.locator('#onion-value').textContent()).toBe('0 %');
    await page.keyboard.press('.');
    expect(await page.locator('#onion-value').textContent()).toBe('10 %');
  });

  test('the slider divides where it is dragged, and by key', async () => {
    const page = await open();
    await painted(page, 'candidate', 'baseline');
    await buttonOf(page, 'Slider').click();
    expect([await nameAt(page, 0.4, 0.4), await nameAt(page, 0.6, 0.4)]).toEqual(['baseline', 'candidate']);
    const stage = (await page.locator('#stage').boundingBox())!;
    await page.mouse.move(stage.x + stage.width * 0.5, stage.y + stage.height * 0.3);
    await page.mouse.down();
    await page.mouse.move(stage.x + stage.width * 0.7, stage.y + stage.height * 0.3, { steps: 4 });
    await page.mouse.up();
    expect([await nameAt(page, 0.66, 0.4), await nameAt(page, 0.74, 0.4)]).toEqual(['baseline', 'candidate']);
    const divider = page.getByRole('slider', { name: 'Divider' });
    expect(await divider.getAttribute('aria-valuetext')).toBe('70 % baseline');
    await divider.focus();
    await page.keyboard.press('ArrowLeft');
    expect(await divider.getAttribute('aria-valuenow')).toBe('68');
    await page.keyboard.press('Home');
    expect(await nameAt(page, 0.2, 0.4)).toBe('candidate');
    expect(await positionOf(page)).toBe('Frame 2');
  });

  test('side by side and difference', async () => {
    const page = await open();
    await painted(page, 'candidate', 'baseline', 'difference');
    await page.keyboard.press('3');
    expect([await nameAt(page, 0.2, 0.5), await nameAt(page, 0.7, 0.5)]).toEqual(['baseline', 'candidate']);
    await buttonOf(page, 'Difference').click();
    expect(await nameAt(page, 0.5, 0.5)).toBe('difference');
    expect(await buttonOf(page, 'Difference').getAttribute('aria-pressed')).toBe('true');
  });

  test('side by side a picture that is the same is on both sides, and one that is new says that it has no other', async () => {
    const page = await open(makeComparedRun(), { hash: '#frame-1/compose/side' });
    await painted(page, 'candidate', 'baseline');
    expect([await nameAt(page, 0.2, 0.5), await nameAt(page, 0.7, 0.5)]).toEqual(['thumbnail', 'thumbnail']);
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.locator('#stage figcaption', { hasText: 'Baseline: none yet' }).waitFor();
    await eventually(() => nameAt(page, 0.7, 0.5), 'candidate');
    expect(await page.locator('.message').isVisible()).toBe(false);
  });

  test('pictures are zoomed and moved in step', async () => {
    const page = await open();
    await painted(page, 'candidate', 'baseline');
    await page.keyboard.press('3');
    const transforms = async () => {
      const [baseline, candidate] = await page.evaluate<string[]>(
        `['baseline', 'candidate'].map((role) => document.querySelector('[data-role=' + role + '] canvas').style.cssText)`,
      );
      expect(baseline).toBe(candidate);
      return baseline;
    };
    const fit = await transforms();
    const stage = (await page.locator('#stage').boundingBox())!;
    await page.mouse.move(stage.x + stage.width * 0.75, stage.y + stage.height * 0.5);
    await page.mouse.wheel(0, -400);
    await eventually(async () => (await transforms()) === fit, false);
    const zoomed = await transforms();
    // The pixel under the pointer stays there.
    expect(await page.locator('#probe').innerText()).toMatch(/^x 32\n/);
    await page.mouse.down();
    await page.mouse.move(stage.x + stage.width * 0.75 - 60, stage.y + stage.height * 0.5, { steps: 3 });
    await page.mouse.up();
    expect(await transforms()).not.toBe(zoomed);
    await page.keyboard.press('f');
    await page.keyboard.press('+');
    expect(await page.locator('#zoom-value').textContent()).toBe('1045 %');
    await page.keyboard.press('-');
    expect(await transforms()).toBe(fit);
    await buttonOf(page, '1:1').click();
    expect(await page.locator('#zoom-value').textContent()).toBe('100 %');
    await page.keyboard.press('f');
    expect(await transforms()).toBe(fit);
  });

  test('regions are boxes over what changed, and lead there', async () => {
    const page = await open(makeComparedRun(), { hash: '#frame-2/compose/swap' });
    await painted(page, 'candidate');
    const stage = (await page.locator('#stage').boundingBox())!;
    const box = page.locator('[data-role=candidate] .boxes div');
    const before = (await box.boundingBox())!;
    const centre = { x: before.x + before.width / 2, y: before.y + before.height / 2 };
    const shares = [(centre.x - stage.x) / stage.width, (centre.y - stage.y) / stage.height] as const;
    expect(await nameAt(page, ...shares)).toBe('changed');
    await buttonOf(page, '24×16 at 40,20: 384 pixels').click();
    const after = (await box.boundingBox())!;
    expect(after.x + after.width / 2).toBeCloseTo(stage.x + stage.width / 2, 0);
    await page.keyboard.press('r');
    expect(await box.count()).toBe(0);
  });

  test('the pixel under the pointer is told in both', async () => {
    const page = await open();
    await painted(page, 'candidate');
    await page.keyboard.press('3');
    const stage = (await page.locator('#stage').boundingBox())!;
    await page.mouse.move(stage.x + stage.width * 0.25, stage.y + stage.height * 0.51);
    await eventually(
      () => page.locator('#probe').innerText(),
      'x 32\ny 18\nBaseline 0 0 200\nCandidate 200 0 0\nΔ 200 0 -200',
    );
  });

  test('layers are listed for a multilayer picture', async () => {
    const page = await open();
    await page.keyboard.press('k');
    const rows = page.getByRole('group', { name: 'Layers' }).getByRole('row');
    expect(await rows.allInnerTexts()).toEqual([
      'Layer\tMean\tMax\tFailing',
      expect.stringMatching(/^ViewLayer\.Combined\s*Different, colour\s*0\.004\s*0\.78\s*2\.1 %$/),
      expect.stringMatching(/^ViewLayer\.Depth\s*Same, depth\s*–\s*–\s*–$/),
    ]);
  });

  test('exposure and curve change what is seen of scene light, not its values', async () => {
    const page = await open();
    await buttonOf(page, 'Render').click();
    const stage = page.locator('#stage');
    await stage.hover();
    const values = /Baseline 0\.090 0\.180 4\.000\nCandidate 0\.180 0\.180 4\.000/;
    await page.locator('#probe', { hasText: /Baseline 0\.090.*Candidate 0\.180/ }).waitFor();
    expect(await page.locator('#probe').innerText()).toMatch(values);
    const [red, green, blue] = await colourAt(page, 0.5, 0.5);
    expect([red, green]).toEqual([117, 117]);
    expect(blue).toBeGreaterThan(230);
    await page.keyboard.press(']');
    await page.keyboard.press(']');
    expect(await page.locator('#exposure-value').textContent()).toBe('+1 EV');
    expect((await colourAt(page, 0.5, 0.5))[0]).toBeGreaterThan(150);
    expect(await page.locator('#probe').innerText()).toMatch(values);
    await page.keyboard.press('0');
    await page.getByLabel('Tone curve').selectOption('standard');
    // sRGB of middle grey, and of light above white.
    expect(await colourAt(page, 0.5, 0.5)).toEqual([118, 118, 255]);
  });

  test('a failed frame says why, what to do, and what Blender said', async () => {
    const page = await open();
    await page.keyboard.press('n');
    const frame = await positionOf(page);
    expect(frame).toBe('Frame 3');
    const message = page.locator('.message');
    expect(await message.innerText()).toMatch(/A frame could not be rendered\s+Out of memory\.\s+Use smaller tiles\./);
    expect(await page.locator('pre').innerText()).toBe('Read blend\nError: out of memory');
    expect(await buttonOf(page, 'Slider').isDisabled()).toBe(true);
  });

  test('a frame that is the same shows its thumbnail and says so', async () => {
    const page = await open();
    await page.keyboard.press('Home');
    await painted(page, 'candidate');
    await eventually(() => nameAt(page, 0.5, 0.5), 'thumbnail');
    expect(await page.locator('#stage figcaption:visible').allTextContents()).toEqual(['Candidate: thumbnail']);
  });

  test('curves over earlier runs', async () => {
    const page = await open();
    const curve = page.getByRole('img', {
      name: 'Render time over runs: from 1.0 s (2026-11-01 03:00 UTC c0ffee1) to 9.0 s (this run)',
    });
    expect(await curve.locator('circle').count()).toBe(4);
    await page.keyboard.press('ArrowLeft');
    expect(await page.locator('.history').count()).toBe(0);
  });
});
