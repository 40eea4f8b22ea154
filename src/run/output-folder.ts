import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RenderError } from '../base/errors.ts';
import { makeFolder } from '../base/files/folders.ts';
import { dropPart, writePart } from '../base/files/replace.ts';
import { printable } from '../base/printable.ts';
import { historyFile } from '../frames/record/history.ts';
import { recordFile } from '../frames/record/schema.ts';
import type { ProjectRoot } from '../project/files.ts';
import type { Settings } from '../settings/settings.ts';

/** The report page's name, which is that of its artifact: a single file is stored under its own. */
export function reportName({ artifactName }: Pick<Settings, 'artifactName'>): string {
  return `${artifactName}-report.html`;
}

/**
 * Makes the folder for all that a run writes, and tries whether it can be written before anything is rendered.
 * @returns its path, without links
 * @throws RenderError `settings`, or what the file system refuses
 */
export async function openOutput(
  root: ProjectRoot,
  settings: Pick<Settings, 'artifactName' | 'outputDirectory'>,
): Promise<string> {
  const directory = await root.named('output-directory', settings.outputDirectory);
  await makeFolder(directory);
  await dropPart(await writePart(directory, recordFile, () => Promise.resolve()));
  for (const name of [recordFile, historyFile, reportName(settings)]) {
    const stats = await stat(join(directory, name)).catch(() => undefined);
    if (stats?.isDirectory() === true) throw folderInTheWay(join(directory, name));
  }
  return directory;
}

/** What stands where a file goes, and is none of ours to remove. */
export function folderInTheWay(path: string): RenderError {
  return new RenderError('settings', `${printable(path)} is a folder, and a file of the run goes there.`, {
    hint: 'Move the folder away, or choose another output-directory.',
  });
}
