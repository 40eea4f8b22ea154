import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

/* The project's Markdown files, as their readers see them. */

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const read = (file: string): string => readFileSync(root + file, 'utf8');
export const documents = globSync(['*.md', 'docs/**/*.md', '.github/**/*.md', 'src/**/*.md', 'examples/**/*.md'], {
  cwd: root,
}).sort();

/** What package.json says of the project, the one place for its names. */
export const project = JSON.parse(read('package.json')) as {
  version: string;
  displayName: string;
  repository: { url: string };
  scripts: Record<string, string>;
};
/** `owner/name` on GitHub. */
export const slug = /github\.com\/([\w.-]+\/[\w.-]+)\.git$/.exec(project.repository.url)?.[1] ?? '';

export interface CodeBlock {
  file: string;
  /** Of its fence, from 1. */
  line: number;
  language: string;
  text: string;
}

/** The fenced blocks of a file, without the indentation that all their lines share. */
export function codeBlocks(file: string): CodeBlock[] {
  const text = read(file);
  return [...text.matchAll(/^ *(`{3,})([^\n`]*)\n([^]*?)^ *\1 *$/gm)].map((match) => ({
    file,
    line: text.slice(0, match.index).split('\n').length,
    language: (match[2] ?? '').trim(),
    text: withoutIndent(match[3] ?? ''),
  }));
}

function withoutIndent(text: string): string {
  const lines = text.split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  return lines.map((line) => line.slice(Math.min(...indents))).join('\n');
}

export interface Page {
  /** Where links and pictures lead, as they are written. */
  targets: string[];
  /** What can stand behind `#` of a link to the page. */
  anchors: Set<string>;
  /** The text of each `code` in a line. */
  spans: string[];
}

const pages = new Map<string, Page>();

export function pageOf(file: string): Page {
  const known = pages.get(file);
  if (known !== undefined) return known;
  const html = micromark(read(file), { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  const page = {
    targets: [...html.matchAll(/<(?:a|img|source)\b[^>]*?\s(?:href|src|srcset)="([^"]*)"/g)].map(([, to = '']) =>
      decode(to),
    ),
    anchors: anchorsOf(html),
    spans: [...html.replaceAll(/<pre>[^]*?<\/pre>/g, '').matchAll(/<code>([^]*?)<\/code>/g)].map(([, code = '']) =>
      decode(code),
    ),
  };
  pages.set(file, page);
  return page;
}

/** As GitHub makes them: lower case, no punctuation, dashes for spaces, a number for what is there already. */
function anchorsOf(html: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, inner = ''] of html.matchAll(/<h[1-6]>([^]*?)<\/h[1-6]>/g)) {
    const text = decode(inner.replaceAll(/<[^>]*>/g, '')).toLowerCase();
    const name = text.replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '').replaceAll(' ', '-');
    let anchor = name;
    for (let count = 1; anchors.has(anchor); count++) anchor = `${name}-${count}`;
    anchors.add(anchor);
  }
  for (const [, id = ''] of html.matchAll(/<a (?:id|name)="([^"]+)"/g)) anchors.add(id);
  return anchors;
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
const decode = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt|quot);/g, (_, name: string) => entities[name] ?? '');
