import { printable } from '../../base/printable.ts';

/* How the logs of CIs fold: a line before and after what belongs together. */

export interface Fold {
  /** Whether one may lie in another; else only the outermost folds. */
  nests: boolean;
  /** @param id tells the folds of a log apart */
  start(title: string, id: string): string;
  end(id: string): string;
}

const now = (): number => Math.floor(Date.now() / 1000);
/** Back to the line's start, and what the mark said is wiped: people do not see it. */
const wiped = '\r\u001b[0K';

/** docs.gitlab.com, “Custom collapsible sections”. */
export const gitlabFold: Fold = {
  nests: true,
  start: (title, id) => `\u001b[0Ksection_start:${now()}:${id}${wiped}${printable(title)}`,
  end: (id) => `\u001b[0Ksection_end:${now()}:${id}${wiped}`,
};

export const azureFold: Fold = {
  nests: false,
  start: (title) => `##[group]${printable(title)}`,
  end: () => '##[endgroup]',
};

export const actionsFold: Fold = {
  nests: false,
  start: (title) => `::group::${printable(title).replaceAll('%', '%25')}`,
  end: () => '::endgroup::',
};
