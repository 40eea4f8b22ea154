import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { RunReport } from '../../src/report/model.ts';
import {
  attributesOf,
  buttonOf,
  closeQuiet,
  eventually,
  nameAt,
  notePositions,
  painted,
  positionOf,
  startBrowser,
} from './browser.ts';
import type { OpenReport, ReportBrowser } from './browser.ts';
import { makePng } from './pictures.ts';
import { baselinePng, makeComparedRun, makeFrame, makeGallery, makePicture, makeRun } from './runs.ts';

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

describe('moving through the frames', () => {
  test('filters have counts and choose what is listed, scrubbed and played', async () => {
    const page = await open();
    expect(await page.locator('#filters button').allTextContents()).toEqual([
      'All 6',
      'To review 4',
      'New 1',
      'Same 2',
      'Errors 1',
    ]);
    const listed = () => attributesOf(page.locator('#strip button'), 'title');
    await buttonOf(page, 'Same 2').click();
    expect(await listed()).toEqual(['Frame 1, same', 'Frame 5, within tolerance']);
    expect(await positionOf(page)).toBe('Frame 1');
    await page.keyboard.press('ArrowRight');
    expect(await positionOf(page)).toBe('Frame 5');
    await buttonOf(page, 'Errors 1').click();
    expect(await listed()).toEqual(['Frame 3, failed']);
    expect(await page.getByRole('slider', { name: 'Frame', exact: true }).isDisabled()).toBe(true);
  });

  test('the scrubber goes where it is pressed and by key', async () => {
    const page = await open();
    const box = (await page.locator('#scrubber').boundingBox())!;
    const places = [0.5, 2.5, 5.5].map((frame) => box.x + (box.width * frame) / 6);
    for (const [i, x] of places.entries()) {
      await page.mouse.click(x, box.y + box.height / 2);
      expect(await positionOf(page)).toBe(['Frame 1', 'Frame 3', 'Frame 6'][i]);
    }
    const scrub = page.getByRole('slider', { name: 'Frame', exact: true });
    await scrub.focus();
    await page.keyboard.press('ArrowLeft');
    expect(await scrub.getAttribute('aria-valuetext')).toBe('Frame 5, Within tolerance');
    await page.keyboard.press('Home');
    expect(await positionOf(page)).toBe('Frame 1');
  });

  test('playing steps through the frames until it is stopped', async () => {
    const page = await open(makeGallery(5));
    await page.keyboard.press('g');
    await page.getByLabel('Frames a second').selectOption('24');
    const positions = await notePositions(page, 6);
    await buttonOf(page, 'Play').click();
    expect(await positions()).toEqual([2, 3, 4, 5, 1, 2].map((frame) => `Frame ${frame}`));
    await page.keyboard.press('Space');
    await buttonOf(page, 'Play').waitFor();
  });

  test('a film plays baseline and candidate in step, also where they are the same', async () => {
    const run = makeComparedRun();
    const page = await open({ ...run, frames: run.frames.filter(({ outcome }) => outcome !== 'failed') });
    await painted(page, 'difference');
    await page.getByLabel('Frames a second').selectOption('24');
    const right = [1, 2, 5, 6].map((frame) => `frame ${frame} and frame ${frame}`);
    const all = [...right, 'none and frame 4'];
    // What each pane shows whenever the browser draws, which a busy machine does not do for every frame of every round.
    await page.evaluate(`
      globalThis.pairs = new Promise((resolve) => {
        const seen = [];
        const nameOf = (role) => document.querySelector('[data-role=' + role + '] canvas:not([hidden])')?.ariaLabel;
        const look = () => {
          const pair = ['baseline', 'candidate'].map((role) => nameOf(role)?.match(/frame \\d+/)[0] ?? 'none').join(' and ');
          if (!seen.includes(pair)) seen.push(pair);
          if (seen.length === ${all.length}) resolve(seen);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
      undefined;
    `);
    await page.keyboard.press('Space');
    expect(await page.locator('#stage').getAttribute('data-mode')).toBe('side');
    const pairs = await page.evaluate<string[]>('pairs');
    expect(new Set(pairs)).toEqual(new Set(all));
  });

  test('without a baseline the page is a gallery', async () => {
    const page = await open(makeGallery(12));
    expect(await page.locator('#viewer').isVisible()).toBe(false);
    await eventually(
      () => attributesOf(page.locator('#strip canvas'), 'width'),
      Array.from({ length: 12 }, () => '64'),
    );
    await page.reload();
    expect(await page.locator('#viewer').isVisible()).toBe(false);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    expect(await page.locator('#play').getAttribute('aria-label')).toBe('Play');
    await page.keyboard.press('ArrowDown');
    const { columns } = await page.evaluate<{ columns: number }>(
      `({ columns: getComputedStyle(document.getElementById('strip')).gridTemplateColumns.split(' ').length })`,
    );
    const chosen = page.locator('#strip [aria-current]');
    expect(await chosen.getAttribute('title')).toBe(`Frame ${2 + columns}, rendered`);
    await chosen.click();
    await painted(page, 'candidate');
    expect(await nameAt(page, 0.5, 0.4)).toBe('candidate');
    expect(await page.locator('#modes').isVisible()).toBe(false);
  });

  test('a run without frames is said to have none', async () => {
    const page = await open(makeRun());
    expect(await page.locator('.message').innerText()).toBe('The run has no frames.');
  });
});

test('a frame that only the baseline has shows that, and the error beside it', async () => {
  const error = { kind: 'task-failed' as const, message: 'Out of memory' };
  const missing = makePicture('missing', { readBaseline: () => Promise.resolve(baselinePng) });
  const page = await open(makeRun({ frames: [makeFrame(1, { outcome: 'failed', error, pictures: [missing] })] }));
  await painted(page, 'baseline');
  expect(await nameAt(page, 0.5, 0.5)).toBe('baseline');
  expect(await page.locator('#details .error').innerText()).toMatch(/A frame could not be rendered\s+Out of memory/);
});

test('what does not fit and what the browser cannot show is said in its place', async () => {
  const broken = { type: 'image/png' as const, width: 8, height: 8, bytes: new Uint8Array(100) };
  const large = { ...broken, bytes: new Uint8Array(200_000) };
  const page = await open(
    makeRun({
      frames: [broken, large].map((picture, i) =>
        makeFrame(i + 1, { pictures: [makePicture('different', { readCandidate: () => Promise.resolve(picture) })] }),
      ),
    }),
    { maxBytes: 200_000 },
  );
  await page.getByText('Candidate: this browser cannot show it').waitFor();
  expect(await page.locator('#notice').innerText()).toMatch(
    /^This page is limited to 200 kB: 1 picture of frame 2 did/,
  );
  await page.keyboard.press('ArrowRight');
  expect(await page.locator('.message').innerText()).toMatch(/^Not in this page, which has a limited size: candidate/);
});

test('a picture that a pane still holds is not closed, whatever was played meanwhile', async () => {
  // More than 400 MB are not kept. What a picture takes follows from its size in the report: here 64 MB, although a
  // smaller one is decoded, which is quick.
  const png = { ...makePng(1200, 1200, () => [200, 0, 0]), width: 4000, height: 4000 };
  const give = () => Promise.resolve(png);
  const frames = Array.from({ length: 9 }, (_, i) =>
    makeFrame(i + 1, { pictures: [makePicture('different', { readCandidate: give, readBaseline: give })] }),
  );
  const page = await open(makeRun({ frames }));
  await painted(page, 'baseline');
  await page.getByLabel('Frames a second').selectOption('24');
  const positions = await notePositions(page, 8);
  await buttonOf(page, 'Play').click();
  expect(await positions()).toContain('Frame 9');
  // The baseline of frame 1 is still in its pane, and is painted anew for another size.
  for (let i = 0; i < 6; i++) await buttonOf(page, 'Zoom in').click();
  await buttonOf(page, 'Pause').click();
});

test('a long film opens and scrolls without reading every picture', async () => {
  const page = await open(makeGallery(1500));
  await page.locator('#strip [aria-current]').waitFor();
  expect(await page.locator('#strip button').count()).toBe(1500);
  await page.keyboard.press('End');
  await page.locator('#strip li:last-child canvas[width="64"]').waitFor();
  const drawn = await page.locator('#strip canvas[width="64"]').count();
  expect(drawn).toBeLessThan(150);
});
