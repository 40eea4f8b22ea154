import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const root = new URL('../../', import.meta.url);
const text = readFileSync(new URL('.github/SECURITY.md', root), 'utf8');
const invariants = text
  .slice(text.indexOf('## Invariants'))
  .split(/^(?=\d+\. )/m)
  .slice(1);

/** `report/hostile.test.ts`, or a folder of them: `local/releases/`. */
const testNames = /`([a-z][a-z/-]*(?:\.test\.ts|\/))`/g;

test('each invariant names what holds it, and all of that is there', () => {
  expect(invariants.length).toBeGreaterThan(14);
  for (const invariant of invariants) {
    // What it speaks of, such as `dist/`, comes before the brackets.
    const [names = ''] = /\([^()]*(?:\([^()]*\)[^()]*)*\)[.;]?[^()]*$/.exec(invariant) ?? [];
    const tests = [...names.matchAll(testNames)].map(([, name = '']) => name);
    if (!names.includes('npm run')) expect([invariant, tests.length]).not.toEqual([invariant, 0]);
    const missing = tests.filter((name) => !existsSync(new URL(`__tests__/${name}`, root)));
    expect(missing).toEqual([]);
  }
});
