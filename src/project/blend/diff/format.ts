import { printable } from '../../../base/printable.ts';
import type { BlendFile } from '../blend-file.ts';
import { readActiveScene, readDataBlocks } from '../fingerprint/fingerprint.ts';
import { describeName, type Line } from './describe.ts';
import { valueIn, wordsOf } from './words.ts';

/** Characters of a value that are worth reading in a line. */
const maxValue = 120;
const colours = { added: 32, removed: 31, renamed: 36, changed: 33 };
const signs = { added: '+', removed: '-', renamed: '>', changed: '~' };

/** The lines for people. What no picture shows is one line a data-block, at the end. */
export function formatLines(lines: readonly Line[], isColoured: boolean): string {
  const shown = lines.filter(({ inPicture }) => inPicture).map((line) => paint(line, isColoured));
  const view = lines.filter(({ inPicture }) => !inPicture);
  const seen = [...new Set(view.map(({ dataBlock, member }) => `${dataBlock}: ${member ?? ''}`))];
  if (seen.length > 0) shown.push(`Not in the picture: ${seen.map((text) => printable(text, maxValue)).join('; ')}`);
  return shown.map((line) => `${line}\n`).join('');
}

function paint(line: Line, isColoured: boolean): string {
  const text = `${signs[line.change]} ${formatLine(line)}`;
  return isColoured ? `\u001B[${colours[line.change]}m${text}\u001B[0m` : text;
}

function formatLine({ change, dataBlock, member, before, after }: Line): string {
  const name = printable(dataBlock, maxValue);
  const [from, to] = [before, after].map((value) => (value === undefined ? undefined : printable(value, maxValue)));
  if (change === 'renamed') return `${name} is now ${to ?? ''}`;
  if (member === undefined) return `${name} ${change}`;
  const what = `${name}: ${printable(member, maxValue)}`;
  if (from !== undefined && to !== undefined) return `${what} ${from} → ${to}`;
  if (change === 'changed') return `${what}: ${to ?? ''}`;
  const value = from ?? to;
  return `${what} ${change}${value === undefined ? '' : ` (${value})`}`;
}

/** All that a .blend says, a line each, sorted: what git compares line by line. */
export function* textOf(blend: BlendFile, signal?: AbortSignal): Generator<string> {
  yield `file: Active Scene ${printable(JSON.stringify(readActiveScene(blend).slice(2)))}\n`;
  const blocks: { name: string; text: string }[] = [];
  for (const { name, members } of readDataBlocks(blend, signal)) {
    const about = printable(describeName(name), maxValue);
    const lines = members.map(
      ({ path, struct, value }) =>
        `${about}: ${printable(wordsOf(path, struct), 300)} ${printable(valueIn(path, struct, value), 300)}\n`,
    );
    blocks.push({ name, text: `${about}\n${lines.join('')}` });
  }
  for (const { text } of blocks.sort((a, b) => (a.name < b.name ? -1 : 1))) yield text;
}
