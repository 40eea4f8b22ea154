import { meetsGoal, type Goal, type Row } from './benchmark.ts';

/** A value with three digits that matter, and its unit. */
export function formatValue(value: number, unit: string): string {
  const digits = value === 0 || Number.isInteger(value) ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  const number = value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return unit === '' ? number : `${number} ${unit}`;
}

function formatGoal(goal: Goal | undefined, unit: string): string {
  if (goal === undefined) return '';
  return 'atLeast' in goal ? `≥ ${formatValue(goal.atLeast, unit)}` : `≤ ${formatValue(goal.atMost, unit)}`;
}

/** Lines for a terminal: name, value and goal in columns, and what missed its goal. */
export function formatTable(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.name,
    formatValue(row.value, row.unit),
    `${formatGoal(row.goal, row.unit)}${meetsGoal(row) ? '' : '  MISSED'}`,
  ]);
  const width = (column: number): number => Math.max(...cells.map((cell) => cell[column]!.length));
  const [names, values] = [width(0), width(1)];
  return cells
    .map(([name, value, goal]) => `  ${name!.padEnd(names)}  ${value!.padStart(values)}  ${goal!}`.trimEnd())
    .join('\n');
}

/** A table in Markdown. */
export function formatMarkdown(results: Readonly<Record<string, readonly Row[]>>): string {
  const lines = Object.entries(results).flatMap(([benchmark, rows]) =>
    rows.map(({ name, value, unit, goal }) =>
      [benchmark, name, formatValue(value, unit), formatGoal(goal, unit)].map((cell) => cell.replaceAll('|', '\\|')),
    ),
  );
  const table = [['Benchmark', '', 'Measured', 'Goal'], ['---', '---', '---:', '---:'], ...lines];
  return table.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** @throws when the text has no `<!-- bench -->` and `<!-- /bench -->` on lines of their own. */
export function fillSection(text: string, section: string): string {
  const marks = /^(<!-- bench -->\n)[^]*?^(<!-- \/bench -->)$/m;
  if (!marks.test(text)) throw new Error('There are no lines `<!-- bench -->` and `<!-- /bench -->` to write between.');
  return text.replace(marks, (_, start: string, end: string) => `${start}\n${section}\n\n${end}`);
}
