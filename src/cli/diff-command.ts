import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRenderError, RenderError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import { compareBlends } from '../project/blend/diff/compare.ts';
import { describeDifference } from '../project/blend/diff/describe.ts';
import { formatLines, textOf } from '../project/blend/diff/format.ts';
import type { Line } from '../project/blend/diff/line.ts';
import { openBlend } from '../project/blend/open-blend.ts';
import { findPairs, type Pair } from './diff-pairs.ts';
import { helpFlag, parseFlags } from './flags.ts';
import type { DiffJson } from './json.ts';

const options = {
  json: { type: 'boolean' },
  'exit-code': { type: 'boolean' },
  textconv: { type: 'boolean' },
  help: helpFlag,
} as const;

const help = `Tells what differs between two .blend files, without Blender. What a save alone changes is not told.

Usage: blendnet-render diff OLD.blend NEW.blend [flags]
       blendnet-render diff REVISION [REVISION] [-- FILE.blend …] [flags before --]
                              files of a git revision, compared with another one or with the working tree;
                              with the libraries that files which are named link from

  --exit-code                 exit with 1 when something differs that a picture can show
  --json                      print JSON: files with their changes
  --textconv                  print one .blend as lines of text, as git's textconv wants it
`;

/** `blendnet-render diff`: what differs, as text or JSON. */
export async function diffCommand(args: string[], env: NodeJS.ProcessEnv, cancelled: AbortSignal): Promise<number> {
  const dashes = args.indexOf('--');
  const { values, positionals } = parseFlags('diff', dashes < 0 ? args : args.slice(0, dashes), options);
  const files = dashes < 0 ? [] : args.slice(dashes + 1);
  if (values.help === true) {
    process.stdout.write(help);
    return 0;
  }
  if (values.textconv === true) return await printText(positionals.concat(files), cancelled);
  const temporary = await mkdtemp(join(tmpdir(), 'blendnet-render-diff-'));
  try {
    const pairs = await findPairs(positionals, files, temporary, cancelled);
    const json: DiffJson = { files: [] };
    for (const pair of pairs) {
      const changes = await comparePair(pair, cancelled);
      if (pair.isLibrary && changes.length === 0) continue;
      json.files.push({ file: pair.file, same: !changes.some(({ inPicture }) => inPicture), changes });
    }
    if (values.json === true) process.stdout.write(`${JSON.stringify(json)}\n`);
    else process.stdout.write(formatFiles(json, process.stdout.isTTY && !env.NO_COLOR));
    return values['exit-code'] === true && json.files.some(({ same }) => !same) ? 1 : 0;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function printText(files: string[], cancelled: AbortSignal): Promise<number> {
  const [file, ...more] = files;
  if (file === undefined || more.length > 0) throw new RenderError('settings', 'Name one .blend file.');
  try {
    await openBlend(file, file, (blend) => {
      for (const text of textOf(blend, cancelled)) process.stdout.write(text);
    });
  } catch (error) {
    // git would end its whole diff or log because of one file that nobody can read.
    if (!isRenderError(error, 'settings')) throw error;
    process.stdout.write(`unreadable: ${error.message}\n`);
  }
  return 0;
}

async function comparePair({ file, before, after }: Pair, cancelled: AbortSignal): Promise<Line[]> {
  if (before === undefined) return [{ change: 'added', dataBlock: 'file', inPicture: true }];
  if (after === undefined) return [{ change: 'removed', dataBlock: 'file', inPicture: true }];
  return await openBlend(before, file === after ? before : file, async (old) =>
    openBlend(after, file, (young) => describeDifference(compareBlends(old, young, cancelled), old, young)),
  );
}

function formatFiles({ files }: DiffJson, isColoured: boolean): string {
  const shown = files.filter(({ changes }) => changes.length > 0);
  return shown
    .map(({ file, changes }) => (files.length > 1 ? `${printable(file)}\n` : '') + formatLines(changes, isColoured))
    .join('\n');
}
