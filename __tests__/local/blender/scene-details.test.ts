import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { readScene } from '../../../src/project/blend/scene.ts';
import type { SceneDetails } from '../../../src/project/blend/scene-details.ts';
import { findBlenders, runScript } from '../../support/blenders.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

/* What is read of scenes that the Blenders of this machine saved. */

const script = join(import.meta.dirname, '../../fixtures/blend/make_details.py');
const blenders = await findBlenders();

if (blenders.length === 0) test.skip('what is read of a scene: there is no Blender here', () => {});

describe.each(blenders.map((blender) => [blender.versionString, blender] as const))('saved by %s', (_, blender) => {
  let folder: TemporaryFolder;
  beforeAll(async () => {
    folder = new TemporaryFolder();
    await runScript(blender, script, folder.path);
  });
  afterAll(() => {
    folder[Symbol.dispose]();
  });

  const nothing = { compositorNodes: false, fileOutputs: [], inEditMode: [] };
  const cycles = { ...nothing, denoising: true, adaptiveSampling: true };
  const other = { ...nothing, denoising: false, adaptiveSampling: false };

  test.each<[string, SceneDetails]>([
    ['plain', cycles],
    ['all_off', other],
    ['layer_off', { ...cycles, denoising: false }],
    ['workbench', other],
    ['compositor_off', { ...other, compositorNodes: true }],
    ['compositor_plain', other],
    ['file_outputs', { ...other, fileOutputs: ['Mist', 'Within'] }],
    ['output_colours', { ...other, outputColours: blender.version[0] > 3 ? 'Non-Color' : 'Filmic Log' }],
    ['output_colours_of_png', other],
    ['edit_modifier', { ...other, inEditMode: ['Soft'] }],
    ['edit_keys', { ...other, inEditMode: ['Face'] }],
    ['edit_plain', other],
  ])('%s', async (name, expected) => {
    const scene = await readScene(join(folder.path, `${name}.blend`), `${name}.blend`);
    expect(scene.details).toEqual(expected);
    expect(scene.compositing).toBe(name === 'compositor_plain' || name === 'file_outputs');
  });
});
