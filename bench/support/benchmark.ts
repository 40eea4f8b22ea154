/** One figure. */
export interface Row {
  name: string;
  value: number;
  /** Printed behind the value: `ms`, `MB`, `files/s`, `×`, `%`; empty for a count. */
  unit: string;
  /** In the same unit. */
  goal?: Goal;
}

export type Goal = { atLeast: number } | { atMost: number };

/** What a file in bench/ exports as `benchmark` to be part of `npm run bench`. */
export interface Benchmark {
  /** By which it is asked for on the command line. */
  name: string;
  /** Left out when none is named; what stands behind its name on the command line is its own. */
  onlyByName?: true;
  /** Takes minutes at most, cleans up behind itself, and throws when what it measures does not work. */
  run(words?: string[]): Promise<Row[]>;
}

export function meetsGoal({ value, goal }: Row): boolean {
  if (goal === undefined) return true;
  return 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost;
}
