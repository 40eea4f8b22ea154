import { readFileSync } from 'node:fs';
import { cpus, loadavg, version } from 'node:os';
import { median } from './statistics.ts';

/** What the figures were measured on. */
export interface Machine {
  cpu: string;
  cores: number;
  os: string;
  node: string;
}

export function describeMachine(): Machine {
  const cores = cpus();
  return { cpu: cores[0]?.model.trim() ?? 'unknown', cores: cores.length, os: osName(), node: process.version };
}

export function formatMachine({ cpu, cores, os, node }: Machine): string {
  return `${cpu}, ${cores} cores, ${os}, Node ${node.slice(1)}`;
}

function osName(): string {
  try {
    const release = readFileSync('/etc/os-release', 'utf8');
    return /^PRETTY_NAME="?([^"\n]*)/m.exec(release)?.[1] ?? version();
  } catch {
    return version();
  }
}

/** Processes that wanted a core during the last minute, for each core there is. */
export function loadPerCore(): number {
  return loadavg()[0]! / cpus().length;
}

/** How busy the machine was with anything else, before each benchmark: a busy one gives figures that are worth less. */
export function formatLoad(loads: readonly number[]): string {
  return `load for each core ${median(loads).toFixed(1)}`;
}
