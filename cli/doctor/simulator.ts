import { existsSync, readFileSync } from 'node:fs';

/**
 * Where the simulator of the running `npm start` listens, which stands for WeCom's admin console.
 * @param file that `npm start` writes
 * @returns undefined: it does not run
 */
export function simulatorUrlIn(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly simulatorUrl?: string }).simulatorUrl;
}
