export interface UploadSource {
  /** Lower-case hex. */
  sha1: string;
  sizeBytes: number;
  /** Opens the file anew; throws when it is not the file that was digested. */
  open: () => AsyncIterable<Buffer>;
  /** How long to wait for an early answer to the head before the file is sent. */
  earlyAnswerMs: number;
  /** Told of every chunk as it is handed to the connection. */
  onSent?: (sizeBytes: number) => void;
}

/**
 * The body of one upload. The Manager answers the head at once when it has the blob and then closes the connection, which
 * a sender that is writing by then never gets to read. So the file is opened and sent only when no answer came in time.
 */
export class FileUpload {
  /** Body bytes handed to the connection. */
  bytesSent = 0;
  /** Milliseconds from the head to the answer's head, when it came before the whole file was sent. */
  earlyAnswerAfterMs: number | undefined;
  /** What went wrong with the file itself, while the connection was fine. */
  failure: unknown;

  readonly #source: UploadSource;
  readonly #answered = Promise.withResolvers<true>();
  #isAnswered = false;
  #startedAtMs = performance.now();

  constructor(source: UploadSource) {
    this.#source = source;
  }

  /** True when the Manager had the blob. */
  get attached(): boolean {
    return this.earlyAnswerAfterMs !== undefined;
  }

  /** To be asked for its first chunk when the request's head is sent. */
  async *body(): AsyncGenerator<Buffer> {
    this.#startedAtMs = performance.now();
    if (await this.#isAnsweredEarly()) return;
    try {
      for await (const chunk of this.#source.open()) {
        if (this.#isAnswered) return;
        this.bytesSent += chunk.length;
        this.#source.onSent?.(chunk.length);
        yield chunk;
      }
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }

  /** To be called when the answer's head is there. */
  noteAnswer(): void {
    if (this.bytesSent < this.#source.sizeBytes) this.earlyAnswerAfterMs = performance.now() - this.#startedAtMs;
    this.end();
  }

  /** To be called when there is an answer or will never be one: lets a waiting body go, and with it the file. */
  end(): void {
    this.#isAnswered = true;
    this.#answered.resolve(true);
  }

  async #isAnsweredEarly(): Promise<boolean> {
    const waited = Promise.withResolvers<false>();
    const timer = setTimeout(waited.resolve, this.#source.earlyAnswerMs, false);
    const isAnswered = await Promise.race([this.#answered.promise, waited.promise]);
    clearTimeout(timer);
    return isAnswered;
  }
}
