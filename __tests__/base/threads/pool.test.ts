import { expect, test } from '@jest/globals';
import { ThreadPool } from '../../../src/base/threads/pool.ts';

function poolOf(fixture: string): ThreadPool<string, string> {
  return new ThreadPool({
    entry: new URL(`../../fixtures/threads/${fixture}.ts`, import.meta.url),
    room: 'digest',
    size: 2,
    maxHeapMiB: 64,
    failed: (job, what) => new Error(`${job} ${what}`),
  });
}

test('threads whose entry cannot be loaded fail the warming up, and take no job', async () => {
  for (let round = 0; round < 5; round++) {
    const pool = poolOf('broken');
    await expect(pool.warmUp()).rejects.toThrow('This entry is broken');
    await expect(pool.run('the job')).rejects.toThrow(/^the job stopped with an error: .*This entry is broken/);
    await pool.close();
  }
});

test('closing ends a warming up', async () => {
  const pool = poolOf('sleeping');
  const warmingUp = pool.warmUp();
  const job = pool.run('the job');
  await Promise.all([
    expect(warmingUp).rejects.toThrow('ended before it took a job'),
    expect(job).rejects.toMatchObject({ kind: 'cancelled' }),
    pool.close(),
  ]);
  await expect(pool.warmUp()).rejects.toMatchObject({ kind: 'cancelled' });
});
