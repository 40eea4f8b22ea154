import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The program as it is released; `npm run bundle` makes it. */
const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
export const actionEntry = join(dist, 'action/index.js');
export const cliEntry = join(dist, 'cli/index.js');

const example = fileURLToPath(new URL('../../examples/project/', import.meta.url));

/** Puts a copy of the example project into a workspace and gives the .blend's path in it. */
export async function checkOutExample(workspace: string): Promise<string> {
  await cp(example, join(workspace, 'film'), { recursive: true });
  return 'film/scenes/shot.blend';
}
