import { messageOf, RenderError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import { sentences } from '../base/sentences.ts';
import type { Host } from '../host/host.ts';
import type { Check, CheckRemark, Review } from '../host/review.ts';
import { framesToReview, decidingPictureOf, formatOutcome } from '../report/frame-state.ts';
import { waitsForApproval } from '../report/differences.ts';
import type { RunReport } from '../report/model.ts';
import type { Settings } from '../settings/settings.ts';
import { settingsTable } from '../settings/table.ts';

/*
 * What is said where the commit is reviewed: pictures, comment, check. A finished render never fails because the job lacks
 * a right for them: a notice tells what to add.
 */

export type ReviewSettings = Pick<
  Settings,
  'artifactName' | 'check' | 'comment' | 'githubToken' | 'pictures' | 'retentionDays'
>;
type ReviewHost = Pick<Host, 'annotate' | 'log' | 'review'>;

/** Pictures in a branch, which all clones bring along: those to look at first, each no more than a photograph. */
const maxStrips = 24;
const maxStripBytes = 1_500_000;
/** How long they stay where `retention-days` does not say. */
const pictureDays = 30;
/** GitHub's own limits are 65,536 characters for a comment, and one less for a check's summary. */
export const maxReviewBytes = 64_000;
/** Rows that stand openly in a comment. */
export const maxCommentRows = 20;

/** Opens what the settings ask for; undefined where nothing is asked for or nothing can be done. */
export async function openReview(settings: ReviewSettings, host: ReviewHost): Promise<Review | undefined> {
  const { comment, check, pictures } = settings;
  const githubToken = settings.githubToken.trim();
  const wanted = [comment !== 'off' && 'comment', check && 'check', pictures === 'branch' && 'pictures'];
  const names = wanted.filter((name) => name !== false).join(', ');
  if (names === '') return undefined;
  if (host.review === undefined) {
    host.log.info(`Review:  nothing is said (${names}), which only the action does`);
    return undefined;
  }
  if (githubToken === '') {
    tellNotice(host, `${names}: github-token is not set. Add \`github-token: \${{ github.token }}\` beside it.`);
    return undefined;
  }
  const { review } = host;
  return await attempt(host, () => review(githubToken));
}

/** Puts small pictures of the frames to review where links lead to. @returns their addresses by frame */
export async function storeStrips(
  review: Review | undefined,
  report: RunReport,
  settings: ReviewSettings,
  host: ReviewHost,
): Promise<Map<number, string>> {
  const strips = new Map<number, string>();
  if (review === undefined || settings.pictures !== 'branch') return strips;
  const pictures = new Map<string, Uint8Array>();
  const names = new Map<number, string>();
  for (const frame of framesToReview(report.frames).slice(0, maxStrips)) {
    const bytes = await drawStrip(frame);
    if (bytes === undefined || bytes.length > maxStripBytes) continue;
    const name = `frame-${frame.frame}.png`;
    pictures.set(name, bytes);
    names.set(frame.frame, name);
  }
  if (pictures.size === 0) return strips;
  const { artifactName, retentionDays = pictureDays } = settings;
  const urls = await attempt(host, () => review.storePictures(artifactName, pictures, retentionDays));
  for (const [frame, name] of names) {
    const url = urls?.get(name);
    if (url !== undefined) strips.set(frame, url);
  }
  return strips;
}

/** Of a picture that nobody can read, the verdict tells. */
async function drawStrip(frame: RunReport['frames'][number]): Promise<Uint8Array | undefined> {
  try {
    return (await decidingPictureOf(frame)?.readStrip?.())?.bytes;
  } catch (error) {
    if (!(error instanceof RenderError)) throw error;
    return undefined;
  }
}

/** Writes the comment, or brings it up to date. */
export async function comment(
  review: Review | undefined,
  { frames }: RunReport,
  markdown: string,
  settings: ReviewSettings,
  host: ReviewHost,
): Promise<void> {
  if (review === undefined || settings.comment === 'off') return;
  const begin = settings.comment === 'always' || framesToReview(frames).length > 0;
  const name = settings.artifactName;
  const url = await attempt(host, () => review.comment({ name, markdown, begin }));
  if (url !== undefined) host.log.info(`Comment: ${url}`);
}

/** What a check says of a run. */
export interface Judged {
  report: RunReport;
  failure: RenderError | undefined;
  summary: string;
  remarks: CheckRemark[];
  url: string | undefined;
}

export async function check(
  review: Review | undefined,
  { report, failure, summary, remarks, url }: Judged,
  settings: ReviewSettings,
  host: ReviewHost,
): Promise<void> {
  if (review === undefined || !settings.check) return;
  await attempt(host, () =>
    review.check({
      name: checkName(settings),
      conclusion: concludes(report, failure),
      title: formatOutcome(report.frames),
      ...{ summary, remarks, ...(url === undefined ? {} : { url }) },
    }),
  );
}

/** Of a run that ended before there was anything to tell: whoever waits for the check is not left waiting. */
export async function checkEarlyEnd(
  error: RenderError,
  summary: string,
  settings: ReviewSettings,
  host: ReviewHost,
): Promise<void> {
  if (!settings.check) return;
  const review = await openReview(settings, host);
  const conclusion = error.kind === 'cancelled' ? 'cancelled' : 'failure';
  const title = 'Nothing was rendered';
  await attempt(host, async () =>
    review?.check({ name: checkName(settings), conclusion, title, summary, remarks: [] }),
  );
}

export function checkName({ artifactName }: Pick<ReviewSettings, 'artifactName'>): string {
  return artifactName === settingsTable['artifact-name'].default
    ? 'BlendNet Render'
    : `BlendNet Render (${artifactName})`;
}

function concludes({ frames }: RunReport, failure: RenderError | undefined): Check['conclusion'] {
  if (failure !== undefined && failure.kind !== 'different') {
    return failure.kind === 'cancelled' ? 'cancelled' : 'failure';
  }
  return waitsForApproval(frames) ? 'action_required' : 'success';
}

/** What is refused is said, and fails nothing. */
async function attempt<T>(host: ReviewHost, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RenderError && error.kind !== 'cancelled') {
      tellNotice(host, sentences(error.message, error.hint));
    } else host.log.warning(`Review: ${printable(messageOf(error))}`);
    return undefined;
  }
}

function tellNotice(host: ReviewHost, message: string): void {
  host.annotate({ level: 'notice', title: 'Pull request', message });
}
