import { asScript } from './scripts';
import { ACCENTS, BLACKBOARD, DROPPED, LETTERS, OPERATORS, PROSE, SIGNS } from './symbols';

/** What may stand above a fraction's line without brackets: a product. */
const PRODUCT = /^(?:[\p{L}\p{M}\p{N}.∞√′°⁺⁻⁼⁽⁾₊₋₌₍₎]|\([^()]*\))+$/u;
/** What may stand below it, or below a root: a number, a letter or a name, also with scripts. */
const SINGLE =
  /^(?:\p{Nd}[\p{Nd}.]*|[\p{L}∞]\p{M}*|[A-Za-z]{3,}|\p{Script=Han}+)[\p{Lm}\p{No}′°⁺⁻⁼⁽⁾₊₋₌₍₎]*$|^\([^()]*\)$/u;

const FRACTIONS = new Set(['frac', 'dfrac', 'tfrac', 'cfrac']);
const BINOMIALS = new Set(['binom', 'dbinom', 'tbinom']);
/** How deep groups are read; what is deeper is as if it had no braces. */
const MAX_DEPTH = 50;

/** A formula of LaTeX in characters that a chat shows: `x^2` as x². What is not known keeps its name. */
export function readableFormula(latex: string): string {
  const text = new FormulaReader(latex).read();
  return text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/([([]) | (?=[)\]])/g, '$1')
    .trim();
}

/** Reads a formula once, from left to right. */
class FormulaReader {
  private at = 0;
  private depth = 0;

  constructor(private readonly source: string) {}

  read(): string {
    let text = '';
    while (this.at < this.source.length) text += this.readPiece(text);
    return text;
  }

  /** @param before what stands before it */
  private readPiece(before: string): string {
    const character = this.source.charAt(this.at);
    this.at += 1;
    switch (character) {
      case '\\':
        return this.readCommand(before);
      case '^':
        return this.readScript('sup');
      case '_':
        return this.readScript('sub');
      case '{':
        return this.readGroup();
      case '}':
        return '';
      case '&':
      case '~':
        return ' ';
      default:
        return character;
    }
  }

  /** Reads up to the brace that closes the group, which was opened. */
  private readGroup(): string {
    if (this.depth >= MAX_DEPTH) return '';
    this.depth += 1;
    let text = '';
    while (this.at < this.source.length && this.source.charAt(this.at) !== '}') text += this.readPiece(text);
    this.at += 1;
    this.depth -= 1;
    return text;
  }

  /** Reads a group or one symbol. */
  private readArgument(): string {
    this.skipSpace();
    const next = this.source.charAt(this.at);
    // What closes a group around it is not its own.
    if (next === '}' || next === '') return '';
    const text = this.readPiece('').trim();
    // The space behind it is not its own either.
    while (/\s/.test(this.source.charAt(this.at - 1))) this.at -= 1;
    return text;
  }

  private readScript(script: 'sup' | 'sub'): string {
    const text = this.readArgument();
    if (text === '') return '';
    const raised = asScript(text, script);
    if (raised !== undefined) return raised;
    const mark = script === 'sup' ? '^' : '_';
    return Array.from(text).length === 1 ? `${mark}${text}` : `${mark}(${text})`;
  }

  private readCommand(before: string): string {
    const name = /^[A-Za-z]+\*?/.exec(this.source.slice(this.at, this.at + 30))?.[0].replace('*', '');
    if (name === undefined) return this.readSymbol();
    this.at += name.length;
    if (this.source.charAt(this.at) === '*') this.at += 1;
    return this.textOf(name, before);
  }

  /** A backslash with what is no letter. */
  private readSymbol(): string {
    const character = this.source.charAt(this.at);
    this.at += 1;
    if (character === '\\') return '\n';
    if (',;:! '.includes(character)) return character === '!' ? '' : ' ';
    return character === '|' ? '‖' : '{}%$#&_'.includes(character) ? character : '';
  }

  private textOf(name: string, before: string): string {
    const letter = LETTERS.get(name);
    if (letter !== undefined) return this.beforeLetter(letter, before);
    const operator = OPERATORS.get(name);
    if (operator !== undefined) return operator;
    const sign = SIGNS.get(name);
    if (sign !== undefined) return this.tight(sign, before);
    const accent = ACCENTS.get(name);
    if (accent !== undefined) return this.accented(accent);
    if (FRACTIONS.has(name)) return this.readFraction();
    if (BINOMIALS.has(name)) return `C(${this.readArgument()}, ${this.readArgument()})`;
    if (name === 'sqrt') return this.readRoot();
    if (name === 'quad' || name === 'qquad') return ' ';
    if (name === 'mathbb') return this.readBlackboard();
    if (PROSE.has(name)) return this.readProse();
    if (name === 'begin' || name === 'end') return this.dropEnvironment();
    if (DROPPED.has(name)) return this.dropCommand(name);
    return this.named(name, before);
  }

  private readFraction(): string {
    const above = bracketed(this.readArgument(), PRODUCT);
    return `${above}/${bracketed(this.readArgument(), SINGLE)}`;
  }

  private readBlackboard(): string {
    const letter = this.readArgument();
    return BLACKBOARD.get(letter) ?? letter;
  }

  /** The space that only ended the command's name is none. */
  private beforeLetter(letter: string, before: string): string {
    if (/[\p{L}∂∇]/u.test(letter) && /^\s+[A-Za-z]/.test(this.ahead())) this.skipSpace();
    return endsWithName(before) ? ` ${letter}` : letter;
  }

  /** Has room behind it only if it has room before it. */
  private tight(sign: string, before: string): string {
    const hadSpace = /\s/.test(this.source.charAt(this.at));
    this.skipSpace();
    return /\s$/.test(before) && hadSpace ? `${sign} ` : sign;
  }

  private accented(accent: string): string {
    const text = this.readArgument();
    return Array.from(text).length === 1 ? text + accent : text;
  }

  private readRoot(): string {
    const index = /^\s*\[([^\]]{1,9})\]/.exec(this.ahead());
    if (index) this.at += index[0].length;
    const degree = index?.[1] ?? '';
    const root = `√${bracketed(this.readArgument(), SINGLE)}`;
    if (degree === '') return root;
    return (asScript(degree, 'sup') ?? `(${degree})`) + root;
  }

  private readProse(): string {
    this.skipSpace();
    if (this.source.charAt(this.at) !== '{') return '';
    const end = this.source.indexOf('}', this.at);
    const text = this.source.slice(this.at + 1, end === -1 ? undefined : end);
    this.at = end === -1 ? this.source.length : end + 1;
    return text;
  }

  private dropEnvironment(): string {
    const name = /^\s*\{[A-Za-z]{1,12}\*?\}(?:\{[lcr|]{1,20}\})?/.exec(this.ahead())?.[0] ?? '';
    this.at += name.length;
    return ' ';
  }

  /** A dot is a bracket that is not shown. */
  private dropCommand(name: string): string {
    const isBracket = name === 'left' || name === 'right';
    if (isBracket && this.source.charAt(this.at) === '.') this.at += 1;
    return '';
  }

  private named(name: string, before: string): string {
    const isCall = this.source.charAt(this.at) === '{';
    const text = /[\p{L}]$/u.test(before) ? ` ${name}` : name;
    return isCall ? `${text}(${this.readArgument()})` : text;
  }

  private skipSpace(): void {
    while (/\s/.test(this.source.charAt(this.at))) this.at += 1;
  }

  /** Enough to see what follows. */
  private ahead(): string {
    return this.source.slice(this.at, this.at + 50);
  }
}

/** Function names end with lower-case letters; one letter is a value. */
function endsWithName(text: string): boolean {
  return /[a-z]{2}$/.test(text);
}

function bracketed(text: string, bare: RegExp): string {
  return bare.test(text) ? text : `(${text})`;
}
