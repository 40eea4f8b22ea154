import type { Blob } from './blobs.ts';
import type { RequestHead } from './connection.ts';
import type { Farm } from './farm.ts';

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

/** A request that found its endpoint. */
export interface Call extends ApiOptions {
  request: ApiRequest;
  /** Of the task or agent, decoded. */
  name: string;
  /** What comes below the endpoint, decoded: a file's path or a result's kind. */
  rest: string;
}

export type Handler = (call: Call) => Reply | Promise<Reply>;

/** The Manager's two answers; every refusal is a 400. */
export const refuse = (message: string): Reply => ({ status: 400, json: { success: false, message } });
export const accept = (message: string, data?: unknown): Reply => ({
  status: 200,
  json: { success: true, message, ...(data === undefined ? {} : { data }) },
});
