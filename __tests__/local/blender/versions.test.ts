import { expect, test } from '@jest/globals';
import { join } from 'node:path';
import { checkVersion } from '../../../src/frames/version-check.ts';
import { readScene } from '../../../src/project/blend/scene.ts';
import { findBlenders, missingBlenders, runPython } from '../../support/blenders.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

/* The version gate says what the Blenders of this machine do: each gets the files that the others saved. */

const blenders = await findBlenders();

if (missingBlenders > 0) {
  test.skip(`with ${missingBlenders} more Blenders, here and in all tests: scripts/install-blenders.sh makes them, or says why not`, () => {});
}
if (blenders.length < 2) {
  test.skip('which files a Blender opens: there are not two Blenders here (scripts/install-blenders.sh)', () => {});
} else {
  test.each(blenders.map((blender) => [blender.versionString, blender] as const))(
    'what %s saves is refused where it would not be opened',
    async (_version, writer) => {
      using folder = new TemporaryFolder();
      const path = join(folder.path, 'saved.blend');
      await runPython(writer, `import bpy; bpy.ops.wm.save_as_mainfile(filepath=${JSON.stringify(path)})`);
      const { version } = await readScene(path, 'saved.blend');
      for (const reader of blenders) {
        const said = await runPython(reader, 'import bpy; print("opened", bpy.data.filepath)', path);
        const error = checkVersion(version, 'saved.blend', { name: 'local', blenderVersion: reader.versionString });
        expect({ reader: reader.versionString, opened: said.includes(`opened ${path}`) }).toEqual({
          ...{ reader: reader.versionString, opened: error === undefined },
        });
      }
    },
  );
}
