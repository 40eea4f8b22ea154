import type { SettingName } from '../../settings/table.ts';

/** Settings that merging has a use for; the others are in the shards' records. */
export const mergeSettings = [
  'working-directory',
  'frames',
  'output-directory',
  'artifact-name',
  'retention-days',
  'compression-level',
  'baseline',
  'require-baseline',
  'on-difference',
  'history',
  'comment',
  'pictures',
  'check',
  'github-token',
  'notify',
  'notify-secret',
  'junit',
  'code-quality',
] as const satisfies SettingName[];
