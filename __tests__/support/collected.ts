import type { FrameResults } from '../../src/frames/end.ts';
import type { ResultKind } from '../../src/frames/kinds.ts';
import type { KeptRequest } from '../../src/run/kept/kept.ts';
import { writeFiles } from './builders.ts';
import { sha1Of } from './manager/blobs.ts';
import { encodeExr, encodePng } from './manager/images.ts';

export const key = '0123456789abcdef';
export const all: ResultKind[] = ['preview', 'render', 'compose'];

export const contents: Record<ResultKind, Buffer> = {
  preview: encodeExr(8, 4, () => [1, 0, 0]),
  render: encodeExr(16, 9, () => [0, 1, 0]),
  compose: encodePng(16, 9, () => [0, 0, 1]),
};
const extensions: Record<ResultKind, string> = { preview: 'exr', render: 'exr', compose: 'png' };

/** Results as a run has collected them, in its output directory. */
export async function collected(
  outputDirectory: string,
  kinds = all,
  frameKey = key,
  frame = 3,
): Promise<[KeptRequest, FrameResults]> {
  const results = kinds.map((kind) => {
    const file = `frame-${String(frame).padStart(4, '0')}.${kind}.${extensions[kind]}`;
    return { kind, file, sizeBytes: contents[kind].length, sha1: sha1Of(contents[kind]) };
  });
  await writeFiles(outputDirectory, Object.fromEntries(results.map(({ kind, file }) => [file, contents[kind]])));
  const task = `ci-1-1-a-shot-f${String(frame).padStart(4, '0')}-${frameKey}`;
  return [
    { frame, key: frameKey, outputDirectory },
    { task, renderMs: 3000, samples: 4, results },
  ];
}
