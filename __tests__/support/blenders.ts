import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A Blender to test with. */
export interface TestBlender {
  version: string;
  command: string;
}

const script = fileURLToPath(new URL('../../scripts/install-blenders.sh', import.meta.url));

/** The system's Blender, and the others that `npm run tools` has made. */
export const blenders: readonly TestBlender[] = [systemBlender(), ...madeBlenders()];

function systemBlender(): TestBlender {
  const said = execFileSync('blender', ['--version'], { encoding: 'utf8' });
  return { version: /^Blender (\S+)/.exec(said)?.[1] ?? '', command: 'blender' };
}

function madeBlenders(): TestBlender[] {
  const lines = execFileSync(script, ['--list'], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [version = '', command = ''] = line.split(' ');
    return command === '' ? [] : [{ version, command }];
  });
}
