import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { makeCertificates } from '../../support/manager/certificates.ts';

export type Answer = (request: IncomingMessage, response: ServerResponse, bytes: Buffer) => void;

/** A server of releases behind a real socket, with HTTPS unless it is told otherwise. */
export class TestReleases implements AsyncDisposable {
  /** What was asked for below `release/`, with the first byte where it is not 0: `Blender5.2/ 100`. */
  readonly requests: string[] = [];
  readonly caPem: string;
  readonly #files = new Map<string, Buffer>();
  readonly #answers: [path: string, answer: Answer][] = [];
  readonly #server: ReturnType<typeof createServer>;

  private constructor(tls: { caPem: string; certificatePem: string; keyPem: string } | undefined) {
    this.caPem = tls?.caPem ?? '';
    const serve = (request: IncomingMessage, response: ServerResponse): void => {
      this.#serve(request, response);
    };
    this.#server =
      tls === undefined
        ? createServer(serve)
        : createSecureServer({ cert: tls.certificatePem, key: tls.keyPem }, serve);
  }

  static async start({ secure = true } = {}): Promise<TestReleases> {
    const tls = secure ? await makeCertificates({ subjectAltNames: ['IP:127.0.0.1'] }) : undefined;
    const releases = new TestReleases(tls);
    await new Promise<void>((done) => releases.#server.listen(0, '127.0.0.1', done));
    return releases;
  }

  /** Has this process trust it. */
  trusted(): this {
    setDefaultCACertificates([...getCACertificates('default'), this.caPem]);
    return this;
  }

  get url(): URL {
    const { port } = this.#server.address() as AddressInfo;
    return new URL(`${this.caPem === '' ? 'http' : 'https'}://127.0.0.1:${port}/pub/`);
  }

  /** Puts archives into the folders of their series, with their checksums. */
  add(...archives: [file: string, bytes: Buffer][]): this {
    for (const [file, bytes] of archives) {
      const [, version = '', series = ''] = /^blender-((\d+\.\d+)\.\d+)-/.exec(file) ?? [];
      const list = `Blender${series}/blender-${version}.sha256`;
      const digest = createHash('sha256').update(bytes).digest('hex');
      this.put(`Blender${series}/${file}`, bytes);
      this.put(list, `${this.#files.get(list)?.toString() ?? ''}${digest}  ${file}\n`);
    }
    return this;
  }

  put(path: string, content: Buffer | string): this {
    this.#files.set(path, Buffer.from(content));
    return this;
  }

  /** Answers the next request for a path otherwise. */
  next(path: string, answer: Answer): this {
    this.#answers.push([path, answer]);
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const path = decodeURIComponent(request.url ?? '').replace(/^\/pub\/release\//, '');
    const [, from = ''] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? [];
    this.requests.push(`${path} ${from}`.trim());
    const bytes = this.#files.get(path) ?? this.#index(path);
    const index = this.#answers.findIndex(([wanted]) => wanted === path);
    const [[, answer] = []] = index < 0 ? [] : this.#answers.splice(index, 1);
    if (answer !== undefined) answer(request, response, bytes ?? Buffer.alloc(0));
    else if (bytes === undefined) response.writeHead(404).end('Not here');
    else sendBytes(request, response, bytes);
  }

  /** As nginx lists a folder. */
  #index(folder: string): Buffer | undefined {
    if (folder !== '' && !folder.endsWith('/')) return undefined;
    const below = [...this.#files.keys()]
      .filter((path) => path.startsWith(folder))
      .map((path) => path.slice(folder.length));
    if (below.length === 0) return undefined;
    const names = [...new Set(below.map((path) => /^[^/]*\/?/.exec(path)?.[0] ?? ''))].sort();
    const links = names.map((name) => `<a href="${name}">${name}</a>   16-Jul-2026 12:00   -`).join('\n');
    return Buffer.from(
      `<html><head><title>Index</title></head><body><pre><a href="../">../</a>\n${links}</pre></body></html>`,
    );
  }
}

/** From the byte on that is asked for. */
export const sendBytes: Answer = (request, response, bytes) => {
  const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? [];
  if (from === undefined) response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
  else if (Number(from) >= bytes.length) response.writeHead(416).end();
  else {
    const range = `bytes ${from}-${bytes.length - 1}/${bytes.length}`;
    response.writeHead(206, { 'content-range': range, 'content-length': bytes.length - Number(from) });
    response.end(bytes.subarray(Number(from)));
  }
};

/** Begins to send what is asked for: so many bytes, and nothing more. */
export function stallingAfter(count: number, onSending: (socket: Socket) => void = () => undefined): Answer {
  return (request, response, bytes) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const headers = { 'content-length': bytes.length - from };
    if (from === 0) response.writeHead(200, headers);
    else response.writeHead(206, { ...headers, 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` });
    onSending(request.socket);
    response.write(bytes.subarray(from, from + count));
  };
}
