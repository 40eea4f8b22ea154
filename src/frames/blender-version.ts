/** Which release of Blender is wanted: this one, the newest patch of a series, or of the series that a word stands for. */
export type WantedBlender = { series: string; patch?: number } | 'lts' | 'latest' | 'file';

/** The word for the Blender that saved the .blend. */
export const savedWith = 'file';

/** Reads `5.2.2`, `5.2`, `lts`, `latest` or `file`. @throws Error that says what is allowed */
export function parseBlenderVersion(text: string): WantedBlender {
  const word = text.trim();
  if (word === 'lts' || word === 'latest' || word === savedWith) return word;
  const [, series, patch] = /^(\d{1,2}\.\d{1,2})(?:\.(\d{1,3}))?$/.exec(word) ?? [];
  if (series === undefined) throw new Error('use a version such as 5.2.2 or 5.2, or lts, latest or file');
  return { series, ...(patch === undefined ? {} : { patch: Number(patch) }) };
}
