import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Benchmark, Row } from './support/benchmark.ts';
import { describeMachine, formatLoad, formatMachine, loadPerCore } from './support/machine.ts';
import { fillSection, formatMarkdown, formatTable } from './support/table.ts';

/*
 * npm run bench -- [NAME…] [--json FILE] [--docs]
 * Runs the named benchmarks, or all: every file in this folder that exports one, but those that run by name only and take
 * what stands behind it as their own. Prints their tables, writes them as JSON, and with --docs into docs/benchmarks.md.
 */

const folder = fileURLToPath(new URL('.', import.meta.url));

async function findBenchmarks(): Promise<Map<string, Benchmark>> {
  const found = new Map<string, Benchmark>();
  const files = globSync('*.ts', { cwd: folder }).filter((file) => file !== basename(import.meta.filename));
  for (const file of files.sort()) {
    const module = (await import(pathToFileURL(join(folder, file)).href)) as { benchmark?: Benchmark };
    if (module.benchmark !== undefined) found.set(module.benchmark.name, module.benchmark);
  }
  return found;
}

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string', default: join(folder, 'results.json') },
    docs: { type: 'boolean', default: false },
  },
});
const benchmarks = await findBenchmarks();
const isAlone = benchmarks.get(positionals[0] ?? '')?.onlyByName === true;
const [names, words] = isAlone ? [positionals.slice(0, 1), positionals.slice(1)] : [positionals, []];
const unknown = names.filter((name) => !benchmarks.has(name));
if (unknown.length > 0)
  throw new Error(`No benchmark ${unknown.join(', ')}. There are: ${[...benchmarks.keys()].join(', ')}`);
if (flags.docs && names.length > 0) throw new Error('--docs needs the figures of all benchmarks: name none.');

const machine = describeMachine();
console.log(formatMachine(machine));
const results: Record<string, Row[]> = {};
const loads: number[] = [];
for (const [name, benchmark] of benchmarks) {
  if (names.length > 0 ? !names.includes(name) : benchmark.onlyByName === true) continue;
  console.log(`\n${name}`);
  loads.push(loadPerCore());
  console.log(`  (${formatLoad(loads.slice(-1))})`);
  results[name] = await benchmark.run(words);
  console.log(formatTable(results[name]));
}
writeFileSync(flags.json, `${JSON.stringify({ machine, loads, results }, null, 2)}\n`);
if (flags.docs) {
  const page = join(folder, '../docs/benchmarks.md');
  const section = `${formatMarkdown(results)}\n\nOn ${formatMachine(machine)}; ${formatLoad(loads)}.`;
  writeFileSync(page, fillSection(readFileSync(page, 'utf8'), section));
}
