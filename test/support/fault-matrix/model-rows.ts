import { zhCn } from '../../../lambda/chat/texts/zh-cn';
import type { ModelFailure } from '../../../lambda/chat/ports';
import { ANSWER, line, type AdminLine, type End, type MemberRow } from './row';

/** An answer that a stream can break off in, of two sentences. */
const FIRST = '第一句话在这里，它够长了。';
const SECOND = '第二句话也在这里，它同样够长了。';
const LONG = FIRST + SECOND;
const WITHIN_SECOND = FIRST.length + 4;

const failed = (code: string, words: string): AdminLine => line('model failed', code, words);
const broken = failed('MODEL_BROKEN', 'asked once more');
const busy = failed('MODEL_BUSY', "raise the account's limits");
const unavailable = failed('MODEL_UNAVAILABLE', 'status page');
const waits = line('message waits', 'model', 'asked again by itself');

/** Everything that the model's side can do wrong. */
export const MODEL_ROWS: readonly MemberRow[] = [
  ...[400, 409, 408, 500, 502, 503].flatMap((status) =>
    status === 400
      ? [instead('HTTP 400', '出错 400：', 'bad-request', [failed('MODEL_BAD_REQUEST', 'report it')])]
      : [
          later(`HTTP ${status} once`, `出错 ${status} 次 1：`, [unavailable, waits]),
          ...(status === 503 ? [inVain('HTTP 503', '出错 503：', 'unavailable', [unavailable, waits])] : []),
        ],
  ),
  instead('HTTP 401', '出错 401：', 'credentials', [failed('MODEL_CREDENTIALS', 'valid API key')]),
  instead('HTTP 403 `unsupported_country_region_territory`', '出错 403：', 'region', [
    failed('MODEL_REGION', 'use another provider'),
  ]),
  instead('HTTP 403 `invalid_api_key`', '出错 403 invalid_api_key：', 'credentials', [
    failed('MODEL_CREDENTIALS', 'valid API key'),
  ]),
  instead('HTTP 404 `model_not_found`', '出错 404：', 'not-found', [failed('MODEL_NOT_FOUND', 'config.ts')]),
  later('HTTP 429 with `Retry-After: 2` once', '出错 429 重试 2 次 1：', [busy, waits]),
  inVain('HTTP 429', '出错 429：', 'busy', [busy, waits]),
  instead('HTTP 429 `insufficient_quota`', '出错 429 insufficient_quota：', 'no-credit', [
    failed('MODEL_NO_CREDIT', 'Add credit'),
  ]),
  later('no connection once', '拒连 次 1：', [unavailable, waits]),
  inVain('no connection', '拒连：', 'unavailable', [unavailable, waits]),
  {
    ...modelRow('HTTP 400 `context_length_exceeded` while there are earlier turns', '太长：', {
      member: [ANSWER, ANSWER],
      admin: [],
      end: 'answered at once',
    }),
    injected: { command: '太长：', afterATurn: true },
  },
  instead(
    'HTTP 400 `context_length_exceeded` without earlier turns',
    '出错 400 context_length_exceeded：',
    'too-long',
    [failed('MODEL_TOO_LONG', 'larger context window')],
  ),
  whole('the stream breaks off before the first word, once', '断开 0 次 1：', [broken]),
  instead('the stream breaks off before the first word', '断开 0：', 'broken', [broken]),
  whole('the stream breaks off in the second sentence, once', `断开 ${WITHIN_SECOND} 次 1：`, [broken]),
  endsEarly('the stream breaks off at once whenever it is asked to go on', `断开 4 次 1：断开 0：`, [broken]),
  stalled(),
  tooSlow(),
  whole('`response.failed` in the answer, once', '失败 8 次 1：', [broken]),
  whole('an `error` event in the answer, once', '报错 8 次 1：', [broken]),
  instead('an empty answer', '空答：', 'empty', [failed('MODEL_EMPTY', 'try another model')]),
  instead('a refusal', '拒答：', 'refused', [failed('MODEL_REFUSED', 'put it differently')]),
  instead('the filter holds the answer back', '过滤 0：', 'filtered', [
    failed('MODEL_FILTERED', 'put it differently'),
  ]),
  cut('the filter ends the answer', '过滤', zhCn.filteredOff),
  cut('the answer is ended at a limit of length', '截断', zhCn.cutOff),
];

function modelRow(
  fault: string,
  command: string,
  expected: MemberRow['expected'],
  question?: string,
): MemberRow {
  return {
    group: 'The model',
    fault,
    injected: { command, ...(question !== undefined && { question }) },
    expected,
  };
}

/** A sentence stands in place of the answer. */
function instead(
  fault: string,
  command: string,
  failure: ModelFailure,
  admin: readonly AdminLine[],
): MemberRow {
  return modelRow(fault, command, {
    member: [zhCn.modelFailed[failure]],
    admin,
    end: 'apologised at once',
  });
}

/** It is waited for as long as a message may wait for the model. */
function inVain(
  fault: string,
  command: string,
  failure: ModelFailure,
  admin: readonly AdminLine[],
): MemberRow {
  return modelRow(`${fault} for minutes`, command, {
    member: [zhCn.signOfLife, zhCn.modelFailed[failure]],
    admin,
    end: 'apologised later',
  });
}

function later(fault: string, command: string, admin: readonly AdminLine[]): MemberRow {
  return modelRow(fault, command, { member: [zhCn.signOfLife, ANSWER], admin, end: 'answered later' });
}

/** The member sees nothing of it. */
function whole(fault: string, command: string, admin: readonly AdminLine[]): MemberRow {
  const expected = { member: [FIRST, SECOND], admin, end: 'answered at once' } as const;
  return modelRow(fault, command, expected, `原样返回：${LONG}`);
}

function stalled(): MemberRow {
  const { injected, ...row } = whole('the stream stalls in the answer, once', '卡住 8 次 1：', [broken]);
  const expected = { ...row.expected, member: [zhCn.signOfLife, FIRST, SECOND] };
  return { ...row, injected, expected };
}

function endsEarly(fault: string, command: string, admin: readonly AdminLine[]): MemberRow {
  const member = [`${LONG.slice(0, 4)}\n\n${zhCn.cutOff}`];
  const end: End = 'broken off at once';
  return modelRow(fault, command, { member, admin, end }, `原样返回：${LONG}`);
}

function cut(fault: string, command: string, note: string): MemberRow {
  const expected = { member: [FIRST, note], admin: [], end: 'answered at once' } as const;
  return modelRow(fault, `${command} ${FIRST.length}：`, expected, `原样返回：${LONG}`);
}

function tooSlow(): MemberRow {
  return modelRow('no word for as long as the worker has time', '卡住 0：', {
    member: [zhCn.signOfLife, zhCn.modelFailed['too-slow']],
    admin: [failed('MODEL_TOO_SLOW', 'choose a faster model')],
    end: 'apologised at once',
  });
}
