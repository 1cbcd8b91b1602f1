import { malformed } from './insights-errors';

/** A piece of a query. */
export interface Token {
  readonly kind: 'word' | 'string' | 'number' | 'sign';
  /** Without the quotes of a string. */
  readonly text: string;
}

const TOKENS = /\s*(?:([@A-Za-z_][\w.@]*)|"([^"\\\n]*)"|(\d+(?:\.\d+)?)|(!=|<=|>=|=~|[|=<>(),[\]+*/^%-]))/y;

/** @returns the tokens of each command, between the pipes @throws AwsError MalformedQueryException */
export function commandsIn(query: string): Token[][] {
  const commands: Token[][] = [[]];
  for (const token of tokensOf(withoutComments(query))) {
    if (token.kind === 'sign' && token.text === '|') commands.push([]);
    else commands.at(-1)?.push(token);
  }
  if (commands.some((command) => command.length === 0))
    throw malformed('there is no command before or after a pipe');
  return commands;
}

/** A line that begins with `#` is a comment. */
function withoutComments(query: string): string {
  return query
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .trimEnd();
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKENS.lastIndex = 0;
  while (TOKENS.lastIndex < text.length) {
    const at = TOKENS.lastIndex;
    const [, word, string, number, sign] = TOKENS.exec(text) ?? [];
    if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (string !== undefined) tokens.push({ kind: 'string', text: string });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else throw malformed(`unexpected: ${text.slice(at, at + 20).trim()}`);
  }
  return tokens;
}
