import { expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { traceProject, type Trace } from '../../../src/project/blend/trace.ts';

/*
 * Real files of Blender 2.48 to 5.1 and what two others say about them: Blender 3.4.1 itself (`bpy.utils.blend_paths`)
 * and Blender Asset Tracer 1.23. The corpus has its owners' licences and so lies beside the clone, not in it.
 */

interface Judgement {
  header: string;
  compression: string;
  blender_3_4_1?: string[];
  bat_1_23?: { from: string; type: string; path: string; files: string[] }[];
}

const repository = join(import.meta.dirname, '../../..');
const corpus = ['../shared/blend-corpus', '../../shared/blend-corpus']
  .map((path) => join(repository, path))
  .find((path) => existsSync(join(path, 'expected.json')));

/** Paths that Blender lists and that are right not to be there. */
const notDependencies: Record<string, string> = {
  '//textures/packed.png': 'is packed into the .blend',
  '//../../../../../../': 'is where renders are written to',
  '': 'is the unused path of a cache',
  '//../../../../cloud/pillar/testfiles/video-tiny.mkv': 'is a strip of the sequencer, which no farm renders',
  '//particle_cache/': 'is the external path of a cache that is not external',
  '//../../../../../../nonexistent/abs/path.png': 'is //../../nonexistent/abs/path.png in the file',
};

/** Files that are found and that neither of the two lists. */
const beyondJudges: Record<string, string> = {
  'stereo/img_R.png': 'the other eye of img_L.png; both stop at the first',
  'textures/udim_uv/tile_u1_v1.png': 'Blender lists the pattern, the other does not know <UVTILE>',
  'textures/udim_uv/tile_u2_v1.png': 'Blender lists the pattern, the other does not know <UVTILE>',
  'ocean/disp_0001.exr': 'Blender lists the folder only',
  'ocean/disp_0002.exr': 'Blender lists the folder only',
  'ocean/disp_0003.exr': 'Blender lists the folder only',
  'cache/seq_0002.abc': 'Blender lists the first of a sequence only, the other takes it for a still',
  'cache/seq_0003.abc': 'Blender lists the first of a sequence only, the other takes it for a still',
  'clips/plate_00002.png': 'Blender lists the first of a sequence only, the other takes it for a still',
  'clips/plate_00003.png': 'Blender lists the first of a sequence only, the other takes it for a still',
};

/** The second judge's paths of two files were written without the corpus folder. */
const fromCorpus = (path: string): string => (path.startsWith('project/') ? `synthetic/${path}` : path);
const withSlashes = (path: string): string =>
  path.replaceAll('\\', '/').replace(/^[a-z]:/, (drive) => drive.toUpperCase());

/** Every path the tracer speaks of: as written, and relative to the project. */
function mentions(trace: Trace): Set<string> {
  const folder = posix.dirname(trace.project);
  const written = [...trace.files, ...trace.problems].map(({ reference }) => withSlashes(reference));
  return new Set([...written, ...trace.files.map(({ path }) => `//${posix.relative(folder, path)}`)]);
}

if (corpus === undefined) {
  test.skip('the corpus of real files: shared/blend-corpus is not beside the clone', () => {});
} else {
  const expected = JSON.parse(readFileSync(join(corpus, 'expected.json'), 'utf8')) as Record<string, Judgement>;

  test('the corpus is whole', () => {
    const blends = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.blend'));
    expect(blends.sort()).toEqual(Object.keys(expected).sort());
  });

  test.each(Object.entries(expected))('%s', async (path, judgement) => {
    const root = join(corpus, rootOf(path));
    const project = posix.relative(rootOf(path), path);
    if (path.includes('corrupt_only_magic')) {
      await expect(traceProject(root, project)).rejects.toMatchObject({ kind: 'settings' });
      return;
    }
    const trace = await traceProject(root, project);
    expect(trace.compression).toBe(judgement.compression);
    expect(trace.version.replace('.', '')).toBe(shortVersion(judgement.header));

    const known = mentions(trace);
    const byBlender = new Set(judgement.blender_3_4_1?.map(withSlashes));
    expect([...byBlender].filter((each) => !known.has(each) && !(each in notDependencies))).toEqual([]);

    const traced = new Set(trace.files.map((file) => posix.join(rootOf(path), file.path)));
    const byTracer = new Set(judgement.bat_1_23?.flatMap(({ files }) => files.map(fromCorpus)));
    expect([...byTracer].filter((file) => !traced.has(file))).toEqual([]);

    const beyond = trace.files.filter((file) => {
      const fromProject = posix.relative(posix.dirname(project), file.path);
      const isJudged = byBlender.has(file.reference) || byBlender.has(`//${fromProject}`);
      return !isJudged && !byTracer.has(posix.join(rootOf(path), file.path)) && !(fromProject in beyondJudges);
    });
    expect(beyond.filter(({ kind }) => kind !== 'project')).toEqual([]);
    expect(trace.files.every((file) => statSync(join(root, file.path)).isFile())).toBe(true);
  });
}

/** `BLENDER-v304` → `34`, `BLENDER_v248` → `248`, `BLENDER17-01v0500` → `50`. */
function shortVersion(header: string): string {
  const digits = header.slice(-3);
  return digits.startsWith('2') ? digits : digits.replace('0', '');
}

/** The folder of the corpus that a file's project lies in. */
function rootOf(path: string): string {
  return path.startsWith('bat/') ? 'bat/blendfiles' : path.startsWith('synthetic/') ? 'synthetic' : posix.dirname(path);
}
