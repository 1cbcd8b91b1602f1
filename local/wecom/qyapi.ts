import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { sendJson, type LocalHandler } from '../http';
import type { App } from './app';
import type { Corp } from './corp';
import { errmsgFor, NotSimulatedError, WecomError } from './errors';
import type { Fault, FaultyApi } from './faults';
import { LenientJson } from './lenient-json';
import { receiversOf, sendMessage } from './message-send';

interface Call {
  readonly api: Exclude<FaultyApi, 'callback'>;
  readonly query: URLSearchParams;
  readonly json: LenientJson;
  /** The source IP that WeCom sees. */
  readonly address: string;
  /** Whose token or secret it carries, valid or not. */
  readonly app: App | undefined;
  readonly fault: Fault | undefined;
}

/** What an API adds to `errcode` and `errmsg`. */
interface Result {
  readonly fields: Record<string, unknown>;
  readonly dropped?: boolean;
}

type Answer = Result & { readonly errcode: number; readonly errmsg: string };

const APIS: Record<string, Call['api']> = {
  'GET /cgi-bin/gettoken': 'gettoken',
  'GET /cgi-bin/agent/get': 'agent/get',
  'POST /cgi-bin/message/send': 'message/send',
};

/** The server API (https://qyapi.weixin.qq.com) as callers with the source IP `address` meet it. */
export function qyapiHandler(corp: Corp, address: string): LocalHandler {
  return async ({ method, url, body }, response) => {
    const api = APIS[`${method} ${url.pathname}`];
    if (api === undefined) {
      corp.activity.record({ place: 'wecom', what: `${method} ${url.pathname} → 404, not simulated` });
      response.writeHead(404, { Server: 'nginx' }).end();
      return;
    }
    const query = url.searchParams;
    const json = new LenientJson(method === 'POST' ? body.toString() : '{}');
    const app = api === 'gettoken' ? appBySecret(corp, query) : appByToken(corp, query);
    const fault = app?.faults.take(api, receiversOf(json));
    await answer(corp, { api, query, json, address, app, fault }, response);
  };
}

async function answer(corp: Corp, call: Call, response: ServerResponse): Promise<void> {
  const started = performance.now();
  const { delayMs = 0, dropConnection, dropAnswer, httpStatus } = call.fault ?? {};
  // Not a reason to keep a closed simulator's process alive.
  if (delayMs > 0) await pause(delayMs, undefined, { ref: false });
  const done = dropConnection === true || httpStatus !== undefined ? undefined : perform(corp, call);
  const outcome = describe(done, call.fault);
  record(corp, call, done, outcome, Math.round(performance.now() - started));
  if (dropConnection === true || dropAnswer === true) response.destroy();
  else if (done === undefined) sendHtml(response, httpStatus ?? 502);
  else if (done instanceof NotSimulatedError) response.writeHead(501).end(done.message);
  else sendAnswer(response, done);
}

function perform(corp: Corp, call: Call): Answer | NotSimulatedError {
  const warning = 'Warning: wrong json format. ';
  try {
    if (call.fault?.errcode !== undefined) throw new WecomError(call.fault.errcode);
    const result = call.api === 'gettoken' ? getToken(corp, call) : checkedCall(corp, call);
    return { ...result, errcode: 0, errmsg: call.json.wrongFormat ? `ok. ${warning}` : 'ok' };
  } catch (error) {
    if (error instanceof NotSimulatedError) return error;
    if (!(error instanceof WecomError)) throw error;
    const errmsg = errmsgFor(error, call.address, corp.clock(), corp.chance);
    const { errcode, fields } = error;
    return { fields, errcode, errmsg: call.json.wrongFormat ? warning + errmsg : errmsg };
  }
}

/** From any address [D91039]; the order of the checks is the observed one. */
function getToken(corp: Corp, { query, app }: Call): Result {
  if (!query.get('corpsecret')) throw new WecomError(41004);
  if (query.get('corpid') !== corp.id) throw new WecomError(40013);
  if (!app) throw new WecomError(40001);
  const { token, expiresInSeconds } = corp.issueToken(app);
  return { fields: { access_token: token, expires_in: expiresInSeconds } };
}

/** Everything but gettoken: the token, in the query only, then the caller's address. */
function checkedCall(corp: Corp, call: Call): Result {
  const token = call.query.get('access_token');
  if (!token) throw new WecomError(41001);
  const issued = corp.lookUpToken(token);
  if (!issued) throw new WecomError(40014);
  if (issued.expired) throw new WecomError(42001);
  if (!issued.app.trustedIps.has(call.address)) throw new WecomError(60020);
  if (call.api === 'agent/get') return getAgent(issued.app, call.query);
  return sendMessage(corp, issued.app, call.json, call.fault?.refuseLongText === true);
}

/** [D96448] */
function getAgent(app: App, query: URLSearchParams): Result {
  const agentid = Number(query.get('agentid') ?? NaN);
  if (!Number.isInteger(agentid)) throw new WecomError(40056);
  if (agentid !== app.settings.agentId) throw new WecomError(301002);
  const user = app.knownMembers().filter(({ userid }) => app.isVisibleTo(userid));
  return {
    fields: {
      agentid,
      name: app.settings.name,
      square_logo_url: '',
      description: '',
      allow_userinfos: { user: user.map(({ userid }) => ({ userid })) },
      allow_partys: { partyid: [] },
      allow_tags: { tagid: [] },
      close: 0,
      redirect_domain: '',
      report_location_flag: 0,
      isreportenter: 1,
      home_url: '',
    },
  };
}

function appBySecret(corp: Corp, query: URLSearchParams): App | undefined {
  return corp.appWithSecret(query.get('corpsecret') ?? '');
}

function appByToken(corp: Corp, query: URLSearchParams): App | undefined {
  return corp.lookUpToken(query.get('access_token') ?? '')?.app;
}

function describe(done: Answer | NotSimulatedError | undefined, fault: Fault | undefined): string {
  if (done === undefined)
    return fault?.dropConnection === true ? 'connection dropped' : String(fault?.httpStatus);
  if (done instanceof NotSimulatedError) return `501, ${done.message}`;
  const text = done.errcode === 0 ? 'ok' : done.errmsg.replace(/, hint:.*/, '');
  const [lost, unseen] = [fault?.dropAnswer === true, done.dropped === true];
  return `${done.errcode} ${text}${lost ? ', answer dropped' : ''}${unseen ? ', not shown: too many messages' : ''}`;
}

function record(
  corp: Corp,
  { api, app, address, query, json }: Call,
  done: Answer | NotSimulatedError | undefined,
  outcome: string,
  ms: number,
): void {
  const { corpid, agentid } = Object.fromEntries(query);
  const parameters = { ...(corpid !== undefined && { corpid }), ...(agentid !== undefined && { agentid }) };
  corp.recordCall({
    api,
    ...(app && { app: app.settings.name }),
    ...(done && 'errcode' in done && { errcode: done.errcode, dropped: done.dropped === true }),
    address,
    time: corp.clock(),
    body: api === 'message/send' ? (json.value ?? null) : parameters,
  });
  const [member] = receiversOf(json);
  corp.activity.record({
    place: 'wecom',
    what: `${api} → ${outcome}`,
    ...(member !== undefined && { member }),
    ms,
  });
}

function sendAnswer(response: ServerResponse, { errcode, errmsg, fields }: Answer): void {
  sendJson(
    response,
    200,
    { errcode, errmsg, ...fields },
    { Server: 'nginx', 'Error-Code': String(errcode), 'Error-Msg': errmsg },
  );
}

function sendHtml(response: ServerResponse, status: number): void {
  response.writeHead(status, { Server: 'nginx', 'Content-Type': 'text/html' });
  response.end(
    `<html><head><title>${status}</title></head><body><center><h1>${status}</h1></center></body></html>`,
  );
}
