import { printable } from '../../base/printable.ts';
import type { Layer, Picture } from '../picture/picture.ts';

/** Why two pictures cannot be laid over each other; undefined if they can. */
export function findMismatch(baseline: Picture, candidate: Picture): string | undefined {
  if (baseline.width !== candidate.width || baseline.height !== candidate.height) {
    return `The picture has ${sizeOf(candidate)} pixels, the baseline ${sizeOf(baseline)}.`;
  }
  if (baseline.encoding !== candidate.encoding) {
    return `The picture is ${describe(candidate)}, the baseline ${describe(baseline)}.`;
  }
  if (baseline.window !== undefined && candidate.window !== undefined && baseline.window !== candidate.window) {
    return `The picture has another data window (${candidate.window}) than the baseline (${baseline.window}).`;
  }
  const [before, now] = [coloursOf(baseline), coloursOf(candidate)];
  if (before !== undefined && now !== undefined && before !== now) {
    return `The picture is ${now} instead of ${before}: see Color in the .blend's output settings.`;
  }
  const lost = missingFrom(candidate, baseline);
  const added = missingFrom(baseline, candidate);
  if (lost.length === 0 && added.length === 0) return undefined;
  const parts = [
    ...(lost.length > 0 ? [`it lacks ${lost.join(', ')}`] : []),
    ...(added.length > 0 ? [`it has ${added.join(', ')} in addition`] : []),
  ];
  return `The picture has other channels than the baseline: ${printable(parts.join(', and '))}.`;
}

function sizeOf({ width, height }: Picture): string {
  return `${width}×${height}`;
}

function describe({ format, encoding }: Picture): string {
  return `${format.toUpperCase()} (${encoding === 'linear' ? 'proportional to light' : 'encoded for display'})`;
}

const colours: Record<string, string> = { Y: 'grey', YA: 'grey with alpha', RGB: 'RGB', RGBA: 'RGBA' };

/** What Blender calls the channels of a picture without layers. */
function coloursOf({ layers }: Picture): string | undefined {
  const [layer, ...others] = layers;
  return layer?.name === '' && others.length === 0
    ? colours[layer.channels.map(({ name }) => name).join('')]
    : undefined;
}

/** Layers and channels that `whole` has and `part` does not: `ViewLayer.Depth`, or `A` of a picture without layers. */
function missingFrom(part: Picture, whole: Picture): string[] {
  return whole.layers.flatMap((layer) => {
    const other = part.layers.find(({ name }) => name === layer.name);
    if (other === undefined) return [layer.name || channelNames(layer)];
    const lost = layer.channels.filter(({ name }) => !other.channels.some((channel) => channel.name === name));
    return lost.map(({ name }) => [layer.name, name].filter(Boolean).join('.'));
  });
}

function channelNames({ channels }: Layer): string {
  return channels.map(({ name }) => name).join(', ');
}
