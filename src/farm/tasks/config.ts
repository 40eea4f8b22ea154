import type { RenderProject } from '../../frames/plan.ts';
import type { TaskConfig } from '../api/schema.ts';

/**
 * Name of the one folder that every path of a task lies in, on every machine. The Manager moves files outside
 * `project_path` elsewhere and rewrites only some references to them, so a texture beside the .blend's folder would be
 * lost (pink) in any other layout.
 */
export const taskRoot = '/project';

/** A frame as the Manager is told of it. */
export function taskConfig({ path, configuration }: RenderProject, frame: number): TaskConfig {
  const { samples, seed = 0, agents, compositing = true } = configuration;
  return {
    project: path,
    project_path: taskRoot,
    cwd_path: taskRoot,
    frame,
    ...(samples === undefined ? {} : { samples }),
    seed,
    ...(agents === undefined ? {} : { agents_num: agents }),
    use_compositing_nodes: compositing,
  };
}
