import { nearest } from '../base/nearest.ts';
import type { Resolution } from '../frames/plan.ts';

/*
 * Parsers for the settings table: text in, value out; an Error says what is allowed. A typing error is never taken for
 * "off" or for a default.
 */

/** A path or a name: what stands around it, such as the line break that YAML's `|` adds, is not part of it. */
export const path = (value: string): string => value.trim();

export function optionalText(value: string): string | undefined {
  return value.trim() || undefined;
}

/** A file whose name ends like this: it is replaced, and none that means something else may be. */
export function fileEnding(ending: string): (value: string) => string {
  return (value) => {
    if (!value.trim().toLowerCase().endsWith(ending)) throw new Error(`use a file that ends with ${ending}`);
    return value.trim();
  };
}

export function maybe<T>(parse: (value: string) => T): (value: string) => T | undefined {
  return (value) => (value.trim() === '' ? undefined : parse(value));
}

export function flag(value: string): boolean {
  const word = value.trim().toLowerCase();
  if (word === 'true') return true;
  if (word === 'false') return false;
  throw new Error(`use true or false${meant(word, ['true', 'false'])}`);
}

/** `bytes` is true for the same bytes only. */
export function flagOrBytes(value: string): boolean | 'bytes' {
  const word = value.trim().toLowerCase();
  if (word === 'true') return true;
  if (word === 'false') return false;
  if (word === 'bytes') return word;
  throw new Error(`use true, false or bytes${meant(word, ['true', 'false', 'bytes'])}`);
}

function meant(word: string, allowed: readonly string[]): string {
  const near = nearest(word, allowed);
  return near === undefined ? '' : `; did you mean ${near}?`;
}

export function number(min: number, max: number, kind: 'whole' | 'decimal' = 'whole'): (value: string) => number {
  return (value) => {
    const parsed = /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : NaN;
    if (!(parsed >= min && parsed <= max) || (kind === 'whole' && !Number.isInteger(parsed))) {
      throw new Error(`use a ${kind === 'whole' ? 'whole ' : ''}number from ${min} to ${max}`);
    }
    return parsed;
  };
}

/** `auto` is undefined. */
export function autoOr<T>(parse: (value: string) => T): (value: string) => T | undefined {
  return (value) => (value.trim() === 'auto' ? undefined : parse(value));
}

export function oneOf<const T extends string>(...allowed: T[]): (value: string) => T {
  return (value) => {
    const found = allowed.find((word) => word === value.trim());
    if (found === undefined) throw new Error(`use ${allowed.join(' or ')}${meant(value.trim(), allowed)}`);
    return found;
  };
}

export function severalOf<const T extends string>(...allowed: T[]): (value: string) => T[] {
  const one = oneOf(...allowed);
  return (value) => {
    const words = value.split(/[\s,]+/).filter((word) => word !== '');
    if (words.length === 0) throw new Error(`use one or more of ${allowed.join(', ')}`);
    const chosen = new Set(words.map(one));
    return allowed.filter((word) => chosen.has(word));
  };
}

/** `50%`, or `640x360` in pixels. */
export function resolution(value: string): Resolution {
  const [, percentage, width, height] = /^(?:(\d{1,4})%|(\d{1,5})[x×](\d{1,5}))$/.exec(value.trim()) ?? [];
  const inside = (text: string | undefined, min: number, max: number): boolean =>
    text !== undefined && Number(text) >= min && Number(text) <= max;
  // As far as Blender's own fields go.
  if (inside(percentage, 1, 1000)) return { percentage: Number(percentage) };
  if (inside(width, 4, 65_536) && inside(height, 4, 65_536)) return { width: Number(width), height: Number(height) };
  throw new Error('use a percentage such as 50%, or a size such as 640x360');
}

/** One per line. A comment needs a space after its `#`, since `####.vdb` is a file with a frame number. */
export function lines(value: string): string[] {
  return value
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^#(\s|$)/.test(line));
}

/** A name that GitHub takes for an artifact and every file system for a file. */
export function name(value: string): string {
  const trimmed = value.trim();
  // eslint-disable-next-line no-control-regex
  if (/["<>|*?:\\/\u0000-\u001f]/.test(trimmed) || trimmed === '' || trimmed.length > 200 || /^\.+$/.test(trimmed)) {
    throw new Error('use a name without " : < > | * ? \\ / and at most 200 characters long');
  }
  return trimmed;
}

/** `local`, an URL, or `empty` when it was given as nothing. */
export function managerUrl(value: string): URL | 'local' | 'empty' {
  const trimmed = value.trim();
  if (trimmed === '') return 'empty';
  if (trimmed === 'local') return 'local';
  const url = URL.parse(trimmed);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new Error('use https://HOST:PORT (8443 is usual) or local');
  if (url.username !== '' || url.password !== '')
    throw new Error('give the credentials as username and password, not in the URL');
  if (url.search !== '' || url.hash !== '' || /\/api\/v1\/*$/.test(url.pathname))
    throw new Error('use only https://HOST:PORT, with the path before /api/v1 if there is one');
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new Error('http:// would send the password in the clear; use https:// (http is accepted for loopback only)');
  }
  return url;
}

/** The address of a folder, which ends with a slash. What comes from it is run: it has to be who it says. */
export function mirrorUrl(value: string): URL {
  const url = URL.parse(value.trim());
  if (url === null || !/^https?:$/.test(url.protocol)) throw new Error('use https://HOST/FOLDER/');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new Error('use only https://HOST/FOLDER/, without credentials or a query');
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    throw new Error('anybody on the way could change what http:// brings; use https:// (http for loopback only)');
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

/** A webhook. Its path is often its password. */
export function notifyUrl(value: string): URL {
  const url = URL.parse(value.trim());
  if (url === null || !/^https?:$/.test(url.protocol)) throw new Error('use https://HOST/PATH');
  if (url.username !== '' || url.password !== '') throw new Error('leave the credentials out of the address');
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    throw new Error('http:// would send it in the clear; use https:// (http is accepted for loopback only)');
  return url;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
