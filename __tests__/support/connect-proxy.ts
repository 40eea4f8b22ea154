import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';

export interface ConnectProxyOptions {
  /** `NAME:PASSWORD` that it wants. */
  credentials?: string;
  /** What it answers instead of connecting; `silence` is no answer. */
  answer?: number | 'silence';
  tls?: { cert: string; key: string };
}

export interface ConnectProxy extends AsyncDisposable {
  url: string;
  /** The hosts that it was to connect to, in order. */
  targets: string[];
}

/** An HTTP proxy that connects to whoever it is asked to. */
export async function startConnectProxy({ credentials, answer, tls }: ConnectProxyOptions = {}): Promise<ConnectProxy> {
  const server = tls === undefined ? createServer() : createTlsServer(tls);
  const sockets = new Set<Socket>();
  const targets: string[] = [];
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => undefined);
  };
  server.on('connection', keep);
  const wanted = credentials === undefined ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`;
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    targets.push(request.url ?? '');
    keep(client);
    if (answer === 'silence') return;
    const isWelcome = wanted === undefined || request.headers['proxy-authorization'] === wanted;
    const status = answer ?? (isWelcome ? 200 : 407);
    client.write(`HTTP/1.1 ${status} Whatever\r\n\r\n`);
    if (status !== 200) return void client.end();
    const { hostname, port } = new URL(`http://${request.url}`);
    const target = keep(connect(Number(port), hostname));
    client.pipe(target).pipe(client);
    client.once('close', () => target.destroy());
    target.once('close', () => client.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    targets,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
