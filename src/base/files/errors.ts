import { getSystemErrorMessage } from 'node:util';
import { messageOf, RenderError } from '../errors.ts';
import { printable } from '../printable.ts';
import { placeOfPart } from './replace.ts';

/** The system's code of whatever was thrown, such as `ENOENT`; empty when it has none. */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

/** Whether what a file operation threw says that there is no such file. */
export function isNotThere(error: unknown): boolean {
  return errorCode(error) === 'ENOENT';
}

/* What keeps files from being written or read that is no bug of ours, where the system's own words say too little. */

const ofTheDisk: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  EROFS: 'the file system is read-only',
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  EFBIG: 'no file may become so large',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  EIO: 'the disk fails',
  ESTALE: 'the network drive does not have it any more',
};

/** These say nothing without the place. */
const ofThePlace: Record<string, string> = {
  ENOENT: 'it is not there',
  EEXIST: 'there is a file of that name',
  EISDIR: 'there is a folder of that name',
  ENOTEMPTY: 'there is a folder of that name',
  ENOTDIR: 'there is a file where a folder should be',
  ELOOP: 'it is a link that leads in a circle',
  ENAMETOOLONG: 'the name is too long',
  EINVAL: 'the file system does not take it',
  EBUSY: 'something else uses it',
};

/** What a refusal of the file system says, such as `the disk is full (ENOSPC)`; undefined for any other error. */
function reasonOf(error: unknown): string | undefined {
  const code = errorCode(error);
  if (code === '') return undefined;
  const known = ofTheDisk[code];
  if (known !== undefined) return `${known} (${code})`;
  const { errno, syscall = '', path } = error as NodeJS.ErrnoException;
  if (errno === undefined || path === undefined || /^(spawn|connect)/.test(syscall)) return undefined;
  if (code === 'ENOENT' && syscall === 'mkdir') return `no folder can be made there (${code})`;
  return `${ofThePlace[code] ?? getSystemErrorMessage(errno)} (${code})`;
}

/** The file that was refused: of a renaming, the place it was to come to. */
function placeOf(error: unknown): string | undefined {
  const { path, dest } = error as { path?: string; dest?: string };
  const place = dest ?? path;
  return place === undefined ? undefined : printable(placeOfPart(place));
}

/** The words for a refusal of the file system inside a sentence; of any other error, its message. */
export function describeFileError(error: unknown): string {
  const reason = reasonOf(error);
  if (reason === undefined) return printable(messageOf(error));
  const place = placeOf(error);
  return place === undefined ? reason : `${place}: ${reason}`;
}

/** A refusal of the file system as a {@link RenderError}; any other error as it is. */
export function explainFileError(
  error: unknown,
  hint = 'Check the disk, and that output-directory is a folder that can be written.',
): unknown {
  const reason = reasonOf(error);
  if (reason === undefined) return error;
  const place = placeOf(error);
  const what = place === undefined ? 'The results cannot be written' : `${place} cannot be used`;
  return new RenderError('settings', `${what}: ${reason}.`, { cause: error, hint });
}
