import { expect, test } from '@jest/globals';
import { remark } from '../../src/run/remarks.ts';
import { RecordedHost } from './recorded-host.ts';

test('a remark is an annotation, beside its file where it has one', () => {
  const host = new RecordedHost();
  remark(host, 'warning', [
    { title: 'A', message: 'one' },
    { title: 'B', message: 'two', file: 'shot.blend' },
  ]);
  expect(host.annotations).toEqual([
    { level: 'warning', title: 'A', message: 'one' },
    { level: 'warning', title: 'B', message: 'two', file: 'shot.blend' },
  ]);
  expect(host.log.lines).toEqual([]);
});

test('those that a page does not show are lines of the log', () => {
  const host = new RecordedHost();
  remark(
    host,
    'error',
    Array.from({ length: 10 }, (_, i) => ({ title: `Frame ${i}`, message: `no\n${'x'.repeat(2000)}` })),
  );
  expect(host.annotations.map(({ title }) => title)).toEqual(Array.from({ length: 8 }, (_, i) => `Frame ${i}`));
  const said = `no ${'x'.repeat(997)}…`;
  expect(host.log.lines).toEqual([`error: Frame 8: ${said}`, `error: Frame 9: ${said}`]);
});
