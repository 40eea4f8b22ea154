import { isRenderError, RenderError } from '../../base/errors.ts';
import type { ManagerClient } from '../api/client.ts';
import type { KeyedPlan } from '../../frames/plan.ts';
import type { TaskConfig } from '../api/schema.ts';
import { taskRoot } from './config.ts';
import type { Outages } from './outages.ts';
import type { Stager } from './stage.ts';

export interface SubmitContext {
  client: ManagerClient;
  stager: Stager;
  outages: Outages;
  signal: AbortSignal;
}

/**
 * Makes a task and runs it. A Manager that is killed forgets a task that was not run yet, and what is sent from then on
 * makes another one of that name: so its files are counted before it is run, for Blender would render without the others.
 * @throws RenderError `task-failed` when the Manager has forgotten it: another attempt is worth while.
 */
export async function submitTask(
  { client, stager, outages, signal }: SubmitContext,
  task: string,
  { frame, files, inputs }: KeyedPlan,
  config: TaskConfig,
): Promise<void> {
  await stager.stage(task, files, inputs);
  try {
    await outages.outlast(() => client.configure(task, config, signal));
    const registered = await outages.outlast(() => client.files(task, signal));
    if (files.some(({ path }) => registered[nameOnFarm(path)] !== inputs.get(path))) throw forgotten(frame);
    await outages.outlast(() => client.run(task, signal));
  } catch (error) {
    if (isRenderError(error, 'rejected') && error.message.includes('Unable to find task'))
      throw forgotten(frame, error);
    throw error;
  }
}

/** What the Manager calls a file of a configured task; it takes backslashes for separators. */
function nameOnFarm(path: string): string {
  return `${taskRoot}/${path.replaceAll('\\', '/')}`;
}

function forgotten(frame: number, cause?: RenderError): RenderError {
  const message = 'The Manager has forgotten the task while it was made, as it does when it is killed.';
  return new RenderError('task-failed', message, {
    frame,
    hint: 'Check why the Manager is started again and again; attempts sets how often a frame is sent.',
    cause,
  });
}
