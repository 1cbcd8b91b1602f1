import type { ServerResponse } from 'node:http';

import type { Activity, ActivityLog } from '../activity';
import { sendJson, serveLocally, type LocalServer } from '../http';
import { readPage } from './read-page';
import { amrOfWav, NoVoiceError, wavOfAmr } from './voice';

/**
 * Serves the web page: a member's phone, and what happens inside.
 * Besides the page itself:
 * - `GET /config.json` → `{ simulatorUrl, modelName }`
 * - `GET /events`, server-sent events: `recent` with an array of what happened so far, then one `activity` for each
 *   thing that happens
 * - `GET` and `HEAD /media/{media_id}`, a file of the simulator; `GET /media/{media_id}/wav`, a voice as browsers play it
 * - `POST /amr`, a WAV file of 8 kHz, 16 bit, mono → the voice as WeCom has it
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
  const { html, policy } = readPage(new URL(simulatorUrl).origin);
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': policy,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  };

  return serveLocally(port, async ({ method, url, body, closed }, response) => {
    const [, mediaId, asWav] = /^\/media\/([\w-]+)(\/wav)?$/.exec(url.pathname) ?? [];
    if (method === 'GET' && url.pathname === '/') {
      response.writeHead(200, headers).end(html);
    } else if (method === 'GET' && url.pathname === '/config.json') {
      sendJson(response, 200, { simulatorUrl, modelName });
    } else if (method === 'GET' && url.pathname === '/events') {
      streamActivity(activity, response, closed);
    } else if (mediaId !== undefined && ['GET', 'HEAD'].includes(method)) {
      await sendMedia(`${simulatorUrl}/media/${mediaId}`, asWav !== undefined, response);
    } else if (method === 'POST' && url.pathname === '/amr') {
      sendVoice(response, 'audio/amr', () => amrOfWav(body));
    } else {
      sendJson(response, 404, { error: `There is no ${method} ${url.pathname} here; the page is at /.` });
    }
  });
}

/** A file runs nothing and shows nothing by itself, whatever a member or the model put into it. */
const HARMLESS = {
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
};

async function sendMedia(mediaUrl: string, asWav: boolean, response: ServerResponse): Promise<void> {
  const media = await fetch(mediaUrl);
  const bytes = Buffer.from(await media.arrayBuffer());
  if (media.ok && asWav) {
    sendVoice(response, 'audio/wav', () => wavOfAmr(bytes));
    return;
  }
  for (const name of ['Content-Type', 'Content-Disposition'])
    if (media.headers.has(name)) response.setHeader(name, media.headers.get(name) ?? '');
  response.writeHead(media.status, { ...HARMLESS, 'Content-Length': bytes.length }).end(bytes);
}

function sendVoice(response: ServerResponse, contentType: string, convert: () => Buffer): void {
  try {
    const bytes = convert();
    const headers = { ...HARMLESS, 'Content-Type': contentType, 'Content-Length': bytes.length };
    response.writeHead(200, headers).end(bytes);
  } catch (error) {
    if (!(error instanceof NoVoiceError)) throw error;
    sendJson(response, 422, { error: error.message });
  }
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
