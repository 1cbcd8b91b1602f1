import { ControlError, readObject, readStrings } from '../control-input';
import type { App } from './app';
import type { Corp } from './corp';
import { readDirectory, readIds } from './directory-input';
import { CALLBACK_URL_FIRST, refuseTrustedIps } from './trusted-ips';
import { checkCallbackUrl, URL_CHECK_FAILED } from './url-check';

/** 保存 of the callback URL. @param body `{"url":"http://…"}` @throws ControlError with what the console says, and why */
export async function saveCallbackUrl(corp: Corp, app: App, body: unknown, timeoutMs: number): Promise<void> {
  const { url } = readObject(body, 'The body');
  if (typeof url !== 'string') throw new ControlError(400, 'Send {"url":"http://…"}');
  const secrets = { ...app.settings, corpId: corp.id };
  const failure = await checkCallbackUrl({ url, secrets, timeoutMs, now: corp.clock(), chance: corp.chance });
  corp.activity.record({ place: 'wecom', what: `callback URL check → ${failure ?? 'saved'}` });
  if (failure !== undefined) throw new ControlError(400, failure, { errmsg: URL_CHECK_FAILED });
  app.callbackUrl = url;
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
