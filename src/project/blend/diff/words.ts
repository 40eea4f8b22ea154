/* What Blender's user interface calls members, where it is not what the file does, and in which unit it shows them. */

interface Word {
  word: string;
  unit?: string;
  /** In the file in radians. */
  isAngle?: boolean;
}

const words: Readonly<Record<string, Word>> = {
  'Object.loc': { word: 'Location' },
  'Object.rot': { word: 'Rotation', isAngle: true },
  'Object.size': { word: 'Scale' },
  'Object.col': { word: 'Color' },
  'Object.parent': { word: 'Parent' },
  'Object.data': { word: 'Data' },
  'Object.index': { word: 'Pass Index' },
  'Object.restrictflag': { word: 'Visibility' },
  'Object.visibility_flag': { word: 'Visibility' },
  'Object.mode': { word: 'Mode' },
  'Object.dt': { word: 'Display As' },
  'Lamp.energy': { word: 'Power', unit: 'W' },
  'Lamp.type': { word: 'Type' },
  'Lamp.r': { word: 'Color Red' },
  'Lamp.g': { word: 'Color Green' },
  'Lamp.b': { word: 'Color Blue' },
  'Lamp.area_size': { word: 'Size', unit: 'm' },
  'Camera.lens': { word: 'Focal Length', unit: 'mm' },
  'Camera.clipsta': { word: 'Clip Start', unit: 'm' },
  'Camera.clip_start': { word: 'Clip Start', unit: 'm' },
  'Camera.clipend': { word: 'Clip End', unit: 'm' },
  'Camera.clip_end': { word: 'Clip End', unit: 'm' },
  'Camera.shiftx': { word: 'Shift X' },
  'Camera.shifty': { word: 'Shift Y' },
  'Scene.camera': { word: 'Camera' },
  'Scene.world': { word: 'World' },
  'RenderData.sfra': { word: 'Frame Start' },
  'RenderData.efra': { word: 'Frame End' },
  'RenderData.xsch': { word: 'Resolution X', unit: 'px' },
  'RenderData.ysch': { word: 'Resolution Y', unit: 'px' },
  'RenderData.size': { word: 'Resolution', unit: '%' },
  'RenderData.engine': { word: 'Render Engine' },
  'PhysicsSettings.gravity': { word: 'Gravity', unit: 'm/s²' },
  'ColorManagedViewSettings.exposure': { word: 'Exposure' },
  'ColorManagedViewSettings.gamma': { word: 'Gamma' },
  'ColorManagedViewSettings.view_transform': { word: 'View Transform' },
  'ColorManagedViewSettings.look': { word: 'Look' },
  'ColorManagedColorspaceSettings.name': { word: 'Color Space' },
  'BevelModifierData.value': { word: 'Width', unit: 'm' },
  'SubsurfModifierData.levels': { word: 'Levels Viewport' },
  'SubsurfModifierData.renderLevels': { word: 'Render Levels' },
  'bConstraint.enforce': { word: 'Influence' },
  'ParticleSettings.totpart': { word: 'Number' },
  'KeyBlock.curval': { word: 'Value' },
  'Curve.str': { word: 'Text' },
  'Curve.ext1': { word: 'Extrude' },
  'Curve.ext2': { word: 'Bevel Depth' },
  'ChannelDriver.expression': { word: 'Expression' },
};

/** Members that only lead to what has a name, or hold what a name stands for. */
const silent = new Set([
  'nodetree', 'nodes', 'inputs', 'outputs', 'default_value', 'value', 'modifiers', 'constraints', 'adt', 'driver', 'drivers',
  'curves', 'block', 'properties', 'system_properties', 'id', 'data', 'group', 'val', 'val2', 'r', 'view_settings',
  'physics_settings', 'colorspace_settings', 'modifier', 'links', 'vdata', 'edata', 'ldata', 'pdata', 'layers', 'id_properties',
  'attribute_storage', 'dna_attributes', 'ed', 'seqbase', 'view_layers',
]); // prettier-ignore

/** `Principled BSDF › Roughness`. */
export function wordsOf(path: readonly string[], struct: string): string {
  const last = path.at(-1) ?? '';
  const word = Object.hasOwn(words, `${struct}.${last}`) ? words[`${struct}.${last}`]?.word : undefined;
  const steps = path.filter((step, index) => !silent.has(step) && (index < path.length - 1 || word === undefined));
  const said = [
    ...steps.map((step) => step.replace(/^\[(.*)\]$/s, '$1').replace(/:\d+$/, '')),
    ...(word ? [word] : []),
  ];
  return said.length === 0 ? last : said.join(' › ');
}

/** A value with its unit, as people read it. */
export function valueIn(path: readonly string[], struct: string, value: string): string {
  const word = Object.hasOwn(words, `${struct}.${path.at(-1)}`) ? words[`${struct}.${path.at(-1)}`] : undefined;
  if (word?.isAngle)
    return value.replace(
      /-?\d[\d.e+-]*/g,
      (radians) => `${Number(((Number(radians) * 180) / Math.PI).toPrecision(6))}°`,
    );
  return word?.unit ? `${value} ${word.unit}` : value;
}
