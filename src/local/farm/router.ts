import type { IncomingMessage } from 'node:http';
import { apiPath } from '../../farm/api/schema.ts';
import type { Answer, Route } from './server.ts';

/** One endpoint. In `path`, `*` stands for one name and `**` for all the rest; `doc` is the Manager's help text. */
export interface Endpoint {
  method: 'get' | 'put' | 'delete';
  path: string;
  doc: string;
  /** Gets the decoded names that stand for `*` and `**`; undefined closes the connection without an answer. */
  handle: (parts: string[], request: IncomingMessage) => Answer | Promise<Answer | undefined>;
}

export function ok(message: string, data?: unknown): Answer {
  return { status: 200, json: { success: true, message, ...(data !== undefined && { data }) } };
}

export function refuse(message: string): Answer {
  return { status: 400, json: { success: false, message } };
}

/** The Manager has no answer for other methods, not even a refusal. */
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Finds the endpoint of a request as the Manager does: slashes at the ends do not count, `?` is part of a name. */
export function createRoute(endpoints: Endpoint[]): Route {
  const help = describe(endpoints);
  return async (request) => {
    const { method = '', url = '' } = request;
    if (!methods.includes(method)) return undefined;
    if (!url.startsWith(apiPath)) return invalid([apiPath]);
    const names = trimSlashes(url.slice(apiPath.length)).split('/');
    for (const endpoint of endpoints) {
      const parts = endpoint.method === method.toLowerCase() ? match(endpoint.path.split('/'), names) : undefined;
      if (parts) return endpoint.handle(parts, request);
    }
    return invalid(help);
  };
}

function invalid(endpoints: object): Answer {
  return { status: 400, json: { success: false, message: 'Invalid request', endpoints } };
}

function match(pattern: string[], names: string[]): string[] | undefined {
  const rest = pattern.at(-1) === '**' ? names.slice(pattern.length - 1).join('/') : undefined;
  const single = rest === undefined ? pattern : pattern.slice(0, -1);
  if (rest === undefined ? names.length !== pattern.length : names.length < pattern.length) return undefined;
  const parts: (string | undefined)[] = [];
  for (const [index, name] of single.entries()) {
    if (name === '*') parts.push(decode(names[index] ?? ''));
    else if (name !== names[index]) return undefined;
  }
  if (rest !== undefined) parts.push(decode(rest));
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

/** Percent-decoded UTF-8; undefined when it is none. Node hands over bytes above 127 as characters of Latin-1. */
function decode(text: string): string | undefined {
  const bytes = text.replace(/%([0-9a-f]{2})/gi, (_match, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(bytes, 'latin1'));
  } catch {
    return undefined;
  }
}

function trimSlashes(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && text[start] === '/') start += 1;
  while (end > start && text[end - 1] === '/') end -= 1;
  return text.slice(start, end);
}

interface Help {
  [name: string]: Help | string;
}

/** The tree of endpoints that answers an invalid request; `?` holds the help text. */
function describe(endpoints: Endpoint[]): Help {
  const tree: Help = {};
  for (const { method, path, doc } of endpoints) {
    let branch = tree;
    for (const name of [method, ...path.split('/')]) branch = (branch[name] ??= {}) as Help;
    branch['?'] = doc;
  }
  return tree;
}
