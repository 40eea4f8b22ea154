import { expect, test } from '@jest/globals';
import {
  formatDependencies,
  formatDependencyTree,
  type FileContent,
  type FileContents,
} from '../../../src/project/blend/format-deps.ts';
import { describeProblem } from '../../../src/project/blend/problems.ts';
import type { Trace } from '../../../src/project/blend/trace.ts';

const project = 'shots/010/shot.blend';
const place = { owner: project, dataBlock: 'image "Wood"', referenceKind: 'image' } as const;
const trace: Trace = {
  project,
  problemsLeftOut: 0,
  scripts: [],
  unknown: [],
  versions: new Map(),
  stamps: new Map(),
  version: '3.4',
  compression: 'zstd',
  scene: {
    name: 'Scene',
    frameStart: 1,
    frameEnd: 10,
    frameStep: 1,
    currentFrame: 1,
    engine: 'CYCLES',
    width: 640,
    height: 480,
    fileFormat: 'PNG',
    compositing: false,
    camera: true,
    sequencer: false,
    samplesByDefault: false,
  },
  files: [
    { path: project, owner: project, dataBlock: 'project', reference: project, kind: 'project' },
    { path: 'lib/tree.blend', owner: project, dataBlock: 'library "tree.blend"', reference: '//../../lib/tree.blend', kind: 'library' },
    ...[1, 2, 3, 4, 5].map((frame) => ({
      path: `shots/010/seq/f_000${frame}.png`,
      owner: project,
      dataBlock: 'image "Seq"',
      reference: '//seq/f_0001.png',
      kind: 'image' as const,
      frames: [frame],
    })),
    { path: 'lib/bark\u001b[2J.png', owner: 'lib/tree.blend', dataBlock: 'image "Bark"', reference: '//bark.png', kind: 'image' },
  ],
  problems: [
    describeProblem('missing', { ...place, reference: '//tex/wood.png', path: 'shots/010/tex/wood.png' }, 'is not there'),
    describeProblem('absolute', { ...place, reference: 'C:\\wood.png' }, 'is an absolute path'),
  ],
}; // prettier-ignore
const contents: FileContents = new Map<string, FileContent>([
  [project, { sizeBytes: 1_400_000, sha1: 'a'.repeat(40) }],
  ...[1, 2, 3, 4, 5].map((frame) => [`shots/010/seq/f_000${frame}.png`, { sizeBytes: 100 }] as const),
]);

test('JSON: paths relative to the project’s folder, what is not there included', () => {
  const { project: name, files, ...rest } = formatDependencies(trace, contents);
  expect(name).toBe('shot.blend');
  expect(rest).toEqual({ version: '3.4', compression: 'zstd', scene: trace.scene });
  expect(files[0]).toEqual({
    path: 'shot.blend',
    owner: 'shot.blend',
    dataBlock: 'project',
    kind: 'project',
    exists: true,
    sha1: 'a'.repeat(40),
  });
  expect(files[1]).toMatchObject({ path: '../../lib/tree.blend', exists: true });
  expect(files[3]).toMatchObject({ path: 'seq/f_0002.png', frames: [2] });
  expect(files.slice(-2)).toEqual([
    { path: 'tex/wood.png', owner: 'shot.blend', dataBlock: 'image "Wood"', kind: 'image', exists: false, problem: 'missing' },
    { path: 'C:\\wood.png', owner: 'shot.blend', dataBlock: 'image "Wood"', kind: 'image', exists: false, problem: 'absolute' },
  ]); // prettier-ignore
});

test('tree: by owner, series in one line, problems marked, nothing a terminal obeys', () => {
  expect(formatDependencyTree(trace, contents)).toBe(`shots/010/shot.blend (Blender 3.4, CYCLES, frames 1-10)
  lib/tree.blend  (library "tree.blend")
  shots/010/seq/f_0001.png … f_0005.png, 5 files  500 bytes  (image "Seq")
  ✗ missing: image "Wood" in shots/010/shot.blend → //tex/wood.png is not there
    Add the file to the repository, or pack it into the .blend (File > External Data > Pack Resources).
  ✗ absolute: image "Wood" in shots/010/shot.blend → C:\\wood.png is an absolute path
    Keep the file below the working directory, then in Blender: File > External Data > Make Paths Relative, and save.

lib/tree.blend
  lib/bark [2J.png  (image "Bark")

8 files  1.4 MB, 2 problems
`);
});

test('what cannot be told stands below the .blend that asks for it', () => {
  const unknown = [{ owner: 'lib/tree.blend', message: 'a node imports a file.', hint: 'Name it.' }];
  expect(formatDependencies({ ...trace, unknown }).unknown).toEqual(['a node imports a file.']);
  const tree = formatDependencyTree({ ...trace, unknown });
  expect(tree).toContain('\n  lib/bark [2J.png  (image "Bark")\n  ? a node imports a file.\n    Name it.\n');
});
