import { expect, test } from '@jest/globals';
import { runFromSources } from '../cli/run-cli.ts';
import { checkOut } from '../e2e/reuse-support.ts';
import { startScriptedManager } from '../support/scripted-manager.ts';

test('a run lives through an outage while it looks for earlier tasks, too', async () => {
  await using workspace = await checkOut();
  await using manager = await startScriptedManager({
    faults: [{ path: /\/task$/, times: 2, action: { fault: 'reset' } }],
  });
  const args = ['render', '--manager-url', manager.url, '--project', 'sequence.blend', '--frames', '1'];
  args.push('--poll-interval', '0.2', '--json');
  const env = { XDG_CACHE_HOME: workspace.temporary };
  const { exitCode, stdout, stderr } = await runFromSources(args, workspace.path, { env });
  expect([exitCode, stderr]).toEqual([0, expect.stringContaining('frame 1: rendered')]);
  expect(JSON.parse(stdout)).toMatchObject({ 'frames-rendered': 1 });
  expect(manager.faults.happened).toHaveLength(2);
});
