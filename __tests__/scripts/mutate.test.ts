import { describe, expect, test } from '@jest/globals';
import { applyMutant, describeMutant, listMutants } from '../../scripts/mutate-source.ts';

/** What a one-line source becomes, mutant by mutant. */
function mutationsOf(source: string): string[] {
  return listMutants(source).map((mutant) => applyMutant(source, mutant));
}

describe('a mutant changes', () => {
  test.each([
    ['a < b', ['a <= b']],
    ['a <= b', ['a < b']],
    ['a > b', ['a >= b']],
    ['a >= b', ['a > b']],
    ['a === b', ['a !== b']],
    ['a !== b', ['a === b']],
    ['a && b || c', ['a && b && c', 'a || b || c']],
    ['a + b - c', ['a + b + c', 'a - b - c']],
    ['a * b / c', ['a * b * c', 'a / b / c']],
    ['a ?? b', ['(b) ?? (a)']],
    [
      'x = [0, 1, 0.5, 0x10]',
      ['x = [1, 1, 0.5, 0x10]', 'x = [0, 2, 0.5, 0x10]', 'x = [0, 1, 1.5, 0x10]', 'x = [0, 1, 0.5, 17]'],
    ],
    ['x = [true, false]', ['x = [false, false]', 'x = [true, true]']],
    ['x = !a', ['x = a']],
    ["x = ['a', `b`, '']", ["x = ['', `b`, '']", "x = ['a', '', '']"]],
    ['a ? b : c', ['!(a) ? b : c']],
    ['if (a) x = b', ['if (!(a)) x = b']],
    ['while (a < b);', ['while (!(a < b));', 'while (a <= b);']],
    ['if (a === b);', ['if (a !== b);']],
    ['if (!a);', ['if (a);']],
    ['for (; a;);', ['for (; !(a););']],
    ['f(a);', [';']],
    ['await f(a);', [';']],
    ['if (a) f();', ['if (!(a)) f();', 'if (a) ;']],
  ])('%s', (source, expected) => {
    expect(mutationsOf(source).sort()).toEqual([...expected].sort());
  });
});

test.each([
  "import a from 'b';",
  "export { a } from 'b';",
  "type A = 'a' | 1 | true;",
  "interface A { a: 'a'; b: 1 }",
  "const a = b as 'c';",
  'const a = b satisfies 1;',
  "function a(b: 'c' | 0): true {}",
  "const a = { 'b-c': d };",
  "const a = import('b');",
  'a = b;',
])('%s has none', (source) => {
  expect(mutationsOf(source)).toEqual([]);
});

test('mutants come in the order of the text, each with its line', () => {
  const source =
    'const limit: 3 = 2;\n\nexport function over(a: number): boolean {\n  log(a);\n  return a > limit;\n}\n';
  const listed = listMutants(source).map((mutant) => `${mutant.line}: ${describeMutant(source, mutant)}`);
  expect(listed).toEqual([
    '1: const limit: 3 = 2; → const limit: 3 = 3;',
    '4: log(a); → ;',
    '5: return a > limit; → return a >= limit;',
  ]);
});

test('a long one is told in short', () => {
  const source = `if (${Array(40).fill('a').join('\n && ')}) f();`;
  const [negated] = listMutants(source);
  const described = describeMutant(source, negated!);
  expect(described).toMatch(/^if \(a && a .*…\) f\(\); → if \(!\(a && a .*…\) f\(\);$/);
  expect(described.length).toBeLessThan(250);
});
