import { askUntil, type Terminal } from '../terminal/terminal';
import type { FieldTexts } from '../texts/fields-texts';
import { isDoubt, shapeFaultOf, type SecretField, type ShapeContext } from './fields';
import type { Entry } from './places';

/** What may be seen by whoever looks over a shoulder. */
const SHOWN: ReadonlySet<SecretField> = new Set(['corpId', 'agentId']);

/** What else is known when a value is asked for. */
export interface AskOptions {
  /** What an empty answer means; without it, it is no answer. */
  readonly emptySays?: string;
  /** What is there already; shown beside the question, unless it is a secret. */
  readonly present?: string;
  readonly context?: ShapeContext;
}

/**
 * Asks for a value until it has the shape of one; what is only unlikely may be insisted on, by entering it again.
 * @returns empty, if that is an answer
 * @throws NoAnswerError
 */
export async function askValue(
  terminal: Terminal,
  texts: FieldTexts,
  { field, app }: Entry,
  { emptySays, present, context }: AskOptions = {},
): Promise<string> {
  const isHidden = !SHOWN.has(field);
  const name = app === undefined ? texts.names[field] : `${app} ${texts.names[field]}`;
  terminal.say(`\n${texts.where[field]}${emptySays === undefined ? '' : `\n${emptySays}`}`);
  const shown = isHidden || present === undefined ? '' : ` [${present}]`;
  let doubted = '';
  return askUntil<string>(
    terminal,
    texts.ask(name + shown, isHidden),
    (answer) => {
      const fault = shapeFaultOf(field, answer, context);
      const isTaken = answer === '' ? emptySays !== undefined : fault && isDoubt(fault) && answer === doubted;
      if (!fault || isTaken) return { value: answer };
      doubted = answer;
      return { fault: texts.shapeFault(fault) + (isDoubt(fault) ? texts.insist : '') };
    },
    { hidden: isHidden },
  );
}
