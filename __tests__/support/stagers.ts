import { Stager, type StageOptions } from '../../src/farm/tasks/stage.ts';
import { clientFor } from './clients.ts';
import type { TestProject } from './projects.ts';
import type { ScriptedManager } from './scripted-manager.ts';

export const mebibyte = 1024 * 1024;

/** A stager as a run has it, and what it tells. */
export function stagerFor(
  manager: ScriptedManager,
  options: Partial<StageOptions> = {},
  latencyMs = 20,
): { stager: Stager; notices: string[]; stage: (task: string, project: TestProject) => Promise<void> } {
  const notices: string[] = [];
  const stager = new Stager(
    clientFor(manager, { idleTimeoutMs: 500 }),
    {
      concurrency: 8,
      patienceMs: 5_000,
      signal: new AbortController().signal,
      onNotice: (text) => notices.push(text),
      ...options,
    },
    latencyMs,
  );
  const stage = (task: string, { files, digests }: TestProject): Promise<void> => stager.stage(task, files, digests);
  return { stager, notices, stage };
}

/** `count` textures, each with a content of its own. */
export function sharedFiles(count: number, sizeBytes: number): Record<string, { randomBytes: number }> {
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [`textures/${n}.png`, { randomBytes: sizeBytes }]));
}
