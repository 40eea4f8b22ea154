import { stat } from 'node:fs/promises';
import { Contents } from '../../src/project/contents.ts';
import { DigestCache } from '../../src/project/digest-cache.ts';
import { ProjectRoot } from '../../src/project/files.ts';
import type { FingerprintTimes, FingerprintWork } from '../blend.ts';
import { serveWork } from '../support/process.ts';

/* Fingerprints a .blend as a run does, then once more with what the first look has kept. */

const hourMs = 3_600_000;

serveWork(async ({ directory, path }: FingerprintWork): Promise<FingerprintTimes> => {
  const file = await (await ProjectRoot.open(directory)).look(path);
  // What has only just been written would not be kept.
  const cache = await DigestCache.read('', () => Date.now() + hourMs);
  const { signal } = new AbortController();
  const look = async (): Promise<number> => {
    const startedAtMs = performance.now();
    const content = await new Contents(cache).of(file, { scripts: false }, signal);
    if (!('digest' in content)) throw new Error(content.uncertain);
    return performance.now() - startedAtMs;
  };
  const before = process.cpuUsage();
  const firstMs = await look();
  const { user, system } = process.cpuUsage(before);
  const secondMs = await look();
  const cpuMs = (user + system) / 1000;
  return { firstMs, secondMs, cpuMs, sizeBytes: (await stat(file.absolutePath)).size };
});
