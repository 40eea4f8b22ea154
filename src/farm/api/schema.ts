import * as v from 'valibot';
import { sha1Schema as sha1 } from '../../base/sha1.ts';

/*
 * What the Manager's JSON API carries (recorded from BlendNet's Manager; its HOWTO predates parts of it). Shared by the
 * client, which parses answers with it, and the local farm, which gives such answers. Unknown keys are dropped.
 */

/** The farm that this program serves says so: it has no Agents of BlendNet's, and not their faults. */
export const ownProgram = 'blendnet-render';

/** Prefix of every endpoint. */
export const apiPath = '/api/v1';

export const taskStates = ['CREATED', 'STOPPED', 'PENDING', 'RUNNING', 'COMPLETED', 'ERROR'] as const;
export type TaskState = (typeof taskStates)[number];

/** Largest task configuration the Manager reads. */
export const maxConfigBytes = 512 * 1024;

const text = v.pipe(v.string(), v.maxLength(1_000_000));
const unixTime = v.nullable(v.number());

/** A list has records' type in JavaScript, and would pass for one with numbers for names. */
const noList = v.check((value: unknown) => !Array.isArray(value), 'Invalid type: Expected Object but received Array');

/** Values by name. */
function recordOf<T>(value: v.GenericSchema<unknown, T>): v.GenericSchema<unknown, Record<string, T>> {
  return v.pipe(v.unknown(), noList, v.record(v.string(), value));
}

/** Every answer; `data` is there on success, `message` says why not. */
export const envelope = v.object({
  success: v.boolean(),
  message: v.optional(text),
  data: v.optional(v.unknown()),
});

/** `GET info`: what the server is. `program` is that of the farm that this program serves itself. */
export const serverInfo = v.object({
  engine: v.optional(text),
  program: v.optional(text),
  blender: v.object({ version_string: text }),
});
export type ServerInfo = v.InferOutput<typeof serverInfo>;

/** `GET status`: how the Manager's machine is; its disk in MiB. */
export const serverStatus = v.object({ disk: v.object({ total: v.number(), available: v.number() }) });
export type ServerStatus = v.InferOutput<typeof serverStatus>;

const agent = v.object({ active: v.fallback(v.boolean(), false) });

/**
 * `GET resources`: the Agents the Manager knows. `active` ones take work; one that cannot be read counts as idle. The
 * Manager's own `type` is `custom`, or a cloud's name for a kind of machine; it is empty until it has looked.
 */
export const resources = v.object({
  manager: v.fallback(v.object({ type: v.optional(text) }), {}),
  agents: recordOf(v.fallback(agent, { active: false })),
});
export type Resources = v.InferOutput<typeof resources>;

/** How many Agents take work now. */
export function countActive({ agents }: Resources): number {
  return Object.values(agents).filter(({ active }) => active).length;
}

/** `state_error_info`: a list of `{task or workload name: text or nested list}`; anything in it means failure. */
const stateErrorInfo = v.optional(v.array(v.unknown()), []);

/** A task in `GET task`. Times are Unix seconds, `done` is 0 … 1. */
export const taskInfo = v.object({
  name: v.pipe(text, v.maxLength(1000)),
  create_time: v.optional(unixTime),
  start_time: v.optional(unixTime),
  end_time: v.optional(unixTime),
  state: v.picklist(taskStates),
  frame: v.nullish(v.number()),
  done: v.number(),
  state_error_info: stateErrorInfo,
});
export type TaskInfo = v.InferOutput<typeof taskInfo>;

/** An entry of `GET task` that cannot be read, such as one in a state that is not known here. */
export interface UnknownTask {
  state: 'UNKNOWN';
  /** What is wrong with it, in the Manager's words, too. */
  problem: string;
}

/** `GET task`: every task the Manager has, by name. They are everybody's: one that cannot be read spoils no other. */
export const taskList = recordOf(v.pipe(v.unknown(), v.transform(parseTask)));
export type TaskList = v.InferOutput<typeof taskList>;

function parseTask(entry: unknown): TaskInfo | UnknownTask {
  const parsed = v.safeParse(taskInfo, entry, { abortEarly: true });
  return parsed.success ? parsed.output : { state: 'UNKNOWN', problem: describeIssue(parsed.issues[0]) };
}

/** What does not fit, with the way to it. May hold words of the answer. */
export function describeIssue(issue: v.BaseIssue<unknown>): string {
  return `${v.getDotPath(issue) ?? 'data'}: ${issue.message}`;
}

/** `GET task/NAME/status`. `remaining` is seconds; a result's value is its blob's sha1. */
export const taskStatus = v.object({
  ...taskInfo.entries,
  samples: v.number(),
  seed: v.optional(v.number()),
  samples_done: v.number(),
  remaining: v.nullish(v.number()),
  result: v.pipe(
    v.unknown(),
    noList,
    v.object({ preview: v.nullish(sha1), render: v.nullish(sha1), compose: v.nullish(sha1) }),
  ),
  workloads_taken: v.optional(v.number(), 0),
  results_processing: v.nullish(v.boolean()),
});
export type TaskStatus = v.InferOutput<typeof taskStatus>;

/** The answer to an upload, and `blob` in a file's info. */
export const blob = v.object({ id: sha1, size: v.number() });

/** `GET task/NAME/file/PATH`: the blob registered for the path. */
export const fileInfo = v.object({ id: sha1, path: text, blob: v.nullish(blob) });
export type FileInfo = v.InferOutput<typeof fileInfo>;

/** `GET task/NAME/file`: registered paths and their sha1. */
export const fileList = recordOf(sha1);

/** `messages` (Blender's stderr lines) and `details` (progress records), by workload name. */
export const taskMessages = recordOf(v.nullable(v.array(v.unknown())));
export type TaskMessages = v.InferOutput<typeof taskMessages>;

/** `PUT task/NAME/config`. `project` lies below `project_path`; both paths are absolute names, equal on every machine. */
export interface TaskConfig {
  project: string;
  project_path: string;
  cwd_path: string;
  /** Left out: the frame saved in the .blend. */
  frame?: number;
  /** Left out: the Manager's default, 100. */
  samples?: number;
  /** 0 … 2³¹ - 1. The Manager picks a random one when it is left out. */
  seed: number;
  agents_num?: number;
  use_compositing_nodes: boolean;
}
