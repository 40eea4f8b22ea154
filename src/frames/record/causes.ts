import * as v from 'valibot';
import { printable } from '../../base/printable.ts';
import { formatLine } from '../../project/blend/diff/line.ts';

/*
 * What a record says of the inputs of frames that are not what their baseline is. Texts are as files have them: hostile.
 */

/** More tell nothing that the first ones do not. */
export const maxChanges = 200;

const text = v.pipe(v.string(), v.maxLength(10_000));

/** A file that has changed, or what has changed in a .blend. */
const recordedChange = v.object({
  change: v.picklist(['added', 'removed', 'renamed', 'changed']),
  /** Below the working directory. */
  file: text,
  /** `light "Key"`; missing where the file is meant. */
  dataBlock: v.exactOptional(text),
  /** `Principled BSDF › Roughness`; missing where the whole data-block is meant. */
  member: v.exactOptional(text),
  before: v.exactOptional(text),
  after: v.exactOptional(text),
});
export type RecordedChange = v.InferOutput<typeof recordedChange>;

/** What has changed since the baseline for some frames; nothing, where no input has. */
export const recordedCause = v.object({
  /** `1-3, 7` */
  frames: v.string(),
  changes: v.pipe(v.array(recordedChange), v.maxLength(maxChanges)),
  /** How many more there are. */
  changesLeftOut: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
});
export type RecordedCause = v.InferOutput<typeof recordedCause>;

export const nothingChanged =
  'The picture changed, and no input did: another machine or device, or something that is not the same in every render.';

/** What has changed, a line each, safe to print; the file is named where it is not `project`. */
export function describeCause(
  { changes, changesLeftOut = 0 }: RecordedCause,
  project: string,
  maxLines: number,
): string[] {
  if (changes.length === 0) return [nothingChanged];
  const lines = changes.slice(0, maxLines).map((change) => describeChange(change, project));
  const more = changes.length - lines.length + changesLeftOut;
  return more === 0 ? lines : [...lines, `and ${more} more`];
}

function describeChange({ file, ...change }: RecordedChange, project: string): string {
  const { dataBlock } = change;
  if (dataBlock === undefined) return `${printable(file, 300)} ${change.change}`;
  const line = formatLine({ ...change, dataBlock });
  return file === project ? line : `${printable(file, 300)}: ${line}`;
}
