import { expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { RenderError } from '../../src/base/errors.ts';
import { notify } from '../../src/run/notify.ts';
import { RecordedLog } from './recorded-host.ts';

const told = () => ({
  ...{ cleanupMs: 1000, cancelled: new AbortController().signal, environment: {} },
  log: new RecordedLog(),
});

test('whoever is named is told how a run ended', async () => {
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      bodies.push(body);
      response.end();
    });
  });
  const bodies: string[] = [];
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const settings: Record<string, string> = { notify: `http://127.0.0.1:${port}/hook`, 'notify-secret': 's' };
  const host = told();
  const failure = new RenderError('different', '1 of 2 frames differ.');
  await notify((name) => settings[name], { 'frames-different': 1, tasks: { 1: 't' } }, failure, host);
  server.closeAllConnections();
  server.close();
  expect(bodies.map((body) => JSON.parse(body) as unknown)).toEqual([
    { 'failure-kind': 'different', 'frames-different': 1, tasks: { 1: 't' } },
  ]);
  expect(host.log.lines).toEqual([`Notice:  sent to 127.0.0.1:${port}`]);
});

test('without an address nobody is', async () => {
  const host = told();
  await notify(() => undefined, {}, undefined, host);
  expect(host.log.lines).toEqual([]);
});

test('an address that is none is said, not quoted', async () => {
  const host = told();
  await notify((name) => (name === 'notify' ? 'http://farm.example/geheim' : undefined), {}, undefined, host);
  expect(host.log.lines.join()).toMatch(/^warning: Notice: .*http:\/\/ would send it in the clear/);
  expect(host.log.lines.join()).not.toContain('geheim');
});
