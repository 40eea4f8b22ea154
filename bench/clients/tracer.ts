import { traceProject } from '../../src/project/blend/trace.ts';
import { serveWork } from '../support/process.ts';
import type { TraceWork } from '../trace.ts';

/* Traces a project, and gives the milliseconds. */

serveWork(async ({ directory, path }: TraceWork): Promise<number> => {
  const startedAtMs = performance.now();
  await traceProject(directory, path);
  return performance.now() - startedAtMs;
});
