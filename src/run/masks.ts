import { secretForms } from '../base/credentials.ts';
import { proxyCredentials } from '../farm/api/proxy.ts';
import type { Host } from '../host/host.ts';
import type { SettingReader } from '../settings/settings.ts';

/** Masks the credentials, before anything can be said: also before an error tells of settings that are wrong. */
export function maskCredentials(read: SettingReader, host: Pick<Host, 'environment' | 'mask'>): void {
  const [username = '', password = ''] = [read('username'), read('password')];
  const proxy = proxyCredentials(host.environment);
  const secrets = [{ username, password }, ...(proxy === undefined ? [] : [proxy])].flatMap(secretForms);
  const others = [read('github-token'), read('notify-secret'), pathOf(read('notify'))];
  for (const secret of [...secrets, ...others.flatMap((text = '') => text.trim() || [])]) host.mask(secret);
}

/** What only who may send knows of a webhook's address. */
function pathOf(address: string | undefined): string | undefined {
  const url = URL.parse(address?.trim() ?? '');
  return url === null || url.pathname === '/' ? undefined : `${url.pathname}${url.search}`;
}
