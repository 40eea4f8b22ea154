import { appendFile } from 'node:fs/promises';
import { maxSummaryBytes } from './limits.ts';

/** Adds to the job summary, when there is one. */
export async function writeSummary(path: string | undefined, markdown: string): Promise<void> {
  if (path === undefined || path === '') return;
  if (Buffer.byteLength(markdown) > maxSummaryBytes) throw new Error('The job summary is longer than GitHub takes.');
  await appendFile(path, `${markdown}\n`);
}
