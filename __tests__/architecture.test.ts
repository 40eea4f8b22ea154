import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/* The rules of the house (src/README.md): who may import whom, and what only the entries may touch. */

const src = fileURLToPath(new URL('../src', import.meta.url));
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const texts = new Map(files.map((file) => [file, readFileSync(join(src, file), 'utf8')]));

interface Import {
  from: string;
  /** Below src, or a package's name. */
  to: string;
  typeOnly: boolean;
}

const imports: Import[] = [...texts].flatMap(([from, text]) =>
  [...text.matchAll(/^(?:import|export) (type )?[^;]*?from '([^']+)'|import\('([^']+)'\)/gm)].map(
    ([, type, statically, lazily]) => {
      const target = statically ?? lazily ?? '';
      return {
        from,
        to: target.startsWith('.') ? normalize(join(dirname(from), target)) : target,
        typeOnly: type !== undefined,
      };
    },
  ),
);

function room(file: string): string {
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : '';
}

/** What each room may import of the others; every room may import its own files and the leaves at the top. */
const allowed: Record<string, string[]> = {
  manager: [],
  threads: [],
  project: ['threads'],
  task: ['manager', 'project'],
  compare: ['threads'],
  report: ['compare'],
  'local-farm': ['manager'],
  host: ['task'],
  baseline: ['compare', 'report'],
  cli: ['project', 'local-farm', 'compare', 'report', 'baseline', 'host'],
};
const leaves = ['errors.ts', 'file-errors.ts', 'printable.ts', 'quantities.ts', 'frame-ranges.ts', 'whole-files.ts'];

describe('imports', () => {
  test('point one way', () => {
    const wrong = imports.filter(({ from, to }) => {
      if (room(from) === '' || !texts.has(to) || room(from) === room(to) || leaves.includes(to)) return false;
      if (room(from) === 'cli') return room(to) !== '' && !allowed['cli']!.includes(room(to));
      return !(allowed[room(from)] ?? []).includes(room(to));
    });
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  test('the local farm shares only the schema with the client', () => {
    const shared = imports.filter(({ from, to }) => room(from) === 'local-farm' && room(to) === 'manager');
    expect(new Set(shared.map(({ to }) => to))).toEqual(new Set(['manager/schema.ts']));
  });

  test('have no cycles', () => {
    const graph = Map.groupBy(
      imports.filter(({ to, typeOnly }) => texts.has(to) && !typeOnly),
      ({ from }) => from,
    );
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, path: string[]): void => {
      if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      if (done.has(file) || path.includes(file)) return;
      for (const { to } of graph.get(file) ?? []) visit(to, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });

  test('of @actions packages stand only in host/github', () => {
    const wrong = imports.filter(({ from, to }) => to.startsWith('@actions/') && !from.startsWith('host/github/'));
    expect(wrong).toEqual([]);
  });

  test('of pictures and pages touch no network and no host', () => {
    const wrong = imports.filter(
      ({ from, to }) =>
        ['compare', 'report'].includes(room(from)) &&
        /^(undici|node:(http|https|net|tls|dgram|child_process))$/.test(to),
    );
    expect(wrong).toEqual([]);
  });
});

describe('sources', () => {
  const withoutComments = (text: string): string => text.replace(/^\s*(?:\/?\*|\/\/).*$/gm, '');
  const having = (pattern: RegExp): string[] =>
    [...texts].filter(([, text]) => pattern.test(withoutComments(text))).map(([file]) => file);

  test('read the environment only in the entries and hosts', () => {
    expect(having(/process\.env/).filter((file) => !/^(action|cli)\.ts$|^host\//.test(file))).toEqual([]);
  });

  test('have no default exports, no barrels and no drawer called utils', () => {
    expect(having(/^export default/m)).toEqual([]);
    expect(having(/^export \* from/m)).toEqual([]);
    expect(files.filter((file) => /utils?|helpers?/.test(file))).toEqual([]);
  });

  test('stay short', () => {
    const long = [...texts].filter(([, text]) => text.split('\n').length > 250).map(([file]) => file);
    expect(long).toEqual([]);
    const lengths = [...texts.values()].map((text) => text.split('\n').length).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(110);
  });

  test('are where this test looks', () => {
    expect(relative(process.cwd(), src)).toBe('src');
    expect(imports.length).toBeGreaterThan(100);
  });
});
