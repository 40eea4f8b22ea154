import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { writeReport } from '../../src/report/html.ts';
import { makeRun } from './runs.ts';

const run = promisify(execFile);

test('a bundle finds the page files beside it, wherever it is run from', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'bundle-'));
  try {
    const ncc = path.resolve('node_modules/@vercel/ncc/dist/ncc/cli.js');
    await run(process.execPath, [ncc, 'build', path.resolve('src/report/html.ts'), '-o', directory, '-q']);
    const script = `
      import { writeReport } from './index.js';
      await writeReport(${JSON.stringify(makeRun())}, process.stdout);
    `;
    await writeFile(path.join(directory, 'write.js'), script);
    const { stdout } = await run(process.execPath, [path.join(directory, 'write.js')], { cwd: tmpdir() });
    let expected = '';
    await writeReport(makeRun(), (chunk) => {
      expected += chunk;
      return Promise.resolve();
    });
    expect(stdout).toBe(expected);
  } finally {
    await rm(directory, { recursive: true });
  }
});
