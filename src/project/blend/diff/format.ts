import { printable } from '../../../base/printable.ts';
import type { BlendFile } from '../blend-file.ts';
import { readActiveScene, readDataBlocks } from '../fingerprint/fingerprint.ts';
import { describeName } from './describe.ts';
import { formatLine, maxValue, type Line } from './line.ts';
import { valueIn, wordsOf } from './words.ts';

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
