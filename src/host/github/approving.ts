import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Approving } from '../../frames/approving.ts';
import { pullRequestOf, readPayload } from '../payload.ts';

/** What a workflow that handles comments calls, outside of its own comments. */
const handler = /^[^#\n]*\bblendnet-render github approval\b/m;
const maxWorkflows = 200;
const maxWorkflowBytes = 500_000;

/** How a run of GitHub's is approved: by a comment where the checked out project has the workflow for it. */
export function findApproving(env: Readonly<Record<string, string | undefined>>, workspace: string): Approving {
  return {
    where: 'github',
    run: env['GITHUB_RUN_ID'] ?? '0',
    repository: env['GITHUB_REPOSITORY'] ?? '',
    inPullRequest: pullRequestOf(readPayload(env['GITHUB_EVENT_PATH'])) !== undefined,
    hasWorkflow: hasWorkflow(join(workspace, '.github/workflows')),
  };
}

function hasWorkflow(folder: string): boolean {
  try {
    const names = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
    return names.slice(0, maxWorkflows).some((name) => {
      const path = join(folder, name);
      const stats = statSync(path);
      return stats.isFile() && stats.size < maxWorkflowBytes && handler.test(readFileSync(path, 'utf8'));
    });
  } catch {
    // No workflows are checked out, or not where they can be read.
    return false;
  }
}
