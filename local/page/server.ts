import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';

import type { Activity, ActivityLog } from '../activity';
import { sendJson, serveLocally, type LocalServer } from '../http';

/**
 * Serves the web page: a member's phone, and what happens inside.
 * Besides the page itself: `GET /config.json` → `{ simulatorUrl, modelName }`, and `GET /events`, server-sent
 * events: `recent` with an array of what happened so far, then one `activity` for each thing that happens.
 * @param options.simulatorUrl the simulator's control interface, which the browser calls itself
 * @param options.modelName shown as who answers
 * @throws PortInUseError
 */
export function startPage(options: {
  readonly port: number;
  readonly simulatorUrl: string;
  readonly modelName: string;
  readonly activity: ActivityLog;
}): Promise<LocalServer> {
  const { port, simulatorUrl, modelName, activity } = options;
  const page = readPage();
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': contentSecurityPolicy(page, new URL(simulatorUrl).origin),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  };

  return serveLocally(port, ({ method, url, closed }, response) => {
    if (method === 'GET' && url.pathname === '/') {
      response.writeHead(200, headers).end(page);
    } else if (method === 'GET' && url.pathname === '/config.json') {
      sendJson(response, 200, { simulatorUrl, modelName });
    } else if (method === 'GET' && url.pathname === '/events') {
      streamActivity(activity, response, closed);
    } else {
      sendJson(response, 404, { error: `There is no ${method} ${url.pathname} here; the page is at /.` });
    }
  });
}

/** A browser reads line breaks as LF before it compares hashes, whatever the checkout made of them. */
function readPage(): string {
  return readFileSync(join(__dirname, 'index.html'), 'utf8').replaceAll('\r\n', '\n');
}

/** Only the page's own script and style, and only this machine to talk to. */
function contentSecurityPolicy(page: string, simulatorOrigin: string): string {
  return [
    "default-src 'none'",
    `script-src ${hashOf('script', page)}`,
    `style-src ${hashOf('style', page)}`,
    `connect-src 'self' ${simulatorOrigin}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function hashOf(element: 'script' | 'style', page: string): string {
  const content = page.split(`<${element}>`)[1]?.split(`</${element}>`)[0] ?? '';
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}

function streamActivity(activity: ActivityLog, response: ServerResponse, closed: AbortSignal): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  const send = (event: string, data: Activity | readonly Activity[]) => {
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  send('recent', activity.recent());
  const unsubscribe = activity.subscribe((happened) => send('activity', happened));
  closed.addEventListener('abort', unsubscribe);
}
