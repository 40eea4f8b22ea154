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

interface Place extends Region {
  members: Uint32Array;
  strength: number;
}

/** What differs where the rest is the same. */
export interface QuietLook {
  /** Places that are changes, strongest first. */
  changes: Region[];
  /** Pixels that differ alone. */
  scattered: number[];
}

/**
 * Looks at a picture of which nearly all is the same; of others it says nothing.
 * @param errors of each pixel on the scale of a display
 * @param threshold of errors that count: a place has one that is larger, and its pixels are larger than a quarter of it
 */
export function findQuietChanges(errors: Float32Array, signals: Signals, threshold: number): QuietLook {
  const least = threshold / 4;
  let differing = 0;
  for (const error of errors) if (error > least) differing++;
  if (differing === 0 || differing > mostDiffering * errors.length) return { changes: [], scattered: [] };
  const { width, height } = signals;
  const marked = errors.map((error) => Number(error > least));
  const places: Place[] = [];
  const scattered: number[] = [];
  const left = marked.slice();
  for (let pixel = 0; pixel < left.length; pixel++) {
    if (left[pixel] !== 1) continue;
    const place = take(left, errors, pixel, width, height);
    if (place.members.length <= 2) scattered.push(...place.members);
    else if (place.members.some((member) => (errors[member] ?? 0) > threshold)) places.push(place);
  }
  const changes = places
    .sort((a, b) => b.strength - a.strength)
    .slice(0, mostPlaces)
    .filter((place) => isChange(place, marked, scattered.length / errors.length, signals))
    .map(({ x, y, width: wide, height: high, pixels }) => ({ x, y, width: wide, height: high, pixels }));
  return { changes, scattered };
}

/** Takes the pixels that touch, corners included, off what is left. */
function take(left: Float32Array, errors: Float32Array, start: number, width: number, height: number): Place {
  const members = [start];
  left[start] = 0;
  let strength = 0;
  let [first, top, last, bottom] = [width, height, 0, 0];
  for (const pixel of members) {
    strength += errors[pixel] ?? 0;
    const x = pixel % width;
    const y = (pixel - x) / width;
    first = Math.min(first, x);
    last = Math.max(last, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
    for (let nextY = Math.max(0, y - 1); nextY <= Math.min(height - 1, y + 1); nextY++) {
      for (let nextX = Math.max(0, x - 1); nextX <= Math.min(width - 1, x + 1); nextX++) {
        const near = nextY * width + nextX;
        if (left[near] !== 1) continue;
        left[near] = 0;
        members.push(near);
      }
    }
  }
  const box = { x: first, y: top, width: last - first + 1, height: bottom - top + 1 };
  return { ...box, pixels: members.length, members: Uint32Array.from(members), strength };
}

function isChange(place: Place, marked: Float32Array, scattered: number, signals: Signals): boolean {
  const { width, height } = signals;
  const [left, top] = [Math.max(0, place.x - around), Math.max(0, place.y - around)];
  const right = Math.min(width, place.x + place.width + around);
  const bottom = Math.min(height, place.y + place.height + around);
  let others = -place.pixels;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) others += marked[y * width + x] ?? 0;
  }
  const free = Math.max(1, (right - left) * (bottom - top) - place.pixels);
  const density = Math.max(scattered, (others + 1) / (free + 1));
  // How many places of so many pixels that touch chance makes in the whole picture.
  const logExpected = Math.log(marked.length / branching) + place.pixels * Math.log(branching * density);
  if (branching * density > 0.5 || logExpected > logRisk) return false;
  return place.pixels < leastSigned || agreement(place.members, signals) > leastAgreement;
}

/** How much the signs of neighbours agree, in standard deviations of what coin tosses would. */
function agreement(members: Uint32Array, { width, differences }: Signals): number {
  const inside = new Set(members);
  return Math.max(
    ...[...differences.values()].map((values) => {
      let [sum, squares] = [0, 0];
      for (const pixel of members) {
        for (const near of [pixel + 1, pixel + width - 1, pixel + width, pixel + width + 1]) {
          if (!inside.has(near)) continue;
          // Of signs alone: single strong pixels would outvote all others.
          const product = Math.sign(values[pixel] ?? 0) * Math.sign(values[near] ?? 0);
          sum += product;
          squares += product * product;
        }
      }
      return squares === 0 ? 0 : sum / Math.sqrt(squares);
    }),
  );
}
