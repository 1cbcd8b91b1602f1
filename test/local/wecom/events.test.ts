import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { startWorld, type ReceivedCallback, type World } from './support';

let world: World;

beforeAll(async () => {
  world = await startWorld();
  await world.control('POST', '/callback-url', { url: world.callbackUrl });
});
afterAll(() => world.close());

const cause = (member: string, event: string, more: object = {}) =>
  world.control('POST', `/members/${member}/messages`, { msgtype: 'event', event, ...more });

async function lastAfter(member: string, event: string, more: object = {}): Promise<ReceivedCallback> {
  const { status, json } = await cause(member, event, more);
  expect({ status, json }).toEqual({ status: 200, json: { msgid: null } });
  await world.settle();
  return world.received.at(-1) ?? Promise.reject(new Error('No callback came.'));
}

/** The elements below the root as nested pairs of name and content, in a fixed order. */
function nested(document: string): unknown {
  const { root } = parseXml(document);
  return root ? below(root) : undefined;
}

function below(element: XmlElement): unknown {
  const children = element.children.filter((child) => child instanceof XmlElement);
  if (children.length === 0) return element.text;
  return children
    .map((child) => [child.name, below(child)])
    .sort(([a], [b]) => String(a).localeCompare(String(b)));
}

function partOf(callback: ReceivedCallback, name: string): unknown {
  return (nested(callback.inner) as [string, unknown][]).find(([known]) => known === name)?.[1];
}

it.each<[string, object]>([
  ['subscribe', {}],
  ['unsubscribe', { eventkey: '' }],
  ['enter_agent', {}],
  ['LOCATION', { latitude: 23.104, longitude: 113.32, precision: 65, apptype: 'wxwork' }],
  ['click', { eventkey: 'k' }],
  ['VIEW', { eventkey: 'https://example.com/' }],
  ['view_miniprogram', { eventkey: 'pages/index' }],
  ['template_card_menu_event', { eventkey: 'k', taskid: 't', cardtype: 'text_notice', responsecode: 'r' }],
  ['taskcard_click', { eventkey: 'k', taskid: 't' }],
  ['inactive_alert', { effecttime: 1764518400 }],
  ['low_active_alert', { effecttime: 1764518400 }],
  ['close_inactive_agent', {}],
  ['reopen_inactive_agent', {}],
  ['low_active', {}],
  ['active_restored', {}],
  ['switch_workbench_mode', { mode: 1 }],
])('a member causes %s', async (event, more) => {
  const { fields } = await lastAfter('alice', event, more);
  expect(fields).toMatchObject({ FromUserName: 'alice', MsgType: 'event', Event: event });
  expect(fields['AgentID'] ?? fields['AgentId']).toBe('1000002');
  expect(fields).not.toHaveProperty('MsgId');
});

it.each(['scancode_push', 'scancode_waitmsg'])('%s has what was scanned', async (event) => {
  const info = { scantype: 'qrcode', scanresult: '1' };
  const callback = await lastAfter('alice', event, { eventkey: 'k', scancodeinfo: info });
  expect(partOf(callback, 'ScanCodeInfo')).toEqual([
    ['ScanResult', '1'],
    ['ScanType', 'qrcode'],
  ]);
});

it.each(['pic_sysphoto', 'pic_photo_or_album', 'pic_weixin'])('%s has its pictures', async (event) => {
  const info = { count: 2, piclist: [{ picmd5sum: 'aa' }, { picmd5sum: 'bb' }] };
  const callback = await lastAfter('alice', event, { eventkey: 'k', sendpicsinfo: info });
  expect(partOf(callback, 'SendPicsInfo')).toEqual([
    ['Count', '2'],
    [
      'PicList',
      [
        ['item', [['PicMd5Sum', 'aa']]],
        ['item', [['PicMd5Sum', 'bb']]],
      ],
    ],
  ]);
});

it('location_select has a place', async () => {
  const place = { location_x: 23, location_y: 113, scale: 15, label: '广州', poiname: '' };
  const callback = await lastAfter('alice', 'location_select', { eventkey: 'k', sendlocationinfo: place });
  expect(partOf(callback, 'SendLocationInfo')).toContainEqual(['Label', '广州']);
});

describe('template_card_event', () => {
  const chosen = {
    eventkey: 'ok',
    taskid: 't',
    cardtype: 'vote_interaction',
    responsecode: 'r',
    selecteditems: [{ questionkey: 'q', optionids: ['a', 'b'] }],
  };

  it.each([
    ['OptionId', false],
    ['OpitonId', true],
  ])('lists what was chosen as %s', async (name, misspeltOptionIds) => {
    await world.control('PUT', '/switches', { misspeltOptionIds });
    const callback = await lastAfter('alice', 'template_card_event', chosen);
    await world.control('PUT', '/switches', {});
    expect(callback.fields).toMatchObject({ TaskId: 't', ResponseCode: 'r' });
    expect(partOf(callback, 'SelectedItems')).toEqual([
      [
        'SelectedItem',
        [
          [
            `${name}s`,
            [
              [name, 'a'],
              [name, 'b'],
            ],
          ],
          ['QuestionKey', 'q'],
        ],
      ],
    ]);
  });
});

describe('what no member causes', () => {
  it.each<[string, object, string | undefined, string | undefined]>([
    ['change_contact', { changetype: 'delete_user', userid: 'zhangsan' }, 'sys', undefined],
    ['change_contact', { changetype: 'create_party', id: 2, name: '部门' }, 'sys', undefined],
    [
      'batch_job_result',
      { batchjob: { jobid: 'j', jobtype: 't', errcode: 0, errmsg: 'ok' } },
      'sys',
      undefined,
    ],
    ['upload_media_job_finish', { jobid: 'j' }, 'sys', '1000002'],
    ['share_agent_change', {}, 'sys', '1000002'],
    ['share_chain_change', {}, 'sys', '1000002'],
    ['kf_msg_or_event', { token: 't', openkfid: 'k' }, undefined, undefined],
    ['kf_account_auth_change', { authaddopenkfid: ['a'] }, 'sys', undefined],
  ])('%s %j comes from %s', async (event, more, from, agent) => {
    const { fields } = await lastAfter('sys', event, more);
    expect(fields['Event']).toBe(event);
    expect(fields['FromUserName']).toBe(from);
    expect(fields['AgentID'] ?? fields['AgentId']).toBe(agent);
    expect(await world.messagesOf('sys')).toEqual([]);
  });

  it.each(['open_approval_change', 'sys_approval_change'])('%s has any elements below', async (event) => {
    const info = {
      SpNo: '1',
      SpStatus: 2,
      Applyer: { UserId: 'a' },
      Notifyer: [{ UserId: 'b' }, { UserId: 'c' }],
    };
    const callback = await lastAfter('sys', event, { approvalinfo: info });
    expect(partOf(callback, 'ApprovalInfo')).toEqual([
      ['Applyer', [['UserId', 'a']]],
      ['Notifyer', [['UserId', 'b']]],
      ['Notifyer', [['UserId', 'c']]],
      ['SpNo', '1'],
      ['SpStatus', '2'],
    ]);
  });

  it('is refused to a member', async () => {
    const answer = await cause('alice', 'change_contact', { changetype: 'delete_user', userid: 'b' });
    expect(answer).toMatchObject({
      status: 409,
      json: { reason: expect.stringContaining('POST /members/sys/messages') as string },
    });
  });
});

it.each<[string, object, RegExp]>([
  ['change_contact', { changetype: 'marry_user' }, /"ChangeType" must be one of: create_user/],
  ['change_contact', { changetype: 'delete_user' }, /delete_user needs UserID/],
  ['scancode_push', { eventkey: 'k', scancodeinfo: { scantype: 'x' } }, /scancodeinfo needs ScanResult/],
  ['scancode_push', { eventkey: 'k', scancodeinfo: 'x' }, /must be a JSON object/],
  ['pic_weixin', { eventkey: 'k', sendpicsinfo: { count: 1, piclist: {} } }, /"piclist" must be a list/],
  ['open_approval_change', { approvalinfo: { 'a b': '1' } }, /no name for an element/],
])('refuses %s %j with the reason', async (event, more, reason) => {
  expect(await cause('sys', event, more)).toMatchObject({
    status: 400,
    json: { reason: expect.stringMatching(reason) as string },
  });
});

it('shows nested elements on the phone as they are', async () => {
  await cause('scanner', 'scancode_push', {
    eventkey: 'k',
    scancodeinfo: { scantype: 'qrcode', scanresult: '1' },
  });
  await world.settle();
  expect(await world.messagesOf('scanner')).toMatchObject([
    {
      content: 'scancode_push',
      fields: { EventKey: 'k', ScanCodeInfo: { ScanType: 'qrcode', ScanResult: '1' } },
    },
  ]);
});
