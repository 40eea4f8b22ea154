import { formatFrames } from '../base/ranges.ts';
import { version } from '../base/version.ts';

/*
 * How results become the baseline, for where one is. Every text that tells it, such as the report, the summary and
 * annotations, takes it from here.
 */

/** Where somebody stands who looks at a run. */
export type Approving =
  /** Before the folders themselves. */
  | { where: 'here' }
  /** Before a CI that keeps the results somewhere. */
  | { where: 'ci' }
  /** Before a run of GitHub, whose artifacts hold the results. */
  | { where: 'github'; run: string; repository: string; hasWorkflow: boolean; inPullRequest: boolean };

/** The folders of a run as its settings name them. */
export interface ApprovedFolders {
  results: string;
  baseline: string;
  /** The artifact with the pictures that are compared, where there are any. */
  artifact?: string;
}

export const approveCommand = '/approve-render';
export const approveLabel = 'approve-render';
/** How the program is called where it is not installed. */
export const npx = `npx --yes --package github:blendnet-render/blendnet-render#v${version} blendnet-render`;

/** Something to do, and the line to type for it. */
export interface Way {
  /** `on the pull request, comment`. */
  words: string;
  line: string;
}

/** @param frames those to approve; undefined: all that are new or differ */
export function wayToApprove(approving: Approving, folders: ApprovedFolders, frames?: readonly number[]): Way {
  const list = frames === undefined ? '' : formatFrames(frames).replaceAll(' ', '');
  const flag = list === '' ? '' : ` --frames=${list}`;
  const { results, baseline, artifact = 'blendnet-compose' } = folders;
  if (approving.where === 'here') {
    return {
      words: 'in a terminal, type',
      line: `blendnet-render approve ${quote(results)} ${quote(baseline)}${flag}`,
    };
  }
  const taken = `${npx} approve results ${quote(baseline)}${flag} && git add ${quote(baseline)}`;
  if (approving.where === 'ci') {
    const from = `put this job’s ${results} into a folder results beside the baseline, and type`;
    return { words: from, line: taken };
  }
  const { run, repository, hasWorkflow, inPullRequest } = approving;
  if (hasWorkflow && inPullRequest) {
    return { words: 'on the pull request, comment', line: `${approveCommand}${list === '' ? '' : ` ${list}`}` };
  }
  const download = `gh run download ${run} --repo ${quote(repository)} --name ${quote(artifact)} --dir results`;
  const words = 'in a clone of the branch, type';
  return { words, line: `${download} && ${taken} && git commit -m 'Approve renders' && git push` };
}

/** {@link wayToApprove} as one sentence. */
export function sayHowToApprove(way: Way): string {
  // In marks, since a sentence's full stop is no part of it.
  return `To approve: ${way.words} “${way.line}”`;
}

/** An argument as every shell takes it. */
function quote(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
