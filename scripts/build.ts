import { transformSync } from '@swc/core';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import type * as entries from './bundle.ts';

/*
 * Bundles the program with ncc: `npm run bundle` writes dist/, `npm run bundle -- --check` fails when the committed dist/
 * is not what the sources give. The same sources give the same bytes on every machine.
 *
 * Both entries share one bundle, with a thin file in front of it for each. What nothing in it uses and what only people
 * need is taken out, which ncc leaves in: half of the size. Names stay, for stack traces.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const ncc = join(root, 'node_modules/@vercel/ncc/dist/ncc/cli.js');

function build(directory: string): void {
  const bundle = join(directory, 'bundle');
  const args = [ncc, 'build', join(root, 'scripts/bundle.ts'), '--out', bundle, '--license', 'licenses.txt', '--quiet'];
  execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  for (const name of readdirSync(bundle).filter((file) => /^(\d+\.)?index\.js$/.test(file))) {
    const path = join(bundle, name);
    writeFileSync(path, wrapModules(shorten(readFileSync(path, 'utf8'))));
  }
  // Apart, because a Node that is too old may not even understand the bundle.
  writeFileSync(join(bundle, 'node.js'), shorten(readFileSync(join(root, 'src/base/node.ts'), 'utf8'), 'typescript'));
  writeFront(directory, 'action', '', 0o644);
  writeFront(directory, 'cli', '#!/usr/bin/env node\n', 0o755);
}

function shorten(code: string, syntax: 'ecmascript' | 'typescript' = 'ecmascript'): string {
  const compress = { defaults: false, unused: true, dead_code: true, side_effects: true, passes: 3 };
  return transformSync(code, {
    ...{ configFile: false, swcrc: false, isModule: true, minify: true },
    jsc: {
      parser: { syntax },
      target: 'es2024',
      minify: { compress, mangle: false, format: { comments: false } },
    },
  }).code;
}

/**
 * Puts the functions that hold modules in parentheses again, as webpack had them: V8 compiles such a function at once,
 * instead of looking it over first and compiling it when it is called. Without them the action starts 15 ms later.
 */
function wrapModules(code: string): string {
  const source = ts.createSourceFile('bundle.js', code, ts.ScriptTarget.ESNext);
  const modules: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    const isModule = ts.isPropertyAssignment(node) && ts.isNumericLiteral(node.name);
    if (isModule && (ts.isArrowFunction(node.initializer) || ts.isFunctionExpression(node.initializer))) {
      modules.push(node.initializer);
    } else ts.forEachChild(node, visit);
  };
  visit(source);
  let wrapped = '';
  let at = 0;
  for (const node of modules) {
    const start = node.getStart(source);
    wrapped += `${code.slice(at, start)}(${code.slice(start, node.end)})`;
    at = node.end;
  }
  return wrapped + code.slice(at);
}

/** The file that a runner or a shell starts, and threads after it. */
function writeFront(directory: string, name: keyof typeof entries, head: string, mode: number): void {
  mkdirSync(join(directory, name));
  const text = `${head}import { checkNode } from '../bundle/node.js';

checkNode();
const { ${name} } = await import('../bundle/index.js');
await ${name}();
`;
  writeFileSync(join(directory, name, 'index.js'), text, { mode });
}

function differences(built: string, committed: string): string[] {
  const list = (directory: string): string[] =>
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));
  const names = new Set([...list(built), ...list(committed)]);
  const read = (path: string): string | undefined => {
    try {
      return readFileSync(path, 'latin1');
    } catch {
      return undefined;
    }
  };
  return [...names].filter((name) => read(join(built, name)) !== read(join(committed, name))).sort();
}

const dist = join(root, 'dist');
const built = mkdtempSync(join(tmpdir(), 'blendnet-render-dist-'));
try {
  build(built);
  if (process.argv.includes('--check')) {
    const stale = differences(built, dist);
    if (stale.length > 0) {
      console.error(
        `dist/ is not what the sources give: ${stale.join(', ')}\nRun \`npm run bundle\` and commit dist/.`,
      );
      process.exitCode = 1;
    } else console.log('dist/ is up to date.');
  } else {
    rmSync(dist, { recursive: true, force: true });
    cpSync(built, dist, { recursive: true });
    console.log('Wrote dist/.');
  }
} finally {
  rmSync(built, { recursive: true, force: true });
}
