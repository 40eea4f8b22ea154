import type { ComparedKind } from '../../frames/kinds.ts';
import { RenderError } from '../../base/errors.ts';
import type { Purpose } from '../measure/passes.ts';

/** What a rule of the tolerances is for; whatever is left out is not restricted. */
export interface Selectors {
  frames?: (frame: number) => boolean;
  kind?: ComparedKind;
  passes?: Purpose[];
}

const purposes: Purpose[] = ['colour', 'depth', 'normal', 'data'];

/** Takes the selectors off the front of a rule's words. */
export function parseSelectors(words: string[]): { selectors: Selectors; rest: string[] } {
  const selectors: Selectors = {};
  const rest = [...words];
  for (;;) {
    const word = rest[0] ?? '';
    const passes = word.split(',');
    if (word === 'frames' && !selectors.frames) {
      selectors.frames = parseFrames(rest[1] ?? '');
      rest.shift();
    } else if ((word === 'compose' || word === 'render') && !selectors.kind) {
      selectors.kind = word;
    } else if (passes.every(isPurpose) && !selectors.passes) {
      selectors.passes = passes;
    } else {
      return { selectors, rest };
    }
    rest.shift();
  }
}

function isPurpose(word: string): word is Purpose {
  return (purposes as string[]).includes(word);
}

/** `1`, `1-10`, `1,5,20-30`, `1-100x5`: the way frames are written in the settings. Nothing is expanded. */
function parseFrames(text: string): (frame: number) => boolean {
  const ranges = text.split(',').map((part) => {
    const match = /^(-?\d{1,7})(?:-(-?\d{1,7})(?:x(\d{1,7}))?)?$/.exec(part);
    const first = Number(match?.[1]);
    const last = Number(match?.[2] ?? first);
    const step = Number(match?.[3] ?? 1);
    if (!match || last < first || step === 0) {
      throw new RenderError('settings', 'what stands after "frames" is no frame or range such as 1-10 or 1-100x5');
    }
    return { first, last, step };
  });
  return (frame) =>
    ranges.some(({ first, last, step }) => frame >= first && frame <= last && (frame - first) % step === 0);
}
