import { readFileSync } from 'node:fs';
import { parseJson } from '../base/json.ts';

/** The payload of the event that started the workflow; undefined where it cannot be read. */
export function readPayload(path: string | undefined): unknown {
  try {
    return parseJson(readFileSync(path ?? '', 'utf8'));
  } catch {
    // A runner of another make may have no such file.
    return undefined;
  }
}

/** The member at the end of these names. */
export function at(value: unknown, ...names: string[]): unknown {
  return names.reduce<unknown>((found, name) => {
    const isRecord = typeof found === 'object' && found !== null && Object.hasOwn(found, name);
    return isRecord ? (found as Record<string, unknown>)[name] : undefined;
  }, value);
}

export function textAt(value: unknown, ...names: string[]): string | undefined {
  const found = at(value, ...names);
  return typeof found === 'string' ? found : undefined;
}

export function numberAt(value: unknown, ...names: string[]): number | undefined {
  const found = at(value, ...names);
  return typeof found === 'number' && Number.isSafeInteger(found) ? found : undefined;
}

/** The pull request that an event is about, by its number. A merge queue's group may hold several, and has none. */
export function pullRequestOf(payload: unknown): number | undefined {
  const plain = numberAt(payload, 'pull_request', 'number');
  if (plain !== undefined) return plain;
  return at(payload, 'issue', 'pull_request') === undefined ? undefined : numberAt(payload, 'issue', 'number');
}
