import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import type { PageReport } from './report/model.ts';

/** Writes the report page to a file; nobody ever sees half of it. */
export async function writeReportFile(path: string, report: PageReport): Promise<void> {
  const { writeReport } = await import('./report/html.ts');
  const partial = `${path}.part`;
  const stream = createWriteStream(partial);
  try {
    await writeReport(report, stream);
  } finally {
    await new Promise<void>((resolve) => stream.end(resolve));
  }
  await rename(partial, path);
}
