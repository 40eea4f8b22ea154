import pLimit from 'p-limit';
import { systemClock, type Clock } from '../../base/waiting.ts';
import type { ManagerClient } from '../api/client.ts';
import { printable } from '../../base/printable.ts';

const maxLines = 200;
const timeoutMs = 10_000;
/** Of a large farm, a few Agents' logs are enough to see a pattern. */
const maxAgents = 16;
/** Failures of a run that the logs of the whole farm are read for: they are long, and much the same each time. */
const maxFarmLogs = 3;

/** What the farm has to say about a failed task; every line is safe to print. */
export interface Diagnosis {
  /** Blender's words, oldest first. */
  messages: string[];
  /** Everything for a log file: messages, the last progress record of each workload, and the ends of the farm's logs. */
  log: string[];
}

/** Diagnoses the failures of a run one after the other: hundreds at once would keep the Manager from its work. */
export class Diagnoser {
  readonly #client: ManagerClient;
  readonly #clock: Clock | undefined;
  readonly #slot = pLimit(1);
  #diagnosed = 0;

  constructor(client: ManagerClient, clock?: Clock) {
    this.#client = client;
    this.#clock = clock;
  }

  diagnose(task: string, cancelled: AbortSignal): Promise<Diagnosis> {
    return this.#slot(() => diagnoseTask(this.#client, task, cancelled, this.#diagnosed++ < maxFarmLogs, this.#clock));
  }
}

/** Asks the Manager about a task that failed. Never throws: the failure itself is what is to be told. */
export async function diagnoseTask(
  client: ManagerClient,
  task: string,
  cancelled: AbortSignal,
  withFarmLogs = true,
  clock: Clock = systemClock,
): Promise<Diagnosis> {
  const signal = AbortSignal.any([cancelled, clock.timeout(timeoutMs)]);
  const log: string[] = [];
  const messages: string[] = [];
  const ask = async (title: string, read: () => Promise<string[]>): Promise<void> => {
    try {
      const lines = await read();
      if (lines.length > 0) log.push(`== ${title}`, ...lines.slice(-maxLines));
    } catch {
      log.push(`== ${title}: no answer`);
    }
  };
  await ask('Blender', async () => {
    for (const [workload, lines] of Object.entries(await client.taskMessages(task, signal))) {
      messages.push(...toLines(lines).map((line) => (line === '' ? line : `${printable(workload, 80)}: ${line}`)));
    }
    return messages;
  });
  await ask('Last progress', async () =>
    Object.entries(await client.taskDetails(task, signal)).map(
      ([workload, records]) => `${printable(workload, 80)}: ${printable(JSON.stringify(records?.at(-1) ?? null))}`,
    ),
  );
  const diagnosis = { messages: messages.slice(-maxLines), log };
  if (!withFarmLogs) return diagnosis;
  await ask('Manager log', async () => toLines(await client.log(signal)));
  await ask('Agent logs', async () => {
    const { agents } = await client.resources(signal);
    const names = Object.keys(agents).slice(0, maxAgents);
    const logs = await Promise.all(names.map((agent) => client.agentLog(agent, signal).catch(() => [])));
    return logs.flatMap((agentLog) => toLines(agentLog).slice(-maxLines / 2));
  });
  return diagnosis;
}

/**
 * Lines out of whatever shape a log has: a text, a list, lists by name, or, as the Manager's own, pieces by the time they
 * were written, of which several make a line.
 */
export function toLines(value: unknown): string[] {
  if (typeof value === 'string') {
    const lines = value.replace(/\n$/, '').split('\n').slice(-maxLines);
    return lines.map((line) => printable(line));
  }
  if (Array.isArray(value)) return value.slice(-maxLines).flatMap(toLines);
  if (typeof value === 'object' && value !== null) {
    const values: unknown[] = Object.values(value);
    const isPieces = values.length > 0 && values.every((piece) => typeof piece === 'string');
    return isPieces ? toLines(values.join('')) : values.flatMap(toLines).slice(-maxLines);
  }
  return value === null || value === undefined ? [] : [printable(JSON.stringify(value))];
}
