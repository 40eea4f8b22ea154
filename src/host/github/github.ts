import * as core from '@actions/core';
import { join } from 'node:path';
import { inert, type Annotation, type Host, type Log } from '../host.ts';
import { maxAnnotations } from './limits.ts';
import { openArtifactStore } from './artifacts.ts';
import { writeSummary } from './summary.ts';

/** GitHub's runner: workflow commands, artifacts, job summary. */
export function createGitHubHost(env: NodeJS.ProcessEnv, cancelled: AbortSignal, job: string): Host {
  const log = createLog();
  const counts: Record<Annotation['level'], number> = { error: 0, warning: 0, notice: 0 };
  const sha = env['GITHUB_SHA'];
  const repositoryUrl = `${env['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${env['GITHUB_REPOSITORY'] ?? ''}`;
  return {
    log,
    identity: { run: env['GITHUB_RUN_ID'] ?? '0', attempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? 1), job },
    workspace: env['GITHUB_WORKSPACE'] ?? process.cwd(),
    stateDirectory: join(env['RUNNER_TEMP'] ?? '/tmp', 'blendnet-render'),
    ...(sha === undefined ? {} : { commit: { sha, url: `${repositoryUrl}/commit/${sha}` } }),
    cancelled,
    mask: (secret) => {
      if (secret !== '') core.setSecret(secret);
    },
    annotate: ({ level, title, message, file }) => {
      counts[level] += 1;
      if (counts[level] > maxAnnotations) {
        log.info(`${level}: ${title}: ${message}`);
        return;
      }
      const properties = { title, ...(file === undefined ? {} : { file }) };
      core[level](message.slice(0, 4000), properties);
    },
    artifacts: () => openArtifactStore(env, `${repositoryUrl}/actions/runs/${env['GITHUB_RUN_ID'] ?? ''}`),
    writeSummary: (markdown) => writeSummary(env['GITHUB_STEP_SUMMARY'], markdown),
    setOutputs: (outputs) => {
      for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
    },
  };
}

function createLog(): Log {
  let open = 0;
  return {
    info: (line) => {
      core.info(inert(line));
    },
    detail: (line) => {
      core.debug(line);
    },
    warning: (line) => {
      core.info(`Warning: ${inert(line)}`);
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
