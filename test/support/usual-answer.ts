import { callsFor, type Call } from './calls';
import type { LocalStack } from '../../local/local-stack';
import { Member, settled } from './member';

type Stack = Pick<LocalStack, 'endpoints' | 'outputs'>;

/** Calls that only a new sandbox makes, by operation. */
export const OF_NEW_SANDBOX = ['GetSecretValue', 'gettoken', 'CreateLogStream'];

/** A first sentence, and a second part that names the member. */
export const answerFor = (userid: string): string =>
  `这是回答的第一句话，它已经足够长了。\n接下来的第二部分给${userid}把事情慢慢说完，直到把要说的话都说完为止。`;

/** Has the model give that answer. */
export const question = (userid: string): string => `原样返回：${answerFor(userid)}`;

/** Sends a message that is to be answered. @returns its MsgId */
export type Ask = (member: Member) => Promise<string>;

/** Asks in text for an answer of two parts. */
export const askInText: Ask = (member) => member.writes(question(member.userid));

/** Asks, and waits until no sandbox is at work any more. @returns what the functions called for it */
export async function asked(stack: Stack, ask = askInText): Promise<Call[]> {
  const member = new Member(undefined, stack);
  await ask(member);
  await member.isDealtWith(1);
  await settled(stack.endpoints.simulatorUrl);
  return callsFor(stack, member.userid);
}

/**
 * Asks until an answer came by a sandbox that knew everything, and within one lease: on a busy machine there may be a
 * second sandbox, or a lease has to be renewed.
 */
export async function askedAsUsual(stack: Stack, ask = askInText): Promise<Call[]> {
  const calls = await asked(stack, ask);
  const isUnusual = calls.some(
    ({ operation, nth }) =>
      OF_NEW_SANDBOX.includes(operation) || (operation === 'ChangeMessageVisibility' && nth > 1),
  );
  return isUnusual ? askedAsUsual(stack, ask) : calls;
}
