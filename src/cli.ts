import { pathToFileURL } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { checkNode } from './base/node.ts';

/* The command line's entry. Commands are imported when they are called. */

checkNode();
if (isMainThread) {
  // Whoever reads the log may end first, as `tee` does with the same Ctrl-C: what is under way is cleaned up all the same.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const { runCommandLine } = await import('./cli/command-line.ts');
  // Not this module, which a bundle puts elsewhere: what was started, and a thread can start again.
  const [, started = '', ...args] = process.argv;
  process.exitCode = await runCommandLine(args, process.env, pathToFileURL(started));
  // Flushes what is written before ending: sockets of an aborted run may linger.
  process.stdout.write('', () => process.exit());
} else {
  await (await import('./run/threads.ts')).serveRunThread();
}
