/** Which job of which run this is; goes into the names of tasks and of cache entries. */
export interface RunIdentity {
  /** The workflow run's number, or another name for this run. */
  run: string;
  attempt: number;
  /** Tells the jobs of a matrix apart, which share run and attempt: a few hex digits. */
  job: string;
}
