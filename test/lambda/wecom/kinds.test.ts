import { parseWecomMessage } from '../../../lambda/wecom/messages';

const MESSAGE = '<FromUserName><![CDATA[ZhangSan]]></FromUserName><MsgId>1</MsgId>';
const EVENT = '<FromUserName><![CDATA[ZhangSan]]></FromUserName><MsgType><![CDATA[event]]></MsgType>';
const COMMON = '<ToUserName>ww1</ToUserName><CreateTime>1348831860</CreateTime><AgentID>1</AgentID>';
const parse = (inner: string) => parseWecomMessage(`<xml>${COMMON}${inner}</xml>`);

// The documents' own examples [D90239].
describe('a message', () => {
  it.each([
    [
      'image',
      '<MsgType>image</MsgType><PicUrl>this is a url</PicUrl><MediaId>media_id</MediaId>',
      { mediaId: 'media_id' },
    ],
    [
      'voice',
      '<MsgType>voice</MsgType><MediaId>media_id</MediaId><Format>amr</Format>',
      { mediaId: 'media_id', format: 'amr' },
    ],
    [
      'voice',
      '<MsgType>voice</MsgType><MediaId>m</MediaId><Format>amr</Format><Recognition>你好</Recognition>',
      { recognition: '你好' },
    ],
    [
      'video',
      '<MsgType>video</MsgType><MediaId>media_id</MediaId><ThumbMediaId>thumb</ThumbMediaId>',
      { mediaId: 'media_id', thumbMediaId: 'thumb' },
    ],
    [
      'location',
      '<MsgType>location</MsgType><Location_X>23.134</Location_X><Location_Y>113.358</Location_Y><Scale>20</Scale><Label>位置信息</Label><AppType>wxwork</AppType>',
      { latitude: 23.134, longitude: 113.358, label: '位置信息' },
    ],
    [
      'link',
      '<MsgType>link</MsgType><Title>this is a title！</Title><Description>d</Description><Url>URL</Url><PicUrl>p</PicUrl>',
      { title: 'this is a title！', description: 'd', url: 'URL' },
    ],
    [
      'file',
      '<MsgType>file</MsgType><MediaId>m</MediaId><FileName>报告.pdf</FileName>',
      { mediaId: 'm', fileName: '报告.pdf' },
    ],
    ['unknown', '<MsgType>emotion</MsgType>', { msgType: 'emotion' }],
  ])('of kind %s: %s', (kind, xml, fields) => {
    expect(parse(MESSAGE + xml)).toMatchObject({
      kind,
      from: 'ZhangSan',
      msgId: '1',
      agentId: '1',
      ...fields,
    });
  });
});

// [D90240], in the order of its table.
describe('an event', () => {
  const items = (options: string, option: string) =>
    `<SelectedItems><SelectedItem><QuestionKey>QuestionKey1</QuestionKey><${options}><${option}>OptionId1</${option}>` +
    `<${option}>OptionId2</${option}></${options}></SelectedItem></SelectedItems>`;
  const card =
    '<EventKey>key111</EventKey><TaskId>taskid111</TaskId><CardType>text_notice</CardType><ResponseCode>rc</ResponseCode>';
  const cardFields = { key: 'key111', taskId: 'taskid111', cardType: 'text_notice', responseCode: 'rc' };
  const selected = [{ questionKey: 'QuestionKey1', optionIds: ['OptionId1', 'OptionId2'] }];
  const scan =
    '<EventKey>k</EventKey><ScanCodeInfo><ScanType>qrcode</ScanType><ScanResult>1</ScanResult></ScanCodeInfo>';
  const pictures =
    '<EventKey>k</EventKey><SendPicsInfo><Count>2</Count><PicList><item><PicMd5Sum>a</PicMd5Sum></item><item><PicMd5Sum>b</PicMd5Sum></item></PicList></SendPicsInfo>';

  it.each([
    ['subscribe', '', {}],
    ['unsubscribe', '<EventKey></EventKey>', {}],
    ['enter_agent', '<EventKey><![CDATA[]]></EventKey>', {}],
    [
      'LOCATION',
      '<Latitude>23.104</Latitude><Longitude>113.320</Longitude><Precision>65.000</Precision>',
      { latitude: 23.104, longitude: 113.32 },
    ],
    ['CLICK', '<EventKey>EVENTKEY</EventKey>', { key: 'EVENTKEY' }],
    ['view', '<EventKey>www.qq.com</EventKey>', { key: 'www.qq.com' }],
    ['view_miniprogram', '<EventKey>pages/index</EventKey>', { key: 'pages/index' }],
    ['scancode_push', scan, { key: 'k', scanType: 'qrcode', scanResult: '1' }],
    ['scancode_waitmsg', scan, { key: 'k', scanType: 'qrcode', scanResult: '1' }],
    ['pic_sysphoto', pictures, { key: 'k', pictures: ['a', 'b'] }],
    ['pic_photo_or_album', pictures, { pictures: ['a', 'b'] }],
    ['pic_weixin', '<EventKey>k</EventKey>', { key: 'k', pictures: [] }],
    [
      'location_select',
      '<EventKey>k</EventKey><SendLocationInfo><Location_X>23</Location_X><Location_Y>113</Location_Y><Scale>15</Scale><Label>广州</Label><Poiname/></SendLocationInfo>',
      { key: 'k', latitude: 23, longitude: 113, label: '广州' },
    ],
    ['template_card_event', card + items('OptionIds', 'OptionId'), { ...cardFields, selected }],
    ['template_card_event', card + items('OpitonIds', 'OpitonId'), { ...cardFields, selected }],
    ['template_card_menu_event', card, { ...cardFields, selected: [] }],
    ['taskcard_click', '<EventKey>k</EventKey><TaskId>t</TaskId>', { key: 'k', taskId: 't' }],
    [
      'batch_job_result',
      '<BatchJob><JobId>j</JobId><JobType>sync_user</JobType><ErrCode>0</ErrCode><ErrMsg>ok</ErrMsg></BatchJob>',
      { jobId: 'j', jobType: 'sync_user', errcode: 0 },
    ],
    [
      'change_contact',
      '<ChangeType>delete_user</ChangeType><UserID>zhangsan</UserID>',
      { changeType: 'delete_user', id: 'zhangsan' },
    ],
    [
      'change_contact',
      '<ChangeType>delete_party</ChangeType><Id>2</Id>',
      { changeType: 'delete_party', id: '2' },
    ],
    [
      'change_contact',
      '<ChangeType>update_tag</ChangeType><TagId>3</TagId>',
      { changeType: 'update_tag', id: '3' },
    ],
    ['inactive_alert', '<EffectTime>1764518400</EffectTime>', { effectTime: 1764518400 }],
    ['low_active_alert', '<EffectTime>1764518400</EffectTime>', { effectTime: 1764518400 }],
    ['close_inactive_agent', '', {}],
    ['reopen_inactive_agent', '', {}],
    ['low_active', '', {}],
    ['active_restored', '', {}],
    ['upload_media_job_finish', '<JobId>j</JobId>', { jobId: 'j' }],
    ['kf_msg_or_event', '<Token>t</Token><OpenKfId>kf</OpenKfId>', { token: 't', openKfId: 'kf' }],
  ])('%s: %s', (name, xml, fields) => {
    expect(parse(`${EVENT}<Event><![CDATA[${name}]]></Event>${xml}`)).toMatchObject({
      kind: 'event',
      event: name.toLowerCase(),
      from: 'ZhangSan',
      ...fields,
    });
  });

  it.each([
    'open_approval_change',
    'sys_approval_change',
    'share_agent_change',
    'switch_workbench_mode',
    'new_one',
  ])('%s is kept as unknown', (name) => {
    expect(parse(`${EVENT}<Event>${name}</Event>`)).toMatchObject({ kind: 'event', event: 'unknown', name });
  });

  it('of a kind that is known but without its elements is no fault', () => {
    const xml = `${EVENT}<Event>template_card_event</Event>`;
    expect(parse(xml)).toMatchObject({ event: 'template_card_event', taskId: '', selected: [] });
  });

  it('that nobody caused may have no sender', () => {
    const xml =
      '<MsgType>event</MsgType><Event>kf_msg_or_event</Event><Token>t</Token><OpenKfId>k</OpenKfId>';
    expect(parse(xml)).toMatchObject({ kind: 'event', from: '' });
  });
});

it('white space in end tags and between them changes nothing', () => {
  const xml = `<xml>\n ${COMMON} ${MESSAGE}\n<MsgType >text</MsgType ><Content>一</Content ></xml >\n`;
  expect(parseWecomMessage(xml)).toMatchObject({ kind: 'text', content: '一' });
});
