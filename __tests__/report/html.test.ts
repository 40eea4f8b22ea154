import { createHash } from 'node:crypto';
import { PassThrough, Writable } from 'node:stream';
import { inflateSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { type ReportOptions, writeReport } from '../../src/report/html.ts';
import type { DisplayPicture } from '../../src/compare/comparison.ts';
import type { RunReport } from '../../src/report/model.ts';
import type { PageData, PagePicture } from '../../src/report/page-model.ts';
import { makeHdr, makeNoise } from './pictures.ts';
import {
  candidatePng,
  makeComparedRun,
  makeComparison,
  makeFrame,
  makePicture,
  makeRun,
  thumbnailPng,
} from './runs.ts';

async function format(report: RunReport, options?: ReportOptions) {
  const chunks: string[] = [];
  const write = (chunk: string) => {
    chunks.push(chunk);
    return Promise.resolve();
  };
  const written = await writeReport(report, write, options);
  const html = chunks.join('');
  const data = JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)![1]!) as PageData;
  return { html, data, written };
}

function pictureOf({ frames }: PageData, index: number): PagePicture {
  return frames[index]!.pictures[0]!;
}

function islandOf(html: string, id: string): Buffer {
  const text = new RegExp(`<script type="application/octet-stream" id="${id}">(.*?)</script>`).exec(html)![1]!;
  return Buffer.from(text, 'base64');
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

describe('the file', () => {
  test('runs only its own script and style, and may load nothing', async () => {
    const { html } = await format(makeComparedRun());
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)![1]!;
    const directives = Object.fromEntries(policy.split('; ').map((entry) => entry.split(/ (.*)/) as [string, string]));
    const [, script] = /<script type="module">(.*?)<\/script>/s.exec(html)!;
    const [, style] = /<style>(.*?)<\/style>/s.exec(html)!;
    expect(directives).toMatchObject({
      'default-src': "'none'",
      'script-src': hashOf(script!),
      'style-src': hashOf(style!),
    });
    expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<style>'));
    expect([...html.matchAll(/<!-- [a-z]+ -->/g)]).toEqual([]);
  });

  test('its script makes elements only of text', async () => {
    const { html } = await format(makeRun());
    const [, script] = /<script type="module">(.*?)<\/script>/s.exec(html)!;
    expect(script).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|^import /m,
    );
  });

  test('is the same for the same run', async () => {
    expect((await format(makeComparedRun())).html).toBe((await format(makeComparedRun())).html);
  });

  test('keeps outside text out of the markup', async () => {
    const text = `</script><script>x</script><!--<script>]]>"'><img src=x>`;
    const { html, data } = await format(
      makeRun({
        project: text,
        commit: { sha: 'abc', url: 'javascript:alert(1)' },
        farm: { managerUrl: text, blenderVersion: text, activeAgents: 1 },
        frames: [makeFrame(1, { messages: [text], pictures: [makePicture('new', { file: text })] })],
      }),
    );
    const plain = await format(makeRun({ frames: [makeFrame(1, { pictures: [makePicture('new')] })] }));
    const tagsOf = (page: string) => [...page.matchAll(/<(\/?[a-z!]+)/gi)].map(([, tag]) => tag);
    expect(tagsOf(html)).toEqual(tagsOf(plain.html));
    expect(data.frames[0]!.messages).toEqual([text]);
    expect(data.run.facts.find(([name]) => name === 'Commit')).toEqual(['Commit', 'abc']);
  });

  test('says how to approve, for as long as something waits for it', async () => {
    const approve = { words: 'In a terminal, type', line: 'blendnet-render approve <out>' };
    const fact = async (verdict: 'new' | 'same') => {
      const frames = [makeFrame(1, { pictures: [makePicture(verdict)] })];
      return (await format(makeRun({ approve, frames }))).data.run.facts.find(([name]) => name === 'To approve');
    };
    expect(await fact('new')).toEqual(['To approve', 'In a terminal, type: blendnet-render approve <out>']);
    expect(await fact('same')).toBeUndefined();
  });

  test('has numbers that JSON cannot carry as text', async () => {
    const { data } = await format(makeComparedRun());
    const values = Object.fromEntries(pictureOf(data, 0).metrics.map(([name, value]) => [name, value]));
    expect(values).toMatchObject({ PSNR: '∞', 'Failing pixels': '2.1 %' });
  });
});

describe('pictures', () => {
  test('are embedded byte for byte', async () => {
    const { html, data } = await format(makeComparedRun());
    const candidate = pictureOf(data, 1).candidate!;
    expect(candidate).toMatchObject({ type: 'image/png', width: 64, height: 36 });
    expect(islandOf(html, candidate.id).equals(candidatePng.bytes)).toBe(true);
  });

  test('of scene light are sorted into planes and deflated', async () => {
    const picture = makeHdr(2, 1, (x) => [1, x === 0 ? 0.5 : 0.25, 0]);
    const frames = [
      makeFrame(1, { pictures: [makePicture('new', { readCandidate: () => Promise.resolve(picture) })] }),
    ];
    const { html, data } = await format(makeRun({ frames }));
    const planes = inflateSync(islandOf(html, pictureOf(data, 0).candidate!.id));
    // High and low bytes of red 1.0, green 0.5 and 0.25, blue 0 and alpha 1.
    expect(planes.toString('hex')).toBe('3c3c 0000 3834 0000 0000 0000 3c3c 0000'.replaceAll(' ', ''));
  });

  test('frames to review are in full; a frame that is the same has its thumbnail', async () => {
    const { data } = await format(makeComparedRun());
    const shown = data.frames.map(({ pictures }) =>
      (['baseline', 'candidate', 'difference', 'thumbnail'] as const).filter((role) => pictures[0]?.[role]),
    );
    expect(shown).toEqual([
      ['thumbnail'],
      ['baseline', 'candidate', 'difference', 'thumbnail'],
      [],
      ['candidate', 'thumbnail'],
      ['baseline', 'candidate', 'difference', 'thumbnail'],
      ['baseline', 'candidate', 'difference', 'thumbnail'],
    ]);
    expect(pictureOf(data, 0).note).toMatch(/^A thumbnail: /);
  });

  test('a small candidate is its own thumbnail, a large one is left to the artifacts', async () => {
    const same = (picture: DisplayPicture) =>
      makeFrame(1, { pictures: [makePicture('same', { readCandidate: () => Promise.resolve(picture) })] });
    const { data } = await format(makeRun({ frames: [same(candidatePng), same(makeNoise(300 * 1024))] }));
    expect(pictureOf(data, 0).candidate!.width).toBe(64);
    expect(pictureOf(data, 1).candidate).toBeUndefined();
    expect(pictureOf(data, 1).note).toMatch(/equal to its baseline is not in this page/);
  });

  test('that cannot be read, or are not what they say, are named and do not end the report', async () => {
    const broken: Partial<Record<string, () => Promise<DisplayPicture>>> = {
      'disk is gone': () => Promise.reject(new Error('disk is gone')),
      '8 bytes instead of 32': () => Promise.resolve({ type: 'hdr', width: 2, height: 2, bytes: new Uint8Array(8) }),
      'impossible size': () => Promise.resolve({ ...candidatePng, width: -1 }),
    };
    const frames = Object.values(broken).map((readCandidate) =>
      makeFrame(1, { pictures: [makePicture('different', { readCandidate: readCandidate! })] }),
    );
    const { data } = await format(makeRun({ frames }));
    Object.keys(broken).forEach((reason, i) => {
      expect(pictureOf(data, i).note).toContain(reason);
    });
  });
});

describe('the size limit', () => {
  const frames = Array.from({ length: 40 }, (_, i) =>
    makeFrame(i + 1, {
      pictures: [
        makePicture('different', {
          comparison: makeComparison('different'),
          readCandidate: () => Promise.resolve(makeNoise(60_000)),
          readBaseline: () => Promise.resolve(makeNoise(60_000)),
          readThumbnail: () => Promise.resolve(thumbnailPng),
        }),
      ],
    }),
  );

  test('is kept, and the page says what is missing', async () => {
    const maxBytes = 1_000_000;
    const { html, data, written } = await format(makeRun({ frames }), { maxBytes });
    expect(written.sizeBytes).toBe(Buffer.byteLength(html));
    expect(written.sizeBytes).toBeLessThanOrEqual(maxBytes);
    expect(written.sizeBytes).toBeGreaterThan(maxBytes * 0.85);
    const missing = data.frames.flatMap(({ pictures }) =>
      (['candidate', 'baseline'] as const).filter((role) => !pictures[0]?.[role]),
    );
    expect(written.picturesLeftOut).toBe(missing.length);
    expect(data.run.notice).toBe(
      `This page is limited to 1 MB: ${missing.length} pictures of frames 6-40 did not fit. The artifacts have all of them.`,
    );
    expect(pictureOf(data, 39).thumbnail).toBeDefined();
    expect(pictureOf(data, 39).note).toMatch(/^Not in this page, which has a limited size: candidate, baseline/);
  });

  test('a large picture that does not fit does not keep out smaller ones', async () => {
    const frame = (number: number, width: number, bytes: number) =>
      makeFrame(number, {
        pictures: [
          makePicture('different', {
            comparison: makeComparison('different', { width, height: 36 }),
            readCandidate: () => Promise.resolve(makeNoise(bytes)),
          }),
        ],
      });
    const { data } = await format(makeRun({ frames: [frame(1, 4000, 900_000), frame(2, 64, 60_000)] }), {
      maxBytes: 300_000,
    });
    expect(data.frames.map(({ pictures }) => pictures[0]!.candidate !== undefined)).toEqual([false, true]);
  });

  test('what decides about every frame comes before what else differs', async () => {
    const readCandidate = () => Promise.resolve(makeNoise(60_000));
    const both = ['compose', 'render'].map((kind) => ({
      ...makePicture('different', { readCandidate }),
      kind: kind as 'compose' | 'render',
    }));
    const two = [1, 2].map((number) => makeFrame(number, { pictures: both.map((picture) => ({ ...picture })) }));
    const { data } = await format(makeRun({ frames: two }), { maxBytes: 260_000 });
    const shown = data.frames.map(({ pictures }) => pictures.map(({ candidate }) => candidate !== undefined));
    expect(shown).toEqual([
      [true, false],
      [true, false],
    ]);
  });

  test('what is left out is not even read', async () => {
    let reads = 0;
    const readCandidate = () => {
      reads += 1;
      return Promise.resolve(makeNoise(60_000));
    };
    const many = frames.map((frame) => ({ ...frame, pictures: [makePicture('different', { readCandidate })] }));
    await format(makeRun({ frames: many }), { maxBytes: 300_000 });
    expect(reads).toBeLessThan(5);
  });

  test('long messages do not fill the page', async () => {
    const messages = Array.from({ length: 1000 }, (_, i) => `${i} ${'x'.repeat(5000)}`);
    const { data, written } = await format(makeRun({ frames: frames.map((frame) => ({ ...frame, messages })) }));
    expect(data.frames[0]!.messages).toHaveLength(200);
    expect(data.frames[0]!.messages.at(-1)).toMatch(/^999 /);
    expect(data.frames[0]!.earlierMessages).toBe(800);
    expect(written.sizeBytes).toBeLessThan(40 * 200 * 550 + 8_000_000);
  });
});

describe('writing', () => {
  test('holds one picture at a time and waits for the writer', async () => {
    let unwritten = 0;
    let most = 0;
    const frames = Array.from({ length: 5 }, (_, i) => {
      const readCandidate = () => {
        unwritten += 1;
        most = Math.max(most, unwritten);
        return Promise.resolve(makeNoise(300_000));
      };
      return makeFrame(i, { pictures: [makePicture('different', { readCandidate })] });
    });
    const slow = async (chunk: string) => {
      await new Promise((resolve) => setImmediate(resolve));
      if (chunk === '</script>\n') unwritten -= 1;
    };
    await writeReport(makeRun({ frames }), slow);
    expect({ most, unwritten }).toEqual({ most: 1, unwritten: 0 });
  });

  test('a stream gets the same and is left open', async () => {
    const { html } = await format(makeComparedRun());
    const stream = new PassThrough({ highWaterMark: 1024 });
    const received: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => received.push(chunk));
    await writeReport(makeComparedRun(), stream);
    expect(stream.writableEnded).toBe(false);
    stream.end('rest');
    expect(Buffer.concat(received).toString()).toBe(`${html}rest`);
  });

  test('an error of the stream is thrown', async () => {
    const full = new Writable({ write: (_chunk, _encoding, done) => done(new Error('no space left')) });
    await expect(writeReport(makeComparedRun(), full)).rejects.toThrow('no space left');
  });
});
