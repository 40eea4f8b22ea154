import { RenderError } from '../errors.ts';
import { printable } from '../printable.ts';

/** The system's code of whatever was thrown, such as `ENOENT`; empty when it has none. */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

/** Whether what a file operation threw says that there is no such file. */
export function isNotThere(error: unknown): boolean {
  return errorCode(error) === 'ENOENT';
}

/** What keeps files from being written or read that is no bug of ours. */
const reasons: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  EROFS: 'the file system is read-only',
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  EEXIST: 'there is a file of that name',
  ENOTDIR: 'there is a file where a folder should be',
  EIO: 'the disk fails',
};

/** A refusal of the file system as a {@link RenderError}; any other error as it is. */
export function explainFileError(error: unknown): unknown {
  const code = errorCode(error);
  const reason = reasons[code];
  if (reason === undefined) return error;
  const { path } = error as NodeJS.ErrnoException;
  const what = path === undefined ? 'The results cannot be written' : `${printable(path)} cannot be used`;
  return new RenderError('settings', `${what}: ${reason} (${code}).`, {
    cause: error,
    hint: 'Check the disk, and that output-directory is a folder that can be written.',
  });
}
