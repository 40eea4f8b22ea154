import { expect, test } from '@jest/globals';
import { RenderError } from '../../src/base/errors.ts';
import { compareFrames } from '../../src/run/compare.ts';
import { runFromSources } from '../cli/run-cli.ts';
import { checkOut } from '../e2e/reuse-support.ts';
import { temporaryDirectory, writeFiles } from '../support/builders.ts';
import type { FaultAction } from '../support/manager/faults.ts';
import { startScriptedManager } from '../support/scripted-manager.ts';
import { done } from './publishing.ts';
import { RecordedHost } from './recorded-host.ts';

const faults: [what: string, path: RegExp, action: FaultAction][] = [
  ['the first request is never answered', /\/info$/, { fault: 'hang' }],
  ['the first answer comes a byte a second', /\/info$/, { fault: 'slow-answer', bytesPerSecond: 1 }],
  ['a task is never run', /\/run$/, { fault: 'hang' }],
];

test.each(faults)('a run ends when its time is over, where %s', async (_, path, action) => {
  await using workspace = await checkOut();
  await using manager = await startScriptedManager({ faults: [{ path, times: 9, action }] });
  const args = ['sequence.blend', '--manager-url', manager.url, '--frames', '1', '--timeout', '0.05', '--json'];
  const { exitCode, stdout, stderr } = await runFromSources(args, workspace.path, {
    env: { XDG_CACHE_HOME: workspace.temporary },
  });
  expect(JSON.parse(stdout)).toMatchObject({ 'failure-kind': 'timeout' });
  expect(stderr).toContain('The run was not done after 0.05 min.');
  expect(exitCode).toBe(4);
});

test('comparing ends when the time is over', async () => {
  await using directory = await temporaryDirectory();
  const frame = done(1);
  await writeFiles(directory.path, { 'new/frame-0001.compose.png': 'a', 'base/frame-0001.compose.png': 'b' });
  const stop = new AbortController();
  const endless = (): Promise<never> => {
    stop.abort(new RenderError('timeout', 'Too late.'));
    return new Promise(() => undefined);
  };
  const { failure } = await compareFrames(
    { ends: [frame], left: [] },
    {
      baseline: { directory: `${directory.path}/base`, rules: [] },
      outputDirectory: `${directory.path}/new`,
      settings: { compareResults: ['compose'] },
      kinds: ['compose'],
      engine: { name: 'local', blenderVersion: '3.4.1' },
      project: { path: 'shot.blend', directory: directory.path, configuration: { like: 'saved' } },
      ...{ host: new RecordedHost(), signal: stop.signal },
      pool: {
        compare: endless,
        check: endless,
        display: endless,
        drawStrip: endless,
        drawDifference: endless,
        close: () => Promise.resolve(),
      },
    },
  );
  expect(failure).toMatchObject({ kind: 'timeout', message: 'Too late.' });
});
