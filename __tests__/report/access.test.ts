import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import type { RunReport } from '../../src/report/model.ts';
import { buttonOf, nameAt, type OpenReport, painted, type ReportBrowser, startBrowser } from './browser.ts';
import { makeComparedRun } from './runs.ts';

let browser: ReportBrowser;
let opened: OpenReport | undefined;

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());
afterEach(() => opened?.page.context().close());

async function open(report: RunReport = makeComparedRun(), options?: Parameters<ReportBrowser['open']>[1]) {
  opened = await browser.open(report, options);
  await opened.page.locator('#strip [aria-current]').waitFor();
  return opened.page;
}

interface Named {
  role: string;
  name: string;
}

/** Roles and names as the browser tells them to a screen reader. */
async function accessibleElements(page: Page): Promise<Named[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  return nodes
    .filter(({ ignored }) => !ignored)
    .map(({ role, name }) => ({ role: String(role?.value), name: String(name?.value ?? '') }));
}

describe('for a screen reader', () => {
  test('every control and picture has a name', async () => {
    for (const press of ['1', '2', 'k', 'g']) {
      const page = opened?.page.isClosed() === false ? opened.page : await open();
      await page.keyboard.press(press);
      const needsName = ['button', 'slider', 'combobox', 'image', 'link', 'group', 'toolbar', 'checkbox', 'dialog'];
      const elements = (await accessibleElements(page)).filter(({ role }) => needsName.includes(role));
      expect(elements.filter(({ name }) => name === '')).toEqual([]);
      expect(elements.length).toBeGreaterThan(15);
    }
  });

  test('the page has landmarks and one heading for each part', async () => {
    const page = await open();
    const elements = await accessibleElements(page);
    const landmarks = elements.filter(({ role }) =>
      ['banner', 'main', 'navigation', 'complementary', 'region'].includes(role),
    );
    expect(landmarks).toEqual([
      { role: 'banner', name: '' },
      { role: 'main', name: '' },
      { role: 'region', name: 'Picture' },
      { role: 'navigation', name: 'Frames' },
      { role: 'complementary', name: 'About the frame' },
    ]);
    expect(await page.getByRole('heading', { level: 1 }).allTextContents()).toEqual(['scenes/shot.blend']);
    expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual(['Frame 2Different']);
  });

  test('a change of frame is announced', async () => {
    const page = await open();
    expect(await page.getByRole('status').count()).toBe(1);
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('#announcer').textContent()).toBe('Frame 3: Failed. Out of memory.');
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('#announcer').textContent()).toBe('Frame 4: New. It is new');
    expect(await page.locator('#strip [aria-current]').getAttribute('title')).toBe('Frame 4, new');
  });
});

describe('by keyboard alone', () => {
  test('everything can be reached with the tab key, and the focus is seen', async () => {
    const page = await open();
    await page.keyboard.press('1');
    const reached: string[] = [];
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab');
      const focus = await page.evaluate<{ id: string; seen: boolean } | undefined>(`(() => {
        const element = document.activeElement;
        if (element === document.body) return undefined;
        const isSeen = (one) => getComputedStyle(one).outlineStyle === 'solid';
        return { id: element.id || element.textContent.trim(), seen: isSeen(element) || isSeen(element.parentElement) };
      })()`);
      if (!focus || reached.includes(focus.id)) break;
      expect(focus).toEqual({ id: focus.id, seen: true });
      reached.push(focus.id);
    }
    const wanted = [
      'Skip to the picture',
      'sheet',
      'theme',
      'open-help',
      'Slider',
      'swap',
      'regions',
      'stage',
      'zoom-in',
    ];
    expect(reached).toEqual(expect.arrayContaining([...wanted, 'play', 'scrub', 'rate', 'To review 4', 'details']));
    // The list of frames is one stop: the arrows move in it.
    expect(reached.filter((text) => /^Frame \d+, \w+ \d\.\d s$/.test(text))).toHaveLength(1);
  });

  test('the first stop leads past the controls to the picture, which the keyboard moves', async () => {
    const page = await open();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('stage');
    await page.keyboard.press('+');
    await page.keyboard.press('Shift+ArrowRight');
    await page.locator('#probe', { hasText: 'x 35' }).waitFor();
    expect(await page.locator('#position').textContent()).toBe('Frame 2');
  });

  test('the help lists the keys, and closes', async () => {
    const page = await open();
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    expect(await help.locator('kbd').allTextContents()).toEqual(expect.arrayContaining(['Space', '1', 'X', '[', '?']));
    await page.keyboard.press('2');
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'hidden' });
    expect(await page.locator('#stage').getAttribute('data-mode')).toBe('difference');
  });

  test('single keys can be turned off', async () => {
    const page = await open();
    await page.keyboard.press('?');
    await page.getByLabel('Use single-key shortcuts').uncheck();
    await page.keyboard.press('Escape');
    await page.keyboard.press('2');
    expect(await page.locator('#stage').getAttribute('data-mode')).toBe('difference');
    await page.keyboard.press('ArrowRight');
    await page.locator('#position', { hasText: 'Frame 3' }).waitFor();
  });
});

describe('themes', () => {
  const ground = (page: Page) => page.evaluate('getComputedStyle(document.documentElement).backgroundColor');

  test('follow the system until one is chosen, which is kept', async () => {
    const page = await open(makeComparedRun(), { colorScheme: 'dark' });
    expect(await ground(page)).toBe('rgb(22, 22, 22)');
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await ground(page)).toBe('rgb(236, 236, 236)');
    await page.getByRole('button', { name: 'Theme: auto' }).click();
    expect(await ground(page)).toBe('rgb(22, 22, 22)');
    await page.reload();
    await page.getByRole('button', { name: 'Theme: dark' }).waitFor();
    await page.keyboard.press('t');
    expect(await ground(page)).toBe('rgb(236, 236, 236)');
  });

  test.each(['dark', 'light'] as const)('text is legible in %s (contrast of 4.5)', async (colorScheme) => {
    const page = await open(makeComparedRun(), { colorScheme });
    for (const press of ['k', 'n', 'g', '?']) {
      await page.keyboard.press(press);
      expect(await page.evaluate<string[]>(listFaintTexts)).toEqual([]);
    }
  });
});

describe.each([
  ['a desk', {}],
  ['a desk at night', { colorScheme: 'dark' }],
  ['a phone', { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }],
] as const)('on %s', (_, device) => {
  test('axe-core finds nothing, whatever is shown', async () => {
    const page = await open(makeComparedRun(), { ...device });
    for (const press of ['', '1', '2', '3', '5', 'k', 'n', 'g', '?']) {
      if (press !== '') await page.keyboard.press(press);
      await page.evaluate(`${axe}; undefined`);
      expect([press, await page.evaluate<string[]>(runAxe)]).toEqual([press, []]);
    }
    // It would find something.
    await page.evaluate(`document.getElementById('help').close(); document.getElementById('sheet').textContent = ''`);
    expect(await page.evaluate<string[]>(runAxe)).toEqual([expect.stringMatching(/^button-name: /)]);
  });

  test('what is seen on a control is in its name, and what scrolls can be scrolled by key', async () => {
    const run = makeComparedRun();
    // Nothing in the facts that could have the focus, and a message that is longer than its place.
    const frames = run.frames.map((frame) => {
      if (frame.error === undefined) return frame;
      return { ...frame, pictures: [], error: { ...frame.error, message: 'Out of memory. '.repeat(120) } };
    });
    const page = await open({ ...run, commit: { sha: '8f3c2b1a' }, frames }, { ...device });
    for (const press of ['', 'k', 'n', 'n', 'n', 'g', '?']) {
      if (press !== '') await page.keyboard.press(press);
      expect([press, await page.evaluate(findMisnamed), await page.evaluate(findUnscrollable)]).toEqual([
        press,
        [],
        [],
      ]);
    }
  });
});

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** With two rules that it leaves out by itself. */
const runAxe = `(async () => {
  const rules = { 'target-size': { enabled: true }, 'label-content-name-mismatch': { enabled: true } };
  const { violations } = await globalThis.axe.run({ rules });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => [id, html, failureSummary].join(': ')));
})()`;

/** As axe-core's rule label-content-name-mismatch: controls that somebody who says what is seen would not reach. */
const findMisnamed = `(() => {
  const words = (text) => text.toLowerCase().replace(/[^\\p{L}\\p{N}]+/gu, ' ').trim();
  const controls = document.querySelectorAll(':is(button, a, summary, [role=button], [role=slider])[aria-label]');
  return [...controls]
    .filter((control) => control.checkVisibility() && !words(control.ariaLabel).includes(words(control.innerText)))
    .map((control) => control.ariaLabel + ': ' + control.innerText);
})()`;

/** As axe-core's rule scrollable-region-focusable: what can be scrolled, and has no stop for the tab key. */
const findUnscrollable = `(() => {
  const stops = 'a[href], button:enabled, input:enabled, select:enabled, summary, [tabindex]:not([tabindex="-1"])';
  const scrolls = (element) => {
    const { overflowX, overflowY } = getComputedStyle(element);
    const can = (overflow) => overflow === 'auto' || overflow === 'scroll';
    const over = (whole, seen) => whole > seen + 13;
    return (can(overflowX) && over(element.scrollWidth, element.clientWidth)) ||
      (can(overflowY) && over(element.scrollHeight, element.clientHeight));
  };
  return [...document.body.querySelectorAll('*')]
    .filter((element) => element.checkVisibility() && scrolls(element))
    .filter((element) => !element.matches(stops) && element.querySelector(stops) === null)
    .map((element) => element.id || element.className);
})()`;

/** Texts with too little contrast to what is behind them; disabled controls need none. */
const listFaintTexts = `(() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = channels(getComputedStyle(one).backgroundColor);
      if ((colour[3] ?? 1) > 0.5) return colour;
    }
  };
  const faint = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !element.checkVisibility({ visibilityProperty: true })) continue;
    if (element.closest('script, style, noscript, :disabled, option')) continue;
    const [a, b] = [channels(getComputedStyle(element).color), behind(element)].map(luminance).sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) faint.push(texts.currentNode.data);
  }
  return faint;
})()`;

test('on a phone the page is as wide as the screen, and a tap swaps', async () => {
  const page = await open(makeComparedRun(), {
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    deviceScaleFactor: 2,
  });
  await painted(page, 'candidate', 'baseline');
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  await buttonOf(page, 'Swap').tap();
  expect(await nameAt(page, 0.5, 0.5)).toBe('candidate');
  await page.locator('#stage').tap();
  expect(await nameAt(page, 0.5, 0.5)).toBe('baseline');
});

test.each([320, 390])('on a phone of %d pixels every tool is on the screen', async (width) => {
  const viewport = { width, height: 844 };
  const page = await open(makeComparedRun(), { viewport, isMobile: true, hasTouch: true });
  for (const press of ['4', '1', '5', 'k']) {
    await page.keyboard.press(press);
    const outside = await page.evaluate<string[]>(`[...document.querySelectorAll('#viewer :is(button, input, select)')]
      .filter((tool) => tool.checkVisibility())
      .filter((tool) => tool.getBoundingClientRect().right > ${width} || tool.getBoundingClientRect().left < 0)
      .map((tool) => tool.id || tool.textContent)`);
    expect([press, outside]).toEqual([press, []]);
  }
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
});
