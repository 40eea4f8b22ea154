/** Control characters, line breaks among them, and what stands where the system gave bytes that are not UTF-8. */
// eslint-disable-next-line no-control-regex
const odd = /[\u0000-\u001f\u007f\ufffd]/g;

/** Whether a path has a name in it that cannot be told to a farm, or to anybody else, as it is. */
export function hasOddName(path: string): boolean {
  return path.search(odd) !== -1;
}

/** The path as it can be shown. */
export function showOddName(path: string): string {
  return path.replace(odd, '\ufffd');
}

export const oddNameWords = {
  what: 'has a name that cannot be sent',
  hint: 'Rename it: where � stands is a line break, another control character, or what is not UTF-8.',
};
