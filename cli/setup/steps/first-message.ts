import { ArrivalItems } from '../../../lambda/aws/arrivals';
import { MessageQueue } from '../../../lambda/aws/message-queue';
import type { AuditRecord } from '../../../lambda/shared/audit-record';
import { memberId } from '../../../lambda/shared/member-id';
import { eventId, type QueueMessage } from '../../../lambda/shared/queue-message';
import { deliveryKey } from '../../../lambda/shared/table-keys';
import { DeadLetterQueue } from '../../redrive/dead-letters';
import { CLOCK_SLACK_MS } from '../../secrets/callback-log';
import { askUntil } from '../../terminal/terminal';
import { linesWith } from '../../logs/json-lines';
import { done, OPEN, type Step } from '../step';
import type { SetupWorld } from '../world';
import { untilOrTold } from './doctor-words';

/** The event by which a member is welcomed [D90240]. */
const WELCOMED = 'enter_agent';
/** Of a question that was not answered, or waits. */
const IN_THE_WAY = ['failed', 'refused', 'waited'];
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
      const startedAt = ports.clock() - CLOCK_SLACK_MS;
      await welcome(world, app);
      terminal.say(texts.writeToIt);
      const told = new Set<string>();
      const seconds = await untilOrTold(world, app, () => firstAnswer(world, app, startedAt, told));
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
    const id = eventId(app, member, createTime, WELCOMED);
    const message: QueueMessage = {
      v: 1,
      id,
      app,
      member,
      createTime,
      content: { kind: 'event', event: WELCOMED },
    };
    await new MessageQueue(world.sqs, world.stack.outputs.MessageQueueUrl).send(
      message,
      AbortSignal.timeout(SEND_MS),
    );
    terminal.say(texts.welcomes(member));
    const outcome = await untilOrTold(world, app, () => outcomeOf(world, app, id));
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

/**
 * Says of every other record of the app what it is, once.
 * @param told ids of records
 * @returns seconds from the question to the end of its answer; undefined: there is none yet
 */
async function firstAnswer(
  { logs, stack, terminal, texts }: SetupWorld,
  app: string,
  since: number,
  told: Set<string>,
): Promise<number | undefined> {
  const records = await linesWith(logs, stack.outputs.AuditLogName, app, since);
  for (const { fields } of records as readonly { readonly fields: Partial<AuditRecord> }[]) {
    const { id = '', event, result = '', error, ms } = fields;
    // What became of the welcome is said already.
    if (fields.app !== app || fields.kind === WELCOMED || told.has(id)) continue;
    told.add(id);
    if (event === 'answered') return Math.round((ms?.total ?? 0) / 100) / 10;
    if (IN_THE_WAY.includes(String(event))) terminal.say(texts.isNoAnswer(result, error));
  }
  return undefined;
}

function arrivals({ table }: SetupWorld): ArrivalItems {
  return new ArrivalItems(table, { info: () => undefined, warn: () => undefined, error: () => undefined });
}
