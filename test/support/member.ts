import { randomBytes } from 'node:crypto';
import { zhCn } from '../../lambda/chat/texts/zh-cn';
import { messageId } from '../../lambda/shared/queue-message';
import { callsFor, type Call } from './calls';
import { eventually } from './eventually';
import { runningStack, type RunningStack } from './running-stack';
import { tableItems } from './table-items';

/** A message on a member's phone. */
export interface PhoneMessage {
  readonly direction: 'in' | 'out';
  readonly msgtype: string;
  readonly content: string;
  /** What else the message has, by WeCom's names. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Milliseconds since epoch. */
  readonly time: number;
}

/** A member of the simulated company, with a phone. */
export class Member {
  /** Ids of messages that this one sent, and of which no end was seen. */
  private readonly underWay = new Set<string>();
  /** How many others it sent. */
  private ended = 0;

  /** Each test has members of its own, since all share one stack. */
  constructor(
    readonly userid = `member-${randomBytes(6).toString('hex')}`,
    private readonly stack: Pick<RunningStack, 'endpoints' | 'outputs'> = runningStack(),
    readonly app = 'assistant',
  ) {}

  /** Sends a text as WeCom would deliver it. @param repeat how many more times the same callback comes @returns its MsgId */
  async writes(content: string, repeat = 0): Promise<string> {
    const message = { msgtype: 'text', text: { content }, repeat };
    return this.sends(message);
  }

  /** Sends a message of another kind, without its envelope. @returns its MsgId; events have none */
  async sends(message: object): Promise<string> {
    const { msgid } = (await this.control('POST', 'messages', message)) as { msgid?: string };
    if (msgid !== undefined) this.underWay.add(msgid);
    return msgid ?? '';
  }

  /** Sends a text and waits until it is dealt with. @returns all that came to the member, joined */
  async asks(content: string): Promise<string> {
    const before = (await this.received()).length;
    const msgid = await this.writes(content);
    await eventually(`message ${msgid} of ${this.userid} is dealt with`, async () => {
      await this.dealtWith();
      return !this.underWay.has(msgid) || undefined;
    });
    return (await this.received()).slice(before).join('');
  }

  /** Waits until so many messages that were sent here, events aside, are dealt with: sent and remembered. */
  async isDealtWith(count: number): Promise<void> {
    await eventually(`${count} messages of ${this.userid} are dealt with`, async () =>
      (await this.dealtWith()) >= count ? true : undefined,
    );
  }

  private async dealtWith(): Promise<number> {
    for (const msgid of this.underWay) {
      const pk = `MESSAGE#${this.app}#${messageId(this.app, msgid)}`;
      const [record] = await tableItems(this.stack, pk, 'DELIVERY');
      if (record?.['state'] !== 'DONE') continue;
      if (this.underWay.delete(msgid)) this.ended += 1;
    }
    return this.ended;
  }

  /** Waits until so many messages have come to the member. @returns their contents, in order */
  receives(count: number): Promise<string[]> {
    return eventually(`${this.userid} receives ${count} messages`, async () => {
      const received = await this.received();
      return received.length >= count ? received : undefined;
    });
  }

  /**
   * The contents of the messages to the member so far, in order; without the sign of life, which comes if a busy machine
   * takes seconds until the first words.
   */
  async received(): Promise<string[]> {
    return (await this.shown()).filter((content) => content !== zhCn.signOfLife);
  }

  /** The contents of all messages to the member so far, in order. */
  async shown(): Promise<string[]> {
    return (await this.messages())
      .filter(({ direction }) => direction === 'out')
      .map(({ content }) => content);
  }

  /** The messages of one direction, without the sign of life. */
  async messagesOf(direction: PhoneMessage['direction']): Promise<PhoneMessage[]> {
    return (await this.messages()).filter(
      (message) => message.direction === direction && message.content !== zhCn.signOfLife,
    );
  }

  /** The bytes of the file that a message holds. */
  async fileIn(message: PhoneMessage | undefined): Promise<Buffer> {
    const id = String(message?.fields?.['media_id']);
    const response = await fetch(`${this.stack.endpoints.simulatorUrl}/media/${encodeURIComponent(id)}`);
    if (!response.ok) throw new Error(`The simulator has no file: ${await response.text()}`);
    return Buffer.from(await response.arrayBuffer());
  }

  /** What the functions called for this member. */
  calls(): Promise<Call[]> {
    return callsFor(this.stack, this.userid);
  }

  async messages(): Promise<PhoneMessage[]> {
    const { messages } = (await this.control('GET', 'messages')) as { messages: PhoneMessage[] };
    return messages;
  }

  private async control(method: string, subject: string, body?: object): Promise<unknown> {
    const { simulatorUrl } = this.stack.endpoints;
    const response = await fetch(`${simulatorUrl}/apps/${this.app}/members/${this.userid}/${subject}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`The simulator refused: ${await response.text()}`);
    return response.json();
  }
}

/** Waits until nothing is under way in the whole stack. */
export async function settled(
  simulatorUrl = runningStack().endpoints.simulatorUrl,
  withinMs?: number,
): Promise<void> {
  const probe = async () => {
    const answer = (await (await fetch(`${simulatorUrl}/settled`)).json()) as { settled: boolean };
    return answer.settled || undefined;
  };
  await eventually('the stack is settled', probe, withinMs);
}
