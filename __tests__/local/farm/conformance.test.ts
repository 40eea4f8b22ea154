import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Exchange, makeBlend, sha1Of, startFarm, temporaryDirectory, type TestFarm } from './farm-support.ts';

/*
 * Replays what a real Manager answered (recorded in fixtures/contract) against a local farm, exchange by exchange, over
 * raw sockets. Status line, headers and JSON must be equal but for what each machine has of its own (below: facts), and
 * for the deviations listed by name.
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
  response: { status: string; headers: Record<string, string>; json?: unknown; bodyMagic?: string } | null;
}
const recorded = JSON.parse(
  readFileSync(new URL('../../fixtures/contract/transcripts.json', import.meta.url), 'utf8'),
) as Recorded[];

/** Where the farm answers differently on purpose: why, and what it answers. */
const deviations: Record<string, { why: string; status?: string; json: unknown }> = {
  info: {
    why: 'it says which program it is, since it has not the faults of Agents',
    json: {
      success: true,
      data: {
        ...{ engine: 'Manager', program: 'blendnet-render' },
        platform: { system: expect.any(String), details: expect.any(String), name: expect.any(String) },
        blender: { version_string: expect.any(String), version: expect.any(Array) },
      },
    },
  },
  'resources without agents': { why: 'the one agent is this machine, always there', json: agents() },
  'resources, agent not yet active': { why: 'the one agent is this machine, always there', json: agents() },
  'resources, agent active': { why: 'the one agent is this machine, always there', json: agents() },
  'agent config': {
    why: 'a farm of one takes no other agents, and says so',
    status: 'HTTP/1.0 400 Bad Request',
    json: { success: false, message: 'A local farm has one agent and takes no others' },
  },
  'config with broken JSON': {
    why: "the parser's own words follow the same beginning",
    json: { success: false, message: expect.stringMatching(/^Error during parsing the json data: ./) },
  },
  'render: status while no agent is known': {
    why: 'the agent takes the task at once',
    json: status({ state: 'RUNNING', samples: 12, seed: 7, workloads_taken: 1, samples_done: 0 }),
  },
  // The recorded states are moments of another machine's render; the last one, COMPLETED, is compared in full.
  'render: status': { why: 'another machine is faster or slower', json: status({ samples: 12, seed: 7, frame: 3 }) },
  'render: messages': {
    why: "Blender's words differ from version to version",
    json: { data: { render_0: expect.arrayContaining([expect.stringMatching(/^INFO: Rendering frame 3$/)]) } },
  },
  'render: details': {
    why: 'so do its steps',
    json: { data: { render_0: expect.arrayContaining([expect.objectContaining({ frame: 3, sample: 12 })]) } },
  },
  ...Object.fromEntries(
    ['status 0', 'status 1', 'status 2', 'status 3', 'status 4', 'status after stop'].map((name) => [
      `broken project: ${name}`,
      {
        why: 'what Blender cannot open is an error, not a task to try for ever',
        json: status({
          state: 'ERROR',
          samples_done: 0,
          state_error_info: [{ broken: expect.stringMatching(/^Blender ended with exit code 1: .*not supported/) }],
        }),
      },
    ]),
  ),
  'broken project: messages': {
    why: "the messages are Blender's instead of null",
    json: {
      data: { broken_0: expect.arrayContaining([expect.stringMatching(/not supported in file 'broken\.blend'/)]) },
    },
  },
  'run without config: status': {
    why: 'the task ends in ERROR instead of blocking the queue, and the reason is told once',
    json: status({ state: 'ERROR', state_error_info: [{ unconfigured: 'The file path "x.png" is not absolute' }] }),
  },
};

function agents() {
  const local = { name: 'local', active: true, id: 'local', ip: '127.0.0.1', started: true, stopped: false };
  return { success: true, message: 'Resources got', data: { agents: { local: expect.objectContaining(local) } } };
}

function status(data: object) {
  return { success: true, message: 'Got task status info', data };
}

/** Values that no two machines share become their type, in both answers: times, hashes, loads, versions, random seeds. */
function withoutFacts(value: unknown, key = '', task = ''): unknown {
  const machine = ['load', 'memory', 'disk', 'platform', 'blender'].includes(key);
  const own =
    /_time$|_time_actual$|^(id|preview|render|compose|size)$/.test(key) || (key === 'seed' && task === 'probe');
  if (Array.isArray(value)) return machine ? value.map((item) => typeof item) : value.map((item) => withoutFacts(item));
  if (typeof value === 'object' && value !== null) {
    const name = 'name' in value ? String(value.name) : task;
    const inner = (entry: string) => (machine ? `${entry}_time` : entry);
    const entries = Object.entries(value);
    return Object.fromEntries(
      entries.map(([entry, item]) => [
        entry,
        /^[0-9a-f]{40}$/.test(String(item)) ? 'sha1' : withoutFacts(item, inner(entry), name),
      ]),
    );
  }
  return own && value !== null ? typeof value : value;
}

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let farm: TestFarm;
/** Our content for the recorded blobs, which only their sha1 is known of. */
const contents = new Map<string, Buffer>();

beforeAll(async () => {
  directory = await temporaryDirectory();
  farm = await startFarm({ stateDirectory: join(directory.path, 'state') });
  await makeBlend(join(directory.path, 'test-project.blend'));
  contents.set(
    '/api/v1/task/render/file/test-project.blend',
    await readFile(join(directory.path, 'test-project.blend')),
  );
});
afterAll(async () => {
  await farm.stop();
  await directory.remove();
});

async function replay({ name, request }: Recorded): Promise<Exchange | undefined> {
  const { method, path, headers, bodyBytes } = request;
  const size = Number(headers['Content-Length'] ?? bodyBytes);
  const content =
    contents.get(path) ?? (request.body === undefined ? Buffer.alloc(size, 'x') : Buffer.from(request.body));
  const replaced: Record<string, string> = { ...headers };
  if (headers['Content-Length'] !== undefined) replaced['Content-Length'] = String(content.length);
  if (headers['X-Checksum-Sha1'] && !name.includes('wrong')) replaced['X-Checksum-Sha1'] = sha1Of(content);
  const wrong = `Basic ${Buffer.from('ci:wrong').toString('base64')}`;
  const authorization = { 'wrong credentials': wrong, 'no credentials': null }[name];
  return farm.exchange(method, path, {
    headers: replaced,
    ...(bodyBytes > 0 && { body: content }),
    ...(authorization !== undefined && { authorization }),
  });
}

/** Moments of the recording that took seconds: the render, and the failing of the broken project. */
const waits: Record<string, string> = { COMPLETED: 'render', 'broken project: status 0': 'broken' };

describe('answers as the Manager does', () => {
  test.each(recorded.map((entry, index) => ({ ...entry, title: `${index} ${entry.name}` })))(
    '$title',
    async (entry) => {
      const { name, response } = entry;
      const data = (response?.json as { data?: { state?: string } } | undefined)?.data;
      const last = name === 'render: status' && data?.state === 'COMPLETED';
      const waiting = waits[last ? 'COMPLETED' : name];
      if (waiting !== undefined) await farm.ended(waiting);

      const answer = await replay(entry);
      if (!response) {
        expect(answer).toBeUndefined();
        return;
      }
      const deviation = last ? undefined : deviations[name];
      expect(answer?.statusLine).toBe(deviation?.status ?? response.status);
      const { 'Content-Length': length, 'X-Checksum-Sha1': sha1, ...headers } = answer?.headers ?? {};
      const { 'Content-Length': theirLength, 'X-Checksum-Sha1': theirSha1, ...theirs } = response.headers;
      expect(headers).toEqual({ ...theirs, Server: 'BlendNet-local', Date: expect.any(String) });
      expect([length, sha1].map(Boolean)).toEqual([theirLength, theirSha1].map(Boolean));

      if (response.json === undefined) {
        expect(answer?.body.subarray(0, 4).toString('hex')).toBe(response.bodyMagic);
        expect(answer?.body.length).toBe(Number(length));
        expect(sha1Of(answer?.body ?? '')).toBe(sha1);
        return;
      }
      const json = JSON.parse(answer?.body.toString() ?? '') as unknown;
      if (deviation) expect(json).toMatchObject(deviation.json as object);
      else expect(withoutFacts(json)).toEqual(withoutFacts(response.json));
    },
  );

  test('every deviation is one of the recorded exchanges', () => {
    const names = new Set(recorded.map(({ name }) => name));
    expect(Object.keys(deviations).filter((name) => !names.has(name))).toEqual([]);
  });
});
