type Sign = '+' | '-' | '*' | '/';

const OPERATIONS: Readonly<Record<Sign, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
};

/** What an expression of numbers, `+ - * /` and parentheses comes to; undefined for anything else. */
export function calculate(expression: string): number | undefined {
  const written = expression.replace(/\s/g, '').replace(/×/g, '*').replace(/÷/g, '/');
  const symbols = written.match(/\d+(?:\.\d+)?|[-+*/()]/g) ?? [];
  if (symbols.join('') !== written) return;
  const value = sum(symbols);
  return symbols.length === 0 && Number.isFinite(value) ? value : undefined;
}

/** Takes a sum from the front of the symbols; NaN where there is none. */
function sum(symbols: string[]): number {
  return chain(symbols, ['+', '-'], () => chain(symbols, ['*', '/'], () => term(symbols)));
}

function chain(symbols: string[], signs: readonly Sign[], next: () => number): number {
  let value = next();
  for (;;) {
    const sign = signs.find((each) => each === symbols[0]);
    if (sign === undefined) return value;
    symbols.shift();
    value = OPERATIONS[sign](value, next());
  }
}

function term(symbols: string[]): number {
  const symbol = symbols.shift();
  if (symbol === '-') return -term(symbols);
  if (symbol !== '(') return Number(symbol);
  const value = sum(symbols);
  return symbols.shift() === ')' ? value : NaN;
}
