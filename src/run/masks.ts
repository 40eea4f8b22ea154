import { secretForms } from '../base/credentials.ts';
import type { Host } from '../host/host.ts';
import type { SettingReader } from '../settings/settings.ts';

/** Masks the credentials, before anything can be said: also before an error tells of settings that are wrong. */
export function maskCredentials(read: SettingReader, host: Pick<Host, 'mask'>): void {
  const [username = '', password = ''] = [read('username'), read('password')];
  for (const secret of secretForms({ username, password })) host.mask(secret);
}
