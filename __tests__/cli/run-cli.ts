import { fileURLToPath } from 'node:url';
import { runCli, type CliOptions } from '../support/runner.ts';

export const cliEntry = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

export interface CliRun {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the command line from its sources, in a directory. */
export async function runFromSources(args: string[], cwd: string, options: Partial<CliOptions> = {}): Promise<CliRun> {
  const { exitCode, stdout, stderr, orphans } = await runCli({ entry: cliEntry, args, cwd, ...options });
  if (orphans.length > 0) throw new Error(`Left running: ${orphans.join(', ')}`);
  return { exitCode, stdout, stderr };
}
