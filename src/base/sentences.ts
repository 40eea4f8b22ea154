/** Texts one after the other, each with the full stop that it lacks. Lists, which have lines of their own, are left as they are. */
export function sentences(...texts: (string | undefined)[]): string {
  return texts
    .map((text = '') => text.trim())
    .filter((text) => text !== '')
    .map((text) => (text.includes('\n') || /[.!?…:]["”’)]?$/.test(text) ? text : `${text}.`))
    .join(' ');
}
