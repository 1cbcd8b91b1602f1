import { countedAs } from './accounting';
import { admit, type AdmissionPorts } from './admission';
import { apologise } from './answering';
import type { AskableContent } from './asking';
import { isAdmin, mayUse } from './audience';
import { answerCommand, modelOf, withNotice, type CommandPorts, type PlainCommand } from './command-answers';
import { commandIn, type Command } from './commands';
import type { Delivery } from './delivery';
import { inOurWords } from './in-our-words';
import { manage, type ManagingPorts } from './managing';
import { managingIn } from './managing-commands';
import { draw, goOn, reply, replyToVoice, type ModelAnswerPorts, type ToAnswer } from './model-answers';
import { MediaError, ModelError, type Controls, type Memory, type UsageCounts } from './ports';

/** What answering takes. */
export interface AnswerPorts extends ModelAnswerPorts, AdmissionPorts, CommandPorts, ManagingPorts {
  readonly controls: Controls;
  readonly memory: Memory;
  readonly usage: UsageCounts;
}

/**
 * Answers a message: in our own words where it is a command, a greeting, or nothing that we can use, else by the model.
 * Who may, how much and when is decided before the model is asked, and by nothing that anybody writes.
 * @throws MustWaitError, UndeliverableError; what the records throw
 */
export async function answer(
  ports: AnswerPorts,
  delivery: Delivery,
  message: Omit<ToAnswer, 'control'>,
): Promise<void> {
  const { texts } = message;
  try {
    await answerContent(ports, delivery, message);
  } catch (error) {
    if (error instanceof MediaError) {
      return inOurWords(delivery, 'unsupported', texts.mediaFailed[error.failure], error.code);
    }
    if (error instanceof ModelError) {
      // Outside of the answering a voice is heard, and a question judged.
      const isUnheard = message.content.kind === 'voice' && delivery.record.understood === undefined;
      const hearing = isUnheard ? ports.config.transcription?.model : undefined;
      const model = hearing ?? modelOf(message.app, message.profile);
      return apologise(delivery, texts.modelFailed[error.failure], error, model);
    }
    throw error;
  }
}

async function answerContent(
  ports: AnswerPorts,
  delivery: Delivery,
  message: Omit<ToAnswer, 'control'>,
): Promise<void> {
  const { app, member, texts, content } = message;
  if (content.kind === 'left') return inOurWords(delivery, 'left', '');
  const control = await ports.controls.controlOf(member);
  const isManaging = isAdmin(ports.config, member.id);
  // Nothing of it ends an answer that has begun.
  const isUnderWay = delivery.record.asks > 0;
  if (!isUnderWay && !(await delivery.orWait(() => mayUse(ports.groups, member, app, control, isManaging)))) {
    return turnAway(ports, delivery, message);
  }
  const toAnswer: ToAnswer = { ...message, control };
  switch (content.kind) {
    case 'event':
      return inOurWords(delivery, 'welcomed', withNotice(texts.welcome, app, texts));
    case 'too-long':
      return inOurWords(delivery, 'unsupported', texts.tooLong);
    case 'unsupported':
      return inOurWords(delivery, 'unsupported', texts.unsupported);
    case 'voice':
      return ifAdmitted(ports, delivery, toAnswer, () => replyToVoice(ports, delivery, toAnswer, content));
    case 'text':
    case 'click':
      return answerWords(ports, delivery, toAnswer, content);
    default:
      return ifAdmitted(ports, delivery, toAnswer, () => reply(ports, delivery, toAnswer, content));
  }
}

/** A sentence a day, and nothing where the app was only opened. */
async function turnAway(
  { usage, config }: AnswerPorts,
  delivery: Delivery,
  { member, texts, content }: Omit<ToAnswer, 'control'>,
): Promise<void> {
  const isToTell =
    content.kind !== 'event' && (await usage.mayTell(member, countedAs(delivery.record, config), 'outside'));
  return inOurWords(delivery, 'outside', isToTell ? texts.refusals.outside(member.id) : '');
}

async function answerWords(
  ports: AnswerPorts,
  delivery: Delivery,
  message: ToAnswer,
  content: Extract<AskableContent, { kind: 'text' | 'click' }>,
): Promise<void> {
  const words = content.kind === 'text' ? content.text : content.key;
  const managing = managingIn(words);
  if (managing) {
    const { member: admin, app, status, texts } = message;
    return manage(ports, delivery, managing, { admin, app, status, texts });
  }
  const command = commandIn(words);
  if (command && !isForModel(command)) return answerCommand(ports, delivery, command, message);
  return ifAdmitted(ports, delivery, message, () => {
    if (command?.name === 'draw') return draw(ports, delivery, message, command.choice);
    return command ? goOn(ports, delivery, message) : reply(ports, delivery, message, content);
  });
}

function isForModel(command: Command): command is Exclude<Command, PlainCommand> {
  return command.name === 'continue' || (command.name === 'draw' && command.choice !== '');
}

/** Does what the model is asked for, if the company's rules let it be asked now. */
async function ifAdmitted(
  ports: AnswerPorts,
  delivery: Delivery,
  message: ToAnswer,
  ask: () => Promise<void>,
): Promise<void> {
  const { status, texts } = message;
  // A pause keeps members waiting, but not who can end it: what they write next would wait behind it.
  if (status.pause && delivery.record.asks === 0)
    return inOurWords(delivery, 'paused', texts.refusals.paused);
  const refusal = await admit(ports, delivery, message);
  return refusal ? inOurWords(delivery, refusal.outcome, refusal.words) : ask();
}
