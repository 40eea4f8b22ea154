/** The step's outputs, which are also the keys of `--json`. action.yml and the table in docs/settings.md are written from this. */
export const outputsTable = {
  'results-directory': 'Folder with the frames, `render.json` and the report.',
  'frames-rendered': 'How many frames were rendered.',
  'frames-reused': 'How many were taken from an earlier run.',
  'frames-failed': 'How many failed.',
  'frames-different': 'How many differ from their baselines.',
  'max-error': 'The largest difference of a single value in any compared picture.',
  causes:
    'What has changed since the baseline where frames differ, by frames, as JSON; not set where nothing is known.',
  'report-url': "The report's address; it opens in the browser.",
  'artifact-urls': "The artifacts' addresses by name, as JSON.",
  tasks: 'The task of each frame on the Manager by frame, as JSON.',
  'failure-kind': 'Why the run failed (see Troubleshooting); empty when it did not.',
  'duration-seconds': 'How long the run took.',
} as const;

/** The outputs of the action that plans. */
export const planOutputsTable = {
  matrix: 'The jobs that have frames to render, as JSON for `strategy.matrix`: `{"include":[{"shard":"1/3"},…]}`.',
  frames: 'All frames, such as `1-100`.',
  'frames-kept': 'Those that an earlier run has made, and that need no job; empty when there are none.',
  'frames-left': 'Those to render; empty when everything is kept.',
} as const;

export type OutputName = keyof typeof outputsTable;
type PlanOutputName = keyof typeof planOutputsTable;
/** `artifact-urls`, `causes` and `tasks` are objects; GitHub, where an output is a text, gets them as JSON. */
export type Outputs = Record<OutputName | PlanOutputName, string | number | Record<string, string>>;
