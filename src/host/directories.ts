import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where state is kept on a machine that is nobody's runner. @param home what stands in where there is none */
export function userStateDirectory(env: Environment, home: string): string {
  const cacheHome = env['XDG_CACHE_HOME'] ?? join(env['HOME'] ?? env['USERPROFILE'] ?? home, '.cache');
  return join(cacheHome, 'blendnet-render');
}

/** Where programs are kept: with all that actions fetch where there is a runner, else with our own state. */
export function toolDirectory(env: Environment, stateDirectory: string): string {
  return env['RUNNER_TOOL_CACHE'] ?? join(stateDirectory, 'tools');
}
