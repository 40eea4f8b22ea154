import { Readable } from 'node:stream';

export interface UploadSource {
  /** Lower-case hex. */
  sha1: string;
  sizeBytes: number;
  /** Opens the file anew; throws when it is not the file that was digested. */
  open: () => AsyncIterable<Buffer>;
  /** When it is known: then the file is opened only to send more than that. */
  firstByte?: Buffer | undefined;
  /** How long to wait for an early answer after the first byte before the rest is sent. */
  earlyAnswerMs: number;
  /** Told of every chunk as it is handed to the connection. */
  onSent?: (sizeBytes: number) => void;
}

/**
 * The body of one upload. The Manager answers at once when it has the blob and then closes the connection, which a
 * sender that is still writing never gets to read. So the first byte goes alone (undici writes the headers with it), and
 * the rest only when no answer came in time.
 */
export class FileUpload {
  /** Body bytes handed to the connection. */
  bytesSent = 0;
  /** The file's first byte, once it is known. */
  firstByte: Buffer | undefined;
  /** Milliseconds from the first byte to the answer's head, when it came before the rest was sent. */
  earlyAnswerAfterMs: number | undefined;
  /** What went wrong with the file itself, while the connection was fine. */
  failure: unknown;

  readonly #source: UploadSource;
  readonly #ended = Promise.withResolvers<'ended'>();
  #answered = false;
  #startedAt = 0;

  constructor(source: UploadSource) {
    this.#source = source;
    this.firstByte = source.firstByte;
  }

  /** True when the Manager had the blob. */
  get attached(): boolean {
    return this.earlyAnswerAfterMs !== undefined;
  }

  body(): Readable {
    return Readable.from(this.#chunks(), { objectMode: false });
  }

  /** To be called when the answer's head is there. */
  noteAnswer(): void {
    this.#answered = true;
    if (this.bytesSent < this.#source.sizeBytes) this.earlyAnswerAfterMs = performance.now() - this.#startedAt;
  }

  /** To be called when the answer is read, or will never come: lets a waiting body go, and with it the file. */
  end(): void {
    this.#ended.resolve('ended');
  }

  async *#chunks(): AsyncGenerator<Buffer> {
    try {
      this.#startedAt = performance.now();
      if (this.firstByte !== undefined) {
        yield this.#count(this.firstByte);
        if (await this.#isAnsweredEarly()) return;
      }
      for await (const chunk of this.#source.open()) {
        if (this.firstByte === undefined) {
          this.firstByte = Buffer.from(chunk.subarray(0, 1));
          yield this.#count(this.firstByte);
          if (await this.#isAnsweredEarly()) return;
        }
        const rest = this.bytesSent === 1 ? chunk.subarray(1) : chunk;
        if (rest.length > 0) yield this.#count(rest);
      }
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }

  async #isAnsweredEarly(): Promise<boolean> {
    const waited = Promise.withResolvers<'waited'>();
    const timer = setTimeout(waited.resolve, this.#source.earlyAnswerMs, 'waited' as const);
    const first = await Promise.race([waited.promise, this.#ended.promise]);
    clearTimeout(timer);
    if (first === 'waited' && !this.#answered) return false;
    // Ending the body now would make undici drop the connection before the answer's body is read.
    await this.#ended.promise;
    return true;
  }

  #count(chunk: Buffer): Buffer {
    this.bytesSent += chunk.length;
    this.#source.onSent?.(chunk.length);
    return chunk;
  }
}
