import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeLargeBlend } from '../__tests__/support/large-blend.ts';
import { traceProject } from '../src/project/blend/trace.ts';

/*
 * How long tracing a 500 MB project takes and how much memory, in a process of its own. Limits: 500 ms and 150 MB.
 *
 *     node bench/trace.ts
 */

const sizeBytes = 500_000_000;
const limits = { elapsedMs: 500, residentBytes: 150_000_000 };

if (process.argv[2] === 'child') {
  const startedAt = performance.now();
  const { problems } = await traceProject(process.argv[3] ?? '', 'large.blend');
  const elapsedMs = performance.now() - startedAt;
  const residentBytes = process.resourceUsage().maxRSS * 1024;
  console.log(JSON.stringify({ elapsedMs, residentBytes, problems: problems.length }));
} else {
  let isWithin = true;
  for (const compression of ['none', 'zstd'] as const) {
    const folder = mkdtempSync(join(tmpdir(), 'blendnet-bench-'));
    try {
      const path = join(folder, 'large.blend');
      writeLargeBlend(path, { sizeBytes, compression });
      const output = execFileSync(process.execPath, [import.meta.filename, 'child', folder], { encoding: 'utf8' });
      const { elapsedMs, residentBytes, problems } = JSON.parse(output) as Record<string, number>;
      isWithin &&= (elapsedMs ?? Infinity) < limits.elapsedMs && (residentBytes ?? Infinity) < limits.residentBytes;
      const megabytes = (bytes = 0): string => `${(bytes / 1e6).toFixed(0)} MB`;
      console.log(
        `${compression}: ${megabytes(statSync(path).size)} traced in ${elapsedMs?.toFixed(0)} ms, ` +
          `${megabytes(residentBytes)} resident, ${problems} missing files found`,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  process.exitCode = isWithin ? 0 : 1;
}
