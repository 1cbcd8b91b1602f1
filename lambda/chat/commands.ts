/** What a member can tell the bot to do. */
export type CommandName =
  | 'help'
  | 'new-conversation'
  | 'model'
  | 'persona'
  | 'usage'
  | 'voice'
  | 'draw'
  | 'export'
  | 'who-am-i'
  | 'my-data'
  | 'erase'
  | 'continue';

/** A text that is a command. */
export type Command =
  | {
      readonly name: CommandName;
      /** What stands behind it; empty if nothing does. */ readonly choice: string;
    }
  /** It looks like one, and is none. */
  | { readonly name: 'unknown'; readonly typed: string; readonly nearest: string };

interface Words {
  /** As a member types it: in Chinese, then in English. */
  readonly words: readonly [chinese: string, english: string, ...others: string[]];
  /** Whether something may stand behind it. */
  readonly takes: 'nothing' | 'choice';
}

/** Every command, in the order in which help shows them. */
export const COMMANDS: Readonly<Record<CommandName, Words>> = {
  help: { words: ['帮助', '/help', 'help'], takes: 'nothing' },
  // The last is what people typed to earlier bots of this kind.
  'new-conversation': { words: ['新对话', '/new', '#清除记忆'], takes: 'nothing' },
  continue: { words: ['继续', '/continue'], takes: 'nothing' },
  draw: { words: ['画', '/image', '/draw'], takes: 'choice' },
  voice: { words: ['语音', '/voice'], takes: 'choice' },
  persona: { words: ['角色', '/persona', '/role'], takes: 'choice' },
  model: { words: ['模型', '/model'], takes: 'choice' },
  export: { words: ['导出', '/export'], takes: 'nothing' },
  usage: { words: ['用量', '/usage'], takes: 'nothing' },
  'who-am-i': { words: ['我是谁', '/whoami', '/me'], takes: 'nothing' },
  'my-data': { words: ['我的数据', '/mydata'], takes: 'nothing' },
  erase: { words: ['清空', '/erase'], takes: 'nothing' },
};

/** Behind these the space may be missing. */
const SWITCHES = /^(?:语音|\/voice)(开|关|on|off)$/;
const NAMES = Object.keys(COMMANDS) as CommandName[];
/** Further than that nobody meant it. */
const FURTHEST = 2;

/**
 * The command that a text is as a whole. Full-width letters, case, spaces and a final mark are forgiven; every command
 * may begin with a slash.
 * @returns undefined for a question
 */
export function commandIn(text: string): Command | undefined {
  const line = text.normalize('NFKC').trim().toLowerCase();
  if (line === '') return undefined;
  const typed = text.normalize('NFKC').trim();
  return withoutChoice(line) ?? withChoice(typed) ?? drawing(typed) ?? unknownIn(line);
}

function withoutChoice(line: string): Command | undefined {
  const compact = line.replace(/\s+/g, '').replace(/[。.!]$/, '');
  const [, choice] = SWITCHES.exec(compact) ?? [];
  if (choice !== undefined) return { name: 'voice', choice };
  const name = nameOf(compact);
  return name && { name, choice: '' };
}

function withChoice(line: string): Command | undefined {
  const [, word = '', choice = ''] = /^([^\s:]+)[\s:]+(.*)$/s.exec(line) ?? [];
  const name = nameOf(word.toLowerCase());
  if (!name) return undefined;
  const isMeant = /^[/#]/.test(word);
  // Without a slash, words behind one that takes none make it a question; voice is switched by its own words above.
  if (COMMANDS[name].takes === 'nothing' || name === 'voice')
    return isMeant ? { name, choice: '' } : undefined;
  return { name, choice: choice.trim() };
}

/** 画一只猫: behind it the space may be missing, where what follows can only be a thing. */
function drawing(line: string): Command | undefined {
  const choice = /^\/?画((?:一?[只张幅个座棵条朵匹头辆艘]).+)$/s.exec(line)?.[1];
  return choice === undefined ? undefined : { name: 'draw', choice };
}

function nameOf(word: string): CommandName | undefined {
  return NAMES.find((name) =>
    COMMANDS[name].words.some((each) => each === word || (!/^[/#]/.test(each) && `/${each}` === word)),
  );
}

/** `/x` alone, or with something behind it, was meant as a command; a path was not. */
function unknownIn(line: string): Command | undefined {
  const typed = /^\/[\p{L}\p{N}_-]{1,20}(?=$|\s)/u.exec(line)?.[0];
  if (typed === undefined || line.includes('\n')) return undefined;
  const isChinese = /\p{Script=Han}/u.test(typed);
  const words = NAMES.map((name) => COMMANDS[name].words[isChinese ? 0 : 1]);
  const target = isChinese ? typed.slice(1) : typed;
  const [nearest, distance] = words
    .map((word) => [word, editDistance(word, target)] as const)
    .reduce((best, each) => (each[1] < best[1] ? each : best));
  const isNear = distance <= FURTHEST && distance < target.length;
  return { name: 'unknown', typed, nearest: isNear ? nearest : COMMANDS.help.words[isChinese ? 0 : 1] };
}

/** Levenshtein's: characters to insert, to delete, or to replace. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, char] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(b).entries()) {
      const replaced = (row[j] ?? 0) + (char === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
