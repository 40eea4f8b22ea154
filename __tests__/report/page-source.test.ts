import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import ts from 'typescript';
import { readPageSource } from '../../src/report/page-source.ts';

const directory = new URL('../../src/report/page/', import.meta.url);

/** What the browser reads of a script: neither spaces nor comments. */
function tokensOf(script: string): ts.Node[] {
  const file = ts.createSourceFile('script.js', script, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const tokensIn = (node: ts.Node): ts.Node[] => {
    const parts = node.getChildren().filter((part) => !ts.isJSDoc(part));
    return parts.length === 0 ? [node] : parts.flatMap(tokensIn);
  };
  return tokensIn(file).filter((token) => token.getText() !== '');
}

function textOf(tokens: ts.Node[]): string[] {
  return tokens.map((token) => token.getText());
}

function isImport(token: ts.Node): boolean {
  return ts.findAncestor(token, ts.isImportDeclaration) !== undefined;
}

test('the page has every script, with all of its code but the imports and exports', () => {
  const page = textOf(tokensOf(readPageSource().script));
  const names = readdirSync(directory).filter((name) => name.endsWith('.js'));
  const scripts = names.map((name) => {
    const tokens = tokensOf(readFileSync(new URL(name, directory), 'utf8'));
    return textOf(tokens.filter((token) => !isImport(token) && token.kind !== ts.SyntaxKind.ExportKeyword));
  });
  for (const script of scripts) expect(page.join('\n')).toContain(script.join('\n'));
  expect(page).toHaveLength(scripts.flat().length);
});

test('the page has no documentation for programmers', () => {
  expect(readPageSource().script).not.toMatch(/@param|@returns|@typedef|@import/);
});
