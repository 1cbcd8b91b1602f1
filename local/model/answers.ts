import { described } from './attachments';
import { readCommands } from './commands';
import type { Message } from './conversation';

/**
 * The stand-in's whole answer: a function of the messages alone, so that a test knows it beforehand.
 * @param found what a hosted tool found, in the place of a reply
 */
export function answerTo(messages: readonly Message[], found?: string): string {
  const said = messages.filter((message) => message.role === 'user').map((message) => message.text);
  const last = readCommands(said.at(-1) ?? '').question;
  const earlier = said.slice(0, -1);
  const answer =
    found ?? echo(last) ?? longText(last) ?? rememberedName(last, earlier) ?? reply(last, earlier);
  return [...received(messages), answer].join('\n\n');
}

/** What a model that thinks would think first: never meant for the member. */
export function thoughtAbout(question: string): string {
  return `用户说的是「${question}」，我先想一想。（模型替身的思考）`;
}

/** What came with the messages, one line each; nothing where nothing came. */
function received(messages: readonly Message[]): string[] {
  const attachments = messages.flatMap((message) => message.attachments ?? []);
  let pictures = 0;
  const lines = attachments.map((each) => described(each, each.kind === 'picture' ? ++pictures : pictures));
  return lines.length === 0 ? [] : [lines.join('\n')];
}

function echo(last: string): string | undefined {
  return /^(?:原样返回[：:]|echo:)(.*)$/s.exec(last)?.[1];
}

const PICTURES = ['🌸', '🚀', '👨‍👩‍👧', '🐼', '🇨🇳', '🍵'];

function longText(last: string): string | undefined {
  const kilobytes = Number(/约\s*(\d{1,3})\s*KB/i.exec(last)?.[1]);
  if (Number.isNaN(kilobytes)) return;
  let text = `模型替身写的长文，至少 ${kilobytes} KB。`;
  for (let n = 1; Buffer.byteLength(text) < kilobytes * 1024; n++) {
    const picture = PICTURES[n % PICTURES.length] ?? '';
    text +=
      `\n\n第 ${n} 段 ${picture}：长文按段编号，这样分成几条消息之后，仍然看得出有没有缺字、重复或者错位。` +
      `段落里有标点、数字 ${n * 7} 和表情 ${picture}，每一条消息都应该在合适的地方断开。`;
  }
  return text;
}

function rememberedName(last: string, earlier: readonly string[]): string | undefined {
  if (!/我叫(?:什么|啥)/.test(last)) return;
  const name = earlier.map(nameIn).findLast((found) => found !== undefined);
  return name === undefined
    ? '你还没有告诉我你的名字。（模型替身只记得这次对话里说过的话）'
    : `你叫${name}，这是你在这次对话里告诉我的。（模型替身）`;
}

function nameIn(text: string): string | undefined {
  return /我叫\s*(?!什么|啥)([^\s，。！？、；,.!?;]{1,20})/u.exec(text)?.[1];
}

function reply(last: string, earlier: readonly string[]): string {
  const name = nameIn(last);
  const greeting = name === undefined ? `收到，你说的是：「${last}」。` : `你好，${name}！我记住你的名字了。`;
  const previous = earlier.at(-1);
  return previous === undefined
    ? `${greeting}\n\n${INTRODUCTION}`
    : `${greeting}\n\n这是我们的第 ${earlier.length + 1} 轮对话，上一轮你说的是：「${previous}」。（模型替身）`;
}

const INTRODUCTION = `这是我们的第 1 轮对话。我是模型替身，就在这台机器上按规则回答；设好 OPENAI_API_KEY 再启动，回答的就是真正的模型。

可以试试：
· 先说「我叫小明」，再问「我叫什么？」
· 写一篇约 10 KB 的长文
· 原样返回：你好 🌸
· 出错 429`;
