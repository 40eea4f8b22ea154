import { printable } from '../base/printable.ts';
import { httpsUrl } from './https-url.ts';

/**
 * Text from outside as markdown that shows exactly this text: every ASCII punctuation mark is escaped, which also keeps
 * GitHub from making tags, table cells, links out of bare addresses, or mentions of it.
 */
export function escapeMarkdown(text: string, maxLength?: number): string {
  // GitHub finds mentions in the finished text, where the backslash is gone: a zero-width space breaks them.
  return printable(text, maxLength)
    .replace(/[!-/:-@[-`{-~]/g, '\\$&')
    .replaceAll('\\@', '\\@\u200b');
}

/** A link, or only its text when `url` is not an https address. */
export function formatLink(text: string, url: string | undefined): string {
  const target = httpsUrl(url);
  // What could end the destination, or the table cell around it.
  const escaped = target?.replace(/[()<>\\|`]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  return escaped === undefined ? escapeMarkdown(text) : `[${escapeMarkdown(text)}](${escaped})`;
}

/** A table row from cells that are markdown already. */
export function formatRow(cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}
