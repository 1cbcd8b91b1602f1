import type { OutgoingMessage } from '../../../lambda/wecom/outgoing-message';
import { recallMessage, sendMessage } from '../../../lambda/wecom/send';
import { FakeServer } from '../../support/fake-server';
import { errorWith } from '../../support/errors';
import { apiOf, ok } from './api-of';

const wecom = new FakeServer();
let url: string;
beforeAll(async () => {
  url = await wecom.start();
});
afterAll(() => wecom.stop());

const text = (content: string): OutgoingMessage => ({ msgtype: 'text', text: { content } });

describe('message/send', () => {
  it('tells the id, and the code of a card', async () => {
    wecom.next({ ...ok, msgid: 'm1', response_code: 'r1', invaliduser: '' });
    const card: OutgoingMessage = {
      msgtype: 'template_card',
      template_card: {
        card_type: 'button_interaction',
        main_title: { title: '清空' },
        task_id: 'task-1',
        button_list: [{ text: '好', key: 'yes' }],
      },
    };
    await expect(sendMessage(apiOf(url), 'assistant', 'a', card)).resolves.toEqual({
      msgid: 'm1',
      responseCode: 'r1',
    });
    expect(wecom.calls.at(-1)?.body).toEqual({ touser: 'a', agentid: 1000002, ...card });
  });

  it('has WeCom drop the same message within a time', async () => {
    wecom.next(ok);
    await sendMessage(apiOf(url), 'assistant', 'a', text('x'), { duplicateCheckSeconds: 120 });
    expect(wecom.calls.at(-1)?.body).toMatchObject({
      enable_duplicate_check: 1,
      duplicate_check_interval: 120,
    });
  });

  it('has succeeded with errcode 0 alone', async () => {
    wecom.next(ok);
    await expect(sendMessage(apiOf(url), 'assistant', 'a', text('x'))).resolves.toEqual({
      msgid: undefined,
      responseCode: undefined,
    });
  });

  it.each(['invaliduser', 'unlicenseduser'])('has failed when the member is in %s', async (list) => {
    wecom.next({ ...ok, [list]: 'lisi|zhangsan' });
    await expect(sendMessage(apiOf(url), 'assistant', 'ZhangSan', text('x'))).rejects.toThrow(
      errorWith({ code: 'MEMBER_UNREACHABLE' }),
    );
  });

  it('has not failed when others are', async () => {
    wecom.next({ ...ok, msgid: 'm1', invaliduser: 'zhangsan2|zhang' });
    await expect(sendMessage(apiOf(url), 'assistant', 'zhangsan', text('x'))).resolves.toMatchObject({
      msgid: 'm1',
    });
  });

  it('takes a text of 2048 bytes', async () => {
    wecom.next(ok);
    await expect(
      sendMessage(apiOf(url), 'assistant', 'a', text(`${'字'.repeat(682)}ab`)),
    ).resolves.toBeDefined();
  });

  it.each<[string, OutgoingMessage]>([
    ['a text of 2049 bytes', text('字'.repeat(683))],
    ['markdown of 2049 bytes', { msgtype: 'markdown', markdown: { content: '字'.repeat(683) } }],
    [
      'nine articles',
      { msgtype: 'news', news: { articles: Array(9).fill({ title: 't', url: 'https://example.com' }) } },
    ],
  ])('does not send %s', async (_, message) => {
    const before = wecom.calls.length;
    await expect(sendMessage(apiOf(url), 'assistant', 'a', message)).rejects.toThrow(
      errorWith({ code: 'WECOM_LIMIT' }),
    );
    expect(wecom.calls).toHaveLength(before);
  });
});

it('message/recall names the message', async () => {
  wecom.next(ok);
  await recallMessage(apiOf(url), 'assistant', 'm1');
  expect(wecom.calls.at(-1)).toMatchObject({ path: '/cgi-bin/message/recall', body: { msgid: 'm1' } });
});
