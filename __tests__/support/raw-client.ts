import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

export interface RawRequest {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: Buffer | string;
  /** A body without a Content-Length of its own. */
  rawBody?: Buffer | undefined;
  /** `user:password` for Basic authentication. */
  credentials?: string;
}

export interface RawAnswer {
  /** `HTTP/1.0 200 OK`, or nothing when no answer came. */
  statusLine: string;
  status: number;
  /** By lower-case name. */
  headers: Record<string, string>;
  body: Buffer;
  /** The code of the connection's error (`ECONNRESET`, …), if it had one. */
  errorCode: string | undefined;
}

export interface RawTarget {
  url: string;
  /** Trusted authority of an `https:` URL. */
  caPem?: string;
  /** Name expected in its certificate. */
  serverName?: string;
}

function open({ url, caPem, serverName = 'blendnet-manager' }: RawTarget): Socket {
  const { protocol, hostname, port } = new URL(url);
  const address = { host: hostname, port: Number(port) };
  return protocol === 'https:' ? connectTls({ ...address, ca: caPem, servername: serverName }) : connect(address);
}

/** Sends one request byte by byte as written here and gives what came back until the connection closed. Never throws. */
export async function sendRaw(target: RawTarget, request: RawRequest): Promise<RawAnswer> {
  const { method = 'GET', path, headers = {}, body, rawBody, credentials } = request;
  const fields = {
    ...(credentials === undefined ? {} : { Authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }),
    ...(body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
    ...headers,
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  const socket = open(target);
  const chunks: Buffer[] = [];
  let errorCode: string | undefined;
  socket
    .on('data', (chunk) => chunks.push(chunk))
    .on('error', (error: NodeJS.ErrnoException) => (errorCode ??= error.code));
  socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
  const sent = body ?? rawBody;
  if (sent !== undefined && sent.length > 0) socket.write(sent);
  await new Promise((resolve) => socket.once('close', resolve));
  return { ...parseAnswer(Buffer.concat(chunks)), errorCode };
}

function parseAnswer(bytes: Buffer): Omit<RawAnswer, 'errorCode'> {
  const headEnd = bytes.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, Math.max(headEnd, 0)).split('\r\n');
  const headers = lines.map((line) => [
    line.slice(0, line.indexOf(':')).toLowerCase(),
    line.slice(line.indexOf(':') + 2),
  ]);
  return {
    statusLine,
    status: Number(statusLine.split(' ')[1] ?? 0),
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: headEnd < 0 ? bytes : bytes.subarray(headEnd + 4),
  };
}

/** The JSON of an answer of the API. */
export function jsonOf(answer: RawAnswer): { success: boolean; message?: string; data?: unknown } {
  return JSON.parse(answer.body.toString()) as ReturnType<typeof jsonOf>;
}
