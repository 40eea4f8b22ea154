/*
 * Shows what the tests do not notice: makes one small change of a source after the other, in a copy of the project, and
 * runs the suites that import it. Each change that they pass with is printed; it is a test that is missing, code that is
 * not needed, or a change that changes nothing.
 *
 *     node scripts/mutate.ts src/compare/judge.ts [more files or folders] [--tests __tests__/compare] [--max N] [--seed S]
 */
import { spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import {
  cpSync,
  globSync,
  mkdtempDisposableSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { formatCount, formatDuration } from '../src/base/quantities.ts';
import { applyMutant, describeMutant, listMutants, type Mutant } from './mutate-source.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
/** A suite that waits for what a mutant never does is told so sooner than by default. */
const testTimeoutMs = 10_000;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** Suites to run, instead of all that import the file. */
    tests: { type: 'string', multiple: true, default: [] },
    /** How many mutants to try at most; which ones, `seed` decides. */
    max: { type: 'string', default: 'Infinity' },
    seed: { type: 'string', default: '1' },
  },
});
if (positionals.length === 0) throw new Error('Name the sources: node scripts/mutate.ts src/compare/judge.ts');

const stopping = new AbortController();
process.once('SIGINT', () => {
  stopping.abort();
});

interface Candidate extends Mutant {
  file: string;
}

function chooseMutants(): Candidate[] {
  const files = positionals
    .map((path) => relative(root, path))
    .flatMap((path) => (path.endsWith('.ts') ? [path] : globSync(`${path}/**/*.ts`, { cwd: root }).sort()));
  const all = files.flatMap((file) =>
    listMutants(readFileSync(join(root, file), 'utf8')).map((mutant) => ({ ...mutant, file })),
  );
  const rank = (mutant: Candidate): string => hash('sha1', `${options.seed} ${JSON.stringify(mutant)}`);
  const chosen = new Set([...all].sort((a, b) => (rank(a) < rank(b) ? -1 : 1)).slice(0, Number(options.max)));
  return all.filter((mutant) => chosen.has(mutant));
}

/** The copy is what is changed and tested: the checkout is never touched. */
function copyProject(to: string): void {
  const unneeded = ['.git', 'node_modules', 'build'];
  cpSync(root, to, { recursive: true, filter: (path) => !unneeded.includes(basename(path)) });
  symlinkSync(realpathSync(join(root, 'node_modules')), join(to, 'node_modules'));
}

/** Runs jest in the copy. After `timeoutMs` it is killed with all that it started, and the code is null. */
async function jest(args: string[], timeoutMs: number): Promise<{ code: number | null; output: string }> {
  if (stopping.signal.aborted) return { code: null, output: '' };
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
  const child = spawn(process.execPath, [...flags, '--cacheDirectory', join(temporary.path, 'cache'), ...args], {
    cwd: project,
    // What a killed suite leaves behind goes with the copy.
    env: { ...process.env, TMPDIR: temporary.path },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = (): void => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, 'SIGKILL');
  };
  const timer = setTimeout(end, timeoutMs);
  stopping.signal.addEventListener('abort', end);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  stopping.signal.removeEventListener('abort', end);
  clearTimeout(timer);
  return { code, output };
}

/** The suites for a file, and how long they take when nothing is changed. */
async function measureSuites(file: string): Promise<{ suites: string[]; durationMs: number }> {
  const which = options.tests.length > 0 ? options.tests : ['--findRelatedTests', file];
  const listed = await jest(['--listTests', ...which], 600_000);
  const suites = listed.output.split('\n').filter((line) => line.endsWith('.test.ts'));
  if (suites.length === 0) return { suites, durationMs: 0 };
  const startedAtMs = performance.now();
  const { code, output } = await runSuites(suites, 3_600_000);
  if (code !== 0 && !stopping.signal.aborted) throw new Error(`The tests of ${file} fail as it is:\n${output}`);
  return { suites, durationMs: performance.now() - startedAtMs };
}

function runSuites(suites: string[], timeoutMs: number): ReturnType<typeof jest> {
  const flags = ['--bail', '-w', '1', '--testTimeout', String(testTimeoutMs)];
  return jest([...flags, '--runTestsByPath', ...suites], timeoutMs);
}

const mutants = chooseMutants();
using temporary = mkdtempDisposableSync(join(realpathSync(tmpdir()), 'blendnet-render-mutants-'));
const project = join(temporary.path, 'project');
copyProject(project);
let [killed, tried] = [0, 0];
for (const [file, ofFile] of Map.groupBy(mutants, (mutant) => mutant.file)) {
  const { suites, durationMs } = await measureSuites(file);
  console.log(
    `${file}: ${formatCount(ofFile.length, 'mutant')}, ${formatCount(suites.length, 'suite')} in ${formatDuration(durationMs)}`,
  );
  const text = readFileSync(join(root, file), 'utf8');
  for (const mutant of ofFile) {
    writeFileSync(join(project, file), applyMutant(text, mutant));
    const survived = suites.length === 0 || (await runSuites(suites, 30_000 + 5 * durationMs)).code === 0;
    if (stopping.signal.aborted) break;
    tried++;
    if (survived) console.log(`${file}:${mutant.line}: ${describeMutant(text, mutant)}`);
    else killed++;
  }
  if (stopping.signal.aborted) break;
  writeFileSync(join(project, file), text);
}
console.log(`killed ${killed} of ${tried} (${Math.round((100 * killed) / Math.max(1, tried))} %)`);
