import { expect, test } from '@jest/globals';
import { byImportance, resultKinds } from '../../src/frames/kinds.ts';
import { byVerdict, needsReview, verdicts } from '../../src/frames/verdicts.ts';

test('somebody has to look at what differs or could not be compared, and at nothing else', () => {
  expect(verdicts.filter(needsReview)).toEqual(['different', 'mismatched', 'missing', 'unreadable']);
});

test('the picture that people see in the end stands for a frame, then the render, then the preview', () => {
  const pictures = resultKinds.map((kind) => ({ kind }));
  expect(pictures.sort(byImportance).map(({ kind }) => kind)).toEqual(['compose', 'render', 'preview']);
});

test('the worst verdict comes first', () => {
  expect(verdicts.toReversed().sort(byVerdict)).toEqual(verdicts);
});
