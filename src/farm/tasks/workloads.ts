/*
 * How a Manager cuts a task's samples into workloads, one for an Agent at a time. An Agent counts samples from the second
 * on, so a workload of one sample is never done, and its task runs for ever.
 */

/** What the Manager takes when it is not told. */
export const defaultSamples = 100;

/** Samples of every workload but the last, which has what is left over. */
export function workloadSamples(samples: number, agents: number): number {
  const first = Math.min(Math.ceil(samples / agents), 100);
  const rounds = Math.floor(samples / (first * agents));
  // What would be left over is shared out again, so that no Agent is alone at the end.
  const shared = rounds === 0 ? first : first + Math.ceil((samples % (first * agents)) / (rounds * agents));
  return shared > 140 ? Math.ceil(shared / 2) : shared;
}

/** For how many Agents samples are to be cut so that each gets two or more. */
export function sharingAgents(samples: number, agents: number): number {
  return Math.max(1, Math.min(agents, Math.floor(samples / 2)));
}

/** The least number of samples, and not fewer than asked for, that leaves no workload of a single one. */
export function roundSamples(asked: number, agents: number): number {
  for (let samples = Math.max(2, asked); ; samples++) {
    if (samples % workloadSamples(samples, sharingAgents(samples, agents)) !== 1) return samples;
  }
}
