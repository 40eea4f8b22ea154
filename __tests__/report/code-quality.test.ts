import { expect, test } from '@jest/globals';
import { formatCodeQuality } from '../../src/report/code-quality.ts';
import { makeFrame, makePicture, makeRun } from './runs.ts';

interface Entry {
  description: string;
  check_name: string;
  fingerprint: string;
  severity: string;
  location: unknown;
}
const entriesOf = (run: ReturnType<typeof makeRun>): Entry[] =>
  JSON.parse(formatCodeQuality(run, 'film/shot.blend')) as Entry[];

test('it lists what is worth a look, at the .blend', () => {
  const error = { kind: 'stalled' as const, message: 'Nothing moved', hint: 'Look\u001b[31m at\nthe farm' };
  const frames = [
    makeFrame(1, { pictures: [makePicture('same'), makePicture()] }),
    makeFrame(2, { pictures: [makePicture('different')] }),
    makeFrame(3, { outcome: 'failed', error }),
    makeFrame(4, { pictures: [makePicture('new')] }),
    makeFrame(5, { outcome: 'cancelled', error: { ...error, kind: 'cancelled' } }),
  ];
  const location = { path: 'film/shot.blend', lines: { begin: 1 } };
  const fingerprint = expect.stringMatching(/^[0-9a-f]{64}$/);
  expect(entriesOf(makeRun({ frames }))).toEqual([
    {
      ...{ description: 'Frame 2 compose is different: It is different', check_name: 'blendnet-render/different' },
      ...{ severity: 'major', fingerprint, location },
    },
    {
      ...{
        description: 'Frame 3 failed: Nothing moved. Look [31m at the farm',
        check_name: 'blendnet-render/stalled',
      },
      ...{ severity: 'blocker', fingerprint, location },
    },
    {
      ...{ description: 'Frame 4 compose is new: It is new', check_name: 'blendnet-render/new' },
      ...{ severity: 'info', fingerprint, location },
    },
  ]);
});

test('the same difference is the same entry in the next run, another one is another', () => {
  const print = (frame: number, reason: string): string | undefined => {
    const picture = makePicture('different');
    const comparison = { ...picture.comparison!, reason };
    return entriesOf(makeRun({ frames: [makeFrame(frame, { pictures: [{ ...picture, comparison }] })] }))[0]
      ?.fingerprint;
  };
  expect(print(2, 'a little')).toBe(print(2, 'more'));
  expect(print(2, 'a little')).not.toBe(print(3, 'a little'));
});
