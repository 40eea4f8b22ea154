import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeBlend, run, startFarm, temporaryDirectory, type TestFarm } from './farm-support.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let farm: TestFarm;
let stateDirectory: string;
beforeAll(async () => {
  directory = await temporaryDirectory();
  stateDirectory = join(directory.path, 'state');
  await makeBlend(join(directory.path, 'cube.blend'));
  farm = await startFarm({ stateDirectory });
});
afterAll(async () => {
  await farm.stop();
  await directory.remove();
});

const endless = { samples: 10_000_000, seed: 1 };
const submit = (task: string, config: object) => farm.submit(task, directory.path, ['cube.blend'], config);
const states = async (...tasks: string[]) => Promise.all(tasks.map(async (task) => (await farm.status(task)).state));
const rendering = () => farm.until('endless', (status) => status.samples_done > 0);

/** The process ids of Blenders that work for this farm. */
async function blenders(): Promise<number[]> {
  const { stdout } = await run('ps', ['-eo', 'pid,comm,args']);
  // Not what runs it apart, which has the same arguments.
  const lines = stdout.split('\n').filter((line) => /^ *\d+ blender /.test(line) && line.includes(stateDirectory));
  return lines.map((line) => Number.parseInt(line, 10));
}

test('one task renders at a time, the others wait in line', async () => {
  await submit('short', { samples: 1, seed: 1 });
  await farm.ended('short');
  await submit('endless', endless);
  await submit('second', { samples: 2, seed: 1 });
  await submit('third', { samples: 3, seed: 1 });
  expect(await states('short', 'endless', 'second', 'third')).toEqual(['COMPLETED', 'RUNNING', 'PENDING', 'PENDING']);
  const status = await rendering();
  expect(status.done).toBeGreaterThan(0);
  expect(status.remaining).toBeGreaterThan(0);
  expect((await farm.json('GET', 'status')).data.running).toEqual(['endless']);
  expect(await blenders()).toHaveLength(1);
});

test('a waiting task that is stopped can be changed and run again', async () => {
  await farm.json('GET', 'task/third/stop');
  expect(await states('third')).toEqual(['CREATED']);
  expect(await farm.json('PUT', 'task/third/config', '{"samples": 4}')).toHaveProperty('success', true);
});

test('a farm that ends kills its Blender, and the next one goes on with everything', async () => {
  const before = await farm.status('short');
  await farm.stop();
  expect(await blenders()).toEqual([]);
  await writeFile(join(stateDirectory, 'tasks', 'junk.json'), '{"name": 1}');
  farm = await startFarm({ stateDirectory });

  expect(await farm.status('short')).toEqual(before);
  expect((await farm.result('short', 'render')).headers['X-Checksum-Sha1']).toBe(before.result.render);
  expect(await states('endless', 'second', 'third')).toEqual(['RUNNING', 'PENDING', 'CREATED']);
  expect(await farm.status('third')).toMatchObject({ samples: 4 });
  await rendering();
});

test('stop kills Blender and lets the next task run', async () => {
  await farm.json('GET', 'task/endless/stop');
  expect(await states('endless')).toEqual(['STOPPED']);
  expect(await farm.ended('second')).toMatchObject({ state: 'COMPLETED', samples_done: 2 });
  expect(await blenders()).toEqual([]);
});

test('a stopped task can run again, and be removed once it is stopped', async () => {
  await farm.json('GET', 'task/endless/run');
  await rendering();
  expect(await farm.json('DELETE', 'task/endless')).toEqual({
    success: false,
    message: 'Unable to remove the running task',
  });
  await farm.json('GET', 'task/endless/stop');
  expect(await farm.json('DELETE', 'task/endless')).toHaveProperty('success', true);
  await farm.stop();
  farm = await startFarm({ stateDirectory });
  expect(Object.keys((await farm.json('GET', 'task')).data).sort()).toEqual(['second', 'short', 'third']);
});

test('a Blender that is killed is an error that says so', async () => {
  await submit('victim', endless);
  await farm.until('victim', (status) => status.samples_done > 0);
  for (const pid of await blenders()) process.kill(pid, 'SIGKILL');
  const status = await farm.ended('victim');
  expect(status).toMatchObject({ state: 'ERROR' });
  expect(JSON.stringify(status.state_error_info)).toContain('Blender was killed by SIGKILL (out of memory?)');
});

test('a farm that is killed takes its Blender along', async () => {
  const script = `
    import { startLocalFarm } from ${JSON.stringify(new URL('../../../src/local/farm/farm.ts', import.meta.url).href)};
    const stateDirectory = ${JSON.stringify(stateDirectory)};
    const farm = await startLocalFarm({ stateDirectory, environment: process.env });
    process.stdout.write('ready');
  `;
  await submit('endless', endless);
  await rendering();
  await farm.stop(); // the child below takes the task up
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((ready) => child.stdout.once('data', ready));
  while ((await blenders()).length === 0) await new Promise((next) => setImmediate(next));
  child.kill('SIGKILL');
  while ((await blenders()).length > 0) await new Promise((next) => setImmediate(next));
  farm = await startFarm({ stateDirectory });
  await farm.json('GET', 'task/endless/stop');
});
