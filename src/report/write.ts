import { finished } from 'node:stream/promises';
import { replaceWhole, streamInto } from '../base/files/replace.ts';
import type { PageReport } from './model.ts';

/** Writes the report page to a file; nobody ever sees half of it, and nothing is left of one that failed. */
export async function writeReportFile(path: string, report: PageReport): Promise<void> {
  const { writeReport } = await import('./html.ts');
  await replaceWhole(path, async (handle) => {
    const stream = streamInto(handle);
    await writeReport(report, stream);
    await finished(stream.end());
  });
}
