import type { Dispatcher } from 'undici';
import { isRenderError, RenderError } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';
import { retryDelayMs, systemClock } from '../../base/waiting.ts';
import { explainRequest } from './failure.ts';

export interface ServerOptions {
  /** The folder that `release` lies in; ends with a slash. */
  mirror: URL;
  /** Variables that name proxies. */
  environment: Readonly<Record<string, string | undefined>>;
  /** Ends whatever is under way. */
  signal: AbortSignal;
  /** Longest time without a byte (default 60 s). */
  idleMs?: number;
  /** How often what finds no answer is asked for in all (default 5). */
  tries?: number;
}

/** A file that is being sent. */
export interface Sent {
  /** Where in the file its first byte belongs. */
  start: number;
  /** Of the whole file; undefined when the server does not say. */
  sizeBytes: number | undefined;
  body: AsyncIterable<Buffer> & { destroy(): void };
}

type Request = (url: URL, headers: Record<string, string>) => Promise<Dispatcher.ResponseData>;

const maxRedirects = 5;

/** The server that releases are fetched from. What it says is bounded; addresses on it are made by us. To be closed. */
export class ReleaseServer {
  readonly #options: ServerOptions;
  readonly #request: Request;
  readonly #dispatcher: Dispatcher;

  private constructor(options: ServerOptions, dispatcher: Dispatcher, request: Request) {
    this.#options = options;
    this.#dispatcher = dispatcher;
    this.#request = request;
  }

  static async open(options: ServerOptions): Promise<ReleaseServer> {
    // Loaded here, because most runs fetch nothing.
    const { EnvHttpProxyAgent, request } = await import('undici');
    const { environment, signal, idleMs = 60_000 } = options;
    const dispatcher = new EnvHttpProxyAgent({
      httpProxy: environment['http_proxy'] ?? environment['HTTP_PROXY'] ?? '',
      httpsProxy: environment['https_proxy'] ?? environment['HTTPS_PROXY'] ?? '',
      noProxy: environment['no_proxy'] ?? environment['NO_PROXY'] ?? '',
      connect: { timeout: idleMs },
      headersTimeout: idleMs,
      bodyTimeout: idleMs,
    });
    return new ReleaseServer(options, dispatcher, (url, headers) =>
      request(url, { dispatcher, headers, signal, method: 'GET' }),
    );
  }

  get mirror(): string {
    return this.#options.mirror.href;
  }

  /**
   * A text below the folder of releases, such as `Blender5.2/`; undefined when there is none.
   * @throws RenderError `unreachable` when nothing answers, `protocol` when it is longer than `maxBytes`
   */
  async text(path: string, maxBytes: number): Promise<string | undefined> {
    return await this.persist(() => this.#read(path, maxBytes));
  }

  /** Begins to fetch a file, from a byte on where the server can; it may begin anew all the same. @throws as {@link text} */
  async open(path: string, from: number): Promise<Sent> {
    const answer = await this.#get(path, from === 0 ? {} : { range: `bytes=${from}-` });
    const { statusCode, headers, body } = answer;
    const sent = { body: this.#bodyOf(body), start: 0 };
    if (statusCode === 200) return { ...sent, sizeBytes: readSize(headers['content-length']) };
    const [, start, size] = /^bytes (\d{1,15})-\d{1,15}\/(\d{1,15})$/.exec(String(headers['content-range'])) ?? [];
    if (statusCode === 206 && Number(start) === from) return { ...sent, start: from, sizeBytes: Number(size) };
    body.destroy();
    // Nothing is left after that byte, or the answer makes no sense: all of it, then.
    if (from !== 0 && (statusCode === 206 || statusCode === 416)) return await this.open(path, 0);
    throw this.#refused(path, statusCode);
  }

  /** Repeats a request that finds no answer: while it gets anywhere, and a few times more. */
  async persist<T>(request: () => Promise<T>, isStuck: () => boolean = () => true): Promise<T> {
    const { signal, tries = 5 } = this.#options;
    for (let failures = 0; ;) {
      try {
        return await request();
      } catch (error) {
        if (!isRenderError(error, 'unreachable') || error.lasting) throw error;
        failures = isStuck() ? failures + 1 : 1;
        if (failures >= tries) throw error;
        await systemClock.pause(retryDelayMs(failures), signal);
      }
    }
  }

  async close(): Promise<void> {
    await this.#dispatcher.destroy();
  }

  async #read(path: string, maxBytes: number): Promise<string | undefined> {
    const { statusCode, body } = await this.#get(path);
    if (statusCode !== 200) {
      body.destroy();
      if (statusCode === 404 || statusCode === 410) return undefined;
      throw this.#refused(path, statusCode);
    }
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    for await (const chunk of this.#bodyOf(body)) {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) {
        throw new RenderError('protocol', `${this.#named(path)} is longer than any list of releases.`, {
          hint: 'Check blender-mirror.',
        });
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  async #get(path: string, headers: Record<string, string> = {}): Promise<Dispatcher.ResponseData> {
    let url = new URL(`release/${path}`, this.#options.mirror);
    for (let hops = 0; ; hops++) {
      const answer = await this.#ask(url, headers);
      const { location } = answer.headers;
      if (![301, 302, 303, 307, 308].includes(answer.statusCode) || typeof location !== 'string') return answer;
      answer.body.destroy();
      const next = URL.parse(location, url.href);
      // A mirror may send on to another, but never to where anybody on the way could change what comes.
      if (next === null || next.protocol !== url.protocol || hops === maxRedirects) {
        throw new RenderError('protocol', `${this.#named(path)} leads to ${printable(location, 200)}.`, {
          hint: 'Check blender-mirror.',
        });
      }
      url = next;
    }
  }

  async #ask(url: URL, headers: Record<string, string>): Promise<Dispatcher.ResponseData> {
    try {
      const answer = await this.#request(url, headers);
      // Dropping a body makes it emit an error; nobody may be listening by then.
      answer.body.on('error', () => undefined);
      return answer;
    } catch (error) {
      throw explainRequest(error, url.origin, this.#options.signal);
    }
  }

  #bodyOf(body: Dispatcher.ResponseData['body']): Sent['body'] {
    const { mirror, signal } = this.#options;
    return {
      destroy: () => {
        body.destroy();
      },
      async *[Symbol.asyncIterator]() {
        try {
          for await (const chunk of body) yield chunk as Buffer;
        } catch (error) {
          throw explainRequest(error, mirror.origin, signal);
        }
      },
    };
  }

  #refused(path: string, status: number): RenderError {
    const isAway = status >= 500 || status === 429 || status === 408;
    return new RenderError(
      isAway ? 'unreachable' : 'rejected',
      `${this.#named(path)} is answered with HTTP ${status}.`,
      {
        hint: isAway ? 'Try again later, or name another blender-mirror.' : 'Check blender-mirror.',
      },
    );
  }

  #named(path: string): string {
    return printable(new URL(`release/${path}`, this.#options.mirror).href, 300);
  }
}

function readSize(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}
