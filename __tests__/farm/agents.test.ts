import { describe, expect, test } from '@jest/globals';
import { countAgents } from '../../src/farm/agents.ts';
import type { Log } from '../../src/base/log.ts';
import { RenderError } from '../../src/base/errors.ts';
import { clientFor } from '../support/clients.ts';
import { TestClock } from '../support/clock.ts';
import { startScriptedManager, type ScriptedManager } from '../support/scripted-manager.ts';

const idle = [{ name: 'agent-1', active: false }];

/** Counts the Agents of a farm, and what was logged meanwhile. */
async function count(manager: ScriptedManager, patienceMs = 60_000): Promise<{ active: number; lines: string[] }> {
  await using client = clientFor(manager);
  const lines: string[] = [];
  const log = { info: (line: string) => lines.push(line) };
  const cancelled = new AbortController().signal;
  const look = (): ReturnType<typeof client.resources> => client.resources();
  const options = { look, log: log as unknown as Log, cancelled, patienceMs, clock: new TestClock() };
  const { active } = await countAgents(await look(), options);
  return { active, lines };
}

describe('Agents', () => {
  test('that are just starting are waited for', async () => {
    await using manager = await startScriptedManager({ agents: idle });
    const counting = count(manager);
    await manager.until(({ requests }) => requests.length === 1);
    manager.agents = [...idle, { name: 'agent-2', active: true }];
    expect(await counting).toEqual({
      active: 1,
      lines: ['Agents:  none active of 1 yet, waiting', 'Agents:  1 active of 2'],
    });
  });

  test('of a cloud need not be there before there is work', async () => {
    await using manager = await startScriptedManager({ agents: idle });
    const edit = (answer: Record<string, unknown>): unknown => {
      (answer['data'] as { manager: { type: string } }).manager.type = 't2.nano';
      return answer;
    };
    manager.faults.add({ path: 'resources', action: { fault: 'edit', edit } });
    expect((await count(manager)).active).toBe(0);
    expect(manager.requests).toHaveLength(1);
  });

  test('that never come end the run', async () => {
    await using manager = await startScriptedManager({ agents: idle });
    await expect(count(manager, 0)).rejects.toMatchObject({
      kind: 'no-agents',
      message: 'The Manager knows 1 Agent, none of them active: nothing would ever be rendered.',
    });
    manager.agents = [];
    await expect(count(manager)).rejects.toThrow(RenderError);
  });
});
