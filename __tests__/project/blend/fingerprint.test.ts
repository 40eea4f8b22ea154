import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { compareBlends } from '../../../src/project/blend/diff/compare.ts';
import { describeDifference } from '../../../src/project/blend/diff/describe.ts';
import { formatLines } from '../../../src/project/blend/diff/format.ts';
import { fingerprintBlend } from '../../../src/project/blend/fingerprint/fingerprint.ts';
import { openBlend } from '../../../src/project/blend/open-blend.ts';
import type { Blender } from '../../../src/local/blender/find.ts';
import { buildBlend, modernLayout, projectBlocks } from '../../support/blend-builder.ts';
import { findBlenders, runScript } from '../../support/blenders.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

const script = join(import.meta.dirname, '../../support/blend_changes.py');
const said: Record<string, string | RegExp> = {
  'object-location': '~ object "Suzanne": Location (2, 0, 0) → (2, 0, 0.2)\n',
  'object-rename': '> object "Suzanne" is now object "Monkey"\n',
  'light-energy': '~ light "Light": Power 1000 W → 1234 W\n',
  'material-roughness': '~ material "Material": Principled BSDF › Metallic 0 → 0.123\n',
  'mesh-vertex': /^~ mesh "Suzanne": .*1 of 507 vertices moved, at most 0\.2\n$/,
  'link-added': /^\+ material "Material": Image Texture\.Color → Principled BSDF\.Base Color added\n$/,
  'scene-active': '~ file: Active Scene "Scene" → "Other"\n',
  'render-samples': '~ scene "Scene": cycles › samples 2 → 3\n',
  'modifier-width': '~ object "Cube": Bevel › Width 0.1 m → 0.3 m\n',
  'constraint-influence': '~ object "Cube": Copy Location › Influence 0.5 → 0.9\n',
  'keyframe-modifier-mute': /^~ action "TargetAction": location\[0\] › .* › flag 0 → 8$/m,
  'node-active-texture': /^~ material "Material": .* › flag/m,
  'object-display': '~ object "Suzanne": Display As 5 → 2\n',
  'particle-count': '~ particle settings "ParticleSettings": Number 5 → 9\n',
  'camera-lens': '~ camera "Camera": Focal Length 50 mm → 85 mm\n',
};
const harmless = [
  'again',
  'levels',
  'node-shown',
  'hidden-in-viewport',
  'selection',
  'edit-and-leave',
  'cursor',
  'fake-user',
  'viewport',
  'node-moved',
  'compressed',
  'folder',
];

async function compare(before: string, after: string): Promise<{ isSame: boolean; text: string }> {
  return await openBlend(before, 'before', (old) =>
    openBlend(after, 'after', (young) => ({
      isSame: fingerprintBlend(old).digest === fingerprintBlend(young).digest,
      text: formatLines(describeDifference(compareBlends(old, young), old, young), false),
    })),
  );
}

const blenders: Blender[] = await findBlenders();

describe.each(blenders.map((blender) => ({ name: blender.version.join('.'), blender })))(
  'Blender $name',
  ({ blender }) => {
    const folder = new TemporaryFolder();
    beforeAll(async () => {
      await runScript(blender, script, folder.path, ...harmless, ...Object.keys(said));
    });
    afterAll(() => folder[Symbol.dispose]());
    const base = join(folder.path, 'base.blend');

    test.each(harmless)('same: %s', async (name) => {
      const path = name === 'folder' ? 'other/same-folder.blend' : `same-${name}.blend`;
      const { isSame, text } = await compare(base, join(folder.path, path));
      expect({ isSame, text: text.replace(/^Not in the picture: .*\n$/, '') }).toEqual({ isSame: true, text: '' });
    });

    test.each(Object.entries(said))('changed: %s', async (name, words) => {
      const { isSame, text } = await compare(base, join(folder.path, `change-${name}.blend`));
      // What a particle system worked out moves along with its object.
      const lines = text.replace(/^.*› ptcaches ›.*\n/gm, '');
      expect(isSame).toBe(false);
      if (typeof words === 'string') expect(lines).toBe(words);
      else expect(lines).toMatch(words);
    });
  },
);

test('pointer size and the order of data-blocks do not count', async () => {
  using folder = new TemporaryFolder();
  const blocks = projectBlocks(['//a.png', '//b.png']);
  folder.write({
    'a.blend': buildBlend(blocks),
    'b.blend': buildBlend(blocks.toReversed(), { ...modernLayout, pointerSize: 4 }),
    'c.blend': buildBlend(projectBlocks(['//a.png', '//c.png'])),
  });
  const at = (name: string): string => join(folder.path, name);
  expect(await compare(at('a.blend'), at('b.blend'))).toEqual({ isSame: true, text: '' });
  const changed = { isSame: false, text: '~ image "image 1": name "//b.png" → "//c.png"\n' };
  expect(await compare(at('a.blend'), at('c.blend'))).toEqual(changed);
});

test('names reach no terminal as escape sequences', async () => {
  using folder = new TemporaryFolder();
  folder.write({
    'a.blend': buildBlend(projectBlocks()),
    'b.blend': buildBlend([
      ...projectBlocks(),
      { code: 'IM', struct: 'Image', address: 0x700, values: { 'id.name': 'IM\u001B[31mred\nline', name: '//x' } },
    ]),
  });
  const { text } = await compare(join(folder.path, 'a.blend'), join(folder.path, 'b.blend'));
  expect(text).toBe('+ image " [31mred line" added\n');
});
