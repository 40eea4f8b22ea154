import { mkdtemp, rm } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { inflateSync } from 'node:zlib';
import { expect, jest } from '@jest/globals';
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { type ReportOptions, writeReport } from '../../src/report/html.ts';
import type { RunReport } from '../../src/report/model.ts';

export interface OpenReport {
  page: Page;
  /** Addresses the page asked for, without its own file. */
  requests: string[];
  /** Everything that went wrong: script errors, console messages, violations of the policy. */
  complaints: string[];
}

export interface ReportBrowser {
  open(report: RunReport, options?: BrowserContextOptions & ReportOptions & { hash?: string }): Promise<OpenReport>;
  close(): Promise<void>;
}

/** When it is given up to wait for something: long enough that only what never comes takes it, on a busy machine too. */
const patienceMs = 60_000;
// A test may take longer than one wait, so that what was waited for is named.
jest.setTimeout(2 * patienceMs);

/** A real Chromium that opens reports from files. */
export async function startBrowser(): Promise<ReportBrowser> {
  const directory = await mkdtemp(path.join(tmpdir(), 'report-'));
  const quiet = ['gpu', 'quic', 'background-networking', 'component-update', 'sync'].map((name) => `--disable-${name}`);
  const args = ['--headless', '--no-sandbox', '--no-first-run', ...quiet];
  const browser: Browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args, timeout: patienceMs });
  let count = 0;
  return {
    async open(report, { maxBytes, hash = '', ...options } = {}) {
      const file = path.join(directory, `${count++}-report.html`);
      const stream = createWriteStream(file);
      await writeReport(report, stream, maxBytes === undefined ? {} : { maxBytes });
      stream.end();
      await finished(stream);

      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
      context.setDefaultTimeout(patienceMs);
      const page = await context.newPage();
      const opened: OpenReport = { page, requests: [], complaints: [] };
      const address = pathToFileURL(file).href;
      page.on('request', (request) => {
        if (request.url().split('#')[0] !== address) opened.requests.push(request.url());
      });
      page.on('console', (message) => opened.complaints.push(message.text()));
      page.on('pageerror', (error) => opened.complaints.push(error.message));
      page.on('dialog', (dialog) => {
        opened.complaints.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      await page.goto(`${address}${hash}`);
      return opened;
    },
    async close() {
      await browser.close();
      await rm(directory, { recursive: true });
    },
  };
}

/** The colour on the screen at a place of the stage, given as shares of its width and height. */
export async function colourAt(page: Page, across: number, down: number): Promise<number[]> {
  const box = (await page.locator('#stage').boundingBox())!;
  const clip = {
    x: Math.round(box.x + box.width * across),
    y: Math.round(box.y + box.height * down),
    width: 1,
    height: 1,
  };
  const png = await page.screenshot({ clip });
  const chunks: Buffer[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      chunks.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  // The first pixel has no neighbours: whatever the row's filter is, its bytes are the values.
  return [...inflateSync(Buffer.concat(chunks)).subarray(1, 4)];
}

/** The name of a colour of the pictures in runs.ts. */
export async function nameAt(page: Page, across: number, down: number): Promise<string> {
  const names: Record<string, string> = {
    '0 0 200': 'baseline',
    '200 0 0': 'candidate',
    '200 200 0': 'changed',
    '0 200 0': 'difference',
    '90 90 90': 'thumbnail',
  };
  const colour = (await colourAt(page, across, down)).join(' ');
  return names[colour] ?? colour;
}

/** Waits until pictures of these roles are in their panes, seen or not. */
export async function painted(page: Page, ...roles: ('candidate' | 'baseline' | 'difference')[]): Promise<void> {
  for (const role of roles) {
    await page.locator(`#stage [data-role=${role}] canvas:not([hidden])`).waitFor({ state: 'attached' });
  }
}

/** Asks the page again and again until the answer is what is wanted. */
export async function eventually(read: () => Promise<unknown>, wanted: unknown): Promise<void> {
  const deadline = Date.now() + patienceMs;
  let answer = await read();
  while (JSON.stringify(answer) !== JSON.stringify(wanted) && Date.now() < deadline) answer = await read();
  expect(answer).toEqual(wanted);
}

/** Starts to note where the page goes; gives back what waits for its next `count` positions. */
export async function notePositions(page: Page, count: number): Promise<() => Promise<string[]>> {
  await page.evaluate(`
    globalThis.positions = new Promise((resolve) => {
      const seen = [];
      const position = document.getElementById('position');
      new MutationObserver(() => {
        seen.push(position.textContent);
        if (seen.length === ${count}) resolve(seen);
      }).observe(position, { childList: true });
    });
    undefined;
  `);
  return () => page.evaluate<string[]>('positions');
}

export async function attributesOf(all: Locator, name: string): Promise<(string | null)[]> {
  return Promise.all((await all.all()).map((one) => one.getAttribute(name)));
}

export function buttonOf(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true });
}

export function positionOf(page: Page): Promise<string | null> {
  return page.locator('#position').textContent();
}

/** Whatever was done with it, a report asks for nothing and has nothing to complain about. */
export async function closeQuiet({ requests, complaints, page }: OpenReport): Promise<void> {
  await page.context().close();
  expect({ requests: requests.filter((url) => !url.startsWith('blob:')), complaints }).toEqual({
    requests: [],
    complaints: [],
  });
}
