import { createHash } from 'node:crypto';
import { apiPath, maxConfigBytes, type ResultKind } from '../../../src/manager/schema.ts';
import { type Blob, blobJson } from './blobs.ts';
import type { RequestHead } from './connection.ts';
import type { Farm } from './farm.ts';
import type { ScriptedTask } from './task.ts';

/** `none`: the handler fails inside and the connection closes without an answer. */
export type Reply = { status: number; json: Record<string, unknown> } | { status: 200; blob: Blob } | 'none';

export interface ApiRequest extends RequestHead {
  /** Reads that much of the body; false when the client went away before the end. */
  readBody(lengthBytes: number, onChunk: (chunk: Buffer) => void): Promise<boolean>;
}

export interface ApiOptions {
  farm: Farm;
  /** What `GET info` gives as Blender's version. */
  blenderVersion: string;
  /** Keeps uploaded bytes; otherwise they are hashed and dropped. */
  keepUploads: boolean;
  /** Called after the answer is made: a client looked at the tasks, or asked for one to be run or stopped. */
  onTime: (event: 'poll' | 'run') => void;
}

interface Call extends ApiOptions {
  request: ApiRequest;
  name: string;
  rest: string;
}

type Handler = (call: Call) => Reply | Promise<Reply>;

const refuse = (message: string): Reply => ({ status: 400, json: { success: false, message } });
const accept = (message: string, data?: unknown): Reply => ({
  status: 200,
  json: { success: true, message, ...(data === undefined ? {} : { data }) },
});

/** Python's `unquote`: what is no percent-encoding stays as it is. */
function unquote(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString());
}

function withTask(handler: (task: ScriptedTask, call: Call) => Reply): Handler {
  return (call) => {
    const task = call.farm.tasks.get(call.name);
    return task ? handler(task, call) : refuse('Unable to find task');
  };
}

/** The body's announced length, or the answer to a request that announces none. */
function contentLength({ headers }: ApiRequest): number | Reply {
  const text = headers['content-length'];
  if (text === undefined || text === '') return refuse('Unable to find "Content-Length" header');
  return /^\d+$/.test(text) ? Number(text) : 'none';
}

async function putFile({ farm, request, name, rest, keepUploads }: Call): Promise<Reply> {
  const lengthBytes = contentLength(request);
  if (typeof lengthBytes !== 'number') return lengthBytes;
  const sha1 = request.headers['x-checksum-sha1'];
  if (sha1 === undefined || sha1 === '') return refuse('Unable to find "X-Checksum-Sha1" header');
  const task = farm.openTask(name);
  if (task.state !== 'CREATED') return refuse('Unable to upload files for the executing task');

  let blob = farm.blobs.get(sha1);
  if (blob) {
    blob.accessTime = Math.floor(Date.now() / 1000);
  } else {
    if (farm.blobs.beginUpload(sha1)) farm.violate('concurrent-upload', `two uploads of ${sha1} at the same time`);
    const hash = createHash('sha1');
    const chunks: Buffer[] = [];
    const complete = await request.readBody(lengthBytes, (chunk) => {
      hash.update(chunk);
      if (keepUploads) chunks.push(chunk);
    });
    const good = complete && hash.digest('hex') === sha1;
    const bytes = keepUploads ? Buffer.concat(chunks) : undefined;
    blob = farm.blobs.endUpload(sha1, good ? { sizeBytes: lengthBytes, bytes } : undefined);
    if (!blob) return refuse('Error during receiving the file');
  }
  const path = rest.replaceAll('\\', '/');
  // The task may have started while its file was still coming in.
  if (path.includes('../') || (task.state as string) !== 'CREATED') return refuse('Error during add file to the task');
  task.files.set(path, sha1);
  if (task.fixPaths([path]) === false) return refuse('Error during task file fixing');
  farm.onChange();
  return accept('Uploaded task file', blobJson(blob));
}

async function putConfig({ farm, request, name }: Call): Promise<Reply> {
  const lengthBytes = contentLength(request);
  if (typeof lengthBytes !== 'number') return lengthBytes;
  if (lengthBytes > maxConfigBytes) return refuse('Unable read too big task configuration (> 512KB)');
  const chunks: Buffer[] = [];
  await request.readBody(lengthBytes, (chunk) => chunks.push(chunk));
  let config: unknown;
  try {
    config = JSON.parse(Buffer.concat(chunks).toString());
  } catch (error) {
    return refuse(`Error during parsing the json data: ${String(error)}`);
  }
  const task = farm.openTask(name);
  if (task.state !== 'CREATED') return refuse('Error during task configuration');
  if (typeof config !== 'object' || config === null || Array.isArray(config)) return 'none';
  if (!task.configure(config as Record<string, unknown>, farm.agents.length)) {
    return refuse('Error during task configuration');
  }
  if (task.fixPaths([...task.files.keys()]) !== true) return refuse('Error during task files fixing');
  farm.onChange();
  return accept('Task configured');
}

const handlers: Record<string, Handler> = {
  'GET status': ({ farm }) => ({
    status: 200,
    json: {
      success: true,
      data: {
        load: [0.5, 0.5, 0.5],
        memory: { MemTotal: 24105.5, MemFree: 18628.1, MemAvailable: 23298.9 },
        disk: { total: 258019.6, available: 72296.4 },
        running: farm.runningTask ? [farm.runningTask.name] : [],
        terminating: false,
      },
    },
  }),
  'GET info': ({ blenderVersion }) => ({
    status: 200,
    json: {
      success: true,
      data: {
        engine: 'Manager',
        platform: { python_info: '3.11.2', system: 'Linux', arch: 'x86_64', name: 'farm', details: 'Linux', cpu: 2 },
        blender: {
          version: blenderVersion.split('.').map(Number),
          version_string: blenderVersion,
          build_date: 'Unknown',
          render_threads: 2,
        },
      },
    },
  }),
  'GET resources': ({ farm }) => {
    const created = '2026-11-23T16:04:24.000';
    const instance = { ip: null, internal_ip: null, type: 'custom', started: true, stopped: false, created };
    const reached = { ip: '127.0.0.1', internal_ip: '127.0.0.1' };
    const agents = farm.agents.map(({ name, active }): [string, object] => [
      name,
      { name, active, ...(active ? { id: name, ...instance, ...reached } : {}) },
    ]);
    const manager = { id: 'scripted-manager', name: 'scripted-manager', ...instance };
    return accept('Resources got', { manager, agents: Object.fromEntries(agents) });
  },
  'GET task': ({ farm, onTime }) => {
    const tasks = [...farm.tasks.values()].map((task): [string, object] => [task.name, task.infoJson()]);
    const reply = accept('Got tasks info', Object.fromEntries(tasks));
    onTime('poll');
    return reply;
  },
  'GET task/*': withTask((task) => accept('Got task info', task.infoJson())),
  'DELETE task/*': withTask((task, { farm }) => {
    if (task.state === 'RUNNING') return refuse('Unable to remove the running task');
    farm.remove(task);
    return accept('Task removed', null);
  }),
  'GET task/*/file': withTask((task) => accept('Got task files list', Object.fromEntries(task.files))),
  'GET task/*/file/**': withTask((task, { farm, rest }) => {
    const sha1 = task.files.get(rest);
    if (sha1 === undefined) return refuse(`Unable to find file "${rest}" for task "${task.name}"`);
    const blob = farm.blobs.get(sha1);
    return accept('Got task file info', { id: sha1, path: rest, blob: blob ? blobJson(blob) : null });
  }),
  'PUT task/*/file/**': putFile,
  'PUT task/*/config': putConfig,
  'GET task/*/run': withTask((task, { farm, onTime }) => {
    farm.run(task);
    onTime('run');
    return accept('Task started');
  }),
  'GET task/*/stop': withTask((task, { farm, onTime }) => {
    farm.stop(task);
    onTime('run');
    return accept('Task stopped', null);
  }),
  'GET task/*/status': withTask((task, { onTime }) => {
    const reply = accept('Got task status info', task.statusJson());
    onTime('poll');
    return reply;
  }),
  'GET task/*/status/result/*': withTask((task, { farm, rest }) => {
    const sha1 = task.result[rest as ResultKind] as string | null | undefined;
    if (!sha1) return refuse('No result available');
    const blob = farm.blobs.get(sha1);
    return blob ? { status: 200, blob } : refuse('Unable to find result blob');
  }),
  'GET task/*/messages': withTask((task) => accept('Got task execution messages', task.messages)),
  'GET task/*/details': withTask((task) => accept('Got task execution details', task.details)),
  'GET agent/*/log': () => refuse('Unable to find agent'),
};

/** Answers a request as the Manager would; the connection is somebody else's business. */
export async function answerRequest(request: ApiRequest, options: ApiOptions): Promise<Reply> {
  const { method, path } = request;
  // Python's http.server fails inside for methods it has no handler for.
  if (!['GET', 'PUT', 'POST', 'PATCH', 'DELETE'].includes(method)) return 'none';
  const isApi = path.startsWith(apiPath);
  const [room = '', name, ...below] = path
    .slice(apiPath.length)
    .replace(/^\/+|\/+$/g, '')
    .split('/');
  const fixed = below[0] === 'status' && below[1] === 'result' ? 2 : 1;
  const pattern = [room, ...(name === undefined ? [] : ['*']), ...below.slice(0, fixed)];
  const rest = below.slice(fixed);
  if (rest.length > 0) pattern.push(below[0] === 'file' ? '**' : rest.map(() => '*').join('/'));
  const handler = isApi ? handlers[`${method} ${pattern.join('/')}`] : undefined;
  if (!handler) {
    options.farm.violate('invalid-request', `${method} ${path}`);
    return { status: 400, json: { success: false, message: 'Invalid request', endpoints: isApi ? {} : [apiPath] } };
  }
  return handler({ ...options, request, name: unquote(name ?? ''), rest: unquote(rest.join('/')) });
}
