import type { LambdaFunction } from './lambda-function';
import { ACCOUNT_ID } from './physical';

/** What the template says of a rule with a schedule. */
export interface ScheduleSettings {
  /** The rule's ARN. */
  readonly arn: string;
  readonly region: string;
  readonly everyMs: number;
}

/** EventBridge's part in calling a function at a fixed rate: the first time one period after the start. */
export class Schedule {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly lambda: LambdaFunction,
    private readonly settings: ScheduleSettings,
    private readonly newId: () => string,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.run(), this.settings.everyMs);
  }

  /** Calls the function once. @returns whether it succeeded; a failure is not tried again */
  async run(): Promise<boolean> {
    const { ok } = await this.lambda.invoke(this.event());
    return ok;
  }

  close(): void {
    clearInterval(this.timer);
  }

  /** https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-scheduled-events.html */
  private event(): object {
    return {
      version: '0',
      id: this.newId(),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: ACCOUNT_ID,
      time: new Date().toISOString().replace(/\.\d+/, ''),
      region: this.settings.region,
      resources: [this.settings.arn],
      detail: {},
    };
  }
}
