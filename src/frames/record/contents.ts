import * as v from 'valibot';
import { sha1Schema } from '../../base/sha1.ts';

/** What a .blend among the inputs says, by the sha1 that they name it by; see `project/blend/diff/recorded.ts`. */
export const recordedContent = v.object({
  sha1: sha1Schema,
  activeScene: v.pipe(v.string(), v.maxLength(10_000)),
  /** What counts and is in no data-block: how fingerprints are made, the Blender that saved it. */
  facts: v.pipe(v.string(), v.maxLength(10_000)),
  /** Something in it can read what fingerprints leave out. */
  uncertain: v.boolean(),
  /** `DIGEST NAME` of each data-block that the rendered scene leads to. */
  dataBlocks: v.pipe(v.array(v.pipe(v.string(), v.maxLength(10_000))), v.maxLength(20_000)),
  /** How many had no room. */
  dataBlocksLeftOut: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
  /** What the smaller ones say, as packed JSON. */
  members: v.exactOptional(v.pipe(v.string(), v.maxLength(8_000_000))),
});
export type RecordedContent = v.InferOutput<typeof recordedContent>;
