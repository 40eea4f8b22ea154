import { folderFrom } from '../folders.ts';
import {
  commitOf,
  defined,
  encodePath,
  given,
  isTrue,
  runOf,
  webAddress,
  type Environment,
  type KnownCi,
} from './facts.ts';
import { gitlabFold } from './folds.ts';

/** GitLab. */
export function gitlab(env: Environment): KnownCi | undefined {
  if (!isTrue(env, 'GITLAB_CI')) return undefined;
  const request = given(env, 'CI_MERGE_REQUEST_IID');
  const page = webAddress(given(env, 'CI_PROJECT_URL'));
  const url = webAddress(given(env, 'CI_JOB_URL'));
  const source = given(env, 'CI_MERGE_REQUEST_SOURCE_PROJECT_ID');
  const isOwn = request === undefined || (source !== undefined && source === given(env, 'CI_MERGE_REQUEST_PROJECT_ID'));
  return {
    name: 'GitLab',
    ...runOf('gitlab', given(env, 'CI_PIPELINE_ID'), given(env, 'CI_JOB_ID')),
    ...commitOf(given(env, 'CI_MERGE_REQUEST_SOURCE_BRANCH_SHA', 'CI_COMMIT_SHA'), page && `${page}/-/commit/`),
    ...defined<Partial<KnownCi>>({
      branch: given(env, 'CI_MERGE_REQUEST_SOURCE_BRANCH_NAME', 'CI_COMMIT_REF_NAME'),
      change: request && `merge request ${request}`,
      checkout: folderFrom(env, 'CI_PROJECT_DIR'),
      url,
      stranger: isOwn ? undefined : 'a merge request from a fork',
      artifactUrl: url === undefined ? undefined : (path) => `${url}/artifacts/file/${encodePath(path)}`,
    }),
    fold: gitlabFold,
  };
}
