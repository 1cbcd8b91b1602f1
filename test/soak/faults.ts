/** A fault of one question to the model: what stands before the question, for the stand-in. */
export interface ModelFault {
  readonly command: string;
  /** Whether asking again does not help, so that the member gets a sentence in place of the answer, or at its end. */
  readonly isPermanent: boolean;
}

/** A fault of calls that concern one member, as `PUT /faults` takes it, but for the member. */
export interface MemberFault {
  readonly api: 'message/send' | 'callback';
  readonly effect: Readonly<Record<string, number | boolean>>;
  /** How many calls it applies to. */
  readonly count: number;
}

/** A fault of message/send. */
export interface SendFault extends MemberFault {
  readonly api: 'message/send';
  /**
   * - `not-sent`: WeCom certainly did nothing
   * - `unknown`: nobody knows, and WeCom did nothing
   * - `unknown-but-sent`: nobody knows, and the member has it: the window in which a part may come twice
   * - `refused`: WeCom takes our own words in place of the answer
   * - `unreachable`: WeCom delivers nothing to the member
   */
  readonly outcome: 'not-sent' | 'unknown' | 'unknown-but-sent' | 'refused' | 'unreachable';
}

const passing = (command: string): ModelFault => ({ command, isPermanent: false });
const lasting = (command: string): ModelFault => ({ command, isPermanent: true });

/** Numbers are tokens of the answer that come before. */
export const MODEL_FAULTS: readonly [ModelFault, ...ModelFault[]] = [
  passing('出错 429 次 1：'),
  passing('出错 429 重试 2 次 1：'),
  passing('出错 500 次 1：'),
  passing('出错 503 次 1：'),
  passing('拒连 次 1：'),
  passing('断开 0 次 1：'),
  passing('断开 25 次 1：'),
  passing('失败 10 次 1：'),
  passing('报错 0 次 1：'),
  passing('卡住 15 次 1：'),
  lasting('拒答：'),
  lasting('空答：'),
  lasting('出错 400：'),
  lasting('出错 401：'),
  lasting('出错 429：'),
  lasting('出错 429 insufficient_quota：'),
  lasting('断开 8：'),
  lasting('过滤 12：'),
  lasting('截断 0：'),
];

const send = (outcome: SendFault['outcome'], effect: SendFault['effect'], count: number): SendFault => ({
  api: 'message/send',
  outcome,
  effect,
  count,
});

/** Longer than the `test` stage waits for a send, and shorter than it waits before it sends again, ms. */
const TOO_SLOW_MS = 3_300;

/** None of a code that stops the whole app. */
export const SEND_FAULTS: readonly [SendFault, ...SendFault[]] = [
  send('not-sent', { errcode: -1 }, 2),
  send('not-sent', { errcode: -1 }, 4),
  send('not-sent', { errcode: 45009 }, 1),
  send('not-sent', { errcode: 40014 }, 1),
  send('unknown', { httpStatus: 502 }, 1),
  send('unknown', { dropConnection: true }, 1),
  send('unknown-but-sent', { dropAnswer: true }, 1),
  send('unknown-but-sent', { delayMs: TOO_SLOW_MS }, 1),
  send('refused', { errcode: 40201 }, 1),
  send('unreachable', { errcode: 81013 }, 1),
];

/** WeCom repeats a callback three times, so a fourth fault would be the end of it. */
export const CALLBACK_FAULTS: readonly [MemberFault, ...MemberFault[]] = [
  { api: 'callback', effect: { dropConnection: true }, count: 2 },
  { api: 'callback', effect: { dropAnswer: true }, count: 2 },
  { api: 'callback', effect: { delayMs: 300 }, count: 3 },
];

/** For everybody, at the beginning. */
export const TOKEN_FAULTS = [
  { api: 'gettoken', httpStatus: 502, count: 1 },
  { api: 'gettoken', dropConnection: true, count: 1 },
];
