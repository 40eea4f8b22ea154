import { printable } from '../../base/printable.ts';
import { findLayer, isAddedByBlender } from '../pass-names.ts';
import type { Layer, Picture } from '../picture/picture.ts';
import { boxesEqual, commonCanvas, nameBox, type Box, type Windows } from '../picture/window.ts';

/** Why two pictures cannot be laid over each other; undefined if they can. */
export function findMismatch(baseline: Picture, candidate: Picture): string | undefined {
  const elsewhere = findOtherPlace(...windowsOf(baseline, candidate));
  if (elsewhere !== undefined) return elsewhere;
  if (baseline.encoding !== candidate.encoding) {
    return `The picture is ${describe(candidate)}, the baseline ${describe(baseline)}.`;
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

/** The windows of two pictures. One without, as only EXR has any, fills the other's display, or would if it had its size. */
export function windowsOf(baseline: Picture, candidate: Picture): [Windows, Windows] {
  const of = ({ windows, width, height, layers }: Picture, other: Picture): Windows => {
    const { left, top } = other.windows?.display ?? { left: 0, top: 0 };
    const all = { left, top, width, height };
    return windows ?? { data: all, display: all, channels: layers.flatMap(({ channels }) => channels).length };
  };
  return [of(baseline, candidate), of(candidate, baseline)];
}

function findOtherPlace(before: Windows, now: Windows): string | undefined {
  const areWhole = [before, now].every(({ data, display }) => boxesEqual(data, display));
  if (before.display.width !== now.display.width || before.display.height !== now.display.height) {
    return areWhole
      ? `The picture has ${sizeOf(now.display)} pixels, the baseline ${sizeOf(before.display)}.`
      : `The picture has ${nameWindows(now)}, the baseline ${nameWindows(before)}.`;
  }
  if (!boxesEqual(before.display, now.display)) {
    return `The picture has another display window (${nameBox(now.display)}) than the baseline (${nameBox(before.display)}).`;
  }
  if (commonCanvas(before, now) !== undefined) return undefined;
  return `The picture has ${nameWindows(now)}, the baseline ${nameWindows(before)}: too little to compare of so much.`;
}

/** `the data window 60×40 at 20,10 of 96×64`. */
export function nameWindows({ data, display }: Windows): string {
  const isAtOrigin = display.left === 0 && display.top === 0;
  return `the data window ${nameBox(data)} of ${isAtOrigin ? sizeOf(display) : nameBox(display)}`;
}

function sizeOf({ width, height }: Box): string {
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
    const other = findLayer(part, layer.name);
    if (other === undefined && isAddedByBlender(layer.name, part)) return [];
    if (other === undefined) return [layer.name || channelNames(layer)];
    const lost = layer.channels.filter(({ name }) => !other.channels.some((channel) => channel.name === name));
    return lost.map(({ name }) => [layer.name, name].filter(Boolean).join('.'));
  });
}

function channelNames({ channels }: Layer): string {
  return channels.map(({ name }) => name).join(', ');
}
