import { join } from 'node:path';
import type { BlenderExit } from './process.ts';
import { parseProgress, parseSamples, type Progress, type Samples } from './progress.ts';

/** Lines kept of one process, the newest ones. */
const maxLines = 1000;
/** Of an error message. */
const maxWords = 4000;

export interface OutputOptions {
  /** Folders whose files are named as the project knows them. */
  hidden: string[];
  /** @param samples of Cycles in a view layer, where the line tells them */
  onProgress: (progress: Progress, samples: Samples | undefined) => void;
  /** Told of every other line. */
  onLine: (line: string) => void;
}

/** What a Blender process prints: progress, and lines that people may want to read. */
export class BlenderOutput {
  /** Everything but progress, oldest first. */
  readonly lines: string[] = [];
  readonly #options: OutputOptions;

  constructor(options: OutputOptions) {
    this.#options = options;
  }

  take(said: string): void {
    const { hidden, onProgress, onLine } = this.#options;
    const line = hidden.reduce((text, folder) => text.replaceAll(join(folder, '/'), ''), said).trim();
    const progress = parseProgress(line);
    if (progress !== undefined) onProgress(progress, parseSamples(line));
    else if (line !== '') {
      if (this.lines.push(line) > maxLines) this.lines.shift();
      onLine(line);
    }
  }

  /** Why Blender failed, with the lines it printed about it, or the last ones. */
  explain({ code, signal }: BlenderExit): string {
    const outOfMemory = signal === 'SIGKILL' ? ' (out of memory?)' : '';
    const how = signal ? `was killed by ${signal}${outOfMemory}` : `ended with exit code ${String(code)}`;
    return this.#withWords(`Blender ${how}`, this.#complaints.length > 0 ? this.#complaints : this.lines);
  }

  /** What failed while Blender goes on, with the lines it printed about it. */
  quote(failure: string): string {
    return this.#withWords(
      failure,
      this.#complaints.filter((line) => !line.includes(failure)),
    );
  }

  get #complaints(): string[] {
    return this.lines.filter((line) => /\berror\b/i.test(line));
  }

  #withWords(what: string, lines: string[]): string {
    const words = lines.slice(-5).join('\n').slice(0, maxWords);
    return words === '' ? what : `${what}: ${words}`;
  }
}
