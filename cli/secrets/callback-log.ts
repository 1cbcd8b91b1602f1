import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { URL_CHECKED } from '../../lambda/shared/callback-checks';
import { linesWith, type LogLine } from '../logs/json-lines';

/** A version of the callback secret, and since when it is in force. */
export interface CallbackVersion {
  readonly version: string;
  /** Ms since epoch. */
  readonly changedAt: number;
}

/** A request that the callback refused. */
export interface Refused {
  /** CloudWatch's, by which it is the same when it is read again. */
  readonly id: string;
  /** A code of ours, e.g. SIGNATURE. */
  readonly code: string;
}

const REFUSED = 'callback refused';
/** The clocks of two services, or of one and this machine, need not agree; ms. */
export const CLOCK_SLACK_MS = 60_000;

/** What the callback wrote of WeCom's URL checks. */
export class CallbackLog {
  constructor(
    private readonly client: CloudWatchLogsClient,
    /** Its name. */
    private readonly logGroup: string,
  ) {}

  /** Whether WeCom itself was seen to use an app's values of this version. */
  async isCheckedWith(app: string, { version, changedAt }: CallbackVersion): Promise<boolean> {
    const lines = await linesWith(this.client, this.logGroup, URL_CHECKED, changedAt - CLOCK_SLACK_MS);
    return lines.some(
      ({ fields }) => fields['app'] === app && fields['own'] === false && fields['secretVersion'] === version,
    );
  }

  /** Whether WeCom itself was seen to check an app, by whatever values were in force, as long as the log is kept. */
  async isChecked(app: string): Promise<boolean> {
    const lines = await linesWith(this.client, this.logGroup, URL_CHECKED, 0);
    return lines.some(({ fields }) => fields['app'] === app && fields['own'] === false);
  }

  /** Requests for the app that were refused. @param since ms since epoch */
  async refusalsOf(app: string, since: number): Promise<Refused[]> {
    return this.refusals(since, ({ path }) => String(path).endsWith(`/${app}`));
  }

  /** Requests for apps that there are not. @param since ms since epoch */
  async refusalsOfUnknown(since: number): Promise<Refused[]> {
    return this.refusals(since, ({ code }) => code === 'UNKNOWN_APP');
  }

  private async refusals(since: number, isMeant: (fields: LogLine['fields']) => boolean): Promise<Refused[]> {
    const lines = await linesWith(this.client, this.logGroup, REFUSED, since);
    return lines
      .filter(({ fields }) => isMeant(fields))
      .map(({ id, fields }) => ({ id, code: String(fields['code']) }));
  }
}
