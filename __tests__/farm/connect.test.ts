import { describe, expect, test } from '@jest/globals';
import { checkFarm } from '../../src/farm/connect.ts';
import { clientFor, failureOf } from '../support/clients.ts';
import { TestClock } from '../support/clock.ts';
import { answers, type FaultAction } from '../support/manager/faults.ts';
import { startScriptedManager, type ScriptedManager } from '../support/scripted-manager.ts';
import { RecordedLog } from '../run/recorded-host.ts';

async function check(manager: ScriptedManager, log = new RecordedLog()): ReturnType<typeof checkFarm> {
  await using client = clientFor(manager);
  const cancelled = new AbortController().signal;
  return await checkFarm(client, { log, cancelled, patienceMs: 900_000, clock: new TestClock() });
}

describe('the first requests of a run', () => {
  const outages: FaultAction[] = [
    answers.htmlPage(502),
    { fault: 'answer', status: 503, body: { success: false, message: 'starting' } },
    { fault: 'reset' },
  ];
  test.each(outages)('live through an outage: %j', async (action) => {
    await using manager = await startScriptedManager({ faults: [{ times: 4, action }] });
    const log = new RecordedLog();
    expect(await check(manager, log)).toMatchObject({ blenderVersion: '3.4.1', agents: { active: 1, known: 1 } });
    expect(log.lines.slice(0, 2)).toEqual([
      expect.stringMatching(/^warning: .*Waiting for it to come back\.$/),
      expect.stringMatching(/^warning: The Manager is back, after \d+ s\.$/),
    ]);
  });

  test('are given up after half a minute, for an outage may be none', async () => {
    await using manager = await startScriptedManager({
      faults: [{ times: Infinity, action: answers.htmlPage(200) }],
    });
    expect(await failureOf(check(manager))).toMatchObject({ kind: 'protocol' });
    // After half a second, one, two, four, eight and fifteen.
    expect(manager.requests.length).toBe(7);
  });

  test.each([
    ['refused credentials', answers.unauthorized(), 'unauthorized'],
    ['a Manager that says no', answers.rejected('no'), 'rejected'],
  ] as const)('are not repeated for %s', async (_, action, kind) => {
    await using manager = await startScriptedManager({ faults: [{ times: Infinity, action }] });
    expect(await failureOf(check(manager))).toMatchObject({ kind });
    expect(manager.requests).toHaveLength(1);
  });

  test('are not repeated for a certificate that is not trusted', async () => {
    await using manager = await startScriptedManager({ tls: true });
    await using client = clientFor(manager, { trust: {} });
    const options = { log: new RecordedLog(), cancelled: new AbortController().signal, clock: new TestClock() };
    const failure = await failureOf(checkFarm(client, { ...options, patienceMs: 900_000 }));
    expect(failure).toMatchObject({ kind: 'unreachable', lasting: true });
    expect(options.log.lines).toEqual([]);
  });
});
