import { maxSeed, resultKinds } from './manager/schema.ts';
import { parseFrames } from './project/frames.ts';
import {
  flag,
  lines,
  managerUrl,
  maybe,
  name,
  number,
  oneOf,
  optionalText,
  severalOf,
  text,
} from './setting-parsers.ts';

/** One setting: an action input and a flag of the same name. */
export interface Setting<T> {
  /** Heading in the README and in `--help`. */
  group: 'Farm' | 'Project' | 'Frames' | 'Results' | 'Comparison' | 'Behaviour';
  help: string;
  /** As text, the way action.yml has it; parsed like any value. */
  default: string;
  /** Throws an Error that says what is allowed. */
  parse: (text: string) => T;
}

/** Every setting there is. action.yml, the README's table and `--help` are written from this. */
export const settingsTable = {
  'manager-url': {
    group: 'Farm',
    help: 'The Manager (`https://host:8443`), or `local`: render on this machine, through a local farm over its own Blender.',
    default: 'local',
    parse: managerUrl,
  },
  'without-manager': {
    group: 'Farm',
    help: 'What to do when `manager-url` is given but empty, as a secret is in pull requests from forks: `fail`, or `skip` the run with a notice.',
    default: 'fail',
    parse: oneOf('fail', 'skip'),
  },
  username: { group: 'Farm', help: "The Manager's `auth_user`.", default: '', parse: text },
  password: { group: 'Farm', help: "The Manager's `auth_password`. Masked in every output.", default: '', parse: text },
  'ca-cert': {
    group: 'Farm',
    help: "The farm's CA (`ca.crt`), as PEM text or as a file.",
    default: '',
    parse: optionalText,
  },
  'server-name': {
    group: 'Farm',
    help: "Name to expect in the Manager's certificate when it is not the URL's host; BlendNet's own is `blendnet-manager`.",
    default: '',
    parse: optionalText,
  },
  insecure: {
    group: 'Farm',
    help: 'Do not check the certificate. Whoever answers gets the password: prefer `ca-cert`.',
    default: 'false',
    parse: flag,
  },
  blender: {
    group: 'Farm',
    help: 'Blender program for the local farm: a name on the PATH, or a path.',
    default: 'blender',
    parse: text,
  },

  project: { group: 'Project', help: 'The .blend file, inside `working-directory`.', default: '', parse: text },
  'working-directory': {
    group: 'Project',
    help: 'Folder that everything is relative to (default: the workspace). Nothing outside it is read or sent.',
    default: '',
    parse: optionalText,
  },
  dependencies: {
    group: 'Project',
    help: 'What the project needs, one per line: `auto` (traced from the .blend), globs, `!` excludes; `####` stands for the padded frame number, so `cache/*_####.vdb` sends each frame its own.',
    default: 'auto',
    parse: lines,
  },
  missing: {
    group: 'Project',
    help: 'A traced file that is not there, lies outside, is absolute or differs in letter case: `error`, `warn` or `ignore`.',
    default: 'error',
    parse: oneOf('error', 'warn', 'ignore'),
  },

  frames: {
    group: 'Frames',
    help: 'Frames to render: `1`, `1-10`, `1,5,20-30`, `1-100x5`, `scene` (the range in the .blend); default: its current frame.',
    default: '',
    parse: parseFrames,
  },
  samples: {
    group: 'Frames',
    help: "Samples per pixel (default: the .blend's own).",
    default: '',
    parse: maybe(number(1, 10_000_000)),
  },
  seed: {
    group: 'Frames',
    help: 'Noise seed. A fixed one makes runs comparable.',
    default: '0',
    parse: number(0, maxSeed),
  },
  agents: {
    group: 'Frames',
    help: 'How many Agents share a frame (default: all).',
    default: '',
    parse: maybe(number(1, 1000)),
  },
  compositing: { group: 'Frames', help: "Use the .blend's compositing nodes.", default: 'true', parse: flag },

  results: {
    group: 'Results',
    help: 'Which results to bring home: `preview` (small EXR), `render` (multilayer EXR), `compose` (the format set in the .blend).',
    default: resultKinds.join(','),
    parse: severalOf(...resultKinds),
  },
  'output-directory': {
    group: 'Results',
    help: 'Where the frames, `render.json` and the report go, inside `working-directory`.',
    default: 'blendnet-results',
    parse: text,
  },
  'artifact-name': {
    group: 'Results',
    help: 'Artifacts are NAME-preview, NAME-render, NAME-compose and NAME-report.html. Give each job of a matrix its own.',
    default: 'blendnet',
    parse: name,
  },
  'retention-days': {
    group: 'Results',
    help: "Days that GitHub keeps the artifacts (default: the repository's setting).",
    default: '',
    parse: maybe(number(1, 400)),
  },
  'compression-level': {
    group: 'Results',
    help: 'Zip level of the artifacts, 0 to 9. Pictures are compressed already.',
    default: '0',
    parse: number(0, 9),
  },

  baseline: {
    group: 'Comparison',
    help: 'Folder with earlier results, inside the repository or downloaded by a step before. Every frame is compared with the picture of its name.',
    default: '',
    parse: optionalText,
  },
  'compare-results': {
    group: 'Comparison',
    help: 'Which results are compared: `compose`, `render` (layer by layer), or both.',
    default: 'compose,render',
    parse: severalOf('compose', 'render'),
  },
  'require-baseline': {
    group: 'Comparison',
    help: 'Fail when a frame has no baseline; otherwise it counts as new.',
    default: 'false',
    parse: flag,
  },
  'on-difference': {
    group: 'Comparison',
    help: 'What a frame that differs does to the run: `fail` it, after everything is published, or `warn`.',
    default: 'fail',
    parse: oneOf('fail', 'warn'),
  },
  'tolerance-threshold': {
    group: 'Comparison',
    help: 'A pixel fails when a channel differs by more than this; 1 is from black to white.',
    default: '0.016',
    parse: number(0, 1, 'decimal'),
  },
  'tolerance-failing': {
    group: 'Comparison',
    help: 'Percentage of the pixels that may fail.',
    default: '1',
    parse: number(0, 100, 'decimal'),
  },
  'tolerance-region': {
    group: 'Comparison',
    help: "How strong a connected change may be: the sum of its failing pixels' differences. Catches a small thing that moved.",
    default: '4',
    parse: number(0, 1_000_000_000, 'decimal'),
  },
  'tolerance-noise': {
    group: 'Comparison',
    help: 'How strong noise may be (RMS) that is spread thin over more pixels than may fail; 0: noise is no excuse.',
    default: '0.2',
    parse: number(0, 1, 'decimal'),
  },
  tolerances: {
    group: 'Comparison',
    help: 'File with tolerances for single frames, ranges, kinds and passes.',
    default: '',
    parse: optionalText,
  },
  history: {
    group: 'Comparison',
    help: 'File with the render times and errors of earlier runs, such as the `history.json` of the last one. With it the run writes its own `history.json`, and the report draws them over time.',
    default: '',
    parse: optionalText,
  },

  reuse: {
    group: 'Behaviour',
    help: 'Take frames that were rendered before from the same files and settings, instead of rendering them again.',
    default: 'true',
    parse: flag,
  },
  'upload-concurrency': { group: 'Behaviour', help: 'Uploads at a time.', default: '8', parse: number(1, 32) },
  'poll-interval': {
    group: 'Behaviour',
    help: 'Seconds between two looks at the tasks.',
    default: '2',
    parse: number(0.1, 600, 'decimal'),
  },
  timeout: {
    group: 'Behaviour',
    help: 'Minutes after which the run gives up.',
    default: '360',
    parse: number(0.01, 100_000, 'decimal'),
  },
  'stall-timeout': {
    group: 'Behaviour',
    help: 'Minutes without progress (or without a Manager) after which a frame is given up or sent again.',
    default: '15',
    parse: number(0.01, 100_000, 'decimal'),
  },
  attempts: { group: 'Behaviour', help: 'How often a failing frame is sent.', default: '2', parse: number(1, 10) },
  'fail-fast': { group: 'Behaviour', help: 'Stop all frames when one has failed.', default: 'false', parse: flag },
  'keep-tasks': {
    group: 'Behaviour',
    help: 'Keep finished tasks on the Manager, so that later runs can reuse them. Unfinished ones are always removed.',
    default: 'true',
    parse: flag,
  },
  'task-retention-days': {
    group: 'Behaviour',
    help: 'Days that finished tasks of this program stay on the Manager; then a run that has no use for them removes them.',
    default: '7',
    parse: number(1, 3650),
  },
} as const satisfies Record<string, Setting<unknown>>;
