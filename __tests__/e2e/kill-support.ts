import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startScriptedManager, type ScriptedManager } from '../support/scripted-manager.ts';
import { checkOut, renderAsScripted, type Workspace } from './reuse-support.ts';

const entry = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

/** What came of a run that was killed, the same command again, and once more on a farm that has seen nothing. */
export interface KillOutcome {
  /** Requests that the Manager had got, of what the first run reached. */
  killedAfter: number;
  /** Frames that were done on the Manager when the run was killed. */
  framesDone: number;
  /** How often each frame was rendered, by frame. */
  renders: Map<number, number>;
  pictures: Map<string, Buffer>;
  /** In the output directory, half written. */
  leftovers: string[];
  /** The third run: everything comes from the state directory. */
  again: { bytesUploaded: number; framesRendered: number; pictures: Map<string, Buffer> };
}

/** Runs the command line to its end, or kills it as soon as `killed` says so. */
async function run(
  workspace: Workspace,
  manager: ScriptedManager,
  killed = (_: ScriptedManager): boolean => false,
): Promise<number | null> {
  const args = [entry, 'sequence.blend', '--manager-url', manager.url, '--frames', 'scene', '--poll-interval', '0.1'];
  const env = { PATH: process.env['PATH'] ?? '', HOME: workspace.temporary };
  const child = spawn(process.execPath, args, { cwd: workspace.path, env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  await Promise.race([ended, manager.until(killed)]);
  child.kill('SIGKILL');
  const [exitCode] = (await ended) as [number | null];
  return exitCode;
}

/** Runs to the end without {@link run}'s kill. */
async function runToEnd(workspace: Workspace, manager: ScriptedManager): Promise<void> {
  const exitCode = await run(workspace, manager);
  if (exitCode !== 0) throw new Error(`the run ended with ${String(exitCode)}`);
}

/** Requests that a run makes which nobody disturbs, and the pictures it brings home. */
export async function runUndisturbed(): Promise<{ requests: number; pictures: Map<string, Buffer> }> {
  await using workspace = await checkOut();
  await using manager = await startScriptedManager({ script: renderAsScripted });
  await runToEnd(workspace, manager);
  return { requests: manager.requests.length, pictures: await workspace.results() };
}

/** Kills a run when the Manager has got that many requests, and runs again. */
export async function killAndRunAgain(killedAfter: number): Promise<KillOutcome> {
  await using workspace = await checkOut();
  const renders = new Map<number, number>();
  await using manager = await startScriptedManager({
    script: (task) => {
      const frame = task.config.frame ?? -1;
      renders.set(frame, (renders.get(frame) ?? 0) + 1);
      return renderAsScripted(task);
    },
  });
  await run(workspace, manager, ({ requests }) => requests.length >= killedAfter);
  const framesDone = [...manager.tasks.values()].filter(({ state }) => state === 'COMPLETED').length;
  await runToEnd(workspace, manager);
  const pictures = await workspace.results();
  const files = await readdir(path.join(workspace.path, 'blendnet-results'));

  await using fresh = await startScriptedManager({ script: renderAsScripted });
  await runToEnd(workspace, fresh);
  return {
    killedAfter,
    framesDone,
    renders,
    pictures,
    leftovers: files.filter((file) => file.endsWith('.part')),
    again: {
      bytesUploaded: fresh.bytesReceived,
      framesRendered: fresh.tasks.size,
      pictures: await workspace.results(),
    },
  };
}

/** `count` moments from 1 to `last`, spread evenly and shifted by chance; the same for the same seed. */
export function seededMoments(count: number, last: number, seed: number): number[] {
  let state = seed;
  const random = (): number => {
    // A linear congruential generator with the constants of Numerical Recipes.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: count }, (_, index) => 1 + Math.floor(((index + random()) / count) * last));
}
