import { BlockList, isIP } from 'node:net';
import type { Credentials } from '../../base/credentials.ts';
import { RenderError } from '../../base/errors.ts';

/** The environment's proxy, as `HTTPS_PROXY` and `NO_PROXY` have it, in either case. */
type Environment = Readonly<Record<string, string | undefined>>;

/** A proxy that connects to others on request (`CONNECT`). */
export interface Proxy {
  /** Without credentials. */
  url: URL;
  credentials?: Credentials;
}

/**
 * The proxy on the way to a Manager; undefined where none is set, where `NO_PROXY` names the host, and for http://, which is
 * for this machine only.
 * @throws RenderError `settings` for a proxy that is none
 */
export function proxyFor(url: URL, environment: Environment): Proxy | undefined {
  const given = proxyOf(environment);
  if (given === '' || url.protocol !== 'https:' || isExempt(url, valueOf(environment, 'no_proxy'))) return undefined;
  const proxy = parseProxy(given);
  if (proxy !== undefined) return proxy;
  // Not quoted: it may hold a password.
  throw new RenderError('settings', 'HTTPS_PROXY is no address of an HTTP proxy.', {
    hint: `Use http://HOST:PORT or http://NAME:PASSWORD@HOST:PORT; or go without it: NO_PROXY=${url.hostname}`,
  });
}

/** The credentials in the environment's proxy, which nobody is to see. */
export function proxyCredentials(environment: Environment): Credentials | undefined {
  return parseProxy(proxyOf(environment))?.credentials;
}

function proxyOf(environment: Environment): string {
  return valueOf(environment, 'https_proxy');
}

function valueOf(environment: Environment, name: string): string {
  return (environment[name] ?? environment[name.toUpperCase()] ?? '').trim();
}

function parseProxy(text: string): Proxy | undefined {
  const url = URL.parse(text.includes('://') ? text : `http://${text}`);
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') return undefined;
  const [username, password] = [url.username, url.password].map(decode);
  if (username === undefined || password === undefined) return undefined;
  const bare = new URL(url.origin);
  return username === '' && password === '' ? { url: bare } : { url: bare, credentials: { username, password } };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Whether a list such as `localhost, .farm.example, 10.0.0.0/8, [::1]:8443` or `*` names an URL's host. */
function isExempt({ hostname, port }: URL, list: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      const [, name = '', onlyPort] = isIP(entry) === 0 ? (/^(.*?)(?::(\d+))?$/.exec(entry) ?? []) : [entry, entry];
      if (onlyPort !== undefined && onlyPort !== (port === '' ? '443' : port)) return false;
      return name === '*' || isNamed(host, name.replace(/^\[|\]$/g, ''));
    });
}

function isNamed(host: string, name: string): boolean {
  if (name.includes('/')) return isInside(host, name);
  const domain = name.replace(/^\*?\./, '');
  return domain !== '' && (host === domain || host.endsWith(`.${domain}`));
}

/** @param network such as `10.0.0.0/8` */
function isInside(host: string, network: string): boolean {
  const [address = '', prefix = ''] = network.split('/');
  const family = isIP(address);
  if (family === 0 || isIP(host) !== family || !/^\d+$/.test(prefix)) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  if (Number(prefix) > (family === 4 ? 32 : 128)) return false;
  const block = new BlockList();
  block.addSubnet(address, Number(prefix), type);
  return block.check(host, type);
}
