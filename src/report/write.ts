import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import type { PageReport } from './model.ts';

/** Writes the report page to a file; nobody ever sees half of it, and nothing is left of one that failed. */
export async function writeReportFile(path: string, report: PageReport): Promise<void> {
  const { writeReport } = await import('./html.ts');
  const partial = `${path}.${randomBytes(4).toString('hex')}.part`;
  const handle = await open(partial, 'wx');
  const stream = handle.createWriteStream();
  try {
    await writeReport(report, stream);
    await finished(stream.end());
    await rename(partial, path);
  } catch (error) {
    stream.destroy();
    await rm(partial, { force: true });
    throw error;
  }
}
