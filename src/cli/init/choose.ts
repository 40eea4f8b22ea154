import { createInterface, type Interface } from 'node:readline/promises';
import { messageOf, RenderError } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';
import { chooseFrames, parseFrames } from '../../frames/selection.ts';
import type { FoundBlend, Repository } from './look.ts';
import { ciNames, type Choices, type CiName } from './workflows.ts';

/** What flags say; the rest is seen, asked for, or taken as most have it. */
export interface Given {
  project: string | undefined;
  frames: string | undefined;
  ci: CiName | undefined;
  farm: boolean | undefined;
  baseline: boolean | undefined;
}

/** Asks where somebody answers: with nobody there, what an empty answer means. */
export interface Asker {
  text<T>(question: string, fallback: string, parse: (answer: string) => T): Promise<T>;
  close(): void;
}

export async function choose(repository: Repository, given: Given, ask: Asker): Promise<Choices> {
  const { blends, branch } = repository;
  const blend = await chooseBlend(blends, given.project, ask);
  const frames =
    given.frames ?? (await ask.text(`Which frames of ${printable(blend.path)}?`, fewFrames(blend), checkFrames));
  const cis = Object.keys(ciNames).join(', ');
  const ci = given.ci ?? repository.ci ?? (await ask.text(`Which CI (${cis})?`, 'github', parseCi));
  const farm = given.farm ?? (await ask.text('Is there a BlendNet farm to render on?', 'no', yesOrNo));
  const question = 'Keep pictures in the repository, and fail where new ones differ?';
  const baseline = given.baseline ?? (await ask.text(question, 'yes', yesOrNo));
  return {
    ci,
    project: blend.path,
    frames: checkFrames(frames),
    farm,
    baseline,
    branch,
    fewerSamples: hasManySamples(blend),
  };
}

function hasManySamples({ scene }: FoundBlend): boolean {
  return scene?.engine === 'CYCLES' && (scene.samples ?? Infinity) > 32;
}

async function chooseBlend(blends: FoundBlend[], project: string | undefined, ask: Asker): Promise<FoundBlend> {
  const [first] = blends;
  if (project !== undefined) return blends.find(({ path }) => path === project) ?? missing(project);
  if (first === undefined) {
    throw new RenderError('missing-file', 'There is no .blend in this repository.', {
      hint: 'Save one in it, then run init again.',
    });
  }
  const candidates = blends.filter(({ scene }) => scene?.camera === true);
  if (candidates.length < 2) return first;
  return await ask.text('Which .blend is rendered?', first.path, (answer) => {
    const found = blends.find(({ path }) => path === answer);
    if (found === undefined) throw new Error('it is none of those above');
    return found;
  });
}

function missing(project: string): never {
  throw new RenderError('missing-file', `${printable(project)} is not there.`, {
    hint: 'Name it as it lies below the repository’s folder.',
  });
}

/** The first frame, the last and the one between: a check that is quick and sees most of a shot. */
function fewFrames({ scene }: FoundBlend): string {
  if (scene === undefined) return '1';
  try {
    const all = chooseFrames({ kind: 'scene' }, scene);
    const few = [all[0], all[Math.floor(all.length / 2)], all.at(-1)];
    return [...new Set(few)].join(',');
  } catch {
    return '1';
  }
}

/** @throws RenderError `settings` */
export function checkFrames(text: string): string {
  const frames = text.replaceAll(/\s/g, '');
  try {
    if (frames === '') throw new Error('name frames, such as 1,25,50');
    parseFrames(frames);
  } catch (cause) {
    throw new RenderError('settings', `frames "${printable(text, 100)}": ${messageOf(cause)}.`, { cause });
  }
  return frames;
}

/** @throws Error that says what is allowed */
export function parseCi(text: string): CiName {
  if (!Object.hasOwn(ciNames, text)) throw new Error(`use one of ${Object.keys(ciNames).join(', ')}`);
  return text as CiName;
}

function yesOrNo(answer: string): boolean {
  const word = answer.toLowerCase();
  if (!['y', 'yes', 'n', 'no'].includes(word)) throw new Error('use yes or no');
  return word.startsWith('y');
}

/** Takes what an empty answer means. */
export const nobody: Asker = {
  text: (_question, fallback, parse) => Promise.resolve(parse(fallback)),
  close: () => undefined,
};

/** Asks in a terminal, again where an answer cannot be taken. */
export function terminalAsker(input: NodeJS.ReadStream, output: NodeJS.WriteStream, signal: AbortSignal): Asker {
  const lines: Interface = createInterface({ input, output });
  // Ctrl-C is for the process, as everywhere.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const text: Asker['text'] = async (question, fallback, parse) => {
    for (;;) {
      const answer = (await lines.question(`${question} [${fallback}] `, { signal })).trim() || fallback;
      try {
        return parse(answer);
      } catch (error) {
        output.write(`  ${printable(messageOf(error))}\n`);
      }
    }
  };
  return {
    text,
    close: () => {
      lines.close();
    },
  };
}
