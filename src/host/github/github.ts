import * as core from '@actions/core';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf, RenderError } from '../../base/errors.ts';
import type { Log } from '../../base/log.ts';
import { inert, printable } from '../../base/printable.ts';
import { keepSecret, redact, shortestAnywhere } from '../../base/secrets.ts';
import { sentences } from '../../base/sentences.ts';
import { folderFrom, toolFolder } from '../folders.ts';
import type { Annotation, Host, OutputValue } from '../host.ts';
import { maxAnnotations, maxAnnotationText, maxAnnotationTitle, maxOutput } from './limits.ts';
import { openArtifactStore } from './artifacts.ts';
import { openCacheStore } from './cache.ts';
import { findApproving } from './approving.ts';
import { findCommit } from './commit.ts';
import { redactOutputs } from '../outputs.ts';
import { findStranger } from '../trust.ts';
import { openReview } from './review.ts';
import { writeSummary } from './summary.ts';

/** A cancelled step is killed 7.5 s after the first signal, and has its results to publish, too. */
const cleanupMs = 4_000;

/** What only the action's entry needs. */
export interface GitHubHost extends Host {
  /** Keeps a value for the post step. */
  saveState(name: string, value: string): void;
  /** Fails the step: the last annotation, which no limit may swallow. */
  fail(error: unknown): void;
}

const noArtifacts =
  'GitHub’s artifact service does not work here: the results stay in output-directory. ' +
  'To keep them, upload that folder in the next step; docs/runners.md shows how.';

/** GitHub's runner: workflow commands, artifacts, job summary. */
export function createGitHubHost(
  env: NodeJS.ProcessEnv,
  { entry, cancelled, job }: { entry: URL; cancelled: AbortSignal; job: string },
): GitHubHost {
  const log = createLog((text) => inert(redact(text)));
  const mask = (secret: string): void => {
    keepSecret(secret);
    // The runner knows of no words: it would take a short one out of the middle of others.
    if (secret.length >= shortestAnywhere) core.setSecret(secret);
  };
  const workspace = folderFrom(env, 'GITHUB_WORKSPACE') ?? process.cwd();
  const run = env['GITHUB_RUN_ID'] ?? '0';
  const attempt = Number(env['GITHUB_RUN_ATTEMPT'] ?? 1);
  const startedAt = new Date(performance.timeOrigin);
  const stranger = findStranger(env);
  const repositoryUrl = `${env['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${env['GITHUB_REPOSITORY'] ?? ''}`;
  const stateDirectory = join(folderFrom(env, 'RUNNER_TEMP') ?? tmpdir(), 'blendnet-render');
  const commit = findCommit(env, repositoryUrl);
  return {
    log,
    identity: { run, attempt, job },
    workspace,
    entry,
    environment: env,
    stateDirectory,
    toolDirectory: toolFolder(env, stateDirectory),
    ...commit,
    ...(stranger === undefined ? {} : { stranger }),
    workspaceStays: env['RUNNER_ENVIRONMENT'] !== 'github-hosted',
    cancelled,
    cleanupMs,
    mask,
    annotate: annotator(log),
    artifacts: async () => {
      const url = `${repositoryUrl}/actions/runs/${run}`;
      const store = await openArtifactStore(env, { url, attempt, startedAt, log });
      if (store === undefined) core.notice(noArtifacts, { title: 'No artifacts' });
      return store;
    },
    cache: () => openCacheStore({ env, entry, log, mask, cancelled }),
    writeSummary: (markdown) => writeSummary(env['GITHUB_STEP_SUMMARY'], redact(markdown)),
    approving: findApproving(env, workspace),
    review: (token) =>
      openReview({ env, token, identity: { run, attempt }, sha: commit.commit?.sha, log, signal: cancelled }),
    setOutputs: (outputs) => {
      for (const [name, value] of Object.entries(redactOutputs(outputs))) {
        core.setOutput(name, formatOutput(name, value, log));
      }
    },
    saveState: core.saveState,
    fail: (error) => {
      failStep(error, workspace, log);
    },
  };
}

function failStep(error: unknown, workspace: string, log: Log): void {
  process.exitCode = 1;
  if (!(error instanceof RenderError)) {
    const text = redact(messageOf(error)).slice(0, maxAnnotationText);
    core.error(text, { title: 'Internal error: please report it' });
    if (error instanceof Error && error.stack !== undefined) log.info(error.stack);
    return;
  }
  const { kind, message, hint, file } = error;
  const text = redact([sentences(message), hint].filter(Boolean).join('\n'));
  // An error names files below the working directory, which need not be the workspace.
  const isThere = file !== undefined && existsSync(join(workspace, file));
  core.error(text.slice(0, maxAnnotationText), { title: kind, ...(isThere ? { file } : {}) });
}

/** Annotates the step; what GitHub would not show any more goes into the log. */
function annotator(log: Log): Host['annotate'] {
  const counts: Record<Annotation['level'], number> = { error: 0, warning: 0, notice: 0 };
  return ({ level, title, message, file }) => {
    counts[level] += 1;
    if (counts[level] > maxAnnotations) {
      log.info(`${level}: ${printable(title, maxAnnotationTitle)}: ${printable(message, maxAnnotationText)}`);
      return;
    }
    const properties = {
      title: printable(title, maxAnnotationTitle),
      ...(file === undefined ? {} : { file: redact(file) }),
    };
    core[level](redact(message).slice(0, maxAnnotationText), properties);
  };
}

/** A text as GitHub takes it for an output, with all outputs of a job together. */
function formatOutput(name: string, value: OutputValue, log: Log): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (text.length <= maxOutput) return text;
  log.info(`The output ${name} would be too long, and stays empty.`);
  return '';
}

/** @param clean makes a text harmless; the runner masks secrets, too, but only where it reads the log. */
function createLog(clean: (text: string) => string): Log {
  let open = 0;
  return {
    info: (text) => {
      core.info(clean(text));
    },
    detail: (text) => {
      core.debug(clean(text));
    },
    warning: (text) => {
      core.info(`Warning: ${clean(text)}`);
    },
    group: (title) => {
      // Groups do not nest: an inner one would end the outer one.
      if (open++ === 0) core.startGroup(clean(title));
      return () => {
        if (--open === 0) core.endGroup();
      };
    },
    progress: () => undefined,
  };
}
