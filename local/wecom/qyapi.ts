import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Caller } from '../caller';
import { sendJson, type LocalHandler, type LocalRequest } from '../http';
import type { ApiResult } from './api';
import { APIS } from './apis';
import type { App } from './app';
import type { Corp } from './corp';
import { errmsgFor, NotSimulatedError, WecomError } from './errors';
import type { CheckedApi, Fault } from './faults';
import { getToken } from './gettoken';
import { LenientJson } from './lenient-json';
import { receiversOf } from './receivers';

interface Call {
  readonly api: CheckedApi | UncheckedApi;
  readonly request: LocalRequest;
  readonly query: URLSearchParams;
  readonly json: LenientJson;
  /** The source IP that WeCom sees. */
  readonly address: string;
  /** Whose token or secret it carries, valid or not. */
  readonly app: App | undefined;
  readonly fault: Fault | undefined;
}

/** What takes no token and looks at no address. */
type UncheckedApi = 'gettoken' | 'webhook/send';

type Answer = ApiResult & { readonly errcode: number; readonly errmsg: string };
/** What can be called below `/cgi-bin/`. */
export const WECOM_OPERATIONS: readonly string[] = ['gettoken', 'webhook/send', ...Object.keys(APIS)];

const SECRETS = ['access_token', 'corpsecret', 'key'];

/** undefined: a fault takes the answer's place. */
type Outcome = Answer | NotSimulatedError | undefined;

/** The server API (https://qyapi.weixin.qq.com) as a caller with the source IP `address` meets it. */
export function qyapiHandler(corp: Corp, address: string, caller: Caller): LocalHandler {
  return async (request, response) => {
    const api = apiAt(request);
    if (api === undefined) {
      const what = `${request.method} ${request.url.pathname} → 404, not simulated`;
      corp.activity.record({ place: 'wecom', what });
      response.writeHead(404, { Server: 'nginx' }).end();
      return;
    }
    const { fault, done } = await caller.during(api, () => take(corp, callOf(corp, api, request, address)));
    answer(response, fault, done);
  };
}

function apiAt({ method, url }: LocalRequest): Call['api'] | undefined {
  const name = url.pathname.replace(/^\/cgi-bin\//, '');
  if (name === 'gettoken') return method === 'GET' ? name : undefined;
  if (name === 'webhook/send') return method === 'POST' ? name : undefined;
  const api = Object.hasOwn(APIS, name) ? (name as CheckedApi) : undefined;
  return api !== undefined && APIS[api].method === method ? api : undefined;
}

function hasJson(api: Call['api'], { method }: LocalRequest): boolean {
  return method === 'POST' && api !== 'media/upload';
}

function callOf(corp: Corp, api: Call['api'], request: LocalRequest, address: string): Call {
  const query = request.url.searchParams;
  const json = LenientJson.parse(hasJson(api, request) ? request.body.toString() : '{}');
  const app =
    api === 'gettoken'
      ? corp.appWithSecret(query.get('corpsecret') ?? '')
      : corp.tokens.lookUp(query.get('access_token') ?? '', corp.clock())?.app;
  const fault = api === 'webhook/send' ? undefined : app?.faults.take(api, receiversOf(json));
  return { api, request, query, json, address, app, fault };
}

/** All that a call brings about, but for its answer. */
async function take(corp: Corp, call: Call): Promise<{ fault: Call['fault']; done: Outcome }> {
  const started = performance.now();
  const { delayMs = 0, dropConnection, httpStatus } = call.fault ?? {};
  // Not a reason to keep a closed simulator's process alive.
  if (delayMs > 0) await pause(delayMs, undefined, { ref: false });
  const done = dropConnection === true || httpStatus !== undefined ? undefined : perform(corp, call);
  record(corp, call, done, Math.round(performance.now() - started));
  return { fault: call.fault, done };
}

function answer(response: ServerResponse, fault: Call['fault'], done: Outcome): void {
  if (fault?.dropConnection === true || fault?.dropAnswer === true) response.destroy();
  else if (done === undefined) sendHtml(response, fault?.httpStatus ?? 502);
  else if (done instanceof NotSimulatedError) response.writeHead(501).end(done.message);
  else sendAnswer(response, done);
}

function perform(corp: Corp, call: Call): Outcome {
  const warning = 'Warning: wrong json format. ';
  try {
    if (call.fault?.errcode !== undefined) throw new WecomError(call.fault.errcode);
    const result = resultOf(corp, call);
    const { errmsg = 'ok' } = result;
    return { ...result, errcode: 0, errmsg: call.json.wrongFormat ? `${errmsg}. ${warning}` : errmsg };
  } catch (error) {
    if (error instanceof NotSimulatedError) return error;
    if (!(error instanceof WecomError)) throw error;
    const errmsg = errmsgFor(error, call.address, corp.clock(), corp.chance);
    const fields = { ...(isChecked(call.api) && APIS[call.api].emptyFields), ...error.fields };
    return { fields, errcode: error.errcode, errmsg: call.json.wrongFormat ? warning + errmsg : errmsg };
  }
}

function resultOf(corp: Corp, call: Call): ApiResult {
  const { api, query, json, address } = call;
  if (api === 'gettoken') return getToken(corp, query, address);
  if (api === 'webhook/send') return corp.robot.send(query.get('key') ?? '', json, corp.clock());
  return checkedCall(corp, call, api);
}

function isChecked(api: Call['api']): api is CheckedApi {
  return api in APIS;
}

/** Everything else: the token, in the query only, then the caller's address. */
function checkedCall(corp: Corp, { request, query, json, address, fault }: Call, api: CheckedApi): ApiResult {
  const now = corp.clock();
  const token = query.get('access_token');
  if (!token) throw new WecomError(41001);
  const issued = corp.tokens.lookUp(token, now);
  if (!issued) throw new WecomError(40014);
  if (issued.expired) throw new WecomError(42001);
  if (!issued.app.trustedIps.has(address, now)) throw new WecomError(60020);
  const { body, headers } = request;
  return APIS[api].perform({ corp, app: issued.app, query, json, body, headers, fault, now });
}

function record(corp: Corp, call: Call, done: Outcome, ms: number): void {
  const { api, app, address, request, query, json } = call;
  const answered = done instanceof NotSimulatedError ? undefined : done;
  const parameters = [...query].filter(([name]) => !SECRETS.includes(name));
  corp.recordCall({
    api,
    ...(app && { app: app.settings.name }),
    ...(answered &&
      !answered.file && { errcode: answered.errcode, dropped: answered.notShown !== undefined }),
    address,
    time: corp.clock(),
    body: hasJson(api, request) ? (json.value ?? null) : Object.fromEntries(parameters),
  });
  const [member] = receiversOf(json);
  corp.activity.record({
    place: 'wecom',
    what: `${api} → ${describe(done, call.fault)}`,
    ...(member !== undefined && { member }),
    ms,
  });
}

function describe(done: Outcome, fault: Fault | undefined): string {
  if (done === undefined)
    return fault?.dropConnection === true ? 'connection dropped' : String(fault?.httpStatus);
  if (done instanceof NotSimulatedError) return `501, ${done.message}`;
  const lost = fault?.dropAnswer === true ? ', answer dropped' : '';
  if (done.file) return `${done.file.bytes.length} bytes${lost}`;
  const text = done.errcode === 0 ? 'ok' : done.errmsg.replace(/, hint:.*/, '');
  return `${done.errcode} ${text}${lost}${done.notShown === undefined ? '' : `, not shown: ${done.notShown}`}`;
}

function sendAnswer(response: ServerResponse, { errcode, errmsg, fields, file }: Answer): void {
  if (file) {
    response.writeHead(file.status, { Server: 'nginx', ...file.headers }).end(file.bytes);
    return;
  }
  const headers = { Server: 'nginx', 'Error-Code': String(errcode), 'Error-Msg': errmsg };
  sendJson(response, 200, { errcode, errmsg, ...fields }, headers);
}

function sendHtml(response: ServerResponse, status: number): void {
  response.writeHead(status, { Server: 'nginx', 'Content-Type': 'text/html' });
  response.end(
    `<html><head><title>${status}</title></head><body><center><h1>${status}</h1></center></body></html>`,
  );
}
