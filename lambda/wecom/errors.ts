import { meaningOf } from './error-codes';

/** WeCom answered with an `errcode`: the call had no effect. */
export class WecomApiError extends Error {
  readonly code: string;
  /** The address that WeCom saw, where its words name one: in 60020 the one that must be trusted. */
  readonly address: string | undefined;

  constructor(
    readonly api: string,
    readonly errcode: number,
    errmsg: string,
  ) {
    const { meaning, remedy } = meaningOf(errcode);
    const address = /from ip: ([0-9a-f.:]+)/i.exec(errmsg)?.[1];
    super(`${api} → ${errcode}: ${meaning}${address ? ` (${address})` : ''}. ${remedy}`);
    this.code = `WECOM_${errcode}`;
    this.address = address;
  }
}

/** No usable answer came. The message holds no URL, since those carry tokens and secrets. */
export class WecomUnreachableError extends Error {
  readonly code = 'WECOM_UNREACHABLE';
  constructor(
    readonly api: string,
    reason: string,
    /** Whether WeCom may have acted on the request all the same. */
    readonly mayHaveArrived: boolean,
  ) {
    super(
      `${api} got no usable answer from WeCom: ${reason}. It is tried again by itself; ` +
        "if it lasts, check the NAT gateway and WeCom's status.",
    );
  }
}

/** WeCom said errcode 0 but left the member out (`invaliduser`, `unlicenseduser`) [D90236]. */
export class MemberUnreachableError extends Error {
  readonly code = 'MEMBER_UNREACHABLE';
  constructor(member: string, list: 'invaliduser' | 'unlicenseduser') {
    super(
      `WeCom took the message but did not deliver it: ${member} is in ${list}. ` +
        (list === 'invaliduser'
          ? "Check the app's 可见范围."
          : 'Give the member an API licence (接口许可) in the WeCom console.'),
    );
  }
}
