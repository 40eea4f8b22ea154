import type { GitHubApi } from '../host/github/api.ts';

/** What the parts of `blendnet-render github` work with. */
export interface GitHubPlace {
  env: NodeJS.ProcessEnv;
  api: GitHubApi;
  token: string;
  signal: AbortSignal;
  flags: { 'artifact-name': string; kind: string; baseline: string; frames: string; sha: string };
}
