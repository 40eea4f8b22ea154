import { readFileSync } from 'node:fs';

/** A text that is read from outside, as it is when nothing is wrong with it. */
export interface JsonSeed {
  /** Which reader it is for, as in `json-readers.ts`. */
  reader: string;
  text: string;
}

const transcripts = new URL('../../__tests__/fixtures/contract/transcripts.json', import.meta.url);
const sha1 = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';
const metrics = { mean: 0.1, rms: 0.1, psnr: 20, max: 1, failing: 0.5, nonFinite: 0 };
const comparison = { verdict: 'different', reason: 'x', width: 4, height: 4, metrics, regions: [], layers: [] };
const result = { kind: 'compose', file: 'frame-0001.compose.png', sizeBytes: 4, sha1, task: 't', samples: 4 };
const frame = { frame: 1, key: '0123456789abcdef', outcome: 'rendered', durationSeconds: 5, results: [result] };
const failed = { frame: 3, outcome: 'failed', error: { kind: 'stalled', message: 'x' }, messages: ['y'], results: [] };
const record = {
  ...{
    version: 1,
    project: 'a.blend',
    startedAt: '2026-01-01T00:00:00Z',
    manager: 'https://farm:8443',
    agents: 2,
    seed: 1,
  },
  ...{
    inputs: [
      { path: 'a.blend', sha1 },
      { path: 'b.png', sha1, frames: '1-2' },
    ],
    warnings: ['w'],
  },
  frames: [frame, { ...frame, frame: 2, results: [{ ...result, comparison }] }, failed],
};
const run = { date: '2026-01-01T00:00:00Z', commit: 'abcdef', frames: [{ frame: 1, durationMs: 5, verdict: 'same' }] };
const task = {
  ...{ name: 't', state: 'COMPLETED', config: { project: 'a.blend', samples: 4 }, files: [['a', sha1]], createTime: 1 },
  ...{ startTime: 1, endTime: 2, queuedAtMs: 1, startTimeActual: 1, samplesDone: 4, remaining: 0, errors: [] },
  ...{ results: { preview: sha1, render: sha1, compose: sha1 }, resultsProcessing: false, workloadsTaken: 1 },
  ...{ messages: [['t_0', ['x']]], details: [['t_0', [{ time: 1 }]]] },
};
const kept = { version: 2, key: '0123456789abcdef', frame: 1, renderMs: 1, samples: 4 };
const pull = {
  pull_request: { head: { sha: sha1, repo: { id: 1 } }, base: { repo: { id: 1 } } },
  repository: { id: 1 },
};

const files: Record<string, unknown> = {
  record,
  history: { version: 1, runs: [run, run] },
  kept: { ...kept, results: [{ kind: 'compose', sizeBytes: 4, sha1 }] },
  digests: [['/a/b', '1-2-3-4', sha1]],
  tasks: task,
  event: { ...pull, workflow_run: { event: 'push', repository: { id: 1 }, head_repository: { id: 1 } }, issue: {} },
};

/** The question that each path of the Manager's API answers. */
const questions: [RegExp, string][] = [
  [/\/info$/, 'info'],
  [/v1\/status$/, 'status'],
  [/\/resources$/, 'resources'],
  [/\/log$/, 'log'],
  [/\/task$/, 'list'],
  [/\/task\/[^/]+\/status$/, 'task'],
  [/\/messages$/, 'messages'],
  [/\/details$/, 'messages'],
  [/\/file$/, 'files'],
  [/\/file\/.+$/, 'file'],
];

export function jsonSeeds(): JsonSeed[] {
  const said = JSON.parse(readFileSync(transcripts, 'utf8')) as {
    request: { path: string };
    response?: { json?: unknown } | null;
  }[];
  const answers = said.flatMap(({ request, response }) => {
    const reader = questions.find(([path]) => path.test(request.path))?.[1] ?? 'info';
    return response?.json === undefined ? [] : { reader, text: JSON.stringify(response.json) };
  });
  const others = Object.entries(files).map(([reader, value]) => ({ reader, text: JSON.stringify(value, null, 1) }));
  const tolerances = {
    reader: 'tolerances',
    text: '# x\nthreshold=0.1 failing=2%\nframes 1-10,20-100x5 compose region=5\nrender depth,normal ignore\n',
  };
  return [...answers, ...others, ...others, ...others, tolerances];
}
