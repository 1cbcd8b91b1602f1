import type { SendFailure } from '../../../lambda/chat/ports';
import { UnfilledCredentialsError } from '../../../lambda/shared/credentials';
import { ERROR_TABLE } from '../../../lambda/wecom/error-table';
import {
  AnswerTooLargeError,
  CredentialsUnreadableError,
  MemberUnreachableError,
  TokenNotAcceptedYetError,
  WecomApiError,
  WecomLimitError,
  WecomUnreachableError,
} from '../../../lambda/wecom/errors';
import { sendErrorOf } from '../../../lambda/wecom/send-outcome';

/** What each code of the error table means for a part when message/send says it, all tries included. */
const EXPECTED: Record<SendFailure, readonly number[]> = {
  'not-sent': [-1, 6000, 40001, 40014, 42001],
  unknown: [],
  'too-fast': [45009, 45033],
  blocked: [40013, 40056, 40091, 48002, 48006, 50003, 60020, 301002, 301007],
  unreachable: [40003, 43004, 46004, 50002, 60011, 60111, 81013, 92000],
  refused: [
    40004, 40005, 40006, 40007, 40008, 40009, 40011, 40031, 40032, 40033, 40035, 40057, 40058, 40063, 40068,
    40123, 40201, 41001, 41004, 41006, 41011, 42014, 43012, 44001, 44004, 45001, 45002, 45007, 45008, 46003,
    50001, 60140, 81012, 82001, 82002, 82003, 82004, 85005, 95000, 95001, 95002, 95003, 95004, 95005, 95006,
    95007, 95008, 95009, 95010, 95011, 95012, 95013, 95014, 95015, 95016, 95017, 95018, 301016, 301017,
    830002,
  ],
};
const EXPECTED_OF_CODES = Object.entries(EXPECTED).flatMap(([failure, codes]) =>
  codes.map((errcode) => [errcode, failure] as const),
);

it('every code of the error table has its expectation', () => {
  const codes = ERROR_TABLE.flatMap((row) => row.codes);
  const byNumber = (a: number, b: number) => a - b;
  expect(EXPECTED_OF_CODES.map(([errcode]) => errcode).sort(byNumber)).toEqual([...codes].sort(byNumber));
});

it.each(EXPECTED_OF_CODES)('%d of message/send: %s', (errcode, failure) => {
  const cause = new WecomApiError('message/send', errcode, '');
  expect(sendErrorOf(cause)).toMatchObject({
    failure,
    cause,
    code: `WECOM_${errcode}`,
    message: cause.message,
  });
  expect(sendErrorOf(cause)?.block).toEqual(failure === 'blocked' ? { errcode } : undefined);
});

it('a block tells the address that WeCom saw', () => {
  const cause = new WecomApiError('message/send', 60020, 'not allow, hint: [1], from ip: 203.0.113.7, more');
  expect(sendErrorOf(cause)?.block).toEqual({ errcode: 60020, address: '203.0.113.7' });
});

it.each<[string, number, SendFailure]>([
  ['gettoken', 40001, 'blocked'],
  ['gettoken', 40013, 'blocked'],
  ['gettoken', 40091, 'blocked'],
  ['gettoken', 45009, 'too-fast'],
  ['gettoken', -1, 'not-sent'],
  ['gettoken', 41004, 'not-sent'],
  ['gettoken', 12345, 'not-sent'],
  ['media/upload', 40001, 'not-sent'],
  ['media/upload', 60020, 'blocked'],
  ['media/upload', 45001, 'refused'],
  ['message/send', 12345, 'refused'],
])('%s says %d: %s', (api, errcode, failure) => {
  expect(sendErrorOf(new WecomApiError(api, errcode, ''))?.failure).toBe(failure);
});

it.each<[string, Error, SendFailure | undefined]>([
  ['no connection', new WecomUnreachableError('message/send', 'ECONNREFUSED', false), 'not-sent'],
  ['a broken send', new WecomUnreachableError('message/send', 'ECONNRESET', true), 'unknown'],
  ['an endless answer to a send', new AnswerTooLargeError('message/send', 1), 'unknown'],
  ['a broken upload', new WecomUnreachableError('media/upload', 'ECONNRESET', true), 'not-sent'],
  ['a broken gettoken', new WecomUnreachableError('gettoken', 'ECONNRESET', true), 'not-sent'],
  ['invaliduser', new MemberUnreachableError('a', 'invaliduser'), 'unreachable'],
  ['unlicenseduser', new MemberUnreachableError('a', 'unlicenseduser'), 'unreachable'],
  ['a limit', new WecomLimitError('Too long', 'Split it.'), 'refused'],
  ['no token yet', new TokenNotAcceptedYetError('the same again'), 'not-sent'],
  ['credentials not filled in', new UnfilledCredentialsError('wecom', ['corpId']), 'not-sent'],
  ['credentials that cannot be read', new CredentialsUnreadableError('a', new Error('x')), 'not-sent'],
  ['an error of our own', new TypeError('x is undefined'), undefined],
])('%s', (_, cause, failure) => {
  expect(sendErrorOf(cause)?.failure).toBe(failure);
});
