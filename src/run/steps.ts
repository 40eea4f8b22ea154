import { relative } from 'node:path';
import type { Host } from '../host/host.ts';
import type { ProjectRoot } from '../project/files.ts';

/* What every run does around its steps, whichever they are. */

/** Files are named below the working directory in here, and below the workspace out there. */
export function annotateBelow(root: ProjectRoot, host: Host): Host {
  return {
    ...host,
    annotate: (annotation) => {
      const { file } = annotation;
      host.annotate(
        file === undefined ? annotation : { ...annotation, file: relative(host.workspace, root.absolute(file)) },
      );
    },
  };
}

/** One step of a run, with its lines below its title. */
export async function step<T>(host: Pick<Host, 'log'>, title: string, work: () => Promise<T>): Promise<T> {
  const end = host.log.group(title);
  try {
    return await work();
  } finally {
    end();
  }
}
