import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiOptions, Reply } from './call.ts';
import type { Connection, RequestHead } from './connection.ts';
import type { FaultAction, Faults } from './faults.ts';
import { answerRequest } from './routes.ts';

/** A request as it arrived. */
export interface RequestRecord extends RequestHead {
  /** Bytes of the body that arrived, wanted or not. */
  bodyBytes: number;
  /** Milliseconds on `performance.now()`'s clock. */
  startedAt: number;
  /** Undefined until the connection is closed. */
  endedAt: number | undefined;
  /** What was answered; undefined when nothing was. */
  status: number | undefined;
}

export interface ExchangeOptions {
  api: ApiOptions;
  /** The only Authorization header that is let in; any one when undefined. */
  authorization: string | undefined;
  faults: Faults;
  onRequest: (record: RequestRecord) => void;
}

/** A client that knows the blob is there pushes next to nothing after its head. */
const politeBodyBytes = 16 * 1024;

const reasons: Record<number, string> = { 200: 'OK', 400: 'Bad Request', 401: 'Unauthorized', 502: 'Bad Gateway' };

function formatHead(status: number, headers: Record<string, string | number>): Buffer {
  const lines = Object.entries({ Server: 'BaseHTTP/0.6 Python/3.11.2', Date: new Date().toUTCString(), ...headers });
  const fields = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.from(`HTTP/1.0 ${status} ${reasons[status] ?? 'Status'}\r\n${fields}\r\n`);
}

function* slices(bytes: Buffer, sizeBytes: number): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += sizeBytes) yield bytes.subarray(start, start + sizeBytes);
}

function* hugeJson(sizeBytes: number): Generator<Buffer> {
  yield formatHead(200, { 'Content-type': 'application/json' });
  yield Buffer.from('{"success": true, "data": {}, "message": "');
  const block = Buffer.alloc(64 * 1024, 'a');
  for (let left = sizeBytes; left > 0; left -= block.length) yield block.subarray(0, left);
  yield Buffer.from('"}');
}

/** The bytes of an answer, head and body. */
function formatReply(reply: Exclude<Reply, 'none'>, action: FaultAction | undefined): [head: Buffer, body: Buffer] {
  if ('json' in reply) {
    const json = action?.fault === 'edit' ? action.edit(reply.json) : reply.json;
    const challenge = reply.status === 401 ? { 'WWW-Authenticate': 'Basic realm="BlendNet%20Manager%20REST"' } : {};
    const head = formatHead(reply.status, { ...challenge, 'Content-type': 'application/json' });
    return [head, Buffer.from(JSON.stringify(json))];
  }
  const { blob } = reply;
  const damage = action?.fault === 'damage' ? action.how : undefined;
  let body = blob.bytes ?? Buffer.alloc(0);
  if (damage === 'flipped-byte') {
    body = Buffer.from(body);
    body[body.length - 1]! ^= 0xff;
  }
  const checks = {
    'Content-Length': blob.sizeBytes + (damage === 'wrong-length' ? 1 : 0),
    'X-Checksum-Sha1': damage === 'wrong-sha1' ? '0'.repeat(40) : blob.id,
  };
  return [formatHead(200, { 'Content-Type': 'image/x-exr', ...(damage === 'no-headers' ? {} : checks) }), body];
}

function fixedReply(action: FaultAction & { fault: 'answer' }): Buffer {
  const { status, body, headers = {} } = action;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return Buffer.concat([formatHead(status, { 'Content-Type': 'application/json', ...headers }), Buffer.from(text)]);
}

async function handle(
  connection: Connection,
  head: RequestHead,
  action: FaultAction | undefined,
  { api, authorization }: ExchangeOptions,
): Promise<Reply> {
  if (authorization !== undefined && head.headers['authorization'] !== authorization) {
    return { status: 401, json: { success: false, message: 'Invalid credentials' } };
  }
  const limit = action?.fault === 'cut-upload' ? action.afterBytes : Infinity;
  const bytesPerSecond = action?.fault === 'slow-upload' ? action.bytesPerSecond : undefined;
  const readBody = async (lengthBytes: number, onChunk: (chunk: Buffer) => void): Promise<boolean> =>
    (await connection.readBody(Math.min(lengthBytes, limit), onChunk, bytesPerSecond)) && lengthBytes <= limit;
  const reply = await answerRequest({ ...head, readBody }, api);
  return action?.fault === 'cut-upload' ? 'none' : reply;
}

/** Serves the one request of a connection, with what is to go wrong with it. Never throws. */
export async function serve(connection: Connection, options: ExchangeOptions): Promise<void> {
  const head = await connection.readHead();
  if (!head) {
    await connection.close(false);
    return;
  }
  const record: RequestRecord = {
    ...head,
    bodyBytes: 0,
    startedAt: performance.now(),
    endedAt: undefined,
    status: undefined,
  };
  const action = options.faults.take(head.method, head.path);
  options.onRequest(record);
  const lengthBytes = Number(head.headers['content-length'] ?? 0);
  await exchange(connection, record, action, options);
  const readBytes = connection.bodyBytes;
  record.bodyBytes = readBytes;
  await connection.close(readBytes < lengthBytes);
  const wastedBytes = connection.bodyBytes - readBytes;
  if (wastedBytes > politeBodyBytes && record.status === 200 && !action) {
    options.api.farm.violate('wasted-body', `${wastedBytes} bytes pushed for nothing: ${head.method} ${head.path}`);
  }
  record.bodyBytes = connection.bodyBytes;
  record.endedAt = performance.now();
}

async function exchange(
  connection: Connection,
  record: RequestRecord,
  action: FaultAction | undefined,
  options: ExchangeOptions,
): Promise<void> {
  switch (action?.fault) {
    case 'hang':
      return connection.gone();
    case 'delay':
      await ('until' in action ? action.until : sleep(action.ms, undefined, { ref: false }));
      break;
    case 'answer':
      record.status = action.status;
      if (action.afterBody === true)
        await connection.readBody(Number(record.headers['content-length']), () => undefined);
      return connection.write([fixedReply(action)]);
    case 'garbage':
      return connection.write([action.bytes]);
    case 'huge':
      record.status = 200;
      return connection.write(hugeJson(action.sizeBytes));
    case 'close':
      if (action.after !== true) return;
      break;
    case 'reset':
      if (action.after !== true) return connection.reset();
      break;
    default:
  }
  const reply = await handle(connection, record, action, options);
  if (action?.fault === 'hold') await action.until;
  if (action?.fault === 'reset') return connection.reset();
  if (reply === 'none' || action?.fault === 'close') return;
  record.status = reply.status;
  const [answerHead, body] = formatReply(reply, action);
  if (action?.fault === 'slow-answer') {
    const { bytesPerSecond, quickHead = false } = action;
    if (quickHead) await connection.write([answerHead]);
    const slow = quickHead ? body : Buffer.concat([answerHead, body]);
    return connection.write(slices(slow, Math.ceil(bytesPerSecond / 20)), bytesPerSecond);
  }
  const sent = action?.fault === 'truncate' ? body.subarray(0, action.afterBytes) : body;
  await connection.write([answerHead, ...(sent.length > 0 ? [sent] : [])]);
}
