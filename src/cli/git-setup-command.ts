import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RenderError } from '../base/errors.ts';
import { isNotThere } from '../base/files/errors.ts';
import { writeWhole } from '../base/files/replace.ts';
import { runGit } from '../project/git/run-git.ts';
import { helpFlag, parseFlags } from './flags.ts';

const options = { remove: { type: 'boolean' }, help: helpFlag } as const;

const help = `Makes git diff, git log -p and git show tell what changed in .blend files of this repository.

Usage: blendnet-render git-setup [--remove]

  --remove                    undo it

Writes a line to .gitattributes, to commit, and the command to this clone's configuration: each clone runs it once.
`;

/** What git's driver for .blend files needs in .gitattributes. */
export const attributesLine = '*.blend diff=blend';
const textconv = 'blendnet-render diff --textconv';

/** `blendnet-render git-setup`: git's driver for .blend files. */
export async function gitSetupCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseFlags('git-setup', args, options);
  if (values.help === true) {
    process.stdout.write(help);
    return 0;
  }
  if (positionals.length > 0) throw new RenderError('settings', 'git-setup takes no names.');
  const root = (await runGit(process.cwd(), ['rev-parse', '--show-toplevel'])).replace(/\r?\n$/, '');
  const isRemoved = values.remove === true;
  await setLine(join(root, '.gitattributes'), !isRemoved);
  if (isRemoved) {
    // git fails where there is nothing to remove.
    await runGit(root, ['config', '--local', '--remove-section', 'diff.blend']).catch(() => undefined);
    process.stdout.write('git shows .blend files as it did before.\n');
    return 0;
  }
  await runGit(root, ['config', '--local', 'diff.blend.textconv', textconv]);
  process.stdout.write(
    'git diff tells what changed in .blend files now. Commit .gitattributes; each clone runs this once.\n',
  );
  return 0;
}

/** The last line about a file counts, so that ours goes to the end. */
async function setLine(path: string, isWanted: boolean): Promise<void> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isNotThere(error)) return '';
    throw error;
  });
  const others = text.split('\n').filter((one) => one.trim() !== attributesLine);
  const kept = others.join('\n').replace(/\n*$/, '');
  const wanted = [...(kept === '' ? [] : [kept]), ...(isWanted ? [attributesLine] : [])]
    .map((one) => `${one}\n`)
    .join('');
  if (wanted !== text) await writeWhole(path, wanted);
}
