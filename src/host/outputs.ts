import { redact } from '../base/secrets.ts';
import type { OutputValue } from './host.ts';

/** Outputs without secrets, which names of tasks might hold. */
export function redactOutputs(outputs: Record<string, OutputValue>): Record<string, OutputValue> {
  return mapValues(outputs, (value) => {
    if (typeof value === 'number') return value;
    return typeof value === 'string' ? redact(value) : mapValues(value, redact);
  });
}

function mapValues<T, U>(record: Record<string, T>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
