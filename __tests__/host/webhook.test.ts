import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { sendWebhook, type WebhookOptions } from '../../src/host/webhook/send.ts';
import { formatNotice } from '../../src/report/notice.ts';
import { TestClock } from '../support/clock.ts';

let server: Server;
let received: { body: string; headers: IncomingHttpHeaders }[];
/** The status of each answer; 200 when there is none left. */
let statuses: number[];
let clock: TestClock;

beforeEach(async () => {
  [received, statuses, clock] = [[], [], new TestClock()];
  server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ body, headers: request.headers });
      response.writeHead(statuses.shift() ?? 200, { location: '/elsewhere' }).end('x'.repeat(100_000));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

function send(body: string, changes: Partial<WebhookOptions> = {}): Promise<void> {
  const { port } = server.address() as AddressInfo;
  const url = new URL(`http://127.0.0.1:${port}/services/T0/geheim`);
  const signal = new AbortController().signal;
  return sendWebhook(body, { url, secret: '', environment: {}, signal, clock, ...changes });
}

test('the body arrives as it is, signed with the secret', async () => {
  const body = '{"failure-kind":"different","text":"ä"}';
  await send(body, { secret: 's3cret' });
  expect(received.map((one) => one.body)).toEqual([body]);
  const signature = `sha256=${createHmac('sha256', 's3cret').update(body).digest('hex')}`;
  expect(received[0]?.headers).toMatchObject({
    'content-type': 'application/json',
    'x-blendnet-signature-256': signature,
  });
});

test('without a secret nothing is signed', async () => {
  await send('{}');
  expect(received[0]?.headers).not.toHaveProperty('x-blendnet-signature-256');
});

test('a service that is busy is told again, and can see that it is the same', async () => {
  statuses = [503, 429];
  await send('{}');
  const deliveries = received.map(({ headers }) => headers['x-blendnet-delivery']);
  expect([deliveries.length, new Set(deliveries).size, clock.pausesMs.length]).toEqual([3, 1, 2]);
});

test('one that is away is given up, without its address', async () => {
  statuses = Array<number>(9).fill(500);
  const failing = send('{}');
  await expect(failing).rejects.toMatchObject({ kind: 'unreachable', message: expect.stringContaining('HTTP 500') });
  await expect(failing).rejects.toMatchObject({ message: expect.not.stringContaining('geheim') });
  expect(received).toHaveLength(5);
});

test.each([404, 302])('HTTP %i is final', async (status) => {
  statuses = [status];
  await expect(send('{}')).rejects.toMatchObject({ kind: 'rejected' });
  expect(received).toHaveLength(1);
});

test('a server that nobody reaches is told by its host', async () => {
  const url = new URL('http://127.0.0.1:9/services/geheim');
  await expect(send('{}', { url })).rejects.toMatchObject({
    message: expect.stringMatching(/^127\.0\.0\.1:9 does not take the notice/),
  });
});

describe('a notice', () => {
  const outputs = {
    ...{ 'frames-rendered': 3, 'frames-reused': 0, 'frames-different': 1 },
    'report-url': 'https://github.example/report',
  };
  const notice = {
    project: '<!channel> @here *shot*.blend',
    failureKind: 'different',
    reason: 'It <moved> & [x](y).',
    outputs,
  };

  test('is what --json prints', () => {
    expect(JSON.parse(formatNotice(notice, 'hooks.example'))).toEqual({ 'failure-kind': 'different', ...outputs });
  });

  test('is a message for Slack, which mentions nobody', () => {
    const slack = JSON.parse(formatNotice(notice, 'hooks.slack.com')) as { text: string; mrkdwn: boolean };
    const { text: said, mrkdwn } = slack;
    expect(mrkdwn).toBe(false);
    expect(said.split('\n')).toEqual([
      '❌ &lt;!channel&gt; @here *shot*.blend: 3 rendered, 1 different',
      'It &lt;moved&gt; &amp; [x](y).',
      'https://github.example/report',
    ]);
  });

  test('is a message for Discord, which mentions nobody', () => {
    const said = JSON.parse(formatNotice({ ...notice, failureKind: '' }, 'discord.com')) as { content: string };
    expect(said).toMatchObject({ allowed_mentions: { parse: [] } });
    expect(said.content).toContain('✅ \\<!channel\\> \\@here \\*shot\\*.blend');
    expect(said.content).toContain('\\[x\\]\\(y\\)');
  });
});
