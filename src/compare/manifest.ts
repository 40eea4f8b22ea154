import { printable } from '../printable.ts';

/** How a picture was made, as far as it can make it differ. */
export interface RenderSetup {
  blenderVersion?: string;
  samples?: number;
  seed?: number;
  agents?: number;
}

/** What a `render.json` says about how its pictures were made. */
export interface RenderManifest extends RenderSetup {
  /** Where pictures come from several runs: what is so for some of them only, by `FRAME KIND`. */
  pictures?: Map<string, RenderSetup>;
}

/** Reads a manifest's text. Anything in it that is not of the expected kind counts as not said. */
export function parseManifest(text: string): RenderManifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return {};
  }
  const fields = fieldsOf(value);
  const pictures = new Map<string, RenderSetup>();
  for (const frame of listOf(fields.get('frames')).map(fieldsOf)) {
    const ofFrame = parseSetup(frame);
    for (const result of listOf(frame.get('results')).map(fieldsOf)) {
      const setup = { ...ofFrame, ...parseSetup(result) };
      if (Object.keys(setup).length > 0)
        pictures.set(`${String(frame.get('frame'))} ${String(result.get('kind'))}`, setup);
    }
  }
  return { ...parseSetup(fields), ...(pictures.size === 0 ? {} : { pictures }) };
}

/** How one picture was made. */
export function setupOf({ pictures, ...common }: RenderManifest, frame: number, kind: string): RenderSetup {
  return { ...common, ...pictures?.get(`${frame} ${kind}`) };
}

function parseSetup(fields: Map<string, unknown>): RenderSetup {
  const setup: RenderSetup = {};
  const blenderVersion = fields.get('blenderVersion');
  if (typeof blenderVersion === 'string') setup.blenderVersion = printable(blenderVersion, 60);
  for (const name of ['samples', 'seed', 'agents'] as const) {
    const number = fields.get(name);
    if (typeof number === 'number' && Number.isFinite(number)) setup[name] = number;
  }
  return setup;
}

function fieldsOf(value: unknown): Map<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

const subjects: Record<keyof RenderSetup, string> = {
  blenderVersion: 'Blender',
  samples: 'The number of samples',
  seed: 'The seed',
  agents: 'The number of Agents',
};

/**
 * Sentences on what was different when the baseline was rendered, the first place to look when everything differs.
 * What one of the two does not say is passed over.
 */
export function compareManifests(baseline: RenderSetup, candidate: RenderSetup): string[] {
  return (Object.keys(subjects) as (keyof RenderSetup)[]).flatMap((name) => {
    const [before, now] = [baseline[name], candidate[name]];
    if (before === undefined || now === undefined || before === now) return [];
    return [`${subjects[name]} was ${before} for the baseline and is ${now} now.`];
  });
}
