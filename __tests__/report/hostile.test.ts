import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { RunReport } from '../../src/report/model.ts';
import { closeQuiet, startBrowser } from './browser.ts';
import type { OpenReport, ReportBrowser } from './browser.ts';
import { makeComparison, makeFrame, makePicture, makeRun, metrics } from './runs.ts';

let browser: ReportBrowser;
let opened: OpenReport;

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());
afterEach(() => closeQuiet(opened));

async function open(report: RunReport): Promise<Page> {
  opened = await browser.open(report);
  return opened.page;
}

test('text from outside is text, whatever it says', async () => {
  const script = 'globalThis.ran = true';
  const text =
    `"><img src=x onerror="${script}"><script>${script}</script></script></title></style><!-- ` +
    `<svg onload="${script}"> javascript:${script} {{x}} \${x} $& https://evil.example`;
  const url = `javascript:${script}`;
  const comparison = makeComparison('different', {
    reason: text,
    metrics,
    layers: [{ name: text, purpose: 'colour', verdict: 'different' }],
  });
  const picture = makePicture('different', {
    file: text,
    comparison,
    readCandidate: () => Promise.reject(new Error(text)),
  });
  const page = await open(
    makeRun({
      project: text,
      startedAt: text,
      commit: { sha: text, url },
      farm: { managerUrl: url, blenderVersion: text, activeAgents: 1 },
      frames: [
        makeFrame(1, { pictures: [picture], messages: [text] }),
        makeFrame(2, {
          outcome: 'failed',
          error: { kind: 'task-failed', message: text, hint: text },
          messages: [text],
        }),
      ],
      history: [{ date: text, commit: text, frames: [{ frame: 1, durationMs: 5, verdict: text }] }],
    }),
  );
  expect(await page.title()).toBe(text);
  expect(await page.locator('.reason').textContent()).toBe(text);
  await page.keyboard.press('ArrowRight');
  expect(await page.locator('.message p').first().textContent()).toBe(`${text}.`);
  expect(await page.locator('pre').textContent()).toBe(text);
  expect(await page.evaluate('globalThis.ran')).toBeUndefined();
  expect(await page.evaluate(`[...document.querySelectorAll('a')].map((a) => a.getAttribute('href'))`)).toEqual([
    '#stage',
  ]);
  expect(await page.locator('img, iframe, object, embed').count()).toBe(0);
});
