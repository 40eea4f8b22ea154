import { Digests } from '../../src/project/digests.ts';
import { DigestThreads } from '../../src/project/digest-threads.ts';
import { ProjectRoot } from '../../src/project/files.ts';
import type { DigestWork } from '../digests.ts';
import { serveWork } from '../support/process.ts';

/* Digests all files at once, as a frame's are, and gives the milliseconds. */

serveWork(async ({ directory, paths }: DigestWork): Promise<number> => {
  const root = await ProjectRoot.open(directory);
  const files = await Promise.all(paths.map((path) => root.look(path)));
  const startedAtMs = performance.now();
  const threads = new DigestThreads(new URL('../../__tests__/fixtures/thread.ts', import.meta.url));
  const digests = new Digests(threads);
  await Promise.all(files.map((file) => digests.of(file)));
  const wallMs = performance.now() - startedAtMs;
  await threads.close();
  return wallMs;
});
