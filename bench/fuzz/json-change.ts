import type { Random } from './random.ts';

const strange = [
  ...['null', 'true', '""', '[]', '{}', '0', '-0', '-1', '1e308', '1e999', '-1e999', '0.1', '9007199254740993', '"\\u0000"'],
  ...['"\\ud800"', '"../../x"', '"__proto__"', '{"__proto__":{"state":"RUNNING"}}', '{"constructor":{"prototype":1}}'],
  ...['{"length":4294967295}', '{"toString":1,"valueOf":1}', '[null]', '[[[[[[[[[[]]]]]]]]]]', '"2026-13-45T99:99:99Z"'],
]; // prettier-ignore

/** A JSON text with some of its values, names and commas changed; most stay JSON. */
export function changeJson(text: string, random: Random): string {
  let changed = text;
  for (let changes = 1 + random.below(4); changes > 0; changes--) {
    const values = [...changed.matchAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[[\]{},:]/g)];
    if (values.length === 0) return changed;
    const chosen = random.of(values);
    const start = chosen.index;
    const end = start + chosen[0].length;
    changed = changed.slice(0, start) + replacement(chosen[0], values, random) + changed.slice(end);
  }
  return changed;
}

function replacement(old: string, others: RegExpExecArray[], random: Random): string {
  // Brackets mostly stay: what is no JSON is refused at once and finds nothing.
  if (/^[[\]{},:]$/.test(old) && !random.once(10)) return old;
  switch (random.below(6)) {
    case 0:
      return random.of(others)[0];
    case 1:
      return JSON.stringify('\u{1F600}\u001b[2J%0A::error::x'.repeat(1 + random.below(50)));
    case 2:
      return JSON.stringify('a'.repeat(random.of([100, 1001, 100_000])));
    case 3:
      return '['.repeat(random.of([3, 63, 65, 1000])) + ']'.repeat(random.of([3, 63, 65, 1000]));
    case 4:
      return `${old},${old}`;
    default:
      return random.of(strange);
  }
}

/** Deep, wide or long, up to what a reader takes of a text at most. */
export function makeJsonBomb(random: Random): Buffer {
  const sizeBytes = random.of([1, 8, 31, 33]) * 2 ** 20;
  const piece = random.of(['[', '{"a":', '[],', '{},', '1,', '"",', '"a":1,', '\\u0000', '[[[]]],', ' ']);
  const body = piece.repeat(Math.floor(sizeBytes / piece.length));
  const [start, end] = random.of([
    ['', ''],
    ['[', '0]'],
    ['{"success":true,"data":[', '0]}'],
    ['{"success":true,"data":{', '"b":1}}'],
    ['{"version":1,"runs":[', '0]}'],
    ['{"success":true,"data":"', '"}'],
  ] as const);
  return Buffer.from(start + body + end);
}
