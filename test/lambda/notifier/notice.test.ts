import { alarmChangeIn, noticeOf, type NoticeContext } from '../../../lambda/notifier/notice';
import { ALARMS } from '../../../lambda/shared/alarms';

const context: NoticeContext = { language: 'zh-CN', ips: '203.0.113.7' };

/** What CloudWatch says through the topic, in the form of its documents. */
const said = (id: string, state = 'ALARM', before = state === 'ALARM' ? 'OK' : 'ALARM') =>
  JSON.stringify({
    AlarmName: `WecomGpt-${id}`,
    AlarmDescription: 'x',
    AWSAccountId: '123456789012',
    NewStateValue: state,
    NewStateReason: 'Threshold Crossed: 1 datapoint [6.0] was greater than or equal to the threshold (5.0).',
    StateChangeTime: '2026-11-25T08:00:00.000+0000',
    Region: 'Asia Pacific (Tokyo)',
    AlarmArn: `arn:aws:cloudwatch:ap-northeast-1:123456789012:alarm:WecomGpt-${id}`,
    OldStateValue: before,
    Trigger: { MetricName: 'Blocked', Namespace: 'WecomGpt' },
  });

function notice(id: string, by: Partial<NoticeContext> = {}, state?: string): string {
  const change = alarmChangeIn(said(id, state));
  return change ? noticeOf(change, { ...context, ...by }) : '';
}

it('an alarm says in Chinese what it means and what to do, with the address, its page and a link to it', () => {
  expect(notice('blocked')).toMatchInlineSnapshot(`
    "**【告警】企业微信拒绝了应用的调用**
    > 含义：成员发的消息已保存，但暂时得不到回答；成员会收到说明。
    > 怎么办：最常见的原因是出口 IP 不可信：在企业微信管理后台，把 203.0.113.7 加入该应用的“企业可信IP”。其他错误码见手册。修好后一分钟内自动恢复。
    处理手册: \`docs/runbook.zh-CN.md#blocked\`　[在 CloudWatch 中查看](https://ap-northeast-1.console.aws.amazon.com/cloudwatch/home?region=ap-northeast-1#alarmsV2:alarm/WecomGpt-blocked)
    <font color="comment">WecomGpt-blocked · 2026-11-25T08:00:00.000+0000</font>"
  `);
});

it('the page is a link where the project can be read on the web', () => {
  const projectUrl = 'https://git.example.com/it/wecom-gpt/blob/main';
  expect(notice('dead-letters', { projectUrl })).toContain(
    `[处理手册](${projectUrl}/docs/runbook.zh-CN.md#dead-letters)`,
  );
});

it('an end says so, and not what to do', () => {
  const text = notice('blocked', {}, 'OK');
  expect(text).toContain('【已恢复】企业微信拒绝了应用的调用');
  expect(text).not.toContain('怎么办');
});

it.each(['zh-CN', 'en'] as const)('every alarm has words in %s, within what WeCom takes', (language) => {
  for (const id of ALARMS) {
    const text = notice(id, { language, ips: Array(20).fill('203.0.113.255').join(';') });
    expect(text).toContain(`#${id}`);
    expect(Buffer.byteLength(text)).toBeLessThan(4096);
    expect(text).not.toContain('undefined');
  }
});

it.each([
  ['another alarm', said('of-somebody-else')],
  ['no figures yet', said('blocked', 'INSUFFICIENT_DATA')],
  ['another message', '{"hello":1}'],
  ['no JSON', 'hello'],
  ['nothing', 'null'],
])('%s is not worth a word', (_, message) => {
  expect(alarmChangeIn(message)).toBeUndefined();
});

it('the console of China is another', () => {
  const change = alarmChangeIn(said('blocked').replace('arn:aws:', 'arn:aws-cn:'));
  expect(change && noticeOf(change, context)).toContain('.console.amazonaws.cn/');
});

it('an alarm that was just made is OK, and nothing has recovered', () => {
  expect(alarmChangeIn(said('blocked', 'OK', 'INSUFFICIENT_DATA'))).toBeUndefined();
});
