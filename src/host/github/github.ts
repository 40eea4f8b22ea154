import * as core from '@actions/core';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, RenderError } from '../../base/errors.ts';
import type { Log } from '../../base/log.ts';
import { inert, printable } from '../../base/printable.ts';
import { toolDirectory } from '../directories.ts';
import type { Annotation, Host, OutputValue } from '../host.ts';
import { maxAnnotations, maxAnnotationText, maxAnnotationTitle, maxOutput } from './limits.ts';
import { openArtifactStore } from './artifacts.ts';
import { openCacheStore } from './cache.ts';
import { Secrets } from '../secrets.ts';
import { writeSummary } from './summary.ts';

/** What only the action's entry needs. */
export interface GitHubHost extends Host {
  /** Keeps a value for the post step. */
  saveState(name: string, value: string): void;
  /** Fails the step: the last annotation, which no limit may swallow. */
  fail(error: unknown): void;
}

/** GitHub's runner: workflow commands, artifacts, job summary. */
export function createGitHubHost(
  env: NodeJS.ProcessEnv,
  { entry, cancelled, job }: { entry: URL; cancelled: AbortSignal; job: string },
): GitHubHost {
  const secrets = new Secrets();
  const log = createLog((text) => inert(secrets.redact(text)));
  const mask = (secret: string): void => {
    if (secret === '') return;
    secrets.add(secret);
    core.setSecret(secret);
  };
  const workspace = env['GITHUB_WORKSPACE'] ?? process.cwd();
  const sha = env['GITHUB_SHA'];
  const repositoryUrl = `${env['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${env['GITHUB_REPOSITORY'] ?? ''}`;
  const stateDirectory = join(env['RUNNER_TEMP'] ?? '/tmp', 'blendnet-render');
  return {
    log,
    identity: { run: env['GITHUB_RUN_ID'] ?? '0', attempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? 1), job },
    workspace,
    entry,
    environment: env,
    stateDirectory,
    toolDirectory: toolDirectory(env, stateDirectory),
    ...(sha === undefined ? {} : { commit: { sha, url: `${repositoryUrl}/commit/${sha}` } }),
    workspaceStays: env['RUNNER_ENVIRONMENT'] !== 'github-hosted',
    cancelled,
    mask,
    redact: (text) => secrets.redact(text),
    annotate: annotator(log, secrets),
    artifacts: async () => {
      const store = await openArtifactStore(env, `${repositoryUrl}/actions/runs/${env['GITHUB_RUN_ID'] ?? ''}`);
      if (store === undefined) {
        core.notice('This runner has no artifact service: the results stay in output-directory.', {
          title: 'No artifacts',
        });
      }
      return store;
    },
    cache: () => openCacheStore({ env, entry, log, mask, cancelled }),
    writeSummary: (markdown) => writeSummary(env['GITHUB_STEP_SUMMARY'], markdown),
    setOutputs: (outputs) => {
      for (const [name, value] of Object.entries(outputs)) core.setOutput(name, formatOutput(name, value, log));
    },
    saveState: core.saveState,
    fail: (error) => {
      process.exitCode = 1;
      if (!(error instanceof RenderError)) {
        core.error(messageOf(error), { title: 'Internal error: please report it' });
        if (error instanceof Error && error.stack !== undefined) log.info(error.stack);
        return;
      }
      const { kind, message, hint, file } = error;
      const text = secrets.redact(hint === undefined ? message : `${message}\n${hint}`);
      // An error names files below the working directory, which need not be the workspace.
      const isThere = file !== undefined && existsSync(join(workspace, file));
      core.error(text.slice(0, maxAnnotationText), { title: kind, ...(isThere ? { file } : {}) });
    },
  };
}

/** Annotates the step; what GitHub would not show any more goes into the log. */
function annotator(log: Log, secrets: Secrets): Host['annotate'] {
  const counts: Record<Annotation['level'], number> = { error: 0, warning: 0, notice: 0 };
  return ({ level, title, message, file }) => {
    counts[level] += 1;
    if (counts[level] > maxAnnotations) {
      log.info(`${level}: ${printable(title, maxAnnotationTitle)}: ${printable(message, maxAnnotationText)}`);
      return;
    }
    const properties = { title: printable(title, maxAnnotationTitle), ...(file === undefined ? {} : { file }) };
    core[level](secrets.redact(message).slice(0, maxAnnotationText), properties);
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
      if (open++ === 0) core.startGroup(title);
      return () => {
        if (--open === 0) core.endGroup();
      };
    },
    progress: () => undefined,
  };
}
