/*
 * What can become of a picture that is compared with its baseline. The words are part of records and of `--json`.
 */

/** Worst first: the order in which people should look. */
export const verdicts = [
  'different',
  /** The two have different width, height, data window or layers. */
  'mismatched',
  /** There is a baseline and no candidate. */
  'missing',
  /** One of the two could not be decoded. */
  'unreadable',
  /** There is no baseline. */
  'new',
  /** Something differs, and less than the tolerance allows. */
  'within-tolerance',
  /**
   * Every pixel value is the same single-precision number (whole numbers of an EXR over 2^24 are rounded to one), also
   * where alpha hides it, and what the files say of their colours is.
   */
  'same',
] as const;

export type Verdict = (typeof verdicts)[number];

/** Sorts the worst verdict first. */
export function byVerdict(a: Verdict, b: Verdict): number {
  return verdicts.indexOf(a) - verdicts.indexOf(b);
}

/** Whether somebody has to look at a picture: it differs, or could not be compared though it should. */
export function needsReview(verdict: Verdict): boolean {
  return verdicts.indexOf(verdict) < verdicts.indexOf('new');
}
