import { RenderError } from '../base/errors.ts';
import { formatDependencies, formatDependencyTree, type FileContent } from '../project/blend/format-deps.ts';
import { readScene } from '../project/blend/scene.ts';
import { Digests } from '../project/digests.ts';
import type { ProjectRoot } from '../project/files.ts';
import { findProject } from '../project/inventory.ts';
import { openRoot } from '../project/open-root.ts';
import { surveyProject } from '../project/survey.ts';
import { chooseFrames, parseFrames, type FrameSelection } from '../frames/selection.ts';
import { helpFlag, parseFlags, parseValue } from './flags.ts';
import type { DepsJson } from './json.ts';

const options = {
  json: { type: 'boolean' },
  frames: { type: 'string', default: '' },
  'working-directory': { type: 'string' },
  help: helpFlag,
} as const;

const help = `Prints what a .blend needs, without rendering anything. Exits with 2 when something is missing.

Usage: blendnet-render deps FILE.blend [flags]

  --json                      print JSON: project, version, compression, scene, files
  --frames FRAMES             only what these frames need, as in render (default: all)
  --working-directory FOLDER  the folder that everything must lie in, and FILE.blend is seen from, as in render
                              (default: the repository around this folder; without one, this folder, or the
                              .blend's own when that is elsewhere)
`;

/** `blendnet-render deps`: the project's files as a tree, or as JSON. */
export async function depsCommand(args: string[], cancelled: AbortSignal): Promise<number> {
  const { values, positionals } = parseFlags('deps', args, options);
  if (values.help === true) {
    process.stdout.write(help);
    return 0;
  }
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) {
    throw new RenderError('settings', 'Name one .blend file.', { hint: 'blendnet-render deps --help explains.' });
  }
  const selection = parseValue('frames', values.frames, parseFrames);
  const root = await openRoot({
    ...{ workingDirectory: values['working-directory'], project: file },
    ...{ startedIn: process.cwd(), inRepository: true },
  });
  const project = await findProject(root, file);
  const { stamp } = await root.look(project);
  const { trace, inventory, problems } = await surveyProject(root, {
    ...{ project: { path: project, stamp }, dependencies: ['auto'], ignored: [], signal: cancelled },
    frames: await framesOf(selection, root, project),
  });
  if (trace === undefined) throw new Error('Nothing was traced.');
  const contents = new Map<string, FileContent>();
  const digests = new Digests();
  for (const found of inventory.files) {
    const sha1 = values.json === true ? { sha1: await digests.of(found, cancelled) } : {};
    contents.set(found.path, { sizeBytes: found.sizeBytes, ...sha1 });
  }
  if (values.json === true) {
    const json: DepsJson = formatDependencies(trace, contents);
    process.stdout.write(`${JSON.stringify(json)}\n`);
  } else process.stdout.write(formatDependencyTree(trace, contents));
  return problems.length === 0 ? 0 : 2;
}

/** Undefined: whichever frame is rendered. */
async function framesOf(selection: FrameSelection, root: ProjectRoot, project: string): Promise<number[] | undefined> {
  if (selection.kind === 'current') return undefined;
  if (selection.kind === 'list') return selection.frames;
  return chooseFrames(selection, await readScene(root.absolute(project), project));
}
