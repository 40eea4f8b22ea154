/* As much of GitHub's expressions as the workflow uses that others call. */

export interface ExpressionContext {
  /** `inputs`, `needs`, … */
  values: Record<string, unknown>;
  hashFiles: (pattern: string) => string;
}

/** Replaces `${{ … }}` in a text; one that is nothing else keeps the type of its value. */
export function fillIn(text: unknown, context: ExpressionContext): unknown {
  if (typeof text !== 'string') return text;
  const whole = /^\$\{\{((?:(?!\}\})[^])*)\}\}$/.exec(text.trim())?.[1];
  if (whole !== undefined) return evaluate(whole, context);
  return text.replaceAll(/\$\{\{(.*?)\}\}/g, (_, expression: string) => toText(evaluate(expression, context)));
}

/** The condition of a job or step: an expression, with or without its marks. */
export function isMet(condition: string | undefined, context: ExpressionContext): boolean {
  if (condition === undefined) return true;
  return Boolean(evaluate(condition.replace(/^\$\{\{(.*)\}\}$/s, '$1'), context));
}

/** @throws for what the workflow does not use */
export function evaluate(expression: string, context: ExpressionContext): unknown {
  const said = expression.trim();
  const parts = said.split('&&');
  if (parts.length > 1) return parts.every((part) => Boolean(evaluate(part, context)));
  const [, left, operator, right] = /^(.*?)\s(==|!=)\s(.*)$/.exec(said) ?? [];
  if (left !== undefined && right !== undefined) {
    const same = toText(evaluate(left, context)) === toText(evaluate(right, context));
    return operator === '==' ? same : !same;
  }
  const text = /^'([^']*)'$/.exec(said)?.[1];
  if (text !== undefined) return text;
  if (said === '!cancelled()') return true;
  const [, called, argument = ''] = /^(fromJSON|hashFiles)\((.*)\)$/.exec(said) ?? [];
  if (called === 'fromJSON') return JSON.parse(toText(evaluate(argument, context)));
  if (called === 'hashFiles') return context.hashFiles(toText(evaluate(argument, context)));
  const [, pattern, value = ''] = /^format\('([^']*)', (.*)\)$/.exec(said) ?? [];
  if (pattern !== undefined) return pattern.replace('{0}', toText(evaluate(value, context)));
  if (!/^[a-z_-]+(\.[\w-]+)+$/.test(said)) throw new Error(`The tests know no expression ${said}`);
  return said
    .split('.')
    .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], context.values);
}

export function toText(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}
