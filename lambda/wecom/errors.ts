import { meaningOf } from './error-codes';

/** WeCom answered with an `errcode`: the call had no effect. */
export class WecomApiError extends Error {
  readonly code: string;
  /** The address that WeCom saw, where its words name one: in 60020 the one that must be trusted. */
  readonly address: string | undefined;

  /** @param errmsg without secrets; shape as in `<text>, hint: [<id>], from ip: <ip>, more info at <url>` */
  constructor(
    readonly api: string,
    readonly errcode: number,
    errmsg: string,
  ) {
    const { meaning, remedy, concerns } = meaningOf(errcode);
    const address = /from ip: ([0-9a-f.:]+)/i.exec(errmsg)?.[1];
    // Only whom a parameter's name helps is told what WeCom said of it.
    const said = concerns === 'engineer' ? /^[\x20-\x7e]{1,120}?(?=, hint:|$)/.exec(errmsg)?.[0] : undefined;
    const details = [address, said && `"${said}"`].filter(Boolean).join(', ');
    super(`${api} → ${errcode}: ${meaning}${details && ` (${details})`}. ${remedy}`);
    this.code = `WECOM_${errcode}`;
    this.address = address;
  }
}

/** No usable answer came. The message holds no URL, since those carry tokens and secrets. */
export class WecomUnreachableError extends Error {
  readonly code: string = 'WECOM_UNREACHABLE';
  constructor(
    readonly api: string,
    reason: string,
    /** Whether WeCom may have acted on the request all the same. */
    readonly mayHaveArrived: boolean,
    remedy = "It is tried again by itself; if it lasts, check the NAT gateway and WeCom's status.",
  ) {
    super(`${api} got no usable answer from WeCom: ${reason}. ${remedy}`);
  }
}

/** The answer is larger than its reader takes, so it was not read to its end. */
export class AnswerTooLargeError extends WecomUnreachableError {
  override readonly code = 'WECOM_ANSWER_TOO_LARGE';
  constructor(api: string, maxBytes: number) {
    super(api, `it is larger than ${maxBytes} bytes`, true, 'A smaller file can be read.');
  }
}

/** What was to be sent is over a limit of WeCom's: nothing was sent. */
export class WecomLimitError extends Error {
  readonly code = 'WECOM_LIMIT';
  /** @param fault what is wrong with what, and the limit, with the document's number */
  constructor(fault: string, remedy: string) {
    super(`${fault}, so it was not sent. ${remedy}`);
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

/** WeCom can't be called for now, since no access token is at hand. It is not a fault of the message, which waits. */
export class TokenNotAcceptedYetError extends Error {
  readonly code = 'WECOM_TOKEN_NOT_ACCEPTED_YET';
  constructor(reason: string) {
    super(
      `There is no access token that WeCom takes: ${reason}. It is tried again by itself within minutes.`,
    );
  }
}

/** An app's credentials could not be read, so WeCom was not called. */
export class CredentialsUnreadableError extends Error {
  readonly code = 'WECOM_CREDENTIALS_UNREADABLE';
  constructor(app: string, cause: unknown) {
    const { name, message } = cause instanceof Error ? cause : new Error(String(cause));
    super(
      `The credentials of ${app} could not be read: ${name}: ${message}. ` +
        'It is tried again by itself; if it lasts, look at the wecom secret in AWS Secrets Manager.',
      { cause },
    );
  }
}
