import { clientFor, sourceOf } from './clients.ts';
import type { ScriptedManager } from './scripted-manager.ts';

/** Puts tasks into the Manager's queue. */
export async function submit(manager: ScriptedManager, ...tasks: string[]): Promise<void> {
  await using client = clientFor(manager);
  for (const [index, task] of tasks.entries()) {
    await client.upload(task, 'shot.blend', sourceOf(Buffer.from('B')));
    await client.configure(task, {
      project: 'shot.blend',
      project_path: '/project',
      cwd_path: '/project',
      frame: index,
      samples: 100,
      seed: 0,
      use_compositing_nodes: true,
    });
    await client.run(task);
  }
}
