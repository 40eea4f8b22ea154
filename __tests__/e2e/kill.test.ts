import { expect, test } from '@jest/globals';
import { killAndRunAgain, runUndisturbed, seededMoments } from './kill-support.ts';

test('a run that is killed loses no finished frame and leaves no wrong picture', async () => {
  const { requests, pictures } = await runUndisturbed();
  for (const moment of seededMoments(4, requests, 5)) {
    const outcome = await killAndRunAgain(moment);
    expect([...outcome.renders].sort()).toEqual([1, 2, 3, 4].map((frame) => [frame, 1]));
    expect(outcome.pictures).toEqual(pictures);
    expect(outcome.leftovers).toEqual([]);
    expect(outcome.again).toEqual({ bytesUploaded: 0, framesRendered: 0, pictures });
  }
});
