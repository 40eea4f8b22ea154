import { describe, expect, test } from '@jest/globals';
import { checkFarm } from '../../src/farm/connect.ts';
import { clientFor, failureOf } from '../support/clients.ts';
import { TestClock } from '../support/clock.ts';
import { answers, type FaultAction } from '../support/manager/faults.ts';
import { startScriptedManager, type ScriptedManager } from '../support/scripted-manager.ts';
import { RecordedLog } from '../run/recorded-host.ts';

async function check(
  manager: ScriptedManager,
  log = new RecordedLog(),
  allowUnsupportedBlender = false,
): ReturnType<typeof checkFarm> {
  await using client = clientFor(manager);
  const cancelled = new AbortController().signal;
  const clock = new TestClock();
  return await checkFarm(client, { log, cancelled, patienceMs: 900_000, allowUnsupportedBlender, clock });
}

describe("a farm's Blender", () => {
  const hangs = "BlendNet's Agents hang with Blender 5.0 and newer";

  test.each(['5.0.0', '5.2.2 LTS', '10.0.1'])('of %s is refused, before Agents are asked for', async (blender) => {
    await using manager = await startScriptedManager({ blender });
    const failure = await failureOf(check(manager));
    expect(failure).toMatchObject({ kind: 'settings', message: expect.stringContaining(hangs) });
    expect(failure.message).toContain(`has Blender ${blender}`);
    expect(failure.hint).toMatch(/4\.5.*manager-url: local.*allow-unsupported-blender: true/);
    expect(manager.requests.map(({ path }) => path)).toEqual(['/api/v1/info']);
  });

  test.each(['2.83.0', '3.4.1', '4.5.3 LTS', 'unheard of'])('of %s is taken', async (blender) => {
    await using manager = await startScriptedManager({ blender });
    const log = new RecordedLog();
    expect(await check(manager, log)).toMatchObject({ blenderVersion: blender });
    expect(log.lines.join()).not.toContain('warning');
  });

  test('is taken with a warning where somebody says so', async () => {
    await using manager = await startScriptedManager({ blender: '5.2.2' });
    const log = new RecordedLog();
    expect(await check(manager, log, true)).toMatchObject({ blenderVersion: '5.2.2' });
    expect(log.lines[0]).toMatch(`warning: The Manager ${manager.url} has Blender 5.2.2, and ${hangs}`);
  });

  test('is taken from a farm that this program serves: no Agent of BlendNet works there', async () => {
    const serve = (answer: Record<string, unknown>): unknown => {
      Object.assign(answer['data'] as object, { program: 'blendnet-render' });
      return answer;
    };
    await using manager = await startScriptedManager({ blender: '5.2.2' });
    manager.faults.add({ path: /\/info$/, times: 1, action: { fault: 'edit', edit: serve } });
    expect(await check(manager)).toMatchObject({ blenderVersion: '5.2.2' });
  });
});

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
    const failure = await failureOf(
      checkFarm(client, { ...options, patienceMs: 900_000, allowUnsupportedBlender: false }),
    );
    expect(failure).toMatchObject({ kind: 'unreachable', lasting: true });
    expect(options.log.lines).toEqual([]);
  });
});
