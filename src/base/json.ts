import * as v from 'valibot';

/** Deeper than anything that is read here; a Manager's errors and Blender's records are a handful of levels. */
const maxDepth = 64;
/** Values of a text, unless its reader knows better: those of 50,000 tasks, twice over. */
const defaultMaxValues = 1_000_000;

/**
 * Parses JSON from outside. What is small as a text may be huge as values: 32 MB of brackets take 20 s and more than 1 GB.
 * So its depth and the number of its values are counted first. The caller bounds the text.
 * An error says nothing of the text: the file may be another than was meant, and hold what nobody is to see.
 * @throws SyntaxError for what is no JSON; RangeError for what is nested too deeply or has too many values.
 */
export function parseJson(text: string, maxValues = defaultMaxValues): unknown {
  checkShape(text, maxValues);
  try {
    return JSON.parse(text);
  } catch {
    throw new SyntaxError('it is not JSON');
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

/** Only as exact as JSON that is valid needs it: any other is refused when it is parsed. */
function checkShape(text: string, maxValues: number): void {
  let depth = 0;
  let values = 1;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22: // "
        at = endOfString(text, at);
        break;
      case 0x5b: // [
      case 0x7b: // {
        values += 1;
        if (++depth > maxDepth) throw new RangeError(`it is nested more than ${maxDepth} levels deep`);
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth -= 1;
        break;
      case 0x2c: // ,
        values += 1;
        break;
      default:
    }
    if (values > maxValues) throw new RangeError(`it has more than ${maxValues} values`);
  }
}

/** The place of the closing quotation mark; the end of the text where there is none. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; ; at++) {
    at = text.indexOf('"', at);
    if (at < 0) return text.length;
    let escapes = at - 1;
    while (text.charCodeAt(escapes) === 0x5c) escapes -= 1;
    if ((at - escapes) % 2 === 1) return at;
  }
}
