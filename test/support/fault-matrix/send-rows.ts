import { zhCn } from '../../../lambda/chat/texts/zh-cn';
import { ANSWER, line, type AdminLine, type End, type MemberRow } from './row';

const REPORT = 'report it with the log line';
const RANGE = '可见范围';
const ANOTHER_FILE = 'The member can send another file';

/** What it says to give a message up: WeCom takes our own words in place of the answer, or nothing. */
const REFUSED: readonly (readonly [remedy: string, ...codes: number[]])[] = [
  [REPORT, 40006, 44001, 40008, 40035, 40058, 40063, 41011, 42014],
  [REPORT, 40031, 40032, 81012, 82001, 82002, 82003, 40033, 41001, 41004, 41006, 44004],
  [REPORT, 45001, 45002, 45007, 45008, 82004, 301016, 301017],
  [REPORT, ...Array.from({ length: 19 }, (_, index) => 95000 + index)],
  [ANOTHER_FILE, 40004, 40005, 40009, 40011, 40123],
  ['The member can send it again', 40007],
  ['The member can ask in other words', 40201],
  ['The member can send a smaller one', 830002],
  ['copy Token and EncodingAESKey', 40057],
  ['设置API接收', 43012],
  ['可信域名', 50001, 85005],
  ['Nothing is to be done', 46003, 60140],
  ['Compare the ids of tags', 40068],
];
const UNREACHABLE: readonly (readonly [remedy: string, ...codes: number[]])[] = [
  [RANGE, 40003, 46004, 60111, 50002, 60011, 92000, 81013],
  ['微信插件', 43004],
];
const BUSY = [-1, 6000];
const TOO_FAST: readonly (readonly [code: number, remedy: string])[] = [
  [45009, 'check the Secret'],
  [45033, 'lower maxConcurrency'],
];
const BAD_TOKEN = [40001, 40014, 42001];

const KEPT = ', kept in the dead-letter queue';

const TIMES = ['', ' once', ' twice', ' three times'];

/** What `message/send` can answer that concerns one message or member. */
export const SEND_ROWS: readonly MemberRow[] = [
  ...BUSY.flatMap((code) => [
    answering(code, 1, [ANSWER], [], 'answered at once'),
    answering(code, 3, [ANSWER], [waits('not-sent', `WECOM_${code}`)], 'answered later'),
  ]),
  ...BAD_TOKEN.flatMap((code) => [
    answering(code, 1, [ANSWER], [], 'answered at once'),
    answering(code, 2, [ANSWER], [waits('not-sent', `WECOM_${code}`)], 'answered later'),
  ]),
  ...TOO_FAST.map(([code, remedy]) =>
    answering(code, 1, [ANSWER], [waits('too-fast', remedy)], 'answered later'),
  ),
  ...REFUSED.flatMap(([remedy, ...codes]) =>
    codes.map((code) =>
      answering(code, 1, [zhCn.notTaken], [gaveUp(code, remedy)], `given up at once${KEPT}`),
    ),
  ),
  answering(40201, 2, [], [gaveUp(40201, 'in other words')], `given up at once${KEPT}`),
  ...UNREACHABLE.flatMap(([remedy, ...codes]) =>
    codes.map((code) => answering(code, 1, [], [gaveUp(code, remedy)], `unreachable at once${KEPT}`)),
  ),
  answering(99999, 1, [zhCn.notTaken], [gaveUp(99999, 'query?e=99999')], `given up at once${KEPT}`),
  ...(['invaliduser', 'unlicenseduser'] as const).map((list): MemberRow => ({
    group: 'WeCom refuses one message',
    fault: `\`message/send\` answers 0 with the member in \`${list}\``,
    injected: { send: { [list]: true, count: 1 } },
    expected: {
      member: [],
      admin: [line('answer not deliverable', 'MEMBER_UNREACHABLE', list)],
      end: `unreachable at once${KEPT}`,
    },
  })),
];

function answering(
  errcode: number,
  count: number,
  member: readonly string[],
  admin: readonly AdminLine[],
  end: End,
): MemberRow {
  return {
    group: 'WeCom refuses one message',
    fault: `\`message/send\` answers ${errcode}${TIMES[count] ?? ''}`,
    errcode,
    injected: { send: { errcode, count } },
    expected: { member, admin, end },
  };
}

function waits(reason: string, words: string): AdminLine {
  return line('message waits', reason, words);
}

function gaveUp(code: number, words: string): AdminLine {
  return line('answer not deliverable', `WECOM_${code}`, words);
}
