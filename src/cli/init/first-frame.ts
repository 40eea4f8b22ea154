import { parseFrames } from '../../frames/selection.ts';
import type { Host } from '../../host/host.ts';
import { finishRun } from '../../run/finish.ts';
import type { SettingName } from '../../settings/table.ts';
import type { InitJson } from '../json.ts';
import type { Choices } from './workflows.ts';

/** Renders the first of the frames, where a Blender is at hand. */
export async function renderFirst(
  { project, frames, fewerSamples }: Choices,
  host: Host,
): Promise<InitJson['firstFrame']> {
  const selection = parseFrames(frames);
  const settings: Partial<Record<SettingName, string>> = {
    project,
    // The scene's own first frame would have to be read; its current one shows as much.
    frames: selection.kind === 'list' ? String(selection.frames[0]) : '',
    ...(fewerSamples ? { samples: '32' } : {}),
  };
  const { failure } = await finishRun((name) => settings[name], host);
  if (failure === undefined) return { state: 'rendered' };
  const message = [failure.message, failure.hint].filter(Boolean).join(' ');
  return { state: failure.kind === 'no-agents' ? 'no-blender' : 'failed', message };
}
