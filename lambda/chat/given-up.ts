import type { AppConfig, BotConfig } from '../shared/bot-config';
import type { MessageContent } from '../shared/queue-message';
import { picturesIn, questionIn } from './asking';
import { modelOf, personaOf } from './command-answers';
import { commandIn } from './commands';
import { NO_USAGE, recall } from './conversation';
import type { Delivery, PaidBefore } from './delivery';
import { concluded, estimateOfAsks } from './paid';
import { paidForPictures, type PaintingPorts } from './painting';
import type { Conclusion, Member, Memory, Profile } from './ports';
import { textsIn } from './texts';

/** What reckoning up a message takes. */
export interface GivenUpPorts extends Pick<PaintingPorts, 'painter'> {
  readonly config: BotConfig;
  readonly memory: Pick<Memory, 'latestTurns'>;
}

/** A message that gets no answer. */
export interface GivenUp {
  readonly app: AppConfig;
  readonly member: Member;
  readonly content: MessageContent;
  readonly profile: Profile | undefined;
}

/**
 * What was paid for a message that is given up: what its conclusion says, or where no ask came to one, estimated from
 * what is still at hand.
 */
export async function paidFor(
  { config, memory, painter }: GivenUpPorts,
  { record, said }: Delivery,
  { app, member, content, profile }: GivenUp,
): Promise<PaidBefore> {
  const { conclusion, asks, understood, place, receivedAt } = record;
  if (conclusion) return paidIn(conclusion);
  if (asks === 0) return { usage: NO_USAGE };
  const command = commandOf(content);
  if (command?.name === 'draw' && painter) {
    return { ...concluded(paidForPictures(asks)), model: config.images?.model ?? '' };
  }
  const texts = textsIn(config.language);
  // That the memory can't be read must not keep a message from coming to its end.
  const turns = await recall(memory, member, place.conversation, config.memory).catch(() => []);
  const asked = {
    persona: personaOf(app, profile).prompt,
    turns,
    text: command?.name === 'continue' ? texts.forModel.continue : questionIn(content, understood, texts),
    pictures: picturesIn(content, receivedAt),
  };
  return { ...concluded(estimateOfAsks(asked, asks, said)), model: modelOf(app, profile) };
}

function paidIn({ usage, tools, isEstimated, model }: Conclusion): PaidBefore {
  return {
    usage,
    ...(tools && { tools }),
    ...(isEstimated && { isEstimated }),
    ...(model !== undefined && { model }),
  };
}

function commandOf(content: MessageContent): ReturnType<typeof commandIn> {
  if (content.kind === 'text') return commandIn(content.text);
  return content.kind === 'click' ? commandIn(content.key) : undefined;
}
