import { folderFrom } from '../folders.ts';
import { commitOf, defined, given, runOf, webAddress, type Environment, type KnownCi } from './facts.ts';

/** Woodpecker, which many a Gitea and Forgejo has. It does not tell where a pull request comes from. */
export function woodpecker(env: Environment): KnownCi | undefined {
  if (given(env, 'CI_SYSTEM_NAME') !== 'woodpecker' && env['CI'] !== 'woodpecker') return undefined;
  const request = given(env, 'CI_COMMIT_PULL_REQUEST');
  const page = webAddress(given(env, 'CI_REPO_URL'));
  return {
    name: 'Woodpecker',
    ...runOf('woodpecker', given(env, 'CI_REPO_ID'), given(env, 'CI_PIPELINE_NUMBER')),
    ...commitOf(given(env, 'CI_COMMIT_SHA'), page && `${page}/commit/`),
    ...defined<Partial<KnownCi>>({
      branch: given(env, 'CI_COMMIT_SOURCE_BRANCH', 'CI_COMMIT_BRANCH'),
      change: request && `pull request ${request}`,
      checkout: folderFrom(env, 'CI_WORKSPACE'),
      url: webAddress(given(env, 'CI_PIPELINE_URL')),
      stranger: request && 'a pull request, of which Woodpecker does not say where it comes from',
    }),
  };
}
