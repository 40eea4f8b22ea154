import { readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

// A bundler turns the URLs into the paths of copies beside the bundle; Blender gets files in any case.
const scripts = {
  'session.py': readFileSync(new URL('../scripts/session.py', import.meta.url), 'utf8'),
  'render.py': readFileSync(new URL('../scripts/render.py', import.meta.url), 'utf8'),
  'persistent_data.py': readFileSync(new URL('../scripts/persistent_data.py', import.meta.url), 'utf8'),
  'scene_settings.py': readFileSync(new URL('../scripts/scene_settings.py', import.meta.url), 'utf8'),
  'saved_files.py': readFileSync(new URL('../scripts/saved_files.py', import.meta.url), 'utf8'),
};

/** Two are for Blender's `--python`; they import the others. */
export type Script = 'session.py' | 'render.py';

/**
 * Writes all scripts, and what one of them is told, into a new folder: what a Blender before may have left, such as a link
 * in the place of a script, is not written through.
 * @param directory of the Blender process
 * @returns paths of the script and of its argument
 */
export async function writeScripts(
  directory: string,
  script: Script,
  told: object,
): Promise<{ script: string; scriptArgument: string }> {
  const folder = await mkdtemp(join(directory, 'scripts-'));
  for (const [name, text] of Object.entries(scripts)) await writeFile(join(folder, name), text);
  const scriptArgument = join(folder, 'told.json');
  await writeFile(scriptArgument, JSON.stringify(told));
  return { script: join(folder, script), scriptArgument };
}
