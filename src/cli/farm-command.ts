import { RenderError } from '../errors.ts';

/** Serves this machine's Blender as a farm until it is told to end. */
export function farmCommand(_args: string[], _cancelled: AbortSignal): Promise<number> {
  throw new RenderError('settings', 'The local farm is not built yet.');
}
