import { callOut, type CallOutcome } from './call-out';
import { sealUrlCheck, type CallbackSecrets } from './envelope';
import type { Chance } from './chance';

/** What the admin console says when the check fails. */
export const URL_CHECK_FAILED = 'openapi回调地址请求不通过';

export interface UrlCheck {
  readonly url: string;
  readonly secrets: CallbackSecrets;
  /** "1秒内" [D90238], ms. */
  readonly timeoutMs: number;
  readonly now: number;
  readonly chance: Chance;
}

/**
 * Does what 保存 does: one signed GET, whose answer must be the decrypted echostr and nothing else [D90238].
 * @returns why the URL cannot be saved; undefined if it can
 */
export async function checkCallbackUrl({
  url,
  secrets,
  timeoutMs,
  now,
  chance,
}: UrlCheck): Promise<string | undefined> {
  const target = URL.parse(url);
  if (target?.protocol !== 'http:' && target?.protocol !== 'https:') return 'It is not an http or https URL.';
  const { query, echo } = sealUrlCheck(secrets, now, chance);
  target.search += `${target.search === '' ? '' : '&'}${query}`;
  const outcome = await callOut({ url: target, timeoutMs });
  return explain(outcome, echo, timeoutMs);
}

function explain(outcome: CallOutcome, echo: string, timeoutMs: number): string | undefined {
  if (outcome.kind === 'timed out') return `No complete answer within ${timeoutMs} ms.`;
  if (outcome.kind === 'broken') return `The connection failed: ${outcome.reason}.`;
  if (outcome.status !== 200) return `The status was ${outcome.status}; it must be 200.`;
  if (outcome.body.equals(Buffer.from(echo))) return undefined;
  const body = outcome.body.toString();
  if (body === '') return 'The body was empty; it must be the decrypted echostr.';
  if (body === JSON.stringify(echo))
    return 'The body has quotes round the decrypted echostr; it must be sent as plain text.';
  if (body.trim() === echo)
    return 'The body has white space or a byte order mark beside the decrypted echostr.';
  if (Number(body) === Number(echo))
    return 'The decrypted echostr went through a number, which lost digits; it must stay a string.';
  return 'The body was not the decrypted echostr.';
}
