/** The step's outputs, which are also the keys of `--json`. action.yml and the README's table are written from this. */
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

export type OutputName = keyof typeof outputsTable;
/** `artifact-urls`, `causes` and `tasks` are objects; GitHub, where an output is a text, gets them as JSON. */
export type Outputs = Record<OutputName, string | number | Record<string, string>>;
