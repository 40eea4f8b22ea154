/**
 * Text from outside (the Manager, Blender, file names) made safe to show: no escape sequence reaches a terminal, no line
 * break starts a new line in a log (where a runner would look for commands), and no text is longer than `maxLength`.
 */
export function printable(text: string, maxLength = 500): string {
  const cut = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
  // C0, DEL and C1 controls, line and paragraph separators, and the bidirectional overrides that can disguise a name.
  // eslint-disable-next-line no-control-regex
  return cut.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ').trim();
}

/**
 * Makes a text harmless for runners that look for commands in logs: `::command::` at the start of a line (GitHub),
 * `##[command]`, `##vso[…]` and `##teamcity[…]` anywhere (GitHub's older form, Azure Pipelines, TeamCity).
 */
export function inert(text: string): string {
  return text.replace(/^(\s*):(?=:)/gm, '$1: ').replace(/##(?=\w*\[)/g, '# #');
}
