import { isDeepStrictEqual } from 'node:util';
import { killAndRunAgain, runUndisturbed, seededMoments } from '../__tests__/e2e/kill-support.ts';

/*
 * Kills runs at many moments and runs them again: `node bench/kills.ts [COUNT] [SEED]`. Fails when a frame was rendered
 * twice, or a picture is another than an undisturbed run brings home.
 */

const [count = 20, seed = 1] = process.argv.slice(2).map(Number);
const { requests, pictures } = await runUndisturbed();
for (const moment of seededMoments(count, requests, seed)) {
  const { framesDone, renders, leftovers, again, ...outcome } = await killAndRunAgain(moment);
  const renderedTwice = [...renders].filter(([, times]) => times !== 1).map(([frame]) => frame);
  const isWrong = !isDeepStrictEqual(outcome.pictures, pictures) || !isDeepStrictEqual(again.pictures, pictures);
  const problems = [
    renderedTwice.length > 0 ? `rendered twice: ${renderedTwice.join(', ')}` : '',
    isWrong ? 'wrong pictures' : '',
    leftovers.length > 0 ? `half written: ${leftovers.join(', ')}` : '',
    again.bytesUploaded > 0 || again.framesRendered > 0 ? 'not all was kept' : '',
  ].filter((problem) => problem !== '');
  console.log(
    `killed after ${moment} of ${requests} requests, ${framesDone} frames done: ${problems.join('; ') || 'nothing lost'}`,
  );
  if (problems.length > 0) process.exitCode = 1;
}
