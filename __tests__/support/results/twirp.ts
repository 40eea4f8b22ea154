import { createServer, type IncomingMessage, type Server } from 'node:http';
import { json } from 'node:stream/consumers';

/** Requests and answers in proto3 JSON with the fields' own (snake_case) names. */
export type Handlers = Record<string, (request: Record<string, unknown>) => object>;

/** A failure as Twirp carries it: an HTTP status and a code from its specification. */
export class TwirpError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export interface TwirpCall {
  /** `ArtifactService`, … */
  service: string;
  method: string;
  request: Record<string, unknown>;
}

export interface TwirpOptions {
  package: string;
  services: Readonly<Record<string, Handlers>>;
  /** Sees each call before it is handled, and may throw to make it fail. */
  onCall: (call: TwirpCall) => void;
}

async function answer(message: IncomingMessage, options: TwirpOptions): Promise<object> {
  const [, prefix, fullName = '', method = ''] = (message.url ?? '').split('/');
  const service = fullName.slice(options.package.length + 1);
  const handler = prefix === 'twirp' ? options.services[service]?.[method] : undefined;
  if (message.method !== 'POST' || !handler) throw new TwirpError(404, 'bad_route', `no method ${message.url ?? ''}`);
  if (!message.headers.authorization?.startsWith('Bearer ')) {
    throw new TwirpError(401, 'unauthenticated', 'there is no token');
  }
  const request = (await json(message)) as Record<string, unknown>;
  options.onCall({ service, method, request });
  return handler(request);
}

/** Serves Twirp's JSON protocol (version 7 of its specification) on loopback. */
export async function startTwirp(options: TwirpOptions): Promise<{ url: string; server: Server }> {
  const server = createServer((message, response) => {
    const send = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    answer(message, options).then(
      (body) => send(200, body),
      (error: unknown) => {
        if (error instanceof TwirpError) send(error.status, { code: error.code, msg: error.message });
        else send(500, { code: 'internal', msg: String(error) });
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/`, server };
}
