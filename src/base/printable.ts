import { redact } from './secrets.ts';

/** Controls, line and paragraph separators, and marks that cannot be seen: they turn text around, or disguise a name. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]+/gu;

/**
 * Text from outside (the Manager, Blender, file names) made safe to show: no escape sequence reaches a terminal, no line
 * break starts a new line in a log (where a runner would look for commands), no secret is in it, nothing is unseen, and no
 * text is longer than `maxLength`.
 */
export function printable(text: string, maxLength = 500): string {
  const seen = redact(text.replace(unseen, ' ')).trim();
  return seen.length > maxLength ? `${seen.slice(0, maxLength)}…` : seen;
}

/**
 * Makes a text harmless for runners that look for commands in logs: `::command::` at the start of a line (GitHub),
 * `##[command]`, `##vso[…]` and `##teamcity[…]` anywhere (GitHub's older form, Azure Pipelines, TeamCity),
 * `section_start:1:name` and its end anywhere (GitLab).
 */
export function inert(text: string): string {
  return text
    .replace(/^(\s*):(?=:)/gm, '$1: ')
    .replace(/##(?=\w*\[)/g, '# #')
    .replace(/(section_(?:start|end))(?=:\d)/g, '$1 ');
}
