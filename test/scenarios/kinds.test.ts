import { zhCn } from '../../lambda/chat/texts/zh-cn';
import { Member, settled } from '../support/member';
import { runningStack } from '../support/running-stack';

/** What WeCom got for its attempts to deliver what this member caused. */
async function outcomes(...userids: string[]): Promise<string[]> {
  const answer = await fetch(`${runningStack().endpoints.simulatorUrl}/callbacks`);
  const attempts = (await answer.json()) as { member: string; outcome: string }[];
  return attempts.filter(({ member }) => userids.includes(member)).map(({ outcome }) => outcome);
}

const event = (name: string, fields: object = {}) => ({ event: name, ...fields });
const key = { eventkey: 'k' };
const scan = { ...key, scancodeinfo: { scantype: 'qrcode', scanresult: '1' } };
const pictures = { ...key, sendpicsinfo: { count: 1, piclist: [{ picmd5sum: 'a' }] } };
const card = { ...key, taskid: 'task_1', cardtype: 'text_notice', responsecode: 'rc' };

// All of [D90240] that a member causes.
it.each([
  event('LOCATION', { latitude: 23.1, longitude: 113.3, precision: 65 }),
  event('click', key),
  event('CLICK', key),
  event('view', key),
  event('view_miniprogram', key),
  event('scancode_push', scan),
  event('scancode_waitmsg', scan),
  event('pic_sysphoto', pictures),
  event('pic_photo_or_album', pictures),
  event('pic_weixin', pictures),
  event('location_select', {
    ...key,
    sendlocationinfo: { location_x: 23, location_y: 113, scale: 15, label: '广州', poiname: '' },
  }),
  event('template_card_event', { ...card, selecteditems: [{ questionkey: 'q', optionids: ['a', 'b'] }] }),
  event('template_card_menu_event', card),
  event('taskcard_click', { ...key, taskid: 'task_1' }),
  event('inactive_alert', { effecttime: 1_764_518_400 }),
  event('low_active_alert', { effecttime: 1_764_518_400 }),
  event('close_inactive_agent'),
  event('reopen_inactive_agent'),
  event('low_active'),
  event('active_restored'),
  event('switch_workbench_mode', { mode: 1 }),
])('the event $event is acknowledged at the first attempt, and costs nothing', async (fields) => {
  const member = new Member();
  await member.sends({ msgtype: 'event', ...fields });
  await settled();
  expect(await outcomes(member.userid)).toEqual(['200']);
  await expect(member.received()).resolves.toEqual([]);
});

it('who comes into the visible range, and then opens the app, is welcomed once', async () => {
  const member = new Member();
  await member.sends({ msgtype: 'event', ...event('subscribe', { eventkey: '' }) });
  await expect(member.receives(1)).resolves.toEqual([zhCn.welcome]);
  await member.sends({ msgtype: 'event', ...event('enter_agent', { eventkey: '' }) });
  await settled();
  await expect(member.received()).resolves.toEqual([zhCn.welcome]);
});

it('who opens the app first is welcomed, too', async () => {
  const member = new Member();
  await member.sends({ msgtype: 'event', ...event('enter_agent', { eventkey: '' }) });
  await expect(member.receives(1)).resolves.toEqual([zhCn.welcome]);
});

it('what no member causes is acknowledged at the first attempt, too, whether it names the app or not', async () => {
  const nobody = new Member('sys');
  const events = [
    event('change_contact', { changetype: 'delete_user', userid: 'zhangsan' }),
    event('batch_job_result', { batchjob: { jobid: 'j', jobtype: 'sync_user', errcode: 0, errmsg: 'ok' } }),
    event('upload_media_job_finish', { jobid: 'j' }),
    event('share_agent_change'),
    event('kf_msg_or_event', { token: 't', openkfid: 'kf' }),
  ];
  for (const fields of events) await nobody.sends({ msgtype: 'event', ...fields });
  await settled();
  expect(await outcomes('sys', '')).toEqual(events.map(() => '200'));
});
