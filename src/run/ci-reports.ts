import { rm, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { RenderError } from '../base/errors.ts';
import { makeFolder } from '../base/files/folders.ts';
import { writeWhole } from '../base/files/replace.ts';
import { printable } from '../base/printable.ts';
import type { RenderProject } from '../frames/plan.ts';
import { historyFile } from '../frames/record/history.ts';
import { recordFile } from '../frames/record/schema.ts';
import type { Host } from '../host/host.ts';
import type { ProjectRoot } from '../project/files.ts';
import { formatCodeQuality } from '../report/code-quality.ts';
import { formatJUnit } from '../report/junit.ts';
import type { RunReport } from '../report/model.ts';
import type { Settings } from '../settings/settings.ts';
import { folderInTheWay } from './output-folder.ts';

/* What CIs read of a run, beside its report page. */

/** Where those files go, absolute; those that are not wanted are missing. */
export interface CiReports {
  junit?: string;
  codeQuality?: string;
}

/**
 * Finds the places of the reports before anything is rendered. What earlier runs left there is removed: a CI would take it
 * for this run's when that ends early.
 * @param outputDirectory absolute, without links
 * @throws RenderError `settings`, or what the file system refuses
 */
export async function openCiReports(
  root: ProjectRoot,
  outputDirectory: string,
  { junit, codeQuality }: Pick<Settings, 'junit' | 'codeQuality'>,
): Promise<CiReports> {
  const open = async (setting: string, value: string): Promise<string> => {
    const path = await root.named(setting, value);
    if ([recordFile, historyFile].some((name) => path === join(outputDirectory, name))) {
      throw new RenderError('settings', `${setting} "${printable(value)}" is a file that the run writes itself.`, {
        hint: 'Choose another name.',
      });
    }
    return await openPlace(path);
  };
  return {
    ...(junit === undefined ? {} : { junit: await open('junit', junit) }),
    ...(codeQuality === undefined ? {} : { codeQuality: await open('code-quality', codeQuality) }),
  };
}

async function openPlace(path: string): Promise<string> {
  await makeFolder(dirname(path));
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isDirectory() === true) throw folderInTheWay(path);
  await rm(path, { force: true });
  return path;
}

/** Writes the reports that are wanted. */
export async function writeCiReports(
  { junit, codeQuality }: CiReports,
  report: RunReport,
  settings: Pick<Settings, 'requireBaseline'>,
  { project, host }: { project: Pick<RenderProject, 'path' | 'directory'>; host: Pick<Host, 'checkout' | 'workspace'> },
): Promise<void> {
  if (junit !== undefined) await writeWhole(junit, formatJUnit(report, settings));
  if (codeQuality === undefined) return;
  await writeWhole(codeQuality, formatCodeQuality(report, nameInRepository(project, host)));
}

/** The .blend as its repository has it. A job in a container may be told of a checkout that is elsewhere in there. */
function nameInRepository(
  { directory, path }: Pick<RenderProject, 'path' | 'directory'>,
  { checkout, workspace }: Pick<Host, 'checkout' | 'workspace'>,
): string {
  const name = relative(checkout ?? workspace, join(directory, path)).replaceAll(sep, '/');
  return name.startsWith('../') || isAbsolute(name) ? path : name;
}
