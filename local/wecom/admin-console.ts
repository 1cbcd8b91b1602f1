import { ControlError, readObject, readStrings } from '../control-input';
import type { App } from './app';
import type { Corp } from './corp';
import { readDirectory, readIds } from './directory-input';
import { CALLBACK_URL_FIRST, refuseTrustedIps } from './trusted-ips';
import { checkCallbackUrl, URL_CHECK_FAILED } from './url-check';

/** What the pages of the company and of the app show to an admin. */
export function credentialsShown(corp: Corp, { settings: { agentId, secret } }: App): object {
  return { corpId: corp.id, agentId, secret };
}

/**
 * 保存 of 接收消息. Without Token and EncodingAESKey those stay that the app has.
 * @param body `{"url":"http://…","token":"…","encodingAesKey":"…"}`
 * @throws ControlError with what the console says, and why
 */
export async function saveCallbackUrl(corp: Corp, app: App, body: unknown, timeoutMs: number): Promise<void> {
  const { token, encodingAesKey } = app.settings;
  const entered = { token, encodingAesKey, ...readObject(body, 'The body') };
  const url = readEntered(entered, 'url', /^.+$/, 'an address');
  const settings = {
    token: readEntered(entered, 'token', /^[A-Za-z0-9]{1,32}$/, '1 to 32 letters and digits'),
    encodingAesKey: readEntered(entered, 'encodingAesKey', /^[A-Za-z0-9]{43}$/, '43 letters and digits'),
  };
  const secrets = { ...app.settings, ...settings, corpId: corp.id };
  const failure = await checkCallbackUrl({ url, secrets, timeoutMs, now: corp.clock(), chance: corp.chance });
  corp.activity.record({ place: 'wecom', what: `callback URL check → ${failure ?? 'saved'}` });
  if (failure !== undefined) throw new ControlError(400, failure, { errmsg: URL_CHECK_FAILED });
  app.callbackUrl = url;
  Object.assign(app.settings, settings);
}

function readEntered(entered: Record<string, unknown>, name: string, shape: RegExp, what: string): string {
  const value = entered[name];
  if (typeof value === 'string' && shape.test(value)) return value;
  throw new ControlError(400, `"${name}" must be ${what}.`);
}

/** 企业可信IP, in the order of the console: first the callback URL. @param body `{"ips":["203.0.113.7"]}` @throws ControlError */
export function setTrustedIps(corp: Corp, app: App, body: unknown): void {
  const ips = readStrings(readObject(body, 'The body')['ips'], 'ips');
  if (app.callbackUrl === undefined)
    throw new ControlError(400, 'No callback URL is saved: POST /callback-url first.', {
      errmsg: CALLBACK_URL_FIRST,
    });
  const refusal = refuseTrustedIps(ips);
  if (refusal !== undefined) throw new ControlError(400, refusal, { errmsg: refusal });
  app.trustedIps.replace(ips, corp.clock(), corp.switches.trustedIpDelayMs);
  corp.activity.record({ place: 'wecom', what: `企业可信IP: ${ips.join(', ') || 'none'}` });
}

/** 可见范围. @param body `{"members":["alice"],"departments":[2]}`; members null for everyone @throws ControlError */
export function setVisibleRange(app: App, body: unknown): void {
  const { members, departments = [] } = readObject(body, 'The body');
  app.visibleRange.replace(
    members === null
      ? undefined
      : { members: readStrings(members, 'members'), departments: readIds(departments, 'departments') },
  );
}

/** 通讯录, all of it at once. @throws ControlError */
export function setDirectory(corp: Corp, body: unknown): void {
  corp.directory.replace(readDirectory(body));
}
