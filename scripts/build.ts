import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * Bundles both entries with ncc: `npm run build` writes dist/, `npm run build -- --check` fails when the committed dist/
 * is not what the sources give. The same sources give the same bytes on every machine.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const ncc = join(root, 'node_modules/@vercel/ncc/dist/ncc/cli.js');
const entries = { action: 'src/action.ts', cli: 'src/cli.ts' };

function build(directory: string): void {
  for (const [name, entry] of Object.entries(entries)) {
    const out = join(directory, name);
    rmSync(out, { recursive: true, force: true });
    const args = [ncc, 'build', join(root, entry), '--out', out, '--license', 'licenses.txt', '--quiet'];
    execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  const index = join(directory, 'cli', 'index.js');
  writeFileSync(index, `#!/usr/bin/env node\n${readFileSync(index, 'utf8')}`, { mode: 0o755 });
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
      console.error(`dist/ is not what the sources give: ${stale.join(', ')}\nRun \`npm run build\` and commit dist/.`);
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
