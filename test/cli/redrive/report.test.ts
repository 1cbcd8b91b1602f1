import type { DeadLetter } from '../../../cli/redrive/dead-letters';
import type { RedriveFaultDetails } from '../../../cli/redrive/faults';
import { listReport, putBackReport } from '../../../cli/redrive/report';
import { faultReport } from '../../../cli/stack/report';
import { textsIn } from '../../../cli/texts';
import type { QueueMessage } from '../../../lambda/shared/queue-message';
import { messageFrom } from './world';

const LANGUAGES = ['zh-CN', 'en'] as const;
const en = textsIn('en');
const GIVEN_UP_AT = Date.UTC(2026, 10, 23, 2, 30);

function letterOf(id: string, message: QueueMessage | undefined): DeadLetter {
  const body = JSON.stringify(message ?? { v: 2, content: { text: 'a question that nobody else may read' } });
  return {
    id,
    messageId: 'of-the-queue',
    receiptHandle: 'handle',
    group: 'g',
    body,
    message,
    givenUpAt: GIVEN_UP_AT,
  };
}

const held = [
  letterOf('1a2b3c4d-0000', messageFrom('zhangsan')),
  letterOf('5e6f7a8b-0000', messageFrom('li', { content: { kind: 'unsupported', what: 'image' } })),
  letterOf('9c0d1e2f-0000', messageFrom('wang', { content: { kind: 'too-long' } })),
  letterOf('ffffffff-0000', undefined),
];

describe('the list', () => {
  it('has a line for each message, in the time of the operator', () => {
    const { text } = listReport({ held, behind: 3, elsewhere: 1 }, en.redrive, 'Asia/Shanghai');
    expect(text.split('\n')).toEqual([
      '4 messages were given up:',
      '',
      'ID        APP        MEMBER    KIND           SENT                        GIVEN UP',
      '1a2b3c4d  assistant  zhangsan  text           2026-11-23 10:05:00 +08:00  2026-11-23 10:30:00 +08:00',
      '5e6f7a8b  assistant  li        image          2026-11-23 10:05:00 +08:00  2026-11-23 10:30:00 +08:00',
      '9c0d1e2f  assistant  wang      too-long       2026-11-23 10:05:00 +08:00  2026-11-23 10:30:00 +08:00',
      "ffffffff  -          -         can't be read  -                           2026-11-23 10:30:00 +08:00",
      '',
      'To put one back, with the same options: npm run redrive -- 1a2b3c4d',
      expect.stringContaining('About 3 more') as string,
      expect.stringContaining('About 1 more') as string,
    ]);
  });

  it('is in columns in Chinese too', () => {
    const { text } = listReport({ held, behind: 0, elsewhere: 0 }, textsIn('zh-CN').redrive, 'Asia/Shanghai');
    expect(text.split('\n').slice(2, 4)).toEqual([
      '编号      应用       成员      类型      发送时间                    放弃时间',
      '1a2b3c4d  assistant  zhangsan  text      2026-11-23 10:05:00 +08:00  2026-11-23 10:30:00 +08:00',
    ]);
  });

  it('says so when it is empty', () => {
    const { text, json } = listReport({ held: [], behind: 0, elsewhere: 0 }, en.redrive);
    expect(text).toBe('✓ Nothing here: no message has been given up.');
    expect(json).toEqual({ ok: true, messages: [], behind: 0, elsewhere: 0 });
  });

  it('is there for a program, with whole ids and in UTC', () => {
    const { json } = listReport({ held, behind: 0, elsewhere: 0 }, en.redrive);
    expect(json).toMatchObject({
      ok: true,
      messages: [
        {
          id: '1a2b3c4d-0000',
          readable: true,
          app: 'assistant',
          member: 'zhangsan',
          kind: 'text',
          sentAt: '2026-11-23T02:05:00.000Z',
          givenUpAt: '2026-11-23T02:30:00.000Z',
        },
        { kind: 'image' },
        { kind: 'too-long' },
        { id: 'ffffffff-0000', readable: false, givenUpAt: '2026-11-23T02:30:00.000Z' },
      ],
    });
  });

  it('never holds what was said, nor what would steer a terminal', () => {
    const steering = letterOf('1a2b3c4d-0000', messageFrom('zhang\u001b[2J'));
    const { text, json } = listReport({ held: [...held, steering], behind: 0, elsewhere: 0 }, en.redrive);
    expect(text + JSON.stringify(json)).not.toContain('nobody else may read');
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});

it.each(['put-back', 'already-answered'] as const)('what became of a message is told: %s', (result) => {
  const letter = letterOf('1a2b3c4d-0000', messageFrom('zhangsan'));
  const { text, json } = putBackReport(letter, result, en.redrive);
  expect(text).toMatch(/^✓ 1a2b3c4d /);
  expect(json).toMatchObject({ ok: true, result, message: { id: '1a2b3c4d-0000', member: 'zhangsan' } });
});

describe.each(LANGUAGES)('every fault says what, why and what next in %s', (language) => {
  const { redrive, report } = textsIn(language);
  const details = { id: '1a2b3c4d', stack: 'S', region: 'R', output: 'O', action: 'A', reason: 'because' };
  it.each(Object.keys(redrive.faults) as (keyof RedriveFaultDetails)[])('%s', (code) => {
    const fault = { code, ...details };
    const { text, json } = faultReport(fault, redrive.faults, report);
    expect(text).toMatch(new RegExp(`^✗ .+\\(${code}\\)\n  \\S+.+\n  \\S+.+\n  \\S+.+$`));
    expect(text).not.toMatch(/undefined|\[object/);
    const words = expect.stringMatching(/./) as string;
    expect(json).toMatchObject({ ok: false, fault: { code, what: words, why: words, next: words } });
  });
});
