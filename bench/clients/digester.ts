import { Digests } from '../../src/project/digest.ts';
import { ProjectRoot } from '../../src/project/files.ts';
import type { DigestWork } from '../digests.ts';
import { serveWork } from '../support/process.ts';

/* Digests all files at once, as a frame's are, and gives the milliseconds. */

serveWork(async ({ directory, paths }: DigestWork): Promise<number> => {
  const root = await ProjectRoot.open(directory);
  const files = await Promise.all(paths.map((path) => root.look(path)));
  const startedAtMs = performance.now();
  const digests = new Digests();
  await Promise.all(files.map((file) => digests.of(file)));
  return performance.now() - startedAtMs;
});
