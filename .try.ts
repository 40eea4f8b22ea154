import { ManagerClient } from './src/manager/client.ts';
import { readFileSync } from 'node:fs';
import { createHash, randomBytes } from 'node:crypto';
const client = new ManagerClient({ url: new URL('https://127.0.0.1:8443'), username: 'ci', password: 's3cret:with:colons', trust: { caPem: readFileSync('/tmp/rf/ca.crt', 'utf8') } });
console.log(await client.info(), await client.resources());
const data = randomBytes(30e6);
const sha1 = createHash('sha1').update(data).digest('hex');
async function* open() { for (let i = 0; i < data.length; i += 262144) yield data.subarray(i, i + 262144); }
const task = 'try' + Date.now();
for (const wait of [50, 1000, 0, 1000, 5, 1]) {
  const t = performance.now();
  try {
  const u = await client.upload(task, 'a b/x#y?' + wait + '.bin', { sha1, sizeBytes: data.length, open, earlyAnswerMs: wait });
  console.log(wait, u.bytesSent, u.attached, u.earlyAnswerAfterMs, performance.now() - t);
  } catch (e) { console.log(wait, String(e), (e as Error).cause, performance.now() - t); console.log(await client.fileInfo(task, 'a b/x#y?' + wait + '.bin')); }
}
const e = await client.upload(task, 'empty', { sha1: createHash('sha1').digest('hex'), sizeBytes: 0, open, earlyAnswerMs: 20 }); console.log(e.bytesSent, e.attached);
await client.upload(task, '../x', { sha1, sizeBytes: data.length, open, earlyAnswerMs: 1000 }).catch((e) => console.log(String(e)));
await client.remove(task);
for (const [n, a] of Object.entries({ badpw: { password: 'x' }, noca: { trust: {} }, badname: { trust: { caPem: readFileSync('/tmp/rf/ca.crt', 'utf8'), serverName: 'blendnet-manager' } }, http: { url: new URL('http://127.0.0.1:8443') }, dead: { url: new URL('https://127.0.0.1:1') }, nohost: { url: new URL('https://nope.invalid:8443') } }))
  { const c = new ManagerClient({ url: new URL('https://127.0.0.1:8443'), username: 'ci', password: 's3cret:with:colons', trust: { caPem: readFileSync('/tmp/rf/ca.crt', 'utf8') }, ...a }); await c.info().catch((e) => console.log(n, e.kind, String(e), '|', e.hint)); await c.close(); }
let t = performance.now(); for (let i = 0; i < 20; i++) await client.tasks(); console.log('GET', (performance.now() - t) / 20);
await client.close();
