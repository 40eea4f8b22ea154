import { relative } from 'node:path';
import type { Host } from '../host/host.ts';
import type { Review } from '../host/review.ts';
import type { ProjectRoot } from '../project/files.ts';

/* What every run does around its steps, whichever they are. */

/** Files are named below the working directory in here, and below the workspace out there. */
export function annotateBelow(root: ProjectRoot, host: Host): Host {
  const nameOf = (file: string): string => relative(host.workspace, root.absolute(file));
  const { review } = host;
  return {
    ...host,
    annotate: (annotation) => {
      const { file } = annotation;
      host.annotate(file === undefined ? annotation : { ...annotation, file: nameOf(file) });
    },
    ...(review && { review: async (token) => reviewBelow(nameOf, await review(token)) }),
  };
}

function reviewBelow(nameOf: (file: string) => string, review: Review): Review {
  return {
    ...review,
    check: (check) =>
      review.check({ ...check, remarks: check.remarks.map((one) => ({ ...one, file: nameOf(one.file) })) }),
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
