import { Stager } from '../../src/farm/tasks/stage.ts';
import { clientFor } from './clients.ts';
import { foreverMs, TestClock } from './clock.ts';
import { outagesFor } from './outages.ts';
import type { TestProject } from './projects.ts';
import type { ScriptedManager } from './scripted-manager.ts';

export const mebibyte = 1024 * 1024;

/**
 * A stager as a run has it, and what it tells. It waits for an outage on a clock of its own, for early answers in real time.
 */
export function stagerFor(
  manager: Pick<ScriptedManager, 'url'>,
  options: { patienceMs?: number; concurrency?: number; signal?: AbortSignal } = {},
  latencyMs = 20,
): {
  stager: Stager;
  clock: TestClock;
  notices: string[];
  stage: (task: string, project: TestProject) => Promise<void>;
} {
  const notices: string[] = [];
  const clock = new TestClock();
  const { patienceMs = foreverMs, concurrency = 3, signal = new AbortController().signal } = options;
  const onNotice = (text: string): void => void notices.push(text);
  const stager = new Stager(
    clientFor(manager),
    { concurrency, outages: outagesFor({ patienceMs, signal, onNotice, clock }), signal, onNotice },
    latencyMs,
  );
  const stage = (task: string, { files, digests }: TestProject): Promise<void> => stager.stage(task, files, digests);
  return { stager, clock, notices, stage };
}

/** `count` textures, each with a content of its own. */
export function sharedFiles(count: number, sizeBytes: number): Record<string, { randomBytes: number }> {
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [`textures/${n}.png`, { randomBytes: sizeBytes }]));
}
