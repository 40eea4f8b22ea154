/** What goes wrong with a request. */
export type FaultAction =
  /** Closes the connection without an answer; `after` the request was handled, the answer alone is lost. */
  | { fault: 'close'; after?: boolean }
  /** The same with a TCP reset. */
  | { fault: 'reset'; after?: boolean }
  /** Reads the request and never answers. */
  | { fault: 'hang' }
  /** Waits before anything is handled: so long, or until something is done. */
  | { fault: 'delay'; ms: number }
  | { fault: 'delay'; until: Promise<unknown> }
  /** Handles the request, and answers when `until` is done. */
  | { fault: 'hold'; until: Promise<unknown> }
  /** Closes after that many bytes of the request's body were read. */
  | { fault: 'cut-upload'; afterBytes: number }
  /** Reads the request's body at that rate. */
  | { fault: 'slow-upload'; bytesPerSecond: number }
  /** Sends the answer at that rate, or only its body. */
  | { fault: 'slow-answer'; bytesPerSecond: number; quickHead?: boolean }
  /** Sends the head and that many bytes of the answer's body, then closes. */
  | { fault: 'truncate'; afterBytes: number }
  /** Gives another answer, at once or after it has read the body; the request is not handled. An object is sent as JSON. */
  | { fault: 'answer'; status: number; body: string | object; headers?: Record<string, string>; afterBody?: boolean }
  /** Sends these bytes instead of an HTTP answer. */
  | { fault: 'garbage'; bytes: Buffer }
  /** A 200 with JSON whose message has that many bytes, made while it is sent. */
  | { fault: 'huge'; sizeBytes: number }
  /** Handles the request and changes its JSON answer. */
  | { fault: 'edit'; edit: (answer: Record<string, unknown>) => unknown }
  /** Handles the request and damages the result it sends. */
  | { fault: 'damage'; how: 'wrong-sha1' | 'wrong-length' | 'flipped-byte' | 'no-headers' };

export interface Fault {
  /** Any method when left out. */
  method?: string;
  /** Matched against the raw request path; text must be contained in it. Any path when left out. */
  path?: string | RegExp;
  /** Skips that many matching requests first. */
  skip?: number;
  /** How many requests it happens to (default 1). */
  times?: number;
  action: FaultAction;
}

/** Ready-made answers of the kinds seen in the wild. */
export const answers = {
  unauthorized: (): FaultAction => ({
    fault: 'answer',
    status: 401,
    body: { success: false, message: 'Invalid credentials' },
    headers: { 'WWW-Authenticate': 'Basic realm="BlendNet%20Manager%20REST"' },
  }),
  rejected: (message: string): FaultAction => ({ fault: 'answer', status: 400, body: { success: false, message } }),
  /** To an upload that was read, and was not what its checksum says. */
  damaged: (): FaultAction => ({
    ...{ fault: 'answer', status: 400, afterBody: true },
    body: { success: false, message: 'Error during receiving the file' },
  }),
  /** The page of a proxy, or of something that is no Manager at all. */
  htmlPage: (status: number): FaultAction => ({
    fault: 'answer',
    status,
    body: '<!DOCTYPE html><html><head><title>Gateway</title></head><body><h1>Gateway</h1></body></html>',
    headers: { 'Content-Type': 'text/html' },
  }),
  brokenJson: (): FaultAction => ({ fault: 'answer', status: 200, body: '{"success": true, "data": {"na' }),
};

/** Text that must never reach a log, a terminal or a page as it is. */
export const hostileText =
  '\u001b[2J\u001b]0;title\u0007\r\n::error::injected\n::add-mask::x\n<img src=x onerror=alert(1)>../../etc';

/** The faults still to come; each request takes the first one that matches it. */
export class Faults {
  readonly #waiting: (Fault & { skip: number; times: number })[] = [];
  /** Every fault that happened, in order. */
  readonly happened: { method: string; path: string; action: FaultAction }[] = [];

  add(...faults: Fault[]): void {
    this.#waiting.push(...faults.map((fault) => ({ skip: 0, times: 1, ...fault })));
  }

  clear(): void {
    this.#waiting.length = 0;
  }

  /** The fault for this request, counted as happened. */
  take(method: string, path: string): FaultAction | undefined {
    for (const fault of this.#waiting) {
      if (fault.times <= 0 || (fault.method !== undefined && fault.method !== method)) continue;
      if (typeof fault.path === 'string' ? !path.includes(fault.path) : fault.path?.test(path) === false) continue;
      if (fault.skip > 0) {
        fault.skip--;
        continue;
      }
      fault.times--;
      this.happened.push({ method, path, action: fault.action });
      return fault.action;
    }
    return undefined;
  }
}
