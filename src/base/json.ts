import * as v from 'valibot';

/*
 * JSON from files. What is wrong is said without a word of the text: the file may be another than was meant, and hold
 * what nobody is to see.
 */

/** @throws Error for a text that is none */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('it is not JSON');
  }
}

/** What a schema makes of a value. @throws Error that says where it does not fit, and what is expected there */
export function parseWith<const S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, value, { abortEarly: true });
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const wrong = issue.expected === null ? `no valid ${issue.type.replaceAll('_', ' ')}` : `expected ${issue.expected}`;
  throw new Error(`${v.getDotPath(issue) ?? 'it'}: ${wrong}`);
}
