import { folderFrom } from '../folders.ts';
import { commitOf, defined, given, isTrue, runOf, webAddress, type Environment, type KnownCi } from './facts.ts';

/** CircleCI. The page of its commit is not told: the repository's address may be one for ssh. */
export function circleci(env: Environment): KnownCi | undefined {
  if (!isTrue(env, 'CIRCLECI')) return undefined;
  const request = /\/(\d+)$/.exec(given(env, 'CIRCLE_PULL_REQUEST') ?? '')?.[1] ?? given(env, 'CIRCLE_PR_NUMBER');
  // Only given in builds of forks.
  const fork = given(env, 'CIRCLE_PR_USERNAME', 'CIRCLE_PR_REPONAME', 'CIRCLE_PR_NUMBER');
  return {
    name: 'CircleCI',
    ...runOf('circleci', given(env, 'CIRCLE_BUILD_NUM')),
    ...commitOf(given(env, 'CIRCLE_SHA1')),
    ...defined<Partial<KnownCi>>({
      branch: given(env, 'CIRCLE_BRANCH'),
      change: request && `pull request ${request}`,
      checkout: folderFrom({ folder: env['CIRCLE_WORKING_DIRECTORY']?.replace(/^~/, env['HOME'] ?? '~') }, 'folder'),
      url: webAddress(given(env, 'CIRCLE_BUILD_URL')),
      stranger: fork && 'a pull request from a fork',
    }),
  };
}
