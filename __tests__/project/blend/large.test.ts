import { expect, test } from '@jest/globals';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openBlend } from '../../../src/project/blend/open-blend.ts';
import { traceProject } from '../../../src/project/blend/trace.ts';
import { writeLargeBlend } from '../../support/large-blend.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

const sizeBytes = 64 * 1024 * 1024;

test.each(['none', 'zstd'] as const)('of a large file (%s) only a small part is read', async (compression) => {
  using folder = new TemporaryFolder();
  const path = join(folder.path, 'large.blend');
  writeLargeBlend(path, { sizeBytes, compression });
  expect(statSync(path).size).toBeGreaterThan(sizeBytes);

  const { problems } = await traceProject(folder.path, 'large.blend');
  expect(problems.filter(({ kind }) => kind === 'missing')).toHaveLength(100);

  const { decodedBytes, groups } = await openBlend(path, 'large.blend', (blend) => ({
    decodedBytes: blend.bytes.decodedBytes,
    groups: blend.groups.length,
  }));
  expect(groups).toBeGreaterThan(164);
  expect(decodedBytes).toBeLessThan(sizeBytes / 10);
});
