import type { Layer, Picture } from './picture/picture.ts';

/*
 * Blender 5.0 gave passes the names that its user interface has for them. A baseline of 4.x and a picture of 5.x have the
 * same passes all the same.
 */

const renamed = new Map([
  ['AO', 'Ambient Occlusion'],
  ['DiffCol', 'Diffuse Color'],
  ['DiffDir', 'Diffuse Direct'],
  ['DiffInd', 'Diffuse Indirect'],
  ['Emit', 'Emission'],
  ['Env', 'Environment'],
  ['GlossCol', 'Glossy Color'],
  ['GlossDir', 'Glossy Direct'],
  ['GlossInd', 'Glossy Indirect'],
  ['IndexMA', 'Material Index'],
  ['IndexOB', 'Object Index'],
  ['TransCol', 'Transmission Color'],
  ['TransDir', 'Transmission Direct'],
  ['TransInd', 'Transmission Indirect'],
  ['Transp', 'Transparent'],
  ['VolumeDir', 'Volume Direct'],
  ['VolumeInd', 'Volume Indirect'],
]);

/** Passes that 5.x adds to those of the denoiser, without being asked. */
const addedForDenoiser = new Set(['Denoising Roughness', 'Denoising Specular Albedo']);
const ofDenoiser = 'Denoising Albedo';

/** The layer of a picture that is called so, or was by another Blender. */
export function findLayer({ layers }: Picture, name: string): Layer | undefined {
  const current = currentName(name);
  return layers.find((layer) => layer.name === name) ?? layers.find((layer) => currentName(layer.name) === current);
}

/** Whether a layer is one that the Blender of the other picture did not have. */
export function isAddedByBlender(name: string, other: Picture): boolean {
  const added = name.split('.').find((part) => addedForDenoiser.has(part));
  return added !== undefined && findLayer(other, name.replace(added, ofDenoiser)) !== undefined;
}

/** `ViewLayer.DiffCol.left` → `ViewLayer.Diffuse Color.left`: a view layer's name comes first, a view's last. */
function currentName(name: string): string {
  const [layer, ...parts] = name.split('.');
  return [layer, ...parts.map((part) => renamed.get(part) ?? part)].join('.');
}
