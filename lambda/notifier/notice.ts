import { alarmIn, type AlarmId } from '../shared/alarms';
import type { Language } from '../shared/bot-config';
import { notifierTextsIn } from './texts';

/**
 * What CloudWatch says of an alarm through a topic, as far as it is used.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html
 */
export interface AlarmChange {
  readonly AlarmName: string;
  readonly NewStateValue: string;
  readonly OldStateValue: string;
  /** ISO 8601. */
  readonly StateChangeTime: string;
  readonly AlarmArn: string;
}

/** What a notice is written with. */
export interface NoticeContext {
  readonly language: Language;
  /** The stack's trusted addresses. */
  readonly ips: string;
  /** Where the project's folder can be read on the web, if it can. */
  readonly projectUrl?: string | undefined;
}

/** The alarm that a message of the topic is about; undefined for what is none of ours, or not worth a word. */
export function alarmChangeIn(message: string): (AlarmChange & { readonly id: AlarmId }) | undefined {
  const change = parsed(message);
  if (typeof change?.AlarmName !== 'string') return undefined;
  const id = alarmIn(change.AlarmName);
  const { NewStateValue: now, OldStateValue: before } = change;
  // An alarm that was just made has no figures at first, and then is OK.
  const isWorthAWord = now === 'ALARM' || (now === 'OK' && before === 'ALARM');
  return id !== undefined && isWorthAWord ? { ...change, id } : undefined;
}

/** What to write into the admins' group: WeCom's markdown, at most 4096 bytes. */
export function noticeOf(
  change: AlarmChange & { readonly id: AlarmId },
  { language, ips, projectUrl }: NoticeContext,
): string {
  const texts = notifierTextsIn(language);
  const { title, meaning, next } = texts.alarms[change.id];
  const page = `${texts.runbook}#${change.id}`;
  const isAlarm = change.NewStateValue === 'ALARM';
  const links = [
    projectUrl === undefined ? `${texts.page}: \`${page}\`` : `[${texts.page}](${projectUrl}/${page})`,
    `[${texts.console}](${consoleUrlOf(change)})`,
  ];
  return [
    `**【${isAlarm ? texts.alarm : texts.recovered}】${title}**`,
    ...(isAlarm ? [`> ${texts.meaning}：${meaning}`, `> ${texts.next}：${next(ips)}`] : []),
    links.join('　'),
    `<font color="comment">${change.AlarmName} · ${change.StateChangeTime}</font>`,
  ].join('\n');
}

function consoleUrlOf({ AlarmArn, AlarmName }: AlarmChange): string {
  const [, partition = '', , region = ''] = AlarmArn.split(':');
  const domain = partition === 'aws-cn' ? 'amazonaws.cn' : 'aws.amazon.com';
  return `https://${region}.console.${domain}/cloudwatch/home?region=${region}#alarmsV2:alarm/${encodeURIComponent(AlarmName)}`;
}

function parsed(message: string): AlarmChange | undefined {
  try {
    return JSON.parse(message) as AlarmChange | undefined;
  } catch {
    return undefined;
  }
}
