import type { ComparedKind } from '../../frames/kinds.ts';
import { RenderError } from '../../base/errors.ts';
import { defaultLimits } from '../../frames/limits.ts';
import { parseSelectors, type Selectors } from './tolerance-selectors.ts';
import type { Purpose } from '../measure/passes.ts';

/** How much two layers may differ and still pass. Errors are on the scale of a display, 0 … 1. */
export interface Limits {
  /** A pixel fails when a channel differs by more. */
  threshold: number;
  /** Share (0 … 1) of the pixels that may fail. */
  failing: number;
  /**
   * How strong a connected change may be: the sum of its failing pixels' errors. 4 is as much as four pixels turned from
   * black to white, or 250 that barely fail.
   */
  region: number;
  /** RMS of the errors up to which any number of failing pixels passes if they are noise. 0: noise is no excuse. */
  noise: number;
  /**
   * The smallest change of light that counts where it is sure, as a share of it. 0: only single pixels and connected
   * places count, by the limits above.
   */
  effect: number;
  /** No value may differ by more, whatever the rest says (as stored: colours of an EXR are not encoded). */
  maxError?: number;
  /** Differences are measured and shown, and never change the verdict. */
  ignore?: boolean;
}

/** The limits of colours, and of the passes that hold something else. */
export interface Tolerance extends Limits {
  passes: Record<Exclude<Purpose, 'colour'>, Limits>;
}

export const defaultTolerance: Tolerance = {
  ...defaultLimits,
  passes: { depth: defaultLimits, normal: defaultLimits, data: defaultLimits },
};

/** Rules that change the default for some frames, kinds and passes; later ones win. */
export interface ToleranceRule extends Selectors {
  limits: Partial<Limits>;
}

export function limitsFor(tolerance: Tolerance, purpose: Purpose): Limits {
  return purpose === 'colour' ? tolerance : tolerance.passes[purpose];
}

/** The tolerance for one picture. */
export function toleranceFor(rules: ToleranceRule[], frame: number, kind: ComparedKind): Tolerance {
  let tolerance = defaultTolerance;
  for (const { frames, kind: ruleKind, passes, limits } of rules) {
    if ((frames && !frames(frame)) || (ruleKind !== undefined && ruleKind !== kind)) continue;
    for (const pass of passes ?? (['colour'] as const)) tolerance = change(tolerance, pass, limits);
  }
  return tolerance;
}

function change(tolerance: Tolerance, pass: Purpose, limits: Partial<Limits>): Tolerance {
  const changed = withEffect(limits);
  if (pass === 'colour') return { ...tolerance, ...changed };
  return { ...tolerance, passes: { ...tolerance.passes, [pass]: { ...tolerance.passes[pass], ...changed } } };
}

/** Who says how much may differ means it: what is within that is not looked through for weaker changes. */
function withEffect(limits: Partial<Limits>): Partial<Limits> {
  const isSaid = [limits.threshold, limits.failing, limits.region].some((limit) => limit !== undefined);
  return isSaid ? { effect: 0, ...limits } : limits;
}

/**
 * Reads tolerances, one rule a line:
 *
 *     # frames, kind and passes choose what a rule is for; without them it is for the colours of all pictures
 *     threshold=0.02 failing=2%
 *     frames 1-10,20-100x5 compose threshold=0.03
 *     render depth,normal failing=5%
 *     render data ignore
 *
 * Limits are numbers or percentages: `threshold`, `failing`, `region`, `noise`, `effect`, `max-error`; `ignore` stands alone. All
 * that is wrong is reported at once, with its line and not with its words: the file may be another than was meant.
 */
export function parseTolerances(text: string): ToleranceRule[] {
  const problems: string[] = [];
  const rules: ToleranceRule[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const words = line.replace(/#.*/, '').trim().split(/\s+/).filter(Boolean);
    if (words.length === 0) continue;
    try {
      rules.push(parseRule(words));
    } catch (error) {
      if (!(error instanceof RenderError)) throw error;
      problems.push(`line ${index + 1}: ${error.message}`);
    }
  }
  if (problems.length > 0) {
    throw new RenderError('settings', `The tolerances cannot be read: ${problems.join('; ')}`, {
      hint: 'Write one rule a line, such as "frames 1-10 compose threshold=0.03 failing=2%".',
    });
  }
  return rules;
}

function parseRule(words: string[]): ToleranceRule {
  const { selectors, rest } = parseSelectors(words);
  if (rest.length === 0) throw new RenderError('settings', 'the rule sets nothing');
  const limits: Partial<Limits> = {};
  for (const [index, word] of rest.entries()) {
    Object.assign(limits, parseLimit(word, words.length - rest.length + index + 1));
  }
  return { ...selectors, limits };
}

const largestByName = { threshold: 1, failing: 1, region: Infinity, noise: 1, effect: 1, 'max-error': Infinity };

function parseLimit(word: string, position: number): Partial<Limits> {
  if (word === 'ignore') return { ignore: true };
  const [, name = '', number = '', percent] = /^([a-z-]+)=(\d+(?:\.\d+)?|\.\d+)(%?)$/.exec(word) ?? [];
  if (!Object.hasOwn(largestByName, name)) {
    const names = Object.keys(largestByName).join(', ');
    throw new RenderError('settings', `word ${position} is not NAME=NUMBER with one of the names ${names}`);
  }
  const value = Number(number) / (percent === '%' ? 100 : 1);
  if (!(value <= largestByName[name as keyof typeof largestByName])) {
    throw new RenderError('settings', `${name} is at most 1 (100 %)`);
  }
  return { [name === 'max-error' ? 'maxError' : name]: value };
}
