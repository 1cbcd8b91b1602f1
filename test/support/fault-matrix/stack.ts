import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { LocalStackOptions } from '../../../local/local-stack';
import { eventually } from '../eventually';
import { Member, settled, type PhoneMessage } from '../member';
import { startOwnStack, type OwnStack } from '../own-stack';
import { asOperator } from '../running-stack';
import { passively, type AdminLine, type Observed } from './row';

type LogLine = Readonly<Record<string, unknown>>;

/** What the functions of a stack log, line by line. */
class FunctionLog {
  readonly lines: LogLine[] = [];
  private readonly byMember = new Map<unknown, LogLine[]>();

  add(text: string): void {
    if (!text.startsWith('{')) return;
    const added = JSON.parse(text) as LogLine;
    // A line for CloudWatch's metrics is none for an admin.
    if ('_aws' in added) return;
    this.lines.push(added);
    this.byMember.set(added['member'], [...this.of(added['member']), added]);
  }

  /** The lines that name the member, in lower case. */
  of(userid: unknown): readonly LogLine[] {
    return this.byMember.get(userid) ?? [];
  }
}

/** A stack of a matrix's own, with what its functions log. */
export class MatrixStack {
  private constructor(
    readonly stack: OwnStack,
    private readonly log: FunctionLog,
  ) {}

  /** @param options @default the assembly of the stack that the tests share */
  static async start(options: Partial<LocalStackOptions> = {}): Promise<MatrixStack> {
    const log = new FunctionLog();
    return new MatrixStack(await startOwnStack({ onLog: (_, text) => log.add(text), ...options }), log);
  }

  close(): Promise<void> {
    return this.stack.close();
  }

  member(userid?: string, app?: string): Member {
    return new Member(userid, this.stack, app);
  }

  /** Steers the simulator and the services. */
  async control(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.stack.endpoints.simulatorUrl}/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`The simulator refused ${method} ${path}: ${text}`);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  }

  /** How many lines there are now, for `observe`. */
  get mark(): number {
    return this.log.lines.length;
  }

  /** Waits for a log line with these fields. */
  async logs(fields: LogLine, since: number): Promise<void> {
    await eventually(
      `a log line has ${JSON.stringify(fields)}`,
      () => this.hasLogged(fields, since) || undefined,
    );
  }

  /** The first log line that names the member and is about one of these events. */
  lineOf({ userid }: Member, ...events: string[]): LogLine | undefined {
    return this.log.of(userid.toLowerCase()).find(({ event }) => events.includes(String(event)));
  }

  hasLogged(fields: LogLine, since: number): boolean {
    return this.log.lines.slice(since).some((each) => has(each, fields));
  }

  /** Whether what was logged last of the app's block is that it is blocked. */
  isBlocked(since: number): boolean {
    const last = this.log.lines
      .slice(since)
      .findLast(({ event }) => event === 'app blocked' || event === 'app unblocked');
    return last?.['event'] === 'app blocked';
  }

  /** Waits until a callback of the member was taken. @returns what came of each attempt, e.g. `200` */
  callbackOutcomes({ userid }: Member): Promise<string[]> {
    return eventually(`a callback of ${userid} is taken`, async () => {
      const attempts = (await this.control('GET', 'callbacks')) as { member: string; outcome: string }[];
      const outcomes = attempts.filter(({ member }) => member === userid).map(({ outcome }) => outcome);
      return outcomes.includes('200') ? outcomes : undefined;
    });
  }

  /** Waits until no sandbox is at work any more. */
  settled(): Promise<void> {
    return settled(this.stack.endpoints.simulatorUrl);
  }

  /** Waits until so many messages of the member are dealt with. */
  async hasDealtWith(member: Member, count = 1): Promise<void> {
    await eventually(
      `${count} messages of ${member.userid} are dealt with`,
      () => this.dealtWith(member) >= count || undefined,
    );
  }

  /** How many messages of the member are dealt with. */
  dealtWith({ userid }: Member): number {
    return this.log.of(userid).filter(({ event }) => event === 'dealt with').length;
  }

  /**
   * What came of the member's last message.
   * @param kept who is in the dead-letter queue
   * @param since also lines that name no member count, from this one on; without it only the member's own
   */
  async observe(member: Member, kept: ReadonlySet<string>, since?: number): Promise<Observed> {
    const userid = member.userid.toLowerCase();
    const own = this.log.of(userid);
    const noticed = (since === undefined ? own : this.log.lines.slice(since)).filter(isNoticed);
    const last = own.findLast(({ event }) => event === 'dealt with');
    const isLate = own.some(({ event }) => event === 'message waits' || event === 'message not answered yet');
    const isKept = kept.has(userid);
    return {
      member: (await member.messages()).filter(({ direction }) => direction === 'out').map(textOf),
      admin: unique(noticed.map((each) => adminLine(each, userid))),
      end: `${String(last?.['outcome']).replace('-', ' ')} ${isLate ? 'later' : 'at once'}${isKept ? ', kept in the dead-letter queue' : ''}`,
    };
  }

  /** Empties the dead-letter queue. @returns whose messages were in it */
  async deadLetters(): Promise<Set<string>> {
    const client = new SQSClient(asOperator(this.stack.endpoints.sqsUrl));
    const QueueUrl = this.stack.outputs['DeadLetterQueueUrl'];
    const members = new Set<string>();
    for (;;) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
      );
      if (Messages.length === 0) break;
      for (const { Body = '', ReceiptHandle } of Messages) {
        members.add((JSON.parse(Body) as { member: string }).member);
        await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
    client.destroy();
    return members;
  }
}

function has(each: LogLine, fields: LogLine): boolean {
  return Object.entries(fields).every(([name, value]) => each[name] === value);
}

function isNoticed({ level, event, code }: LogLine): boolean {
  // A busy machine does not answer within the second that the callback has for it.
  if (event === 'status not read' && code === 'AbortError') return false;
  return level !== 'info' || event === 'app unblocked';
}

/** Node has several names for it. */
const BROKEN_CONNECTION = /(?:TimeoutError: )?socket hang up|(?:read )?ECONNRESET|UND_ERR_SOCKET/g;

function adminLine(
  { event, code, reason, status, message, because, remedy }: LogLine,
  userid: string,
): AdminLine {
  // Which of its tries the queue refused last is chance.
  if (typeof status === 'number') return { event: String(event), code: String(status), says: '' };
  const says = [message ?? because, event === 'app blocked' ? remedy : undefined];
  return {
    event: String(event),
    code: [code, reason].find((each) => typeof each === 'string') ?? '',
    says: says
      .filter((each) => typeof each === 'string')
      .join('. ')
      .replaceAll(userid, 'zhangsan')
      .replace(BROKEN_CONNECTION, 'ECONNRESET'),
  };
}

function unique(lines: readonly AdminLine[]): AdminLine[] {
  const isFirst = ({ event, code }: AdminLine, index: number): boolean =>
    lines.findIndex((each) => each.event === event && each.code === code) === index;
  return lines.filter(isFirst);
}

function textOf({ content, ...message }: PhoneMessage): string {
  return 'passive' in message ? passively(content) : content;
}
