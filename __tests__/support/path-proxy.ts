import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A reverse proxy that has another server below a path, and nothing beside it. */
export async function startPathProxy(target: string, prefix: string): Promise<{ url: string } & AsyncDisposable> {
  const forward = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const { method, headers, url = '' } = incoming;
    if (!url.startsWith(`${prefix}/`)) return void outgoing.writeHead(404).end('<html>nothing here</html>');
    const onward = request(target, { method, headers, path: url.slice(prefix.length), agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
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
