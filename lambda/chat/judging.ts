import type { AppConfig } from '../shared/bot-config';
import { waitIfItPasses, type AnsweringPorts } from './answering';
import type { Delivery } from './delivery';
import { findingsOf, type JudgingPorts } from './findings';
import { ModelError } from './ports';
import type { Texts } from './texts';

/**
 * A question as the model may be asked it: what is to be hidden is hidden. What was found is recorded.
 * @param deadline ms since epoch
 * @returns undefined if it may not be asked
 * @throws ModelError, and MustWaitError, if the provider's moderation can't be asked
 */
export async function judgeQuestion(
  ports: JudgingPorts & Pick<AnsweringPorts, 'config' | 'clock'>,
  delivery: Delivery,
  { moderation }: AppConfig,
  text: string,
  deadline: number,
  texts: Texts,
): Promise<string | undefined> {
  const { found, blocked, text: shown } = ports.wordsOf(delivery.record.app).judge(text);
  delivery.addFindings(found.map(({ list, action }) => ({ where: 'question', by: list, action })));
  if (blocked) return undefined;
  const { question: action, model } = moderation.provider ?? {};
  // An earlier attempt has asked already.
  const isUnderWay = delivery.record.asks > 0;
  if (isUnderWay || !action || model === undefined || !ports.moderator || shown.trim() === '') return shown;
  try {
    const findings = findingsOf(await ports.moderator.flags(model, shown, deadline), 'question', action);
    delivery.addFindings(findings);
    // Of a whole text nothing would be left.
    return findings.length > 0 && action !== 'note' ? undefined : shown;
  } catch (error) {
    if (error instanceof ModelError) await waitIfItPasses(ports, delivery, texts, error, false);
    throw error;
  }
}
