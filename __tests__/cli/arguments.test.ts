import { describe, expect, test } from '@jest/globals';
import { parseRenderArguments } from '../../src/cli/arguments.ts';
import { RenderError } from '../../src/base/errors.ts';
import { settingsTable } from '../../src/settings/table.ts';

function settingsOf(...args: string[]): Record<string, string> {
  return Object.fromEntries(parseRenderArguments(args).settings);
}

function refusalOf(...args: string[]): RenderError {
  try {
    parseRenderArguments(args);
  } catch (error) {
    if (error instanceof RenderError) return error;
    throw error;
  }
  throw new Error('the arguments are good');
}

const secrets = ['password', 'github-token', 'notify-secret'];

describe('parseRenderArguments', () => {
  test.each(secrets)('does not take --%s, which others on the machine could read', (name) => {
    const { message, hint } = refusalOf('a.blend', `--${name}=geheim`);
    expect(message).toBe(`A ${name} on the command line can be read by everybody on this machine.`);
    expect(hint).toContain(`Set BLENDNET_${name.toUpperCase().replace('-', '_')}`);
  });

  test.each(Object.keys(settingsTable).filter((name) => !secrets.includes(name)))('takes --%s', (name) => {
    expect(settingsOf(`--${name}=x y`)).toEqual({ [name]: 'x y' });
  });

  test('takes values apart or joined, and the project as a word', () => {
    expect(settingsOf('shot.blend', '--frames', '1-10', '--manager-url=https://farm:8443', '--password=')).toEqual({
      project: 'shot.blend',
      frames: '1-10',
      'manager-url': 'https://farm:8443',
      password: '',
    });
    expect(settingsOf('--project', 'shot.blend')).toEqual({ project: 'shot.blend' });
    expect(settingsOf('--', '--strange.blend')).toEqual({ project: '--strange.blend' });
  });

  test.each([
    [['--insecure'], { insecure: 'true' }],
    [['--no-reuse'], { reuse: 'false' }],
    [['--reuse=false'], { reuse: 'false' }],
    [['--reuse', 'false', 'shot.blend'], { reuse: 'false', project: 'shot.blend' }],
    [['shot.blend', '--fail-fast', 'TRUE'], { 'fail-fast': 'TRUE', project: 'shot.blend' }],
    [['--insecure', 'shot.blend'], { insecure: 'true', project: 'shot.blend' }],
    [['--insecure=maybe'], { insecure: 'maybe' }],
    [['--', '--insecure'], { project: '--insecure' }],
  ])('true or false: %j', (args, settings) => {
    expect(settingsOf(...args)).toEqual(settings);
  });

  test('lists may be given piece by piece; of anything else the last one counts', () => {
    expect(settingsOf('--dependencies', 'auto', '--dependencies=textures/**', '--seed', '1', '--seed', '2')).toEqual({
      dependencies: 'auto\ntextures/**',
      seed: '2',
    });
  });

  test('takes options that are no settings', () => {
    expect(parseRenderArguments(['--json', '--verbose', '--password-file', 'f']).options).toEqual({
      json: true,
      verbose: true,
      'password-file': 'f',
    });
  });

  test('takes values that begin with a minus, which their settings judge', () => {
    expect(settingsOf('--seed', '-1', '--frames', '-5-3', '--samples', '-.5')).toEqual({
      ...{ seed: '-1', frames: '-5-3', samples: '-.5' },
    });
  });

  test('takes -h for help', () => {
    expect(parseRenderArguments(['-h']).options).toEqual({ help: true });
  });

  test.each([
    [['--frame', '1'], /^There is no --frame\. Did you mean --frames\?$/],
    [['--maneger-url=x'], /^There is no --maneger-url\. Did you mean --manager-url\?$/],
    [['--no-frames'], /^There is no --no-frames\. Did you mean --frames\?$/],
    [['--constructor'], /^There is no --constructor\.$/],
    [['-x'], /^There is no -x\.$/],
    [['--passwort=geheim'], /^There is no --passwort\. Did you mean --password\?$/],
    [['--frames'], /^--frames needs a value\.$/],
    [['--frames', '--json'], /^--frames needs a value\.$/],
    [['--json=yes'], /^--json takes no value\.$/],
    [['a.blend', 'b.blend'], /^What is "b\.blend"\? One project is rendered at a time\.$/],
    [['a.blend', '--project', 'b.blend'], /^What is "a\.blend"\?/],
  ])('%j is refused', (args, message) => {
    expect(refusalOf(...args)).toMatchObject({
      kind: 'settings',
      message: expect.stringMatching(message),
      hint: expect.any(String),
    });
  });
});
