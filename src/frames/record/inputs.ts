import { formatFrames, selectFrames } from '../../base/ranges.ts';
import type { RunRecord } from './schema.ts';

/** A file that frames were made from. */
export interface RecordedInput {
  path: string;
  sha1: string;
  /** Ascending. */
  frames: number[];
}

/** More than a real run has; each input says which frames it is for. */
const maxInputFrames = 50_000_000;

/** What a record says of inputs. @throws Error when it claims more than any project has. */
export function listInputs({ frames, inputs }: RunRecord): RecordedInput[] {
  const rendered = [...new Set(frames.map(({ frame }) => frame))].sort((a, b) => a - b);
  if (inputs.length * rendered.length > maxInputFrames) throw new Error('it has more inputs than any project');
  return inputs.map(({ path, sha1, frames: selection }) => ({
    path,
    sha1,
    frames: selection === undefined ? rendered : selectFrames(selection, rendered),
  }));
}

/** Every input once, of frames with their files' sha1 by path. */
export function gatherInputs(frames: { frame: number; inputs: ReadonlyMap<string, string> }[]): RecordedInput[] {
  const gathered = new Map<string, RecordedInput>();
  for (const { frame, inputs } of frames) {
    for (const [path, sha1] of inputs) {
      const id = `${sha1} ${path}`;
      const input = gathered.get(id) ?? { path, sha1, frames: [] };
      input.frames.push(frame);
      gathered.set(id, input);
    }
  }
  return [...gathered.values()].sort(byPath);
}

export function byPath(a: RecordedInput, b: RecordedInput): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : a.sha1 < b.sha1 ? -1 : 1;
}

/** As a record has them: frames are named where an input is not for all `frameCount` of them. */
export function formatInputs(inputs: RecordedInput[], frameCount: number): RunRecord['inputs'] {
  return inputs.map(({ path, sha1, frames }) => ({
    path,
    sha1,
    ...(frames.length === frameCount ? {} : { frames: formatFrames(frames) }),
  }));
}
