import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A code that a class of errors has, as the source says it. */
export interface ErrorCode {
  readonly code: string;
  /** The sentences above the class. */
  readonly sentences: string;
  /** From the project's folder. */
  readonly file: string;
}

/** A callback that is refused: what the caller gets. */
export interface RefusalCode {
  readonly status: number;
  readonly code: string;
  readonly words: string;
}

const ROOT = join(__dirname, '..', '..');

/** Every code that stands in a class of errors below these folders, in the order of the codes. */
export function errorCodesIn(...folders: readonly string[]): ErrorCode[] {
  return folders
    .flatMap(sourcesBelow)
    .flatMap((file) => {
      const source = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest, true);
      return source.statements
        .filter(ts.isClassDeclaration)
        .filter((each) => extendsError(each))
        .flatMap((each) => codesOf(each).map((code) => ({ code, sentences: sentencesOf(each), file })));
    })
    .sort((one, other) => (one.code < other.code ? -1 : 1));
}

/** What the callback refuses in words of its own. */
export function refusalCodes(): RefusalCode[] {
  return sourcesBelow('lambda/callback')
    .flatMap((file) => [...textOf(file).matchAll(/new Refusal\((\d+), '?([A-Z_]+)'?, '([^']+)'/g)])
    .map(([, status, code = '', words = '']) => ({ status: Number(status), code, words }))
    .sort((one, other) => one.status - other.status || (one.code < other.code ? -1 : 1));
}

/**
 * The members of a union of names, each with the sentence above it.
 * @param file from the project's folder @throws if the file has no such type
 */
export function namesOf(type: string, file: string): (readonly [name: string, sentence: string])[] {
  const union = new RegExp(`export type ${type} =(.*?);$`, 'ms').exec(textOf(file))?.[1];
  if (union === undefined) throw new Error(`${file} has no type ${type} any more.`);
  return [...union.matchAll(/\/\*\* ([^\n]*?) \*\/\s*\| '([\w-]+)'/g)].map(
    ([, sentence = '', name = '']) => [name, sentence] as const,
  );
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .sort();
}

function textOf(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

function extendsError(declaration: ts.ClassDeclaration): boolean {
  return (declaration.heritageClauses ?? []).some(({ types }) =>
    types.some(({ expression }) => expression.getText().endsWith('Error')),
  );
}

/** `readonly code = 'X'`, or one of several that the constructor takes. */
function codesOf(declaration: ts.ClassDeclaration): string[] {
  const properties = declaration.members.filter(ts.isPropertyDeclaration);
  const parameters = declaration.members
    .filter(ts.isConstructorDeclaration)
    .flatMap((constructor) => [...constructor.parameters]);
  return [...properties, ...parameters]
    .filter(({ name }) => name.getText() === 'code')
    .flatMap(({ initializer, type }) => [initializer, type])
    .flatMap((node) => [...(node?.getText() ?? '').matchAll(/'([^']+)'/g)].map(([, code = '']) => code));
}

function sentencesOf(declaration: ts.ClassDeclaration): string {
  const [comment] = ts.getJSDocCommentsAndTags(declaration);
  return (ts.getTextOfJSDocComment(comment?.comment) ?? '').replace(/\s*\n\s*/g, ' ');
}
