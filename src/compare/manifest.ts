import { printable } from '../printable.ts';

/** What a `render.json` says about how its pictures were made, as far as it can make them differ. */
export interface RenderManifest {
  blenderVersion?: string;
  samples?: number;
  seed?: number;
  agents?: number;
}

/** Reads a manifest's text. Anything in it that is not of the expected kind counts as not said. */
export function parseManifest(text: string): RenderManifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return {};
  }
  if (typeof value !== 'object' || value === null) return {};
  const fields = new Map<string, unknown>(Object.entries(value));
  const blenderVersion = fields.get('blenderVersion');
  const manifest: RenderManifest = {};
  if (typeof blenderVersion === 'string') manifest.blenderVersion = printable(blenderVersion, 60);
  for (const name of ['samples', 'seed', 'agents'] as const) {
    const number = fields.get(name);
    if (typeof number === 'number' && Number.isFinite(number)) manifest[name] = number;
  }
  return manifest;
}

const subjects: Record<keyof RenderManifest, string> = {
  blenderVersion: 'Blender',
  samples: 'The number of samples',
  seed: 'The seed',
  agents: 'The number of Agents',
};

/**
 * Sentences on what was different when the baseline was rendered, the first place to look when everything differs.
 * What one of the two does not say is passed over.
 */
export function compareManifests(baseline: RenderManifest, candidate: RenderManifest): string[] {
  return (Object.keys(subjects) as (keyof RenderManifest)[]).flatMap((name) => {
    const [before, now] = [baseline[name], candidate[name]];
    if (before === undefined || now === undefined || before === now) return [];
    return [`${subjects[name]} was ${before} for the baseline and is ${now} now.`];
  });
}
