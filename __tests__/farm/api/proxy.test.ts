import { describe, expect, test } from '@jest/globals';
import { proxyCredentials, proxyFor } from '../../../src/farm/api/proxy.ts';

const farm = new URL('https://render.farm.example:8443');

describe('the proxy on the way to a Manager', () => {
  test.each([
    [{}, undefined],
    [{ HTTPS_PROXY: ' ' }, undefined],
    [{ HTTPS_PROXY: 'http://proxy:3128' }, 'http://proxy:3128'],
    [{ HTTPS_PROXY: 'proxy:3128/' }, 'http://proxy:3128'],
    [{ HTTPS_PROXY: 'http://upper', https_proxy: 'https://lower' }, 'https://lower'],
    [{ HTTP_PROXY: 'http://proxy:3128', ALL_PROXY: 'http://proxy:3128' }, undefined],
    [{ HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: 'other' }, 'http://proxy:3128'],
    [{ HTTPS_PROXY: 'http://proxy:3128', no_proxy: 'farm.example' }, undefined],
  ])('with %j is %s', (environment, url) => {
    expect(proxyFor(farm, environment)?.url.origin).toBe(url);
  });

  test('may want a name and a password, which can be masked', () => {
    const environment = { HTTPS_PROXY: 'http://ci:p%40ss%2F@proxy:3128' };
    const credentials = { username: 'ci', password: 'p@ss/' };
    expect(proxyFor(farm, environment)).toEqual({ url: new URL('http://proxy:3128'), credentials });
    expect(proxyCredentials(environment)).toEqual(credentials);
    expect(proxyCredentials({})).toBeUndefined();
  });

  test.each(['socks5://ci:geheim@proxy:1080', 'http://', 'ci:ge%heim@proxy', 'http://ci:geheim@proxy:port', '::'])(
    'cannot be %s, which is not quoted',
    (value) => {
      const find = (): unknown => proxyFor(farm, { https_proxy: value });
      expect(find).toThrow(expect.objectContaining({ kind: 'settings', message: expect.not.stringContaining('heim') }));
      expect(find).toThrow(expect.objectContaining({ hint: expect.stringContaining('NO_PROXY=render.farm.example') }));
    },
  );

  test('is for https:// only: http:// is this machine', () => {
    expect(proxyFor(new URL('http://127.0.0.1:8443'), { HTTPS_PROXY: 'no proxy' })).toBeUndefined();
  });
});

test.each([
  ['https://farm.example', 'farm.example', true],
  ['https://farm.example', 'FARM.example:443', true],
  ['https://farm.example:8443', 'farm.example:443', false],
  ['https://farm.example:8443', 'a,farm.example:8443', true],
  ['https://a.farm.example', '.farm.example', true],
  ['https://a.farm.example', '*.farm.example b', true],
  ['https://farm.example', 'arm.example,example.com', false],
  ['https://farm.example', ',, ,', false],
  ['https://farm.example', '*', true],
  ['https://10.1.2.3', '10.0.0.0/8', true],
  ['https://10.1.2.3', '10.1.2.3', true],
  ['https://11.1.2.3', '10.0.0.0/8, 10.0.0.0/99, x/8, 10.0.0.0/', false],
  ['https://farm.example', '0.0.0.0/0', false],
  ['https://[::1]:8443', '::1', true],
  ['https://[::1]:8443', '[::1]:8443', true],
  ['https://[fd00::5]', 'fd00::/8', true],
])('%s with NO_PROXY=%s: exempt is %s', (url, NO_PROXY, isExempt) => {
  expect(proxyFor(new URL(url), { HTTPS_PROXY: 'http://proxy', NO_PROXY }) === undefined).toBe(isExempt);
});
