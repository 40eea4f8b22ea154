import { printable } from '../base/printable.ts';
import type { Annotation, Host } from '../host/host.ts';

/** Something worth an annotation. */
export interface Remark {
  /** `Frames 3, 7-12 failed`. */
  title: string;
  message: string;
  /** Below the working directory. */
  file?: string | undefined;
}

/** Remarks of one kind; GitHub shows ten annotations of a step. */
const maxRemarks = 8;

/** Annotates the first remarks and logs the others. */
export function remark(host: Pick<Host, 'annotate' | 'log'>, level: Annotation['level'], remarks: Remark[]): void {
  for (const { title, message, file } of remarks.slice(0, maxRemarks)) {
    host.annotate({ level, title, message, ...(file === undefined ? {} : { file }) });
  }
  for (const { title, message } of remarks.slice(maxRemarks)) {
    host.log.info(`${level}: ${title}: ${printable(message, 1000)}`);
  }
}

/** Remarks of several levels, the gravest first. */
export function remarkByLevel(
  host: Pick<Host, 'annotate' | 'log'>,
  remarks: (Remark & Pick<Annotation, 'level'>)[],
): void {
  for (const each of ['error', 'warning', 'notice'] as const) {
    remark(
      host,
      each,
      remarks.filter(({ level }) => level === each),
    );
  }
}
