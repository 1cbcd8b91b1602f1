import { closeSync, existsSync, fchmodSync, openSync, writeFileSync } from 'node:fs';
import { FileError } from './faults';

/** A file for what members said or used: nobody else on this machine may read it. */
const OWNER_ALONE = 0o600;

/** Before anything is read for it. @throws FileError file-exists */
export function checkFree(file: string, force: boolean): void {
  if (!force && existsSync(file)) throw new FileError({ code: 'file-exists', file });
}

/** @throws FileError file-exists, not-written */
export function writeOut(file: string, text: string, force: boolean): void {
  try {
    const opened = openSync(file, force ? 'w' : 'wx', OWNER_ALONE);
    try {
      // One that was there had a mode of its own.
      fchmodSync(opened, OWNER_ALONE);
      writeFileSync(opened, text);
    } finally {
      closeSync(opened);
    }
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new FileError(
      code === 'EEXIST' ? { code: 'file-exists', file } : { code: 'not-written', file, reason: code },
    );
  }
}
