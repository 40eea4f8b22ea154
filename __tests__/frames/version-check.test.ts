import { expect, test } from '@jest/globals';
import { checkVersion, describeVersion } from '../../src/frames/version-check.ts';
import type { BlendVersion } from '../../src/project/blend/scene-version.ts';

const of52: BlendVersion = { savedBy: 502, oldest: 405, compression: 'none', bigEndian: false };
const local = (blenderVersion: string) => ({ name: 'local', blenderVersion });
const farm = (blenderVersion: string) => ({ name: 'https://farm.example:8443', blenderVersion });

test('a file that needs a newer Blender is refused with both versions and the way out', () => {
  expect(checkVersion(of52, 'a.blend', local('3.4.1'))).toMatchObject({
    ...{ kind: 'settings', file: 'a.blend' },
    message: 'a.blend was saved by Blender 5.2 and needs 4.5 or newer; this machine has Blender 3.4.1.',
    hint: 'Set blender-version: file, or install Blender 5.2 or newer and name it with blender.',
  });
  expect(checkVersion(of52, 'a.blend', farm('4.4.3'))).toMatchObject({
    message: 'a.blend was saved by Blender 5.2 and needs 4.5 or newer; the farm has Blender 4.4.3.',
    hint: 'Give the farm Blender 5.2 or newer, or render on this machine (manager-url: local).',
  });
});

test('one that can be opened by an older Blender loses what that one does not know', () => {
  expect(checkVersion(of52, 'a.blend', local('4.5.3 LTS'))).toBeUndefined();
  expect(describeVersion(of52, 'a.blend', local('4.5.3 LTS'))).toEqual({
    level: 'warning',
    message:
      'a.blend was saved by Blender 5.2, and this machine has 4.5.3 LTS: what the older one does not know is lost. ' +
      'Set blender-version: file, or install Blender 5.2 or newer and name it with blender.',
  });
  expect(describeVersion(of52, 'a.blend', local('5.2.0 LTS'))).toBeUndefined();
});

test('before 3.0 Blender does not know its compression of today', () => {
  const zstd: BlendVersion = { savedBy: 300, oldest: 280, compression: 'zstd', bigEndian: false };
  expect(checkVersion(zstd, 'a.blend', farm('2.93.18'))).toMatchObject({
    message: 'a.blend was saved by Blender 3.0 with a compression that 3.0 brought; the farm has Blender 2.93.18.',
    hint: expect.stringMatching(/^In Blender: File > Save As, switch off Compress, and save\. Or: Give the farm /),
  });
  expect(checkVersion(zstd, 'a.blend', farm('3.0.0'))).toBeUndefined();
  expect(checkVersion({ ...zstd, compression: 'gzip' }, 'a.blend', farm('2.93.18'))).toBeUndefined();
});

test('from 5.0 on Blender does not read big-endian files', () => {
  const old: BlendVersion = { savedBy: 248, oldest: 240, compression: 'gzip', bigEndian: true };
  expect(checkVersion(old, 'a.blend', local('5.0.0'))).toMatchObject({
    message: expect.stringContaining('which Blender 5.0 and newer no longer read; this machine has Blender 5.0.0.'),
    hint: expect.stringContaining('2.80 to 4.5'),
  });
  expect(checkVersion(old, 'a.blend', local('4.5.3'))).toBeUndefined();
});

test('a file from before 2.80 is worth a remark', () => {
  const of279: BlendVersion = { savedBy: 279, oldest: 270, compression: 'none', bigEndian: false };
  expect(describeVersion(of279, 'a.blend', local('3.4.1'))).toMatchObject({
    ...{ level: 'notice', message: expect.stringMatching(/^a\.blend was saved by Blender 2\.79; from 2\.80 on/) },
  });
  expect(describeVersion(of279, 'a.blend', farm('2.79 (sub 0)'))).toBeUndefined();
  expect(describeVersion({ ...of279, savedBy: 280 }, 'a.blend', local('3.4.1'))).toBeUndefined();
});

test('nothing is said of a Blender whose version cannot be told', () => {
  expect(checkVersion(of52, 'a.blend', local('master'))).toBeUndefined();
  expect(describeVersion(of52, 'a.blend', local(''))).toBeUndefined();
});
