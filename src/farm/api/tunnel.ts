import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { basicAuthorization } from '../../base/credentials.ts';
import { messageOf, RenderError } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';
import type { Proxy } from './proxy.ts';

const exemptHint = 'Check HTTPS_PROXY, or name the Manager’s host in NO_PROXY.';

export interface Tunnel {
  proxy: Proxy;
  timeoutMs: number;
}

/**
 * Has a proxy connect to a host, and gives the connection.
 * @throws RenderError `unauthorized` when the proxy wants other credentials, `unreachable` when it gives no connection;
 *   the signal's reason.
 */
export async function openTunnel(
  { proxy: { url, credentials }, timeoutMs }: Tunnel,
  target: { host: string; port: number },
  signal: AbortSignal,
): Promise<Socket> {
  signal.throwIfAborted();
  const authority = `${target.host.includes(':') ? `[${target.host}]` : target.host}:${target.port}`;
  const request = (url.protocol === 'https:' ? https : http).request(url, {
    ...{ method: 'CONNECT', path: authority, agent: false },
    headers: {
      host: authority,
      ...(credentials === undefined ? {} : { 'proxy-authorization': basicAuthorization(credentials) }),
    },
  });
  const opened = Promise.withResolvers<Socket>();
  const abort = (): void => void request.destroy(signal.reason as Error);
  signal.addEventListener('abort', abort);
  const timer = setTimeout(() => {
    request.destroy(new Error('it takes too long'));
  }, timeoutMs);
  request.once('connect', ({ statusCode = 0 }, socket, head) => {
    if (head.length > 0) socket.unshift(head);
    if (statusCode === 200) opened.resolve(socket);
    else {
      socket.destroy();
      opened.reject(refused(statusCode, url, authority));
    }
  });
  request.once('error', (error) => {
    opened.reject(signal.aborted ? error : failed(error, url));
  });
  try {
    request.end();
    return await opened.promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

function refused(status: number, { origin }: URL, authority: string): RenderError {
  if (status === 407) {
    return new RenderError('unauthorized', `The proxy ${origin} refuses the name and password, or wants some (407).`, {
      hint: 'Put them into HTTPS_PROXY: http://NAME:PASSWORD@HOST:PORT, percent-encoded where they are not letters.',
    });
  }
  return new RenderError('unreachable', `The proxy ${origin} does not connect to ${authority}: it answers ${status}.`, {
    hint: exemptHint,
    // From 500 on it has tried.
    lasting: status < 500 && status !== 429,
  });
}

function failed(error: Error, { origin }: URL): RenderError {
  const why = printable(messageOf(error instanceof AggregateError ? error.errors[0] : error));
  return new RenderError('unreachable', `The proxy ${origin} gives no connection: ${why}.`, {
    hint: exemptHint,
    cause: error,
  });
}
