import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { sha1Of } from './manager/blobs.ts';
import { jsonOf, type RawAnswer, sendRaw } from './raw-client.ts';
import { type ScriptedManager, startScriptedManager } from './scripted-manager.ts';

/*
 * Everything recorded from a real Manager is asked again, in order, and has to be answered the same. Only what differs
 * from one Manager to the next is left out: times, random seeds, the bytes of pictures and Blender's own words.
 */

interface Recorded {
  name: string;
  request: {
    method: string;
    path: string;
    headers: Record<string, string>;
    authorized: boolean;
    bodyBytes: number;
    body?: string;
  };
  response: { status: string; headers: Record<string, string>; json?: object } | null;
}

const transcripts = JSON.parse(
  readFileSync(new URL('../fixtures/contract/transcripts.json', import.meta.url), 'utf8'),
) as Recorded[];

const credentials = 'ci:pass:word';
let manager: ScriptedManager;
/** Recorded sha1 → ours, for the bodies that were not recorded. */
const ourSha1 = new Map<string, string>();

beforeAll(async () => {
  manager = await startScriptedManager({
    username: 'ci',
    password: 'pass:word',
    pace: 'manual',
    agents: [],
    script: (task) => (task.name === 'broken' ? 'crash-loop' : 'complete'),
  });
});
afterAll(() => manager.stop());

/** What happened on the farm between one recorded request and the next. */
const meanwhile: Record<string, () => void> = {
  'render: status while no agent is known': () => manager.advance(),
  'resources, agent not yet active': () => (manager.agents = [{ name: 'agent-1', active: false }]),
  'render: status 1': () => {
    manager.agents = [{ name: 'agent-1', active: true }];
    manager.advance();
  },
  'render: status 2': () => manager.advance(2),
  'render: status 3': () => manager.advance(),
  'render: status 4': () => manager.advance(),
  'render: status 5': () => manager.advance(),
  'broken project: status 0': () => manager.advance(3),
  'broken project: messages': () => manager.advance(5),
  'broken project: status after stop': () => manager.advance(),
  'run without config: status': () => manager.advance(2),
};

const ofTheMoment = new Set(['create_time', 'access_time', 'start_time', 'end_time', 'start_time_actual', 'seed']);
const ofTheMachine = new Set(['load', 'memory', 'disk', 'platform', 'blender', 'manager', 'created', 'endpoints']);
const ofTheCrash = new Set(['remaining', 'samples_acquired', 'workloads_taken']);

/** The same answer from any Manager. */
function comparable(json: unknown, { task, endpoint }: { task: string; endpoint: string }): unknown {
  const isLog = endpoint === 'messages' || endpoint === 'details';
  return JSON.parse(JSON.stringify(json), (key, value: unknown) => {
    if (ofTheMachine.has(key)) return typeof value;
    if (ofTheMoment.has(key) && !(key === 'seed' && value === 7)) return typeof value;
    if (task === 'broken' && ofTheCrash.has(key)) return 'any';
    if (isLog && Array.isArray(value)) return 'lines';
    if (key === 'message' && typeof value === 'string') return value.replace(/(json data: ).*/, '$1…');
    if (typeof value === 'string' && /^[0-9a-f]{40}$/.test(value)) return 'sha1';
    return value;
  }) as unknown;
}

function ask({ name, request }: Recorded): Promise<RawAnswer> {
  const { method, path, bodyBytes } = request;
  const headers = { ...request.headers };
  let body: Buffer | undefined;
  if (request.body !== undefined) body = Buffer.from(request.body);
  else if (bodyBytes > 0) body = Buffer.alloc(bodyBytes, name);
  const sha1 = headers['X-Checksum-Sha1'];
  if (sha1 !== undefined && bodyBytes > 0 && request.body === undefined && !ourSha1.has(sha1)) {
    ourSha1.set(sha1, sha1Of(body!));
  }
  if (sha1 !== undefined) headers['X-Checksum-Sha1'] = ourSha1.get(sha1) ?? sha1;
  return sendRaw(manager, {
    method,
    path,
    headers: {
      ...(name === 'wrong credentials' ? { Authorization: 'Basic eDp5' } : {}),
      // The recorded headers say how long the body is, or deliberately do not.
      ...headers,
    },
    ...(request.authorized && name !== 'wrong credentials' ? { credentials } : {}),
    rawBody: body,
  });
}

const seen = new Map<string, number>();
const cases = transcripts
  .filter(({ name }) => name !== 'agent config')
  .map((recorded): [string, Recorded] => {
    const count = (seen.get(recorded.name) ?? 0) + 1;
    seen.set(recorded.name, count);
    return [recorded.name === 'render: status' ? `render: status ${count}` : recorded.name, recorded];
  });

test.each(cases)('%s', async (title, recorded) => {
  meanwhile[title]?.();
  const answer = await ask(recorded);
  const { response } = recorded;
  if (title === 'upload a known sha1: body sent') {
    // Whether the 200 is still read before the pipe breaks is up to the operating system.
    await manager.until(({ violations }) => violations.some(({ kind }) => kind === 'wasted-body'));
    return;
  }
  expect(answer.statusLine).toBe(response?.status ?? '');
  if (!response) return;
  const { date, ...headers } = answer.headers;
  expect(date).toMatch(/ GMT$/);
  const names = Object.keys(response.headers).map((name) => name.toLowerCase());
  expect(Object.keys(headers).sort()).toEqual(names.sort());
  if (response.json) {
    const [, , , , task = '', endpoint = ''] = recorded.request.path.split('/');
    expect(comparable(jsonOf(answer), { task, endpoint })).toEqual(comparable(response.json, { task, endpoint }));
  } else {
    expect(answer.body.length).toBe(Number(headers['content-length']));
    expect(sha1Of(answer.body)).toBe(headers['x-checksum-sha1']);
  }
});
