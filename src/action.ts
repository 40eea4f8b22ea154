import { randomBytes } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { RenderError } from './base/errors.ts';
import { keepHeapSmall } from './base/heap.ts';
import { checkNode } from './base/node.ts';
import type { GitHubHost } from './host/github/github.ts';
import type { Host } from './host/host.ts';
import { inputName } from './settings/environment.ts';
import { lines as parseLines } from './settings/parsers.ts';
import type { SettingReader } from './settings/settings.ts';

/*
 * GitHub's entry, for main and post alike: the state that main saves tells post what it is. What is heavy is imported
 * when it is needed.
 */

/** State that main leaves for post. */
const jobState = 'job';
const doneState = 'done';

async function main(host: GitHubHost): Promise<void> {
  host.saveState(jobState, host.identity.job);
  keepHeapSmall();
  const { finishRun } = await import('./run/finish.ts');
  const { failure, left } = await finishRun(readInput, host, await findWork());
  if (failure !== undefined) host.fail(failure);
  // Tasks that are left on the Manager are for post to remove.
  if (left.length === 0) host.saveState(doneState, 'true');
}

/** Which of the repository's actions this is: `plan/action.yml` and `merge/action.yml` say so by an input. */
async function findWork() {
  const command = readInput('command');
  if (command === 'plan') {
    const { planOutputs } = await import('./run/plan-shards.ts');
    return (read: SettingReader, host: Host) => planOutputs(read, host, readInput('shards') ?? '');
  }
  if (command === 'merge') {
    const { mergeShards } = await import('./run/merge/merge.ts');
    return (read: SettingReader, host: Host) => mergeShards(read, host, parseLines(readInput('directories') ?? ''));
  }
  return undefined;
}

/** Removes what main could not, when it was killed in the middle. */
async function post(host: GitHubHost): Promise<void> {
  if (process.env[`STATE_${doneState}`] === 'true') return;
  const { cleanUp } = await import('./run/leftovers.ts');
  await cleanUp(readInput, host);
}

/** An input's text: undefined when the runner does not know it, '' when it was given as nothing. */
function readInput(name: string): string | undefined {
  return process.env[inputName(name)];
}

async function start(): Promise<void> {
  // The runner cancels with SIGINT, then SIGTERM after 7.5 s, and tells this process only.
  const cancel = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      cancel.abort(new RenderError('cancelled', 'The run was cancelled.'));
    });
  }
  const { createGitHubHost } = await import('./host/github/github.ts');
  const job = process.env[`STATE_${jobState}`];
  const host = createGitHubHost(process.env, {
    // Not this module, which a bundle puts elsewhere: what the runner started, and a thread can start again.
    entry: pathToFileURL(process.argv[1] ?? ''),
    cancelled: cancel.signal,
    job: job ?? randomBytes(2).toString('hex'),
  });
  // What is thrown where nobody catches it would be printed as it is, secrets included.
  process.on('uncaughtException', (error) => {
    host.fail(error);
    process.exit();
  });
  try {
    await (job === undefined ? main(host) : post(host));
  } catch (error) {
    host.fail(error);
  }
}

checkNode();
if (isMainThread) {
  await start();
  // Kept-alive sockets of the artifact service would hold the step open for minutes.
  process.stdout.write('', () => process.exit());
} else if (parentPort !== null && (workerData as { room?: string }).room === 'cache') {
  // Here and not in run/threads.ts, because the command line has no use for the package.
  (await import('./host/github/cache-thread.ts')).serveCache(parentPort);
} else {
  await (await import('./run/threads.ts')).serveRunThread();
}
