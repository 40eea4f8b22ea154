import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareBlends } from '../src/project/blend/diff/compare.ts';
import { describeDifference } from '../src/project/blend/diff/describe.ts';
import { formatLines } from '../src/project/blend/diff/format.ts';
import { fingerprintBlend } from '../src/project/blend/fingerprint/fingerprint.ts';
import { openBlend } from '../src/project/blend/open-blend.ts';

/*
 * node scripts/check-blend-diff.ts FOLDER…
 * Says of each case that __tests__/support/blend_changes.py made in a folder whether its fingerprint is as it must be, and what
 * `diff` says of it. Run by hand, once for each Blender.
 */

let wrong = 0;
for (const folder of process.argv.slice(2)) {
  const base = join(folder, 'base.blend');
  for (const name of readFileSync(join(folder, 'cases.txt'), 'utf8').trim().split('\n')) {
    await openBlend(base, 'base.blend', (before) =>
      openBlend(join(folder, name), name, (after) => {
        const isSame = fingerprintBlend(before).digest === fingerprintBlend(after).digest;
        const isRight = isSame === /^(?:.*\/)?same-/.test(name);
        if (!isRight) wrong++;
        console.log(`${isRight ? 'ok   ' : 'WRONG'} ${folder} ${name}`);
        console.log(
          formatLines(describeDifference(compareBlends(before, after), before, after), false).replaceAll(
            /^/gm,
            '      ',
          ),
        );
      }),
    );
  }
}
console.log(`${wrong} wrong`);
process.exitCode = wrong === 0 ? 0 : 1;
