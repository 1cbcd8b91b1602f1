import { ask, MOST_ROWS, type Asking, type Row } from '../insights/ask';
import type { Period } from '../insights/period';

/** What becomes of a message; `unanswered`: it failed, or the company's rules let the bot not answer. */
export type Became = 'answered' | 'command' | 'unanswered';

/** What one message took, as the audit log has it. */
export interface CountedMessage {
  readonly id: string;
  readonly app: string;
  readonly member: string;
  /** As WeCom tells it; empty where it is not known. */
  readonly name: string;
  readonly model: string;
  /** Ms since epoch. */
  readonly at: number;
  readonly became: Became;
  readonly inputTokens: number;
  /** Said and thought. */
  readonly outputTokens: number;
  readonly usd: number;
  /** Tokens and dollars were not counted, but estimated. */
  readonly isEstimated: boolean;
}

/**
 * One row for each message of a member. What was paid for counts, whatever came of it: what an admin said may have been
 * voice, and a picture that was refused was moderated.
 */
const QUERY = [
  'filter event in ["answered", "failed", "refused", "command", "managed"]',
  '| stats latest(time) as at, latest(event) as what, latest(model) as asked, latest(name) as named, latest(tokens.input) as input, latest(tokens.output) as said, latest(tokens.reasoning) as thought, latest(costUsd) as usd, latest(isEstimated) as estimated by id, app, member',
  `| limit ${MOST_ROWS}`,
].join('\n');

/**
 * The messages of a period, each once, however often it is in the log. Where there are more than CloudWatch gives for one
 * question, the halves of the period are asked for.
 * @param app undefined: all
 * @throws as `ask` does
 */
export async function messagesIn(
  asking: Asking,
  period: Period,
  app: string | undefined,
): Promise<CountedMessage[]> {
  const query = app === undefined ? QUERY : `filter app = "${app}"\n| ${QUERY}`;
  const rows = await rowsIn(asking, query, period);
  const messages = rows.map(messageOf).filter(({ at }) => at < period.to);
  return [...new Map(messages.map((message) => [`${message.app} ${message.id}`, message])).values()];
}

async function rowsIn(asking: Asking, query: string, { from, to }: Period): Promise<Row[]> {
  const rows = await ask(asking, query, { from, to });
  const middle = Math.floor((from + to) / 2000) * 1000;
  // Nothing finer than a second can be asked for.
  if (rows.length < MOST_ROWS || middle <= from) return rows;
  const before = await rowsIn(asking, query, { from, to: middle });
  return [...before, ...(await rowsIn(asking, query, { from: middle, to }))];
}

function messageOf(row: Row): CountedMessage {
  const { id = '', app = '', member = '', named = '', asked = '', at = '', what, estimated } = row;
  const number = (name: string): number => Number(row[name] ?? 0);
  return {
    id,
    app,
    member,
    name: named,
    model: asked,
    at: Date.parse(at),
    became: becameOf(what),
    inputTokens: number('input'),
    outputTokens: number('said') + number('thought'),
    usd: number('usd'),
    // It is there where it is so, and nowhere else.
    isEstimated: estimated !== undefined,
  };
}

/** @param event of the audit log */
function becameOf(event: string | undefined): Became {
  if (event === 'answered') return event;
  return event === 'command' || event === 'managed' ? 'command' : 'unanswered';
}
