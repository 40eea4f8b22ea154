import { dirname, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf, RenderError } from '../errors.ts';
import { formatDependencies, formatDependencyTree, type FileContent } from '../project/blend/format-deps.ts';
import { traceProject } from '../project/blend/trace.ts';
import { Digests } from '../project/digests.ts';
import { ProjectRoot } from '../project/files.ts';
import { parseFrames } from '../project/frames.ts';

const options = {
  json: { type: 'boolean' },
  frames: { type: 'string', default: '' },
  'working-directory': { type: 'string' },
  help: { type: 'boolean' },
} as const;

const help = `Prints what a .blend needs, without rendering anything. Exits with 2 when something is missing.

Usage: blendnet-render deps FILE.blend [flags]

  --json                      print JSON: project, version, compression, scene, files
  --frames FRAMES             only what these frames need, as in render (default: all)
  --working-directory FOLDER  the folder that everything must lie in (default: this one, or the .blend's own
                              when that is elsewhere)
`;

/** `blendnet-render deps`: the project's files as a tree, or as JSON. */
export async function depsCommand(args: string[], cancelled: AbortSignal): Promise<number> {
  const { values, positionals } = parseDepsArguments(args);
  if (values.help === true) {
    process.stdout.write(help);
    return 0;
  }
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) {
    throw new RenderError('settings', 'Name one .blend file.', { hint: 'blendnet-render deps --help explains.' });
  }
  const root = await ProjectRoot.open(chooseDirectory(file, values['working-directory']));
  const selection = parseFrames(values.frames);
  const trace = await traceProject(root.directory, relative(root.directory, resolve(file)), {
    signal: cancelled,
    ...(selection.kind === 'list' ? { frames: selection.frames } : {}),
  });
  const contents = new Map<string, FileContent>();
  const digests = new Digests();
  for (const { path } of trace.files) {
    const found = await root.look(path);
    const sha1 = values.json === true ? { sha1: await digests.of(found) } : {};
    contents.set(path, { sizeBytes: found.sizeBytes, ...sha1 });
  }
  const text =
    values.json === true
      ? `${JSON.stringify(formatDependencies(trace, contents))}\n`
      : formatDependencyTree(trace, contents);
  process.stdout.write(text);
  return trace.problems.length === 0 ? 0 : 2;
}

function chooseDirectory(file: string, given: string | undefined): string {
  if (given !== undefined) return given;
  return relative(process.cwd(), resolve(file)).startsWith('..') ? dirname(resolve(file)) : process.cwd();
}

function parseDepsArguments(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (cause) {
    const hint = 'blendnet-render deps --help lists every flag.';
    throw new RenderError('settings', messageOf(cause).split('. To specify')[0] ?? '', { cause, hint });
  }
}
