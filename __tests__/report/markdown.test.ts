import { describe, expect, test } from '@jest/globals';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { escapeMarkdown, formatCode, formatImage, formatLink, formatRow } from '../../src/report/markdown.ts';

function render(markdown: string): string {
  return micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
}

describe('escapeMarkdown', () => {
  const printed = Array.from({ length: 94 }, (_, i) => String.fromCharCode(0x21 + i));

  test.each(printed.filter((mark) => /[^A-Za-z0-9@]/.test(mark)))('%s stands behind a backslash', (mark) => {
    expect(escapeMarkdown(`a${mark}b`)).toBe(`a\\${mark}b`);
  });

  test('what names somebody is taken apart', () => {
    expect(escapeMarkdown('@a @b')).toBe('\\@\u200ba \\@\u200bb');
  });

  test('what names an issue, too', () => {
    expect(escapeMarkdown('#1 GH-2 # 3 #a')).toBe('\\#\u200b1 GH\\-\u200b2 \\# 3 \\#a');
  });

  test('letters, digits and what is not ASCII stay', () => {
    expect(escapeMarkdown('az AZ 09 ü 漢')).toBe('az AZ 09 ü 漢');
  });

  test('text is cut before it is escaped', () => {
    expect(escapeMarkdown('<<<<', 2)).toBe('\\<\\<…');
  });
});

describe('formatLink', () => {
  // In a query, an URL keeps these as they are.
  test.each([
    ['(', '%28'],
    [')', '%29'],
    ['\\', '%5C'],
    ['|', '%7C'],
    ['`', '%60'],
  ])('%s in an address is %s', (mark, escaped) => {
    expect(formatLink('a', `https://a.example/?x${mark}y`)).toBe(`[a](https://a.example/?x${escaped}y)`);
  });

  test.each(['<', '>'])('%s in an address is escaped, too', (mark) => {
    expect(formatLink('a', `https://a.example/${mark}?${mark}#${mark}`)).not.toContain(mark);
  });

  test('two addresses with a backtick are two links', () => {
    const link = formatLink('a', 'https://a.example/?`');
    expect(render(`${link} ${link}`)).toBe(
      '<p><a href="https://a.example/?%60">a</a> <a href="https://a.example/?%60">a</a></p>',
    );
  });

  test('its text is escaped', () => {
    expect(render(formatLink('](b) `', 'https://a.example/'))).toBe('<p><a href="https://a.example/">](b) `</a></p>');
  });

  test.each([undefined, '', 'http://a.example', 'javascript:alert(1)'])('%s gives the text alone', (url) => {
    expect(formatLink('a_b', url)).toBe('a\\_b');
  });
});

test('a row has its cells', () => {
  expect(formatRow(['a', 'b'])).toBe('| a | b |');
});

describe('formatImage', () => {
  test('shows a picture behind an https address only', () => {
    const image = formatImage('a ] b', 'https://a.example/x y.png?raw=true');
    expect(render(image)).toBe('<p><img src="https://a.example/x%20y.png?raw=true" alt="a ] b" /></p>');
    expect(formatImage('a', 'http://a.example/x.png')).toBe('');
  });
});

describe('formatCode', () => {
  test.each(['/approve-render 3', 'a ``` b', '```` <b> @all'])('%s is a block of code, whole', (line) => {
    const { length } = formatCode(line).split('\n');
    expect(length).toBe(3);
    expect(render(formatCode(line)).replaceAll('&lt;', '<').replaceAll('&gt;', '>')).toBe(
      `<pre><code>${line}\n</code></pre>`,
    );
  });
});
