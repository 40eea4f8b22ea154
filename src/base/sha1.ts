import * as v from 'valibot';

/** A SHA-1 as this program and BlendNet write it: 40 hex digits in lower case. Nothing else ever becomes part of a path. */
const sha1Pattern = /^[0-9a-f]{40}$/;

/** For what comes from outside. */
export const sha1Schema = v.pipe(v.string(), v.regex(sha1Pattern));

export function isSha1(text: string): boolean {
  return sha1Pattern.test(text);
}
