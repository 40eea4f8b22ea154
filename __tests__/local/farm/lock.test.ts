import { describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { claimDirectory } from '../../../src/local/farm/lock.ts';
import { temporaryDirectory } from '../../support/builders.ts';

const lock = new URL('../../../src/local/farm/lock.ts', import.meta.url).href;

/** Processes that claim a directory at the same moment, say whether they got it, and end when they are told to. */
async function claimTogether(base: string, count: number) {
  const script = `
    import { claimDirectory } from ${JSON.stringify(lock)};
    process.stdout.write('ready');
    process.stdin.once('data', async () => {
      process.stdout.write(await claimDirectory(${JSON.stringify(base)}).then(() => 'got it', ({ kind }) => kind));
      process.stdin.once('data', () => process.exit());
    });
  `;
  const farms = Array.from({ length: count }, () =>
    spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['pipe', 'pipe', 'inherit'] }),
  );
  const hear = () => Promise.all(farms.map(async ({ stdout }) => String((await once(stdout, 'data'))[0])));
  const tell = () => farms.map(({ stdin }) => stdin.write('go'));
  await hear();
  tell();
  const answers = await hear();
  const end = async () => {
    const ended = farms.map((farm) => once(farm, 'exit'));
    tell();
    await Promise.all(ended);
  };
  return { answers, end };
}

describe('a state directory', () => {
  test('has one farm at a time, until it is released', async () => {
    await using folder = await temporaryDirectory();
    const base = join(folder.path, 'farm');
    const first = await claimDirectory(base);
    await expect(claimDirectory(base)).rejects.toMatchObject({
      kind: 'settings',
      hint: expect.stringMatching(/--state-directory/),
    });
    await first.release();
    const second = await claimDirectory(base);
    expect(second.directory).toBe(base);
    await second.release();
    expect(await readdir(base)).toEqual([]);
  });

  test('is given to one of many processes that take over from a dead one', async () => {
    await using folder = await temporaryDirectory();
    const base = join(folder.path, 'farm');
    // Process ids end at 4,194,304.
    await mkdir(base);
    await writeFile(join(base, 'farm-9999999-1.claim'), '');
    const { answers, end } = await claimTogether(base, 4);
    expect(answers.sort()).toEqual(['got it', 'settings', 'settings', 'settings']);
    expect(await readdir(base)).not.toContain('farm-9999999-1.claim');
    await end();
    await (await claimDirectory(base)).release();
  });

  test.each([
    ['with the id of a running process', `farm-${process.ppid}-1.claim`],
    ['of process 1', 'farm-1-0.claim'],
    ['with our own id', `farm-${process.pid}-1.claim`],
    ['with our own id, where nothing tells when a process started', `farm-${process.pid}-.claim`],
  ])('is free when all that is left is a claim %s from a container', async (_what, name) => {
    await using folder = await temporaryDirectory();
    await writeFile(join(folder.path, name), '');
    await (await claimDirectory(folder.path)).release();
    expect(await readdir(folder.path)).toEqual([]);
  });
});
