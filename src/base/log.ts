/** A log that people read while the run goes on. Lines from outside must have been through `printable`. */
export interface Log {
  info(line: string): void;
  /** Only shown when somebody debugs. */
  detail(line: string): void;
  warning(line: string): void;
  /** Folds the lines that are logged until the returned function is called. */
  group(title: string): () => void;
  /** The state of the run in a few words, over and over: for a display that keeps only the last. */
  progress(text: string): void;
}
