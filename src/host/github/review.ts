import type { Log } from '../../base/log.ts';
import type { Clock } from '../../base/waiting.ts';
import type { RunIdentity } from '../../frames/identity.ts';
import type { Review } from '../review.ts';
import { openApi } from './api.ts';
import { postCheck } from './check.ts';
import { postComment } from './comment.ts';
import { pullRequestOf, readPayload } from '../payload.ts';
import { storePictures } from './picture-branch.ts';

export interface ReviewPlace {
  env: Readonly<Record<string, string | undefined>>;
  token: string;
  identity: Pick<RunIdentity, 'run' | 'attempt'>;
  /** The commit that is reviewed: of a pull request its head. */
  sha: string | undefined;
  log: Pick<Log, 'info'>;
  signal: AbortSignal;
  /** Default: the one of the event. */
  pullRequest?: number | undefined;
  clock?: Clock;
}

/** GitHub's pages about the commit. @throws RenderError as {@link openApi} */
export async function openReview(place: ReviewPlace): Promise<Review> {
  const { env, identity, sha = '', log } = place;
  const { run, attempt } = identity;
  const api = await openApi(place);
  const pullRequest = place.pullRequest ?? pullRequestOf(readPayload(env['GITHUB_EVENT_PATH']));
  return {
    comment: async (comment) => {
      if (pullRequest === undefined) {
        log.info('Comment: none, since this run is about no pull request');
        return undefined;
      }
      return await postComment(api, comment, { pullRequest, run: Number(run), log });
    },
    check: async (check) => {
      const runUrl = `${api.url}/actions/runs/${run}`;
      await postCheck(api, check, { sha, id: `${run}-${attempt}`, runUrl });
    },
    storePictures: async (name, pictures, days) => {
      // Names of artifacts may have spaces and more, but nothing that leads out of a folder.
      const folder = `${run}-${attempt}-${name}`;
      return await storePictures(api, { folder, pictures, days, today: new Date() });
    },
  };
}
