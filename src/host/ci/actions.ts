import { folderFrom } from '../folders.ts';
import { findCommit } from '../github/commit.ts';
import { findStranger } from '../trust.ts';
import { defined, given, isTrue, runOf, webAddress, type Environment, type KnownCi } from './facts.ts';
import { actionsFold } from './folds.ts';

/** A step of GitHub, Gitea or Forgejo that calls the command line. */
export function actions(env: Environment): KnownCi | undefined {
  if (!isTrue(env, 'GITHUB_ACTIONS')) return undefined;
  const server = webAddress(given(env, 'GITHUB_SERVER_URL'))?.replace(/\/$/, '');
  const page = `${server ?? ''}/${given(env, 'GITHUB_REPOSITORY') ?? ''}`;
  const run = given(env, 'GITHUB_RUN_ID');
  const request = /^refs\/pull\/(\d+)\//.exec(env['GITHUB_REF'] ?? '')?.[1];
  const name = isTrue(env, 'FORGEJO_ACTIONS') ? 'Forgejo' : isTrue(env, 'GITEA_ACTIONS') ? 'Gitea' : 'GitHub';
  return {
    name,
    ...runOf(name.toLowerCase(), run, given(env, 'GITHUB_RUN_ATTEMPT')),
    ...(server === undefined ? {} : findCommit(env, page)),
    ...defined<Partial<KnownCi>>({
      branch: given(env, 'GITHUB_HEAD_REF', 'GITHUB_REF_NAME'),
      change: request && `pull request ${request}`,
      checkout: folderFrom(env, 'GITHUB_WORKSPACE'),
      url: server === undefined || run === undefined ? undefined : `${page}/actions/runs/${encodeURIComponent(run)}`,
      stranger: findStranger(env),
    }),
    fold: actionsFold,
  };
}
