import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { RenderError } from '../../src/base/errors.ts';
import { camelCase, parseSettings, parseSomeSettings, type Settings } from '../../src/settings/settings.ts';
import { settingsTable, type SettingName } from '../../src/settings/table.ts';

function settingsOf(given: Partial<Record<SettingName, string>>): Settings {
  return parseSettings((name) => given[name]);
}

function refusalOf(given: Partial<Record<SettingName, string>>): RenderError {
  try {
    settingsOf(given);
  } catch (error) {
    if (error instanceof RenderError) return error;
    throw error;
  }
  throw new Error('the settings are good');
}

describe('parseSettings', () => {
  test('only the project has to be given', () => {
    expect(settingsOf({ project: 'shot.blend' })).toMatchObject({
      managerUrl: 'local',
      withoutManager: 'fail',
      username: '',
      password: '',
      caCert: undefined,
      insecure: false,
      project: 'shot.blend',
      workingDirectory: undefined,
      dependencies: ['auto'],
      frames: { kind: 'current' },
      samples: undefined,
      seed: undefined,
      compositing: undefined,
      results: undefined,
      outputDirectory: 'blendnet-results',
      artifactName: 'blendnet',
      uploadConcurrency: 3,
      pollInterval: 2,
      timeout: 360,
      stallTimeout: 15,
      attempts: 2,
      failFast: false,
      keepTasks: true,
    });
  });

  test('empty is not given, but for manager-url', () => {
    const names = Object.keys(settingsTable) as SettingName[];
    const empty = Object.fromEntries(names.map((name) => [name, ' ']));
    const settings = settingsOf({ ...empty, project: 'a.blend' });
    expect(settings).toEqual({ ...settingsOf({ project: 'a.blend' }), managerUrl: 'empty' });
  });

  test.each([' a:b ', 'ge\nheim', '\u0000', 'x'.repeat(1e6)])(
    'a password is taken as it is, since an error would quote it',
    (password) => {
      expect(settingsOf({ project: 'a.blend', password }).password).toBe(password);
      expect(settingsTable.password).not.toHaveProperty('parse');
    },
  );

  test('all problems are told at once, each with its name, value and what is allowed', () => {
    const { kind, message, hint } = refusalOf({
      'manager-url': 'farm:8443',
      insecure: 'yes',
      frames: '10-1',
      samples: '0',
      results: 'composite',
      timeout: 'soon',
    });
    expect(kind).toBe('settings');
    expect(hint).toBeDefined();
    expect(message.split('\n')).toEqual([
      '7 settings are wrong:',
      '  manager-url "farm:8443": use https://HOST:PORT (8443 is usual) or local',
      '  insecure "yes": use true or false',
      '  frames "10-1": "10-1" runs backwards; write 1-10',
      '  samples "0": use a whole number from 1 to 10000000',
      '  results "composite": use preview or render or compose; did you mean compose?',
      '  timeout "soon": use a number from 0.01 to 35000',
      '  project: name the .blend file to render',
    ]);
    expect(refusalOf({ project: ' ' }).message).toBe('A setting is wrong:\n  project: name the .blend file to render');
  });

  test.each([
    'https://ci:geheim@farm:8443',
    'https://ci:ge/heim@farm:8443',
    'https:ci:geheim@farm',
    'https:\\\\ci:geheim@farm',
    'ci:geheim@farm',
    'https://ci:1@geheim@farm/x',
    'https://ci:geheim\n@farm:port',
  ])('no secret is told: %j', (url) => {
    const { message } = refusalOf({ project: 'a.blend', 'manager-url': url, password: 'geheim', 'ca-cert': 'geheim' });
    expect(message).not.toContain('heim');
    expect(message).toContain('manager-url: ');
  });

  test('a value cannot pretend to be another line or a command', () => {
    const { message } = refusalOf({
      project: 'a.blend',
      frames: 'x\n::add-mask::y\u001b[2J',
      attempts: '1\n  seed "1": all is well',
    });
    expect(message.split('\n')).toHaveLength(3);
    // eslint-disable-next-line no-control-regex
    expect(message.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f]/);
    expect(refusalOf({ project: 'a', frames: 'x'.repeat(5_000) }).message.length).toBeLessThan(600);
  });
});

describe('the table', () => {
  const entries = Object.entries(settingsTable);

  test.each(entries)('%s has a good default and help that ends as a sentence', (name, setting) => {
    expect(() => parseSomeSettings([name as SettingName], () => undefined)).not.toThrow();
    expect(setting.help).toMatch(/^[A-Z].*\.$/);
  });

  test('names are written as flags are', () => {
    for (const [name] of entries) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(camelCase('upload-concurrency')).toBe('uploadConcurrency');
  });

  test('action.yml has the same inputs and defaults', () => {
    const action = parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8')) as {
      inputs: Record<string, { default?: string; required?: boolean }>;
    };
    expect(Object.keys(action.inputs)).toEqual(entries.map(([name]) => name));
    for (const [name, { default: fallback }] of entries) expect(action.inputs[name]?.default ?? '').toBe(fallback);
  });
});
