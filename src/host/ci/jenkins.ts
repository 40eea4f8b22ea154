import { folderFrom } from '../folders.ts';
import { commitOf, defined, encodePath, given, runOf, webAddress, type Environment, type KnownCi } from './facts.ts';

/** Jenkins. CHANGE_… are those of multibranch projects. */
export function jenkins(env: Environment): KnownCi | undefined {
  if (given(env, 'JENKINS_URL') === undefined || given(env, 'BUILD_NUMBER') === undefined) return undefined;
  const change = given(env, 'CHANGE_ID');
  const url = webAddress(given(env, 'BUILD_URL'));
  return {
    name: 'Jenkins',
    ...runOf(given(env, 'BUILD_TAG') ?? `jenkins-${given(env, 'BUILD_NUMBER') ?? ''}`),
    ...commitOf(given(env, 'GIT_COMMIT')),
    ...defined<Partial<KnownCi>>({
      branch: given(env, 'CHANGE_BRANCH', 'BRANCH_NAME', 'GIT_BRANCH'),
      change: change && `change ${change}`,
      checkout: folderFrom(env, 'WORKSPACE'),
      url,
      stranger: given(env, 'CHANGE_FORK') && 'a change from a fork',
      artifactUrl: url === undefined ? undefined : (path) => `${url.replace(/\/?$/, '/')}artifact/${encodePath(path)}`,
    }),
  };
}
