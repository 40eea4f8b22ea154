import { resolve } from 'node:path';
import { messageOf, RenderError } from '../../base/errors.ts';
import { readBounded } from '../../base/files/bounded.ts';
import { printable } from '../../base/printable.ts';
import { parseTolerances, type ToleranceRule } from './tolerance.ts';

/** The settings of the same names, `toleranceFailing` in percent. */
export interface ToleranceSettings {
  toleranceThreshold: number;
  toleranceFailing: number;
  toleranceRegion: number;
  toleranceNoise: number;
  /** A file with rules for single frames, kinds and passes. */
  tolerances?: string | undefined;
}

const maxTolerancesBytes = 1_000_000;

/** The settings' limits as a rule for everything, then the rules of the file, which is looked for from `directory`. */
export async function readTolerances(settings: ToleranceSettings, directory: string): Promise<ToleranceRule[]> {
  const general: ToleranceRule = {
    limits: {
      threshold: settings.toleranceThreshold,
      failing: settings.toleranceFailing / 100,
      region: settings.toleranceRegion,
      noise: settings.toleranceNoise,
    },
  };
  if (settings.tolerances === undefined) return [general];
  const path = resolve(directory, settings.tolerances);
  const text = await readBounded(path, maxTolerancesBytes).catch((cause: unknown) => {
    throw new RenderError('settings', `tolerances: ${printable(messageOf(cause))}`, {
      cause,
      hint: 'Correct the name of the file.',
    });
  });
  return [general, ...parseTolerances(text)];
}
