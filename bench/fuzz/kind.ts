import type { Random } from './random.ts';

/** Something that reads what comes from outside. */
export interface FuzzKind {
  /** Writes files to begin with into an empty folder, the same ones each time. */
  writeSeeds(folder: string): Promise<void>;
  /** In the process that works: reads what lies in the folder. */
  open(folder: string): Promise<Fuzzed>;
}

export interface Fuzzed {
  /** The same input for the same numbers. */
  make(random: Random): Buffer;
  /** @throws what the reader throws: RenderError for what it refuses; anything else is a fault */
  feed(input: Buffer): Promise<void>;
  close(): Promise<void>;
}
