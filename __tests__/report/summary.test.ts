import { describe, expect, test } from '@jest/globals';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { RenderError } from '../../src/base/errors.ts';
import type { RunReport } from '../../src/report/model.ts';
import type { DifferencePolicy } from '../../src/report/differences.ts';
import { formatEarlyEnd, formatSummary, type SummaryLimits, type SummaryLinks } from '../../src/report/summary.ts';
import { makeComparedRun, makeComparison, makeFrame, makePicture, makeRun, metrics } from './runs.ts';

const strict: DifferencePolicy = { onDifference: 'fail', requireBaseline: false };

/** As GitHub renders it, except that raw HTML is kept, so that a test sees any that gets through. */
function render(
  report: RunReport,
  links: SummaryLinks = { artifacts: [] },
  limits?: SummaryLimits,
  policy: DifferencePolicy = strict,
): string {
  const markdown = formatSummary(report, links, policy, limits);
  return micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
}

function cellsOf(html: string): string[][] {
  const rows = [...html.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) => row!);
  return rows.map((row) => [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => cell!));
}

describe('the summary of a compared run', () => {
  const html = render(makeComparedRun(), {
    reportUrl: 'https://code.example/artifacts/1',
    artifacts: [{ name: 'blendnet-compose', url: 'https://code.example/artifacts/2' }, { name: 'plain' }],
  });

  test('begins with the outcome and says where it was rendered', () => {
    expect(html).toMatch(/^<h2>❌ 6 frames: 1 failed, 2 different, 1 new, 1 within tolerance, 1 same<\/h2>/);
    expect(html).toContain(
      '<strong>scenes/shot.blend</strong> at <a href="https://code.example/film/commit/8f3c2b1a">',
    );
    const [names, values] = cellsOf(html) as [string[], string[]];
    const facts = Object.fromEntries(names.map((name, i) => [name, values[i]]));
    expect(facts).toMatchObject({ Farm: 'https://farm.example:8443', Blender: '3.4.1', Agents: '3', Seed: '0' });
    expect(facts).toMatchObject({ Sent: '12 files, 34.2 MB', 'Skipped, the farm had them': '210 files, 1.2 GB' });
  });

  test('links the report and the artifacts', () => {
    expect(html).toContain('<strong><a href="https://code.example/artifacts/1">Open the report</a></strong>');
    expect(html).toContain('<a href="https://code.example/artifacts/2">blendnet-compose</a>, plain');
  });

  test('lists the frames, those to review first', () => {
    const rows = cellsOf(html).filter(([first]) => /^\d+$/.test(first ?? ''));
    expect(rows.map(([frame, state]) => `${frame} ${state}`)).toEqual([
      '3 Failed',
      '2 Different',
      '6 Different',
      '4 New',
      '5 Within tolerance, reused',
      '1 Same',
    ]);
    expect(rows[1]).toEqual([
      ...['2', 'Different', '24', '9.0 s', '0.004', '0.78', '32.7 dB', '2.1 %'],
      'compose: It is different',
    ]);
    expect(rows[5]!.slice(4)).toEqual(['0.004', '0.78', '∞', '2.1 %', '']);
  });
});

test('a run without baselines has no columns for comparing, and is a success', () => {
  const html = render(makeRun({ frames: [makeFrame(7, { pictures: [makePicture()] })] }));
  expect(html).toContain('✅ 1 frame: 1 rendered');
  expect(cellsOf(html).at(-1)).toEqual(['7', 'Rendered', '24', '9.0 s']);
  expect(html).not.toContain('PSNR');
});

test('the heading says whether the run failed, as the settings decide it', () => {
  const [fresh, changed] = (['new', 'different'] as const).map((verdict) =>
    makeRun({ frames: [makeFrame(1, { pictures: [makePicture(verdict)] })] }),
  );
  const headed = (report: RunReport, changes: Partial<DifferencePolicy>): string =>
    render(report, undefined, undefined, { ...strict, ...changes })
      .slice(4, 6)
      .trim();
  expect(headed(fresh!, {})).toBe('✅');
  expect(headed(fresh!, { requireBaseline: true })).toBe('❌');
  expect(headed(changed!, {})).toBe('❌');
  expect(headed(changed!, { onDifference: 'warn' })).toBe('⚠️');
});

test('the figures are those of the layer that decides', () => {
  const depth = { name: 'V.Depth', purpose: 'depth', verdict: 'different' } as const;
  const comparison = makeComparison('different', {
    ...{ metrics, decisiveLayer: 'V.Depth' },
    layers: [{ ...depth, metrics: { ...metrics, mean: 0.5, max: 1, psnr: undefined, nonFinite: 1200 } }],
  });
  const html = render(makeRun({ frames: [makeFrame(1, { pictures: [makePicture('different', { comparison })] })] }));
  expect(cellsOf(html).at(-1)!.slice(4, 8)).toEqual(['0.5', '1, 1,200 NaN or infinite', '–', '2.1 %']);
});

test('failures with the same message are one line', () => {
  const fail = (frame: number, message: string) =>
    makeFrame(frame, { outcome: 'failed', error: { kind: 'task-failed', message, hint: 'Look at the texture.' } });
  const frames = [fail(1, 'crashed'), ...[3, 7, 8, 9, 10, 11, 12].map((frame) => fail(frame, 'no texture'))];
  const items = [...render(makeRun({ frames })).matchAll(/<li>(.*?)<\/li>/gs)].map(([, item]) => item);
  expect(items).toEqual([
    'frames 3, 7-12: <strong>A frame could not be rendered</strong>: no texture.<br>Look at the texture.',
    'frame 1: <strong>A frame could not be rendered</strong>: crashed.<br>Look at the texture.',
  ]);
});

describe('limits', () => {
  const frames = Array.from({ length: 5000 }, (_, i) =>
    makeFrame(i + 1, {
      pictures: [
        makePicture('different', { comparison: makeComparison('different', { reason: '!'.repeat(900), metrics }) }),
      ],
    }),
  );

  test('frames past the first rows are folded', () => {
    const html = render(makeRun({ frames: frames.slice(0, 30) }), undefined, { maxRows: 10 });
    const [open, folded] = html.split('<details>') as [string, string];
    expect(cellsOf(open).filter(([first]) => /^\d+$/.test(first ?? ''))).toHaveLength(10);
    expect(cellsOf(folded).filter(([first]) => /^\d+$/.test(first ?? ''))).toHaveLength(20);
    expect(folded).toContain('<summary>20 more frames: 20 different</summary>');
  });

  test('it keeps to every limit, with whatever it then has to say of what is left out', () => {
    const states = ['different', 'mismatched', 'missing', 'unreadable', 'new', 'within-tolerance', 'same'] as const;
    const outcomes = ['failed', 'cancelled', 'rendered', 'reused'] as const;
    const each = [
      ...states.map((verdict) => ({ pictures: [makePicture(verdict)] })),
      ...outcomes.map((outcome) => ({ outcome })),
    ];
    const run = makeRun({ frames: Array.from({ length: 1500 }, (_, i) => makeFrame(i, each[i % each.length])) });
    for (let maxBytes = 90_000; maxBytes < 90_100; maxBytes++) {
      const markdown = formatSummary(run, { artifacts: [] }, strict, { maxBytes });
      const left = maxBytes - Buffer.byteLength(markdown);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left).toBeLessThan(400);
      expect(markdown).toMatch(/\d+ frames not listed/);
    }
  });

  test('it stays under a mebibyte and says what it leaves out', () => {
    const errors = frames.map((frame, i) => ({
      ...frame,
      outcome: 'failed' as const,
      error: { kind: 'task-failed' as const, message: `${i} ${'<'.repeat(5000)}`, hint: '|'.repeat(5000) },
    }));
    const artifacts = Array.from({ length: 5000 }, (_, i) => ({ name: `${i}${'ä'.repeat(2000)}` }));
    const markdown = formatSummary(makeRun({ project: '*'.repeat(1e6), frames: errors }), { artifacts }, strict);
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(1_000_000);
    expect(markdown).toMatch(/[\d,]+ frames not listed: GitHub limits the size of a summary\./);
    expect(markdown).toContain('</details>');
    expect(markdown).toContain('and 4980 other messages');
  });
});

test('text from outside is shown as it is and becomes nothing else', () => {
  const hostile = [
    '<img src=x onerror=alert(1)>',
    '</details><script>alert(1)</script>',
    '[click](javascript:alert(1)) ![x](https://evil.example/x.png)',
    'https://evil.example www.evil.example',
    '| cell | **bold** _em_ ~~del~~ `code` # heading',
    '&lt;b&gt; &#60;i&#62; \\<u>',
    'line\nbreak\r\n\n# heading\n- item',
    '\u001b[31mred\u001b[0m ::error::x \u202egnp',
  ];
  const text = hostile.join(' ');
  const frame = makeFrame(1, {
    outcome: 'failed',
    error: { kind: 'task-failed', message: text, hint: text },
    pictures: [makePicture('different', { comparison: makeComparison('different', { reason: text }) })],
  });
  const html = render(
    makeRun({
      project: text,
      farm: { managerUrl: text, blenderVersion: text, activeAgents: 1 },
      commit: { sha: '](javascript:alert(1))', url: 'javascript:alert(1)' },
      frames: [frame],
    }),
    {
      reportUrl: 'javascript:alert(1)',
      artifacts: [
        { name: text, url: 'https://a.example/)[x](javascript:1)|`<b>\\' },
        { name: 'b', url: 'http://a.example' },
      ],
    },
  );
  const tags = new Set([...html.matchAll(/<\/?([a-z0-9]+)/g)].map(([, tag]) => tag));
  const ours = ['a', 'br', 'h2', 'h3', 'li', 'p', 'strong', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul'];
  expect([...tags].sort()).toEqual(ours);
  const addresses = [...html.matchAll(/href="([^"]*)"/g)].map(([, address]) => address);
  expect(addresses).toEqual(['https://a.example/%29%5Bx%5D%28javascript:1%29%7C%60%3Cb%3E/']);
  expect(new Set(cellsOf(html).map((row) => row.length))).toEqual(new Set([9]));
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(html).toContain('| cell | **bold** _em_ ~~del~~ `code` # heading');
  expect(html).toContain('&amp;lt;b&amp;gt; &amp;#\u200b60;i&amp;#\u200b62; \\&lt;u&gt;');
});

describe('a run that ended before there was anything to tell', () => {
  const early = (error: unknown): string => {
    const markdown = formatEarlyEnd(error, (text) => text.replaceAll('s3cret', '***'));
    return micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
  };

  test('says why, and what to do', () => {
    const wrong = new RenderError('settings', '2 settings are wrong:\n  seed "x": s3cret\n  <b>y</b>', {
      hint: 'See @readme',
    });
    expect(early(wrong)).toBe(
      '<h2>❌ A setting is wrong</h2>\n<p>Nothing was rendered.</p>\n' +
        '<p>2 settings are wrong:<br>seed &quot;x&quot;: ***<br>&lt;b&gt;y&lt;/b&gt;</p>\n<p>See @\u200breadme</p>\n',
    );
    expect(early(new RenderError('unreachable', 'It is not there'))).toMatch(/<p>It is not there\.<\/p>\n$/);
  });

  test('because of a bug asks for a report', () => {
    expect(early(new TypeError('x is undefined'))).toMatch(
      /^<h2>❌ Internal error: please report it<.*x is undefined\./s,
    );
  });
});
