import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { GrantUse } from '../../../local/aws/iam/execution-role';
import { eventually } from '../eventually';
import type { MatrixStack } from '../fault-matrix/stack';
import type { Member } from '../member';
import { asOperator } from '../running-stack';

/** What a grant is needed for. */
export interface Scenario {
  /** Grants, as `nameOf` says them. */
  readonly needs: RegExp;
  /** The app whose member plays it. @default the default app */
  readonly app?: string;
  /** Whether it can be played beside others: what is withheld is withheld for its member alone. */
  readonly isOfMember: boolean;
  /** Whether it needs the grants once: they are taken away before it has come as promised. */
  readonly isOnce?: boolean;
  /** What comes of it where nothing is withheld. */
  readonly promised: string;
  /** @returns what came of it, in a few words */
  play(trial: Trial): Promise<string>;
}

/** One playing of a scenario, with or without a grant. */
export class Trial {
  /** @param grant absent: nothing is withheld */
  constructor(
    readonly matrix: MatrixStack,
    readonly member: Member,
    private readonly isOfMember: boolean,
    private readonly grant?: GrantUse,
  ) {}

  /** From now on the grant is taken away. */
  async withhold(): Promise<void> {
    if (!this.grant) return;
    const { function: name, action, resource } = this.grant;
    const scope = this.isOfMember ? { member: this.member.userid } : {};
    await this.matrix.control('PUT', 'withheld-grants', [{ function: name, action, resource, ...scope }]);
  }

  /** How many calls were denied for want of the grant. */
  async missed(): Promise<number> {
    const { grant } = this;
    if (!grant) return 0;
    return (await grantsOf(this.matrix)).find((each) => nameOf(each) === nameOf(grant))?.missed ?? 0;
  }

  /** The next invocations are those of new sandboxes; all that the old ones wrote is there. */
  async makeCold(): Promise<void> {
    await this.matrix.settled();
    await this.matrix.control('DELETE', 'sandboxes');
  }

  /** Waits for WeCom's first attempt to deliver the member's message. @returns what came of it */
  callback(): Promise<string> {
    const { userid, app } = this.member;
    return eventually(`a callback of ${userid} was answered, or not`, async () => {
      const attempts = (await this.matrix.control('GET', `apps/${app}/callbacks`)) as {
        member: string;
        outcome: string;
        passiveReply: string;
      }[];
      const first = attempts.find(({ member }) => member === userid);
      return first && `${first.outcome}, passive reply ${first.passiveReply}`;
    });
  }

  /** What came of the first attempt at the member's message; undefined: nothing yet. */
  async attempted(): Promise<string | undefined> {
    const { matrix, member } = this;
    const line = matrix.lineOf(member, 'dealt with', 'message waits', 'message not answered yet');
    return line && `${String(line['event'])}: ${(await member.received()).join('')}`;
  }

  /** Waits for the first attempt at the member's message. @returns what came of it */
  attempt(): Promise<string> {
    return eventually(`a message of ${this.member.userid} is taken`, () => this.attempted());
  }

  /** Messages in the queue: waiting, and in hand. */
  async queued(): Promise<string> {
    const { endpoints, outputs } = this.matrix.stack;
    const client = new SQSClient(asOperator(endpoints.sqsUrl));
    const { Attributes = {} } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: outputs['MessageQueueUrl'], AttributeNames: ['All'] }),
    );
    client.destroy();
    const { ApproximateNumberOfMessages: waiting, ApproximateNumberOfMessagesNotVisible: inHand } =
      Attributes;
    return `${waiting ?? ''} wait, ${inHand ?? ''} in hand`;
  }
}

export async function grantsOf(matrix: MatrixStack): Promise<GrantUse[]> {
  return (await matrix.control('GET', 'grants')) as GrantUse[];
}

/** `function action on resource`. */
export function nameOf({ function: name, action, resource }: GrantUse): string {
  return `${name} ${action} on ${resource}`;
}
