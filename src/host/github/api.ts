import type { getOctokit } from '@actions/github';
import { messageOf, RenderError } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';
import { retryDelayMs, systemClock, type Clock } from '../../base/waiting.ts';

export type Octokit = ReturnType<typeof getOctokit>;
export interface Repository {
  owner: string;
  repo: string;
}

export interface ApiOptions {
  env: Readonly<Record<string, string | undefined>>;
  token: string;
  /** Ends waiting and whatever is under way. */
  signal: AbortSignal;
  clock?: Clock;
}

/** The REST API for one repository: requests that are repeated where that helps, and refusals in words. */
export interface GitHubApi {
  readonly repository: Repository;
  /** The repository's page. */
  readonly url: string;
  /**
   * Does requests, again when GitHub is busy, counts too many of them or breaks off: so only what may be done twice.
   * @param what `write a comment`
   * @param permission of the job, as in `permissions:`: `pull-requests: write`
   * @throws RenderError `rejected` with the permission as its hint, or `unreachable`
   */
  ask<T>(what: string, permission: string, requests: (octokit: Octokit) => Promise<T>): Promise<T>;
}

/** Longer than that no finished run is held up by a limit of requests. */
const maxWaitMs = 90_000;
const maxTries = 4;
const requestMs = 30_000;

/** Opens the API with a token. @throws RenderError `settings` where the environment names no repository; the signal's reason */
export async function openApi({ env, token, signal, clock = systemClock }: ApiOptions): Promise<GitHubApi> {
  signal.throwIfAborted();
  const [owner = '', repo = ''] = (env['GITHUB_REPOSITORY'] ?? '').split('/');
  if (owner === '' || repo === '') {
    throw new RenderError('settings', 'GITHUB_REPOSITORY does not name a repository.', {
      hint: 'Run this in a workflow of GitHub Actions.',
    });
  }
  // Here, since most runs ask for none of it; the artifact service's client brings it along.
  const { getOctokit } = await import('@actions/github');
  const baseUrl = env['GITHUB_API_URL'] || 'https://api.github.com';
  const octokit = getOctokit(token, { baseUrl, log: silent });
  // A fetch of its own for each request would be left without an end otherwise.
  octokit.hook.before('request', (options) => {
    options.request = { ...options.request, signal: AbortSignal.any([signal, AbortSignal.timeout(requestMs)]) };
  });
  return {
    repository: { owner, repo },
    url: `${env['GITHUB_SERVER_URL'] || 'https://github.com'}/${owner}/${repo}`,
    ask: async (what, permission, requests) => {
      let waitedMs = 0;
      for (let tries = 1; ; tries++) {
        try {
          return await requests(octokit);
        } catch (error) {
          signal.throwIfAborted();
          const pauseMs = pauseAfter(error, tries);
          waitedMs += pauseMs ?? 0;
          if (pauseMs === undefined || tries === maxTries || waitedMs > maxWaitMs)
            throw refusal(what, permission, error);
          await clock.pause(pauseMs, signal);
        }
      }
    },
  };
}

const nothing = (): void => undefined;
/** What goes wrong is told by who asks. */
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** HTTP's status of a failed request; undefined where there was no answer. */
export function statusOf(error: unknown): number | undefined {
  const { status, response } = error as { status?: unknown; response?: unknown };
  // Octokit says 500 also of a connection that broke.
  return typeof status === 'number' && response !== undefined ? status : undefined;
}

/** How long to wait before the next try, in milliseconds; undefined where another would bring the same. */
function pauseAfter(error: unknown, tries: number): number | undefined {
  const status = statusOf(error);
  if (status === undefined) return isOfNetwork(error) ? retryDelayMs(tries) : undefined;
  if (status === 403 || status === 429) return limitPause(headersOf(error)) ?? (status === 429 ? 1000 * 60 : undefined);
  return status >= 500 || status === 408 ? retryDelayMs(tries) : undefined;
}

/** What GitHub says of its limits: `retry-after` in seconds, or the time at which the next request counts anew. */
function limitPause(headers: Record<string, unknown>): number | undefined {
  const seconds = Number(headers['retry-after'] ?? NaN);
  if (seconds >= 0) return 1000 * seconds;
  if (String(headers['x-ratelimit-remaining']) !== '0') return undefined;
  const resetMs = 1000 * Number(headers['x-ratelimit-reset'] ?? NaN);
  return Number.isFinite(resetMs) ? Math.max(1000, resetMs - Date.now() + 1000) : undefined;
}

function headersOf(error: unknown): Record<string, unknown> {
  return (error as { response: { headers?: Record<string, unknown> } }).response.headers ?? {};
}

/** Octokit's own errors carry a status; any other is a bug of ours. */
function isOfNetwork(error: unknown): boolean {
  return (error as { name?: unknown }).name === 'HttpError' || (error as { name?: unknown }).name === 'TimeoutError';
}

function refusal(what: string, permission: string, error: unknown): unknown {
  const status = statusOf(error);
  if (status === undefined && !isOfNetwork(error)) return error;
  const said = `GitHub does not let this job ${what}: ${printable(messageOf(error), 300)}`;
  if (status === undefined || status >= 500) {
    return new RenderError('unreachable', said, { cause: error, hint: 'Run the job again later.' });
  }
  const isLimit = status === 429 || limitPause(headersOf(error)) !== undefined;
  const lacksRight = !isLimit && [401, 403, 404].includes(status);
  const hint = lacksRight
    ? `Add \`${permission}\` to the job’s permissions. A pull request from a fork never has it: see docs/pull-requests.md.`
    : 'See what GitHub says; the results are published all the same.';
  return new RenderError('rejected', `${said} (HTTP ${status})`, { cause: error, hint, lasting: lacksRight });
}
