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
import { azureFold } from './folds.ts';

/** Azure Pipelines. */
export function azure(env: Environment): KnownCi | undefined {
  if (!isTrue(env, 'TF_BUILD')) return undefined;
  const request = given(env, 'SYSTEM_PULLREQUEST_PULLREQUESTNUMBER', 'SYSTEM_PULLREQUEST_PULLREQUESTID');
  const page = webAddress(given(env, 'BUILD_REPOSITORY_URI'));
  const collection = webAddress(given(env, 'SYSTEM_COLLECTIONURI'));
  const build = given(env, 'BUILD_BUILDID') ?? '';
  const project = encodePath(given(env, 'SYSTEM_TEAMPROJECT') ?? '');
  const isOwn = request === undefined || /^false$/i.test(env['SYSTEM_PULLREQUEST_ISFORK'] ?? '');
  return {
    name: 'Azure Pipelines',
    ...runOf('azure', build, given(env, 'SYSTEM_JOBATTEMPT')),
    ...commitOf(given(env, 'SYSTEM_PULLREQUEST_SOURCECOMMITID', 'BUILD_SOURCEVERSION'), page && `${page}/commit/`),
    ...defined<Partial<KnownCi>>({
      branch: given(env, 'SYSTEM_PULLREQUEST_SOURCEBRANCH', 'BUILD_SOURCEBRANCH')?.replace(/^refs\/heads\//, ''),
      change: request && `pull request ${request}`,
      checkout: folderFrom(env, 'BUILD_SOURCESDIRECTORY'),
      url: collection && `${collection}${project}/_build/results?buildId=${encodeURIComponent(build)}`,
      stranger: isOwn ? undefined : 'a pull request from a fork',
    }),
    fold: azureFold,
  };
}
