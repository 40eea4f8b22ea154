import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/*
 * The page's own files, read when a report is written. Each address is a literal, because that is what the bundler finds
 * and copies. The scripts are modules that the type checker, the linter and the tests can read one by one; in the page they
 * become one module, each after those it imports from.
 */

const template = new URL('./page/page.html', import.meta.url);

const styles = [
  new URL('./page/theme.css', import.meta.url),
  new URL('./page/layout.css', import.meta.url),
  new URL('./page/viewer.css', import.meta.url),
  new URL('./page/stage.css', import.meta.url),
  new URL('./page/frames.css', import.meta.url),
  new URL('./page/details.css', import.meta.url),
];

const scripts = [
  new URL('./page/store.js', import.meta.url),
  new URL('./page/address.js', import.meta.url),
  new URL('./page/dom.js', import.meta.url),
  new URL('./page/half.js', import.meta.url),
  new URL('./page/tone.js', import.meta.url),
  new URL('./page/geometry.js', import.meta.url),
  new URL('./page/pictures.js', import.meta.url),
  new URL('./page/pane.js', import.meta.url),
  new URL('./page/selection.js', import.meta.url),
  new URL('./page/loader.js', import.meta.url),
  new URL('./page/stage.js', import.meta.url),
  new URL('./page/divider.js', import.meta.url),
  new URL('./page/gestures.js', import.meta.url),
  new URL('./page/probe.js', import.meta.url),
  new URL('./page/frames.js', import.meta.url),
  new URL('./page/timeline.js', import.meta.url),
  new URL('./page/history.js', import.meta.url),
  new URL('./page/details.js', import.meta.url),
  new URL('./page/header.js', import.meta.url),
  new URL('./page/toolbar.js', import.meta.url),
  new URL('./page/keys.js', import.meta.url),
  new URL('./page/main.js', import.meta.url),
];

export interface PageSource {
  template: string;
  style: string;
  script: string;
  /** Content security policy: nothing is loaded, and only this script and this style run. */
  policy: string;
}

export function readPageSource(): PageSource {
  const style = styles.map(readText).join('\n');
  const script = scripts.map((file) => withoutImports(withoutComments(readText(file)))).join('\n');
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  return { template: readText(template), style, script, policy };
}

function readText(file: URL): string {
  return readFileSync(file, 'utf8');
}

/** Without the comments that have lines of their own, which are a third of the scripts. Those beside code stay. */
function withoutComments(script: string): string {
  return script.replace(/^ *(?:\/\/.*|\/\*(?:(?!\*\/)[^])*\*\/)\n/gm, '');
}

function withoutImports(script: string): string {
  return script.replace(/^import [^;]+;\n/gm, '').replace(/^export /gm, '');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
