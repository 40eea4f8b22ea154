import { messageOf } from '../../base/errors.ts';
import { resultKinds } from '../../frames/kinds.ts';
import { type FarmFacts, formatInfo as formatFarm, formatLoad, formatResources } from './facts.ts';
import type { Queue } from './queue.ts';
import { type Endpoint, ok, refuse } from './router.ts';
import type { Answer } from './server.ts';
import { formatInfo, formatStatus } from './status.ts';
import type { BlobStore } from './store.ts';
import type { Task } from './task.ts';
import { putConfig, putFile } from './uploads.ts';

/** What the endpoints work on. */
export interface Rooms {
  queue: Queue;
  store: BlobStore;
  facts: FarmFacts;
  /** The captured log: lines by Unix time. */
  readLog: () => Record<string, string>;
  log: (line: string) => void;
  /** Makes room on the disk. */
  evict: () => Promise<void>;
}

const bare = (data: unknown): Answer => ({ status: 200, json: { success: true, data } });

/** The Manager's endpoints over a local farm. The words are its own: clients show them, and some look at them. */
export function createEndpoints(rooms: Rooms): Endpoint[] {
  const { queue, facts, readLog } = rooms;
  return [
    on('get', 'info', 'Return information about the server system', () => bare(formatFarm(facts))),
    on('get', 'status', 'Returns the current status of the server', async () =>
      bare(await formatLoad(facts, queue.running ? [queue.running.name] : [])),
    ),
    on('get', 'log', 'Return the captured log', () => bare(readLog())),
    on('get', 'resources', 'Returns the available resources', () => ok('Resources got', formatResources(facts))),
    on('get', 'agent/*/log', 'Returns the information about the task', ([name]) =>
      name === 'local' ? ok('Got agent log', readLog()) : refuse('Unable to find agent'),
    ),
    on('put', 'agent/*/config', 'Set the custom agent configuration as json (max 128KB)', () =>
      refuse('A local farm has one agent and takes no others'),
    ),
    on('delete', 'agent/*', 'Remove the custom agent from the pool', () => refuse('A local farm keeps its one agent')),
    ...taskEndpoints(rooms),
  ];
}

function taskEndpoints(rooms: Rooms): Endpoint[] {
  const { queue, store, log, evict } = rooms;
  /** A handler for a task that must exist. */
  const ofTask =
    (handle: (task: Task, part: string) => Answer | Promise<Answer>): Endpoint['handle'] =>
    ([name = '', part = '']) => {
      const task = queue.get(name);
      return task ? handle(task, part) : refuse('Unable to find task');
    };
  const getTask = (path: string, doc: string, handle: Parameters<typeof ofTask>[0]) =>
    on('get', `task/*${path}`, doc, ofTask(handle));
  return [
    on('get', 'task', 'Returns list of existing tasks on the server', () =>
      ok('Got tasks info', Object.fromEntries([...queue.tasks].map((task) => [task.name, formatInfo(task)]))),
    ),
    getTask('', 'Returns the information about the task', (task) => ok('Got task info', formatInfo(task))),
    getTask('/file', 'Returns the information about the task file list', (task) =>
      ok('Got task files list', Object.fromEntries(task.files)),
    ),
    getTask('/file/**', 'Returns the information about the task file', (task, path) => getFile(store, task, path)),
    getTask('/run', 'Mark task as ready to be executed', async (task) => {
      await queue.run(task);
      return ok('Task started');
    }),
    getTask('/stop', 'Stop the task execution', async (task) => {
      await queue.stop(task);
      return ok('Task stopped', null);
    }),
    getTask('/status', 'Return execution status information of the task', (task) =>
      ok('Got task status info', formatStatus(task)),
    ),
    getTask('/status/result/*', 'Streams the task result image for preview or render', (task, kind) =>
      getResult(store, task, kind),
    ),
    getTask('/details', 'Return detailed execution information about the task', (task) =>
      ok('Got task execution details', Object.fromEntries(task.details)),
    ),
    getTask('/messages', 'Return execution messages of the task', (task) =>
      ok('Got task execution messages', Object.fromEntries(task.messages)),
    ),
    on('put', 'task/*/file/**', 'Upload file required to execute task', (parts, request) =>
      putFile(rooms, parts, request),
    ),
    on('put', 'task/*/config', 'Set the configuration of task as json (max 512KB)', (parts, request) =>
      putConfig(rooms, parts, request),
    ),
    on(
      'delete',
      'task/*',
      'Remove not running task from the task list',
      ofTask(async (task) => {
        if (task.state === 'RUNNING') return refuse('Unable to remove the running task');
        await queue.remove(task);
        await evict().catch((error: unknown) => {
          log(`WARN: No room could be made on the disk: ${messageOf(error)}`);
        });
        return ok('Task removed', null);
      }),
    ),
  ];
}

function on(method: Endpoint['method'], path: string, doc: string, handle: Endpoint['handle']): Endpoint {
  return { method, path, doc, handle };
}

async function getFile(store: BlobStore, task: Task, path: string): Promise<Answer> {
  const sha1 = task.files.get(path);
  if (sha1 === undefined) return refuse(`Unable to find file "${path}" for task "${task.name}"`);
  return ok('Got task file info', { id: sha1, path, blob: (await store.get(sha1)) ?? null });
}

async function getResult(store: BlobStore, task: Task, name: string): Promise<Answer> {
  const kind = resultKinds.find((known) => known === name);
  const sha1 = kind && task.results[kind];
  if (!sha1) return refuse('No result available');
  const blob = await store.get(sha1);
  if (!blob) return refuse('Unable to find result blob');
  return { file: { stream: store.read(sha1), sizeBytes: blob.size, sha1 } };
}
