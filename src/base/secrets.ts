/*
 * Secrets of this process, and one way to take them out of texts. `printable` uses it before it cuts, and each way out
 * (log, annotations, summary, outputs, record, errors) once more: so every text is safe, whichever way it came.
 */

/** What stands for a secret, wherever it stood. */
const stars = '***';
/** A shorter secret, or a word or number, is taken out where it stands alone only: `un***able` helps nobody. */
export const shortestAnywhere = 6;
/** Of a longer secret, what is left of it is taken to go on to the end of the word. */
const maxCutParts = 60;
/** The name and password in an URL, whoever they belong to. */
const userInfo = /(?<=:\/\/)[^\s/@]+@/g;

const secrets = new Set<string>();
let redactSecrets = redactorOf([]);

/** Keeps a secret out of every text from now on. */
export function keepSecret(secret: string): void {
  if (secret === '' || secrets.has(secret)) return;
  secrets.add(secret);
  redactSecrets = redactorOf([...secrets]);
}

/** The text without secrets, however they are escaped in it. */
export function redact(text: string): string {
  return redactSecrets(text);
}

/** What {@link redact} does, for these secrets. */
export function redactorOf(these: string[]): (text: string) => string {
  // Longest first: a secret may hold another one.
  const forms = [...these].sort((a, b) => b.length - a.length);
  const alternatives = [...forms.map(whole), ...forms.filter(isStrong).map(cut)];
  const pattern = alternatives.length === 0 ? undefined : new RegExp(alternatives.join('|'), 'gmu');
  return (text) => {
    const redacted = text.replace(userInfo, `${stars}@`);
    return pattern === undefined ? redacted : redacted.replace(pattern, stars);
  };
}

/** Whether a secret can be nothing else where it occurs. */
function isStrong(secret: string): boolean {
  return secret.length >= shortestAnywhere && !/^(\p{Lu}?\p{Ll}{0,11}|\p{Lu}{1,12}|\d{1,12})$/u.test(secret);
}

function whole(secret: string): string {
  const pattern = escapedForms(secret);
  return isStrong(secret) ? pattern : `(?<![\\p{L}\\p{N}_./-])${pattern}(?![\\p{L}\\p{N}_/-]|\\.[\\p{L}\\p{N}])`;
}

/** Where somebody has cut a text, the beginning of a secret may be left, and half an escape at its end. */
function cut(secret: string): string {
  const parts = escapable(secret);
  let least = 1;
  while (!isStrong(parts.slice(0, least).join(''))) least += 1;
  const forms = parts.map(escapedForm);
  const more = forms.slice(least, maxCutParts).reduceRight((rest, form) => `(?:${form}${rest})?`, '');
  const rest = parts.length > maxCutParts ? '\\S*?' : '';
  return `${forms.slice(0, least).join('')}${more}${rest}(?:[\\\\%&][^\\s…]{0,7})?(?=…|\\.{3}|["']?\\s*$)`;
}

function escapedForms(secret: string): string {
  return escapable(secret).map(escapedForm).join('');
}

/** Its characters, backslashes in a row as one. */
function escapable(secret: string): string[] {
  return secret.match(/\\+|[^\\]/gsu) ?? [];
}

/** A character, or backslashes in a row, as JSON, URLs, HTML, Markdown and Python's `repr` have it, several times over, too. */
function escapedForm(part: string): string {
  if (/^[a-z0-9]$/i.test(part)) return part;
  const percent = [...Buffer.from(part)].map((byte) => `%(?:25)*${hex(byte)}`).join('');
  const units = Array.from({ length: part.length }, (_, index) => `\\\\+u${hex(part.charCodeAt(index), 4)}`).join('');
  if (part.startsWith('\\')) return `(?:\\\\{${part.length},${8 * part.length}}|${percent}|${units})`;
  const code = part.codePointAt(0) ?? 0;
  const forms = [percent, units];
  if (code < 256) forms.push(`\\\\+x${hex(code)}`);
  const name = htmlNames[part];
  forms.push(`&#0*${code};`, `&#[xX]0*${hex(code)};`, ...(name === undefined ? [] : [`&${name};`]));
  // Line breaks and the like are shown as spaces; forms that are sent have a plus there.
  if (/\s|\p{Cc}/u.test(part)) forms.push('\\s', '\\+', '\\\\+[nrt]');
  // Last, since some of the others begin with the same character.
  forms.push(`\\\\{0,8}${quote(part)}`);
  return `(?:${forms.join('|')})`;
}

const htmlNames: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };

/** Digits of either case. */
function hex(code: number, length = 2): string {
  const digits = code.toString(16).padStart(length, '0');
  return digits.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

function quote(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
