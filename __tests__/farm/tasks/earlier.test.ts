import { expect, test } from '@jest/globals';
import type { TaskInfo, TaskState } from '../../../src/farm/api/schema.ts';
import { findEarlierTasks } from '../../../src/farm/tasks/earlier.ts';

const task = (state: TaskState, errors: unknown[] = []): TaskInfo => ({
  name: 'as the Manager calls it',
  state,
  done: 0,
  state_error_info: errors,
});
const nameFor = (run: string, key: string): string => `ci-${run}-1-a-shot-f0003-${key}`;

test('tells the most useful task of each key, and those that failed', () => {
  const [a, b, c] = ['a'.repeat(16), 'b'.repeat(16), 'c'.repeat(16)];
  const earlier = findEarlierTasks({
    [nameFor('1', a)]: task('PENDING'),
    [nameFor('2', a)]: task('RUNNING'),
    [nameFor('3', a)]: task('RUNNING'),
    [nameFor('0', b)]: task('COMPLETED'),
    [nameFor('3', b)]: task('COMPLETED'),
    [nameFor('4', b)]: task('RUNNING'),
    [nameFor('5', c)]: task('ERROR'),
    [nameFor('6', c)]: task('STOPPED'),
    [nameFor('7', c)]: task('CREATED'),
    [nameFor('8', c)]: task('COMPLETED', [{ x: 'failed' }]),
    [nameFor('9', c)]: { state: 'UNKNOWN', problem: 'state: another' },
    'somebody else’s': task('COMPLETED'),
  });
  expect([...earlier].map(([key, { best, failed }]) => [key, best?.name, failed])).toEqual([
    [a, nameFor('2', a), []],
    [b, nameFor('3', b), []],
    [c, undefined, [nameFor('5', c), nameFor('6', c), nameFor('8', c)]],
  ]);
});
