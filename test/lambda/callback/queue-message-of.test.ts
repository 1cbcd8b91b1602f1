import { queueEventOf, queueMessageOf } from '../../../lambda/callback/queue-message-of';
import { parseQueueMessage } from '../../../lambda/shared/queue-message';
import type { EventMessage, MemberMessage, MessageBody } from '../../../lambda/wecom/messages';

const messageOf = (body: MessageBody): MemberMessage => ({
  createTime: 1,
  agentId: '1',
  from: 'ZhangSan',
  msgId: '4561255354251345929',
  ...body,
});
const long = '长'.repeat(3_000);

it.each<[MessageBody, object, number]>([
  [{ kind: 'text', content: '你好' }, { kind: 'text', text: '你好' }, 1],
  [{ kind: 'text', content: 'x'.repeat(80_001) }, { kind: 'too-long' }, 1],
  [{ kind: 'image', mediaId: 'm' }, { kind: 'image', mediaId: 'm' }, 2],
  [{ kind: 'voice', mediaId: 'm', format: 'amr' }, { kind: 'voice', mediaId: 'm' }, 2],
  [
    { kind: 'voice', mediaId: 'm', format: 'amr', recognition: '好' },
    { kind: 'voice', mediaId: 'm', recognition: '好' },
    2,
  ],
  [{ kind: 'video', mediaId: 'm', thumbMediaId: 't' }, { kind: 'video', coverMediaId: 't' }, 2],
  [
    { kind: 'location', latitude: 1.5, longitude: 2.5, label: long },
    { kind: 'location', latitude: 1.5, longitude: 2.5, label: long.slice(0, 2_000) },
    2,
  ],
  [
    { kind: 'link', title: long, description: long, url: 'u' },
    { kind: 'link', title: long.slice(0, 2_000), description: long.slice(0, 2_000), url: 'u' },
    2,
  ],
  [{ kind: 'file', mediaId: 'm', fileName: 'a.txt' }, { kind: 'file', mediaId: 'm', fileName: 'a.txt' }, 2],
  [{ kind: 'unknown', msgType: 'x' }, { kind: 'unsupported', what: 'unknown' }, 1],
])(
  '%j is queued as what a worker reads; version 2 is for what the last release did not know',
  (body, content, v) => {
    const queued = queueMessageOf('assistant', messageOf(body));
    expect(queued).toMatchObject({ v, member: 'zhangsan', content });
    expect(parseQueueMessage(JSON.stringify(queued))).toEqual(queued);
  },
);

const click = (key: string, createTime = 1): EventMessage => ({
  kind: 'event',
  event: 'click',
  key,
  from: 'ZhangSan',
  createTime,
});

it('a press of a menu is queued where it is a command, and nothing else is', () => {
  expect(queueEventOf('a', click('/new'))).toMatchObject({ v: 2, content: { kind: 'click', key: '/new' } });
  for (const key of ['', 'clear', '/nwe', 'x'.repeat(129)])
    expect(queueEventOf('a', click(key))).toBeUndefined();
});

it('two presses within a second are two if the buttons differ, and one if they do not', () => {
  const ids = ['/new', '/help', '/new'].map((key) => queueEventOf('a', click(key))?.id);
  expect(new Set(ids).size).toBe(2);
});

it('who leaves is queued, by whom it is; what nobody caused is not', () => {
  const left: EventMessage = { kind: 'event', event: 'unsubscribe', from: 'ZhangSan', createTime: 1 };
  expect(queueEventOf('a', left)).toMatchObject({ v: 2, member: 'zhangsan', content: { kind: 'left' } });
  expect(queueEventOf('a', { ...left, from: '' })).toBeUndefined();
});
