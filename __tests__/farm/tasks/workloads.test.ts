import { expect, test } from '@jest/globals';
import { roundSamples, sharingAgents, workloadSamples } from '../../../src/farm/tasks/workloads.ts';

/** The workloads of a task as a Manager cuts them, one after the other. */
function workloads(samples: number, agents: number): number[] {
  const each = workloadSamples(samples, agents);
  return Array.from({ length: Math.ceil(samples / each) }, (_, n) => Math.min(each, samples - n * each));
}

test('samples are cut as BlendNet cuts them', () => {
  // By the source of its Manager.
  expect(workloads(13, 4)).toEqual([4, 4, 4, 1]);
  expect(workloads(100, 1)).toEqual([100]);
  expect(workloads(128, 1)).toEqual([128]);
  expect(workloads(150, 1)).toEqual([75, 75]);
  expect(workloads(1000, 3)).toEqual([112, 112, 112, 112, 112, 112, 112, 112, 104]);
});

test.each([
  [1, 1, 2, 1],
  [1, 100, 2, 1],
  [2, 100, 2, 1],
  [13, 4, 14, 4],
  [12, 4, 12, 4],
  [5, 2, 5, 2],
  [7, 100, 8, 4],
  [100, 40, 101, 40],
])('%d samples on %d Agents become %d on %d', (asked, agents, samples, sharing) => {
  expect(roundSamples(asked, agents)).toBe(samples);
  expect(sharingAgents(samples, agents)).toBe(sharing);
});

test('no workload is left with a single sample, for at most one sample more', () => {
  for (let agents = 1; agents <= 40; agents++) {
    for (let asked = 1; asked <= 600; asked++) {
      const samples = roundSamples(asked, agents);
      const shares = workloads(samples, sharingAgents(samples, agents));
      expect([samples - asked <= 1, Math.min(...shares) > 1]).toEqual([true, true]);
    }
  }
});
