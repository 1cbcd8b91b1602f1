import { encrypt, getSignature } from '@wecom/crypto';
import { amr, JPEG, MP4, startApiWorld, type ApiWorld } from './api-world';
import { ASSISTANT, CORP_ID } from './support';

let world: ApiWorld;

beforeAll(async () => (world = await startApiWorld()));
afterAll(() => world.close());

/** A passive reply with these elements, everything else right. */
function reply(member: string, msgtype: string, elements: string): string {
  const inner = `<xml><ToUserName>${member}</ToUserName><FromUserName>${CORP_ID}</FromUserName><CreateTime>1</CreateTime><MsgType>${msgtype}</MsgType>${elements}</xml>`;
  const sealed = encrypt(ASSISTANT.encodingAesKey, inner, CORP_ID);
  const signature = getSignature(ASSISTANT.token, 1, 'nonce', sealed);
  return `<xml><Encrypt>${sealed}</Encrypt><MsgSignature>${signature}</MsgSignature><TimeStamp>1</TimeStamp><Nonce>nonce</Nonce></xml>`;
}

/** @returns what became of the reply, and the last message on the phone */
async function answered(
  member: string,
  message: object,
  msgtype: string,
  elements: string,
): Promise<{ fate: string | undefined; last: Record<string, unknown> | undefined }> {
  world.answerWith((_, response) => void response.end(reply(member, msgtype, elements)));
  await world.control('POST', `/members/${member}/messages`, message);
  await world.settle();
  const { json } = await world.control('GET', '/callbacks');
  const attempts = json as { member: string; passiveReply: string }[];
  const fate = attempts.findLast((attempt) => attempt.member === member)?.passiveReply;
  return { fate, last: (await world.messagesOf(member)).at(-1) };
}

const hello = { msgtype: 'text', text: { content: 'hi' } };

describe('to a message', () => {
  it.each([
    ['image', 'Image', JPEG],
    ['voice', 'Voice', amr(100)],
    ['video', 'Video', MP4],
  ])('%s by its MediaId', async (kind, element, bytes) => {
    const id = await world.upload(kind, 'x', bytes);
    const { fate, last } = await answered(
      'alice',
      hello,
      kind,
      `<${element}><MediaId>${id}</MediaId></${element}>`,
    );
    expect(fate).toBe('shown');
    expect(last).toMatchObject({ msgtype: kind, direction: 'out', passive: true, fields: { MediaId: id } });
  });

  it('video with its texts, cut', async () => {
    const id = await world.upload('video', 'x', MP4);
    const elements = `<Video><MediaId>${id}</MediaId><Title>${'x'.repeat(129)}</Title></Video>`;
    const { last } = await answered('alice', hello, 'video', elements);
    expect(last).toMatchObject({ cut: true, fields: { Title: 'x'.repeat(128) } });
  });

  it('news', async () => {
    const item = '<item><Title>标题</Title><Url>https://example.com/</Url></item>';
    const elements = `<ArticleCount>2</ArticleCount><Articles>${item}${item}</Articles>`;
    const { fate, last } = await answered('alice', hello, 'news', elements);
    const article = { Title: '标题', Url: 'https://example.com/' };
    expect(fate).toBe('shown');
    expect(last).toMatchObject({ msgtype: 'news', fields: { Articles: [article, article] } });
  });

  it.each([
    ['image', '', /MediaId is missing/],
    ['image', '<Image><MediaId>none</MediaId></Image>', /no image that can be sent/],
    [
      'news',
      '<ArticleCount>2</ArticleCount><Articles><item><Title>x</Title></item></Articles>',
      /ArticleCount/,
    ],
    [
      'news',
      '<ArticleCount>1</ArticleCount><Articles><item><Url>x</Url></item></Articles>',
      /Title is missing/,
    ],
    ['update_button', '<Button><ReplaceName>x</ReplaceName></Button>', /no passive update_button/],
  ])('%s %s is ignored, with the reason', async (kind, elements, reason) => {
    const { fate, last } = await answered('wrong', hello, kind, elements);
    expect(fate).toMatch(reason);
    expect(last).toMatchObject({ direction: 'in' });
  });
});

describe('to a press on a card', () => {
  const card = {
    card_type: 'button_interaction',
    main_title: { title: '清空？' },
    task_id: 'task_1',
    button_list: [{ text: '清空', key: 'clear' }],
  };
  const press = {
    msgtype: 'event',
    event: 'template_card_event',
    eventkey: 'clear',
    taskid: 'task_1',
    cardtype: 'button_interaction',
  };
  const button = '<Button><ReplaceName>已清空</ReplaceName></Button>';

  beforeEach(async () => {
    await world.control('POST', '/reset');
    await world.send('template_card', card, { touser: 'alice|bob' });
  });
  const cardOf = async (member: string) =>
    (await world.messagesOf(member)).find(({ msgtype }) => msgtype === 'template_card');

  it('the button changes, on the phone of the one who pressed it', async () => {
    expect((await answered('alice', press, 'update_button', button)).fate).toBe('shown');
    expect(await cardOf('alice')).toMatchObject({ fields: { replace_name: '已清空' } });
    expect((await cardOf('bob'))?.['fields']).not.toHaveProperty('replace_name');
  });

  it('the whole card changes, its names in CamelCase and its lists repeated', async () => {
    const elements =
      '<TemplateCard><CardType>text_notice</CardType><MainTitle><Title>已清空</Title></MainTitle>' +
      '<HorizontalContentList><KeyName>时间</KeyName><Value>今天</Value></HorizontalContentList>' +
      '<HorizontalContentList><KeyName>人</KeyName><Type>3</Type><UserId>alice</UserId></HorizontalContentList>' +
      '<CardAction><Type>1</Type><Url>https://example.com/</Url></CardAction></TemplateCard>';
    expect((await answered('alice', press, 'update_template_card', elements)).fate).toBe('shown');
    expect(await cardOf('alice')).toMatchObject({
      fields: {
        card_type: 'text_notice',
        main_title: { title: '已清空' },
        horizontal_content_list: [
          { keyname: '时间', value: '今天' },
          { keyname: '人', type: 3, userid: 'alice' },
        ],
        card_action: { type: 1, url: 'https://example.com/' },
      },
    });
  });

  it.each([
    ['text', '<Content>x</Content>', /no passive text here, only: update_button/],
    ['update_button', '', /ReplaceName is missing/],
    ['update_template_card', '<TemplateCard><CardType>poster</CardType></TemplateCard>', /invalid card_type/],
    [
      'update_template_card',
      '<TemplateCard><Colour>red</Colour></TemplateCard>',
      /no card has the element Colour/,
    ],
  ])('%s %s is ignored, with the reason', async (kind, elements, reason) => {
    expect((await answered('alice', press, kind, elements)).fate).toMatch(reason);
    expect(await cardOf('alice')).toMatchObject({ fields: card });
  });

  it('nothing changes where there is no such card', async () => {
    const { fate } = await answered('carol', press, 'update_button', button);
    expect(fate).toBe('carol has no card with the TaskId task_1');
  });
});
