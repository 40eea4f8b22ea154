import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import picomatch from 'picomatch';
import { parse as parseYaml } from 'yaml';
import type { ResultsService } from '../results-service.ts';
import { runAction, type ActionRun } from '../runner.ts';
import { TemporaryFolder } from '../temporary-folder.ts';
import { evaluate, fillIn, isMet, toText, type ExpressionContext } from './expressions.ts';

/* Runs a workflow that is called as GitHub does, each job on a runner of its own; commands (`run:`) are left out. */

interface Step {
  id?: string;
  if?: string;
  uses?: string;
  with?: Record<string, unknown>;
}

interface Job {
  needs?: string | string[];
  if?: string;
  strategy?: { matrix: string };
  outputs?: Record<string, string>;
  steps: Step[];
}

interface Workflow {
  on: { workflow_call: { inputs: Record<string, { default?: unknown }>; outputs: Record<string, { value: string }> } };
  jobs: Record<string, Job>;
}

export interface WorkflowOptions {
  /** The workflow's file. */
  file: string;
  inputs: Record<string, unknown>;
  /** What is checked out. */
  repository: string;
  service: ResultsService;
  /** The run's number. */
  run: number;
  /** What `actions/cache` has kept, by key; several runs may share it. */
  cache: Map<string, Buffer>;
  /** RUNNER_TEMP: the same on every runner, for the cache knows files by their paths, and empty when a job begins. */
  temporary: string;
}

export interface WorkflowRun {
  outputs: Record<string, string>;
  /** Runs of the repository's own actions, by job. */
  steps: { job: string; action: string; run: ActionRun }[];
  result: 'success' | 'failure';
}

const root = fileURLToPath(new URL('../../../', import.meta.url));
const entry = join(root, 'src/action.ts');

export async function runWorkflow(options: WorkflowOptions): Promise<WorkflowRun> {
  const workflow = parseYaml(readFileSync(options.file, 'utf8')) as Workflow;
  const { inputs, outputs } = workflow.on.workflow_call;
  const defaults = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.default]));
  const run: WorkflowRun = { outputs: {}, steps: [], result: 'success' };
  const jobs: Record<string, { result: string; outputs: Record<string, string> }> = {};
  const github = { ref_name: 'main', run_id: options.run, run_attempt: 1 };
  for (const [name, job] of Object.entries(workflow.jobs)) {
    const values = { inputs: { ...defaults, ...options.inputs }, github, needs: jobs };
    const context: ExpressionContext = { values, hashFiles: () => '' };
    const failed = [job.needs ?? []].flat().some((needed) => jobs[needed]?.result !== 'success');
    if ((failed && job.if?.includes('cancelled()') !== true) || !isMet(job.if, context)) {
      jobs[name] = { result: 'skipped', outputs: {} };
      continue;
    }
    const matrix =
      job.strategy === undefined ? [{}] : (evaluate(strip(job.strategy.matrix), context) as Matrix).include;
    const ended = [];
    for (const one of matrix) ended.push(await runJob(name, job, { ...values, matrix: one }, options, run));
    const result = ended.every((one) => one.result === 'success') ? 'success' : 'failure';
    jobs[name] = { result, outputs: ended[0]?.outputs ?? {} };
    if (result === 'failure') run.result = 'failure';
  }
  for (const [name, { value }] of Object.entries(outputs)) {
    run.outputs[name] = toText(fillIn(value, { values: { jobs }, hashFiles: () => '' }));
  }
  return run;
}

interface Matrix {
  include: object[];
}

function strip(expression: string): string {
  return expression.replace(/^\$\{\{(.*)\}\}$/, '$1');
}

/** On a runner of its own. */
async function runJob(
  name: string,
  job: Job,
  values: Record<string, unknown>,
  options: WorkflowOptions,
  run: WorkflowRun,
): Promise<{ result: string; outputs: Record<string, string> }> {
  using workspace = new TemporaryFolder();
  const { temporary } = options;
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary);
  const steps: Record<string, { outputs: Record<string, string> }> = {};
  const all = { ...values, steps, runner: { temp: temporary } };
  const context: ExpressionContext = {
    values: all,
    hashFiles: (pattern) => (existsSync(join(workspace.path, pattern)) ? 'a hash' : ''),
  };
  let result = 'success';
  for (const { id, if: condition, uses, with: given = {} } of job.steps) {
    const isSkipped = result === 'failure' && condition?.includes('cancelled()') !== true;
    if (uses === undefined || isSkipped || !isMet(condition, context)) continue;
    const inputs = Object.fromEntries(
      Object.entries(given).map(([key, value]) => [key, toText(fillIn(value, context))]),
    );
    const outputs = await runStep(uses, inputs, { workspace: workspace.path, options }, async (action) => {
      const step = await runAction({
        main: entry,
        metadata: join(root, action, 'action.yml'),
        workspace: workspace.path,
        inputs,
        env: { RUNNER_TEMP: temporary, ...options.service.envOf(options.run) },
      });
      run.steps.push({ job: name, action: action === '' ? 'render' : action, run: step });
      if (step.exitCode !== 0) result = 'failure';
      return step.outputs;
    });
    if (id !== undefined) steps[id] = { outputs };
  }
  const outputs = Object.entries(job.outputs ?? {}).map(([key, value]) => [key, toText(fillIn(value, context))]);
  return { result, outputs: Object.fromEntries(outputs) as Record<string, string> };
}

async function runStep(
  uses: string,
  inputs: Record<string, string>,
  { workspace, options }: { workspace: string; options: WorkflowOptions },
  runOwn: (action: string) => Promise<Record<string, string>>,
): Promise<Record<string, string>> {
  const [action = ''] = uses.split('@');
  const own = /^blendnet-render\/blendnet-render\/?(.*)$/.exec(action)?.[1];
  if (own !== undefined) return await runOwn(own);
  const { path = '', key = '', pattern = '' } = inputs;
  const file = join(workspace, path);
  switch (action) {
    case 'actions/checkout':
      cpSync(options.repository, workspace, { recursive: true });
      return {};
    case 'actions/cache/restore': {
      const wanted = [key, ...(inputs['restore-keys'] ?? '').split('\n').filter(Boolean)];
      const found = wanted.flatMap(
        (one) => [...options.cache.keys()].findLast((kept) => kept.startsWith(one)) ?? [],
      )[0];
      if (found === undefined) {
        if (inputs['fail-on-cache-miss'] === 'true') throw new Error(`The cache has no ${key}`);
        return {};
      }
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, options.cache.get(found)!);
      return { 'cache-matched-key': found };
    }
    case 'actions/cache/save':
      options.cache.set(key, readFileSync(file));
      return {};
    case 'actions/download-artifact':
      for (const artifact of await options.service.artifacts(options.run)) {
        if (!picomatch.isMatch(artifact.name, pattern)) continue;
        for (const [name, bytes] of artifact.files ?? []) {
          mkdirSync(dirname(join(path, artifact.name, name)), { recursive: true });
          writeFileSync(join(path, artifact.name, name), bytes);
        }
      }
      return {};
    default:
      throw new Error(`The tests know no action ${uses}`);
  }
}
