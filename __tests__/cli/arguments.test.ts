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

describe('parseRenderArguments', () => {
  test.each(Object.keys(settingsTable))('takes --%s', (name) => {
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

  test.each([
    [['--frame', '1'], /Unknown option '--frame'$/],
    [['--no-frames'], /Unknown option '--no-frames'$/],
    [['--constructor'], /Unknown option '--constructor'$/],
    [['-x'], /Unknown option '-x'$/],
    [['--passwort=geheim'], /Unknown option '--passwort'$/],
    [['--frames'], /Option '--frames <value>' argument missing$/],
    [['--json=yes'], /'--json' does not take an argument/],
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
