import { apiPath } from '../../../src/farm/api/schema.ts';
import type { ResultKind } from '../../../src/frames/kinds.ts';
import { blobJson } from './blobs.ts';
import { accept, type ApiOptions, type ApiRequest, type Call, type Handler, refuse, type Reply } from './call.ts';
import type { ScriptedTask } from './task.ts';
import { putConfig, putFile } from './uploads.ts';

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

const handlers: Record<string, Handler> = {
  'GET status': ({ farm }) => ({
    status: 200,
    json: {
      success: true,
      data: {
        load: [0.5, 0.5, 0.5],
        memory: { MemTotal: 24105.5, MemFree: 18628.1, MemAvailable: 23298.9 },
        disk: farm.disk,
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
  'GET log': ({ farm }) => ({ status: 200, json: { success: true, data: farm.log } }),
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
