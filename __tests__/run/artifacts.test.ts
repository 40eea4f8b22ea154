import { describe, expect, test } from '@jest/globals';
import { RenderError } from '../../src/base/errors.ts';
import type { ResultKind } from '../../src/frames/kinds.ts';
import type { ArtifactOptions, ArtifactStore, Host } from '../../src/host/host.ts';
import { storeArtifacts, type Publication } from '../../src/run/artifacts.ts';
import { RecordedHost } from './recorded-host.ts';

const result = (frame: number, kind: ResultKind, extension: string) => ({
  ...{ kind, file: `frame-000${frame}.${kind}.${extension}`, sizeBytes: 1, sha1: '0'.repeat(40) },
});
const publication: Publication = {
  record: {
    ...{ version: 1, inputs: [] },
    frames: [
      { frame: 1, results: [result(1, 'render', 'exr'), result(1, 'compose', 'png')] },
      { frame: 2, results: [result(2, 'render', 'exr')] },
      { frame: 3, results: [] },
    ],
  },
  ...{ logs: ['frame-0003.log'], reportFile: '/out/shot-report.html', outputDirectory: '/out' },
};
const settings: Parameters<typeof storeArtifacts>[1] = {
  ...{ artifactName: 'shot', compressionLevel: 6, retentionDays: undefined, history: undefined },
};

interface Storing {
  stored: Awaited<ReturnType<typeof storeArtifacts>>;
  /** Files by the name of their artifact; a single file by its own. */
  files: Record<string, string[]>;
  options: ArtifactOptions[];
  lines: string[];
}

/** @param refusals by artifact, what its store refuses it with */
async function store(
  changes: { settings?: Partial<typeof settings>; publication?: Partial<Publication> } = {},
  refusals: Record<string, Error> = {},
): Promise<Storing> {
  const { log } = new RecordedHost();
  const files: Record<string, string[]> = {};
  const options: ArtifactOptions[] = [];
  const keep = (name: string, paths: string[], how: ArtifactOptions): { name: string } => {
    const refusal = refusals[name];
    if (refusal !== undefined) throw refusal;
    files[name] = paths;
    options.push(how);
    return { name };
  };
  const artifacts: ArtifactStore = {
    store: async (name, paths, directory, how) => {
      await Promise.resolve();
      expect(directory).toBe('/out');
      return { ...keep(name, paths, how), url: `https://code.example/${name}` };
    },
    storeFile: async (path, how) => {
      await Promise.resolve();
      return keep(path, [path], how);
    },
  };
  const host: Pick<Host, 'artifacts' | 'log'> = { artifacts: () => Promise.resolve(artifacts), log };
  const stored = await storeArtifacts(
    { ...publication, ...changes.publication },
    { ...settings, ...changes.settings },
    host,
  );
  return { stored, files, options, lines: log.lines };
}

test('where there is no service, the files stay where they are', async () => {
  const { log } = new RecordedHost();
  const host = { artifacts: () => Promise.resolve(undefined), log };
  expect(await storeArtifacts(publication, settings, host)).toEqual({ artifacts: [], refused: [] });
  expect(log.lines).toEqual([]);
});

test('each kind is an artifact with the record; logs go with the renders, and the report by itself', async () => {
  const { stored, files, options, lines } = await store();
  expect(files).toEqual({
    'shot-compose': ['/out/frame-0001.compose.png', '/out/render.json'],
    'shot-render': [
      ...['/out/frame-0001.render.exr', '/out/frame-0002.render.exr', '/out/frame-0003.log', '/out/render.json'],
    ],
    '/out/shot-report.html': ['/out/shot-report.html'],
  });
  expect(stored).toEqual({
    artifacts: [
      { name: 'shot-render', url: 'https://code.example/shot-render' },
      { name: 'shot-compose', url: 'https://code.example/shot-compose' },
    ],
    page: { name: '/out/shot-report.html' },
    refused: [],
  });
  expect(options).toEqual(Array(3).fill({ compressionLevel: 6 }));
  expect(lines).toEqual([
    'Artifact: shot-render https://code.example/shot-render',
    'Artifact: shot-compose https://code.example/shot-compose',
    'Artifact: /out/shot-report.html',
  ]);
});

describe('an artifact', () => {
  test('has the history where one is kept, and is kept as long as is set', async () => {
    const { files, options } = await store({ settings: { history: 'history.json', retentionDays: 3 } });
    expect(files['shot-compose']).toEqual(['/out/frame-0001.compose.png', '/out/render.json', '/out/history.json']);
    expect(options).toEqual(Array(3).fill({ compressionLevel: 6, retentionDays: 3 }));
  });

  test('of the last kind has the logs where there are no renders', async () => {
    const frames = [{ frame: 1, results: [result(1, 'compose', 'png')] }];
    const { files } = await store({ publication: { record: { ...publication.record, frames } } });
    expect(Object.keys(files)).toEqual(['shot-compose', '/out/shot-report.html']);
    expect(files['shot-compose']).toContain('/out/frame-0003.log');
  });

  test('of a kind that no frame has is not made', async () => {
    const nothing = { record: { ...publication.record, frames: [] } };
    expect(Object.keys((await store({ publication: nothing })).files)).toEqual([
      'shot-compose',
      '/out/shot-report.html',
    ]);
    const { files } = await store({ publication: { ...nothing, logs: [] } });
    expect(Object.keys(files)).toEqual(['/out/shot-report.html']);
  });

  test('that is refused is told, and the others are stored all the same', async () => {
    const refused = new RenderError('rejected', 'quota');
    const { stored, files } = await store({}, { 'shot-compose': refused, '/out/shot-report.html': refused });
    expect(stored).toEqual({
      artifacts: [{ name: 'shot-render', url: 'https://code.example/shot-render' }],
      refused: [refused, refused],
    });
    expect(Object.keys(files)).toEqual(['shot-render']);
  });

  test('that fails because the program is wrong is no refusal', async () => {
    const bug = new TypeError('x is undefined');
    await expect(store({}, { 'shot-render': bug })).rejects.toBe(bug);
  });
});
