import { ArrivalItems } from '../../../lambda/aws/arrivals';
import { MessageQueue } from '../../../lambda/aws/message-queue';
import { memberId } from '../../../lambda/shared/member-id';
import { eventId, type QueueMessage } from '../../../lambda/shared/queue-message';
import { deliveryKey } from '../../../lambda/shared/table-keys';
import { DeadLetterQueue } from '../../redrive/dead-letters';
import { askUntil } from '../../terminal/terminal';
import { linesWith } from '../../logs/json-lines';
import { done, OPEN, type Step } from '../step';
import type { SetupWorld } from '../world';

/** For putting a message on the queue, ms. */
const SEND_MS = 15_000;
/** As WeCom limits a UserID [D90196]. */
const USERID = /^[\w.@-]{1,64}$/;

/** The welcome that the admin gets, by the same way as every answer, and then the first question with its answer. */
export function firstMessage(app: string): Step {
  return {
    name: 'first-message',
    app,
    look: async (world) => {
      const { message } = await arrivals(world).last(app);
      return message === undefined ? OPEN : done(world.texts.hasMessages(message));
    },
    act: async (world) => {
      const { terminal, texts, ports } = world;
      const startedAt = ports.clock();
      await welcome(world, app);
      terminal.say(texts.writeToIt);
      const seconds = await world.until(() => firstAnswer(world, app, startedAt));
      return texts.isAnswered(seconds);
    },
  };
}

/** As if the admin had opened the app. Asks again for a userid to whom WeCom delivers nothing. */
async function welcome(world: SetupWorld, app: string): Promise<void> {
  const { terminal, texts, ports } = world;
  for (;;) {
    const member = await askUntil<string>(terminal, texts.askUserid, (answer) =>
      USERID.test(answer) ? { value: memberId(answer) } : { fault: texts.noUserid },
    );
    const createTime = Math.floor(ports.clock() / 1000);
    const id = eventId(app, member, createTime, 'enter_agent');
    const message: QueueMessage = {
      v: 1,
      id,
      app,
      member,
      createTime,
      content: { kind: 'event', event: 'enter_agent' },
    };
    await new MessageQueue(world.sqs, world.stack.outputs.MessageQueueUrl).send(
      message,
      AbortSignal.timeout(SEND_MS),
    );
    terminal.say(texts.welcomes(member));
    const outcome = await world.until(() => outcomeOf(world, app, id));
    if (outcome !== 'unreachable') {
      terminal.say(outcome === 'welcomed' ? texts.isWelcomed : texts.isNotWelcomed);
      return;
    }
    terminal.say(`  ✗ ${texts.isUnreachable(member)}`);
    await forget(world, id);
  }
}

/** What can't be delivered is kept for an operator, who sits here already. */
async function forget({ sqs, stack, ports }: SetupWorld, id: string): Promise<void> {
  const letters = new DeadLetterQueue(sqs, stack.outputs.DeadLetterQueueUrl, ports.clock);
  await letters.whileHeld(async ({ held }) => {
    for (const letter of held) if (letter.message?.id === id) await letters.remove(letter);
  });
}

async function outcomeOf({ table }: SetupWorld, app: string, id: string): Promise<string | undefined> {
  const item = await table.get(deliveryKey(app, id));
  return item?.['state'] === 'DONE' ? String(item['outcome'] ?? '') : undefined;
}

/** @returns seconds from the question to the end of its answer; undefined: there is none yet */
async function firstAnswer(
  { logs, stack }: SetupWorld,
  app: string,
  since: number,
): Promise<number | undefined> {
  const records = await linesWith(logs, stack.outputs.AuditLogName, 'answered', since);
  const answered = records.find(({ fields }) => fields['event'] === 'answered' && fields['app'] === app);
  if (!answered) return undefined;
  const { total = 0 } = (answered.fields['ms'] ?? {}) as { total?: number };
  return Math.round(total / 100) / 10;
}

function arrivals({ table }: SetupWorld): ArrivalItems {
  return new ArrivalItems(table, { info: () => undefined, warn: () => undefined, error: () => undefined });
}
