import { formatFrames } from '../base/ranges.ts';
import type { RunRecord } from '../frames/record/schema.ts';
import { formatShard, type Shard } from '../frames/shard.ts';
import { camelCase, type Settings } from '../settings/settings.ts';
import type { SettingName } from '../settings/table.ts';
import { keptSet } from './frames.ts';
import { nameSet } from './kept/open.ts';
import type { RunPlan } from './plan.ts';

/* The job of one shard: a run whose results have names of their own, and whose report and verdict come with the others'. */

/** Settings that decide pictures and verdicts, and that a record does not have already. */
const decisive = [
  'scene',
  'camera',
  'view-layer',
  'resolution',
  'addons',
  'device',
  'persistent-data',
  'agents',
  'results',
  'compare-results',
  'tolerance-threshold',
  'tolerance-failing',
  'tolerance-region',
  'tolerance-noise',
  'tolerances',
] as const satisfies SettingName[];

/** What the artifacts of a shard are called by. */
export function shardArtifact(artifactName: string, { index, count }: Shard): string {
  return `${artifactName}-shard-${index}-of-${count}`;
}

/** What the record of a shard says of it. */
export function recordShard(
  shard: Shard,
  settings: Settings,
  { plan, blenderVersion }: { plan: RunPlan; blenderVersion: string },
): NonNullable<RunRecord['shard']> {
  const said = decisive.map((name) => [name, settings[camelCase(name) as keyof Settings]] as const);
  return {
    part: formatShard(shard),
    frames: formatFrames(plan.allFrames),
    settings: Object.fromEntries(
      said.filter(([, value]) => value !== undefined).map(([name, value]) => [name, JSON.stringify(value)]),
    ),
    kept: nameSet(keptSet(plan, blenderVersion)),
  };
}
