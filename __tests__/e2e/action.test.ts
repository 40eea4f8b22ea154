import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory, type TemporaryDirectory } from '../support/builders.ts';
import type { Outcome } from '../support/manager/life.ts';
import { startResultsService, type ResultsService } from '../support/results-service.ts';
import { findSecrets, secretsOf } from '../support/runner/secrets.ts';
import { runAction, type ActionOptions, type ActionRun } from '../support/runner.ts';
import {
  startScriptedManager,
  type ScriptedManager,
  type ScriptedManagerOptions,
} from '../support/scripted-manager.ts';
import { actionEntry, checkOutExample } from './bundle.ts';

const password = 's3cret:with:colons&"<q>\\z';

let service: ResultsService;
let workspace: TemporaryDirectory;
let project: string;
let runs = 0;

beforeAll(async () => {
  service = await startResultsService();
  workspace = await temporaryDirectory();
  project = await checkOutExample(workspace.path);
});

afterAll(async () => {
  await service.stop();
  await workspace[Symbol.asyncDispose]();
});

interface Step extends ActionRun {
  manager: ScriptedManager;
  artifacts: Awaited<ReturnType<ResultsService['artifacts']>>;
}

/** Runs the built action against a scripted Manager, as a step of a run of its own. */
async function runStep(
  inputs: Record<string, string>,
  managerOptions: ScriptedManagerOptions = {},
  options: Partial<ActionOptions> & { act?: (manager: ScriptedManager) => void } = {},
): Promise<Step> {
  await using manager = await startScriptedManager({ tls: true, username: 'ci', password, ...managerOptions });
  options.act?.(manager);
  const run = ++runs;
  const result = await runAction({
    main: actionEntry,
    post: actionEntry,
    workspace: workspace.path,
    inputs: {
      'manager-url': manager.url,
      username: 'ci',
      password,
      'ca-cert': manager.caPem,
      'server-name': 'blendnet-manager',
      project,
      'output-directory': `results-${run}`,
      'poll-interval': '0.1',
      ...inputs,
    },
    env: service.envOf(run),
    ...options,
  });
  expect(result.timedOut).toBe(false);
  expect(result.orphans).toEqual([]);
  expect(findSecrets(result, secretsOf('ci', password))).toEqual([]);
  return { ...result, manager, artifacts: await service.artifacts(run) };
}

function errorsOf(run: ActionRun): string[] {
  return run.annotations.filter(({ level }) => level === 'error').map(({ message }) => message);
}

describe('a run that succeeds', () => {
  let step: Step;
  beforeAll(async () => {
    step = await runStep({ frames: '1-3' });
  });

  test('ends well and says what it did', () => {
    expect(errorsOf(step)).toEqual([]);
    expect(step.exitCode).toBe(0);
    expect(step.outputs).toMatchObject({ 'frames-rendered': '3', 'frames-failed': '0', 'failure-kind': '' });
    expect(step.groups.map(({ title }) => title)).toEqual(['Check the farm', 'Plan', 'Render', 'Publish']);
    expect(step.manager.violations).toEqual([]);
  });

  test('publishes the results byte for byte, each kind as an artifact', () => {
    expect(step.artifacts.map(({ name }) => name).sort()).toEqual([
      'blendnet-compose',
      'blendnet-preview',
      'blendnet-render',
      'blendnet-report.html',
    ]);
    for (const { name, files } of step.artifacts) {
      if (files === undefined) continue;
      const kind = name.replace('blendnet-', '') as 'preview' | 'render' | 'compose';
      const pictures = [...files].filter(([file]) => file.startsWith('frame-')).sort();
      expect(pictures.map(([file]) => file.slice(0, 'frame-0001.x'.length - 2))).toEqual([
        'frame-0001',
        'frame-0002',
        'frame-0003',
      ]);
      const tasks = [...step.manager.tasks.values()].sort((a, b) => (a.config.frame ?? 0) - (b.config.frame ?? 0));
      pictures.forEach(([, bytes], index) => {
        expect(bytes).toEqual(step.manager.blobs.get(tasks[index]!.result[kind]!)!.bytes);
      });
      expect(JSON.parse(files.get('render.json')!.toString())).toMatchObject({ blenderVersion: '3.4.1', seed: 0 });
    }
  });

  test('tells the same in the summary, the outputs and on disk', async () => {
    const urls = JSON.parse(step.outputs['artifact-urls']!) as Record<string, string>;
    expect(urls['blendnet-compose']).toMatch(
      /^https:\/\/github\.com\/studio\/film\/actions\/runs\/1000\/artifacts\/\d+$/,
    );
    expect(step.summary).toContain(urls['blendnet-compose']);
    const manifest = JSON.parse(await readFile(join(step.outputs['results-directory']!, 'render.json'), 'utf8'));
    expect(manifest.frames).toHaveLength(3);
    expect((manifest.inputs as { path: string }[]).map(({ path }) => path)).toContain('film/scenes/shot.blend');
  });

  test('names tasks after run, attempt, project and frame, all below one root', () => {
    for (const task of step.manager.tasks.values()) {
      expect(task.name).toMatch(/^ci-1000-1-[0-9a-f]{4}-shot-f000[123]-[0-9a-f]{16}$/);
      expect(task.config).toMatchObject({
        project: 'film/scenes/shot.blend',
        project_path: '/project/',
        cwd_path: '/project/',
        seed: 0,
      });
    }
  });

  test('post has nothing left to do', () => {
    expect(step.post?.exitCode).toBe(0);
    expect(step.post?.lines.join('')).toBe('');
  });
});

describe('errors before anything is sent', () => {
  const cases: [
    name: string,
    inputs: Record<string, string>,
    manager: ScriptedManagerOptions,
    kind: string,
    text: RegExp,
  ][] = [
    [
      'several settings',
      { frames: 'abc', samples: '0', reuse: 'yes' },
      {},
      'settings',
      /3 settings are wrong:\n {2}frames "abc".*\n {2}samples "0".*\n {2}reuse "yes": use true, false or bytes/s,
    ],
    ['no project', { project: 'film/none.blend' }, {}, 'missing-file', /film\/none\.blend is not there/],
    ['a project outside', { project: '../other.blend' }, {}, 'settings', /lies outside working-directory/],
    ['a wrong password', { password: 'wrong' }, {}, 'unauthorized', /refuses the username and password/],
    ['an unknown CA', { 'ca-cert': '' }, {}, 'unreachable', /signed by an unknown CA.*\n.*ca-cert/s],
    ['a wrong name', { 'server-name': 'other-manager' }, {}, 'unreachable', /is for another name.*\n.*server-name/s],
    ['no Agent', {}, { agents: [] }, 'no-agents', /knows no Agent/],
    [
      'no active Agent',
      { 'stall-timeout': '0.02' },
      { agents: [{ name: 'a', active: false }] },
      'no-agents',
      /none of them active/,
    ],
    [
      'a proxy',
      {},
      {
        faults: [
          { path: /info$/, times: 9, action: { fault: 'answer', status: 404, body: '<html><body>No</body></html>' } },
        ] as ScriptedManagerOptions['faults'] & object,
      },
      'protocol',
      /No BlendNet Manager at .* an HTML page/,
    ],
    ['an empty manager-url', { 'manager-url': '' }, {}, 'settings', /given but empty.*\n.*forks/s],
    [
      'a broken CA',
      { 'ca-cert': '-----BEGIN CERTIFICATE----- AAAA -----END CERTIFICATE-----' },
      {},
      'settings',
      /ca-cert.*cannot be read.*line breaks/s,
    ],
    [
      'a tolerances file that is not there',
      { baseline: 'base', tolerances: 'none.txt' },
      {},
      'settings',
      /tolerances: .*none\.txt: it is not there/,
    ],
    [
      'a baseline that the results would replace',
      { baseline: 'same', 'output-directory': './same' },
      {},
      'settings',
      /baseline "same" is output-directory/,
    ],
    [
      'an output directory that is a file',
      { 'output-directory': 'film/scenes/shot.blend' },
      {},
      'settings',
      /there is a file of that name/,
    ],
    [
      'an unreachable Manager',
      { 'manager-url': 'https://127.0.0.1:1', 'stall-timeout': '0.01' },
      {},
      'unreachable',
      /connection refused/,
    ],
    ['a glob that names nothing', { dependencies: 'tex/**' }, {}, 'missing-file', /"tex\/\*\*" names no file/],
  ];
  test.each(cases)('%s', async (_, inputs, manager, kind, text) => {
    const step = await runStep(inputs, manager);
    expect(step.exitCode).toBe(1);
    expect(step.outputs['failure-kind']).toBe(kind);
    expect(errorsOf(step).join('\n')).toMatch(text);
    expect(step.manager.bytesReceived).toBe(0);
    expect(step.manager.tasks.size).toBe(0);
  });

  test('an empty manager-url can be skipped', async () => {
    const step = await runStep({ 'manager-url': '', 'without-manager': 'skip' });
    expect(step.exitCode).toBe(0);
    expect(step.annotations).toMatchObject([{ level: 'notice', title: 'Not rendered' }]);
  });
});

describe('a run that fails', () => {
  test('publishes what there is, folds same failures and says what Blender said', async () => {
    const step = await runStep(
      { frames: '1-5', attempts: '1' },
      {
        script: ({ config }) =>
          [2, 4].includes(config.frame ?? 0)
            ? {
                outcome: 'error',
                errorText: 'Out of memory',
                messages: ['Error: \u001b[31mcannot allocate', '::set-output name=x::y'],
              }
            : 'complete',
      },
    );
    expect(step.exitCode).toBe(1);
    expect(step.outputs).toMatchObject({ 'frames-rendered': '3', 'frames-failed': '2', 'failure-kind': 'task-failed' });
    const titles = step.annotations.map(({ title }) => title);
    expect(titles).toContain('Frames 2, 4 failed');
    expect(errorsOf(step).join()).toContain('Out of memory');
    const render = step.artifacts.find(({ name }) => name === 'blendnet-render')!;
    expect([...render.files!.keys()].filter((name) => name.endsWith('.log'))).toEqual([
      'frame-0002.log',
      'frame-0004.log',
    ]);
    expect(step.lines.join('\n')).toContain('cannot allocate');
    expect(step.stdout).not.toContain('\u001b');
    expect(step.commands.filter(({ name }) => name === 'set-output')).toEqual([]);
  });

  test('a password that the farm repeats is in nothing that is published', async () => {
    const forms = secretsOf('ci', password);
    // Where a text is cut, some of a secret may be left.
    const messages = [...forms, `${'x'.repeat(490)}${password}`];
    const errorText = `Authorization: Basic ${messages.toReversed().join(' ')}`;
    const step = await runStep(
      { attempts: '1' },
      { blender: `3.4.1 ${password}`, script: () => ({ outcome: 'error', errorText, messages }) },
      { env: { ...service.envOf(runs + 1), RUNNER_DEBUG: '1' } },
    );
    expect(step.exitCode).toBe(1);
    const files = step.artifacts.flatMap((artifact) => [...(artifact.files?.values() ?? [])]);
    const published = [...files.map(String), step.summary, step.outputs['tasks']].join('\n');
    expect(published).toContain('***');
    for (const form of [...forms, password.slice(0, 6)]) expect(published).not.toContain(form);
  });

  test('sends a failing frame again as a new task', async () => {
    const step = await runStep({ frames: '1-2' }, { script: ({ attempt }) => (attempt === 1 ? 'error' : 'complete') });
    expect(step.exitCode).toBe(0);
    expect([...step.manager.tasks.keys()].every((name) => name.endsWith('-again1'))).toBe(true);
  });

  test('stops everything with fail-fast', async () => {
    const step = await runStep(
      { frames: '1-6', 'fail-fast': 'true', attempts: '1' },
      { script: ({ config }) => (config.frame === 2 ? 'error' : { outcome: 'complete', renderSteps: 20 }) },
    );
    expect(step.exitCode).toBe(1);
    expect(errorsOf(step).join('\n')).toContain('fail-fast');
    expect(step.outputs['failure-kind']).toBe('task-failed');
    expect([...step.manager.tasks.values()].filter(({ state }) => state !== 'COMPLETED' && state !== 'ERROR')).toEqual(
      [],
    );
  });
});

/** The first task that renders is done soon, the others take for ever. */
function firstDone(): () => Outcome {
  let started = 0;
  return () => ({ outcome: 'complete', renderSteps: started++ === 0 ? 5 : 1000 });
}

/**
 * Without the signals that follow after 7.5 and 10 seconds: a loaded machine is not that fast. What cleaning up may take is
 * limited by itself, as the second test shows.
 */
const askedOnce = [{ signal: 'SIGINT', afterMs: 0 }] as const;

describe('being cancelled', () => {
  test('removes the unfinished tasks and publishes what is there', async () => {
    const step = await runStep(
      { frames: '1-8' },
      { script: firstDone() },
      { signalAfter: (line) => line.includes(': rendered'), signals: askedOnce },
    );
    expect(step.exitCode).toBe(1);
    expect(step.outputs).toMatchObject({ 'failure-kind': 'cancelled', 'frames-rendered': '1' });
    expect([...step.manager.tasks.values()].map(({ state }) => state)).toEqual(['COMPLETED']);
    expect(step.artifacts).toHaveLength(4);
  });

  test('post goes on with what main had no time for', async () => {
    const step = await runStep(
      { frames: '1-20' },
      {
        script: () => ({ outcome: 'complete', renderSteps: 1000 }),
        // Longer than a cancelled run may take.
        faults: [{ method: 'DELETE', times: 8, action: { fault: 'delay', ms: 6_000 } }],
      },
      { signalAfter: (line) => line.includes(': rendering'), signals: askedOnce },
    );
    expect(step.lines.join('\n')).toContain('Left on the Manager: ');
    expect(step.post?.lines.join('\n')).toMatch(/Removed \d+ unfinished tasks/);
    expect(step.manager.tasks.size).toBe(0);
  });

  test('post removes them when main was killed, whatever became of the Agents', async () => {
    const step = await runStep(
      { frames: '1-4' },
      { script: () => ({ outcome: 'complete', renderSteps: 1000 }) },
      {
        signalAfter: (line) => line.includes(': rendering'),
        signals: [{ signal: 'SIGKILL', afterMs: 0 }],
        act: (manager) => {
          void manager.until(({ tasks }) => tasks.size === 4).then(() => (manager.agents = []));
        },
      },
    );
    expect(step.signal).toBe('SIGKILL');
    expect(step.post?.exitCode).toBe(0);
    expect(step.post?.lines.join('\n')).toContain('Removed 4 unfinished tasks');
    expect(step.manager.tasks.size).toBe(0);
  });
});

test('without an artifact service the files stay, and a notice says so', async () => {
  const step = await runStep({}, {}, { env: {} });
  expect(step.exitCode).toBe(0);
  expect(step.annotations).toMatchObject([{ level: 'notice', message: expect.stringContaining('output-directory') }]);
});

test('so on a server whose artifacts GitHub’s package does not take', async () => {
  const env = { ...service.envOf(901), GITHUB_SERVER_URL: 'https://git.example.org' };
  const step = await runStep({}, {}, { env });
  expect(step.exitCode).toBe(0);
  expect(step.annotations).toMatchObject([{ level: 'notice', message: expect.stringContaining('next step') }]);
});

test('a job that is run again replaces the artifacts of its earlier attempt', async () => {
  const env = service.envOf(902);
  for (const attempt of ['1', '2']) {
    const step = await runStep({ results: 'compose' }, {}, { env: { ...env, GITHUB_RUN_ATTEMPT: attempt } });
    expect(errorsOf(step)).toEqual([]);
    expect(step.exitCode).toBe(0);
  }
  const artifacts = await service.artifacts(902);
  expect(artifacts.map(({ name }) => name).sort()).toEqual(['blendnet-compose', 'blendnet-report.html']);
});

test('an artifact name that is taken is said', async () => {
  const env = service.envOf(900);
  expect((await runStep({ results: 'compose' }, {}, { env })).exitCode).toBe(0);
  const second = await runStep({ results: 'compose' }, {}, { env });
  expect(second.exitCode).toBe(1);
  expect(errorsOf(second).join('\n')).toMatch(/blendnet-compose.*artifact-name/s);
  // Everything else is published all the same.
  expect(second.outputs).toMatchObject({ 'failure-kind': 'rejected', 'frames-rendered': '1' });
  expect(second.summary).toContain('1 frame');
});
