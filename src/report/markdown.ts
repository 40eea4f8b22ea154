import { printable } from '../base/printable.ts';
import { httpsUrl } from './https-url.ts';

/**
 * Text from outside as markdown that shows exactly this text: every ASCII punctuation mark is escaped, which also keeps
 * GitHub from making tags, table cells, links out of bare addresses, or mentions of it.
 */
export function escapeMarkdown(text: string, maxLength?: number): string {
  // GitHub finds mentions and issues' numbers (#1, GH-1) in the finished text, where the backslash is gone: a zero-width
  // space breaks them.
  return printable(text, maxLength)
    .replace(/[!-/:-@[-`{-~]/g, '\\$&')
    .replaceAll('\\@', '\\@\u200b')
    .replace(/(\\#|\bGH\\-)(?=\d)/gi, '$1\u200b');
}

/** A link, or only its text when `url` is not an https address. */
export function formatLink(text: string, url: string | undefined): string {
  const escaped = destination(url);
  return escaped === undefined ? escapeMarkdown(text) : `[${escapeMarkdown(text)}](${escaped})`;
}

/** A picture, or nothing when `url` is not an https address. */
export function formatImage(description: string, url: string | undefined): string {
  const escaped = destination(url);
  return escaped === undefined ? '' : `![${escapeMarkdown(description)}](${escaped})`;
}

/** Without what could end the destination, or the table cell around it. */
function destination(url: string | undefined): string | undefined {
  return httpsUrl(url)?.replace(/[()<>\\|`]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A line to copy. */
export function formatCode(line: string): string {
  // Nothing in it may end the block, which begins and ends with more than it has in a row.
  const fence = '`'.repeat(Math.max(3, ...[...line.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `${fence}\n${printable(line, 2000)}\n${fence}`;
}

/** A table row from cells that are markdown already. */
export function formatRow(cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}
