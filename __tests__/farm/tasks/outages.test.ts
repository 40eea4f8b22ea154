import { expect, test } from '@jest/globals';
import { RenderError } from '../../../src/base/errors.ts';
import { OddAnswer } from '../../../src/farm/api/failure.ts';
import type { Outages } from '../../../src/farm/tasks/outages.ts';
import { failureOf } from '../../support/clients.ts';
import { TestClock } from '../../support/clock.ts';
import { outagesFor } from '../../support/outages.ts';

/** A Manager that is away until a time, and what is told of it. */
function awayFor(awayMs: number): { ask: () => Promise<string>; outages: Outages; clock: TestClock; told: string[] } {
  const told: string[] = [];
  const clock = new TestClock();
  const outages = outagesFor({ clock, onNotice: (text) => told.push(text) });
  const backAtMs = clock.nowMs() + awayMs;
  const request = (): Promise<string> =>
    clock.nowMs() < backAtMs
      ? Promise.reject(new RenderError('unreachable', 'No answer.'))
      : Promise.resolve('an answer');
  return { ask: () => outages.outlast(request), outages, clock, told };
}

test('an outage is told of when it begins, once a minute, and when it ends', () => {
  const { outages, clock, told } = awayFor(0);
  const asker = {};
  for (let tries = 0; tries < 20; tries++) {
    outages.begin(asker, 'No answer.');
    clock.pass(10_000);
  }
  outages.end(asker);
  expect(told).toEqual([
    'No answer. Waiting for it to come back.',
    'Still waiting, for 60 s now. No answer.',
    'Still waiting, for 2 min now. No answer.',
    'Still waiting, for 3 min now. No answer.',
    'The Manager is back, after 3 min.',
  ]);
});

test('it is one outage for all who ask, and ends when the last has an answer', async () => {
  const { ask, told } = awayFor(10_000);
  await Promise.all(Array.from({ length: 100 }, ask));
  expect(told).toEqual([
    'No answer. Waiting for it to come back.',
    expect.stringMatching(/^The Manager is back, after \d+ s\.$/),
  ]);
});

test('short ones, one after the other, are not told of each', () => {
  const { outages, clock, told } = awayFor(0);
  const asker = {};
  for (let times = 0; times < 180; times++) {
    outages.begin(asker, 'Broken.');
    outages.end(asker);
    clock.pass(1_000);
  }
  // One each quarter of a minute.
  expect(told.filter((line) => line.startsWith('Broken.'))).toHaveLength(12);
  expect(told).toHaveLength(24);
});

test('one that is given up is not said to be over', async () => {
  const { ask, told } = awayFor(2e9);
  expect(await failureOf(ask())).toMatchObject({ kind: 'unreachable' });
  expect(told.filter((line) => line.includes('back, after'))).toEqual([]);
});

test('an answer that no outage explains is tried three times', async () => {
  let tries = 0;
  const odd = new RenderError('protocol', 'no headers', { cause: new OddAnswer() });
  const asking = outagesFor().outlast(() => (tries++, Promise.reject(odd)));
  expect(await failureOf(asking)).toBe(odd);
  expect(tries).toBe(3);
});
