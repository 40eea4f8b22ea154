import { RenderError } from '../../base/errors.ts';
import { readBounded } from '../../base/files/bounded.ts';
import { describeFileError } from '../../base/files/errors.ts';
import { defaultLimits } from '../../frames/limits.ts';
import { parseTolerances, type ToleranceRule } from './tolerance.ts';

/** The settings of the same names, `toleranceFailing` in percent. */
export interface ToleranceSettings {
  toleranceThreshold: number;
  toleranceFailing: number;
  toleranceRegion: number;
  toleranceNoise: number;
  /** Percent. */
  toleranceEffect: number;
}

const maxTolerancesBytes = 1_000_000;

/**
 * The settings' limits as a rule for everything, then the rules of a file for single frames, kinds and passes.
 * @param file its real path, where there is one
 */
export async function readTolerances(settings: ToleranceSettings, file: string | undefined): Promise<ToleranceRule[]> {
  const said = {
    threshold: settings.toleranceThreshold,
    failing: settings.toleranceFailing / 100,
    region: settings.toleranceRegion,
    noise: settings.toleranceNoise,
    effect: settings.toleranceEffect / 100,
  };
  // A default is not said: it may be what an action's input comes with.
  const names = Object.keys(said) as (keyof typeof said)[];
  const general: ToleranceRule = {
    limits: Object.fromEntries(
      names.filter((name) => said[name] !== defaultLimits[name]).map((name) => [name, said[name]]),
    ),
  };
  if (file === undefined) return [general];
  const text = await readBounded(file, maxTolerancesBytes).catch((cause: unknown) => {
    throw new RenderError('settings', `tolerances: ${describeFileError(cause)}`, {
      cause,
      hint: 'Correct the name of the file.',
    });
  });
  return [general, ...parseTolerances(text)];
}
