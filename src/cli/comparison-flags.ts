import { comparedKinds, type ComparedKind } from '../frames/kinds.ts';
import { readTolerances } from '../compare/judge/tolerance-file.ts';
import type { ToleranceRule } from '../compare/judge/tolerance.ts';
import { openPool, type ComparisonPool } from '../compare/pool.ts';
import { RenderError } from '../base/errors.ts';
import { parseFrames } from '../frames/selection.ts';
import type { ProjectRoot } from '../project/files.ts';
import { severalOf } from '../settings/parsers.ts';
import { environmentName } from '../settings/environment.ts';
import { parseSomeSettings } from '../settings/settings.ts';
import type { SettingName } from '../settings/table.ts';
import { helpFlag, parseValue } from './flags.ts';

/* What `compare` and `approve` have in common. */

const toleranceNames = [
  'tolerance-threshold',
  'tolerance-failing',
  'tolerance-region',
  'tolerance-noise',
  'tolerance-effect',
  'tolerances',
] as const satisfies SettingName[];

export const comparisonFlags = {
  json: { type: 'boolean' },
  frames: { type: 'string', default: '' },
  results: { type: 'string', default: comparedKinds.join(',') },
  'tolerance-threshold': { type: 'string' },
  'tolerance-failing': { type: 'string' },
  'tolerance-region': { type: 'string' },
  'tolerance-noise': { type: 'string' },
  'tolerance-effect': { type: 'string' },
  tolerances: { type: 'string' },
  help: helpFlag,
} as const;

export const comparisonHelp = `\
  --frames FRAMES             only these, such as 3,7-9 (default: all)
  --results KINDS             compose, render, or both (default)
  --tolerance-threshold, --tolerance-failing, --tolerance-region, --tolerance-noise, --tolerance-effect,
  --tolerances FILE
                              as in render, and from the same environment variables (BLENDNET_TOLERANCE_FAILING, …)
  --json                      print one JSON object
`;

export interface ComparisonSelection {
  /** Undefined: all. */
  frames: number[] | undefined;
  kinds: ComparedKind[];
  rules: ToleranceRule[];
}

type ComparisonValues = { frames: string; results: string } & Partial<Record<(typeof toleranceNames)[number], string>>;

/** What is compared, and how strictly. */
export async function parseSelection(
  values: ComparisonValues,
  env: NodeJS.ProcessEnv,
  here: ProjectRoot,
): Promise<ComparisonSelection> {
  const frames = parseValue('frames', values.frames, parseFrames);
  if (frames.kind === 'scene') throw new RenderError('settings', '--frames "scene": name the frames, such as 3,7-9');
  const settings = parseSomeSettings(
    toleranceNames,
    (name) => values[name as (typeof toleranceNames)[number]] ?? env[environmentName(name)],
  );
  const { tolerances } = settings;
  const file = tolerances === undefined ? undefined : await here.named('tolerances', tolerances);
  return {
    frames: frames.kind === 'list' ? frames.frames : undefined,
    kinds: parseValue('results', values.results, severalOf(...comparedKinds)),
    rules: await readTolerances(settings, file),
  };
}

/** Gives `work` threads that compare pictures, and ends them after it or when the command is cancelled. */
export async function withPool<T>(
  entry: URL,
  cancelled: AbortSignal,
  work: (pool: ComparisonPool) => Promise<T>,
): Promise<T> {
  const pool = openPool(entry);
  const stop = (): void => void pool.close();
  cancelled.addEventListener('abort', stop, { once: true });
  try {
    return await work(pool);
  } finally {
    cancelled.removeEventListener('abort', stop);
    await pool.close();
  }
}
