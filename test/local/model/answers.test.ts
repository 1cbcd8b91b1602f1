import { answerTo } from '../../../local/model/answers';
import type { Message } from '../../../local/model/conversation';

function asked(...texts: string[]): Message[] {
  return texts.map((text, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', text }));
}

describe('answerTo', () => {
  it('repeats what was asked, and says what it is', () => {
    const answer = answerTo(asked('今天吃什么？'));

    expect(answer).toContain('今天吃什么？');
    expect(answer).toContain('模型替身');
  });

  it('knows the turn and the question before', () => {
    const answer = answerTo(asked('今天吃什么？', '面', '明天呢？', '饭', '后天呢？'));

    expect(answer).toContain('第 3 轮');
    expect(answer).toContain('明天呢？');
    expect(answer).not.toContain('今天吃什么？');
  });

  it.each(['原样返回：', '原样返回:', 'echo:'])('%s gives the text back exactly', (request) => {
    expect(answerTo(asked(`${request} 一\n二 🌸 ]]> `))).toBe(' 一\n二 🌸 ]]> ');
  });

  it.each(['我叫什么', '我叫什么名字？', '我叫啥'])(
    '%s is answered from what the member said',
    (question) => {
      expect(answerTo(asked('你好，我叫小明。', '好', '我叫 Ann，不叫小明', '好', question))).not.toContain(
        '小明',
      );
      expect(answerTo(asked('你好，我叫小明。', '好', question))).toContain('你叫小明，');
      expect(answerTo(asked('你好', '我叫小明', question))).toContain('还没有告诉我');
    },
  );

  it('greets a member who tells their name', () => {
    expect(answerTo(asked('我叫小明'))).toContain('你好，小明！');
  });

  it.each([1, 10, 40])('writes at least %d KB in numbered paragraphs', (kilobytes) => {
    const answer = answerTo(asked(`写一篇约 ${kilobytes} KB 的长文`));

    expect(Buffer.byteLength(answer)).toBeGreaterThanOrEqual(kilobytes * 1024);
    expect(Buffer.byteLength(answer)).toBeLessThan(kilobytes * 1024 + 600);
    const numbers = [...answer.matchAll(/^第 (\d+) 段/gm)].map((match) => Number(match[1]));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(answerTo(asked(`写一篇约 ${kilobytes} KB 的长文`))).toBe(answer);
  });
});
