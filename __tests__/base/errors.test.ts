import { describe, expect, test } from '@jest/globals';
import { failureKinds, isRenderError, RenderError } from '../../src/base/errors.ts';

describe('RenderError', () => {
  test('keeps the cause and derives the exit code from the kind', () => {
    const cause = new Error('ECONNREFUSED');
    const error = new RenderError('unreachable', 'no answer', { cause, hint: 'start the Manager' });
    expect(error.cause).toBe(cause);
    expect(error.exitCode).toBe(3);
    expect(isRenderError(error, 'unreachable')).toBe(true);
    expect(isRenderError(error, 'timeout')).toBe(false);
  });

  test('every exit code is one of the documented ones', () => {
    expect(new Set(Object.values(failureKinds).map((kind) => kind.exitCode))).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  });
});
