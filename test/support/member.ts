import { randomBytes } from 'node:crypto';
import { eventually } from './eventually';
import { runningStack } from './running-stack';

/** A message on a member's phone. */
export interface PhoneMessage {
  readonly direction: 'in' | 'out';
  readonly msgtype: string;
  readonly content: string;
  /** Milliseconds since epoch. */
  readonly time: number;
}

/** A member of the simulated company, with a phone. */
export class Member {
  /** Each test has members of its own, since all share one stack. */
  constructor(
    readonly userid = `member-${randomBytes(6).toString('hex')}`,
    private readonly simulatorUrl = runningStack().endpoints.simulatorUrl,
  ) {}

  /** Sends a text as WeCom would deliver it. @param repeat how many more times the same callback comes */
  async writes(content: string, repeat = 0): Promise<void> {
    await this.control('POST', 'messages', { msgtype: 'text', text: { content }, repeat });
  }

  /** Sends a message of another kind, without its envelope. */
  async sends(message: object): Promise<void> {
    await this.control('POST', 'messages', message);
  }

  /** Sends a text and waits for one more message to the member. @returns its content */
  async asks(content: string): Promise<string> {
    const before = (await this.received()).length;
    await this.writes(content);
    const received = await this.receives(before + 1);
    return received[before] ?? '';
  }

  /** Waits until so many messages have come to the member. @returns their contents, in order */
  receives(count: number): Promise<string[]> {
    return eventually(`${this.userid} receives ${count} messages`, async () => {
      const received = await this.received();
      return received.length >= count ? received : undefined;
    });
  }

  /** The contents of the messages to the member so far, in order. */
  async received(): Promise<string[]> {
    return (await this.messages())
      .filter(({ direction }) => direction === 'out')
      .map(({ content }) => content);
  }

  async messages(): Promise<PhoneMessage[]> {
    const { messages } = (await this.control('GET', 'messages')) as { messages: PhoneMessage[] };
    return messages;
  }

  private async control(method: string, subject: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.simulatorUrl}/members/${this.userid}/${subject}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`The simulator refused: ${await response.text()}`);
    return response.json();
  }
}

/** Waits until nothing is under way in the whole stack. */
export async function settled(simulatorUrl = runningStack().endpoints.simulatorUrl): Promise<void> {
  await eventually('the stack is settled', async () => {
    const answer = (await (await fetch(`${simulatorUrl}/settled`)).json()) as { settled: boolean };
    return answer.settled || undefined;
  });
}
