import { textOf, type XmlNode } from './xml';

/** The body of a callback's answer is no passive reply that WeCom would take [D90238]. */
export class PassiveReplyError extends Error {
  readonly code = 'PASSIVE_REPLY_REFUSED';
}

/** @throws PassiveReplyError if there is no element with this name, or nothing in it */
export function requiredText(nodes: readonly XmlNode[], name: string): string {
  const text = textOf(nodes, name);
  if (text === undefined || text === '') throw new PassiveReplyError(`${name} is missing`);
  return text;
}
