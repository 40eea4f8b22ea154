import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A reverse proxy that has another server below a path, and nothing beside it.
 * @param holdsBodies sends nothing on before it has all of a request, as nginx does by default
 */
export async function startPathProxy(
  target: string,
  prefix: string,
  holdsBodies = false,
): Promise<{ url: string } & AsyncDisposable> {
  const forward = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const { method, headers, url = '' } = incoming;
    if (!url.startsWith(`${prefix}/`)) return void outgoing.writeHead(404).end('<html>nothing here</html>');
    const onward = request(target, { method, headers, path: url.slice(prefix.length), agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    // What it cannot send to its end has failed for nginx, whatever was answered before.
    onward.on('error', () => outgoing.writeHead(502).end('<html>Bad Gateway</html>'));
    if (holdsBodies) {
      void incoming.toArray().then((chunks: Buffer[]) => onward.end(Buffer.concat(chunks)));
      return;
    }
    // As `proxy_request_buffering off`: the head goes ahead of the body.
    onward.flushHeaders();
    incoming.pipe(onward);
  };
  const server = createServer(forward);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
