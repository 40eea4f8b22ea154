import { printable } from '../base/printable.ts';
import { formatInteger } from '../base/quantities.ts';
import type { RunReport } from './model.ts';

/** A heading and what is said under it, not escaped. */
export type SetupFact = [string, string];

/** How a run was set up, for summary and page; what is as the .blend has it is not told. */
export function setupFacts({ farm, configuration }: Pick<RunReport, 'farm' | 'configuration'>): SetupFact[] {
  const { managerUrl, blenderVersion, activeAgents } = farm;
  const { samples, seed, compositing, device } = configuration;
  const version = blenderVersion === undefined ? 'unknown' : printable(blenderVersion, 100);
  const facts: [string, string | undefined][] = [
    ['Farm', managerUrl === undefined ? undefined : printable(managerUrl, 200)],
    ['Blender', managerUrl === undefined ? `${version}, on the machine itself` : version],
    ['Agents', activeAgents === undefined ? undefined : formatInteger(activeAgents)],
    ['Device', device === undefined ? undefined : printable(device, 200)],
    ['Samples', samples === undefined ? undefined : formatInteger(samples)],
    ['Seed', seed === undefined ? undefined : formatInteger(seed)],
    ['Compositing', compositing === undefined ? undefined : compositing ? 'on' : 'off'],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}
