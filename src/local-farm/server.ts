import { RenderError } from '../errors.ts';

export function startLocalFarm(_options: {
  stateDirectory: string;
  blender: string;
  username: string;
  password: string;
  log: (line: string) => void;
}): Promise<{ url: string; stop: () => Promise<void> }> {
  throw new RenderError('no-agents', 'The local farm is not built yet.');
}
