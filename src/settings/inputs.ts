import { parseBlenderVersion } from '../frames/blender-version.ts';
import { maxSeed } from '../frames/plan.ts';
import { parseFrames } from '../frames/selection.ts';
import { parseShard } from '../frames/shard.ts';
import {
  autoOr,
  flag,
  lines,
  managerUrl,
  maybe,
  mirrorUrl,
  number,
  oneOf,
  optionalText,
  path,
  resolution,
} from './parsers.ts';
import type { Setting } from './setting.ts';

/** What is rendered, and where: the first half of the table. */
export const inputSettings = {
  'manager-url': {
    group: 'Farm',
    help: 'The Manager (`https://host:8443`; behind a proxy with its path), or `local`: render on this machine, with its own Blender.',
    default: 'local',
    parse: managerUrl,
  },
  'without-manager': {
    group: 'Farm',
    help: 'What to do when `manager-url` is given but empty, as a secret is in pull requests from forks: `fail`, or `skip` the run with a notice.',
    default: 'fail',
    parse: oneOf('fail', 'skip'),
  },
  username: { group: 'Farm', help: "The Manager's `auth_user`.", default: '' },
  password: {
    group: 'Farm',
    help: "The Manager's `auth_password`. Masked in every output.",
    default: '',
    secret: true,
  },
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
  'allow-unsupported-blender': {
    group: 'Farm',
    help: 'Render on a farm of Blender 5.0 or newer, which BlendNet cannot use as it is: its Agents would hang on their first task.',
    default: 'false',
    parse: flag,
  },
  blender: {
    group: 'Farm',
    help: 'Blender program for `manager-url: local`: a name on the PATH, or a path.',
    default: 'blender',
    parse: path,
  },
  sandbox: {
    group: 'Farm',
    help: "With `manager-url: local`, on Linux, Blender runs apart from the machine: it sees the project's files, read-only, and nothing of the runner. `auto`: where that works; `network`: likewise, but with the network; `on`: or not at all; `off`.",
    default: 'auto',
    parse: oneOf('auto', 'on', 'network', 'off'),
  },
  scripts: {
    group: 'Farm',
    help: 'With `manager-url: local`, whether scripts and drivers in the .blend run: `on`, `off`, or `auto`: off for the code of strangers (a pull request from a fork, and what such a one starts).',
    default: 'auto',
    parse: oneOf('auto', 'on', 'off'),
  },
  'blender-version': {
    group: 'Farm',
    help: 'Official release of Blender to fetch for `manager-url: local`: `5.2.2`, `5.2` (its newest patch), `lts`, `latest`, or `file` (the series that saved the .blend); default: the program `blender`.',
    default: '',
    parse: maybe(parseBlenderVersion),
  },
  'blender-mirror': {
    group: 'Farm',
    help: "Where releases come from: the address that Blender's folder `release` lies below.",
    default: 'https://download.blender.org/',
    parse: mirrorUrl,
  },

  project: { group: 'Project', help: 'The .blend file, inside `working-directory`.', default: '', parse: path },
  'working-directory': {
    group: 'Project',
    help: 'Folder that everything is relative to (default: the workspace; on the command line the current folder, in which case the whole repository around it may be used). Nothing outside it is read or sent.',
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
  shard: {
    group: 'Frames',
    help: 'Which part of the frames this job renders: `2/5` is the second of five. Parts take about as long as each other where `history` knows the frames, else each is every fifth frame. The verdict comes from `blendnet-render merge`.',
    default: '',
    parse: maybe(parseShard),
  },
  samples: {
    group: 'Frames',
    help: "Samples per pixel (default: the .blend's own).",
    default: '',
    parse: maybe(number(1, 10_000_000)),
  },
  seed: {
    group: 'Frames',
    help: "Noise seed (default: the .blend's own; on a farm 0).",
    default: '',
    parse: maybe(number(0, maxSeed)),
  },
  agents: {
    group: 'Frames',
    help: 'How many Agents share a frame (default: all).',
    default: '',
    parse: maybe(number(1, 1000)),
  },
  compositing: {
    group: 'Frames',
    help: 'Whether the compositor works on the picture (default: as saved; on a farm always).',
    default: '',
    parse: maybe(flag),
  },
  'render-like': {
    group: 'Frames',
    help: 'How `manager-url: local` renders: as the .blend was `saved`, or as a BlendNet `farm` does, to compare with pictures of one.',
    default: 'saved',
    parse: oneOf('saved', 'farm'),
  },
  scene: {
    group: 'Frames',
    help: 'Scene to render (default: the active one). Local only, as all that follow.',
    default: '',
    parse: optionalText,
  },
  camera: { group: 'Frames', help: 'Camera to render from, by its name.', default: '', parse: optionalText },
  'view-layer': {
    group: 'Frames',
    help: 'The one view layer to render, by its name.',
    default: '',
    parse: optionalText,
  },
  resolution: {
    group: 'Frames',
    help: 'Size of the picture: `50%` of the one in the .blend, or `640x360`. Small pictures are enough for many checks.',
    default: '',
    parse: maybe(resolution),
  },
  addons: {
    group: 'Frames',
    help: 'Add-ons of Blender to enable, by their module names, one per line.',
    default: '',
    parse: lines,
  },
  device: {
    group: 'Frames',
    help: 'What Cycles renders with: `cpu`, `gpu` (OptiX, CUDA, HIP, oneAPI or Metal) or `auto`; default: as saved, the CPU where that is not there.',
    default: '',
    parse: maybe(oneOf('cpu', 'gpu', 'auto')),
  },
  'persistent-data': {
    group: 'Frames',
    help: 'Whether Cycles keeps meshes, textures and more from frame to frame, which saves most of the time where little moves: `on`, `off`, or `auto` (on where pictures come out the same, else as saved).',
    default: 'auto',
    parse: oneOf('auto', 'on', 'off'),
  },
  sessions: {
    group: 'Frames',
    help: 'How many Blenders render side by side: a number, or `auto` (one more while cores and memory lie idle).',
    default: 'auto',
    parse: autoOr(number(1, 64)),
  },
} as const satisfies Record<string, Setting<unknown>>;
