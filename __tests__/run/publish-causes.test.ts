import { expect, test } from '@jest/globals';
import { nothingChanged, type RecordedCause } from '../../src/frames/record/causes.ts';
import { parseRecord } from '../../src/frames/record/schema.ts';
import { compared, done, publishEnds } from './publishing.ts';

const causes: RecordedCause[] = [
  {
    frames: '1',
    changes: [
      ...Array.from({ length: 20 }, (_, index) => ({
        ...{ change: 'changed' as const, file: 'shot.blend', dataBlock: `light "<b>Key</b> ${index}"` },
        ...{ member: 'Power', before: '260 W', after: '286 W' },
      })),
      { change: 'changed', file: 'tex/|wood`.png' },
    ],
    changesLeftOut: 7,
  },
  { frames: '2', changes: [] },
];

test('what has changed is in the record, the summary, annotations and beside the pictures', async () => {
  const comparisons = { ...compared({ 1: 'different', 2: 'different' }), causes };
  const { host, files, result } = await publishEnds([done(1), done(2)], { comparisons });
  expect(parseRecord(files['render.json'] ?? '').causes).toEqual(causes);

  expect(result.outputs.causes).toMatchObject({ '2': nothingChanged });

  const notices = host.annotations.filter(({ level }) => level === 'notice');
  const line = (index: number): string => `light "<b>Key</b> ${index}": Power 260 W → 286 W`;
  expect(notices.map(({ title, message }) => [title, message])).toEqual([
    ['Changed since the baseline, frame 1', [0, 1, 2, 3, 4].map(line).concat('and 23 more').join('\n')],
    ['Changed since the baseline, frame 2', nothingChanged],
  ]);

  const [whole = ''] = host.summaries;
  const summary = whole.slice(whole.indexOf('### Changed since the baseline'));
  expect(summary).toContain(String.raw`  - light \"\<b\>Key\<\/b\> 0\"\: Power 260 W → 286 W`);
  expect(summary).toContain('and 18 more');
  expect(summary).not.toContain('<b>');

  const page = files['shot-report.html'] ?? '';
  const data = JSON.parse(/id="data">(.*?)<\/script>/s.exec(page)?.[1] ?? '') as { frames: { changes?: string[] }[] };
  expect(data.frames[0]?.changes?.[0]).toBe(line(0));
  expect(data.frames[1]?.changes).toEqual([nothingChanged]);
});
