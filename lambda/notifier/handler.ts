import type { SNSEvent } from 'aws-lambda';
import { UnfilledCredentialsError } from '../shared/credentials';
import { errorFields, type Log } from '../shared/log';
import { alarmChangeIn, noticeOf, type NoticeContext } from './notice';

/** What the notifier needs. */
export interface NotifierPorts extends NoticeContext {
  /** Writes into the admins' group. @throws UnfilledCredentialsError; what WeCom says */
  readonly say: (markdown: string) => Promise<void>;
  readonly log: Log;
}

/**
 * Tells the admins' group of alarms.
 * @throws what WeCom says: Lambda then calls again, twice
 */
export async function notify(ports: NotifierPorts, event: SNSEvent): Promise<void> {
  const { say, log } = ports;
  for (const { Sns } of event.Records) {
    const change = alarmChangeIn(Sns.Message);
    if (!change) continue;
    try {
      await say(noticeOf(change, ports));
      log.info('group told', { alarm: change.id, state: change.NewStateValue });
    } catch (error) {
      if (!(error instanceof UnfilledCredentialsError)) throw error;
      log.warn('group not told', { alarm: change.id, ...errorFields(error) });
    }
  }
}
