import { expect, test } from '@jest/globals';
import { EarlyAnswerWait } from '../../../src/farm/tasks/early-answer.ts';

test('starts at what a whole request took', () => {
  expect(new EarlyAnswerWait(100).forBlob(false)).toBe(100);
  expect(new EarlyAnswerWait(1).forBlob(false)).toBe(10);
  expect(new EarlyAnswerWait(60_000).forBlob(false)).toBe(2_000);
});

test('is patient for a blob that is there for certain', () => {
  expect(new EarlyAnswerWait(1).forBlob(true)).toBe(2_000);
  expect(new EarlyAnswerWait(500).forBlob(true)).toBe(5_000);
  expect(new EarlyAnswerWait(60_000).forBlob(true)).toBe(10_000);
});

test('waits no longer for what is there for certain when something holds heads back, until an answer comes early', () => {
  const wait = new EarlyAnswerWait(100);
  expect([wait.noteHeldBack(), wait.noteHeldBack()]).toEqual([1, 2]);
  expect(wait.forBlob(true)).toBe(wait.forBlob(false));
  wait.learn(100, false);
  expect(wait.forBlob(true)).toBe(2_000);
  expect(wait.noteHeldBack()).toBe(1);
});

test('grows with slow answers, seen or missed, and shrinks slowly', () => {
  const wait = new EarlyAnswerWait(20);
  wait.learn(200, true);
  expect(wait.forBlob(false)).toBe(400);
  wait.learn(1, true);
  expect(wait.forBlob(false)).toBe(360);
  wait.lengthen();
  expect(wait.forBlob(false)).toBe(720);
  for (let missed = 0; missed < 10; missed++) wait.lengthen();
  expect(wait.forBlob(false)).toBe(2_000);
});

test('hurries when one file after the other is new, until one is known', () => {
  const wait = new EarlyAnswerWait(9);
  for (let files = 0; files < 3; files++) wait.noteNew();
  expect(wait.forBlob(false)).toBe(3);
  expect(wait.forBlob(true)).toBe(2_000);
  wait.learn(50, true);
  expect(wait.forBlob(false)).toBe(3);
  wait.lengthen();
  expect(wait.forBlob(false)).toBe(200);
});

test('never waits less than one round trip of a whole request', () => {
  const waits = [1, 90].map((latencyMs) => {
    const wait = new EarlyAnswerWait(latencyMs);
    for (let files = 0; files < 10; files++) wait.noteNew();
    return wait.forBlob(false);
  });
  expect(waits).toEqual([2, 30]);
});
