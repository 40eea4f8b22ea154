import { printable } from '../../../base/printable.ts';

/** Characters of a value that are worth reading in a line. */
export const maxValue = 120;

/** A line of a difference, as data; texts are as the file has them: hostile. */
export interface Line {
  change: 'added' | 'removed' | 'renamed' | 'changed';
  /** `light "Key"`. */
  dataBlock: string;
  /** `Principled BSDF › Roughness`; missing where the whole data-block is meant. */
  member?: string;
  before?: string;
  after?: string;
  /** Whether a picture can show it. */
  inPicture: boolean;
}

/** `light "Key": Power 260 W → 286 W`, safe to print. */
export function formatLine({ change, dataBlock, member, before, after }: Omit<Line, 'inPicture'>): string {
  const name = printable(dataBlock, maxValue);
  const [from, to] = [before, after].map((value) => (value === undefined ? undefined : printable(value, maxValue)));
  if (change === 'renamed') return `${name} is now ${to ?? ''}`;
  if (member === undefined) return `${name} ${change}`;
  const what = `${name}: ${printable(member, maxValue)}`;
  if (from !== undefined && to !== undefined) return `${what} ${from} → ${to}`;
  if (change === 'changed') return `${what}: ${to ?? ''}`;
  const value = from ?? to;
  return `${what} ${change}${value === undefined ? '' : ` (${value})`}`;
}
