import { startApiWorld, type ApiWorld } from './api-world';
import { ASSISTANT } from './support';

let world: ApiWorld;

beforeAll(async () => (world = await startApiWorld()));
afterAll(() => world.close());
beforeEach(() => world.control('POST', '/reset'));

const buttons = {
  card_type: 'button_interaction',
  main_title: { title: '清空对话？' },
  task_id: 'task_1',
  button_list: [
    { text: '清空', style: 1, key: 'clear' },
    { text: '查看', type: 1, url: 'https://example.com/' },
  ],
};
const notice = {
  card_type: 'text_notice',
  sub_title_text: '说明',
  card_action: { type: 1, url: 'https://example.com/' },
};
const options = [{ id: 'a', text: '甲' }];
const vote = {
  card_type: 'vote_interaction',
  main_title: { title: '选' },
  task_id: 'vote_1',
  checkbox: { question_key: 'q', mode: 1, option_list: options },
  submit_button: { text: '提交', key: 'ok' },
};
const multiple = {
  card_type: 'multiple_interaction',
  main_title: { title: '选' },
  task_id: 'multiple_1',
  select_list: [{ question_key: 'q', option_list: options }],
  submit_button: { text: '提交', key: 'ok' },
};
const news = {
  ...notice,
  card_type: 'news_notice',
  main_title: { title: '图' },
  card_image: { url: 'https://x/' },
};

const send = async (card: object, more: object = {}) => (await world.send('template_card', card, more)).json;
const update = async (body: object) =>
  (
    await world.call('message/update_template_card', {
      agentid: ASSISTANT.agentId,
      userids: ['alice'],
      ...body,
    })
  ).json;
const shown = async (member = 'alice') => (await world.messagesOf(member)).at(-1);

describe('a template card', () => {
  it.each([
    ['text_notice', notice],
    ['news_notice', news],
    ['button_interaction', buttons],
    ['vote_interaction', vote],
    ['multiple_interaction', multiple],
  ])('%s is shown', async (_, card) => {
    expect(await send(card)).toMatchObject({ errcode: 0 });
    expect(await shown()).toMatchObject({ msgtype: 'template_card', fields: card });
  });

  it('has a response_code if answers can come from it', async () => {
    expect(await send(notice)).not.toHaveProperty('response_code');
    expect(await send(buttons)).toHaveProperty('response_code');
    const menu = { action_menu: { action_list: [{ text: '更多', key: 'more' }] } };
    expect(await send({ ...notice, ...menu, task_id: 't' })).toHaveProperty('response_code');
  });

  it('needs a task_id of its own where answers can come from it', async () => {
    expect(await send({ ...buttons, task_id: undefined })).toMatchObject({ errcode: 42014 });
    expect(await send({ ...buttons, task_id: '任务' })).toMatchObject({ errcode: 42014 });
    expect(await send({ ...buttons, task_id: 'x'.repeat(129) })).toMatchObject({ errcode: 42014 });
    expect(await send(buttons)).toMatchObject({ errcode: 0 });
    expect(await send(buttons)).toMatchObject({ errcode: 42014 });
  });

  const seven = Array.from({ length: 7 }, (_, at) => ({ text: 'x', key: String(at), keyname: 'x' }));
  it.each<[string, object, number]>([
    ['an unknown type', { ...notice, card_type: 'poster' }, 40058],
    ['no title', { ...notice, sub_title_text: '' }, 40058],
    ['no link where it needs one', { ...notice, card_action: undefined }, 40058],
    ['a link to nowhere', { ...notice, card_action: { type: 0 } }, 40058],
    ['7 lines', { ...notice, horizontal_content_list: seven }, 40058],
    ['4 jumps', { ...notice, jump_list: Array.from({ length: 4 }, () => ({ title: 'x' })) }, 40058],
    [
      'a file that is none',
      { ...notice, horizontal_content_list: [{ keyname: 'x', type: 2, media_id: 'x' }] },
      40007,
    ],
    ['no actions in the menu', { ...notice, task_id: 't', action_menu: { action_list: [] } }, 40058],
    ['no picture', { ...news, card_image: undefined }, 40058],
    ['a picture too wide', { ...news, card_image: { url: 'https://x/', aspect_ratio: 2.3 } }, 40058],
    ['no button', { ...buttons, button_list: [] }, 40058],
    ['7 buttons', { ...buttons, button_list: seven }, 40058],
    ['a button without text', { ...buttons, button_list: [{ key: 'k' }] }, 42020],
    ['a button without key', { ...buttons, button_list: [{ text: 'x' }] }, 42019],
    [
      'the same key twice',
      { ...buttons, button_list: [...buttons.button_list, buttons.button_list[0]] },
      42018,
    ],
    ['a key above 1024 bytes', { ...buttons, button_list: [{ text: 'x', key: '键'.repeat(342) }] }, 42018],
    ['no options', { ...vote, checkbox: { question_key: 'q', option_list: [] } }, 40058],
    ['no submit key', { ...vote, submit_button: undefined }, 42019],
    [
      '4 selections',
      { ...multiple, select_list: Array.from({ length: 4 }, () => multiple.select_list[0]) },
      40058,
    ],
  ])('with %s is refused', async (_, card, errcode) => {
    expect(await send(card)).toMatchObject({ errcode });
    expect(await shown()).toBeUndefined();
  });
});

describe('message/update_template_card', () => {
  it('replaces the button for those named, once for each code', async () => {
    const { response_code } = await send(buttons, { touser: 'alice|bob' });
    const body = { response_code, button: { replace_name: '已清空' } };
    expect(await update(body)).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(await shown()).toMatchObject({ fields: { task_id: 'task_1', replace_name: '已清空' } });
    expect((await shown('bob'))?.['fields']).not.toHaveProperty('replace_name');
    expect(await update(body)).toMatchObject({ errcode: 60140 });
  });

  it('replaces the whole card, for all', async () => {
    const { response_code } = await send(buttons, { touser: 'alice|bob' });
    expect(await update({ response_code, atall: 1, template_card: notice })).toMatchObject({ errcode: 0 });
    expect(await shown()).toMatchObject({ fields: notice });
    expect(await shown('bob')).toMatchObject({ fields: notice });
  });

  it('within 72 h', async () => {
    const [early, late] = [await send(buttons), await send({ ...buttons, task_id: 'task_2' })];
    const button = { replace_name: 'x' };
    world.later(72 * 3_600_000 - 1);
    expect(await update({ response_code: early['response_code'], button })).toMatchObject({ errcode: 0 });
    world.later(1);
    expect(await update({ response_code: late['response_code'], button })).toMatchObject({ errcode: 60140 });
  });

  it('lists invalid users as an array, and spends no code on a refusal', async () => {
    const { response_code } = await send(buttons);
    const body = { response_code, button: { replace_name: 'x' } };
    expect(await update({ ...body, agentid: 1000003 })).toMatchObject({ errcode: 301002 });
    expect(await update({ ...body, button: {} })).toMatchObject({ errcode: 40063 });
    expect(await update({ ...body, userids: [] })).toMatchObject({ errcode: 82001 });
    await world.control('PUT', '/visible-range', { members: ['alice'] });
    const answers = [
      await update({ ...body, userids: ['Eve'] }),
      await update({ ...body, userids: ['alice', 'Eve'] }),
    ];
    await world.control('PUT', '/visible-range', { members: null });
    expect(answers).toMatchObject([
      { errcode: 81013, invaliduser: ['eve'] },
      { errcode: 0, invaliduser: ['eve'] },
    ]);
  });
});

it('a press on the card carries a code that changes it once', async () => {
  await send(buttons);
  const press = {
    msgtype: 'event',
    event: 'template_card_event',
    eventkey: 'clear',
    taskid: 'task_1',
    cardtype: 'x',
  };
  await world.control('POST', '/members/alice/messages', press);
  await world.settle();
  const response_code = world.receivedFrom('alice').at(-1)?.fields['ResponseCode'];
  const body = { response_code, button: { replace_name: '完成' } };
  expect(await update(body)).toMatchObject({ errcode: 0 });
  expect(await update(body)).toMatchObject({ errcode: 60140 });
  expect(await world.control('POST', '/members/alice/messages', { ...press, taskid: 'none' })).toMatchObject({
    status: 409,
  });
});
