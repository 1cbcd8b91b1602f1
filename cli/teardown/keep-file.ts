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

/** What a file with the line KeepLine names, of a stack that is gone. @throws TeardownError bad-keep-file */
export function readKeepFile(file: string): { readonly keepLine: string; readonly kept: KeptThing[] } {
  try {
    const keepLine = readFileSync(file, 'utf8')
      .split('\n')
      .find((line) => /^\s*keep: /.test(line));
    if (keepLine === undefined) throw new SyntaxError('keep: …');
    return {
      keepLine: keepLine.trim(),
      kept: thingsIn(keepLine).map((each) => ({ ...each, isAdopted: false })),
    };
  } catch (error) {
    throw new TeardownError({ code: 'bad-keep-file', file, reason: codeOf(error) });
  }
}

function codeOf(error: unknown): string {
  const { code, name } = error as NodeJS.ErrnoException;
  return code ?? name;
}
