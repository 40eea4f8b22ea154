import { comparedKinds, resultKinds } from '../frames/kinds.ts';
import { defaultLimits } from '../frames/limits.ts';
import {
  fileEnding,
  flag,
  flagOrBytes,
  maybe,
  name,
  notifyUrl,
  number,
  oneOf,
  optionalText,
  path,
  severalOf,
} from './parsers.ts';
import type { Setting } from './setting.ts';

/** As far as timers reach: 24 days. */
const maxMinutes = 35_000;

/** What becomes of the results, and how the run behaves: the second half of the table. */
export const resultSettings = {
  results: {
    group: 'Results',
    help: 'Which results to bring home: `preview` (small EXR), `render` (multilayer EXR), `compose` (the format set in the .blend). Default: `compose` of a local render, all of a farm.',
    default: '',
    parse: maybe(severalOf(...resultKinds)),
  },
  'output-directory': {
    group: 'Results',
    help: 'Folder for the frames, `render.json` and the report, seen from `working-directory`.',
    default: 'blendnet-results',
    parse: path,
  },
  junit: {
    group: 'Results',
    help: 'File for a JUnit report (`….xml`), which every CI shows: a test case for each frame and kind, which fails where the picture differs.',
    default: '',
    parse: maybe(fileEnding('.xml')),
  },
  'code-quality': {
    group: 'Results',
    help: "File for GitLab's code quality report (`….json`), which a merge request shows.",
    default: '',
    parse: maybe(fileEnding('.json')),
  },
  'artifact-name': {
    group: 'Results',
    help: 'Artifacts are NAME-preview, NAME-render, NAME-compose, NAME-report.html, and with a local render NAME-file-output and NAME-view. Give each job of a matrix its own.',
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
    default: comparedKinds.join(','),
    parse: severalOf(...comparedKinds),
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
    help: 'A pixel fails when a channel differs by more than this on the scale of a display; 1 is from black to white.',
    default: String(defaultLimits.threshold),
    parse: number(0, 1, 'decimal'),
  },
  'tolerance-failing': {
    group: 'Comparison',
    help: 'Percentage of the pixels that may fail.',
    default: String(100 * defaultLimits.failing),
    parse: number(0, 100, 'decimal'),
  },
  'tolerance-region': {
    group: 'Comparison',
    help: "How strong a connected change may be: the sum of its failing pixels' differences. Catches a small thing that moved.",
    default: String(defaultLimits.region),
    parse: number(0, 1_000_000_000, 'decimal'),
  },
  'tolerance-noise': {
    group: 'Comparison',
    help: 'How strong noise may be (RMS) that is spread thin over more pixels than may fail; 0: noise is no excuse.',
    default: String(defaultLimits.noise),
    parse: number(0, 1, 'decimal'),
  },
  'tolerance-effect': {
    group: 'Comparison',
    help: 'Percentage of its light by which a place must have changed to count, where the change is surely no noise; 0: only the limits above count, as when one of threshold, failing and region is set.',
    default: String(100 * defaultLimits.effect),
    parse: number(0, 100, 'decimal'),
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

  comment: {
    group: 'Pull request',
    help: 'A comment on the pull request, one for each `artifact-name`, that is kept up to date: `off`, `on-change` (begun when a frame is new, differs or failed) or `always`. Needs `github-token` and `pull-requests: write`.',
    default: 'off',
    parse: oneOf('off', 'on-change', 'always'),
  },
  pictures: {
    group: 'Pull request',
    help: 'Where comment and summary take pictures from: `branch` keeps baseline, candidate and difference of the frames to review in the branch `blendnet-render-pictures` for `retention-days` (default there: 30). Needs `github-token` and `contents: write`.',
    default: 'off',
    parse: oneOf('off', 'branch'),
  },
  check: {
    group: 'Pull request',
    help: 'Whether the commit gets a check of its own, which waits for approval where frames are new or differ; also in merge queues. Needs `github-token` and `checks: write`.',
    default: 'false',
    parse: flag,
  },
  'github-token': {
    group: 'Pull request',
    help: 'The workflow’s token, `github.token`, which these three need.',
    default: '',
    secret: true,
  },
  notify: {
    group: 'Pull request',
    help: 'Address that is sent what `--json` prints when the run has ended: a webhook of your own, of Slack or of Discord.',
    default: '',
    parse: maybe(notifyUrl),
  },
  'notify-secret': {
    group: 'Pull request',
    help: 'Secret that signs it: the header `x-blendnet-signature-256` is the HMAC-SHA256 of the body.',
    default: '',
    secret: true,
  },

  reuse: {
    group: 'Behaviour',
    help: 'Take frames that were rendered before from the same files and settings, instead of rendering them again. A .blend that was saved again without a change that a picture can show is the same; with `bytes` only the same bytes are.',
    default: 'true',
    parse: flagOrBytes,
  },
  'upload-concurrency': {
    group: 'Behaviour',
    help: 'Uploads at a time; a Manager gets at most 3, with a connection left for questions.',
    default: '3',
    parse: number(1, 32),
  },
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
    parse: number(0.01, maxMinutes, 'decimal'),
  },
  'stall-timeout': {
    group: 'Behaviour',
    help: 'Minutes without progress (or without a Manager) after which a frame is given up or sent again.',
    default: '15',
    parse: number(0.01, maxMinutes, 'decimal'),
  },
  attempts: {
    group: 'Behaviour',
    help: 'How often a failing frame is sent in all.',
    default: '2',
    parse: number(1, 10),
  },
  'fail-fast': { group: 'Behaviour', help: 'Stop all frames when one has failed.', default: 'false', parse: flag },
  'keep-tasks': {
    group: 'Behaviour',
    help: 'Keep finished tasks on the Manager, so that later runs can reuse them. Unfinished ones are always removed.',
    default: 'true',
    parse: flag,
  },
  'task-retention-days': {
    group: 'Behaviour',
    help: 'Days that finished tasks stay on the Manager; older ones that this program made, and this run had no use for, are removed at the end.',
    default: '7',
    parse: number(1, 3650),
  },
} as const satisfies Record<string, Setting<unknown>>;
