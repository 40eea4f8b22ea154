import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fingerprintBlend } from '../src/project/blend/fingerprint/fingerprint.ts';
import { openBlend } from '../src/project/blend/open-blend.ts';

/*
 * node scripts/check-blend-pictures.ts BLENDER FOLDER [ENGINE…]
 * Renders the cases that __tests__/support/blend_changes.py made in a folder with Cycles and Workbench, or the engines that
 * are named, and says whether all that have one fingerprint have one picture. Run by hand, once for each Blender.
 */

const [blender, folder, ...engines] = process.argv.slice(2);
if (blender === undefined || folder === undefined) throw new Error('Name a Blender and a folder.');
const script = join(import.meta.dirname, '../__tests__/support/blend_pictures.py');
const named = engines.length > 0 ? engines : ['CYCLES', 'BLENDER_WORKBENCH'];
const said = execFileSync(
  blender,
  ['-b', '--factory-startup', '--python-exit-code', '1', '--python', script, '--', folder, ...named],
  { encoding: 'utf8', maxBuffer: 1e9 },
);

const seen = new Map<string, { name: string; picture: string }>();
let [wrong, unseen] = [0, 0];
const pictures = [...said.matchAll(/^PICTURE (.+) (\S+) (\S+)$/gm)];
for (const [, name = '', engine = '', picture = ''] of pictures) {
  const { digest } = await openBlend(join(folder, name), name, (blend) => fingerprintBlend(blend, { scene: 'active' }));
  const first = seen.get(`${engine} ${digest}`);
  if (first === undefined) {
    seen.set(`${engine} ${digest}`, { name, picture });
    if (name.includes('same-')) {
      unseen++;
      console.log(`OTHER ${engine}: ${name} has a fingerprint of its own`);
    }
  } else if (first.picture !== picture) {
    wrong++;
    console.log(`WRONG ${engine}: ${name} has the fingerprint of ${first.name} and another picture`);
  }
}
console.log(`${pictures.length} pictures, ${wrong} wrong, ${unseen} of the same with another fingerprint`);
process.exitCode = wrong === 0 && pictures.length > 0 ? 0 : 1;
