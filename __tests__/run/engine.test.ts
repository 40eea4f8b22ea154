import { expect, test } from '@jest/globals';
import { ProjectRoot } from '../../src/project/files.ts';
import { openEngine } from '../../src/run/engine.ts';
import { parseSettings } from '../../src/settings/settings.ts';
import type { SettingName } from '../../src/settings/table.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';
import { RecordedLog } from './recorded-host.ts';

/* Nobody listens there: what is said comes before a farm is asked anything. */

async function open(given: Partial<Record<SettingName, string>>, stranger?: string, problem = ''): Promise<string[]> {
  const log = new RecordedLog();
  const settings = parseSettings(
    (name) => ({ project: 'shot.blend', 'manager-url': 'http://127.0.0.1:9', ...given })[name],
  );
  const host = {
    ...{ log, cleanupMs: 1, environment: {}, identity: { run: '1', attempt: 1, job: 'a' } },
    cancelled: AbortSignal.abort(new Error('asked the farm')),
    ...{ stateDirectory: '/none', toolDirectory: '/none', cache: () => undefined },
    ...(stranger === undefined ? {} : { stranger }),
  };
  using folder = new TemporaryFolder();
  const opening = openEngine(settings, host, await ProjectRoot.open(folder.path));
  await expect(opening).rejects.toThrow(problem);
  return log.lines;
}

test('a farm runs what is in a .blend: scripts: off is refused, a stranger is warned of', async () => {
  await open({ scripts: 'off' }, undefined, 'scripts: off cannot be had');
  expect(await open({}, 'a pull request from a fork')).toEqual([
    'warning: This is a pull request from a fork, and the farm’s Agents run the scripts in its .blend.',
  ]);
  expect(await open({})).toEqual([]);
  expect(await open({ scripts: 'on' }, 'a pull request from a fork')).toEqual([]);
});

test.each<[SettingName, string]>([
  ['blender-version', '5.2'],
  ['scene', 'Night'],
  ['camera', 'Close'],
  ['view-layer', 'Front'],
  ['resolution', '50%'],
  ['addons', 'render_farm'],
  ['device', 'gpu'],
])('a farm has no %s', async (name, value) => {
  expect(await open({ [name]: value }, undefined, `${name} is for manager-url: local`)).toEqual([]);
});
