import type { Region } from '../comparison.ts';
import type { Signals } from './signals.ts';

/*
 * Where nearly all pixels are equal, what differs is no noise of another seed. Another processor or compiler leaves single
 * pixels that differ, as samples take another way, scattered over the picture; a change leaves pixels that touch, be it a
 * letter or a wire. How often chance would let so many of them touch follows from how many there are around.
 */

/** More pixels that differ are noise, or a change that other steps see. */
const mostDiffering = 0.25;
/** Pixels around a place in which others are counted. */
const around = 16;
/** Of a pixel that differs, how many ways a chain of them may go on, at most: of animals on a square grid with corners. */
const branching = 6;
const logRisk = Math.log(0.001);
/** From so many pixels on, those of a place that is noisy by itself are told by their signs. */
const leastSigned = 12;
const leastAgreement = 3;
const mostPlaces = 1000;
/** As many that touch are still no place. */
const mostAlone = 2;

interface Place extends Region {
  /** A part of one array for all places: the pixels that differ can be millions. */
  members: Uint32Array;
  strength: number;
}

/** What a pixel is: 0 where it is equal. */
const differs = 1;
const taken = 2;
const alone = 3;

/** What differs where the rest is the same. */
export interface QuietLook {
  /** Places that are changes, strongest first. */
  changes: Region[];
  /** Takes the pixels that differ alone out of a plane of differences. */
  clearScattered: (values: Float32Array) => void;
}

/**
 * Looks at a picture of which nearly all is the same; of others it says nothing.
 * @param errors of each pixel on the scale of a display
 * @param threshold of errors that count: a place has one that is larger, and its pixels are larger than a quarter of it
 */
export function findQuietChanges(errors: Float32Array, signals: Signals, threshold: number): QuietLook {
  const least = threshold / 4;
  let differing = 0;
  for (let pixel = 0; pixel < errors.length; pixel++) if ((errors[pixel] ?? 0) > least) differing++;
  if (differing === 0 || differing > mostDiffering * errors.length) return nothing;
  const { width } = signals;
  const marks = new Uint8Array(errors.length);
  for (let pixel = 0; pixel < errors.length; pixel++) marks[pixel] = Number((errors[pixel] ?? 0) > least) * differs;
  const all = new Uint32Array(differing);
  let places: Place[] = [];
  let [start, scattered] = [0, 0];
  for (let pixel = 0; pixel < marks.length; pixel++) {
    if (marks[pixel] !== differs) continue;
    const members = all.subarray(start, take(marks, pixel, signals, all, start));
    start += members.length;
    if (members.length <= mostAlone) {
      scattered += members.length;
      for (const member of members) marks[member] = alone;
    } else if (members.some((member) => (errors[member] ?? 0) > threshold)) {
      places.push(measure(members, errors, width));
      if (places.length > 2 * mostPlaces) places = strongest(places);
    }
  }
  const changes = strongest(places)
    .filter((place) => isChange(place, marks, scattered / errors.length, signals))
    .map(({ x, y, width: wide, height: high, pixels }) => ({ x, y, width: wide, height: high, pixels }));
  const clearScattered = (values: Float32Array): void => {
    for (let pixel = 0; pixel < values.length; pixel++) if (marks[pixel] === alone) values[pixel] = 0;
  };
  return { changes, clearScattered };
}

const nothing: QuietLook = { changes: [], clearScattered: () => undefined };

function strongest(places: Place[]): Place[] {
  return places.sort((a, b) => b.strength - a.strength).slice(0, mostPlaces);
}

/** Takes the pixels that touch, corners included, into `all` from `first` on. @returns where they end */
function take(marks: Uint8Array, start: number, { width, height }: Signals, all: Uint32Array, first: number): number {
  let end = first;
  all[end++] = start;
  marks[start] = taken;
  for (let next = first; next < end; next++) {
    const pixel = all[next] ?? 0;
    const x = pixel % width;
    const y = (pixel - x) / width;
    for (let nearY = Math.max(0, y - 1); nearY <= Math.min(height - 1, y + 1); nearY++) {
      for (let nearX = Math.max(0, x - 1); nearX <= Math.min(width - 1, x + 1); nearX++) {
        const near = nearY * width + nearX;
        if (marks[near] !== differs) continue;
        marks[near] = taken;
        all[end++] = near;
      }
    }
  }
  return end;
}

function measure(members: Uint32Array, errors: Float32Array, width: number): Place {
  let [left, top, right, bottom, strength] = [Infinity, Infinity, 0, 0, 0];
  for (const pixel of members) {
    const x = pixel % width;
    const y = (pixel - x) / width;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
    strength += errors[pixel] ?? 0;
  }
  const box = { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
  return { ...box, pixels: members.length, members, strength };
}

function isChange(place: Place, marks: Uint8Array, scattered: number, signals: Signals): boolean {
  const { width, height } = signals;
  const [left, top] = [Math.max(0, place.x - around), Math.max(0, place.y - around)];
  const right = Math.min(width, place.x + place.width + around);
  const bottom = Math.min(height, place.y + place.height + around);
  let others = -place.pixels;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) if (marks[y * width + x] !== 0) others++;
  }
  const free = Math.max(1, (right - left) * (bottom - top) - place.pixels);
  const density = Math.max(scattered, (others + 1) / (free + 1));
  // How many places of so many pixels that touch chance makes in the whole picture.
  const logExpected = Math.log(marks.length / branching) + place.pixels * Math.log(branching * density);
  if (branching * density > 0.5 || logExpected > logRisk) return false;
  return place.pixels < leastSigned || agreement(place.members, marks, signals) > leastAgreement;
}

/**
 * How much the signs of neighbours agree, in standard deviations of what coin tosses would. Of signs alone: single strong
 * pixels would outvote all others. What touches a member and differs is one, too.
 */
function agreement(members: Uint32Array, marks: Uint8Array, { width, differences }: Signals): number {
  const agreements = [...differences.values()].map((values) => {
    let [sum, pairs] = [0, 0];
    const meet = (pixel: number, near: number): void => {
      if ((marks[near] ?? 0) === 0) return;
      const product = Math.sign(values[pixel] ?? 0) * Math.sign(values[near] ?? 0);
      sum += product;
      pairs += Math.abs(product);
    };
    for (const pixel of members) {
      const x = pixel % width;
      if (x + 1 < width) meet(pixel, pixel + 1);
      if (x > 0) meet(pixel, pixel + width - 1);
      meet(pixel, pixel + width);
      if (x + 1 < width) meet(pixel, pixel + width + 1);
    }
    return pairs === 0 ? 0 : sum / Math.sqrt(pairs);
  });
  return Math.max(...agreements);
}
