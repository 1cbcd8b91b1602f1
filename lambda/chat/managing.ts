import type { AppConfig, BotConfig } from '../shared/bot-config';
import { budgetUsed } from './budget';
import { isAdmin } from './audience';
import { dateIn, monthOf } from './calendar';
import { sameIn } from './command-answers';
import { NO_USAGE } from './conversation';
import type { Delivery } from './delivery';
import type { ManagingCommand } from './managing-commands';
import { splitIntoParts } from './parts';
import type {
  AppStatus,
  AppStatuses,
  Confirmations,
  Controls,
  Health,
  Managed,
  ManagingAction,
  Member,
  Messenger,
  Spendings,
  UsageCounts,
  Used,
} from './ports';
import { UndeliverableError } from './sending';
import type { Texts } from './texts';

/** What managing takes. */
export interface ManagingPorts {
  readonly config: BotConfig;
  readonly usage: Pick<UsageCounts, 'used'>;
  readonly spendings: Spendings;
  readonly controls: Controls;
  readonly confirmations: Confirmations;
  readonly statuses: Pick<AppStatuses, 'statusOf' | 'setPaused' | 'setModel'>;
  readonly health: Health;
  readonly messenger: Pick<Messenger, 'notify'>;
  /** Milliseconds since epoch. */
  readonly clock: () => number;
}

/** Who tells the bot to, and where. */
export interface FromAdmin {
  readonly admin: Member;
  readonly app: AppConfig;
  readonly status: AppStatus;
  readonly texts: Texts;
}

interface Done {
  readonly words: string;
  readonly managed: Managed;
}

/** A notice is one message [D90236]. */
const MAX_NOTICE_BYTES = 2048;
/** So long an admin has to confirm. */
const CONFIRM_MS = 5 * 60_000;

/**
 * Does what an admin tells the bot to, and says so; what hurts has to be confirmed first. Repeating it, as after a crash,
 * changes nothing. Who is no admin is told that.
 * @throws MustWaitError, UndeliverableError; what the table throws
 */
export async function manage(
  ports: ManagingPorts,
  delivery: Delivery,
  command: ManagingCommand,
  from: FromAdmin,
): Promise<void> {
  const isAllowed = isAdmin(ports.config, from.admin.id);
  const { words, managed } = isAllowed
    ? await outcomeOf(ports, delivery, command, from)
    : { words: from.texts.managing.notAdmin, managed: { action: command.name } };
  await delivery.conclude(splitIntoParts(words), {
    outcome: isAllowed ? 'managed' : 'not-admin',
    usage: NO_USAGE,
    tokens: 0,
    managed,
  });
}

async function outcomeOf(
  ports: ManagingPorts,
  delivery: Delivery,
  command: ManagingCommand,
  from: FromAdmin,
): Promise<Done> {
  const { texts } = from;
  const { managing } = texts;
  switch (command.name) {
    case 'help':
      return { words: managing.help, managed: { action: 'help' } };
    case 'misspelt':
      return { words: managing.misspelt(command.command), managed: { action: 'misspelt' } };
    case 'usage':
      return {
        words: await usageIn(ports, command, from),
        managed: { action: 'usage', ...targetOf(command.member) },
      };
    case 'status':
      return { words: await statusIn(ports, from), managed: { action: 'status' } };
    case 'model':
      return useModel(ports, command.model, from);
    case 'raise':
      return act(ports, delivery, from, { ...command, target: command.member });
    case 'unblock':
      return act(ports, delivery, from, { name: 'unblock', target: command.member });
    case 'resume':
      return act(ports, delivery, from, { name: 'resume' });
    case 'block':
      return isAdmin(ports.config, command.member)
        ? {
            words: managing.isAdminToo(command.member),
            managed: { action: 'block-refused', target: command.member },
          }
        : propose(
            ports,
            from,
            { name: 'block', target: command.member },
            managing.isSure.block(command.member),
          );
    case 'pause':
      return propose(ports, from, { name: 'pause' }, managing.isSure.pause);
    case 'notify':
      if (byteLength(command.text) > MAX_NOTICE_BYTES) {
        return { words: managing.tooLong, managed: { action: 'notify-refused' } };
      }
      return propose(
        ports,
        from,
        { name: 'notify', text: command.text },
        managing.isSure.notify(command.text),
      );
    case 'confirm': {
      const action = await ports.confirmations.take(from.admin, delivery.record.id);
      return action
        ? act(ports, delivery, from, action)
        : { words: managing.nothingToConfirm, managed: { action: 'confirm' } };
    }
  }
}

async function propose(
  { confirmations, clock }: ManagingPorts,
  { admin }: FromAdmin,
  action: ManagingAction,
  words: string,
): Promise<Done> {
  await confirmations.propose(admin, action, clock() + CONFIRM_MS);
  return { words, managed: { ...managedBy(action), action: `${action.name}-asked` } };
}

async function act(
  ports: ManagingPorts,
  delivery: Delivery,
  from: FromAdmin,
  action: ManagingAction,
): Promise<Done> {
  const { controls, statuses, config, clock } = ports;
  const { admin, texts } = from;
  const { managing } = texts;
  const { app } = admin;
  const managed = managedBy(action);
  const { receivedAt, id } = delivery.record;
  switch (action.name) {
    case 'block':
      await controls.block({ app, id: action.target }, admin.id, clock());
      return { words: managing.blocked(action.target), managed };
    case 'unblock':
      await controls.unblock({ app, id: action.target });
      return { words: managing.unblocked(action.target), managed };
    case 'raise': {
      const { target, messages, tokens } = action;
      const date = dateIn(config.timeZone, receivedAt);
      await controls.raise({ app, id: target }, date, { messages, tokens }, id);
      return { words: managing.raised(target, messages, tokens), managed };
    }
    case 'pause':
      await statuses.setPaused(app, true, admin.id);
      return { words: managing.paused, managed };
    case 'resume': {
      await statuses.setPaused(app, false, admin.id);
      const { pause } = await statuses.statusOf(app);
      return { words: pause ? managing.allPaused : managing.resumed, managed };
    }
    case 'use-model':
      await statuses.setModel(app, action.model);
      return { words: managing.modelUsed(action.model), managed };
    case 'notify':
      return notify(ports, delivery, from, action.text, managed);
  }
}

async function notify(
  { messenger }: ManagingPorts,
  delivery: Delivery,
  { admin, app, texts: { managing } }: FromAdmin,
  text: string,
  managed: Managed,
): Promise<Done> {
  try {
    await delivery.orWait(() => messenger.notify(admin.app, receiversOf(app), text));
    return { words: managing.notified, managed };
  } catch (error) {
    if (!(error instanceof UndeliverableError)) throw error;
    return { words: managing.notNotified(error.code), managed: { ...managed, action: 'notify-refused' } };
  }
}

async function useModel(ports: ManagingPorts, typed: string, from: FromAdmin): Promise<Done> {
  const { managing } = from.texts;
  const { model, models } = from.app;
  const all = [model, ...models];
  if (typed === '') return { words: managing.models(models, model), managed: { action: 'model' } };
  const chosen = sameIn(all, typed);
  if (chosen === undefined) return { words: managing.noSuchModel(typed, all), managed: { action: 'model' } };
  return propose(ports, from, { name: 'use-model', model: chosen }, managing.isSure.model(chosen));
}

/** For the records. What a notice says is content, and not in them. */
function managedBy(action: ManagingAction): Managed {
  switch (action.name) {
    case 'block':
    case 'unblock':
      return { action: action.name, target: action.target };
    case 'raise': {
      const { messages, tokens, target } = action;
      return { action: 'raise', target, detail: messages > 0 ? `${messages} messages` : `${tokens} tokens` };
    }
    case 'use-model':
      return { action: 'use-model', target: action.model };
    case 'notify':
      return { action: 'notify', detail: `${Array.from(action.text).length} characters` };
    default:
      return { action: action.name };
  }
}

function targetOf(target: string | undefined): Pick<Managed, 'target'> {
  return target === undefined ? {} : { target };
}

/** Whom a notice is for. WeCom has no list of whom it is not for. */
function receiversOf({ audience }: AppConfig): Parameters<Messenger['notify']>[1] {
  const { allow, deny } = audience;
  return allow ? { ...allow, members: allow.members.filter((each) => !deny.includes(each)) } : 'everyone';
}

async function usageIn(
  { usage, spendings, config, clock }: ManagingPorts,
  { member, period }: Extract<ManagingCommand, { name: 'usage' }>,
  { admin, app, texts: { managing } }: FromAdmin,
): Promise<string> {
  const today = dateIn(config.timeZone, clock());
  const periods = period === undefined ? [today, monthOf(today)] : [period];
  if (member !== undefined) {
    const of = async (each: string): Promise<Used> => {
      const { day, month } = await usage.used({ app: admin.app, id: member }, each);
      return isMonth(each) ? month : day;
    };
    const used = await Promise.all(periods.map(of));
    return used.map((each, index) => managing.usageOfMember(member, periods[index] ?? '', each)).join('\n');
  }
  const lines = await Promise.all(
    periods.flatMap((each) => {
      const budgetIn = ({ day, month }: BotConfig['budget']) => (isMonth(each) ? month : day);
      return [
        spendings
          .spent(admin.app, each)
          .then((used) => managing.usageOfApp(each, used, budgetIn(app.budget))),
        spentByAll(spendings, config, each).then((used) =>
          managing.usageOfAll(each, used, budgetIn(config.budget)),
        ),
      ];
    }),
  );
  return lines.join('\n');
}

async function spentByAll(spendings: Spendings, { apps }: BotConfig, period: string): Promise<Used> {
  const all = await Promise.all(Object.keys(apps).map((app) => spendings.spent(app, period)));
  const sum = (of: (used: Used) => number): number => all.reduce((total, each) => total + of(each), 0);
  return {
    messages: sum((each) => each.messages),
    tokens: sum((each) => each.tokens),
    cost: sum((each) => each.cost),
  };
}

async function statusIn(
  { spendings, health, statuses, config, clock }: ManagingPorts,
  { admin, app, status, texts: { managing } }: FromAdmin,
): Promise<string> {
  const hasBudget = Object.keys({ ...app.budget, ...config.budget }).length > 0;
  const today = dateIn(config.timeZone, clock());
  const others = Object.keys(config.apps).filter((name) => name !== admin.app);
  const [{ waiting, deadLetters }, budget, statusesOfOthers] = await Promise.all([
    health.queues(),
    hasBudget ? budgetUsed(spendings, config, admin.app, today) : undefined,
    Promise.all(others.map((name) => statuses.statusOf(name))),
  ]);
  return managing.status({
    version: config.version,
    model: app.model,
    isPaused: status.pause !== undefined,
    ...(budget !== undefined && { budget }),
    waiting,
    deadLetters,
    others: statusesOfOthers.map(({ block, pause }, index) => ({
      app: others[index] ?? '',
      ...(block && { errcode: block.errcode }),
      isPaused: pause !== undefined,
    })),
  });
}

function isMonth(period: string): boolean {
  return period.length === '2026-11'.length;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
