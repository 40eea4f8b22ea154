import { inputSettings } from './inputs.ts';
import { resultSettings } from './results.ts';

/** Every setting there is. action.yml, the tables of README.md and docs/, and `--help` are written from this. */
export const settingsTable = { ...inputSettings, ...resultSettings };

export type SettingName = keyof typeof settingsTable;
