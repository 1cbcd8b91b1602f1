import type { Chance } from './chance';

/** Texts that were seen in real answers; the client decides on the number alone. */
const TEXTS: Record<number, string> = {
  [-1]: 'system busy',
  40001: 'invalid credential',
  40008: 'invalid message type',
  40013: 'invalid corpid',
  40014: 'invalid access_token',
  40032: 'invalid user list size',
  40035: 'invalid parameter',
  40056: 'invalid agentid',
  41001: 'access_token missing',
  41004: 'corpsecret missing',
  42001: 'access_token expired',
  44004: 'empty content',
  45002: 'content size out of limit',
  45009: 'api freq out of limit',
  45033: 'api concurrent out of limit',
  48002: 'api forbidden',
  60011: 'no privilege to access/modify contact/party/agent',
  60020: 'not allow to access from your ip',
  81013: 'user & party & tag all invalid',
  82001: 'All touser & toparty & totag invalid',
  301002: 'not allow operate another agent with this accesstoken.',
};

/** An answer of the server API with `errcode` ≠ 0 [D90313]. `fields` are the answer's other members. */
export class WecomError extends Error {
  readonly code = 'WECOM_ERROR';
  constructor(
    readonly errcode: number,
    readonly fields: Record<string, unknown> = {},
  ) {
    super(TEXTS[errcode] ?? `error ${errcode}`);
  }
}

/** The caller asks for something that WeCom may well know, but that is not simulated. */
export class NotSimulatedError extends Error {
  readonly code = 'NOT_SIMULATED';
  constructor(what: string) {
    super(`The WeCom simulator does not know ${what}. Add it to local/wecom with its documented behaviour.`);
  }
}

/** A control request that cannot be done; `fields` go into the answer beside the reason. */
export class ControlError extends Error {
  readonly code = 'CONTROL_REFUSED';
  constructor(
    readonly status: 400 | 404 | 409,
    reason: string,
    readonly fields: Record<string, unknown> = {},
  ) {
    super(reason);
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
