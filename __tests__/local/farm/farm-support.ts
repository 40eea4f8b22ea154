import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type LocalFarm, type LocalFarmOptions, startLocalFarm } from '../../../src/local/farm/farm.ts';

export const run = promisify(execFile);

export const exampleProject = new URL('../../../examples/project/', import.meta.url).pathname;
export const exampleFiles = ['scenes/shot.blend', 'library/props.blend', 'textures/terrazzo.png'];

export function sha1Of(content: Buffer | string): string {
  return createHash('sha1').update(content).digest('hex');
}

/** A directory for one test file, and what removes it. */
export async function temporaryDirectory(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'local-farm-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

export async function startFarm(options: Partial<LocalFarmOptions> & { stateDirectory: string }): Promise<TestFarm> {
  const farm = await startLocalFarm({ environment: process.env, username: 'ci', password: 'a:b', ...options });
  return new TestFarm(farm);
}

export interface Exchange {
  statusLine: string;
  headers: Record<string, string>;
  body: Buffer;
}

/** JSON answers as the tests look at them; `data` is a status, or whatever the endpoint tells. */
export interface Answered {
  success: boolean;
  message: string;
  data: Status;
}
export interface Status {
  state: string;
  samples_done: number;
  result: Record<string, string | null>;
  [key: string]: unknown;
}

/** A running farm, asked over real sockets. */
export class TestFarm {
  readonly farm: LocalFarm;
  readonly authorization: string;

  constructor(farm: LocalFarm) {
    this.farm = farm;
    this.authorization = `Basic ${Buffer.from(`${farm.username}:${farm.password}`).toString('base64')}`;
  }

  stop(): Promise<void> {
    return this.farm.stop();
  }

  /** Sends bytes as they are and reads until the farm closes; undefined when it closes without an answer. */
  async raw(bytes: (string | Buffer)[]): Promise<Exchange | undefined> {
    const { hostname, port } = new URL(this.farm.url);
    const socket = connect(Number(port), hostname);
    const received: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => received.push(chunk));
    socket.on('error', () => undefined); // the farm may close while we are still sending
    for (const part of bytes) socket.write(part);
    await new Promise((closed) => socket.once('close', closed));
    const answer = Buffer.concat(received);
    const end = answer.indexOf('\r\n\r\n');
    if (end < 0) return undefined;
    const [statusLine = '', ...lines] = answer.subarray(0, end).toString().split('\r\n');
    const headers = Object.fromEntries(lines.map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]));
    return { statusLine, headers, body: answer.subarray(end + 4) };
  }

  /** One request as the raw client of the transcripts sends it. */
  async exchange(
    method: string,
    path: string,
    {
      headers = {},
      body,
      authorization,
    }: { headers?: Record<string, string | number>; body?: Buffer; authorization?: string | null } = {},
  ): Promise<Exchange | undefined> {
    const all = {
      Host: 'farm',
      ...(authorization !== null && { Authorization: authorization ?? this.authorization }),
      ...headers,
    };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    return this.raw([`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`, ...(body ? [body] : [])]);
  }

  /** The JSON that answers a request below the API's prefix. */
  async json(
    method: string,
    path: string,
    body?: Buffer | string,
    headers: Record<string, string> = {},
  ): Promise<Answered> {
    const content = body === undefined ? undefined : Buffer.from(body);
    const length = content ? { 'Content-Length': content.length } : {};
    const answer = await this.exchange(method, `/api/v1/${path}`, {
      headers: { ...length, ...headers },
      ...(content && { body: content }),
    });
    return JSON.parse(answer?.body.toString() ?? 'null') as Answered;
  }

  put(task: string, path: string, content: Buffer): Promise<Answered> {
    return this.json('PUT', `task/${task}/file/${path}`, content, { 'X-Checksum-Sha1': sha1Of(content) });
  }

  /** Uploads a project, configures its task and runs it. */
  async submit(task: string, root: string, files: string[], config: object): Promise<void> {
    for (const file of files) await this.put(task, file, await readFile(join(root, file)));
    const all = { project: files[0], project_path: '/project', cwd_path: '/project', ...config };
    const configured = await this.json('PUT', `task/${task}/config`, JSON.stringify(all));
    if (!configured.success) throw new Error(configured.message);
    await this.json('GET', `task/${task}/run`);
  }

  async status(task: string): Promise<Status> {
    return (await this.json('GET', `task/${task}/status`)).data;
  }

  /** Asks for the status until it is as wanted. */
  async until(task: string, wanted: (status: Status) => boolean): Promise<Status> {
    for (;;) {
      const status = await this.status(task);
      if (wanted(status)) return status;
      await setTimeout(50);
    }
  }

  ended(task: string): Promise<Status> {
    return this.until(task, ({ state }) => !['CREATED', 'PENDING', 'RUNNING'].includes(state));
  }

  async result(task: string, kind: string): Promise<Exchange> {
    const answer = await this.exchange('GET', `/api/v1/task/${task}/status/result/${kind}`);
    if (!answer) throw new Error('no answer');
    return answer;
  }
}

/** Saves a .blend made by a few lines of Python: the default cube, small, unless the lines change it. */
export async function makeBlend(path: string, lines: string[] = []): Promise<void> {
  const script = [
    'import bpy',
    'scene = bpy.context.scene',
    "scene.render.engine = 'CYCLES'",
    'scene.render.resolution_x, scene.render.resolution_y = 64, 36',
    ...lines,
    `bpy.ops.wm.save_as_mainfile(filepath=${JSON.stringify(path)})`,
  ].join('\n');
  await run('blender', ['-b', '--factory-startup', '-noaudio', '--python-exit-code', '1', '--python-expr', script]);
}
