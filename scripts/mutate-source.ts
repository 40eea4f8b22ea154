import ts from 'typescript';

/** One small change of a source: what stands at `start` … `end` (exclusive) becomes `after`. */
export interface Mutant {
  /** From 1. */
  line: number;
  start: number;
  end: number;
  after: string;
}

const otherOperator = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.LessThanToken, '<='],
  [ts.SyntaxKind.LessThanEqualsToken, '<'],
  [ts.SyntaxKind.GreaterThanToken, '>='],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>'],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [ts.SyntaxKind.AmpersandAmpersandToken, '||'],
  [ts.SyntaxKind.BarBarToken, '&&'],
  [ts.SyntaxKind.PlusToken, '-'],
  [ts.SyntaxKind.MinusToken, '+'],
  [ts.SyntaxKind.AsteriskToken, '/'],
  [ts.SyntaxKind.SlashToken, '*'],
]);

/** Every mutant of a source, in the order of its text. Types, imports and exports of other modules are left alone. */
export function listMutants(text: string): Mutant[] {
  const source = ts.createSourceFile('source.ts', text, ts.ScriptTarget.ESNext, true);
  const mutants: Mutant[] = [];
  const replace = (node: ts.Node, after: string): void => {
    const start = node.getStart();
    const line = source.getLineAndCharacterOfPosition(start).line + 1;
    mutants.push({ line, start, end: node.end, after });
  };
  const visit = (node: ts.Node): void => {
    if (isLeftAlone(node)) return;
    mutate(node, replace);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return mutants.sort((a, b) => a.start - b.start || b.end - a.end);
}

function isLeftAlone(node: ts.Node): boolean {
  return (
    ts.isTypeNode(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node)
  );
}

function mutate(node: ts.Node, replace: (node: ts.Node, after: string) => void): void {
  if (ts.isBinaryExpression(node)) {
    const { left, operatorToken, right } = node;
    const operator = otherOperator.get(operatorToken.kind);
    if (operator !== undefined) replace(operatorToken, operator);
    if (operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken)
      replace(node, `(${right.getText()}) ?? (${left.getText()})`);
  } else if (ts.isNumericLiteral(node)) replace(node, String(Number(node.text) + 1));
  else if (node.kind === ts.SyntaxKind.TrueKeyword) replace(node, 'false');
  else if (node.kind === ts.SyntaxKind.FalseKeyword) replace(node, 'true');
  else if (ts.isStringLiteralLike(node) && node.text !== '' && !isName(node)) replace(node, "''");
  else if (isNot(node)) replace(node, node.operand.getText());
  else if (ts.isExpressionStatement(node) && isCall(node.expression)) replace(node, ';');
  const condition = conditionOf(node);
  if (condition !== undefined && !isNegatedOtherwise(condition)) replace(condition, `!(${condition.getText()})`);
}

/** `'a'` in `{ 'a': 1 }` or `import('a')`: without it there is no program. */
function isName(node: ts.StringLiteralLike): boolean {
  const { parent } = node;
  const isKey = (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) && parent.name === node;
  return isKey || (ts.isCallExpression(parent) && parent.expression.kind === ts.SyntaxKind.ImportKeyword);
}

function isNot(node: ts.Node): node is ts.PrefixUnaryExpression {
  return ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken;
}

/** `f()`, `await f()` or `void f()`. */
function isCall(node: ts.Expression): boolean {
  return ts.isAwaitExpression(node) || ts.isVoidExpression(node) ? isCall(node.expression) : ts.isCallExpression(node);
}

function conditionOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isIfStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node)) return node.expression;
  return ts.isConditionalExpression(node) || ts.isForStatement(node) ? node.condition : undefined;
}

/** Whether another mutant of the condition is the same: `a === b` becomes `a !== b` anyway. */
function isNegatedOtherwise(condition: ts.Expression): boolean {
  if (isNot(condition) || [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword].includes(condition.kind)) return true;
  return (
    ts.isBinaryExpression(condition) &&
    [ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken].includes(
      condition.operatorToken.kind,
    )
  );
}

export function applyMutant(text: string, { start, end, after }: Mutant): string {
  return text.slice(0, start) + after + text.slice(end);
}

/** What changes, with a little of its line around it: `rms > limits.noise → rms >= limits.noise`. */
export function describeMutant(text: string, mutant: Mutant): string {
  const { start, end, after } = mutant;
  const left = text.slice(Math.max(text.lastIndexOf('\n', start - 1) + 1, start - 30), start);
  const [right = ''] = text.slice(end, end + 30).split('\n');
  const show = (middle: string): string => {
    const line = middle.replace(/\s+/g, ' ');
    return `${left}${line.length > 80 ? `${line.slice(0, 79)}…` : line}${right}`.trim();
  };
  return `${show(text.slice(start, end))} → ${show(after)}`;
}
