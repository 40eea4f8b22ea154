import { readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';

/** What this process may use of the machine. */
export interface Room {
  cores: number;
  memoryBytes: number;
  /** Memory that nobody uses at the moment. */
  freeBytes: () => number;
}

/** As containers limit it, too. */
export function machineRoom(): Room {
  // Zero or a number beyond all memory where there is no limit.
  const limit = process.constrainedMemory();
  const all = totalmem();
  return {
    cores: Math.min(availableParallelism(), quotaOfCores()),
    memoryBytes: limit > 0 && limit < all ? limit : all,
    freeBytes: () => process.availableMemory(),
  };
}

/** Node counts the machine's cores, whatever share of them a container has. */
function quotaOfCores(): number {
  try {
    const [quota = '', period = ''] = readFileSync('/sys/fs/cgroup/cpu.max', 'latin1').trim().split(' ');
    return quota === 'max' ? Infinity : Math.max(1, Number(quota) / Number(period));
  } catch {
    return Infinity;
  }
}
