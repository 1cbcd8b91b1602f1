import { memberId } from '../shared/member-id';

/** What an admin can tell the bot, as it is typed behind 管理 or `/admin`. */
export type ManagingCommand =
  | { readonly name: 'help' }
  /** Something is missing behind it, or is none. */
  | { readonly name: 'misspelt'; readonly command: ManagingName }
  /** @property period a day, `2026-11-26`, or a month, `2026-11` */
  | { readonly name: 'usage'; readonly member?: string; readonly period?: string }
  | { readonly name: 'raise'; readonly member: string; readonly messages: number; readonly tokens: number }
  | { readonly name: 'block' | 'unblock'; readonly member: string }
  | { readonly name: 'pause' | 'resume' | 'status' | 'confirm' }
  /** @property model as it was typed; empty: which there are */
  | { readonly name: 'model'; readonly model: string }
  | { readonly name: 'notify'; readonly text: string };

export type ManagingName = Exclude<ManagingCommand['name'], 'help' | 'misspelt'>;

/** Each in Chinese, then in English, in the order in which help shows them. */
export const MANAGING: Readonly<Record<ManagingName, readonly [chinese: string, english: string]>> = {
  usage: ['用量', 'usage'],
  raise: ['加量', 'raise'],
  block: ['封禁', 'block'],
  unblock: ['解封', 'unblock'],
  pause: ['暂停', 'pause'],
  resume: ['恢复', 'resume'],
  model: ['模型', 'model'],
  notify: ['通知', 'notify'],
  status: ['状态', 'status'],
  confirm: ['确认', 'confirm'],
};

const NAMES = Object.keys(MANAGING) as ManagingName[];
/** [D90196] */
const USERID = /^[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}$/;
const PERIOD = /^\d{4}-\d\d(-\d\d)?$/;

/**
 * What a text tells the bot to do as an admin's.
 * @returns undefined for any other text: also for a question that begins with 管理
 */
export function managingIn(text: string): ManagingCommand | undefined {
  const [, head = '', rest = ''] = /^\s*(\S+)(?:\s+(.*))?$/s.exec(text) ?? [];
  const first = folded(head);
  if (!['管理', '/管理', '/admin'].includes(first)) return undefined;
  const [, word = '', more = ''] = /^(\S*)\s*(.*)$/s.exec(rest.trim()) ?? [];
  if (word === '') return { name: 'help' };
  const name = NAMES.find((each) => MANAGING[each].includes(folded(word)));
  if (name) return commandOf(name, more.trim()) ?? { name: 'misspelt', command: name };
  // With a slash it was meant as one; without, 管理 is a word of the language.
  return first.startsWith('/') ? { name: 'help' } : undefined;
}

/** @returns undefined if what stands behind it is not what it takes */
function commandOf(name: ManagingName, more: string): ManagingCommand | undefined {
  const words = folded(more).split(/\s+/).filter(Boolean);
  switch (name) {
    case 'usage':
      return usageOf(words);
    case 'raise':
      return raiseOf(words);
    case 'block':
    case 'unblock': {
      const [member = '', ...others] = words;
      return USERID.test(member) && others.length === 0 ? { name, member: memberId(member) } : undefined;
    }
    case 'model':
      return { name, model: more };
    case 'notify':
      return more === '' ? undefined : { name, text: more };
    default:
      return words.length === 0 ? { name } : undefined;
  }
}

function usageOf(words: readonly string[]): ManagingCommand | undefined {
  const period = words.find((word) => PERIOD.test(word));
  const [member, ...others] = words.filter((word) => word !== period);
  if (others.length > 0 || (member !== undefined && !USERID.test(member))) return undefined;
  return {
    name: 'usage',
    ...(member !== undefined && { member: memberId(member) }),
    ...(period !== undefined && { period }),
  };
}

/** `zhangsan 50`, or `zhangsan 100000 token`. */
function raiseOf([member = '', amount = '', unit = '', ...others]: readonly string[]):
  ManagingCommand | undefined {
  if (!USERID.test(member) || !/^[1-9]\d{0,8}$/.test(amount) || others.length > 0) return undefined;
  const isTokens = /^tokens?$/.test(unit);
  if (unit !== '' && !isTokens && !['条', '条消息', 'messages'].includes(unit)) return undefined;
  const many = Number(amount);
  return {
    name: 'raise',
    member: memberId(member),
    messages: isTokens ? 0 : many,
    tokens: isTokens ? many : 0,
  };
}

/** Width and case are forgiven. */
function folded(word: string): string {
  return word.normalize('NFKC').toLowerCase();
}
