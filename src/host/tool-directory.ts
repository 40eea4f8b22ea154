import { join } from 'node:path';

/** Where programs are kept: with all others that actions fetch where there is a runner, else with our own state. */
export function toolDirectory(env: Readonly<Record<string, string | undefined>>, stateDirectory: string): string {
  return env['RUNNER_TOOL_CACHE'] ?? join(stateDirectory, 'tools');
}
