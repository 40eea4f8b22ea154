import { relative } from 'node:path';
import { failureKinds, RenderError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import { createTerminalHost } from '../host/terminal/terminal.ts';
import { openHere } from '../project/open-root.ts';
import { settingsTable } from '../settings/table.ts';
import { helpFlag, parseFlags, parseValue } from './flags.ts';
import { makeChanges, planChanges, type Change } from './init/changes.ts';
import { checkFrames, choose, nobody, parseCi, terminalAsker, type Asker } from './init/choose.ts';
import { renderFirst } from './init/first-frame.ts';
import { lookAround, type FoundBlend, type Repository } from './init/look.ts';
import { ciNames, type Choices } from './init/workflows.ts';
import type { InitJson } from './json.ts';

const options = {
  ci: { type: 'string' },
  frames: { type: 'string' },
  farm: { type: 'boolean' },
  'no-baseline': { type: 'boolean' },
  'no-render': { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
  json: { type: 'boolean' },
  help: helpFlag,
} as const;

const help = `Sets a repository up: looks at it, asks what it cannot see, writes the CI's workflow, .gitattributes and .gitignore, and
renders a first frame where a Blender is at hand. What is there is left as it is.

Usage: blendnet-render init [PROJECT.blend] [flags]

  --ci NAME                   ${Object.keys(ciNames).join(', ')} (default: the one that is used)
  --frames FRAMES             as in render (default: the first, the last and one between)
  --farm                      there is a BlendNet farm to render on
  --no-baseline               keep no pictures in the repository to compare with
  --no-render                 render no first frame
  --dry-run                   show what would be written, and write nothing
  --yes, -y                   ask nothing; so it is without a terminal, too
  --json                      print JSON: blends, changes, firstFrame, next; asks nothing
`;

/** The folder of a run's results, which git is not to keep. */
const results = settingsTable['output-directory'].default;

type Values = ReturnType<typeof parseFlags<typeof options>>['values'];

/** `blendnet-render init`. */
export async function initCommand(
  args: string[],
  env: NodeJS.ProcessEnv,
  entry: URL,
  cancelled: AbortSignal,
): Promise<number> {
  const { values, positionals } = parseFlags('init', args, options);
  if (values.help === true) {
    process.stdout.write(help);
    return 0;
  }
  const [project, ...more] = positionals;
  if (more.length > 0) throw new RenderError('settings', 'init takes one .blend at most.');
  const { directory, seenFrom } = await openHere(process.cwd());
  const repository = await lookAround(directory, [results]);
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  if (values.json !== true) say(describeRepository(repository));
  const choices = await chooseFrom(
    repository,
    project && relative(directory, `${seenFrom}/${project}`),
    values,
    cancelled,
  );
  const changes = await planChanges(repository, choices, results);
  const isDry = values['dry-run'] === true;
  if (!isDry) await makeChanges(directory, changes);

  const isRendered = !isDry && values['no-render'] !== true && !choices.farm;
  const host = () =>
    createTerminalHost({
      ...{ env, entry, cancelled, workingDirectory: directory, stream: process.stderr, verbose: false },
      onOutputs: () => undefined,
    });
  if (values.json !== true)
    process.stdout.write(`${changes.map((change) => describeChange(change, isDry)).join('\n')}\n`);
  const firstFrame: InitJson['firstFrame'] = isRendered ? await renderFirst(choices, host()) : { state: 'left' };
  const next = nextSteps(repository, choices, changes);
  if (values.json === true) {
    const { ci, frames, project: chosen } = choices;
    const json: InitJson = {
      ...{ dryRun: isDry, ci, project: chosen, frames, lfs: repository.lfs },
      ...{ blends: repository.blends.map(toJson), changes, firstFrame, next },
    };
    process.stdout.write(`${JSON.stringify(json)}\n`);
  } else process.stdout.write(formatEnd(firstFrame, next));
  return firstFrame.state === 'failed' ? failureKinds['task-failed'].exitCode : 0;
}

async function chooseFrom(
  repository: Repository,
  project: string | undefined,
  values: Values,
  signal: AbortSignal,
): Promise<Choices> {
  const isAsking = values.yes !== true && values.json !== true && process.stdin.isTTY && process.stderr.isTTY;
  const ask: Asker = isAsking ? terminalAsker(process.stdin, process.stderr, signal) : nobody;
  try {
    return await choose(
      repository,
      {
        project: project?.replaceAll('\\', '/'),
        frames: values.frames === undefined ? undefined : checkFrames(values.frames),
        ci: values.ci === undefined ? undefined : parseValue('ci', values.ci, parseCi),
        farm: values.farm,
        baseline: values['no-baseline'] === true ? false : undefined,
      },
      ask,
    );
  } finally {
    ask.close();
  }
}

const lfsWords: Record<Repository['lfs'], string> = {
  used: 'Git LFS keeps .blend files.',
  possible: 'Git LFS will keep .blend files.',
  committed: 'git keeps .blend files as they are. With Git LFS: git lfs migrate import --include="*.blend"',
  missing: 'Git LFS is not installed; large .blend files are best kept by it.',
};

function describeRepository({ blends, ci, lfs, directory, isGit }: Repository): string {
  const shown = blends.slice(0, 20).map((blend) => `  ${describeBlend(blend)}`);
  const more = blends.length > shown.length ? [`  and ${blends.length - shown.length} more`] : [];
  return [
    `${printable(directory)}${isGit ? '' : ' (not in git yet: git init)'}`,
    ...[...shown, ...more],
    ...(ci === undefined ? [] : [`CI: ${ciNames[ci].title}`]),
    ...(isGit ? [lfsWords[lfs]] : []),
  ].join('\n');
}

function describeBlend({ path, version, scene, problem }: FoundBlend): string {
  if (scene === undefined) return printable(`${path}: ${problem ?? ''}`);
  const { engine, frameStart, frameEnd, camera } = scene;
  const facts = [
    `Blender ${version ?? '?'}`,
    engine,
    `frames ${frameStart}-${frameEnd}`,
    ...(camera ? [] : ['no camera']),
  ];
  return printable(`${path}: ${facts.join(', ')}`);
}

function toJson({ path, version, scene, problem }: FoundBlend): InitJson['blends'][number] {
  if (scene === undefined) return { path, problem: problem ?? '' };
  const { engine, frameStart, frameEnd, camera } = scene;
  return { path, engine, frameStart, frameEnd, camera, ...(version === undefined ? {} : { version }) };
}

/** A line for each file; a dry run shows its text, too. */
function describeChange({ path, change, text }: Change, isDry: boolean): string {
  const [would, did] = { new: ['Would write', 'Wrote'], added: ['Would add to', 'Added to'], left: ['', ''] }[change];
  if (change === 'left') return `Left as it is: ${printable(path)}`;
  const shown = isDry
    ? text
        .trimEnd()
        .split('\n')
        .map((line) => `  ${line}`.trimEnd())
    : [];
  return [`${isDry ? would : did} ${printable(path)}${isDry ? ':' : ''}`, ...shown].join('\n');
}

/** What to type after this. */
function nextSteps({ isGit, hasBlends, lfs }: Repository, choices: Choices, changes: readonly Change[]): string[] {
  const { project, frames, farm, baseline, fewerSamples } = choices;
  const written = changes.filter(({ change }) => change !== 'left').map(({ path }) => path);
  const word = (text: string): string => (/^[\w./-]+$/.test(text) ? text : `'${text}'`);
  // A project that git has nothing of is not checked out by any CI.
  const added = hasBlends ? [...written, ...(baseline ? ['baseline'] : [])] : ['--all'];
  // As the workflow renders: a baseline of other settings would differ.
  const alike = fewerSamples ? '--samples 32 --blender-version file' : '--blender-version file';
  const where = farm ? '--manager-url https://HOST:8443' : alike;
  return [
    ...(isGit ? [] : ['git init']),
    ...(lfs === 'possible' ? ['git lfs install'] : []),
    `npx blendnet-render ${word(project)} --frames ${frames} ${where}`,
    ...(baseline ? [`npx blendnet-render approve ${results} baseline`] : []),
    ...(added.length === 0 ? [] : [`git add ${added.map(word).join(' ')}`]),
    'git commit -m "Render in CI"',
    'npx blendnet-render git-setup',
  ];
}

function formatEnd({ state, message }: InitJson['firstFrame'], next: string[]): string {
  const about = {
    rendered: `Rendered a first frame: ${results}/blendnet-report.html`,
    left: '',
    'no-blender': 'No first frame: there is no Blender here. CI fetches the one that the .blend was saved with.',
    failed: `The first frame failed: ${printable(message ?? '', 2000)}`,
  }[state];
  return ['', ...(about === '' ? [] : [about, '']), 'Next:', ...next.map((line) => `  ${line}`), ''].join('\n');
}
