import { describe, expect, test } from '@jest/globals';
import { secretForms } from '../../src/base/credentials.ts';
import { printable } from '../../src/base/printable.ts';
import { keepSecret, redact, redactorOf } from '../../src/base/secrets.ts';

const password = 'Tr0ub4dor&3-<x>"q\\z ä/%';
const credentials = { username: 'ci', password };
const hide = redactorOf(secretForms(credentials));

const json = JSON.stringify(password).slice(1, -1);
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('a password is found in every form', () => {
  test.each([
    ['plain', password],
    ['in JSON', json],
    ['in JSON within JSON', JSON.stringify(json).slice(1, -1)],
    ['in JSON of ASCII only', json.replace('ä', '\\u00E4')],
    ['in JSON for a page', json.replaceAll('<', '\\u003c').replaceAll('&', '\\u0026')],
    ["in Python's repr", password.replace('\\', '\\\\').replace('ä', '\\xe4')],
    ['in an URL', encodeURIComponent(password)],
    ['in an URL, in lower case', encodeURIComponent(password).toLowerCase().replace('tr0', 'Tr0')],
    ['in an URL within an URL', encodeURIComponent(encodeURIComponent(password))],
    ['in a form', new URLSearchParams({ p: password }).toString().slice(2)],
    [
      'in HTML',
      password.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&#34;').replace('>', '&#x3E;'),
    ],
    ['in Markdown', password.replace(/[!-/:-@[-`{-~]/g, '\\$&')],
  ])('%s', (_, form) => {
    expect(hide(`<${form}>`)).toBe('<***>');
    expect(hide(`xxx${form}xxx`)).toBe('xxx***xxx');
  });

  test.each([
    ['alone', password],
    ['in the header', `ci:${password}`],
    ['with a line break', `${password}\n`],
    ['in the header, with more', `ci:${password}\r\n`],
  ])('in base64, %s', (_, text) => {
    expect(hide(`Basic ${base64(text)}.`)).toMatch(/^Basic \*\*\*[\w+/]{0,4}={0,2}\.$/);
    expect(hide(Buffer.from(text).toString('base64url'))).toMatch(/^\*\*\*\w{0,4}$/);
    expect(hide(encodeURIComponent(base64(text)))).not.toContain(base64(text).slice(8, 16));
  });
});

test.each([password, json, base64(`ci:${password}`)])('what a cut leaves of %j is no secret either', (form) => {
  for (let length = 6; length < form.length; length++) {
    for (const end of ['', '…', '...', '…"', '\nnext line']) {
      const cut = hide(`It says: ${form.slice(0, length)}${end}`);
      expect({ length, end, cut: cut.replace(end, '') }).toEqual({ length, end, cut: 'It says: ***' });
    }
  }
});

test('forms of a short password are found alone and in the header', () => {
  const hideShort = redactorOf(secretForms({ username: 'ci', password: 'hunter2' }));
  expect(hideShort('hunter2 aHVudGVyMg== Basic Y2k6aHVudGVyMg==')).toBe('*** ***== Basic ***==');
});

describe('what is no secret is left', () => {
  test.each(['b', 'able', 'ch', 'unreachable', '5', '15', '8443'])('with the password %s', (secret) => {
    const text = 'https://farm:84430 is unreachable: b-1 of 115 tries (a/b.blend, blend_b, c.b.d)';
    expect(redactorOf([secret])(text)).toBe(secret === 'unreachable' ? text.replace('unreachable', '***') : text);
    expect(redactorOf([secret])(`"${secret}", ci:${secret}@farm, ${secret}.`)).toBe('"***", ci:***@farm, ***.');
  });

  test('words that begin as a secret does', () => {
    const hideLong = redactorOf(['blendnet-farm-2024']);
    expect(hideLong('see blendnet')).toBe('see blendnet');
    expect(hideLong('blendnet-render of blendnet-fa…')).toBe('blendnet-render of ***…');
  });

  test('without secrets', () => {
    expect(redactorOf([])('***')).toBe('***');
    expect(secretForms({ username: 'ci', password: '' })).toEqual([]);
  });
});

test('a name and password in an URL are nobody’s business', () => {
  expect(redact('from https://ci:pw@farm:8443/x and ftp://a@b, not a@b')).toBe(
    'from https://***@farm:8443/x and ftp://***@b, not a@b',
  );
});

test('a text is cut after its secrets are out, and after what is unseen in them', () => {
  keepSecret('');
  keepSecret('s3cret-word');
  expect(printable(`${'x'.repeat(9)}s3cret-word`, 12)).toBe('xxxxxxxxx***');
  expect(printable('xs3cret-wordyz', 5)).toBe('x***y…');
  expect(redact('s3cret-word')).toBe('***');
});

test('hostile texts take no time', () => {
  const slow = redactorOf(['\\'.repeat(12), `${'\\'.repeat(20)}a`, ' '.repeat(20), '%'.repeat(20), '&#&#&#&#&#']);
  const startedAtMs = performance.now();
  for (const text of ['\\', '%25', ' ', '&#', '\\u', '%', 'https://']) slow(text.repeat(20_000));
  hide(password.slice(0, 8).repeat(50_000));
  expect(performance.now() - startedAtMs).toBeLessThan(10_000);
});
