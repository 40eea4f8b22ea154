import Ajv from 'ajv';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/*
 * GitHub's API, as far as we use it, made from GitHub's own description (scripts/github-api.ts): a request that is not as
 * described is answered with 422, as is one with members that the description does not know, and what the mock itself
 * answers is checked, too. Behind it stands a small repository that keeps what it is given.
 */

interface Operation {
  query: Record<string, object>;
  body: object | null;
  status: number;
  answer: object | null;
}
const described = JSON.parse(readFileSync(new URL('../../fixtures/github/api.json', import.meta.url), 'utf8')) as {
  operations: Record<string, Operation>;
  schemas: Record<string, object>;
};
const ajv = new Ajv({ nullable: true, logger: false, unknownFormats: 'ignore' });

interface Comment {
  id: number;
  issue: number;
  body: string;
  user: { login: string; type: 'Bot' | 'User' };
}
interface CheckRun {
  id: number;
  name: string;
  head_sha: string;
  conclusion: string;
  details_url: string;
  output: {
    title: string;
    summary: string;
    annotations: { path: string; message: string; annotation_level: string }[];
  };
}
interface Commit {
  tree: string;
  parents: string[];
}
interface Run {
  id: number;
  head_sha: string;
  updated_at: string;
  artifacts: { name: string; expired?: boolean; size_in_bytes?: number }[];
}
interface Pull {
  number: number;
  state: 'open' | 'closed';
  sha: string;
  branch: string;
  /** Owner and id of the head's repository. */
  head: { owner: string; id: number };
}

export interface Call {
  operation: string;
  parameters: Record<string, string>;
  query: Record<string, string>;
  body: Record<string, unknown>;
  headers: IncomingHttpHeaders;
}
export interface Failure {
  status: number;
  headers?: Record<string, string>;
  message?: string;
}

/** What a test sees of the repository, and sets in it. */
export class GitHubRepository {
  readonly id = 1;
  readonly comments: Comment[] = [];
  readonly checks: CheckRun[] = [];
  readonly reactions: { comment: number; content: string }[] = [];
  readonly removedLabels: string[] = [];
  readonly blobs = new Map<string, Buffer>();
  /** By sha: entries by path, whole and flat, folders as `2026-01-01/…/a.png`. */
  readonly trees = new Map<string, Map<string, string>>();
  readonly commits = new Map<string, Commit>();
  readonly refs = new Map<string, string>();
  readonly permissions = new Map<string, string>();
  readonly pulls: Pull[] = [];
  readonly runs: Run[] = [];
  /** Whose token it is; undefined: an app's, which may not ask. */
  login: string | undefined;
  nextId = 100;

  /** The files of a branch. */
  filesOf(branch: string): Map<string, Buffer> {
    const commit = this.commits.get(this.refs.get(`heads/${branch}`) ?? '');
    const tree = this.trees.get(commit?.tree ?? '') ?? new Map<string, string>();
    return new Map([...tree].map(([path, sha]) => [path, this.blobs.get(sha) ?? Buffer.alloc(0)]));
  }

  keepTree(files: Map<string, string>): string {
    const sha = sha1(JSON.stringify([...files]));
    this.trees.set(sha, files);
    return sha;
  }

  keepCommit(commit: Commit): string {
    const sha = sha1(JSON.stringify([commit, this.nextId++]));
    this.commits.set(sha, commit);
    return sha;
  }
}

export interface GitHubMock extends AsyncDisposable {
  readonly env: Record<string, string>;
  readonly repository: GitHubRepository;
  readonly calls: Call[];
  /** Operations as `post …/check-runs`, in order. */
  operations(): string[];
  /** Says what a call is to fail with; asked before the call is carried out. */
  fail: (call: Call) => Failure | undefined;
  /** Happens before a call is carried out: what another job does in between. */
  before: (call: Call) => void;
}

class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export async function startGitHub(): Promise<GitHubMock> {
  const repository = new GitHubRepository();
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const said = await text(request);
      const { status, headers = {}, value } = handle(request.method ?? '', request.url ?? '', said, request.headers);
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
      response.end(value === undefined ? '' : JSON.stringify(value));
    })();
  });
  const handle = (
    method: string,
    url: string,
    said: string,
    headers: IncomingHttpHeaders,
  ): { status: number; headers?: Record<string, string>; value?: unknown } => {
    try {
      const call = parseCall(method, url, said, headers);
      calls.push(call);
      mock.before(call);
      const failure = mock.fail(call);
      if (failure !== undefined) {
        const { status, headers: more = {}, message = 'Resource not accessible by integration' } = failure;
        return { status, headers: more, value: { message } };
      }
      const value = answers[call.operation]?.(repository, call);
      const operation = described.operations[call.operation];
      check(`${call.operation} answer`, operation?.answer ?? null, value, 500);
      return { status: operation?.status ?? 500, value };
    } catch (error) {
      const status = error instanceof Refusal ? error.status : 500;
      return { status, value: { message: error instanceof Error ? error.message : '' } };
    }
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const mock: GitHubMock = {
    env: {
      GITHUB_API_URL: `http://127.0.0.1:${port}`,
      GITHUB_SERVER_URL: 'https://github.example',
      GITHUB_REPOSITORY: 'octo/films',
    },
    ...{ repository, calls, fail: () => undefined, before: () => undefined },
    operations: () => calls.map(({ operation }) => operation.replace('/repos/{owner}/{repo}/', '')),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return mock;
}

function parseCall(method: string, address: string, said: string, headers: IncomingHttpHeaders): Call {
  const url = new URL(address, 'http://localhost');
  for (const [operation, { query: known, body: schema }] of Object.entries(described.operations)) {
    const [verb = '', path = ''] = operation.split(' ');
    // A ref has slashes of its own.
    const pattern = path.replace(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>${name === 'ref' ? '.+' : '[^/]+'})`);
    const match = verb === method.toLowerCase() ? new RegExp(`^${pattern}$`).exec(url.pathname) : null;
    if (match === null) continue;
    if (headers.authorization !== 'token secret-token') throw new Refusal(401, 'Bad credentials');
    const query = Object.fromEntries(url.searchParams);
    const unknown = Object.keys(query).find((name) => !(name in known));
    if (unknown !== undefined) throw new Refusal(422, `There is no parameter ${unknown}`);
    const body = (said === '' ? {} : JSON.parse(said)) as Record<string, unknown>;
    const properties = (schema as { properties?: object } | null)?.properties;
    const more = properties === undefined ? undefined : Object.keys(body).find((name) => !(name in properties));
    if (more !== undefined) throw new Refusal(422, `There is no member ${more}`);
    check(`${operation} body`, schema, body, 422);
    const parameters = Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]);
    return { operation, query, body, headers, parameters: Object.fromEntries(parameters) as Record<string, string> };
  }
  throw new Refusal(404, `The mock does not know ${method} ${url.pathname}`);
}

function check(name: string, schema: object | null, value: unknown, status: number): void {
  if (schema === null) return;
  const validate =
    ajv.getSchema(name) ?? ajv.addSchema({ ...schema, schemas: described.schemas }, name).getSchema(name);
  if (validate?.(value) !== true) throw new Refusal(status, `${name}: ${ajv.errorsText(validate?.errors)}`);
}

function sha1(of: string | Buffer): string {
  return createHash('sha1').update(of).digest('hex');
}

const root = '/repos/{owner}/{repo}';
const answers: Record<string, (repository: GitHubRepository, call: Call) => unknown> = {
  'get /user': ({ login }) => {
    if (login === undefined) throw new Refusal(403, 'Resource not accessible by integration');
    return { login, id: 1, type: 'User' };
  },
  [`get ${root}/issues/{issue_number}/comments`]: ({ comments }, { parameters, query }) => {
    const [size, page] = [Number(query['per_page'] ?? 30), Number(query['page'] ?? 1)];
    const all = comments.filter(({ issue }) => issue === Number(parameters['issue_number']));
    return all.slice(size * (page - 1), size * page).map(showComment);
  },
  [`post ${root}/issues/{issue_number}/comments`]: (repository, { parameters, body }) => {
    const user = { login: 'github-actions[bot]', type: 'Bot' } as const;
    const comment = { id: repository.nextId++, issue: Number(parameters['issue_number']), body: bodyOf(body), user };
    repository.comments.push(comment);
    return showComment(comment);
  },
  [`patch ${root}/issues/comments/{comment_id}`]: ({ comments }, { parameters, body }) => {
    const comment = comments.find(({ id }) => id === Number(parameters['comment_id']));
    if (comment === undefined) throw new Refusal(404, 'Not Found');
    comment.body = bodyOf(body);
    return showComment(comment);
  },
  [`post ${root}/issues/comments/{comment_id}/reactions`]: ({ reactions }, { parameters, body }) => {
    const reaction = { comment: Number(parameters['comment_id']), content: String(body['content']) };
    reactions.push(reaction);
    return { id: 1, content: reaction.content };
  },
  [`delete ${root}/issues/{issue_number}/labels/{name}`]: ({ removedLabels }, { parameters }) => {
    removedLabels.push(parameters['name'] ?? '');
    return [];
  },
  [`post ${root}/check-runs`]: (repository, { body }) => {
    const check = { annotations: [], ...(body['output'] as object) };
    const run = { ...body, id: repository.nextId++, output: check } as unknown as CheckRun;
    repository.checks.push(run);
    return { id: run.id, name: run.name, head_sha: run.head_sha };
  },
  [`patch ${root}/check-runs/{check_run_id}`]: ({ checks }, { parameters, body }) => {
    const run = checks.find(({ id }) => id === Number(parameters['check_run_id']));
    if (run === undefined) throw new Refusal(404, 'Not Found');
    // GitHub adds annotations to those that are there.
    run.output.annotations.push(...(body['output'] as CheckRun['output']).annotations);
    return { id: run.id, name: run.name };
  },
  [`get ${root}/git/ref/{ref}`]: ({ refs }, { parameters }) => showRef(parameters['ref'] ?? '', refs),
  [`post ${root}/git/refs`]: ({ refs }, { body }) => {
    const name = String(body['ref']).replace(/^refs\//, '');
    if (refs.has(name)) throw new Refusal(422, 'Reference already exists');
    refs.set(name, String(body['sha']));
    return showRef(name, refs);
  },
  [`patch ${root}/git/refs/{ref}`]: ({ refs, commits }, { parameters, body }) => {
    const [name, sha] = [parameters['ref'] ?? '', String(body['sha'])];
    const isForward = commits.get(sha)?.parents.includes(refs.get(name) ?? '') === true;
    if (!isForward && body['force'] !== true) throw new Refusal(422, 'Update is not a fast forward');
    refs.set(name, sha);
    return showRef(name, refs);
  },
  [`post ${root}/git/blobs`]: ({ blobs }, { body }) => {
    const bytes = Buffer.from(String(body['content']), body['encoding'] === 'base64' ? 'base64' : 'utf8');
    blobs.set(sha1(bytes), bytes);
    return { sha: sha1(bytes), url: 'https://github.example/blob' };
  },
  [`post ${root}/git/trees`]: (repository, { body }) => {
    const files = new Map(repository.trees.get((body['base_tree'] ?? '') as string) ?? []);
    for (const { path, sha, type } of body['tree'] as { path: string; sha: string; type: string }[]) {
      if (type === 'blob') files.set(path, sha);
      else for (const [name, blob] of repository.trees.get(sha) ?? []) files.set(`${path}/${name}`, blob);
    }
    return { sha: repository.keepTree(files), truncated: false, tree: [] };
  },
  [`post ${root}/git/commits`]: (repository, { body }) => {
    const commit = { tree: String(body['tree']), parents: body['parents'] as string[] };
    return { sha: repository.keepCommit(commit), tree: { sha: commit.tree, url: 'https://github.example/tree' } };
  },
  [`get ${root}/git/commits/{commit_sha}`]: ({ commits }, { parameters }) => {
    const sha = parameters['commit_sha'] ?? '';
    return { sha, tree: { sha: commits.get(sha)?.tree ?? '', url: 'https://github.example/tree' } };
  },
  [`get ${root}/git/trees/{tree_sha}`]: (repository, { parameters }) => {
    const files = repository.trees.get(parameters['tree_sha'] ?? '') ?? new Map<string, string>();
    const top = Map.groupBy(files, ([path]) => path.split('/')[0] ?? '');
    const tree = [...top].map(([path, below]) => {
      if (below.length === 1 && below[0]?.[0] === path) return { path, mode: '100644', type: 'blob', sha: below[0][1] };
      const inside = new Map(below.map(([name, sha]) => [name.slice(path.length + 1), sha]));
      return { path, mode: '040000', type: 'tree', sha: repository.keepTree(inside) };
    });
    return { sha: parameters['tree_sha'], truncated: false, tree };
  },
  [`get ${root}/collaborators/{username}/permission`]: ({ permissions }, { parameters }) => {
    const permission = permissions.get(parameters['username'] ?? '');
    if (permission === undefined) throw new Refusal(404, 'Not Found');
    return { permission, role_name: permission, user: null };
  },
  [`get ${root}/pulls/{pull_number}`]: ({ pulls }, { parameters }) => {
    const pull = pulls.find(({ number }) => number === Number(parameters['pull_number']));
    if (pull === undefined) throw new Refusal(404, 'Not Found');
    return showPull(pull);
  },
  [`get ${root}/pulls`]: ({ pulls }, { query }) =>
    pulls
      .filter(({ state, head, branch }) => state === query['state'] && `${head.owner}:${branch}` === query['head'])
      .map(showPull),
  [`get ${root}/actions/runs`]: ({ runs }, { query }) => {
    const found = runs.filter(({ head_sha: sha }) => sha === query['head_sha']);
    const shown = found.map(({ id, head_sha, updated_at }) => ({ id, head_sha, updated_at }));
    return { total_count: shown.length, workflow_runs: shown };
  },
  [`get ${root}/actions/runs/{run_id}/artifacts`]: ({ runs }, { parameters, query }) => {
    const run = runs.find(({ id }) => id === Number(parameters['run_id']));
    const artifacts = (run?.artifacts ?? [])
      .filter(({ name }) => name === query['name'])
      .map((one, index) => ({ id: index + 1, expired: false, size_in_bytes: 1000, ...one }));
    return { total_count: artifacts.length, artifacts };
  },
};

function bodyOf({ body }: Record<string, unknown>): string {
  const said = String(body);
  if (said.length > 65_536) throw new Refusal(422, 'Body is too long (maximum is 65536 characters)');
  return said;
}

function showComment({ id, issue, body, user }: Comment) {
  return { id, body, html_url: `https://github.example/octo/films/pull/${issue}#issuecomment-${id}`, user };
}

function showRef(name: string, refs: ReadonlyMap<string, string>) {
  const sha = refs.get(name);
  if (sha === undefined) throw new Refusal(404, 'Not Found');
  return { ref: `refs/${name}`, object: { type: 'commit', sha, url: 'https://github.example/commit' } };
}

function showPull({ number, state, sha, branch, head }: Pull) {
  return { number, state, head: { sha, ref: branch, repo: { id: head.id } }, base: { ref: 'main', repo: { id: 1 } } };
}
