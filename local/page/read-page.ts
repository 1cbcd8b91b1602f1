import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The page as one file, and what it alone may run. */
export interface ReadPage {
  readonly html: string;
  /** The page's Content-Security-Policy. */
  readonly policy: string;
}

/**
 * Puts `index.html` together with its parts, `<!-- part: name.html -->`, which are scripts and the style; the
 * scripts see each other's names. It runs those alone, and talks to nothing but this server and the simulator.
 * @param simulatorOrigin e.g. `http://127.0.0.1:8002`
 */
export function readPage(simulatorOrigin: string): ReadPage {
  const html = read('index.html').replaceAll(/<!-- part: ([\w-]+\.html) -->/g, (_, name: string) =>
    read(join('parts', name)),
  );
  const policy = [
    "default-src 'none'",
    `script-src ${hashesOf('script', html)}`,
    `style-src ${hashesOf('style', html)}`,
    `connect-src 'self' ${simulatorOrigin}`,
    "img-src 'self' data:",
    "media-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return { html, policy };
}

/** A browser reads line breaks as LF before it compares hashes, whatever the checkout made of them. */
function read(name: string): string {
  return readFileSync(join(__dirname, name), 'utf8').replaceAll('\r\n', '\n');
}

function hashesOf(element: 'script' | 'style', html: string): string {
  const contents = [...html.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, 'gs'))];
  return contents
    .map(([, content = '']) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`)
    .join(' ');
}
