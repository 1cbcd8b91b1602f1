import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TeardownError } from './faults';
import { thingsIn, type KeptThing } from './kept';

/**
 * Saves the line KeepLine of a stack, in a file of its own: one that is there stays as it is.
 * @returns the file, which may have been there with this line in it
 * @throws TeardownError not-saved
 */
export function saveKeepLine(directory: string, stack: string, region: string, keepLine: string): string {
  const text = `// ${stack} (${region})\n${keepLine}\n`;
  for (let count = 1; ; count++) {
    const file = join(directory, `keep-${stack}${count === 1 ? '' : `-${count}`}.txt`);
    if (existsSync(file)) {
      if (readFileSync(file, 'utf8') === text) return file;
      continue;
    }
    try {
      writeFileSync(file, text, { flag: 'wx' });
      return file;
    } catch (error) {
      throw new TeardownError({ code: 'not-saved', file, reason: codeOf(error) });
    }
  }
}

/** What a file with the line KeepLine names. */
export interface KeepFile {
  readonly keepLine: string;
  readonly kept: readonly KeptThing[];
}

/**
 * Reads the file of a stack that is gone. What is looked for elsewhere is not found, as if it were deleted: the file has
 * to be of that stack and region.
 * @throws TeardownError bad-keep-file, keep-file-of-another
 */
export function readKeepFile(file: string, stack: string, region: string): KeepFile {
  const { text, ...read } = parsed(file);
  for (const of of originsIn(text)) {
    if ((of.stack ?? stack) === stack && of.region === region) continue;
    const ofFile = { stackOfFile: of.stack, regionOfFile: of.region };
    throw new TeardownError({ code: 'keep-file-of-another', file, ...ofFile, stack, region });
  }
  return read;
}

/** @throws TeardownError bad-keep-file */
function parsed(file: string): KeepFile & { readonly text: string } {
  try {
    const text = readFileSync(file, 'utf8');
    const keepLine = text.split('\n').find((line) => /^\s*keep: /.test(line));
    if (keepLine === undefined) throw new SyntaxError('keep: …');
    return {
      text,
      keepLine: keepLine.trim(),
      kept: thingsIn(keepLine).map((each) => ({ ...each, isAdopted: false })),
    };
  } catch (error) {
    throw new TeardownError({ code: 'bad-keep-file', file, reason: codeOf(error) });
  }
}

/** Of which stacks it says that it is, and in which regions the ARNs are. */
function originsIn(text: string): { readonly stack: string | undefined; readonly region: string }[] {
  const headers = text.matchAll(/^\s*\/\/ (\S+) \((\S+)\)\s*$/gm);
  const arns = text.matchAll(/'arn:[^:']*:[^:']*:([^:']+):/g);
  return [
    ...[...headers].map(([, stack, region = '']) => ({ stack, region })),
    ...[...arns].map(([, region = '']) => ({ stack: undefined, region })),
  ];
}

function codeOf(error: unknown): string {
  const { code, name } = error as NodeJS.ErrnoException;
  return code ?? name;
}
