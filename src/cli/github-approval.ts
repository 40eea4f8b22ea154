import { RenderError } from '../base/errors.ts';
import { formatFrames } from '../base/ranges.ts';
import { approveCommand, wayToApprove } from '../frames/approving.ts';
import { parseFrames } from '../frames/selection.ts';
import { answer, decide, parseApprovalRequest, type ApprovalRequest } from '../host/github/approval.ts';
import { postCheck } from '../host/github/check.ts';
import { writeOutputs } from '../host/github/outputs.ts';
import { readPayload } from '../host/payload.ts';
import { openHere } from '../project/open-root.ts';
import { framesToReview, formatOutcome, stateOf } from '../report/frame-state.ts';
import { describeRecord } from '../report/from-record.ts';
import { formatCode } from '../report/markdown.ts';
import type { FrameReport } from '../report/model.ts';
import { unread } from '../report/pictures.ts';
import { checkName } from '../run/review.ts';
import type { GitHubPlace } from './github-place.ts';
import { readRecord } from './read-record.ts';

function requestOf({ env }: GitHubPlace): ApprovalRequest | undefined {
  return parseApprovalRequest(env['GITHUB_EVENT_NAME'] ?? '', readPayload(env['GITHUB_EVENT_PATH']));
}

/** Sets the outputs that the workflow goes on with, or says on the pull request why it does not. */
export async function askApproval(place: GitHubPlace): Promise<void> {
  const { api, env, flags } = place;
  const say = (text: string, approve = false): void => {
    process.stderr.write(`${text}\n`);
    if (!approve) writeOutputs({ approve: 'false' });
  };
  const request = requestOf(place);
  if (request === undefined) {
    say('Nothing is asked for.');
    return;
  }
  const frames = framesOf(request);
  if (frames === undefined) {
    await answer(api, request, '-1', `Name the frames like this: \`${approveCommand} 1,5-10\``);
    say('The frames are none.');
    return;
  }
  const artifact = `${flags['artifact-name']}-${flags.kind}`;
  const decision = await decide(api, request, artifact);
  if (decision.kind === 'no-right') {
    await answer(api, request, '-1');
    say('Who asks may not write to the repository.');
  } else if (decision.kind === 'refused') {
    await answer(api, request, '-1', decision.why);
    say(decision.why);
  } else if (decision.kind === 'fork') {
    const { run } = decision;
    const repository = env['GITHUB_REPOSITORY'] ?? '';
    const here = { where: 'github', run: String(run), repository, hasWorkflow: false, inPullRequest: true } as const;
    const way = wayToApprove(here, { results: '', baseline: flags.baseline, artifact }, frames);
    const why = 'The branch is in a fork, which this workflow cannot write to.';
    await answer(api, request, '-1', `${why} To approve: ${way.words}\n\n${formatCode(way.line)}`);
    say(why);
  } else {
    const { run, sha, branch } = decision;
    const list = formatFrames(frames).replaceAll(' ', '');
    writeOutputs({ approve: 'true', run: String(run), sha, branch, frames: list });
    say(`Approve ${list === '' ? 'all frames' : `frames ${list}`} of run ${run}`, true);
  }
}

/** @returns all as an empty list; undefined for what names no frames */
function framesOf({ frames }: ApprovalRequest): number[] | undefined {
  try {
    const selection = parseFrames(frames);
    return selection.kind === 'list' ? selection.frames : selection.kind === 'current' ? [] : undefined;
  } catch {
    return undefined;
  }
}

/** Answers when the pictures are committed: the check of the new commit, which no run will set. */
export async function answerApproved(place: GitHubPlace, results: string): Promise<void> {
  const { api, env, flags } = place;
  if (!/^[0-9a-f]{40,64}$/.test(flags.sha)) throw new RenderError('settings', '--sha names no commit.');
  const directory = await (await openHere(process.cwd())).named('RESULTS', results);
  const report = describeRecord(await readRecord(results, directory), { output: directory }, unread);
  const selection = parseFrames(flags.frames);
  const approved = selection.kind === 'list' ? new Set(selection.frames) : undefined;
  const left = framesToReview(report.frames).filter(
    (frame) => isFailed(frame) || (approved && !approved.has(frame.frame)),
  );
  const runUrl = `${api.url}/actions/runs/${env['GITHUB_RUN_ID'] ?? ''}`;
  const waiting = formatFrames(left.map(({ frame }) => frame));
  await postCheck(
    api,
    {
      name: checkName({ artifactName: flags['artifact-name'] }),
      conclusion: left.some(isFailed) ? 'failure' : left.length > 0 ? 'action_required' : 'success',
      title: left.length === 0 ? 'Approved' : `Frames ${waiting} are not approved`,
      summary: `${formatOutcome(report.frames)}. The pictures of that run are the baseline of this commit.`,
      remarks: [],
    },
    { sha: flags.sha, id: `approved-${env['GITHUB_RUN_ID'] ?? ''}`, runUrl },
  );
  const request = requestOf(place);
  if (request !== undefined) await answer(api, request, '+1');
}

function isFailed(frame: FrameReport): boolean {
  return ['failed', 'cancelled'].includes(stateOf(frame));
}
