/*
 * The arrows of the house (src/README.md), types included: who may import whom, and who owns what reaches outside.
 * `npm run lint` holds them; __tests__/scripts/arrows.test.ts shows that it does.
 */

/** What each room may import, besides itself. `room/part` is that part of a room only. */
const rooms = {
  base: [],
  project: ['base'],
  frames: ['project/files', 'project/blend/scene', 'project/blend/diff/line', 'base'],
  settings: ['frames', 'base'],
  host: ['frames', 'base'],
  compare: ['frames', 'base'],
  farm: ['project', 'frames', 'base'],
  local: ['project', 'frames', 'base'],
  report: ['compare/comparison', 'frames', 'base'],
  baseline: ['compare', 'frames', 'base'],
  run: ['report', 'baseline', 'farm', 'local', 'compare', 'host', 'settings', 'frames', 'project', 'base'],
  cli: ['run', 'baseline', 'compare', 'report', 'project', 'local', 'settings', 'host', 'frames', 'base'],
};
/** Rooms that import more in one of their parts. */
const exceptions = [
  // The drop-in Manager speaks the client's language.
  { part: 'local/farm', also: ['farm/api/schema'] },
];
/** Packages and parts of Node that reach outside the program, and the places that may use them. */
const owners = [
  { name: 'github', what: '^@actions/|(^|/)node_modules/@(actions|octokit)/', who: ['host/github'] },
  {
    name: 'network',
    what: '^(node:)?(http|https|http2|net|tls|dgram)$|(^|/)node_modules/undici/',
    who: ['farm/api', 'host/webhook', 'local/farm', 'local/releases'],
  },
  { name: 'processes', what: '^(node:)?child_process$', who: ['local/blender', 'local/releases', 'project/git'] },
  {
    name: 'threads',
    what: '^(node:)?worker_threads$',
    who: ['base/threads', 'action', 'cli\\.ts', 'host/github/cache'],
  },
];
/** Packages that the program is bundled with. package.json has no `dependencies`: who installs it would fetch them again. */
const bundled = [
  '@actions/artifact',
  '@actions/cache',
  '@actions/core',
  '@actions/github',
  'fast-glob',
  'jpeg-js',
  'p-limit',
  'picomatch',
  'undici',
  'valibot',
];

const below = (places) => places.map((place) => `^src/${place}`).join('|');
const within = (room) => `^src/${room}/`;
const all = [...Object.keys(rooms), 'action\\.ts$', 'cli\\.ts$'];

function arrowsOf([room, allowed]) {
  const parts = exceptions.filter(({ part }) => part.startsWith(`${room}/`));
  const targets = [room, ...allowed].map((target) => (target.includes('/') ? target : `${target}/`));
  const rule = (name, from, to) => ({ name, severity: 'error', from, to: { path: '^src/', pathNot: below(to) } });
  return [
    rule(`arrows-of-${room}`, { path: within(room), pathNot: below(parts.map(({ part }) => part)) || '^$' }, targets),
    ...parts.map(({ part, also }) => rule(`arrows-of-${part}`, { path: within(part) }, [...targets, ...also])),
  ];
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nothing-loose',
      comment: 'Only the entries lie on top of src; everything else has a room.',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: below(all.map((room) => (room.endsWith('$') ? room : `${room}/`))) },
    },
    ...Object.entries(rooms).flatMap(arrowsOf),
    {
      name: 'arrows-of-the-entries',
      severity: 'error',
      from: { path: '^src/[^/]+\\.ts$' },
      to: {
        path: '^src/',
        pathNot: below(['run/', 'cli/', 'host/', 'settings/', 'base/', 'action\\.ts$', 'cli\\.ts$']),
      },
    },
    ...owners.map(({ name, what, who }) => ({
      name: `owner-of-${name}`,
      severity: 'error',
      from: { path: '^src/', pathNot: below(who) },
      to: { path: what },
    })),
    {
      name: 'no-development-packages',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
        pathNot: bundled.map((name) => `(^|/)node_modules/${name}/`),
      },
    },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, path: '^src/.*\\.ts$' }, to: {} },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^src/report/page/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['import', 'node', 'default', 'types'], exportsFields: ['exports'] },
  },
};
