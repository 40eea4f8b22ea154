import type { RenderProject } from '../../frames/plan.ts';
import type { TaskConfig } from '../api/schema.ts';
import { defaultSamples, sharingAgents } from './workloads.ts';

/**
 * Name of the one folder that every path of a task lies in, on every machine. The Manager moves files outside
 * `project_path` elsewhere and rewrites only some references to them, so a texture beside the .blend's folder would be
 * lost (pink) in any other layout.
 */
export const taskRoot = '/project';

/**
 * A frame as the Manager is told of it. It cuts the samples for `agents_num` Agents, all by default.
 * @param known how many Agents the farm has
 */
export function taskConfig({ path, configuration }: RenderProject, frame: number, known: number): TaskConfig {
  const { samples, seed = 0, agents, compositing = true } = configuration;
  const sharing = sharingAgents(samples ?? defaultSamples, agents ?? known);
  return {
    project: path,
    project_path: taskRoot,
    cwd_path: taskRoot,
    frame,
    ...(samples === undefined ? {} : { samples }),
    seed,
    ...(agents === undefined && sharing === known ? {} : { agents_num: sharing }),
    use_compositing_nodes: compositing,
  };
}
