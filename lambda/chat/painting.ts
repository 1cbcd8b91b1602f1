import { errorFields } from '../shared/log';
import { apologise, waitIfItPasses, type AnsweringPorts } from './answering';
import { estimateUsage } from './conversation';
import type { Delivery } from './delivery';
import { concluded, isPaid, NOTHING_PAID, type Paid } from './paid';
import { ModelError, type Attachments, type Painter } from './ports';
import { withSignOfLife } from './sign-of-life';
import type { Texts } from './texts';

/** What painting takes. */
export interface PaintingPorts extends AnsweringPorts {
  /** Absent: the bot does not draw. */
  readonly painter?: Painter | undefined;
  readonly attachments: Attachments;
}

/** A picture that a member asked for. */
export interface Order {
  readonly prompt: string;
  /** Ms since epoch: when to give up, and when the member is to get a sign of life. */
  readonly deadline: number;
  readonly quietUntil: number;
  readonly texts: Texts;
}

/** A picture is paid for, too. */
const MAX_ASKS = 2;
const NAME = 'drawn';

/** Each ask is a picture. Whether those were drawn of which none is there, nobody has counted. */
export function paidForPictures(asks: number, isDrawn = false): Paid {
  if (asks === 0) return NOTHING_PAID;
  return { ...NOTHING_PAID, tools: { image: asks }, isEstimated: asks > 1 || !isDrawn };
}

/** Draws, and keeps the picture before anything else, so that it is paid for once. */
export async function answerByPainter(
  ports: PaintingPorts,
  painter: Painter,
  delivery: Delivery,
  order: Order,
): Promise<void> {
  const { attachments, config, clock, log } = ports;
  const { app, id } = delivery.record;
  const place = { app, id, name: NAME };
  const model = config.images?.model ?? '';
  const askedAt = clock();
  if (!(await attachments.find(place))) {
    const { asks } = delivery.record;
    try {
      await attachments.keep(place, await paint(ports, painter, delivery, order));
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      log.error('model failed', { app, id, model, ...errorFields(error) });
      await waitIfItPasses(ports, delivery, order.texts, error);
      const paid = paidForPictures(isPaid(error) ? delivery.record.asks : asks);
      return apologise(delivery, order.texts.modelFailed[error.failure], error, model, paid);
    }
  }
  const { inputTokens } = estimateUsage('', [], order.prompt, '');
  await delivery.conclude([{ picture: NAME }], {
    outcome: 'drawn',
    ...concluded(paidForPictures(delivery.record.asks, true)),
    tokens: inputTokens,
    model,
    modelMs: clock() - askedAt,
  });
}

async function paint(
  ports: PaintingPorts,
  painter: Painter,
  delivery: Delivery,
  { prompt, deadline, quietUntil, texts }: Order,
): Promise<Uint8Array> {
  if (delivery.record.asks >= MAX_ASKS) {
    throw new ModelError('broken', 'it was asked as often as it may be', 'See its log.');
  }
  await delivery.asking();
  return withSignOfLife(ports, delivery, texts.signOfLife, quietUntil, painter.paint(prompt, deadline));
}
