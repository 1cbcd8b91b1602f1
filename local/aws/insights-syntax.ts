import { malformed, notImplemented } from './insights-errors';
import { commandsIn, type Token } from './insights-tokens';

/** What has a value for each record. */
export type Expression =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'literal'; readonly value: string | number }
  | { readonly kind: 'call'; readonly name: 'substr' | 'coalesce'; readonly args: readonly Expression[] };

/** What is so of a record, or not. */
export type Condition =
  | { readonly kind: 'in'; readonly of: Expression; readonly values: readonly Expression[] }
  | { readonly kind: 'ispresent'; readonly field: string }
  | { readonly kind: 'and' | 'or'; readonly all: readonly Condition[] };

/** What has a value for each group of records. */
export type Aggregate =
  | { readonly kind: 'count' }
  | { readonly kind: 'sum' | 'max' | 'latest' | 'sortsLast'; readonly of: Expression }
  | { readonly kind: 'plus'; readonly terms: readonly Aggregate[] };

/** One step of a query. */
export type Command =
  | { readonly kind: 'fields'; readonly fields: readonly { of: Expression; as: string }[] }
  | { readonly kind: 'filter'; readonly condition: Condition }
  | {
      readonly kind: 'stats';
      readonly aggregates: readonly { of: Aggregate; as: string }[];
      readonly by: readonly string[];
    }
  | { readonly kind: 'sort'; readonly by: string; readonly isDescending: boolean }
  | { readonly kind: 'dedup'; readonly fields: readonly string[] }
  | { readonly kind: 'limit'; readonly count: number };

/**
 * Reads what the questions of this project are made of, and no more.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 * @throws AwsError MalformedQueryException, or for what this does not know
 */
export function parseQuery(query: string): Command[] {
  return commandsIn(query).map((tokens) => new CommandReader(tokens).command());
}

const AGGREGATES = ['sum', 'max', 'latest', 'sortsLast'] as const;
const FUNCTIONS = ['substr', 'coalesce'] as const;

/** The tokens of one command, read from left to right. */
class CommandReader {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  command(): Command {
    const name = this.word();
    const command = this.commandCalled(name);
    const rest = this.peek();
    if (rest) throw notImplemented(`${rest.text} there, in ${name}`);
    return command;
  }

  private commandCalled(name: string): Command {
    switch (name) {
      case 'fields':
        return { kind: 'fields', fields: this.list(() => this.namedExpression()) };
      case 'filter':
        return { kind: 'filter', condition: this.either() };
      case 'stats':
        return this.stats();
      case 'sort':
        return { kind: 'sort', by: this.word(), isDescending: this.direction() };
      case 'dedup':
        return { kind: 'dedup', fields: this.list(() => this.word()) };
      case 'limit':
        return { kind: 'limit', count: this.number() };
      default:
        throw notImplemented(`the command ${name}`);
    }
  }

  private stats(): Command {
    const aggregates = this.list(() => {
      const of = this.sum();
      // AWS would name it after its text.
      if (!this.takes('as')) throw notImplemented('stats without "as"');
      return { of, as: this.word() };
    });
    return { kind: 'stats', aggregates, by: this.takes('by') ? this.list(() => this.word()) : [] };
  }

  private sum(): Aggregate {
    const terms = [this.aggregate()];
    while (this.takes('+')) terms.push(this.aggregate());
    const [first] = terms;
    return terms.length === 1 && first ? first : { kind: 'plus', terms };
  }

  private aggregate(): Aggregate {
    const name = this.word();
    this.expect('(');
    if (name === 'count') {
      if (!this.takes('*')) throw notImplemented('count of a field');
      this.expect(')');
      return { kind: 'count' };
    }
    const kind = AGGREGATES.find((each) => each === name);
    if (!kind) throw notImplemented(`${name}() in stats`);
    const of = this.expression();
    this.expect(')');
    return { kind, of };
  }

  private namedExpression(): { of: Expression; as: string } {
    const of = this.expression();
    if (this.takes('as')) return { of, as: this.word() };
    if (of.kind !== 'field') throw notImplemented('fields with a function and without "as"');
    return { of, as: of.name };
  }

  private expression(): Expression {
    const token = this.next();
    if (token.kind === 'string') return { kind: 'literal', value: token.text };
    if (token.kind === 'number') return { kind: 'literal', value: Number(token.text) };
    if (token.kind !== 'word') throw malformed(`unexpected: ${token.text}`);
    if (!this.takes('(')) return { kind: 'field', name: token.text };
    const name = FUNCTIONS.find((each) => each === token.text);
    if (!name) throw notImplemented(`${token.text}()`);
    const args = this.list(() => this.expression());
    this.expect(')');
    return { kind: 'call', name, args };
  }

  private either(): Condition {
    const all = [this.both()];
    while (this.takes('or')) all.push(this.both());
    const [first] = all;
    return all.length === 1 && first ? first : { kind: 'or', all };
  }

  private both(): Condition {
    const all = [this.comparison()];
    while (this.takes('and')) all.push(this.comparison());
    const [first] = all;
    return all.length === 1 && first ? first : { kind: 'and', all };
  }

  private comparison(): Condition {
    if (this.peek()?.text === 'ispresent') {
      this.next();
      this.expect('(');
      const field = this.word();
      this.expect(')');
      return { kind: 'ispresent', field };
    }
    const of = this.expression();
    if (this.takes('=')) return { kind: 'in', of, values: [this.expression()] };
    if (!this.takes('in')) throw notImplemented(`${this.peek()?.text ?? 'a value alone'} as a condition`);
    this.expect('[');
    const values = this.list(() => this.expression());
    this.expect(']');
    return { kind: 'in', of, values };
  }

  private direction(): boolean {
    // Without a word AWS has an order, too; say it.
    if (this.takes('desc')) return true;
    if (this.takes('asc')) return false;
    throw notImplemented('sort without asc or desc');
  }

  private list<T>(read: () => T): T[] {
    const all = [read()];
    while (this.takes(',')) all.push(read());
    return all;
  }

  private number(): number {
    const { kind, text } = this.next();
    if (kind === 'number' && /^[1-9]\d*$/.test(text)) return Number(text);
    throw malformed(`a number is missing before ${text}`);
  }

  private word(): string {
    const { kind, text } = this.next();
    if (kind === 'word') return text;
    throw malformed(`a name is missing before ${text}`);
  }

  private expect(sign: string): void {
    if (!this.takes(sign)) throw malformed(`"${sign}" is missing before ${this.peek()?.text ?? 'the end'}`);
  }

  private takes(text: string): boolean {
    const token = this.peek();
    if (!token || token.kind === 'string' || token.text !== text) return false;
    this.at += 1;
    return true;
  }

  private next(): Token {
    const token = this.peek();
    if (!token) throw malformed('it ends too early');
    this.at += 1;
    return token;
  }

  private peek(): Token | undefined {
    return this.tokens[this.at];
  }
}
