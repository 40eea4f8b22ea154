import { RenderError } from '../base/errors.ts';
import { findTriggeringRun } from '../host/github/triggering-run.ts';
import { openReview } from '../host/github/review.ts';
import { readPayload } from '../host/payload.ts';
import { openHere } from '../project/open-root.ts';
import { describeRecord } from '../report/from-record.ts';
import { unread } from '../report/pictures.ts';
import { formatSummary } from '../report/summary.ts';
import { maxCommentRows, maxReviewBytes } from '../run/review.ts';
import type { GitHubPlace } from './github-place.ts';
import { readRecord } from './read-record.ts';

/**
 * Comments on the pull request of another run, whose record may be a stranger's work: texts and figures are shown as
 * texts and figures, links are our own, pictures are none. Which pull request it is, GitHub says.
 */
export async function commentFromRecord(
  { api, env, token, signal, flags }: GitHubPlace,
  results: string,
): Promise<void> {
  const run = await findTriggeringRun(api, readPayload(env['GITHUB_EVENT_PATH']));
  if (run === undefined) {
    throw new RenderError('settings', 'This event is no workflow_run.', {
      hint: 'See examples/workflows/comment.yml.',
    });
  }
  const directory = await (await openHere(process.cwd())).named('RESULTS', results);
  const record = await readRecord(results, directory);
  const runUrl = `${api.url}/actions/runs/${run.id}`;
  const told = { ...record, commit: run.sha, commitUrl: `${api.url}/commit/${run.sha}` };
  const report = describeRecord(told, { output: directory }, unread);
  const markdown = formatSummary(
    report,
    { reportUrl: runUrl, artifacts: [] },
    { onDifference: 'fail', requireBaseline: false },
    { maxRows: maxCommentRows, maxBytes: maxReviewBytes },
  );
  const identity = { run: String(run.id), attempt: run.attempt };
  const log = { info: (line: string) => void process.stderr.write(`${line}\n`) };
  const { pullRequest, sha } = run;
  if (pullRequest === undefined) {
    log.info('No open pull request is at the commit of that run any more.');
    return;
  }
  const review = await openReview({ env, token, identity, sha, log, signal, pullRequest });
  const url = await review.comment({ name: flags['artifact-name'], markdown, begin: true });
  if (url !== undefined) log.info(`Comment: ${url}`);
}
