import { sendJson, type LocalHandler, type LocalRequest } from '../http';
import {
  ControlError,
  parseControlBody,
  readInteger,
  readObject,
  type ControlRoutes,
} from '../control-input';
import {
  credentialsShown,
  saveCallbackUrl,
  setDirectory,
  setTrustedIps,
  setVisibleRange,
} from './admin-console';
import type { App } from './app';
import type { CallbackSender } from './callback-sender';
import type { Corp } from './corp';
import { checkUserid } from './directory-input';
import { readFaults } from './faults';
import { mediaContentType } from './media-get';
import type { Media } from './media-store';
import { readMemberMessage } from './member-message';
import { readSwitches } from './switches';

export interface ControlOptions {
  readonly corp: Corp;
  readonly sender: CallbackSender;
  /** What is still under way in the stack; empty = nothing. */
  readonly busy: () => string[];
  /** For 保存, ms. */
  readonly urlCheckTimeoutMs: number;
  /** What is steered here too, though it is none of WeCom's business. */
  readonly furtherRoutes: ControlRoutes;
}

interface ControlRequest extends ControlOptions {
  readonly app: App;
  readonly body: Buffer;
}

type Action = (request: ControlRequest) => unknown;
type MemberAction = (request: ControlRequest, userid: string) => unknown;

const ACTIONS: Record<string, Action> = {
  'GET /members': ({ app }) => ({ members: app.knownMembers().map(({ userid }) => userid) }),
  'GET /settled': settled,
  'GET /api-calls': ({ corp, app }) => corp.callsOf(app),
  'GET /callbacks': ({ app }) => app.callbackAttempts(),
  'GET /robot/messages': ({ corp }) => ({ messages: corp.robot.messages() }),
  'GET /credentials': ({ corp, app }) => credentialsShown(corp, app),
  'GET /menu': ({ app }) => ({ button: app.menu ?? [] }),
  'POST /callback-url': ({ corp, app, body, urlCheckTimeoutMs }) =>
    saveCallbackUrl(corp, app, parseControlBody(body), urlCheckTimeoutMs),
  'PUT /trusted-ips': ({ corp, app, body }) => setTrustedIps(corp, app, parseControlBody(body)),
  'PUT /visible-range': ({ app, body }) => setVisibleRange(app, parseControlBody(body)),
  'GET /directory': ({ corp }) => corp.directory.content,
  'PUT /directory': ({ corp, body }) => setDirectory(corp, parseControlBody(body)),
  'PUT /switches': setSwitches,
  'PUT /faults': ({ app, body }) => app.faults.replace(readFaults(parseControlBody(body))),
  'DELETE /access-tokens': ({ corp, app }) => ({ revoked: corp.tokens.revoke(app) }),
  'POST /reset': reset,
};

const MEMBER_ACTIONS: Record<string, MemberAction> = {
  'GET messages': ({ app }, userid) => ({ messages: app.messagesOf(userid) }),
  'POST messages': writeMessage,
  'PUT faults': ({ app, body }, member) =>
    app.faults.replaceFor(member, readFaults(parseControlBody(body), { member })),
};

/** The control interface: JSON, for the default app, or for another below `/apps/{app}`. */
export function controlHandler(options: ControlOptions): LocalHandler {
  return async (request, response) => {
    try {
      const media = mediaAt(options.corp, request);
      if (media) {
        response.writeHead(200, mediaHeaders(media)).end(media.bytes);
        return;
      }
      const done = await route(options, request);
      sendJson(response, 200, done ?? { ok: true });
    } catch (error) {
      if (!(error instanceof ControlError)) throw error;
      sendJson(response, error.status, { ok: false, reason: error.message, ...error.fields });
    }
  };
}

/** What a phone shows of a media_id: the file itself. @throws ControlError */
function mediaAt(corp: Corp, { method, url }: LocalRequest): Media | undefined {
  const [, id] = /^(?:\/apps\/[^/]+)?\/media\/([^/]+)$/.exec(method === 'GET' ? url.pathname : '') ?? [];
  if (id === undefined) return undefined;
  const media = corp.media.find(id, corp.clock());
  if (!media) throw new ControlError(404, 'There is no media with this id, or its three days are over.');
  return media;
}

/** The name is the one that it was sent with: a phone shows it, and WeCom's messages to members do not hold it. */
function mediaHeaders(media: Media): Record<string, string | number> {
  return {
    'Content-Type': mediaContentType(media),
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(media.filename)}`,
    'Content-Length': media.bytes.length,
  };
}

function route(options: ControlOptions, { method, url, body }: LocalRequest): unknown {
  const { app, path } = resolveApp(options.corp, url.pathname);
  const request = { ...options, app, body };
  const [, user, subject] = /^\/members\/([^/]+)\/(\w+)$/.exec(path) ?? [];
  if (user !== undefined && subject !== undefined) {
    const memberAction = MEMBER_ACTIONS[`${method} ${subject}`];
    if (memberAction) return memberAction(request, checkUserid(user.replaceAll('%40', '@')));
  }
  const action = ACTIONS[`${method} ${path}`];
  if (action) return action(request);
  const further = options.furtherRoutes[`${method} ${path}`];
  if (further) return further({ body, query: url.searchParams });
  const known = [
    ...Object.keys({ ...ACTIONS, ...options.furtherRoutes }),
    'GET /media/{media_id}',
    ...Object.keys(MEMBER_ACTIONS).map((key) => key.replace(' ', ' /members/{user}/')),
  ];
  throw new ControlError(404, `There is no ${method} ${path} here. Known: ${known.join(', ')}`);
}

function resolveApp(corp: Corp, pathname: string): { app: App; path: string } {
  const [, name, rest] = /^\/apps\/([^/]+)(\/.*)$/.exec(pathname) ?? [];
  if (name === undefined || rest === undefined) return { app: corp.defaultApp, path: pathname };
  const app = corp.apps.get(name);
  if (!app)
    throw new ControlError(404, `There is no app "${name}". Apps: ${[...corp.apps.keys()].join(', ')}`);
  return { app, path: rest };
}

function writeMessage({ app, sender, body }: ControlRequest, userid: string): unknown {
  const { repeat = 0, ...message } = readObject(parseControlBody(body), 'The message');
  const again = readInteger(repeat, 'repeat', 0, 100);
  return { msgid: sender.send(app, userid, readMemberMessage(message), again) ?? null };
}

function settled({ sender, busy }: ControlRequest): unknown {
  const underWay = [...sender.busy(), ...busy()];
  return { settled: underWay.length === 0, busy: underWay };
}

/** Lifts bans too, so that a lower number of wrong secrets counts from now. */
function setSwitches({ corp, body }: ControlRequest): unknown {
  corp.switches = readSwitches(parseControlBody(body));
  corp.bans.lift();
  return corp.switches;
}

function reset({ app, corp }: ControlRequest): void {
  app.reset();
  corp.robot.reset();
  corp.forgetCallsOf(app);
}
