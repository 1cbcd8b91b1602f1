import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { ActivityLog } from '../../../local/activity';
import { PortInUseError, type LocalServer } from '../../../local/http';
import { startPage } from '../../../local/page/server';

const SIMULATOR_URL = 'http://127.0.0.1:4321';

let activity: ActivityLog;
let page: LocalServer;

beforeEach(async () => {
  activity = new ActivityLog();
  page = await startPage({ port: 0, simulatorUrl: SIMULATOR_URL, modelName: '模型替身', activity });
});

afterEach(() => page.close());

describe('the page', () => {
  it('is one file without anything from elsewhere', async () => {
    const response = await fetch(page.url);
    const html = await response.text();

    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(html).not.toMatch(/\b(?:src|href)="(?!data:)/);
    expect(html).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write|@import|url\((?!#)/);
    expect(html).not.toMatch(/<!-- part/);
    expect(html).toMatch(/<style>/);
    expect(html).toMatch(/<script>/);
  });

  it('may run its own scripts and style alone, and talk to the simulator', async () => {
    const response = await fetch(page.url);
    const html = await response.text();

    const policy = directives(response.headers.get('content-security-policy') ?? '');
    expect(policy).toMatchObject({
      'default-src': "'none'",
      'script-src': hashesOf(/<script>(.*?)<\/script>/gs, html),
      'style-src': hashesOf(/<style>(.*?)<\/style>/gs, html),
      'connect-src': `'self' ${SIMULATOR_URL}`,
      'img-src': "'self' data:",
      'media-src': "'self'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    });
  });

  it('has no handlers or styles in attributes, which the policy would block', async () => {
    const html = await (await fetch(page.url)).text();

    expect(html).not.toMatch(/<[^>]*\s(?:on[a-z]+|style)="/);
  });

  it('says both languages, each text in both', async () => {
    const html = await (await fetch(page.url)).text();
    const [, zh = '', en = ''] =
      /const TEXTS = \{\s+zh: \{(.*?)\n    \},\s+en: \{(.*?)\n    \},\s+\};/s.exec(html) ?? [];
    const used = [...html.matchAll(/data-(?:text|label|placeholder)="(\w+)"|\btext\('(\w+)'\)/g)].map(
      ([, inMarkup, inScript]) => inMarkup ?? inScript,
    );

    expect(keysOf(zh)).toEqual(keysOf(en));
    expect(keysOf(zh)).toEqual(expect.arrayContaining(used));
    expect(used.length).toBeGreaterThan(20);
  });
});

describe('the page server', () => {
  it('tells where the simulator is and which model answers', async () => {
    const response = await fetch(`${page.url}/config.json`);

    expect(await response.json()).toEqual({ simulatorUrl: SIMULATOR_URL, modelName: '模型替身' });
  });

  it('streams what happened, then what happens', async () => {
    activity.record({ place: 'wecom', what: 'message from zhangsan', member: 'zhangsan' });
    const response = await fetch(`${page.url}/events`);
    const events = eventsOf(response);

    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(await events.next()).toMatchObject({
      value: { event: 'recent', data: [{ what: 'message from zhangsan', member: 'zhangsan' }] },
    });
    activity.record({ place: 'model', what: 'answered\n\nwith lines', ms: 12 });
    expect(await events.next()).toMatchObject({
      value: { event: 'activity', data: { place: 'model', what: 'answered\n\nwith lines', ms: 12 } },
    });
    await events.return(undefined);
  });

  it('forgets a reader who is gone', async () => {
    const unsubscribed = new Promise<void>((resolve) => {
      const subscribe = activity.subscribe.bind(activity);
      activity.subscribe = (listener) => {
        const unsubscribe = subscribe(listener);
        return () => {
          unsubscribe();
          resolve();
        };
      };
    });
    const reader = new AbortController();
    await fetch(`${page.url}/events`, { signal: reader.signal });

    reader.abort();

    await expect(unsubscribed).resolves.toBeUndefined();
  });

  it('closes while somebody reads', async () => {
    const response = await fetch(`${page.url}/events`);
    const ended = response.text().catch(() => 'broken off');

    await page.close();

    await expect(ended).resolves.toBeDefined();
  });

  it('names anything else as not there', async () => {
    const statuses = await Promise.all([
      fetch(`${page.url}/index.html`),
      fetch(page.url, { method: 'POST' }),
    ]);

    expect(statuses.map(({ status }) => status)).toEqual([404, 404]);
  });

  it('says when its port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;

    const started = startPage({ port, simulatorUrl: SIMULATOR_URL, modelName: 'gpt', activity });

    await expect(started).rejects.toBeInstanceOf(PortInUseError);
    await new Promise((resolve) => other.close(resolve));
  });
});

function directives(policy: string): Record<string, string> {
  return Object.fromEntries(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources.join(' ')];
    }),
  );
}

function keysOf(texts: string): string[] {
  return [...texts.matchAll(/^ +(\w+):/gm)].map(([, key = '']) => key);
}

function hashesOf(element: RegExp, html: string): string {
  return [...html.matchAll(element)]
    .map(([, content = '']) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`)
    .join(' ');
}

async function* eventsOf(response: Response): AsyncGenerator<{ event: string; data: unknown }> {
  const decoder = new TextDecoder();
  let buffered = '';
  for await (const chunk of response.body ?? []) {
    buffered += decoder.decode(chunk as Uint8Array, { stream: true });
    const complete = buffered.split('\n\n');
    buffered = complete.pop() ?? '';
    for (const block of complete) {
      const [, event = '', data = ''] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? [];
      yield { event, data: JSON.parse(data) as unknown };
    }
  }
}
