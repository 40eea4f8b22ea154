import { Stager, type StageOptions } from '../../src/farm/tasks/stage.ts';
import { clientFor } from './clients.ts';
import { foreverMs, TestClock } from './clock.ts';
import type { TestProject } from './projects.ts';
import type { ScriptedManager } from './scripted-manager.ts';

export const mebibyte = 1024 * 1024;

/**
 * A stager as a run has it, and what it tells. It waits for an outage on a clock of its own, for early answers in real time.
 */
export function stagerFor(
  manager: ScriptedManager,
  options: Partial<Omit<StageOptions, 'clock'>> = {},
  latencyMs = 20,
): {
  stager: Stager;
  clock: TestClock;
  notices: string[];
  stage: (task: string, project: TestProject) => Promise<void>;
} {
  const notices: string[] = [];
  const clock = new TestClock();
  const stager = new Stager(
    clientFor(manager),
    {
      concurrency: 3,
      patienceMs: foreverMs,
      signal: new AbortController().signal,
      onNotice: (text) => notices.push(text),
      clock,
      ...options,
    },
    latencyMs,
  );
  const stage = (task: string, { files, digests }: TestProject): Promise<void> => stager.stage(task, files, digests);
  return { stager, clock, notices, stage };
}

/** `count` textures, each with a content of its own. */
export function sharedFiles(count: number, sizeBytes: number): Record<string, { randomBytes: number }> {
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [`textures/${n}.png`, { randomBytes: sizeBytes }]));
}
