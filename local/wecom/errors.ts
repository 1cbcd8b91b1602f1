import type { Chance } from './chance';

/** Texts as they were seen in real answers, or made like them; the client decides on the number alone. */
const TEXTS: Record<number, string> = {
  [-1]: 'system busy',
  40001: 'invalid credential',
  40004: 'invalid media type',
  40005: 'invalid type',
  40006: 'invalid file size',
  40007: 'invalid media_id',
  40008: 'invalid message type',
  40009: 'invalid image size',
  40011: 'invalid video size',
  40013: 'invalid corpid',
  40014: 'invalid access_token',
  40032: 'invalid user list size',
  40035: 'invalid parameter',
  40039: 'invalid url size',
  40054: 'invalid sub button url domain',
  40055: 'invalid button url domain',
  40056: 'invalid agentid',
  40058: 'invalid request parameter',
  40063: 'some parameters are empty',
  40068: 'invalid tagid',
  40074: 'news does not support safe',
  40123: 'invalid image format',
  41001: 'access_token missing',
  41002: 'corpid missing',
  41004: 'corpsecret missing',
  41006: 'media_id missing',
  41010: 'url missing',
  41016: 'title missing',
  41033: 'description missing',
  41102: 'button name missing',
  42001: 'access_token expired',
  42014: 'invalid task_id',
  42018: 'invalid button key',
  42019: 'button key missing',
  42020: 'button name missing',
  44001: 'empty media data',
  44004: 'empty content',
  45001: 'media size out of limit',
  45002: 'content size out of limit',
  45007: 'play time out of limit',
  45008: 'article count out of limit',
  45009: 'api freq out of limit',
  45032: 'author size out of limit',
  45033: 'api concurrent out of limit',
  45034: 'url without http:// or https://',
  46003: 'menu not set',
  48002: 'api forbidden',
  60003: 'department not found',
  60011: 'no privilege to access/modify contact/party/agent',
  60020: 'not allow to access from your ip',
  60111: 'userid not found',
  60140: 'invalid response_code',
  81013: 'user & party & tag all invalid',
  82001: 'All touser & toparty & totag invalid',
  82002: 'invalid party list size',
  82003: 'invalid tag list size',
  301002: 'not allow operate another agent with this accesstoken.',
  301016: 'voice does not conform',
  301017: 'voice is not amr',
  93000: 'invalid webhook url',
  830002: 'file too large, use Range',
};

/** An answer of the server API with `errcode` ≠ 0 [D90313]. `fields` are the answer's other members. */
export class WecomError extends Error {
  readonly code = 'WECOM_ERROR';
  /** @param text what of the errmsg says more than the number */
  constructor(
    readonly errcode: number,
    readonly fields: Record<string, unknown> = {},
    text?: string,
  ) {
    super(text ?? TEXTS[errcode] ?? `error ${errcode}`);
  }
}

/** The caller asks for something that WeCom may well know, but that is not simulated. */
export class NotSimulatedError extends Error {
  readonly code = 'NOT_SIMULATED';
  constructor(what: string) {
    super(`The WeCom simulator does not know ${what}. Add it to local/wecom with its documented behaviour.`);
  }
}

/** The `errmsg` of a real answer: text, hint, the caller's address, where to read more. */
export function errmsgFor(error: WecomError, address: string, now: number, chance: Chance): string {
  const hint = `${Math.floor(now / 1000)}${chance.digits(15)}`;
  return (
    `${error.message}, hint: [${hint}], from ip: ${address}, ` +
    `more info at https://open.work.weixin.qq.com/devtool/query?e=${error.errcode}`
  );
}
