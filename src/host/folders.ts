import { userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** A folder that a variable names. One that is empty or relative counts as unset: it would lead into the project. */
export function folderFrom(env: Environment, name: string): string | undefined {
  const value = env[name] ?? '';
  return isAbsolute(value) ? value : undefined;
}

/** Where caches go, by the XDG Base Directory Specification. */
export function cacheFolder(env: Environment): string {
  return folderFrom(env, 'XDG_CACHE_HOME') ?? join(homeFolder(env), '.cache');
}

/** Where programs are kept: with all that actions fetch where there is a runner, else with our own state. */
export function toolFolder(env: Environment, stateDirectory: string): string {
  return folderFrom(env, 'RUNNER_TOOL_CACHE') ?? join(stateDirectory, 'tools');
}

function homeFolder(env: Environment): string {
  const named = folderFrom(env, 'HOME') ?? folderFrom(env, 'USERPROFILE');
  if (named !== undefined) return named;
  try {
    return userInfo().homedir;
  } catch {
    // A user without a name, as in containers: nothing is kept where only root may write, and that is said.
    return '/';
  }
}
