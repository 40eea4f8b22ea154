import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type ServerOptions } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, isIPv6, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { basicAuthorization } from '../../base/credentials.ts';
import { messageOf, RenderError } from '../../base/errors.ts';
import { errorCode } from '../../base/files/errors.ts';

/** What a route says: JSON, or a file from the store. */
export type Answer =
  { status: 200 | 400; json: object } | { file: { stream: Readable; sizeBytes: number; sha1: string } };

/** Answers one request; undefined closes the connection without a word, as the Manager does when a handler throws. */
export type Route = (request: IncomingMessage) => Promise<Answer | undefined>;

export interface ServerSettings {
  host: string;
  port: number;
  username: string;
  password: string;
  tls?: { certPem: string; keyPem: string } | undefined;
}

/** A connection on which nothing moves for this long is closed. */
const idleTimeoutMs = 120_000;
/** After an answer, what is still on its way is swallowed up to here, so that a plain sender gets to read the answer. */
const lingerBytes = 1024 * 1024;
const lingerMs = 1000;

/**
 * An HTTP server with the Manager's manners, which clients have to cope with: Basic authentication before all else,
 * HTTP/1.0 answers without `Content-Length` (but for files), one request a connection, and an answer that may come
 * before the body was sent, whereupon the connection closes. Node parses the requests; the answers are written raw,
 * since Node would speak HTTP/1.1.
 *
 * @throws RenderError `settings` when it cannot listen, or the certificate is none
 */
export async function serve(
  settings: ServerSettings,
  route: Route,
  log: (line: string) => void,
): Promise<{ url: string; close: () => Promise<void> }> {
  const authorized = equals(basicAuthorization(settings));
  const connections = new Set<Socket>();
  const served = new WeakSet<Socket>();
  const handle = async (request: IncomingMessage) => {
    const { socket } = request;
    if (served.has(socket)) return; // one request a connection
    served.add(socket);
    socket.setTimeout(idleTimeoutMs, () => socket.destroy());
    try {
      if (!authorized(request.headers.authorization ?? '')) sendUnauthorized(request);
      else await send(request, await route(request));
    } catch (error) {
      log(`ERROR: ${request.method ?? ''} ${request.url ?? ''}: ${messageOf(error)}`);
      socket.destroy();
    }
  };
  const listener: RequestListener = (request) => void handle(request);
  const server = createFor(settings, listener);
  // The Manager knows no 100-continue: a client that asks for it is answered, or sends after a second.
  server.on('checkContinue', listener);
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.0 400 Bad Request\r\n\r\n');
    else socket.destroy();
  });
  server.requestTimeout = 0; // uploads may take as long as they move
  server.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  await new Promise<void>((listening, failed) => {
    server.on('error', failed);
    server.listen(settings.port, settings.host, listening);
  }).catch((error: unknown) => {
    const isTaken = errorCode(error) === 'EADDRINUSE';
    throw new RenderError('settings', `The local farm cannot listen: ${messageOf(error)}`, {
      cause: error,
      ...(isTaken && { hint: 'End the other farm, or take a free port: --port 0.' }),
    });
  });
  const { port } = server.address() as AddressInfo;
  const host = isIPv6(settings.host) ? `[${settings.host}]` : settings.host;
  return {
    url: `${settings.tls ? 'https' : 'http'}://${host}:${port}`,
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => {
          closed();
        });
        for (const socket of connections) socket.destroy();
      }),
  };
}

function createFor(settings: ServerSettings, listener: RequestListener) {
  // The Manager asks for no Host header and takes lines of 64 KB.
  const options: ServerOptions = { requireHostHeader: false, maxHeaderSize: 65_536 };
  if (!settings.tls) return createServer(options, listener);
  const { certPem: cert, keyPem: key } = settings.tls;
  try {
    return createTlsServer({ ...options, cert, key, minVersion: 'TLSv1.2' }, listener);
  } catch (error) {
    throw new RenderError('settings', `The certificate cannot be used: ${messageOf(error)}`, { cause: error });
  }
}

/** Compares in a time that does not depend on where the texts differ. */
function equals(expected: string): (given: string) => boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return (given) => timingSafeEqual(digest(given), digest(expected));
}

async function send(request: IncomingMessage, answer: Answer | undefined): Promise<void> {
  if (!answer) {
    request.socket.destroy();
  } else if ('file' in answer) {
    const { stream, sizeBytes, sha1 } = answer.file;
    // The Manager calls every result an EXR, whatever it is.
    request.socket.write(
      head('200 OK', { 'Content-Type': 'image/x-exr', 'Content-Length': sizeBytes, 'X-Checksum-Sha1': sha1 }),
    );
    await pipeline(stream, request.socket);
  } else {
    sendJson(request, answer.status === 200 ? '200 OK' : '400 Bad Request', answer.json);
  }
}

function sendUnauthorized(request: IncomingMessage): void {
  const json = { success: false, message: 'Invalid credentials' };
  sendJson(request, '401 Unauthorized', json, { 'WWW-Authenticate': 'Basic realm="BlendNet%20Manager%20REST"' });
}

function sendJson(request: IncomingMessage, status: string, json: object, headers: Record<string, string> = {}): void {
  const { socket } = request;
  socket.end(head(status, { ...headers, 'Content-type': 'application/json' }) + JSON.stringify(json));
  let swallowed = 0;
  request.on('data', (chunk: Buffer) => {
    swallowed += chunk.length;
    if (swallowed > lingerBytes) socket.destroy();
  });
  request.on('error', () => socket.destroy());
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  socket.once('close', () => {
    clearTimeout(timer);
  });
}

function head(status: string, headers: Record<string, string | number>): string {
  const lines = Object.entries({ Server: 'BlendNet-local', Date: new Date().toUTCString(), ...headers });
  return `HTTP/1.0 ${status}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}
