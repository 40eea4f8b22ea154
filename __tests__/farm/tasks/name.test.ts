import { describe, expect, test } from '@jest/globals';
import { jobPrefix, keyInName, taskName } from '../../../src/farm/tasks/name.ts';

const identity = { run: '4711', attempt: 2, job: 'a3f9' };

describe('taskName', () => {
  const key = '0123456789abcdef';

  test('tells run, attempt, job, project and frame, and carries the key', () => {
    const name = taskName(identity, 'scenes/Shot 1.blend', { frame: 3, key }, 0);
    expect(name).toBe('ci-4711-2-a3f9-Shot-1-f0003-0123456789abcdef');
    expect(keyInName(name)).toBe(key);
    expect(name.startsWith(jobPrefix(identity))).toBe(true);
    const again = taskName(identity, 'shot.blend', { frame: 12_345, key }, 2);
    expect(again).toBe('ci-4711-2-a3f9-shot-f12345-0123456789abcdef-again2');
    expect(keyInName(again)).toBe(key);
  });

  test.each(['動画.blend', '../..blend', '.blend', `${'x'.repeat(300)}.blend`, 'a/%2e%2e/?#.BLEND'])(
    'is safe in an URL for %s',
    (project) => {
      const name = taskName({ ...identity, run: 'pipeline #7/main' }, project, { frame: 3, key }, 0);
      expect(name).toMatch(/^ci-pipeline-7-main-2-a3f9-[a-zA-Z0-9-]+-f0003-0123456789abcdef$/);
      expect(name.length).toBeLessThan(120);
      expect(keyInName(name)).toBe(key);
    },
  );

  test.each([
    ...['shot', 'ci-1-1-a-shot-f0003', 'ci-1-1-a-shot-f0003-xyz', 'x-ci-1-f0001-0123456789abcdef', ''],
    ...['\u001b[2J', '$(id)', '../..', '::error::', ' ', '\n', 'x'.repeat(300)].map(
      (text) => `ci-${text}-f0001-0123456789abcdef`,
    ),
    ...['\n', '-again12345', '/..'].map((end) => `ci-1-1-a-shot-f0001-0123456789abcdef${end}`),
  ])('%j is none of ours', (name) => {
    expect(keyInName(name)).toBeUndefined();
  });
});
