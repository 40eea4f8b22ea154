import type { Log } from '../../src/base/log.ts';
import type { Annotation } from '../../src/host/host.ts';

/** A log that keeps what it is told: lines by level, and the states of the display apart. */
export class RecordedLog implements Log {
  readonly lines: string[] = [];
  readonly states: string[] = [];

  readonly info = (line: string): void => void this.lines.push(line);
  readonly warning = (line: string): void => void this.lines.push(`warning: ${line}`);
  readonly detail = (): void => undefined;
  readonly group = (): (() => void) => () => undefined;
  readonly progress = (text: string): void => void this.states.push(text);
}

/** The parts of a host that say something, and what they were told. */
export class RecordedHost {
  readonly log = new RecordedLog();
  readonly approving = { where: 'here' } as const;
  readonly annotations: Annotation[] = [];
  readonly summaries: string[] = [];

  readonly annotate = (annotation: Annotation): void => void this.annotations.push(annotation);
  readonly writeSummary = (markdown: string): Promise<void> => Promise.resolve(void this.summaries.push(markdown));
}
